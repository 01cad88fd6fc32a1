"""Open SDG data repositories, read so that their users can move with all they have.

The layout is that of the project's data starter: ``data/indicator_1-1-1.csv`` (or
``data/1-1-1.csv``) with ``Year``, ``Units``, ``Series``, disaggregations and ``Value``;
``meta/1-1-1.md`` (YAML between dashes) or ``.yml``; ``indicator-config/1-1-1.yml``;
``translations/<language>/*.yml``.
"""

from __future__ import annotations
