"""Provenance: figures that do not say which document they were taken from."""

from __future__ import annotations

from collections.abc import Iterator

from hoshin.domain.problems import Problem
from hoshin.domain.words import Words, named
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.references import rows_of
from hoshin.engine.checks.rule import Check, at, note

FIGURES_WITHOUT_SOURCE = note(
    "figures-without-source",
    Words("出典のない数値", "Figures without a source"),
    Words(
        "出典がないと、公開した数値から元の文書までたどれません。",
        "Without a source nobody can follow a published figure back to its document.",
    ),
)

# The tables whose every row states a figure, with what a row of them is called.
_TABLES = {
    "targets": Words("目標", "targets"),
    "milestones": Words("年度別目標", "milestones"),
    "observations": Words("実績値", "observations"),
    "published_figures": Words("公表値", "published figures"),
    "appropriations": Words("予算・決算額", "amounts"),
    "context_figures": Words("参考数値", "context figures"),
}


def figures_without_source(facts: Facts) -> Iterator[Problem]:
    """One note for each table, at its first row that names no document."""
    for table, name in _TABLES.items():
        rows = rows_of(facts.city, table)
        without = [row for row in rows if not row.source]
        if not without:
            continue
        yield FIGURES_WITHOUT_SOURCE.problem(
            at(table, without[0], "source"),
            Words(
                f"{name.ja}{len(rows):,}行のうち{len(without):,}行に出典がありません。",
                f"{len(without):,} of {len(rows):,} {name.en} name no source.",
            ),
            Words(
                named(
                    "{sources.csv} に文書を書き、そのIDを {source} に、頁・行・セルを "
                    "{locator} に書いてください。"
                ),
                named(
                    "Enter the document in {sources.csv}, its id in {source}, and page, line "
                    "or cell in {locator}."
                ),
            ),
        )


CHECKS = (Check(figures_without_source, (FIGURES_WITHOUT_SOURCE,)),)
