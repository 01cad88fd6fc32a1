"""Layouts that a clerk writes: which cell, column or label of a document means what.

A layout is a ``layout.toml`` beside the documents of one yearly form. It is read before the
shapes and takes the tables that it names; what it reads is proved like any other table.
"""

from __future__ import annotations
