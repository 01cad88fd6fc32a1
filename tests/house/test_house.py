"""The house itself: floors that imports keep, files that stay short, tests that stay at home."""

import ast
import socket
import subprocess
import sys
from pathlib import Path

import pytest

LONGEST_ALLOWED = 600


def test_imports_keep_the_floors(repository: Path) -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(lint_imports), "--no-cache"], cwd=repository, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_source_files_stay_short(repository: Path) -> None:
    source = repository / "src" / "hoshin"
    lengths = sorted(
        (
            (len(path.read_bytes().splitlines()), path)
            for path in source.rglob("*.py")
            # Written by a program from the models.
            if path.parent.name != "migrations"
        ),
        reverse=True,
    )
    longest = "\n".join(f"{n:5} {path.relative_to(repository)}" for n, path in lengths[:10])
    print(f"The ten longest source files:\n{longest}")
    assert lengths[0][0] <= LONGEST_ALLOWED, f"over {LONGEST_ALLOWED} lines:\n{longest}"


WRITES = {
    "aupdate",
    "bulk_create",
    "bulk_update",
    "delete",
    "get_or_create",
    "save",
    "save_plan",
    "update_or_create",
}


@pytest.mark.parametrize("room", ["cli", "web"])
def test_nothing_but_actions_writes_to_the_database(repository: Path, room: str) -> None:
    found = []
    for path in sorted((repository / "src" / "hoshin" / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            name = getattr(called, "attr", None) or getattr(called, "id", "")
            managed = isinstance(called, ast.Attribute) and "objects" in ast.unparse(called.value)
            if name in WRITES or (managed and name in ("create", "update")):
                found.append(f"{path.relative_to(repository)}:{node.lineno} {ast.unparse(called)}")
    assert found == []


def test_no_requirement_names_an_address(repository: Path) -> None:
    locks = sorted((repository / "requirements").glob("*.txt"))
    assert locks
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text


@pytest.mark.filterwarnings("ignore:A test tried to use")
def test_tests_reach_only_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    with socket.socket() as elsewhere, pytest.raises(RuntimeError, match="A test tried"):
        elsewhere.connect(("192.0.2.1", 9))
