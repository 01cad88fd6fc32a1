"""``hoshin release``, ``verify`` and ``diff``: make a release, prove it, compare two."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from hoshin.cli import opening
from hoshin.cli.estimating import estimated_again, forecasts_for
from hoshin.cli.exits import BAD_USE, CLEAN, PROBLEMS
from hoshin.cli.output import console, print_problems, progress, say
from hoshin.domain.problems import ProblemLevel
from hoshin.exchange.attached_definitions import read_definitions
from hoshin.exchange.attached_forms import read_forms
from hoshin.exchange.changes import changes_of_releases
from hoshin.exchange.published import Published, open_published
from hoshin.exchange.release import (
    ReleaseInTheWayError,
    read_manifest,
    verify_release,
    write_release,
)

_SHOWN_DIGITS = 12


def release(given: Namespace) -> int:
    """Check and judge a folder and write it as a release."""
    opened = opening.open_for_judgement(given)
    forms, unread = read_forms(Path(given.folder))
    errors = [one for one in opened.checked() if one.level is ProblemLevel.ERROR]
    errors.extend(unread)
    definitions, missing = read_definitions(Path(given.folder), opened.city)
    errors.extend(missing)
    if errors:
        print_problems(errors, given.lang, to_stderr=True)
        return PROBLEMS
    forecasts = forecasts_for(given, opened)
    try:
        with progress(given.lang, "公開データを作成中", "Making the release") as report:
            identity = write_release(
                opened.city,
                opened.as_of,
                Path(given.output),
                forms=forms,
                definitions=definitions,
                forecasts=forecasts,
                progress=report,
            )
    except ReleaseInTheWayError:
        say(
            given.lang,
            f"「{given.output}」は空ではありません。公開データは書き換えません。"
            "新しい名前を指定してください。",
            f'"{given.output}" is not empty. A release never changes: name a new folder.',
            to_stderr=True,
        )
        return BAD_USE
    say(
        given.lang,
        f"{given.output} に公開データを作りました（識別 {identity[:_SHOWN_DIGITS]}、"
        f"基準日 {opened.as_of}）。",
        f"Made the release {given.output} (identity {identity[:_SHOWN_DIGITS]}, "
        f"as of {opened.as_of}).",
    )
    return CLEAN


def verify(given: Namespace) -> int:
    """Compare a release with its manifest and judge it again."""
    path = Path(given.folder)
    with progress(given.lang, "確かめています", "Verifying") as report:
        problems = verify_release(path, report) or estimated_again(path)
    if problems:
        print_problems(problems, given.lang, to_stderr=True)
        return PROBLEMS
    manifest, identity, _ = read_manifest(path)
    assert manifest is not None
    files = len(manifest["files"])
    say(
        given.lang,
        f"{path} は公開したときのままです。{files}ファイル、識別 {identity[:_SHOWN_DIGITS]}、"
        f"基準日 {manifest['as_of']}。判定も計算し直して一致しました。",
        f"{path} is as it was released: {files} files, identity {identity[:_SHOWN_DIGITS]}, "
        f"as of {manifest['as_of']}. Judged again, every achievement is the same.",
    )
    return CLEAN


def diff(given: Namespace) -> int:
    """Say what changed from one release to another, figure by figure, as each published it."""
    opened: list[Published] = []
    for name in (given.old, given.new):
        found, problems = open_published(Path(name))
        if found is None:
            print_problems(problems, given.lang, to_stderr=True)
            return PROBLEMS
        opened.append(found)
    old, new = opened
    changes = changes_of_releases(old.city, old.rows, new.city, new.rows)
    if given.format == "json":
        rows = [
            {
                "kind": one.kind.value,
                "table": one.table,
                "row": one.row_id,
                "column": one.column or None,
                "old": one.old,
                "new": one.new,
                "sentence_ja": one.sentence_ja,
                "sentence_en": one.sentence_en,
            }
            for one in changes
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return CLEAN
    if not changes:
        say(given.lang, "変わったところはありません。", "Nothing changed.")
        return CLEAN
    out = console()
    for one in changes:
        out.print(one.sentence_ja if given.lang == "ja" else one.sentence_en, markup=False)
    say(
        given.lang,
        f"{len(changes)}か所が変わりました。",
        f"{len(changes)} change{'' if len(changes) == 1 else 's'}.",
    )
    return CLEAN
