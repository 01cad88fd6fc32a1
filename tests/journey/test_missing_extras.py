"""A command whose parts are not installed says which extra brings them, and does nothing else."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from hoshin.cli.extras import EXTRA_OF

# What the core itself brings.
CORE = {"hoshin", "jinja2", "markupsafe", "rich"}


@pytest.mark.parametrize(
    ("module", "extra", "command"),
    [
        ("django", "web", ["dump", "made"]),
        ("django", "web", ["workplace"]),
        ("duckdb", "analytics", ["nation", "build", "here", "-o", "made"]),
        ("duckdb", "analytics", ["measure", "city", "--evidence", "."]),
        ("numpy", "analytics", ["forecast", "city"]),
        ("mcp", "mcp", ["mcp", "city"]),
        ("docx", "reports", ["report", "action-plan", "city", "-o", "made"]),
        ("typst", "reports", ["report", "council-summary", "city", "-o", "made"]),
    ],
)
def test_the_missing_part_is_named(
    harbour: Path, tmp_path: Path, module: str, extra: str, command: list[str]
) -> None:
    given = [str(harbour) if word == "city" else word for word in command]
    # A name that stands for nothing in the table of modules is one that cannot be imported.
    program = (
        f"import sys; sys.modules[{module!r}] = None; "
        "from hoshin.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, "--lang", "en", *given],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 2, run.stderr
    said = " ".join(run.stderr.split())
    assert f'"{module}"' in said
    assert f"hoshin[{extra}]" in said
    assert "Traceback" not in said
    assert not list(tmp_path.iterdir())


def test_every_module_that_is_not_the_cores_has_its_extra(repository: Path) -> None:
    imported = set()
    for path in (repository / "src" / "hoshin").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                imported |= {one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                imported.add(node.module.partition(".")[0])
    assert imported - CORE - set(sys.stdlib_module_names) <= EXTRA_OF.keys()
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(EXTRA_OF.values()) <= project["optional-dependencies"].keys()
