"""The method: how a figure is judged, in words, with how often each rule is used on this site."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hoshin.domain.forecasts import INTERVAL_PERCENT
from hoshin.domain.indicators import Method, MissingReason
from hoshin.domain.ratings import RatingGrade
from hoshin.engine.explain import METHOD_NAMES
from hoshin.engine.formulas import NotComputable
from hoshin.engine.standing import Standing
from hoshin.site import addresses, figures
from hoshin.site.frame import Frame, Head, Label
from hoshin.site.pages import parts
from hoshin.site.pages.outlook import MethodScore, method_scores
from hoshin.site.pages.page import Page
from hoshin.site.pages.parts import Fact, Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodEntry:
    """One method: its name, formula, what it is used for, and how many targets here use it."""

    anchor: str
    name: str
    formula: str
    use: str
    count: str


@dataclass(frozen=True, slots=True)
class StandingEntry:
    """One standing and what it means."""

    sign: Sign
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRow:
    """One grade of the city's own scheme, as data holds it."""

    grade: Label
    bounds: str
    compared: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A scheme of grades in use."""

    name: str
    grades: tuple[GradeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """Everything that the method page shows."""

    head: Head
    standings: tuple[StandingEntry, ...]
    methods: tuple[MethodEntry, ...]
    not_computable: tuple[Fact, ...]
    missing: tuple[Fact, ...]
    rules: tuple[Fact, ...]
    schemes: tuple[Scheme, ...]
    estimates: tuple[MethodScore, ...]
    estimated: str


RULES = (
    "exact",
    "rounding",
    "no_cap",
    "direction",
    "which_value",
    "restated",
    "published",
    "money",
    "mismatch",
)


def page() -> Page:
    """The method page."""
    return Page(addresses.METHOD, "method.html", _view)


def _bounds(frame: Frame, grade: RatingGrade) -> str:
    said = []
    if grade.minimum is not None:
        key = "at_least" if grade.minimum_inclusive else "above"
        said.append(frame.w(f"method.bound.{key}", n=figures.number(grade.minimum)))
    if grade.maximum is not None:
        key = "at_most" if grade.maximum_inclusive else "below"
        said.append(frame.w(f"method.bound.{key}", n=figures.number(grade.maximum)))
    return frame.w("common.comma").join(said) or frame.w("method.bound.none")


def _schemes(frame: Frame) -> tuple[Scheme, ...]:
    found: dict[str, list[RatingGrade]] = {}
    for one in frame.index.city.ratings:
        found.setdefault(one.scheme, []).append(one)
    return tuple(
        Scheme(
            name=name,
            grades=tuple(
                GradeRow(
                    grade=frame.label(
                        f"{one.grade} {one.label}".strip(),
                        f"{one.grade} {one.label_en}".strip() if one.label_en else "",
                    ),
                    bounds=_bounds(frame, one),
                    compared=frame.w(f"terms.compared.{one.compared.value}"),
                )
                for one in sorted(grades, key=lambda one: one.rank)
            ),
        )
        for name, grades in found.items()
    )


def _view(frame: Frame) -> MethodView:
    w = frame.w
    used = Counter(one.method for one in frame.index.judged.values())
    methods = sorted(Method, key=lambda one: (-used[one], list(Method).index(one)))
    heading = Label(w("pages.method.title"))
    return MethodView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="method",
            crumbs=frame.crumbs(),
            lead=w("pages.method.lead"),
        ),
        standings=tuple(
            StandingEntry(parts.sign(frame, one), w(f"method.standing.{one.value}"))
            for one in Standing
        ),
        methods=tuple(
            MethodEntry(
                anchor=f"_method-{one.value}",
                name=METHOD_NAMES[one][0 if frame.is_ja else 1],
                formula=w(f"method.formula.{one.value}"),
                use=w(f"method.use.{one.value}"),
                count=w.count("method.used", used[one]) if used[one] else w("method.not_used"),
            )
            for one in methods
        ),
        not_computable=tuple(
            Fact(w(f"terms.not_computable.{one.value}"), w(f"method.why.{one.value}"))
            for one in NotComputable
        ),
        missing=tuple(
            Fact(w(f"terms.missing.{one.value}"), w(f"method.missing.{one.value}"))
            for one in MissingReason
        ),
        rules=tuple(
            Fact(w(f"method.rule.{one}.title"), w(f"method.rule.{one}.text")) for one in RULES
        ),
        schemes=_schemes(frame),
        estimates=method_scores(frame),
        estimated=w("outlook.how", percent=INTERVAL_PERCENT),
    )
