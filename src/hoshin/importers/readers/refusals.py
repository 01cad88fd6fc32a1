"""Refusals: every sentence with which a reader says that a file, or a part of it, is not read.

Each function is one problem. ``name`` is the file's name, ``where`` a page, sheet or cell.
Errors mean that nothing could be read, warnings that something was left out, notes that a person
should know how something was read.
"""

from __future__ import annotations

from collections.abc import Sequence

from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.words import Words

_SHOWN = 8


def problem(
    code: str,
    name: str,
    sentences: tuple[str, str],
    hints: tuple[str, str],
    level: ProblemLevel = ProblemLevel.ERROR,
    where: str = "",
    line: int | None = None,
) -> Problem:
    """A problem of reading; the place names the file, and ``where`` a page, sheet or cell."""
    return Problem(
        code=code,
        level=level,
        place=Place(file=name, line=line, locator=where),
        sentence=Words(*sentences),
        hint=Words(*hints),
    )


def listed(items: Sequence[object]) -> tuple[str, str]:
    """The first few items, and how many more there are."""
    shown = ", ".join(str(one) for one in items[:_SHOWN])
    more = len(items) - _SHOWN
    return (f"{shown} ほか{more}件", f"{shown} and {more} more") if more > 0 else (shown, shown)


def page_ranges(pages: Sequence[int]) -> str:
    """Page numbers as a reader writes them: ``3-5, 9``."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


# --- the file -----------------------------------------------------------------------------------


def missing(name: str, reason: str) -> Problem:
    """The file cannot be opened on this machine."""
    return problem(
        "file-unreadable",
        name,
        (f"「{name}」を開けません({reason})。", f'"{name}" cannot be opened ({reason}).'),
        (
            "ファイルの場所と権限を確かめてください。",
            "Look at where the file is and at its permissions.",
        ),
    )


def empty(name: str) -> Problem:
    """The file has no bytes, or nothing but blanks."""
    return problem(
        "file-empty",
        name,
        (f"「{name}」は空です。", f'"{name}" is empty.'),
        (
            "元のファイルをもう一度受け取ってください。",
            "Ask for the original file again.",
        ),
    )


def too_large(name: str, size: int, limit: int) -> Problem:
    """The file has more bytes than are read."""
    return problem(
        "file-too-large",
        name,
        (
            f"「{name}」は{size // 1_000_000}MBあり、上限の{limit // 1_000_000}MBを超えています。",
            f'"{name}" has {size // 1_000_000} MB; at most {limit // 1_000_000} MB are read.',
        ),
        ("必要な部分だけに分けてください。", "Split it and import the part that is needed."),
    )


def unknown_kind(name: str) -> Problem:
    """The bytes are of no kind that a reader knows."""
    return problem(
        "file-unknown-kind",
        name,
        (
            f"「{name}」は読める種類のファイルではありません。",
            f'"{name}" is not of a kind that can be read.',
        ),
        (
            "PDF、Excel(xlsx・xls・ods)、Word(docx)、HTML、CSV、テキストを読みます。",
            "PDF, Excel (xlsx, xls, ods), Word (docx), HTML, CSV and text are read.",
        ),
    )


def picture(name: str, kind: str) -> Problem:
    """The file is a photograph or a scan."""
    return problem(
        "file-picture",
        name,
        (
            f"「{name}」は画像({kind})です。文字の情報がないため読めません。",
            f'"{name}" is a picture ({kind}). It holds no text to read.',
        ),
        (
            "元のPDFかExcelを受け取るか、文字認識をしたPDFにしてから読み込んでください。",
            "Ask for the original PDF or workbook, or recognise its text first.",
        ),
    )


def archive(name: str) -> Problem:
    """The file is an archive of other files."""
    return problem(
        "file-archive",
        name,
        (
            f"「{name}」は圧縮ファイルです。中のファイルは自動では開きません。",
            f'"{name}" is an archive. The files in it are not opened on their own.',
        ),
        (
            "展開して、中の文書を読み込んでください。",
            "Unpack it and import the documents in it.",
        ),
    )


def old_office(name: str, kind_ja: str, kind_en: str, better: str) -> Problem:
    """An Office format that is not read, with the one to save as."""
    return problem(
        "file-old-format",
        name,
        (f"「{name}」は{kind_ja}です。", f'"{name}" is {kind_en}.'),
        (
            f"Officeで開き、{better} として保存し直してください。",
            f"Open it in Office and save it as {better}.",
        ),
    )


def wrong_ending(name: str, ending: str, kind_ja: str, kind_en: str) -> Problem:
    """The name's ending says another kind than the bytes; the bytes are believed."""
    return problem(
        "file-wrong-ending",
        name,
        (
            f"「{name}」の拡張子は .{ending} ですが、中身は{kind_ja}です。中身に従って読みます。",
            f'"{name}" ends in .{ending} but holds {kind_en}. It is read as what it holds.',
        ),
        ("正しい拡張子にしておくと安心です。", "Give it the right ending."),
        ProblemLevel.WARNING,
    )


def encrypted(name: str) -> Problem:
    """The file needs a password."""
    return problem(
        "file-encrypted",
        name,
        (
            f"「{name}」は暗号化されていて、パスワードなしには読めません。",
            f'"{name}" is encrypted and cannot be read without its password.',
        ),
        (
            "パスワードを外して保存したものを読み込んでください。",
            "Save a copy without a password and import that.",
        ),
    )


def nothing_read(name: str) -> Problem:
    """The file can be opened, and no sheet or page of it can be read."""
    return problem(
        "file-nothing-read",
        name,
        (
            f"「{name}」には、読めるシートやページが一つもありません。",
            f'"{name}" holds no sheet or page that can be read.',
        ),
        (
            "元のソフトで開いて中身を確かめ、名前を付けて保存し直してください。",
            "Open it in the program that made it, look whether all is there, and save it anew.",
        ),
    )


def damaged(name: str, reason: str = "", where: str = "") -> Problem:
    """The file is broken so that nothing could be read."""
    place_ja = f"({where})" if where else ""
    why = f" ({reason})" if reason else ""
    return problem(
        "file-damaged",
        name,
        (
            f"「{name}」{place_ja}は壊れているか途中で切れていて、読めません{why}。",
            f'"{name}"{" " + where if where else ""} is damaged or cut off'
            f" and cannot be read{why}.",
        ),
        (
            "元の場所からもう一度複写するか、作成者に送り直してもらってください。",
            "Copy it again from where it came, or ask for it again.",
        ),
        where=where,
    )


def cut_off(name: str, read: int) -> Problem:
    """A PDF lacks its end; what was found is kept."""
    return problem(
        "file-cut-off",
        name,
        (
            f"「{name}」は末尾がありません。途中で切れているようです。{read}ページを読みました。",
            f'"{name}" has no end; it seems cut off. {read} pages were read.',
        ),
        (
            "元のファイルと大きさを比べ、足りなければ受け取り直してください。",
            "Compare its size with the original and ask for it again if it is smaller.",
        ),
        ProblemLevel.WARNING,
    )


def bomb(name: str, limit: int, where: str = "") -> Problem:
    """Unpacking the file gives more than is allowed."""
    return problem(
        "file-unpacks-too-large",
        name,
        (
            f"「{name}」は展開すると{limit // 1_000_000}MBを超えます。読むのをやめました。",
            f'"{name}" unpacks to more than {limit // 1_000_000} MB. Reading was stopped.',
        ),
        (
            "怪しいファイルかもしれません。送り主に確かめてください。",
            "It may be a malicious file. Ask the sender.",
        ),
        where=where,
    )


def library_missing(name: str, kind_ja: str, kind_en: str, library: str) -> Problem:
    """What reads this kind of file is not installed."""
    return problem(
        "file-library-missing",
        name,
        (
            f"{kind_ja}を読むための部品({library})が入っていません。「{name}」は読めません。",
            f'What reads {kind_en} ({library}) is not installed; "{name}" cannot be read.',
        ),
        (
            "次の命令で入ります: make documents(または pip install 'hoshin[documents]')",
            "Install it with: make documents (or pip install 'hoshin[documents]')",
        ),
    )


def fault(name: str, reason: str) -> Problem:
    """A reader failed in a way it should not."""
    return problem(
        "file-reader-failed",
        name,
        (
            f"「{name}」を読む途中で失敗しました({reason})。",
            f'Reading "{name}" failed ({reason}).',
        ),
        (
            "ファイルが壊れていないか確かめ、別の形式で保存し直して試してください。",
            "See whether the file is damaged, and try it saved in another format.",
        ),
    )


def macros(name: str) -> Problem:
    """The file carries macros."""
    return problem(
        "file-macros",
        name,
        (
            f"「{name}」にはマクロがあります。マクロは決して実行しません。値だけを読みました。",
            f'"{name}" carries macros. They are never run; only the values were read.',
        ),
        ("そのままで構いません。", "Nothing needs to be done."),
        ProblemLevel.NOTE,
    )


def external_links(name: str) -> Problem:
    """The file refers to other files."""
    return problem(
        "file-external-links",
        name,
        (
            f"「{name}」には他のファイルへの参照があります。参照先は開かず、保存された値を読みました。",
            f'"{name}" refers to other files. They were not opened;'
            " the values stored in it were read.",
        ),
        (
            "値が古いかもしれません。元のファイルと比べてください。",
            "The values may be old. Compare them with the file they come from.",
        ),
        ProblemLevel.WARNING,
    )


# --- bounds of the process ----------------------------------------------------------------------


def too_slow(name: str, seconds: float, read: int) -> Problem:
    """Reading took longer than allowed; the pages read so far are kept."""
    return problem(
        "file-too-slow",
        name,
        (
            f"「{name}」は{seconds:.0f}秒では読み終わりませんでした。{read}ページまで読みました。",
            f'"{name}" could not be read within {seconds:.0f} seconds. {read} pages were read.',
        ),
        (
            "必要なページだけのファイルにするか、時間の上限を増やしてください。",
            "Keep only the pages that are needed, or allow more time.",
        ),
        ProblemLevel.WARNING if read else ProblemLevel.ERROR,
    )


def too_much_memory(name: str, limit: int, where: str = "") -> Problem:
    """Reading needed more memory than allowed."""
    return problem(
        "file-too-much-memory",
        name,
        (
            f"「{name}」を読むには{limit // 1_000_000}MBを超えるメモリが要ります。"
            "読むのをやめました。",
            f'Reading "{name}" needs more than {limit // 1_000_000} MB of memory;'
            " reading was stopped.",
        ),
        (
            "必要な部分だけのファイルにしてください。",
            "Keep only the part that is needed.",
        ),
        where=where,
    )


def reader_died(name: str, where: str = "") -> Problem:
    """The process that read the file ended without an answer."""
    return problem(
        "file-reader-died",
        name,
        (
            f"「{name}」を読むプロセスが途中で止まりました。ファイルが壊れているかもしれません。",
            f'The process that read "{name}" stopped. The file may be damaged.',
        ),
        (
            "ほかのファイルはそのまま読みました。このファイルを開いて保存し直してみてください。",
            "The other files were read. Open this one and save it again.",
        ),
        where=where,
    )


def too_many_pages(name: str, pages: int, limit: int) -> Problem:
    """Pages past a limit are not read."""
    return problem(
        "file-too-many-pages",
        name,
        (
            f"「{name}」は{pages:,}ページあります。初めの{limit:,}ページを読みました。",
            f'"{name}" has {pages:,} pages. The first {limit:,} were read.',
        ),
        ("残りは分けて読み込んでください。", "Split off the rest and import it too."),
        ProblemLevel.WARNING,
    )


def too_many_cells(name: str, limit: int, where: str) -> Problem:
    """Cells or lines past a limit are not read."""
    return problem(
        "file-too-many-cells",
        name,
        (
            f"「{name}」の値が{limit:,}個を超えました。{where} の途中までを読みました。",
            f'"{name}" has more than {limit:,} values. It was read up to {where}.',
        ),
        ("必要な部分だけのファイルにしてください。", "Keep only the part that is needed."),
        ProblemLevel.WARNING,
        where,
    )
