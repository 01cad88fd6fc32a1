"""What a person should know about a workbook, in sentences; each function is one problem."""

from __future__ import annotations

from collections.abc import Sequence

from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.importers.readers.refusals import listed, problem


def hidden(name: str, sheet: str, what_ja: str, what_en: str) -> Problem:
    """Rows, columns or a whole sheet are hidden; they are read and marked."""
    return problem(
        "workbook-hidden",
        name,
        (
            f"「{name}」のシート「{sheet}」に、隠された{what_ja}があります。印を付けて読みました。",
            f'"{name}": the sheet "{sheet}" has hidden {what_en}. They were read and marked.',
        ),
        (
            "公表してよい値か確かめてください。",
            "See whether these values are meant to be used.",
        ),
        ProblemLevel.WARNING,
        sheet,
    )


def percent(name: str, sheet: str, cells: Sequence[str]) -> Problem:
    """Cells are shown as percentages and stored as fractions of one."""
    ja, en = listed(cells)
    return problem(
        "workbook-percent",
        name,
        (
            f"「{name}」のシート「{sheet}」の {ja} は、百分率で表示され、1を全体とする数で"
            "保存されています(82.5%なら0.825)。表示どおりに読みました。",
            f'"{name}", sheet "{sheet}": {en} are shown as percentages and stored as parts of one'
            " (82.5% as 0.825). They were read as shown.",
        ),
        (
            "単位が「%」であることを確かめてください。",
            "See that the unit of these values is percent.",
        ),
        ProblemLevel.NOTE,
        sheet,
    )


def rounded_display(name: str, sheet: str, cells: Sequence[str]) -> Problem:
    """Cells show fewer digits than they store."""
    ja, en = listed(cells)
    return problem(
        "workbook-rounded-display",
        name,
        (
            f"「{name}」のシート「{sheet}」の {ja} は、"
            "保存された数より少ない桁で表示されています。",
            f'"{name}", sheet "{sheet}": {en} show fewer digits than they store.',
        ),
        (
            "公表した値はどちらか、決めてください。両方の値を残しました。",
            "Decide which of the two was published. Both were kept.",
        ),
        ProblemLevel.NOTE,
        sheet,
    )


def scaled_display(name: str, sheet: str, cells: Sequence[str]) -> Problem:
    """Cells show thousands or millions of what they store."""
    ja, en = listed(cells)
    return problem(
        "workbook-scaled-display",
        name,
        (
            f"「{name}」のシート「{sheet}」の {ja} は、書式で千分の一や百万分の一にして"
            "表示されています。表示どおりに読み、保存された数も残しました。",
            f'"{name}", sheet "{sheet}": {en} are shown in thousands or millions by their format.'
            " They were read as shown; the stored numbers were kept beside them.",
        ),
        (
            "単位(千円、百万円)が表示の数と合うか確かめてください。",
            "See that the unit printed fits the numbers shown.",
        ),
        ProblemLevel.WARNING,
        sheet,
    )


def no_cached_value(name: str, sheet: str, cells: Sequence[str]) -> Problem:
    """Formulas were saved without their results."""
    ja, en = listed(cells)
    return problem(
        "workbook-formula-without-value",
        name,
        (
            f"「{name}」のシート「{sheet}」の {ja} は計算式で、結果が保存されていません。"
            "空として読みました。",
            f'"{name}", sheet "{sheet}": {en} are formulas saved without their results.'
            " They were read as blank.",
        ),
        (
            "Excelで一度開いて保存し直してください。",
            "Open the file in Excel, save it, and import it again.",
        ),
        ProblemLevel.WARNING,
        sheet,
    )


def error_values(name: str, sheet: str, cells: Sequence[str]) -> Problem:
    """Cells hold an error such as #DIV/0!."""
    ja, en = listed(cells)
    return problem(
        "workbook-error-value",
        name,
        (
            f"「{name}」のシート「{sheet}」の {ja} は計算の誤り(#DIV/0! など)です。",
            f'"{name}", sheet "{sheet}": {en} hold errors such as #DIV/0!.',
        ),
        ("元の計算式を直してください。", "Mend the formula in the workbook."),
        ProblemLevel.WARNING,
        sheet,
    )


def not_a_worksheet(name: str, sheet: str) -> Problem:
    """A sheet is a chart, a dialogue or a macro sheet."""
    return problem(
        "workbook-sheet-not-read",
        name,
        (
            f"「{name}」の「{sheet}」は表ではないため読みません。",
            f'"{name}": "{sheet}" is not a worksheet and was not read.',
        ),
        (
            "グラフの元の数字は、別のシートにあるはずです。",
            "The figures behind a chart stand in another sheet.",
        ),
        ProblemLevel.NOTE,
        sheet,
    )


def sheet_damaged(name: str, sheet: str, reason: str) -> Problem:
    """One sheet cannot be read to its end."""
    return problem(
        "workbook-sheet-damaged",
        name,
        (
            f"「{name}」のシート「{sheet}」は壊れていて、途中までしか読めません({reason})。",
            f'"{name}": the sheet "{sheet}" is damaged and was read only in part ({reason}).',
        ),
        ("Excelで開いて修復し、保存し直してください。", "Open and repair it in Excel, then save."),
        ProblemLevel.WARNING,
        sheet,
    )
