"""Background: uploaded documents are read by a thread of the server, one after the other.

What waits stands in the database, so nothing is lost when the server stops: whoever opens the list
next starts the reading again. The heavy work is done in processes of their own.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread

from django.conf import settings
from django.db import connection

from hoshin.actions import uploading
from hoshin.importers.readers.guarded import Progressed
from hoshin.storage.models import Upload

_PULSE_SECONDS = 10.0
_TELL_SECONDS = 1.0
_LOG = logging.getLogger("hoshin.web")
_lock = Lock()
_reader: Thread | None = None


def start_reading() -> None:
    """See to it that waiting documents are read; returns at once."""
    global _reader
    if not settings.READS_UPLOADS:
        return
    with _lock:
        if _reader is None or not _reader.is_alive():
            _reader = Thread(target=_read_all, name="reader", daemon=True)
            _reader.start()


def _read_all() -> None:
    try:
        while (upload := uploading.claim_upload()) is not None:
            _read(upload)
    except Exception:
        # The database is away: the list starts the reading again.
        _LOG.exception("Uploaded documents could not be read")
    finally:
        connection.close()


def _read(upload: Upload) -> None:
    last = time.monotonic()

    def tell(done: Progressed) -> None:
        nonlocal last
        if time.monotonic() - last >= _TELL_SECONDS or done.done == done.total:
            last = time.monotonic()
            uploading.beat(upload.pk, done.done, done.total)

    try:
        with _pulse(upload.pk):
            uploading.read_upload(upload, told=tell)
    except Exception:
        _LOG.exception("The upload %s could not be read", upload.pk)
        uploading.give_up(upload.pk, [uploading.fault(upload.name)])


@contextmanager
def _pulse(upload_id: int) -> Iterator[None]:
    """Somebody is at work on it, however long one page takes."""
    over = Event()

    def beat() -> None:
        try:
            while not over.wait(_PULSE_SECONDS):
                uploading.beat(upload_id)
        finally:
            connection.close()

    thread = Thread(target=beat, name="pulse", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
