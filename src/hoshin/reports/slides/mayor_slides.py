"""The mayor's slides: ten pages on where the plans stand, with the sources in the notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hoshin.charts.gathering import GatheredSeries, SeriesKey
from hoshin.charts.judged_city import JudgedCity
from hoshin.charts.series_chart import chart_of
from hoshin.charts.specification import ChartSpec, MarkKind
from hoshin.charts.speech import Speech
from hoshin.charts.words import Language
from hoshin.domain.sdg import Goal, goal
from hoshin.engine.standing import Standing
from hoshin.reports.lookup import look_up
from hoshin.reports.paper_order import PaperOrder
from hoshin.reports.slides.deck import Deck
from hoshin.reports.slides.looks import SOFT, Box
from hoshin.reports.slides.native_charts import Bars
from hoshin.reports.summary import Line, State, shortened, summarise
from hoshin.reports.wording import report_words

_BODY = Box(0.7, 1.6, 11.93, 5.2)
_MOST_BARS = 8
_MOST_POINTS = 5
_MOST_NAMES = 14
_PLANS_SHOWN = 2
# Longer texts are cut on the slide and stand whole in the notes.
_LONGEST_NAME, _LONGEST_TEXT = 60, 150


def mayor_slides(order: PaperOrder) -> bytes:
    """The slides as a presentation file; what the city has nothing on gets no page."""
    return _Slides(order).content()


def _brief(name: str) -> str:
    return shortened(name, _LONGEST_NAME)


class _Slides:
    def __init__(self, order: PaperOrder) -> None:
        self._order = order
        self.w = report_words(order.language)
        self._found = summarise(order)
        self._look = look_up(order.city, order.as_of, order.language)
        self._speech = Speech(Language(order.language))
        self._charted = JudgedCity(order.city, self._look.judged, order.as_of, self._look.series)
        title = self.w("slides.title", city=order.facts.city)
        self._deck = Deck(order.language, title, order.facts.city)
        self._standings = tuple(
            (one, self.w(f"papers.standing_of.{one.value}")) for one in Standing
        )

    def content(self) -> bytes:
        pages = [
            self._cover,
            self._overall,
            *(self._plan_page(one) for one in self._plans()),
            self._best,
            self._worst,
            self._money,
            self._sdgs,
            self._not_judged,
            self._next,
        ]
        for done, page in enumerate(pages, start=1):
            page()
            self._order.progress(self.w("papers.drawing"), done, len(pages))
        return self._deck.content(self._order.as_of)

    def _plans(self) -> Sequence[State]:
        """The current plans with parts, the largest first; earlier ones where there are too few."""
        with_parts = [one for one in self._found.states if one.parts]
        ranked = sorted(with_parts, key=lambda one: (one.former, -one.total))
        return ranked[:_PLANS_SHOWN]

    def _notes(self, *said: str, plans: Sequence[str] = ()) -> str:
        """What the speaker may add, and the documents behind the page."""
        titles = list(dict.fromkeys(self._sources(plans)))
        sources = self.w("slides.sources", titles=self.w("common.comma").join(titles))
        return "\n".join(one for one in (*said, sources if titles else "", self._as_of) if one)

    def _sources(self, plans: Sequence[str]) -> list[str]:
        sources = {row.id: row for row in self._order.city.sources}
        rows = [one for one in self._order.city.targets if not plans or one.plan in plans]
        found = [sources[one.source] for one in rows if one.source in sources]
        return [self._look.tongue.pick(one.title, one.title_en) for one in found]

    @property
    def _as_of(self) -> str:
        return self.w("slides.as_of", day=self._order.facts.as_of_text)

    # --- pages ---

    def _cover(self) -> None:
        self._deck.cover(
            self.w("slides.title", city=self._order.facts.city),
            [self._as_of, self.w("slides.lead", n=f"{self._found.total:,}")],
            self._notes(self.w("slides.cover_note")),
        )

    def _overall(self) -> None:
        found, deck = self._found, self._deck
        deck.slide(
            self.w("slides.overall"),
            self._notes(*(one.sentence for one in found.states if not one.former)),
        )
        width = 11.93 / len(found.counts)
        words = dict(self._standings)
        for n, (standing, number) in enumerate(found.counts):
            box = Box(0.7 + n * width, 1.65, width - 0.12, 1.35)
            deck.tile(box, standing, words[standing], f"{number:,}")
        self._bars(Box(0.7, 3.2, 11.93, 3.7), found.states[:_MOST_BARS], self.w("slides.overall"))

    def _bars(self, box: Box, states: Sequence[State], said: str) -> None:
        if not states:
            self._deck.text(box, self.w("slides.nothing"), 18, colour=SOFT)
            return
        standings = [
            (standing, word)
            for n, (standing, word) in enumerate(self._standings)
            if any(one.counts[n][1] for one in states)
        ]
        bars = Bars(
            names=[
                self.w("common.with_note", text=_brief(one.name), note=self.w("slides.former"))
                if one.former
                else _brief(one.name)
                for one in states
            ],
            counts=[[dict(one.counts)[standing] for standing, _ in standings] for one in states],
            standings=standings,
        )
        spoken = self.w("common.semicolon").join(one.sentence.rstrip("。.") for one in states)
        self._deck.charts.bars(box, bars, f"{said}: {spoken}")

    def _plan_page(self, state: State) -> Callable[[], None]:
        def page() -> None:
            self._deck.slide(_brief(state.name), self._notes(state.sentence, plans=(state.id,)))
            self._deck.text(Box(0.7, 1.5, 11.93, 0.8), state.sentence, 15, colour=SOFT)
            self._bars(Box(0.7, 2.3, 11.93, 4.6), state.parts[:_MOST_BARS], state.name)

        return page

    def _best(self) -> None:
        self._movers(self.w("slides.best"), self._found.best)

    def _worst(self) -> None:
        self._movers(self.w("slides.worst"), self._found.worst)

    def _movers(self, title: str, lines: Sequence[Line]) -> None:
        """A table of targets, and the course of the first of them."""
        self._deck.slide(title, self._notes(*(self._said(one) for one in lines)))
        if not lines:
            self._deck.text(_BODY, self.w("slides.nothing"), 18, colour=SOFT)
            return
        self._deck.table(
            Box(0.7, 1.65, 6.3, 0.5 + 0.7 * len(lines)),
            [self.w("papers.indicator"), self.w("papers.latest"), self.w("papers.achievement")],
            [
                [
                    _brief(one.name),
                    f"{one.latest}\n{one.latest_period}",
                    one.achievement,
                ]
                for one in lines
            ],
            (3.2, 1.7, 1.4),
        )
        spec = self._spec(lines[0])
        if spec is not None:
            self._deck.text(Box(7.3, 1.6, 5.4, 0.7), _brief(lines[0].name), 14, bold=True)
            words = {
                one: self._speech.w(f"terms.mark.{one.value}")
                for one in (MarkKind.ACTUAL, MarkKind.MILESTONE, MarkKind.GOAL)
            }
            self._deck.text(Box(7.3, 2.25, 5.4, 0.4), spec.unit, 12, colour=SOFT)
            self._deck.charts.course(Box(7.3, 2.45, 5.4, 4.4), spec, words)

    def _said(self, line: Line) -> str:
        rows = {row.id: row for plan in self._order.facts.plans for row in plan.rows}
        return f"{line.name}: {rows[line.target].sentence}"

    def _spec(self, line: Line) -> ChartSpec | None:
        """The chart of the series that a target measures, as pages and papers draw it."""
        judged = self._look.judged[line.target]
        key = SeriesKey(judged.target.ref_area, judged.target.breakdown)
        gathered = GatheredSeries(self._charted, self._speech, judged.indicator, key)
        return chart_of(gathered, table_below=False)

    def _money(self) -> None:
        money = self._found.money
        if money is None:
            return
        w = self.w
        said = w(
            "council.money_said", year=money.year, programs=f"{money.programs:,}", amount=money.text
        )
        without = (
            w.count("council.money_without", money.without_amount) if money.without_amount else ""
        )
        self._deck.slide(w("slides.money", year=money.year), self._notes(said, without))
        self._deck.text(Box(0.7, 1.5, 11.93, 0.6), money.text, 26, bold=True)
        self._deck.text(
            Box(0.7, 2.1, 11.93, 0.8),
            self._look.tongue.pick("", " ").join((said, without)),
            14,
            colour=SOFT,
        )
        parts = [one for one in money.parts if one.yen is not None][:_MOST_BARS]
        if parts:
            said = w("council.money_parts", plan=money.plan)
            self._deck.text(Box(0.7, 2.9, 11.93, 0.4), said, 13, colour=SOFT)
            self._deck.charts.columns(
                Box(0.7, 3.2, 11.93, 3.3),
                [_brief(one.name) for one in parts],
                [one.yen or 0 for one in parts],
                said,
                across=True,
                number_format=w("slides.yen_format"),
            )
            self._deck.text(Box(0.7, 6.5, 11.2, 0.4), w("council.money_overlap"), 12, colour=SOFT)

    def _sdgs(self) -> None:
        ties = self._found.sdg_ties
        if not ties:
            return
        goals = ((goal(number), n) for number, n in ties if n)
        said = [f"{one.number}. {self._goal_name(one)}: {n}" for one, n in goals]
        self._deck.slide(self.w("slides.sdgs"), self._notes(*said))
        self._deck.text(Box(0.7, 1.5, 11.93, 0.5), self.w("slides.sdgs_said"), 15, colour=SOFT)
        self._deck.charts.columns(
            Box(0.7, 2.1, 11.93, 4.7),
            [str(number) for number, _ in ties],
            [n for _, n in ties],
            self.w("slides.sdgs_said"),
        )

    def _goal_name(self, one: Goal) -> str:
        return self._look.tongue.pick(one.name_ja, one.name_en)

    def _not_judged(self) -> None:
        found, w = self._found, self.w
        lines = found.standing(Standing.NOT_JUDGED)
        self._deck.slide(
            w("council.not_judged"), self._notes(*(f"{one.name}: {one.reason}" for one in lines))
        )
        if not lines:
            self._deck.text(_BODY, w("slides.all_judged"), 18, colour=SOFT)
            return
        self._deck.table(
            Box(0.7, 1.65, 4.6, 0.45 * (len(found.reasons) + 1)),
            [w("slides.reason"), w("slides.number")],
            [[reason, f"{number:,}"] for reason, number in found.reasons],
            (3.6, 1.0),
        )
        names = [(f"・{_brief(one.name)}", "") for one in lines[:_MOST_NAMES]]
        if len(lines) > _MOST_NAMES:
            names.append((w.count("council.more", len(lines) - _MOST_NAMES), ""))
        half = -(-len(names) // 2) if len(names) > _MOST_NAMES // 2 else len(names)
        for n, some in enumerate((names[:half], names[half:])):
            text = "\n".join(one for one, _ in some)
            self._deck.text(Box(5.7 + 3.6 * n, 1.65, 3.5, 5.2), text, 13)

    def _next(self) -> None:
        comments = self._found.directions
        self._deck.slide(
            self.w("slides.next"),
            self._notes(
                *(f"{one.plan}, {one.heading}: {one.findings} → {one.text}" for one in comments)
            ),
        )
        if not comments:
            self._deck.text(_BODY, self.w("slides.no_direction"), 18, colour=SOFT)
            return
        points = [
            (_brief(one.heading), shortened(one.text, _LONGEST_TEXT))
            for one in comments[:_MOST_POINTS]
        ]
        self._deck.list(_BODY, points, 18)
