"""Workbooks of every format: xlsx, xlsm, ods and xls, told apart by their bytes."""

from __future__ import annotations

from hoshin.importers.document import DocumentReading
from hoshin.importers.readers import ods, xls, xlsx
from hoshin.importers.readers.limits import STANDARD, Limits, Progress, silent
from hoshin.importers.readers.signatures import Signature, signature


def read(
    content: bytes, name: str, limits: Limits = STANDARD, progress: Progress = silent
) -> DocumentReading:
    """Read a workbook, whatever its name ends in; never raises for bad input."""
    kind = signature(content)
    if kind is Signature.ODS:
        return ods.read(content, name, limits, progress)
    if kind in (Signature.XLS, Signature.XLS_STREAM):
        return xls.read(content, name, limits, progress)
    return xlsx.read(content, name, limits, progress)
