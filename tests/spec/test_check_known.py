"""Known errors: marked as long as they are there, and said once they are gone.

既知の誤り。ある間は印を付け、なくなれば知らせる。
"""

from tests.spec.drawn_city import city, finds, found_in, passes

WRONG = "id | baseline_value | goal_value | source \n a | 494 | 400 | plan"
RIGHT = "id | baseline_value | goal_value | source \n a | 400 | 494 | plan"
RECORD = "problem | row \n target-wrong-side | a"


def test_a_known_error_stays_listed_and_is_marked() -> None:
    """既知の誤りは消えずに「既知」の印が付きます。 A known error stays listed, marked."""
    found = found_in(city(targets=WRONG, known_errors=RECORD))
    assert [(one.code, one.known) for one in found] == [("target-wrong-side", True)]


def test_a_record_covers_rows_that_take_part() -> None:
    """関係する行の記録でも印が付きます。 A record at a row that takes part covers the problem."""
    repeated = """
        id | baseline_value | goal_value | restates | source
        b  | 494            | 400        |          | plan
        a  | 494            | 400        | b        | plan
    """
    found = found_in(city(targets=repeated, known_errors=RECORD))
    assert [(one.code, one.place.row_id, one.known) for one in found] == [
        ("target-wrong-side", "b", True)
    ]


def test_a_record_covers_its_own_kind_only() -> None:
    """別の種類の記録では印は付きません。 A record of another kind covers nothing."""
    found = found_in(city(targets=WRONG, known_errors="problem | row \n unit-dimension | a"))
    assert {one.code: one.known for one in found} == {
        "target-wrong-side": False,
        "known-error-cured": False,
    }


@finds("known-error-cured", "もう見つかりません")
def test_a_record_of_an_error_that_was_cured():
    """原典が直ったら、記録の方を知らせます。 Once the source is cured, the record is the problem."""
    return city(targets=RIGHT, known_errors=RECORD)


@finds("known-error-cured", "という種類の問題はありません")
def test_a_record_of_no_kind_of_problem():
    """ない種類を書いた記録です。 A record names a kind of problem that does not exist."""
    return city(targets=WRONG, known_errors="problem | row \n wrong-side | a")


@passes("known-error-cured")
def test_a_record_of_an_error_that_is_there():
    """誤りが残っている間は何も言いません。 While the error is there, the record is in order."""
    return city(targets=WRONG, known_errors=RECORD)


NOTICED = "problem | row | printed | corrected \n noticed-error | a | 494 | 449"


@finds("noticed-error", "「494」は誤りです", "正しくは「449」です")
def test_an_error_that_a_person_noticed():
    """規則では見つからない誤りも、記録すれば示します。 What a person noticed is shown, too."""
    return city(targets=RIGHT, known_errors=NOTICED)


@passes("noticed-error")
def test_a_noticed_error_that_was_mended():
    """直した日のある記録は、もう何も示しません。 A record with a day of mending is closed."""
    mended = "problem | row | printed | mended_on \n noticed-error | a | 494 | 2025-10-01"
    return city(targets=RIGHT, known_errors=mended)


def test_a_mended_record_covers_and_withholds_nothing() -> None:
    """直した記録は、印も付けず、判定も止めません。 A closed record neither marks nor withholds."""
    closed = "problem | row | effect | mended_on \n target-wrong-side | a | withhold | 2025-10-01"
    drawn = city(targets=WRONG, known_errors=closed)
    assert [(one.code, one.known) for one in found_in(drawn)] == [("target-wrong-side", False)]
    assert not drawn.known_errors[0].withholds
