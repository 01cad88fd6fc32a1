"""``hoshin new`` and ``hoshin tidy``: a folder to begin with, and a folder in canonical form."""

from __future__ import annotations

from argparse import Namespace
from importlib import resources
from pathlib import Path

from hoshin.cli import opening
from hoshin.cli.exits import BAD_USE, CLEAN, PROBLEMS
from hoshin.cli.output import print_problems, say
from hoshin.domain.city import City
from hoshin.domain.problems import ProblemLevel
from hoshin.exchange.folder import FolderInTheWayError, write_folder

_FIRST_TABLES = (
    "organisations",
    "milestones",
    "programs",
    "program_elements",
    "appropriations",
    "published_figures",
    "sdg_links",
)


def new(given: Namespace) -> int:
    """Make an empty plan folder with a walk-through; refuse when the place is taken."""
    folder = Path(given.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        say(
            given.lang,
            f"「{folder}」はすでにあります。新しい名前か、空のフォルダを指定してください。",
            f'"{folder}" is already there. Name a new or an empty folder.',
            to_stderr=True,
        )
        return BAD_USE
    name = given.name or folder.absolute().name
    write_folder(City(name=name, name_en=given.name_en), folder, also=_FIRST_TABLES)
    guide = resources.files("hoshin.cli").joinpath("new_folder_guide.md").read_text("utf-8")
    (folder / "README.md").write_text(guide, encoding="utf-8")
    say(
        given.lang,
        f"「{folder}」を作りました。市の名は「{name}」です。"
        f"中の README.md の順に書き、hoshin check {folder} で確かめてください。",
        f'Made "{folder}" for "{name}". Follow the README.md in it, and look with: '
        f"hoshin check {folder}",
    )
    return CLEAN


def tidy(given: Namespace) -> int:
    """Rewrite a folder in canonical form: column order, datapackage.json, all its tables listed."""
    reading = opening.read(given)
    if reading.city is None or reading.has_errors:
        errors = [one for one in reading.problems if one.level is ProblemLevel.ERROR]
        print_problems(errors, given.lang, to_stderr=True)
        return PROBLEMS
    try:
        write_folder(reading.city, Path(given.folder))
    except FolderInTheWayError:
        return BAD_USE
    say(given.lang, f"「{given.folder}」を整えました。", f'"{given.folder}" is tidy.')
    return CLEAN
