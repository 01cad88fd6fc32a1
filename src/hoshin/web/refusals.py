"""Refusals of actions as HTTP knows them."""

from __future__ import annotations

from hoshin.actions.refusals import (
    AskedError,
    BusyError,
    ChangedMeanwhileError,
    IllFormedInputError,
    NotAllowedError,
    NotFoundError,
    NotNowError,
    RefusedError,
)

_STATUS: tuple[tuple[type[RefusedError], int], ...] = (
    (NotAllowedError, 403),
    (NotFoundError, 404),
    (ChangedMeanwhileError, 409),
    (NotNowError, 409),
    (BusyError, 503),
    (AskedError, 422),
    (IllFormedInputError, 422),
)


def status_of(refusal: RefusedError) -> int:
    """The status code with which a refusal is answered."""
    return next((code for kind, code in _STATUS if isinstance(refusal, kind)), 400)
