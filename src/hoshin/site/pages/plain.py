"""The summary of an indicator in やさしい日本語, with readings; on English pages in few words.

Sentences come from templates of our own; names and figures are set into them as they are, with the
readings that ``hoshin.charts.readings`` knows.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from hoshin.charts.readings import Run, runs_of, unit_reading, with_times_read
from hoshin.domain.indicators import Comparison, Indicator, Target
from hoshin.site.frame import Frame, Label, Link, Quantity
from hoshin.site.pages import parts
from hoshin.site.pages.parts import When

_SIDES = {Comparison.AT_LEAST: "goal_at_least", Comparison.AT_MOST: "goal_at_most"}


@dataclass(frozen=True, slots=True)
class PlainSummary:
    """The summary: its title, its sentences, and whether it carries readings."""

    title: Markup
    sentences: tuple[Markup, ...]
    furigana: Markup | None


def summary(
    frame: Frame, indicator: Indicator, latest: When | None, doubt: Link | None
) -> PlainSummary:
    """An indicator in a few short sentences."""
    target = parts.main_target(frame, frame.index.targets_of_indicator.get(indicator.id, ()))
    said = [_say(frame, "plain.about", name=frame.name(indicator))]
    if target is None or target.goal_value is not None:
        said.append(_say(frame, f"plain.direction.{indicator.direction.value}"))
    if latest is None:
        said.append(_say(frame, "plain.no_value"))
    else:
        said.append(
            _say(
                frame,
                "plain.latest",
                period=_period(frame, latest.period),
                value=_value(frame, latest.value or latest.text),
            )
        )
    if target is None:
        said.append(_say(frame, "plain.no_goal"))
    else:
        said.append(_goal(frame, target))
        standing = frame.index.judged[target.id].standing
        said.append(_say(frame, f"plain.standing.{standing.value}"))
        own = parts.own_targets(frame, frame.index.targets_of_indicator[indicator.id])
        if len(own) > 1:
            said.append(_say(frame, "plain.others"))
    if doubt is not None:
        said.append(_say(frame, "plain.doubt"))
    return PlainSummary(
        title=_say(frame, "plain.title"),
        sentences=tuple(said),
        furigana=_say(frame, "plain.furigana") if frame.is_ja else None,
    )


def _goal(frame: Frame, target: Target) -> Markup:
    quantity, words = parts.goal_value(frame, target)
    value = _value(frame, quantity or words)
    if target.goal_period is None:
        return _say(frame, "plain.goal_no_period", value=value)
    side = _SIDES.get(target.comparison, "goal")
    is_over = frame.index.charted.is_over(target)
    key = f"plain.past.{side}" if is_over else f"plain.{side}"
    return _say(frame, key, period=_period(frame, frame.period(target.goal_period)), value=value)


def _say(frame: Frame, key: str, **values: Markup | Label) -> Markup:
    """A sentence of the vocabulary as HTML; what is set into it is escaped."""
    written = {name: Markup(one.__html__()) for name, one in values.items()}
    return with_readings(frame.w(key)).format(**written)


def with_readings(text: str) -> Markup:
    """A text whose readings stand in 《》 as HTML, the readings above their kanji."""
    return Markup("").join(map(_html, runs_of(text)))


def _html(run: Run) -> Markup:
    if not run.reading:
        return escape(run.text)
    return Markup("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>").format(run.text, run.reading)


def _period(frame: Frame, said: str) -> Markup:
    """A period with its readings; where a year's kind is not known it is a year."""
    if not frame.is_ja:
        return escape(said)
    return with_readings(with_times_read(said.replace("(度)", "")))


def _value(frame: Frame, value: Quantity | Label) -> Markup:
    if not isinstance(value, Quantity) or not frame.is_ja:
        return Markup(value.__html__())
    unit = value.unit.text
    reading = unit_reading(unit)
    if not reading:
        return escape(value.text)
    return escape(value.value) + _html(Run(unit, reading))
