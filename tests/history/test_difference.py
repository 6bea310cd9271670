"""What differs between two states, row by row."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from metrics.history.difference import Difference, applied, between, differences, key_of, rows_of
from metrics.tables.read import Row

HEAD = "indicator,area,period,value,printed,qualifier,status,source,locator,note_en\n"


def facts(*rows: str) -> dict[str, bytes]:
    return {"indicators": (HEAD + "".join(f"{row}\n" for row in rows)).encode()}


OLD = "gii_rank,CN,2024,11,第11位,exact,A,wipo,text,"


def kinds(before: dict[str, bytes], after: dict[str, bytes]) -> list[tuple[str, str]]:
    return [(d.kind, d.row["period"]) for d in between(before, after)]


def test_what_is_new_gone_or_another_is_told_apart() -> None:
    new = "gii_rank,CN,2025,10,第10位,exact,A,wipo,text,"
    assert kinds(facts(OLD), facts(OLD, new)) == [("new", "2025")]
    assert kinds(facts(OLD, new), facts(new)) == [("withdrawn", "2024")]
    righted = OLD.replace("11", "12")
    assert kinds(facts(OLD), facts(righted)) == [("corrected", "2024")]
    noted = OLD + "See the note."
    assert kinds(facts(OLD), facts(noted)) == [("amended", "2024")]


def test_a_statement_whose_key_changes_is_one_statement_still() -> None:
    moved = OLD.replace(",text,", ",table-1,")
    (one,) = between(facts(OLD), facts(moved))
    assert one.kind == "amended"
    assert [(c.column, c.before, c.after) for c in one.cells] == [("locator", "text", "table-1")]
    (one,) = between(facts(OLD), facts(OLD.replace(",2024,", ",2023,")))
    assert one.kind == "corrected"
    (one,) = between(facts(OLD), facts(OLD.replace("gii_rank", "gii_rank_input")))
    assert one.kind == "corrected"


def test_of_two_that_may_have_taken_its_place_none_is_taken_for_it() -> None:
    twice = (OLD.replace(",text,", ",table-1,"), OLD.replace(",text,", ",table-2,"))
    found = between(facts(OLD), facts(*twice))
    assert sorted(d.kind for d in found) == ["new", "new", "withdrawn"]


def test_what_says_only_how_a_series_is_shown_amends_its_definition() -> None:
    row = {"id": "gii_rank", "position": "1", "definition_en": "Rank."}
    assert Difference("definitions", row, row | {"position": "2"}).kind == "amended"
    assert Difference("definitions", row, row | {"definition_en": "Place."}).kind == "corrected"


def test_ends_of_lines_marks_and_the_order_of_rows_are_no_difference() -> None:
    new = "gii_rank,CN,2025,10,第10位,exact,A,wipo,text,"
    other = facts(new, OLD)["indicators"].replace(b"\n", b"\r\n")
    assert between(facts(OLD, new), {"indicators": b"\xef\xbb\xbf" + other}) == ()


def test_a_column_that_one_state_lacks_is_empty_in_it() -> None:
    lacking = facts(OLD)["indicators"].replace(b",note_en", b"").replace(b",text,\n", b",text\n")
    assert between({"indicators": lacking}, facts(OLD)) == ()


cells = st.sampled_from(["", "a", "b"])
row = st.fixed_dictionaries(
    {"indicator": cells, "area": cells, "period": cells, "source": cells, "locator": cells}
    | {"value": cells, "printed": cells, "note_en": cells}
)
unit = st.fixed_dictionaries({"id": cells, "name_en": cells})


def state(rows: list[Row], units: list[Row]) -> dict[str, dict[tuple[str, ...], Row]]:
    return {
        "indicators": {key_of("indicators", r): r for r in rows},
        "units": {key_of("units", r): r for r in units},
    }


states = st.builds(state, st.lists(row, max_size=8), st.lists(unit, max_size=3))


@given(states, states)
def test_the_differences_make_the_later_state_of_the_earlier(old: Any, new: Any) -> None:
    assert applied(old, differences(old, new)) == new


@given(states)
def test_a_state_does_not_differ_from_itself(same: Any) -> None:
    assert differences(same, same) == ()


def test_rows_are_read_of_what_would_be_refused_today() -> None:
    assert rows_of({"units": b"id,gone\ncny,x\n\nusd\n"})["units"] == {
        ("cny",): {"id": "cny", "gone": "x"},
        ("usd",): {"id": "usd"},
    }
