"""A server that is killed in the middle of saves leaves items whole and the record unbroken."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.actions.round_of_harbour import value_item

_SAVING = """
from tests.actions.round_of_harbour import NOW, actor, value_item
from hoshin.storage.start import start
start()
from hoshin.actions.entering import save_draft
who, item = actor("officer"), value_item()
print("saving", flush=True)
for number in range(100_000):
    item = save_draft(who, item.pk, version=item.version, content={"value": str(number)}, now=NOW)
"""


def test_a_kill_in_the_middle_of_saves(
    committed_workplace: str, django_ready: Path, repository: Path
) -> None:
    from hoshin.actions.recording import first_broken_event
    from hoshin.storage.models import AuditEvent

    environment = {
        **os.environ,
        "HOSHIN_DATABASE": committed_workplace,
        "HOSHIN_DATA": str(django_ready),
        "PYTHONPATH": str(repository),
    }
    saving = subprocess.Popen(
        [sys.executable, "-c", _SAVING], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert saving.stdout is not None
    with saving.stdout as said:
        assert said.readline() == "saving\n"
        time.sleep(1)
        saving.send_signal(signal.SIGKILL)
        saving.wait()
    item = value_item()
    saved = AuditEvent.objects.filter(verb="save_draft")
    assert saved.count() == item.version - 1 > 0
    assert item.draft.content == {"value": str(item.version - 2)}
    assert first_broken_event() is None
