"""``hoshin load``, ``dump``, ``backup``, ``restore``: the plan in and out, and all kept twice."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from hoshin.cli import opening
from hoshin.cli.database import no_workplace, open_database, say_problem
from hoshin.cli.exits import BAD_USE, CLEAN, PROBLEMS
from hoshin.cli.output import print_problems, say
from hoshin.domain.problems import ProblemLevel
from hoshin.exchange import package
from hoshin.exchange.attached_forms import read_forms, write_forms
from hoshin.exchange.folder import FolderInTheWayError, write_folder
from hoshin.exchange.tables import tables


def load(given: Namespace) -> int:
    """Load a plan folder into the workplace's database, which must hold no plan yet."""
    opened = opening.open_for_judgement(given)
    errors = [one for one in opened.checked() if one.level is ProblemLevel.ERROR]
    errors.extend(read_forms(Path(given.folder))[1])
    if errors:
        print_problems(errors, given.lang, to_stderr=True)
        return PROBLEMS
    open_database(given)
    from hoshin.actions.actor import Actor, Way
    from hoshin.actions.loading import load_city
    from hoshin.actions.refusals import RefusedError

    try:
        folder = Path(given.folder)
        load_city(
            Actor(None, Way.COMMAND), opened.city, also=besides(folder), files=files_of(folder)
        )
    except RefusedError as refused:
        say_problem(given, refused.problem)
        return PROBLEMS
    say(
        given.lang,
        f"「{opened.city.name}」の計画を読み込みました"
        f"（目標 {len(opened.city.targets)}件、実績 {len(opened.city.observations)}件）。",
        f"Loaded the plans of {opened.city.name_en or opened.city.name}: "
        f"{len(opened.city.targets)} targets, {len(opened.city.observations)} observations.",
    )
    return CLEAN


def besides(folder: Path) -> dict[str, Any]:
    """What a folder says besides its rows: which tables it has, and what its descriptor adds."""
    descriptor = json.loads((folder / package.FILE_NAME).read_text(encoding="utf-8-sig"))
    descriptor.pop("resources", None)
    names = [one.name for one in tables() if (folder / one.file_name).is_file()]
    return {"descriptor": descriptor, "tables": names}


def files_of(folder: Path) -> dict[str, bytes]:
    """The further files of a folder by their path, such as definitions and forms.

    Hidden files and those that Office programs leave while a file is open are no part of it.
    """
    own = {package.FILE_NAME, *(one.file_name for one in tables())}
    paths = {path: path.relative_to(folder) for path in sorted(folder.rglob("*"))}
    return {
        name.as_posix(): path.read_bytes()
        for path, name in paths.items()
        if path.is_file()
        and name.as_posix() not in own
        and not any(part.startswith((".", "~$")) for part in name.parts)
    }


def dump(given: Namespace) -> int:
    """Write the plan that the workplace holds as a plan folder, unchanged to the last digit."""
    open_database(given, must_exist=True)
    from hoshin.storage.forms import own_forms
    from hoshin.storage.plan import has_plan, kept_besides, load_plan, snapshot

    with snapshot():
        if not has_plan():
            say(
                given.lang,
                "データベースに計画が入っていません。hoshin load で読み込んでください。",
                "The database holds no plan. Load one with hoshin load.",
                to_stderr=True,
            )
            return BAD_USE
        city, besides, forms = load_plan(), kept_besides(), own_forms()
    folder = Path(given.folder)
    new = not folder.is_dir() or not any(folder.iterdir())
    try:
        write_folder(city, folder, also=besides.get("tables", ()))
    except FolderInTheWayError:
        say(
            given.lang,
            f"「{folder}」には計画フォルダではないものがあります。別の場所を指定してください。",
            f'"{folder}" holds something that is no plan folder. Name another place.',
            to_stderr=True,
        )
        return BAD_USE
    write_forms(forms, folder)
    if new:
        _write_besides(folder, besides)
    say(
        given.lang,
        f"「{folder}」に書き出しました。確かめるには: hoshin check {folder}",
        f"Wrote {folder}. To look at it: hoshin check {folder}",
    )
    return CLEAN


def _write_besides(folder: Path, besides: dict[str, Any]) -> None:
    from hoshin.storage.evidence import open_evidence

    file = folder / package.FILE_NAME
    described = json.loads(file.read_text(encoding="utf-8"))
    kept = package.with_kept(described, besides.get("descriptor", {}))
    file.write_text(package.dumps(kept), encoding="utf-8")
    for name, sha256 in besides.get("files", {}).items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        with open_evidence(sha256) as file_kept:
            place.write_bytes(file_kept.read())


def backup(given: Namespace) -> int:
    """Write everything that the workplace holds to one file, while people go on working."""
    open_database(given, must_exist=True)
    from hoshin.storage.backup import DamagedBackupError, NothingToKeepError, backup_to
    from hoshin.storage.start import place_of_database

    path = Path(given.file)
    try:
        summary = backup_to(path)
    except FileExistsError:
        say(
            given.lang,
            f"「{path}」はすでにあります。上書きしません。別の名前を指定してください。",
            f'"{path}" is there already and is not overwritten. Give another name.',
            to_stderr=True,
        )
        return BAD_USE
    except NothingToKeepError:
        say_problem(given, no_workplace(place_of_database()))
        return BAD_USE
    except (DamagedBackupError, FileNotFoundError) as wrong:
        say(
            given.lang,
            f"保管中のファイルが壊れているか、なくなっています（{wrong}）。"
            "バックアップは作りませんでした。",
            f"A file that is kept is damaged or gone ({wrong}). No backup was made.",
            to_stderr=True,
        )
        return PROBLEMS
    rows = sum(summary.rows.values())
    say(
        given.lang,
        f"「{path}」に保存しました（{rows:,}行、資料 {summary.files}件、"
        f"公表した版 {summary.releases}件）。"
        f"記録の末尾: {summary.last_hash or 'なし'}",
        f"Kept in {path}: {rows:,} rows, {summary.files} files, {summary.releases} releases. "
        f"End of the record: {summary.last_hash or 'none'}",
    )
    return _say_what_is_gone(given, summary.gone)


def _say_what_is_gone(given: Namespace, gone: tuple[str, ...]) -> int:
    """Releases that stand on record without their folder are named, once all else is done."""
    if not gone:
        return CLEAN
    say(
        given.lang,
        f"公表した版のうち{len(gone)}件は、記録だけがあり、フォルダがありません（{'、'.join(gone)}）。"
        "ほかはすべて済んでいます。前の控えなどから、HOSHIN_DATA の releases に戻してください。",
        f"{len(gone)} releases stand on record without their folder ({', '.join(gone)}). All else "
        "is done. Bring them back into releases of HOSHIN_DATA, from an earlier copy for example.",
        to_stderr=True,
    )
    return PROBLEMS


def restore(given: Namespace) -> int:
    """Read a backup into an empty workplace; a damaged file or a full database changes nothing."""
    path = Path(given.file)
    if not path.is_file():
        say(
            given.lang,
            f"「{path}」がありません。",
            f'There is no file "{path}".',
            to_stderr=True,
        )
        return BAD_USE
    open_database(given)
    from hoshin.storage.backup import (
        DamagedBackupError,
        DatabaseInUseError,
        NothingToKeepError,
        OtherVersionError,
        restore_from,
    )

    try:
        summary = restore_from(path)
    except DamagedBackupError as wrong:
        say(
            given.lang,
            f"「{path}」は壊れているか、Hoshin のバックアップではありません（{wrong.part}）。"
            "何も変えていません。別のバックアップを使ってください。",
            f'"{path}" is damaged, or no backup of Hoshin ({wrong.part}). Nothing was changed; use '
            "another backup.",
            to_stderr=True,
        )
        return PROBLEMS
    except NothingToKeepError:
        say(
            given.lang,
            f"「{path}」は空のバックアップで、一行も入っていません。何も変えていません。"
            "別のバックアップを使ってください。",
            f'"{path}" is an empty backup without a single row. Nothing was changed; use another '
            "backup.",
            to_stderr=True,
        )
        return PROBLEMS
    except OtherVersionError as wrong:
        say(
            given.lang,
            f"「{path}」は新しい版の Hoshin（{wrong}）で作られています。"
            "何も変えていません。その版以降で戻してください。",
            f'"{path}" was made by a newer Hoshin ({wrong}). Nothing was changed; restore it with '
            "that version or a later one.",
            to_stderr=True,
        )
        return PROBLEMS
    except DatabaseInUseError:
        say(
            given.lang,
            "いまのデータベースには、すでにデータがあります。何も変えていません。"
            "HOSHIN_DATA（PostgreSQLでは HOSHIN_DATABASE も）で新しい場所を指定して戻し、"
            "確かめてから切り替えてください。",
            "The database holds data already. Nothing was changed. Restore into a new place named "
            "with HOSHIN_DATA (and HOSHIN_DATABASE for PostgreSQL), look at it, then switch over.",
            to_stderr=True,
        )
        return BAD_USE
    from hoshin.actions.releasing import show_current

    show_current()
    rows = sum(summary.rows.values())
    say(
        given.lang,
        f"{summary.made_at} のバックアップを戻しました（{rows:,}行、資料 {summary.files}件、"
        f"公表した版 {summary.releases}件）。",
        f"Restored the backup of {summary.made_at}: {rows:,} rows, {summary.files} files, "
        f"{summary.releases} releases.",
    )
    return _say_what_is_gone(given, summary.gone)
