"""The page about the plan folder is the one that its script writes, and what it says is true."""

from decimal import Decimal

from hoshin.domain.periods import read_code
from hoshin.domain.rows import LONGEST_ID
from hoshin.exchange.tables import tables
from scripts import plan_folder_page


def test_the_page_is_not_stale() -> None:
    written = plan_folder_page.PAGE.read_text(encoding="utf-8")
    assert written == plan_folder_page.page(), "run python -m scripts.plan_folder_page"


def test_every_table_and_column_is_on_the_page() -> None:
    text = plan_folder_page.page()
    for table in tables():
        section = text.split(f'<a id="{table.name}"></a>')[1].split("<a id=")[0]
        assert all(f"| `{column.name}` |" in section for column in table.columns), table.name


def test_the_examples_of_the_page_are_read() -> None:
    text = plan_folder_page.page()
    for code in ("FY2025", "CY2025", "Y2025", "2025-07", "2025-07-22", "FY2025/FY2029"):
        assert f"`{code}`" in text
        assert read_code(code).code == code
    assert str(Decimal("50.0")) == "50.0"
    assert f"{LONGEST_ID}文字" in text
