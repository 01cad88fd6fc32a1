"""Every amount once: what the shapes did with each printed ``n千円`` of a document."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from hoshin.domain.proposals import Confidence, LeftOver
from hoshin.importers.contract import Mark
from hoshin.importers.document import Document
from hoshin.importers.findings import Findings
from hoshin.importers.wording import plain

MARK = Mark("amounts", 1)
_AMOUNT = re.compile(r"(?<![\d,.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*千円")
_AT_EDGE = re.compile(rf"^[\[【(]?\s*{_AMOUNT.pattern}|{_AMOUNT.pattern}\s*[\]】)]?$")


def every_amount_once(document: Document, findings: Findings) -> Findings:
    """The findings, with amounts that no shape used left over and those used twice in doubt.

    An amount inside a sentence is not an entry and is not counted.
    """
    printed: Counter[int] = Counter()
    for line in document.lines():
        text = plain(line.text)
        if "千円" in text and _AT_EDGE.search(text) and not text.endswith("。"):
            printed[line.number] = len(_AMOUNT.findall(text))
    used = Counter(one.amount_line for one in findings.programs if one.amount_line is not None)
    # An indicator in 千円 has used the amounts that are its values.
    of_indicators = {
        number for one in findings.indicators for value in one.values for number in value.lines
    }
    left_lines = {
        number
        for one in findings.left_over
        for lines in one.evidence.lines
        for number in lines.numbers
    }
    crowded = {
        number for number, times in used.items() if number in printed and times > printed[number]
    }
    programs = tuple(
        replace(
            one,
            doubtful=True,
            evidence=replace(one.evidence, confidence=Confidence.LOW, check=""),
        )
        if one.amount_line in crowded
        else one
        for one in findings.programs
    )
    unused = tuple(
        _left(document, number)
        for number in sorted(printed)
        if number not in used and number not in left_lines and number not in of_indicators
    )
    return replace(findings, programs=programs, left_over=(*findings.left_over, *unused))


def _left(document: Document, number: int) -> LeftOver:
    line = next(one for one in document.lines() if one.number == number)
    return MARK.left_over(
        document,
        line.page,
        (number,),
        "amount-unused",
        "この金額は、どの事業とも読み取れていません。",
        "This amount was not read with any program.",
        raw=line.text.strip(),
        found=[("text", line.text.strip())],
    )
