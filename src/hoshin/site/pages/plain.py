"""The summary of an indicator in やさしい日本語, with readings; on English pages in few words.

Sentences come from templates of the site's own; names and figures are set into them as they are.
Readings are known for the words of the templates, for years and for common units. The reading of
an indicator's name is not on record and is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from hoshin.domain.indicators import Comparison, Indicator, Target
from hoshin.site.frame import Frame, Label, Link, Quantity
from hoshin.site.pages import parts
from hoshin.site.pages.parts import When

_READING = re.compile(r"([\u3005\u3400-\u9fff]+)《([\u3041-\u3096]+)》")
_TIME = re.compile(r"(?<=[0-9])(年度|年|月|日)|(?<=月)(末)")
_TIMES = {"年度": "ねんど", "年": "ねん", "月": "がつ", "日": "にち", "末": "まつ"}
_UNITS = {
    "人": "にん",
    "件": "けん",
    "円": "えん",
    "千円": "せんえん",
    "万円": "まんえん",
    "百万円": "ひゃくまんえん",
    "億円": "おくえん",
    "十億円": "じゅうおくえん",
    "千人": "せんにん",
    "万人": "まんにん",
    "万件": "まんけん",
    "団体": "だんたい",
    "校区": "こうく",
    "箇所": "かしょ",
    "社": "しゃ",
    "倍": "ばい",
    "分": "ふん",
    "回": "かい",
    "本": "ほん",
    "点": "てん",
}
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
    return Markup(_READING.sub(lambda found: _ruby(found[1], found[2]), str(escape(text))))


def _ruby(base: str, reading: str) -> str:
    return f"<ruby>{base}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"


def _period(frame: Frame, said: str) -> Markup:
    """A period with its readings; where a year's kind is not known it is a year."""
    if not frame.is_ja:
        return escape(said)
    plain = str(escape(said.replace("(度)", "")))
    return Markup(_TIME.sub(lambda found: _ruby(found[0], _TIMES[found[0]]), plain))


def _value(frame: Frame, value: Quantity | Label) -> Markup:
    if not isinstance(value, Quantity) or not frame.is_ja:
        return Markup(value.__html__())
    reading = _UNITS.get(value.unit.text)
    if reading is None:
        return escape(value.text)
    return escape(value.value) + Markup(_ruby(value.unit.text, reading))
