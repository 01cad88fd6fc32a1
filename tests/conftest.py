"""What every test may ask for: the repository, its examples, the real documents, a browser."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.workplace import (  # noqa: F401
    blank_workplace,
    committed_workplace,
    databases,
    django_ready,
    in_round,
    postgresql_server,
    vendor,
    workplace,
)

REPOSITORY = Path(__file__).resolve().parents[1]

# How fast examples are drawn says something of the machine, not of the code.
UNHURRIED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("hoshin", **UNHURRIED)
settings.register_profile("ci", **UNHURRIED, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "hoshin")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of this checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def kumamoto(repository: Path) -> Path:
    """The plan folder of a real city."""
    return repository / "examples" / "kumamoto"


@pytest.fixture(scope="session")
def harbour(repository: Path) -> Path:
    """The plan folder of an invented city."""
    return repository / "examples" / "harbour"


def beside(name: str) -> Path:
    path = REPOSITORY.parent / "shared" / name
    if not path.is_dir():
        pytest.skip(f"../shared/{name} is not beside this checkout")
    return path


@pytest.fixture(scope="session")
def shared_documents() -> Path:
    """The real documents as text, kept beside the checkout and not in it."""
    return beside("documents")


@pytest.fixture(scope="session")
def shared_transcription() -> Path:
    """The figures of those documents, transcribed by hand."""
    return beside("transcription")


@pytest.fixture(scope="session")
def browser_binary(repository: Path) -> str:
    """The path of an installed browser, for playwright's ``executable_path``."""
    found = subprocess.run(
        ["bash", str(repository / "scripts" / "ensure_browser.sh"), "--find"],
        capture_output=True,
        text=True,
    )
    if found.returncode:
        pytest.skip(found.stderr.strip())
    return found.stdout.strip()
