"""Each fault of the tables is caught, with its row named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from metrics import DataError, load
from tests.tables.rows import broken, problems, read, row_of, write

PLEDGE = {"indicator": "pledge_financing", "printed": "4868.8亿元"}


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({"value": "486890000000"}, "disagree", "value"),
        ({"printed": "4869.8亿元"}, "disagree", "value"),
        ({"printed": "超4868.8亿元"}, "qualifier", "qualifier"),
        ({"printed": "4868.8亿件"}, "unit_words", "printed"),
        ({"printed": "数千亿"}, "unreadable", "printed"),
        ({"printed": "亿元"}, "disagree", "value"),
        ({"printed": "减少4868.8亿元"}, "disagree", "value"),
        ({"printed": "−4868.8亿元"}, "disagree", "value"),
        ({"printed": "4868.8亿元左右"}, "qualifier", "qualifier"),
        ({"printed": "3000亿元至4868.8亿元"}, "unreadable", "printed"),
        ({"printed": "由4868.8亿元增至8539.9亿元"}, "disagree", "value"),
        ({"printed": "并非4868.8亿元"}, "unreadable", "printed"),
        ({"printed": "元"}, "unreadable", "printed"),
        ({"value": "four"}, "pattern", "value"),
        ({"value": ""}, "required", "value"),
        ({"source": "nowhere"}, "unknown", "source"),
        ({"indicator": "nothing"}, "unknown", "indicator"),
        ({"qualifier": "roughly"}, "enum", "qualifier"),
        ({"status": "X"}, "enum", "status"),
        ({"area": "XX"}, "enum", "area"),
        ({"period": "2022年"}, "period_form", "period"),
        ({"period": "2022-13-45"}, "period", "period"),
        ({"period": "2024"}, "future", "period"),
        ({"period": "2012/2022"}, "span", "period"),
        ({"locator": "nowhere/1"}, "unnamed", "locator"),
        ({"note_en": ""}, "translation", "note_en"),
        ({"note_zh": "", "note_en": ""}, "reason", "note_zh"),
    ],
)
def test_a_broken_fact(copied: Path, change: dict[str, str], code: str, column: str) -> None:
    line, found = broken(copied, change, **PLEDGE)
    assert ("indicators.csv", line, column, code) in {
        (p.file, p.row, p.column, p.code) for p in found
    }


def test_a_level_that_was_reached_is_the_later_of_two_numbers(copied: Path) -> None:
    path = copied / "indicators.csv"
    rows = read(path)
    rows[row_of(rows, **PLEDGE)] |= {"printed": "由3000亿元增至4868.8亿元"}
    write(path, rows)
    assert load(copied)


def test_the_word_that_was_not_understood_is_named(copied: Path) -> None:
    _, found = broken(copied, {"printed": "并非4868.8亿元"}, **PLEDGE)
    (fault,) = [p for p in found if p.code == "unreadable"]
    assert "“并非”" in fault.message("zh")
    assert "“并非”" in fault.message("en")


def test_a_target_may_lie_ahead(copied: Path) -> None:
    path = copied / "indicators.csv"
    rows = read(path)
    rows[row_of(rows, **PLEDGE)] |= {"period": "2025", "status": "F"}
    write(path, rows)
    assert load(copied).series("pledge_financing").latest.period.code == "2025"


@pytest.mark.parametrize(("scope", "allowed"), [("world", True), ("national", False)])
def test_a_count_of_the_world_carries_the_year_of_its_edition(
    copied: Path, scope: str, allowed: bool
) -> None:
    """A list of the world comes out within its year; a count at home is of the whole year."""
    path = copied / "definitions.csv"
    rows = read(path)
    rows[row_of(rows, id="clusters_top100")] |= {"scope": scope}
    write(path, rows)
    path = copied / "indicators.csv"
    rows = read(path)
    line = row_of(rows, indicator="clusters_top100")
    rows[line] |= {"source": "xinhua-2022-10-09", "note_zh": "注", "note_en": "note"}
    write(path, rows)
    try:
        load(copied)
    except DataError as fault:
        found = fault.problems
    else:
        found = ()
    future = [(p.row, p.column) for p in found if p.code == "future"]
    assert future == ([] if allowed else [(line + 2, "period")])


def test_an_event_done_after_its_source(copied: Path) -> None:
    line, found = broken(copied, {"date": "2022"}, table="events", date="2020-12-02")
    assert [(p.file, p.row, p.code) for p in found] == [("events.csv", line, "future")]


def test_a_planned_event_may_lie_ahead(copied: Path) -> None:
    path = copied / "events.csv"
    rows = read(path)
    rows[row_of(rows, date="2020-12-02")] |= {"date": "2022", "state": "planned"}
    write(path, rows)
    assert load(copied).events


@pytest.mark.parametrize(
    ("table", "change", "where", "code"),
    [
        ("definitions", {"unit": "furlongs"}, {"id": "gii_rank"}, "unknown"),
        ("definitions", {"measure": "feeling"}, {"id": "gii_rank"}, "enum"),
        ("definitions", {"name_en": ""}, {"id": "gii_rank"}, "required"),
        ("definitions", {"relates_to": "nothing"}, {"id": "gii_rank_gain"}, "unknown"),
        (
            "definitions",
            {"unit": "trademarks"},
            {"id": "invention_patents_in_force_domestic"},
            "concept",
        ),
        (
            "derivations",
            {"inputs": "satisfaction@1999 satisfaction_change@2014/2015"},
            {"indicator": "satisfaction", "period": "2014"},
            "input",
        ),
        ("derivations", {"rule": "guess"}, {"indicator": "satisfaction"}, "enum"),
        ("derivations", {"inputs": "satisfaction"}, {"indicator": "satisfaction"}, "pattern"),
        ("sources", {"url": "https://example.com/"}, {"id": "cnipa-yearbook-2022"}, "host"),
        ("sources", {"published": "2024-8-20"}, {"id": "qiushi-2024-08-20"}, "date_form"),
        ("sources", {"published": "2024-08-40"}, {"id": "qiushi-2024-08-20"}, "date"),
        ("sources", {"author_en": ""}, {"id": "shen-2020"}, "translation"),
        ("events", {"date": "spring"}, {"date": "2016-12"}, "pattern"),
        ("events", {"title_en": ""}, {"date": "2016-12"}, "required"),
        ("units", {"quantity": "feeling"}, {"id": "cny"}, "enum"),
        ("codes", {"name_zh": ""}, {"list": "theme", "code": "creation"}, "required"),
        ("codes", {"code": "making"}, {"list": "theme", "code": "creation"}, "no_code"),
    ],
)
def test_a_broken_row_of_another_table(
    copied: Path, table: str, change: dict[str, str], where: dict[str, str], code: str
) -> None:
    line, found = broken(copied, change, table=table, **where)
    assert (f"{table}.csv", line, code) in {(p.file, p.row, p.code) for p in found}


def test_a_break_must_be_marked_on_every_statement(copied: Path) -> None:
    line, found = broken(copied, {"status": "B"}, **PLEDGE)
    faults = {p.row for p in found if p.code == "break_mixed"}
    assert len(faults) >= 2
    assert line not in faults


def test_a_disagreement_needs_a_note(copied: Path) -> None:
    """The yearbook's count one hundred thousand off: no value fits both."""
    change = {"value": "4312188", "printed": "4312188"}
    line, found = broken(
        copied,
        change,
        indicator="invention_patents_in_force",
        period="2022-12-31",
        source="cnipa-yearbook-2022",
    )
    faults = [p for p in found if p.code == "unexplained"]
    assert line in {p.row for p in faults} or len(faults) == 2
    assert any("421.2万件" in p.message("en") for p in faults)


def test_a_duplicate_key(copied: Path) -> None:
    path = copied / "indicators.csv"
    rows = read(path)
    rows.append(rows[3])
    write(path, rows)
    found = problems(copied)
    assert [(p.row, p.code, p.details["line"]) for p in found] == [
        (len(rows) + 1, "duplicate", "5")
    ]


def test_all_problems_at_once(copied: Path) -> None:
    path = copied / "indicators.csv"
    rows = read(path)
    for row in rows[:5]:
        row["value"] = "1234567"
        row["qualifier"] = "roughly"
    write(path, rows)
    found = problems(copied)
    assert {p.row for p in found if p.code == "disagree"} == {2, 3, 4, 5, 6}
    assert [(p.row, *p.also) for p in found if p.code == "enum"] == [(2, 3, 4, 5, 6)]


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _header_only(path: Path) -> None:
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])


def _wrong_encoding(path: Path) -> None:
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))


def _no_column(path: Path) -> None:
    rows = read(path)
    write(path, [{k: v for k, v in r.items() if k != "printed"} for r in rows])


def _ragged(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], lines[1] + ",more", *lines[2:]]) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("ruin", "code", "row"),
    [
        (_empty, "empty_file", 0),
        (_header_only, "empty_file", 0),
        (_wrong_encoding, "encoding", 0),
        (_no_column, "missing_column", 1),
        (_ragged, "uneven", 2),
        (Path.unlink, "missing_file", 0),
    ],
)
def test_a_ruined_file(copied: Path, ruin: Callable[[Path], None], code: str, row: int) -> None:
    ruin(copied / "indicators.csv")
    found = problems(copied)
    assert ("indicators.csv", row, code) in {(p.file, p.row, p.code) for p in found}


def test_each_digit_of_each_value_is_held(copied: Path) -> None:
    """Double keying: change any one digit of any value, and the row is named."""
    path = copied / "indicators.csv"
    rows = read(path)
    for place, row in enumerate(rows):
        for at, digit in enumerate(row["value"]):
            if digit.isdigit():
                changed = row["value"][:at] + str((int(digit) + 1) % 10) + row["value"][at + 1 :]
                rows[place] = row | {"value": changed}
                break
        rows[place] = rows[place]
    write(path, rows)
    caught = {p.row for p in problems(copied) if p.code == "disagree"}
    assert caught == set(range(2, len(rows) + 2))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_message_says_what_where_and_how_to_mend_it(copied: Path, lang: str) -> None:
    line, found = broken(copied, {"value": "486890000000"}, **PLEDGE)
    message = found[0].message(lang)  # type: ignore[arg-type]
    for part in (
        "indicators.csv",
        str(line),
        "value",
        "486890000000",
        "486880000000",
        "4868.8亿元",
    ):
        assert part in message
