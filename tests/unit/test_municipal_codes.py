"""Municipal codes: real codes are accepted, and no single wrong digit passes unseen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.domain.municipal_codes import check_digit, read_municipal_code
from hoshin.domain.problems import IllFormedError


@pytest.mark.parametrize(
    "code",
    [
        "431001",  # Kumamoto City and its wards
        "431010",
        "431028",
        "431036",
        "431044",
        "431052",
        "430005",  # Kumamoto Prefecture
        "141003",  # Yokohama
        "141305",  # Kawasaki
        "011002",  # Sapporo: the leading zero matters
    ],
)
def test_real_codes(code: str) -> None:
    assert read_municipal_code(code) == code


@pytest.mark.parametrize(
    "text", ["", "43100", "4310011", "11002", "４３１００１", "43100a", " 431001"]
)
def test_another_form(text: str) -> None:
    with pytest.raises(IllFormedError) as refused:
        read_municipal_code(text)
    assert refused.value.code == "municipal-code-form"


def test_a_wrong_check_digit_is_told_with_the_right_one() -> None:
    with pytest.raises(IllFormedError) as refused:
        read_municipal_code("431002")
    assert refused.value.code == "municipal-code-check-digit"
    assert "正しくは1" in refused.value.sentence.ja
    assert refused.value.field == "municipal_code"


@given(st.from_regex(r"[0-9]{5}", fullmatch=True))
def test_a_code_with_its_check_digit_is_accepted(five: str) -> None:
    assert read_municipal_code(five + check_digit(five)) == five + check_digit(five)


@given(st.from_regex(r"[0-9]{5}", fullmatch=True), st.integers(1, 9))
def test_a_wrong_last_digit_is_refused(five: str, shift: int) -> None:
    wrong = str((int(check_digit(five)) + shift) % 10)
    with pytest.raises(IllFormedError):
        read_municipal_code(five + wrong)
