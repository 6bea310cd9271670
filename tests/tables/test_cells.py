"""Each cell by itself: one fault of form is one problem, at that cell."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics import DataError, load
from metrics.tables.cells import judge
from metrics.tables.problems import Problem
from metrics.tables.read import table_schemas
from metrics.tables.schema import Field
from tests.tables.rows import DOZEN, broken, dozen, places, problems, read, write

FACTS = "indicators.csv"


@pytest.mark.parametrize(
    ("written", "code", "remedy"),
    [
        ("2027/1/20", "date_form", "Write 2027-01-20."),
        ("20.1.2027", "date_form", "Write 2027-01-20."),
        ("2027年1月20日", "date_form", "Write 2027-01-20."),
        ("2027.01.20", "date_form", "Write 2027-01-20."),
        ("2027-1-20", "date_form", "Write 2027-01-20."),
        ("20270120", "date_form", "Write 2027-01-20."),
        ("２０２７-01-20", "date_form", "Write 2027-01-20."),
        ("2027-01-20T00:00:00", "date_form", "Write 2027-01-20."),
        ("2027/1/20 0:00", "date_form", "Write 2027-01-20."),
        ("1/20/2027", "date_form", "Write 2027-01-20."),
        ("20/1/2027", "date_form", "Write 2027-01-20."),
        ("46407", "date_form", "Write 2027-01-20."),
        ("20 January 2027", "date_form", "Write 2027-01-20."),
        ("January 20, 2027", "date_form", "Write 2027-01-20."),
        ("2027/1", "date_form", "Write 2027-01."),
        ("2027年1月", "date_form", "Write 2027-01."),
        ("2027年", "date_form", "Write 2027."),
        ("2027–01–20", "date_form", "Write 2027-01-20."),
        ("'2027-01-20", "date_form", "Write 2027-01-20."),
        # Day and month may stand either way round: no date is guessed.
        ("1/2/2027", "pattern", "Write published in this form."),
        ("2027/2/30", "pattern", "Write published in this form."),
        ("spring", "pattern", "Write published in this form."),
        ("2027-02-30", "date", "2020-11-30"),
        ("0207-01-20", "year", "Correct the year."),
    ],
)
def test_a_date_of_a_source(tmp_path: Path, written: str, code: str, remedy: str) -> None:
    """Facts are not judged by a date that is at fault, but by what it was meant to be."""
    line, found = broken(
        dozen(tmp_path), {"published": written}, table="sources", id="scio-2023-04-24"
    )
    place = ("sources.csv", line, "published", code)
    assert [p for p in places(found) if p[0] == "sources.csv"] == [place]
    if code in ("date_form", "pattern"):
        assert places(found) == [place]
    assert remedy in found[-1].message("en")


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("2022/12/31", "2022-12-31"),
        ("2022年", "2022"),
        ("2022.0", "2022"),
        ("２０２２", "2022"),
        ("2022年1-11月", "2022-01/2022-11"),
        ("2022年1月至11月", "2022-01/2022-11"),
        ("2022-01—2022-11", "2022-01/2022-11"),
        ("2022H1", "2022-01/2022-06"),
        ("2022年上半年", "2022-01/2022-06"),
        ("2022 Q3", "2022-07/2022-09"),
        ("2022年第三季度", "2022-07/2022-09"),
        ("2022-11", "2022-11/2022-11"),
        ("2012-2022", "2012/2022"),
        ("2012–2022", "2012/2022"),
        ("2012—2022年", "2012/2022"),
        ("2012 to 2022", "2012/2022"),
        ("2022-12-31 00:00:00", "2022-12-31"),
    ],
)
def test_a_period_of_another_form(tmp_path: Path, written: str, mended: str) -> None:
    line, found = broken(dozen(tmp_path), {"period": written}, indicator="royalties_trade")
    own = [p for p in found if p.row == line]
    assert places(found) == [(FACTS, line, "period", "period_form")]
    assert own[0].remedy("en") == f"Write {mended}."


@pytest.mark.parametrize(
    ("written", "code", "mended"),
    [
        ("387,250,000,000", "number_form", "387250000000"),
        ("387 250 000 000", "number_form", "387250000000"),
        ("387\u00a0250\u00a0000\u00a0000", "number_form", "387250000000"),
        ("'387250000000", "number_form", "387250000000"),
        ("３８７２５０００００００", "number_form", "387250000000"),
        ("+387250000000", "number_form", "387250000000"),
        ("3872.5亿", "number_form", "387250000000"),
        ("387.25 billion", "number_form", "387250000000"),
        ("3.87E+11", "number_rounded", "387000000000"),
        ("3.8725e11", "number_rounded", "387250000000"),
        ("387250000000 ", "stray", ""),
        ("\u00a0387250000000", "stray", ""),
        ("387250000000\u200b", "stray", ""),
        ("four", "pattern", ""),
        ("#N/A", "pattern", ""),
        ("", "required", ""),
    ],
)
def test_a_number_of_another_form(tmp_path: Path, written: str, code: str, mended: str) -> None:
    line, found = broken(dozen(tmp_path), {"value": written}, indicator="royalties_trade")
    assert places(found) == [(FACTS, line, "value", code)]
    assert mended in found[0].message("en")
    assert mended in found[0].message("zh")


def test_a_number_of_another_form_is_judged_by_what_it_says(tmp_path: Path) -> None:
    """It is mended to be judged, so that the printed form beside it need not be read again."""
    change = {"value": "387,250,000,000", "qualifier": "over"}
    line, found = broken(dozen(tmp_path), change, indicator="royalties_trade")
    assert places(found) == [
        (FACTS, line, "qualifier", "qualifier"),
        (FACTS, line, "value", "number_form"),
    ]


@pytest.mark.parametrize(
    ("written", "code", "says"),
    [
        ("https://example.com/a", "host", "example.com is none of them"),
        ("http://gov.cn.example.com/", "host", "gov.cn.example.com is none of them"),
        ("https://WWW.WIPO.INT/a", "spelling", "https://www.wipo.int/a"),
        ("www.wipo.int/a", "pattern", "begins with http"),
        ("https://www.wipo.int/a b", "pattern", "has no spaces"),
    ],
)
def test_an_address(tmp_path: Path, written: str, code: str, says: str) -> None:
    line, found = broken(
        dozen(tmp_path), {"url": written}, table="sources", id="cnipa-yearbook-2022"
    )
    assert places(found) == [("sources.csv", line, "url", code)]
    assert says in found[0].message("en")
    if code == "host":
        assert "gov.cn, wipo.int, " in found[0].message("en")
        assert "gov.cn, wipo.int, " in found[0].message("zh")


def test_what_a_spreadsheet_did_to_a_column_is_one_problem(tmp_path: Path) -> None:
    path = dozen(tmp_path) / FACTS
    rows = read(path)
    for row in rows:
        row["period"] = (
            row["period"].replace("-", "/") if len(row["period"]) == 10 else row["period"]
        )
    write(path, rows)
    found = problems(tmp_path)
    dates = [n for n, r in enumerate(rows, 2) if r["period"].count("/") == 2]
    assert places(found) == [(FACTS, dates[0], "period", "period_form")]
    assert found[0].also == tuple(dates[1:])


@dataclass(frozen=True)
class Mutation:
    """A change of one cell, and the columns that it is a fault in."""

    name: str
    change: Callable[[str], str]
    suits: Callable[[Field], bool]
    codes: frozenset[str]


def coded(field: Field) -> bool:
    """Whether small letters and plain signs make up the cell: codes, ids and numbers."""
    return not field.free and field.name not in ("opens", "context")


def named(field: Field) -> bool:
    return coded(field) or field.name in ("indicator", "source", "unit", "relates_to")


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


FORMS = frozenset({"stray", "spelling", "number_form", "period_form", "date_form", "pattern"})
MUTATIONS = [
    Mutation("space after", lambda t: t + " ", lambda _: True, frozenset({"stray"})),
    Mutation("space before", lambda t: " " + t, lambda _: True, frozenset({"stray"})),
    Mutation("no-break space", lambda t: t + "\u00a0", lambda _: True, frozenset({"stray"})),
    Mutation("wide space", lambda t: "\u3000" + t, lambda _: True, frozenset({"stray"})),
    Mutation("byte order mark", lambda t: "\ufeff" + t, lambda _: True, frozenset({"stray"})),
    Mutation(
        "zero width", lambda t: t[:1] + "\u200b" + t[1:], lambda _: True, frozenset({"stray"})
    ),
    Mutation("tab", lambda t: t + "\t", lambda _: True, frozenset({"stray"})),
    Mutation("lost sign", lambda t: t + "\ufffd", lambda _: True, frozenset({"lost_signs"})),
    Mutation("full width", wide, named, FORMS),
    Mutation("capitals", str.upper, named, FORMS),
    Mutation("en dash", lambda t: t.replace("-", "–"), named, FORMS),
    Mutation("minus sign", lambda t: t.replace("-", "−"), named, FORMS),
    Mutation("Cyrillic", lambda t: t.replace("a", "а").replace("e", "е"), named, FORMS),
    Mutation("emptied", lambda _: "", lambda f: f.required, frozenset({"required"})),
    Mutation(
        "nonsense",
        lambda _: "§ no such thing is in any of the tables §",
        coded,
        frozenset({"enum", "pattern"}),
    ),
]


def every_cell() -> Iterator[tuple[str, int, Field, str]]:
    for name, schema in table_schemas().items():
        with (DOZEN / schema.file).open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), 2):
                for field in schema.fields:
                    if row[field.name]:
                        yield name, line, field, row[field.name]


CELLS = list(every_cell())


def after(folder: Path, table: str, line: int, column: str, value: str) -> list[Problem]:
    """Say what the check says of one changed cell."""
    path = dozen(folder) / f"{table}.csv"
    rows = read(path)
    rows[line - 2][column] = value
    write(path, rows)
    try:
        load(folder).regional  # noqa: B018
    except DataError as fault:
        return list(fault.problems)
    return []


@settings(
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
@given(cell=st.sampled_from(CELLS), mutation=st.sampled_from(MUTATIONS))
def test_one_changed_cell_is_one_problem_there(
    tmp_path: Path, cell: tuple[str, int, Field, str], mutation: Mutation
) -> None:
    table, line, field, value = cell
    changed = mutation.change(value)
    if changed == value or not mutation.suits(field):
        return
    found = after(tmp_path, table, line, field.name, changed)
    assert [(p.file, p.row, p.column) for p in found] == [(f"{table}.csv", line, field.name)]
    assert found[0].code in mutation.codes
    assert found[0].value == changed
    for lang in ("zh", "en"):
        assert f"{table}.csv" in found[0].message(lang)


# Where a change of form passes: words, which are judged by readers, and the words of a unit.
WORDS = {
    "codes": {"name_zh", "name_en"},
    "conventions": {"note_zh", "note_en"},
    "definitions": {
        *("name_zh", "name_en", "definition_zh", "definition_en", "note_zh", "note_en"),
        *("short_zh", "short_en"),
    },
    "derivations": {"note_zh", "note_en"},
    "events": {"title_zh", "title_en"},
    "explanations": {"numeral", "context", "note_zh", "note_en"},
    "indicators": {"printed", "note_zh", "note_en"},
    "outline": {"opens"},
    "regions": {"printed", "note_zh", "note_en"},
    "relations": {
        *("printed", "name_zh", "name_en", "explanation_zh", "explanation_en"),
        *("note_zh", "note_en"),
    },
    "sources": {
        *("title_zh", "title_en", "short_zh", "short_en", "issuer_zh", "issuer_en"),
        *("author_zh", "author_en", "note_zh", "note_en"),
    },
    "synonyms": {"term", "finds"},
    "units": {"classifiers", "name_zh", "name_en"},
}


def test_a_change_of_form_passes_in_words_only() -> None:
    """All other columns refuse it: by their form, or as a name that another table has not."""
    survived: set[tuple[str, str]] = set()
    for table, _, field, value in CELLS:
        foreign = {key.column for key in table_schemas()[table].foreign}
        for mutation in MUTATIONS[8:13]:
            changed = mutation.change(value)
            if changed != value and field.name not in foreign and judge(field, changed) is None:
                survived.add((table, field.name))
    assert survived <= {(table, column) for table, own in WORDS.items() for column in own} | {
        ("codes", "code")  # held by the columns that use it
    }


def test_marks_of_the_mutations_are_what_they_say() -> None:
    assert unicodedata.name(wide("a")) == "FULLWIDTH LATIN SMALL LETTER A"


def test_whole_numbers_as_other_programs_write_them(tmp_path: Path) -> None:
    line, found = broken(dozen(tmp_path), {"headline": "1.0"}, table="definitions", id="gii_rank")
    assert places(found) == [("definitions.csv", line, "headline", "number_form")]
    assert "Write 1." in found[0].message("en")
