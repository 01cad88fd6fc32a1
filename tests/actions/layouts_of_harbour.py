"""A layout for a yearly form whose heads no shape knows, and the form in two years."""

from __future__ import annotations

LAYOUT = """version = 1

[[table]]
name = "年報"

[[table.column]]
head = "なまえ"
means = "name"

[[table.column]]
head = "R6のけっか"
means = "actual"
period = "令和6年度"
unit = "万人"

[[table.column]]
head = "R8のめざすところ"
means = "goal"
period = "令和8年度"
unit = "万人"
"""

FORM = """港見市 年報

なまえ\tR{year}のけっか\tR{goal}のめざすところ
観光入込客数\t{value}\t120
"""
