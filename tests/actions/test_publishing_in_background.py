"""Publishing in the background: one at a time, progress told; a kill leaves no half of it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.actions.round_of_harbour import NOW, TODAY, actor, approved

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").is_file(),
    reason="the processes of publications are found under /proc, which this system has not",
)


@pytest.fixture
def releases(
    tmp_path: Path, committed_workplace: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """The folder of releases, for this process and for those that it starts."""
    from django.conf import settings

    monkeypatch.setenv("HOSHIN_DATABASE", committed_workplace)
    monkeypatch.setenv("HOSHIN_DATA", str(tmp_path))
    monkeypatch.setenv("HOSHIN_SECRET_KEY", settings.SECRET_KEY)
    monkeypatch.setattr(settings, "RELEASES", tmp_path / "releases")
    yield tmp_path / "releases"
    for one in _processes():
        os.killpg(one, signal.SIGKILL)


def _processes() -> list[int]:
    """The processes of publications that this test started and that still run."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            is_child = f"PPid:\t{os.getpid()}\n" in (folder / "status").read_text()
            said = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if is_child and b"hoshin.actions.publishing_process" in said:
            found.append(int(folder.name))
    return found


def _wait(until: Callable[[], Any]) -> Any:
    for _ in range(1_200):
        found = until()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it took longer than a minute")


def _begin() -> Any:
    from hoshin.actions.publishing import begin
    from hoshin.storage.models import PublicationKind

    return begin(actor("planner"), kind=PublicationKind.RELEASE, as_of=TODAY)


def _page() -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(actor("planner").person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get("/publish/")


def test_one_is_made_at_a_time_and_everybody_sees_how_far_it_is(releases: Path) -> None:
    from hoshin.actions.publishing import latest
    from hoshin.actions.refusals import NotNowError
    from hoshin.storage.models import Release

    approved("105.5")
    _begin()
    (process,) = _wait(_processes)
    os.killpg(process, signal.SIGSTOP)  # so that it cannot end before it was looked at
    shown = _page()
    assert shown.headers["Refresh"] == "2"
    page = shown.content.decode()
    assert "の版を公表する準備をしています" in page and "<progress" in page
    with pytest.raises(NotNowError) as refused:
        _begin()
    assert refused.value.problem.code == "publishing-now"
    os.killpg(process, signal.SIGCONT)
    ended = _wait(lambda: latest().state != "running" and latest())
    assert ended.state == "done" and ended.release == Release.objects.get()
    assert (releases / "current" / "index.html").is_file()
    assert "Refresh" not in _page().headers


@pytest.mark.parametrize("step", ["judging", "pages"])
def test_a_kill_in_the_middle_leaves_the_earlier_release_public(releases: Path, step: str) -> None:
    from hoshin.actions.publishing import latest
    from hoshin.actions.recording import first_broken_event
    from hoshin.actions.releasing import publish_release
    from hoshin.storage.models import AuditEvent, Release

    first = publish_release(actor("planner"), as_of=TODAY, now=NOW)
    approved("105.5")
    _begin()
    _wait(lambda: latest().step in (step, "pages") and any(releases.glob(".making-*/release")))
    (process,) = _processes()
    os.killpg(process, signal.SIGKILL)
    _wait(lambda: not _processes())
    assert latest().state == "running"
    stopped = _page().content.decode()
    assert "途中で止まりました" in stopped and "前の公表はそのままです" in stopped
    assert '加わるもの</b> <span class="h-note">' in stopped and ".r2" not in stopped
    assert Release.objects.get() == first
    assert (releases / "current").resolve().parent.name == first.folder
    _begin()
    assert AuditEvent.objects.filter(verb="publication_stopped").count() == 1
    ended = _wait(lambda: latest().state != "running" and latest())
    assert ended.state == "done"
    assert (releases / "current").resolve().parent.name == ended.release.folder != first.folder
    assert not list(releases.glob(".making-*"))
    assert first_broken_event() is None
