"""The sheet of notes and sources: what must be known, in rows that can be read and printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from metrics import Selection, Tables
from metrics.explorer.exploration import Choice, Exploration
from metrics.exports.workbook import SummaryPlan
from metrics.exports.workbook.sheets import Planned
from metrics.exports.workbook.summary.notes_sheet import MOST_LINES, NAME, WIDTHS
from metrics.locale import LANGS, Lang, text
from metrics.reconciliation import disputes, in_view
from metrics.reconciliation.wording import sentence
from metrics.views.extracts import Extract, extract, of_view
from metrics.views.filters import Filters
from metrics.wording.lines import cells as width_of
from tests.books import DAY, made, noted, opened


def sheet_of(plan: Planned, lang: Lang) -> Worksheet:
    return opened(made(plan))[text(lang)("notes_sheet.name")]


def plan_of(tables: Tables, lang: Lang, **filters: Any) -> SummaryPlan:
    return SummaryPlan(extract(tables, Filters(**filters), lang), lang, DAY)


def parts(sheet: Worksheet, lang: Lang) -> dict[str, list[tuple[str, ...]]]:
    """Return the filled cells of each row by the heading of their part."""
    say = text(lang)
    names = ("marks", "use", "notes", "breaks", "disputes", "sources")
    titles = {say(f"notes_sheet.{name}"): name for name in names}
    found: dict[str, list[tuple[str, ...]]] = {"facts": []}
    own = "facts"
    for row in sheet.iter_rows(values_only=True):
        if row[0] in titles and row[1] is None:
            own = titles[row[0]]
            found[own] = []
        elif any(v is not None for v in row):
            found[own].append(tuple(str(v) if v is not None else "" for v in row))
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_it_begins_with_what_the_workbook_is(tables: Tables, lang: Lang) -> None:
    plan = plan_of(tables, lang, theme="services")
    title, *facts = parts(sheet_of(plan, lang), lang)["facts"]
    assert title[0] == plan.taken.title(lang)
    told = {row[0]: row[1] for row in facts}
    say = text(lang)
    assert told[say("cover.filters")] == plan.taken.filter_lines(lang)[0]
    assert told[say("cover.version")] == tables.version
    assert told[say("cover.date")] == {"zh": "2026年11月25日", "en": "25 November 2026"}[lang]
    newest = max(p.period for s in plan.taken.series for p in s.points)
    assert told[say("notes_sheet.newest")] == newest.label(lang)


@pytest.mark.parametrize("lang", LANGS)
def test_only_marks_that_occur_are_explained(tables: Tables, lang: Lang) -> None:
    say = text(lang)
    every = [row[0] for row in parts(sheet_of(plan_of(tables, lang), lang), lang)["marks"]]
    assert {"†", "‡", "*", "┊", "≈", "—"} < set(every)
    assert {"zh": "超过", "en": "over, >"}[lang] in every
    assert tables.label("status", "F", lang) in every
    # Growth over ten years is of no one year; that of a year on the one before it is.
    inferred, blank = say("shorthand.inferred"), say("shorthand.blank")
    for growth, marks in (
        ("gii_rank_gain", ["†", "—", inferred, blank]),
        ("gii_rank_change", ["—", blank]),
    ):
        few = plan_of(tables, lang, indicators=(growth,))
        assert [row[0] for row in parts(sheet_of(few, lang), lang)["marks"]] == marks


@pytest.mark.parametrize("lang", LANGS)
def test_every_note_of_a_figure_in_view_is_there_once(tables: Tables, lang: Lang) -> None:
    plan, china = plan_of(tables, lang), tables.label("area", "CN", lang)
    rows = parts(sheet_of(plan, lang), lang)["notes"]
    found = Counter((row[0].partition(f" · {china}")[0], row[1]) for row in rows)
    labels = {r.series.definition.id: r.label for r in plan.every_row}
    wanted = {
        (labels[s.definition.id], note)
        for s in plan.taken.series
        if s.area == "CN"
        for note in (s.definition.note(lang), *(p.note(lang) for p in s.points))
        if note
    }
    assert wanted <= set(found)
    assert all(found[note] == 1 for note in wanted)


def test_equal_notes_stand_together_with_their_periods(tables: Tables) -> None:
    series = tables.series("satisfaction")
    kept = [replace(o, note_zh="同注", note_en="the same") for o in series.statements]
    taken = Extract(tables, (series.restricted_to(kept),))
    rows = parts(sheet_of(SummaryPlan(taken, "en", DAY), "en"), "en")["notes"]
    (row,) = [row for row in rows if row[1] == "the same"]
    assert row[2].split(", ") == [p.period.label("en") for p in series.points]


def test_a_note_names_the_economies_that_it_is_of(tables: Tables) -> None:
    us, jp = tables.series("gii_rank", "US"), tables.series("gii_rank", "JP")
    marked = [
        s.restricted_to(
            [replace(o, note_en="as told") for o in s.points if o.period.code == "2024"]
        )
        for s in (us, jp)
    ]
    rows = parts(sheet_of(SummaryPlan(Extract(tables, tuple(marked)), "en", DAY), "en"), "en")
    (row,) = [row for row in rows["notes"] if row[1] == "as told"]
    assert row[0] == "Global Innovation Index rank · United States, Japan"


@pytest.mark.parametrize("lang", LANGS)
def test_breaks_have_their_reasons(tables: Tables, lang: Lang) -> None:
    rows = parts(sheet_of(plan_of(tables, lang, indicators=("gii_rank",)), lang), lang)["breaks"]
    assert rows
    assert all("2011" in row[1] for row in rows)


@pytest.mark.parametrize("lang", LANGS)
def test_what_does_not_fit_is_told_where_a_figure_in_view_is_part_of_it(
    tables: Tables, lang: Lang
) -> None:
    plan = plan_of(tables, lang, indicators=("invention_patents_in_force_domestic",))
    rows = parts(sheet_of(plan, lang), lang)["disputes"]
    points = [p for s in plan.taken.series for p in s.points]
    checks = disputes(tables, points)
    assert checks
    assert len(rows) == len(checks)
    for row, check in zip(rows, checks, strict=True):
        assert row[0] == plan.every_row[0].label
        assert row[1].startswith(sentence(tables, check, lang))
    none = parts(sheet_of(plan_of(tables, lang, theme="services"), lang), lang)
    assert "disputes" not in none


@pytest.mark.parametrize("lang", LANGS)
def test_sources_are_a_table_with_counts_and_links(tables: Tables, lang: Lang) -> None:
    plan = plan_of(tables, lang, theme="utilisation")
    sheet = sheet_of(plan, lang)
    _, *rows = parts(sheet, lang)["sources"]
    points = [p for s in plan.taken.series for p in s.points]
    cited = Counter(source.id for p in points for source in p.sources)
    assert {row[0]: float(row[5]) for row in rows} == cited
    table = sheet.tables[NAME]
    top = int(table.ref.partition(":")[0][1:])
    assert [c.value for c in sheet[top]] == table.column_names
    assert sheet[top + 1][0].value == rows[0][0]
    assert table.ref.endswith(f":F{sheet.max_row}")
    links = {row[0].value: row[0].hyperlink.target for row in sheet if row[0].hyperlink}
    assert links == {row[0]: row[4] for row in rows if row[4]}
    assert links == {i: tables.sources[i].url for i in cited if tables.sources[i].url}


def test_how_to_look_up_names_what_is_in_the_workbook(tables: Tables) -> None:
    plan = plan_of(tables, "en", indicators=("gii_rank",))
    rows = parts(sheet_of(plan, "en"), "en")["use"]
    assert {"ip_gii_rank", "ip_gii_rank_latest"} <= set(plan.book.names)
    assert "=ip_gii_rank_latest" in rows[0][1]
    assert rows[-1][1] == "/data/figures.csv?indicator=gii_rank&lang=en"


def test_a_view_says_what_was_done_and_what_was_not(tables: Tables) -> None:
    choice = Choice(("gii_rank", "satisfaction"), transform="pct", first="2015")
    view = Exploration(tables, choice)
    assert view.refusals
    facts = parts(sheet_of(SummaryPlan(of_view(view), "en", DAY, view), "en"), "en")["facts"]
    told = "\n".join(row[1] for row in facts)
    assert "From: 2015" in told
    assert view.refusals[0][1].words("en") in told


def test_nothing_in_view_is_said_and_leaves_no_empty_parts(tables: Tables) -> None:
    plan = plan_of(tables, "zh", words="no such words")
    sheet = sheet_of(plan, "zh")
    found = parts(sheet, "zh")
    assert set(found) == {"facts", "use"}
    assert found["facts"][1][0] == text("zh")("cover.empty")
    assert not sheet.tables


@pytest.mark.parametrize("word", ["a long note of words ", "一条很长的注"])
def test_a_long_note_is_shown_whole(tables: Tables, word: str) -> None:
    long = (word * 600).strip()
    plan = SummaryPlan(noted(tables, long), "en", DAY)
    sheet = sheet_of(plan, "en")
    texts = [row[1].value for row in sheet.iter_rows() if row[1].value]
    pieces = [t for t in texts if t.startswith(word[:3]) or word.strip() in t]
    assert "".join("".join(pieces).split()) == "".join(long.split())
    assert all(width_of(p) <= WIDTHS[1] * MOST_LINES for p in pieces)
    heights = [sheet.row_dimensions[n].height or 0 for n in range(1, sheet.max_row + 1)]
    assert max(heights) < 409


@pytest.mark.parametrize("said", ["=1+1", "@SUM(A1)", "line\nbreak"])
def test_notes_that_look_like_something_else_are_texts(tables: Tables, said: str) -> None:
    sheet = sheet_of(SummaryPlan(noted(tables, said), "en", DAY), "en")
    cells = [c for row in sheet.iter_rows() for c in row if c.value == said.replace("\n", " ")]
    assert [c.data_type for c in cells] == ["s"]


@pytest.mark.parametrize("lang", LANGS)
def test_it_prints_on_a4_landscape_at_a_legible_size(tables: Tables, lang: Lang) -> None:
    sheet = sheet_of(plan_of(tables, lang), lang)
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    # Letters of ten points on 277 mm; a unit of width is about 1.9 mm.
    assert 277 / (sum(WIDTHS) * 1.9) * 10 >= 7.5


def test_only_reports_in_view_are_said(tables: Tables) -> None:
    reports = in_view(tables, Selection(supplement=False))
    facts = parts(sheet_of(plan_of(reports, "zh"), "zh"), "zh")["facts"]
    assert text("zh")("selection.reports_only") in [row[1] for row in facts]
