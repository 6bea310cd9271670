"""The Excel summary follows the guidance on statistics in spreadsheets, and holds the figures."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from metrics import Selection, Tables, load
from metrics.explorer.exploration import Choice, Exploration
from metrics.exports.files import CancelledError
from metrics.exports.workbook import AuditPlan
from metrics.exports.workbook.audit import facts
from metrics.exports.workbook.cells import LONGEST
from metrics.exports.workbook.chart_text import foot_lines
from metrics.exports.workbook.charted import CellRun
from metrics.exports.workbook.sheets import sheet_name
from metrics.exports.workbook.values import HEADER
from metrics.locale import LANGS, Lang, text
from metrics.model.period import Period
from metrics.views.extracts import Extract, extract, of_view
from metrics.views.filters import Filters
from tests.books import DAY, book_of, descriptions, exact, head, made, noted, opened, rows
from tests.parts import Parts
from tests.sorting import by_position

LIVE = re.compile("，实时公式|, live formula")
UNITS = re.compile(r"[（(].+[）)]")


@pytest.fixture(scope="module", params=LANGS)
def lang(request: pytest.FixtureRequest) -> Lang:
    code: Lang = request.param
    return code


@pytest.fixture(scope="module")
def content(tables: Tables, lang: Lang) -> bytes:
    return book_of(tables, lang)


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return opened(content)


@pytest.fixture(scope="module")
def plan(tables: Tables, lang: Lang) -> AuditPlan:
    return AuditPlan(extract(tables, Filters(), lang), lang, DAY)


def tabled(book: Workbook) -> list[Any]:
    return [sheet for sheet in book if sheet.tables]


def test_the_order_of_the_sheets(book: Workbook, plan: AuditPlan, lang: Lang) -> None:
    say = text(lang)
    names = book.sheetnames
    assert names[:3] == [say(f"sheet.{k}") for k in ("cover", "contents", "notes")]
    assert names[3].startswith("T01 ")
    first_chart = next(n for n, name in enumerate(names) if book[name]._charts)
    assert names[first_chart - 2 : first_chart] == [say("sheet.checks"), say("sheet.sources")]
    assert all(book[name]._charts for name in names[first_chart:])
    assert len(names) == len(set(names)) == 2 + len(plan.tables) + len(plan.charts)
    assert all(len(n.encode("utf-16-le")) <= 62 for n in names)


def test_both_languages_have_the_same_sheets(tables: Tables) -> None:
    marks = []
    for lang in LANGS:
        taken = extract(tables, Filters(theme="utilisation"), lang)
        made_ = AuditPlan(taken, lang, DAY)
        marks.append([(t.id, t.count, list(t.columns)) for t in made_.tables])
    assert marks[0] == marks[1]


def test_one_named_table_a_sheet_and_unique_headings(book: Workbook) -> None:
    names: list[str] = []
    for sheet in tabled(book):
        (table,) = sheet.tables.values()
        names.append(table.displayName)
        heads = head(sheet)
        assert len(set(heads)) == len(heads), sheet.title
        assert all(isinstance(h, str) and h for h in heads), sheet.title
        assert [c.name for c in table.tableColumns] == heads
        first, last = table.ref.split(":")
        assert first == f"A{HEADER}"
        assert last == f"{sheet.cell(1, len(heads)).column_letter}{sheet.max_row}"
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z]\w*", n, re.ASCII) for n in names)


def test_nothing_is_merged_or_blank_and_only_groups_are_folded(book: Workbook) -> None:
    for sheet in book:
        assert not sheet.merged_cells.ranges, sheet.title
        assert sheet.sheet_state == "visible"
        columns = sheet.column_dimensions.values()
        assert all(d.outlineLevel == 1 for d in columns if d.hidden), sheet.title
        assert not any(d.hidden for d in columns) or sheet.title[0] in "TS", sheet.title
        assert not any(d.hidden for d in sheet.row_dimensions.values()), sheet.title
    for sheet in tabled(book):
        for row in sheet.iter_rows():
            assert any(c.value is not None for c in row), (sheet.title, row[0].row)
        assert sheet["A1"].value
        assert sheet["A2"].value


def test_headings_of_numbers_have_their_unit(book: Workbook, lang: Lang) -> None:
    counted = {text(lang)(f"check.{k}") for k in ("number", "program", "recomputed", "equal")}
    for sheet in tabled(book):
        for column, name in enumerate(head(sheet), 1):
            cells = [sheet.cell(r, column).value for r in range(HEADER + 1, sheet.max_row + 1)]
            numbers = [v for v in cells if isinstance(v, (int, float)) and not isinstance(v, bool)]
            if numbers and name not in counted:
                assert UNITS.search(name), (sheet.title, name)


def test_links_of_the_contents_lead_to_every_sheet(book: Workbook, lang: Lang) -> None:
    contents = book[text(lang)("sheet.contents")]
    targets = [
        contents.cell(row, 1).hyperlink.location for row in range(HEADER + 1, contents.max_row + 1)
    ]
    listed = [t.removesuffix("!A1").strip("'").replace("''", "'") for t in targets]
    assert listed == book.sheetnames[2:]
    for name in book.sheetnames[2:]:
        back = book[name]["A3"].hyperlink.location
        assert back.strip("'").startswith(text(lang)("sheet.contents"))


def test_each_chart_has_an_alternative_text_and_leads_to_its_table(
    book: Workbook, content: bytes, plan: AuditPlan
) -> None:
    told = [d for some in descriptions(content).values() for d in some]
    charts = [c for sheet in plan.charts for c in sheet.charts]
    assert told == [c.alt for c in charts]
    assert all(told)
    for sheet in plan.charts:
        link = book[sheet.name]["B3"].hyperlink
        assert sheet.charts[0].table.name in link.location


def test_chart_cells_are_those_of_their_points(
    book: Workbook, content: bytes, tables: Tables
) -> None:
    """Each run of a line is one segment, and a break lies between two runs.

    The cells stand on the sheet of the chart, where no table is sorted, behind what is printed.
    """
    sheet = next(s for s in book if s.title.startswith("C21"))
    table = next(s for s in book if s.title.startswith("T21"))
    values_ = load_workbook(io.BytesIO(content), data_only=True)[sheet.title]
    (chart,) = sheet._charts
    series = tables.series("patent_intensive_share_gdp")
    assert len(chart.series) == len(series.segments) == 2
    assert not sheet.tables
    for drawn, segment in zip(chart.series, series.segments, strict=True):
        name, _, cells = drawn.yVal.numRef.f.rpartition("!")
        assert name == f"'{sheet.title}'"
        values = [exact(c.value) for (c,) in values_[cells.replace("$", "")]]
        assert values == [p.figure.value for p in segment]
        live = [c.value for (c,) in sheet[cells.replace("$", "")]]
        assert all(f.startswith(f"=INDEX('{table.title}'!$E$5:$E$") for f in live)
        _, _, cells = drawn.xVal.numRef.f.rpartition("!")
        days = [c.value.date() for (c,) in sheet[cells.replace("$", "")]]
        assert days == [p.period.end for p in segment]
    first, last = sheet.print_area.rpartition("!")[2].replace("$", "").split(":")
    assert (first, last[0]) == ("A1", "F")
    assert all(
        c.column_letter > "F" for row in sheet.iter_rows() for c in row if c.data_type == "f"
    )


def test_folded_columns_leave_what_is_read_first(book: Workbook, plan: AuditPlan) -> None:
    """A page has period, value, changes and source; the rest is one click away."""
    for made_ in plan.concepts:
        sheet = book[made_.table.name]
        dims = sheet.column_dimensions
        hidden = {k for k in made_.columns if dims[made_.table.letter(k)].hidden}
        shown = [k for k in made_.columns if k not in hidden]
        assert {"period", "value", "qualifier", "printed", "source"} <= set(shown), sheet.title
        assert [k for k in ("change", "pct", "cagr") if k in made_.columns] == [
            k for k in shown if k in ("change", "pct", "cagr")
        ]
        assert {k for k in made_.columns if k.endswith(("_live", "_lo", "_hi"))} <= hidden
        assert {"lo", "hi", "end", "locator", "number"} <= hidden
        assert sum(dims[made_.table.letter(k)].width for k in shown) <= 205, sheet.title
        for key in hidden:  # each keeps a width of its own for the time that it is open
            assert dims[made_.table.letter(key)].width >= 9


def test_the_rank_axis_is_reversed_and_bars_start_at_zero(book: Workbook) -> None:
    rank = next(s for s in book if s.title.startswith("CP36"))._charts[0]
    assert rank.y_axis.scaling.orientation == "maxMin"
    bars = [c for s in book for c in s._charts if c.tagname == "barChart"]
    assert len(bars) > 15
    for chart in bars:
        assert chart.y_axis.scaling.min in (0, None)
    assert sum(c.y_axis.scaling.min is None for c in bars) < 3


def test_properties_and_language_are_set(book: Workbook, tables: Tables, lang: Lang) -> None:
    about = book.properties
    assert about.language == {"zh": "zh-CN", "en": "en-GB"}[lang]
    assert about.title == text(lang)("extract.everything")
    assert about.creator == text(lang)("site.title")
    assert tables.version in about.description
    assert 'ea typeface="Microsoft YaHei"' in str(book.loaded_theme)


def test_the_cover_says_what_is_inside(tables: Tables, lang: Lang) -> None:
    some = tables.select(Selection(supplement=False))
    cover = opened(book_of(some, lang, theme="creation")).worksheets[0]
    cells = [c.value for row in cover.iter_rows() for c in row if c.value is not None]
    taken = extract(some, Filters(theme="creation"), lang)
    assert cells[0] == taken.title(lang)
    for words in (*taken.filter_lines(lang), tables.version, taken.citation(lang)):
        assert words in cells
    assert datetime(DAY.year, DAY.month, DAY.day) in cells
    for source in taken.sources:
        assert any(source.issuer(lang) in str(c) for c in cells), source.id


def test_facts_read_back_exactly(content: bytes, tables: Tables, lang: Lang) -> None:
    say = text(lang)
    frame = pd.read_excel(
        io.BytesIO(content), sheet_name=f"F {say('sheet.facts')}", header=HEADER - 1
    )
    statements = extract(tables, Filters()).statements
    assert len(frame) == len(statements)
    for row, o in zip(frame.to_dict("records"), statements, strict=True):
        assert exact(row[say("sheet.value_base")]) == o.figure.value
        assert row[say("sheet.id")] == o.definition.id
        assert row[say("sheet.area_code")] == o.area
        assert str(row[say("sheet.period_code")]) == o.period.code
        assert row[say("sheet.status_code")] == o.status
        for key, side in (("lo_base", o.figure.interval.lo), ("hi_base", o.figure.interval.hi)):
            cell = row[say(f"sheet.{key}")]
            # A spreadsheet holds the number that is nearest in binary.
            assert pd.isna(cell) if side is None else cell == float(side)


def test_tables_hold_the_curated_values_in_their_unit(book: Workbook, plan: AuditPlan) -> None:
    for concept in plan.concepts:
        sheet = book[concept.table.name]
        letter, end = concept.table.letter("value"), concept.table.letter("end")
        for _, point in concept.entries:
            row = concept.rows_of[id(point)]
            value = exact(sheet[f"{letter}{row}"].value).scaleb(concept.scale.exponent)
            assert value == point.figure.value, (sheet.title, row)
            assert sheet[f"{end}{row}"].value.date() == point.period.end


def test_ids_and_codes_are_text_and_no_format_scales(book: Workbook, lang: Lang) -> None:
    facts = next(s for s in book if s.title.startswith("F "))
    periods = {type(r[text(lang)("sheet.period_code")]) for r in rows(facts)}
    assert periods == {str}
    formats = {c.number_format for s in tabled(book) for row in s.iter_rows() for c in row}
    assert "#,##0.0" in formats
    for form in formats:
        assert re.fullmatch(r"General|yyyy-mm-dd|#,##0(\.0+)?", form), form


def test_a_hand_worked_growth(tables: Tables) -> None:
    """Pledge financing: 4868.8 after 3098 is 57.2 % more, after 848.5 in 2015 28.3 % a year."""
    book = opened(book_of(tables, "zh", indicators=("pledge_financing",)))
    found = {r["期间"]: r for r in rows(book.worksheets[3])}
    row = found["2022年（推定）"]
    assert row["数值（亿元）"] == 4868.8
    assert row["比较基期，或不比较的原因"] == "2021年"
    assert row["较上一数据点变动（亿元）"] == 1771
    assert row["较上一数据点增长（%）"] == 57.2
    assert row["较上一数据点增长，实时公式（%）"].startswith("=ROUND(ROUND((E")
    assert row["年均增长起点"] == "2015年"
    assert row["年均增长（%）"] == 28.3
    bound = found["2018年"]
    assert bound["限定"] == "超过"
    assert bound["可能的最大值（亿元）"] is None
    assert bound["较上一数据点增长（%）"] is None
    assert found["2024年1—9月"]["比较基期，或不比较的原因"] == text("zh")("reason.period")


def test_no_change_across_a_break(tables: Tables) -> None:
    book = opened(book_of(tables, "en", indicators=("patent_intensive_value_added",)))
    found = {r["Period"]: r for r in rows(book.worksheets[3])}
    assert found["2023"]["Compared with, or why not"] == "a break lies between"
    assert found["2023"]["Growth from previous point (%)"] is None
    assert found["2022"]["Growth from previous point (%)"] == 7.1


def test_checks_name_each_table(book: Workbook, plan: AuditPlan, lang: Lang) -> None:
    found = rows(book[text(lang)("sheet.checks")])
    where = {r[text(lang)("check.sheet")] for r in found}
    assert {c.table.name for c in plan.concepts} <= where
    assert len(found) > 200
    derived = [o for o in plan.taken.statements if o.derived]
    told = [r for r in found if "ROUND" in str(r[text(lang)("check.recomputed")])]
    assert len(told) >= len(derived) > 5


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_selection_is_a_workbook_that_says_so(tables: Tables, lang: Lang) -> None:
    book = opened(made(AuditPlan(Extract(tables, (), Filters(words="nothing at all")), lang, DAY)))
    assert len(book.sheetnames) == 3
    cells = [c.value for row in book.worksheets[0].iter_rows() for c in row]
    assert text(lang)("cover.empty_words") in cells


HARD = {
    "formula": '=HYPERLINK("http://nowhere.example","x")',
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "control": "a\x00b\x07c\x1fd",
    "emoji": "专利 📈 😀 é",
    "escape": "_x000D_ and _x0041_",
    "lines": "one\r\ntwo",
    "surrogate": "a\ud800b",
}


@pytest.mark.parametrize("kind", HARD)
def test_hard_notes_stay_text(tables: Tables, kind: str) -> None:
    book = opened(made(AuditPlan(noted(tables, HARD[kind]), "en", DAY)))
    notes = book["Notes"]
    cell = notes.cell(notes.max_row, 2)
    numbered = [r["Meaning"] for r in rows(notes) if str(r["Mark or word"]).startswith("[note")]
    wanted = {
        "control": "abcd",
        "escape": "_x005F_x000D_ and _x005F_x0041_",
        "lines": "one\ntwo",
        "surrogate": "ab",
    }.get(kind, HARD[kind])
    assert wanted in numbered
    assert cell.data_type == "s"
    facts = next(s for s in book if s.title.startswith("F "))
    found = [c for row in facts.iter_rows() for c in row if c.value == wanted]
    assert len(found) == 1
    assert found[0].data_type == "s"
    if kind in ("formula", "plus", "minus", "at"):
        assert found[0].quotePrefix


@pytest.mark.parametrize("sign", ["x", "专", "😀"])
def test_the_longest_text_fits(tables: Tables, sign: str) -> None:
    for size in (LONGEST, LONGEST + 1, 3 * LONGEST):
        book = opened(made(AuditPlan(noted(tables, sign * size), "zh", DAY)))
        facts = next(s for s in book if s.title.startswith("F "))
        longest = max((str(r["注"] or "") for r in rows(facts)), key=len)
        units = len(longest.encode("utf-16-le")) // 2
        assert units <= LONGEST
        whole = size * len(sign.encode("utf-16-le")) // 2
        assert (longest == sign * size) == (whole <= LONGEST)
        assert longest.endswith("…") == (whole > LONGEST)


@pytest.mark.parametrize(
    "name", ["a/b\\c:d*e?f[g]", "'quoted'", "很长的名称" * 12, "😀" * 30, "", "  spaces   inside "]
)
def test_sheet_names_are_such_that_excel_takes_them(name: str) -> None:
    made_ = sheet_name("T01", name)
    assert made_.startswith("T01")
    assert len(made_.encode("utf-16-le")) // 2 <= 31
    assert not re.search(r"[\[\]:*?/\\]", made_)
    assert not made_.startswith("'")
    assert not made_.endswith("'")
    assert made_.encode("utf-16-le").decode("utf-16-le") == made_


def test_progress_runs_to_the_end(tables: Tables) -> None:
    told: list[tuple[int, int]] = []
    taken = extract(tables, Filters(theme="creation"), "zh")
    made(AuditPlan(taken, "zh", DAY), lambda done, total: told.append((done, total)))
    assert len(told) > 30
    assert [d for d, _ in told] == sorted(d for d, _ in told)
    assert told[-1][0] == told[-1][1]
    assert len({total for _, total in told}) == 1


def test_a_stopped_workbook_leaves_no_drafts(
    tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen: list[int] = []

    def stop(done: int, total: int) -> None:
        seen.append(len(list(tmp_path.iterdir())))
        if done > total / 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        made(AuditPlan(extract(tables, Filters(theme="creation"), "zh"), "zh", DAY), stop)
    assert max(seen) > 5
    assert list(tmp_path.iterdir()) == []


def test_a_view_comes_with_its_points_and_their_formulas(tables: Tables) -> None:
    chosen = ("invention_patents_in_force", "pledge_financing")
    view = Exploration(tables, Choice(chosen, "index", first="2016"))
    book = opened(made(AuditPlan(of_view(view), "en", DAY, view)))
    sheet = next(s for s in book if s.title.startswith("V1"))
    found = rows(sheet)
    points = [(r, p) for panel in view.panels for r in panel.results for p in r.points]
    assert len(found) == len(points)
    heading = next(h for h in head(sheet) if h.startswith("Value (") and h.endswith("= 100)"))
    assert [r[heading] for r in found] == [
        round(float(p.value), 1) if len(p.inputs) == 2 else 100 for _, p in points
    ]
    live = [v for r in found for h, v in r.items() if "live formula" in h]
    assert all(v is None or re.match(r"=ROUND\(ROUND\(INDEX\('T0\d .*!\$E\$5:", v) for v in live)
    cover = [c.value for row in book.worksheets[0].iter_rows() for c in row]
    assert "Transform: Index" in cover
    assert any("Invention patents in force · All owners" in str(c) for c in cover)
    assert "From: 2016" in cover
    assert sum(bool(s._charts) for s in book) == 1


def test_a_view_says_over_how_many_months_its_changes_are(tables: Tables) -> None:
    """Patent pledge financing is printed for 2009, 2013, 2016, 2018 and 2019."""
    view = Exploration(tables, Choice(("patent_pledge_financing",), "pct"))
    content = made(AuditPlan(of_view(view), "en", DAY, view))
    sheet = next(s for s in opened(content) if s.title.startswith("V1"))
    assert [r["Months spanned"] for r in rows(sheet)] == [48, 36, 24, 12]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        charts = [archive.read(n).decode() for n in archive.namelist() if "charts/chart" in n]
    assert any("over 4 years" in c and "over 3 years" in c for c in charts)


def test_what_a_view_does_not_compute_stands_on_the_cover(tables: Tables) -> None:
    view = Exploration(tables, Choice(("gii_rank",), "pct"))
    assert not view.panels
    book = opened(made(AuditPlan(of_view(view), "en", DAY, view)))
    cover = [str(c.value) for row in book.worksheets[0].iter_rows() for c in row]
    assert any(text("en")("reason.rank") in c for c in cover)
    assert not any(s._charts for s in book), "no chart of what was not asked for"


def test_live_cells_bring_their_results_along(content: bytes, lang: Lang) -> None:
    """A preview does not calculate, and shows what the program computed."""
    computed = load_workbook(io.BytesIO(content), data_only=True)
    checks = computed[text(lang)("sheet.checks")]
    agree = text(lang)("check.agree")
    assert all(c.value.endswith(agree) for c in checks["F"][HEADER:])
    held = 0
    for sheet in (computed[s.title] for s in tabled(opened(content))):
        places = [n for n, heading in enumerate(head(sheet)) if LIVE.search(heading)]
        for row in sheet.iter_rows(min_row=HEADER + 1, values_only=True):
            for n in places:
                assert row[n] in (None, row[n - 1]), (sheet.title, row)
                held += row[n] is not None
    assert held > 2500


@pytest.mark.parametrize(
    ("lang_", "both"),
    [
        ("zh", "重算为否，程序为否：两者一致"),
        ("en", "recomputed no, program no: they agree"),
    ],
)
def test_that_both_say_no_is_told_as_agreement(tables: Tables, lang_: Lang, both: str) -> None:
    """Two reports print 83.10 and 83.11 months for one figure: neither rounds to the other."""
    content = book_of(tables, lang_)
    checks = load_workbook(io.BytesIO(content), data_only=True)[text(lang_)("sheet.checks")]
    told = {c.value for c in checks["F"][HEADER:]}
    assert both in told
    assert text(lang_)("check.agree") in told
    (computed,) = [
        c.calculatedColumnFormula.attr_text
        for c in opened(content)[checks.title].tables["Checks"].tableColumns
        if c.calculatedColumnFormula
    ]
    live = {c.value for c in opened(content)[checks.title]["F"][HEADER:]}
    assert live == {f"={computed}"}


def test_no_formula_leans_on_the_place_of_a_row(content: bytes) -> None:
    assert by_position(Parts.of(content)) == []


def test_changes_name_the_record_that_they_are_counted_from(tables: Tables) -> None:
    """Pledge financing of 2022 is compared with 2021 and, on average, with 2015."""
    book = opened(book_of(tables, "zh", indicators=("pledge_financing",)))
    sheet = book.worksheets[3]
    found = {r["期间"]: r for r in rows(sheet)}
    own, base, since = (
        f"记录序号（见“{text('zh')('sheet.facts')}”）",
        "比较对象的记录序号（同上）",
        "年均增长起点的记录序号（同上）",
    )
    row = found["2022年（推定）"]
    assert row[base] == next(r[own] for p, r in found.items() if p.startswith("2021年"))
    assert row[since] == next(r[own] for p, r in found.items() if p.startswith("2015年"))
    facts = {r["序号"]: r for r in rows(next(s for s in book if s.title.startswith("F ")))}
    assert {facts[r[own]]["指标代码"] for r in found.values()} == {"pledge_financing"}
    assert facts[row[own]]["期间（ISO 8601）"] == "2022"
    letters = [c.column_letter for c in sheet[HEADER] if c.value in (own, base)]
    place = next(c.row for c in sheet["C"] if c.value == "2022年（推定）")
    number, against = letters
    last = sheet.max_row
    cells = [f"${x}$5:${x}${last}" for x in ("E", number)]
    assert row["较上一数据点变动，实时公式（亿元）"] == (
        f"=ROUND(ROUND(E{place}-INDEX({cells[0]},MATCH({against}{place},{cells[1]},0)),6),0)"
    )


@pytest.mark.parametrize("lang_", LANGS)
def test_a_large_workbook_has_values_and_says_so(
    tables: Tables, lang_: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = {"indicators": ("satisfaction", "satisfaction_change")}
    monkeypatch.setattr(facts, "MOST_LIVE", 30)
    assert len(extract(tables, Filters(**wanted)).statements) < 30
    say = text(lang_)
    assert any("MATCH(" in f for f in formulas_of(book_of(tables, lang_, **wanted)))
    monkeypatch.setattr(facts, "MOST_LIVE", 10)
    content = book_of(tables, lang_, **wanted)
    assert not any("MATCH(" in f for f in formulas_of(content) if "HYPERLINK" not in f)
    book = opened(content)
    cover = [c.value for row in book.worksheets[0].iter_rows() for c in row]
    assert say("cover.values_only") in cover
    assert any("10" in str(c) and str(c)[-1] in "。." for c in cover)
    heads = [h for s in tabled(book) for h in head(s)]
    assert any(h.startswith(say("sheet.change")) for h in heads)
    assert not {say("sheet.lo_expected_live"), say("sheet.record_against")} & set(heads)
    assert [h for h in heads if LIVE.search(h)] == [say("sheet.meets_live")]


def formulas_of(content: bytes) -> list[str]:
    return [c.formula for s in Parts.of(content).cells.values() for c in s.values() if c.formula]


def test_a_break_is_marked_at_the_point_after_it(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        charts = [archive.read(n).decode() for n in archive.namelist() if "charts/chart" in n]
    marked = [c for c in charts if "&quot;① " in c or '"① ' in c]
    footed = [c for c in charts if "<a:t>① " in c]
    assert len(footed) == 7
    assert set(marked) <= set(footed)
    # Paths of several economies label China alone, which may be none of those that break.
    assert len(marked) >= len(footed) - 1


def test_a_legend_names_each_series_once(book: Workbook) -> None:
    for sheet in book:
        for chart in sheet._charts:
            names = [series.tx.v for series in chart.series]
            gone = [e.idx for e in chart.legend.legendEntry] if chart.legend else []
            shown = [n for place, n in enumerate(names) if place not in gone]
            if chart.legend:
                assert shown == list(dict.fromkeys(names)), sheet.title
            else:
                assert len(set(names)) == 1, sheet.title


def test_notes_of_figures_are_marked_in_their_rows(
    book: Workbook, plan: AuditPlan, lang: Lang
) -> None:
    marked = 0
    for concept in plan.concepts:
        if "notes_of" not in concept.columns:
            continue
        sheet, letter = book[concept.table.name], concept.table.letter("notes_of")
        for _, point in concept.entries:
            cell = sheet[f"{letter}{concept.rows_of[id(point)]}"].value
            assert cell == plan.notes.marks(point)
            assert plan.notes.mark(point.note(lang)) in (cell or "")
            marked += cell is not None
    assert marked > 50


def test_lines_of_a_view_part_where_nothing_joins(tables: Tables) -> None:
    view = Exploration(tables, Choice(("patent_intensive_share_gdp",)))
    (panel,) = view.panels
    plan = AuditPlan(of_view(view), "en", DAY, view)
    chart = plan.panels[0].chart()
    parted = sum(not p.joined for r in panel.results for p in r.points)
    assert len(chart.runs) == parted == 2
    assert text("en")("chart.not_from_zero") in chart.about
    assert chart.axis.low == 11


@pytest.mark.parametrize(
    "both",
    [("royalties_trade", "pledge_financing"), ("royalties_trade_usd", "ip_charges_receipts")],
)
def test_lines_of_a_view_join_no_part_of_a_year(tables: Tables, both: tuple[str, str]) -> None:
    """Flows beside each other are lines, of which every figure in view stands."""
    view = Exploration(tables, Choice(both))
    plan = AuditPlan(of_view(view), "en", DAY, view)
    (made_panel,) = plan.panels
    chart = made_panel.chart()
    assert chart.kind == "line"
    drawn = [made_panel.entries[n - HEADER - 1][1] for r in chart.runs for n in run_rows(r)]
    assert sorted(map(id, drawn)) == sorted(
        id(p) for r in made_panel.panel.results for p in r.points
    )
    for run in chart.runs:
        kinds = {made_panel.entries[n - HEADER - 1][1].period.kind for n in run_rows(run)}
        assert len(kinds) == 1 or "months" not in kinds
    sheet = next(s for s in opened(made(plan)) if s.title.startswith("V1"))
    told = [row["Period"] for row in rows(sheet)]
    labels = [p.period.label("en") for _, p in made_panel.entries]
    assert all(map(str.startswith, told, labels))


def run_rows(run: CellRun) -> range:
    return range(run.first, run.last + 1)


def test_bars_stand_in_the_order_of_time_and_parts_of_years_are_hatched(plan: AuditPlan) -> None:
    """A part of a year gives way to the year that holds it."""
    hatched = 0
    bars = [c for sheet in plan.charts for c in sheet.charts if c.kind == "bar"]
    by_table = {made_.table.name: made_ for made_ in plan.concepts}
    for chart in bars:
        for run in chart.runs:
            points = [by_table[chart.table.name].entries[n - HEADER - 1][1] for n in run_rows(run)]
            assert points == sorted(points, key=lambda p: p.period), chart.title
            parts = {n for n, p in enumerate(points) if p.period.kind == "months"}
            assert parts == set(run.hatched), chart.title
            hatched += len(parts)
    assert hatched == 2


def test_growth_from_bounds_is_drawn_from_what_it_is_the_growth_of(plan: AuditPlan) -> None:
    charts = [c for sheet in plan.charts for c in sheet.charts if c.runs[0].values == "pct"]
    (chart,) = charts
    made_ = next(m for m in plan.concepts if m.table is chart.table)
    (run,) = chart.runs
    codes = [made_.entries[n - HEADER - 1][1].period.code for n in run_rows(run)]
    assert codes == ["2020", "2021", "2022", "2023"]
    assert chart.unit == "%"


def test_an_extract_draws_only_what_is_in_it(tables: Tables) -> None:
    """Of the figures of one report a chart says nothing of others."""
    report = next(s.id for s in tables.sources.values() if s.tier == "report")
    taken = extract(tables, Filters(source=report))
    for sheet in AuditPlan(taken, "en", DAY).charts:
        for chart in sheet.charts:
            assert "more" not in chart.foot[0], sheet.name
    one = AuditPlan(extract(tables, Filters(indicators=("invention_patents_in_force",))), "en", DAY)
    ((chart,),) = (sheet.charts for sheet in one.charts)
    assert {run.name for run in chart.runs} == {chart.runs[0].name}
    assert "Domestic" not in chart.alt


def test_a_figure_of_zero_is_written_and_nothing_divides_by_it(tables: Tables) -> None:
    series = tables.series("infringement_cases")
    first, second, *rest = series.points
    nothing = replace(first.figure, value=Decimal(0), printed="0")
    cut = series.restricted_to((replace(first, figure=nothing), second, *rest))
    taken = Extract(tables, (cut,), Filters(indicators=("infringement_cases",)))
    found = rows(
        next(s for s in opened(made(AuditPlan(taken, "en", DAY))) if s.title.startswith("T01"))
    )
    values = {h.split(" (")[0]: v for h, v in found[1].items()}
    assert values["Value"] == values["Change from previous point"] == 27305
    assert values["Growth from previous point"] is None


def test_bounds_alone_make_no_chart(plan: AuditPlan) -> None:
    titles = {c.table.id.partition("_")[2] for sheet in plan.charts for c in sheet.charts}
    assert "pledge_financing" in titles
    assert "pledge_financing_yearly_growth" not in titles


def test_titles_inside_charts_are_short_enough(plan: AuditPlan) -> None:
    for sheet in plan.charts:
        for chart in sheet.charts:
            assert sum(map(len, foot_lines(chart))) <= 255, sheet.name
            assert len(chart.title) + len(chart.about) <= 255, sheet.name
            assert chart.foot[0].startswith(foot_lines(chart)[0].strip())


def test_numbers_of_a_derived_figure_have_no_more_digits_than_allowed(tables: Tables) -> None:
    book = opened(book_of(tables, "zh", indicators=("royalties_trade",)))
    row = next(r for r in rows(book.worksheets[3]) if r["期间"] == "2023年")
    assert row["数值（亿元）"] == 3765
    assert Decimal(str(row["可能的最小值（亿元）"])) < 3765 < row["可能的最大值（亿元）"]
    assert "未见印出" in row["原文"]


def test_a_view_names_its_areas_and_its_base(tables: Tables) -> None:
    view = Exploration(tables, Choice(("satisfaction", "pledge_financing"), "index", "2019"))
    cover = opened(made(AuditPlan(of_view(view), "en", DAY, view))).worksheets[0]
    assert "Base: 2019" in [c.value for row in cover.iter_rows() for c in row]
    view = Exploration(tables, Choice(("gii_rank@US",)))
    cover = opened(made(AuditPlan(of_view(view), "en", DAY, view))).worksheets[0]
    assert any("United States" in str(c.value) for row in cover.iter_rows() for c in row)


def test_a_ranking_holds_only_what_was_asked_for(tables: Tables) -> None:
    book = opened(book_of(tables, "en", indicators=("ip_charges_receipts",)))
    heads = [h for s in tabled(book) if s.title.startswith("R") for h in head(s)]
    assert any(h.startswith("Receipts") for h in heads)
    assert not any(h.startswith("Payments") for h in heads)


@pytest.mark.parametrize("lang", LANGS)
def test_after_a_value_of_nothing_there_is_no_growth(copied: Path, lang: Lang) -> None:
    """Had there been no registrations in 2023, 125 in 2024 would be no growth of any size."""
    file = copied / "indicators.csv"
    said = file.read_text(encoding="utf-8")
    file.write_text(said.replace(",2023,201,201件,", ",2023,0,0件,"), "utf-8", newline="\n")
    changed = load(copied)
    wanted = ("gi_trademarks_registered",)
    (sheet,) = (
        s for s in opened(book_of(changed, lang, indicators=wanted)) if s.title.startswith("T")
    )
    say = text(lang)
    found = {row[say("sheet.period")]: row for row in rows(sheet)}
    growth = say("sheet.part", name=say("sheet.pct"), unit="%")
    empty, after = (found[Period.parse(y).label(lang)] for y in ("2023", "2024"))
    change = next(heading for heading in after if say("sheet.change") in heading)
    assert empty[growth] == -100
    assert after[growth] is None
    assert after[change] == 125
    view = Exploration(changed, Choice(wanted, "pct"))
    assert [r.reason for _, r in view.refusals if r.points[0].period.code == "2023"] == [
        "zero_base"
    ]
    assert AuditPlan(of_view(view), lang, DAY, view).view is view
