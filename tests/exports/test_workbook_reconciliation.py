"""The printed figures held against each other stand in the workbook, and can be audited there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from metrics import Selection, Tables, load
from metrics.explorer.exploration import Choice, Exploration
from metrics.exports.workbook import AuditPlan
from metrics.exports.workbook.audit.excel_rules import Ends, recomputed
from metrics.exports.workbook.values import HEADER
from metrics.locale import LANGS, Lang, text
from metrics.printed.interval import Interval
from metrics.reconciliation import Check, reconcile
from metrics.reconciliation.model import VERDICTS
from metrics.reconciliation.wording import sentence
from metrics.views.extracts import extract, of_view
from metrics.views.filters import Filters
from tests.books import DAY, book_of, head, made, opened, rows

# What counts has no formula: runs, places among economies, places that are shared.
COUNTING = {"streak", "growth_streak", "rank", "distinct"}


@pytest.fixture(scope="module", params=LANGS)
def lang(request: pytest.FixtureRequest) -> Lang:
    code: Lang = request.param
    return code


@pytest.fixture(scope="module")
def plan(tables: Tables, lang: Lang) -> AuditPlan:
    return AuditPlan(extract(tables, Filters(), lang), lang, DAY)


@pytest.fixture(scope="module")
def book(plan: AuditPlan) -> Workbook:
    return opened(made(plan))


def sheet_of(book: Workbook, lang: Lang) -> Any:
    return book[text(lang)("sheet.reconciliation")]


def row_of(book: Workbook, lang: Lang, check: str, verdict: str = "") -> dict[str, Any]:
    """Return the one row of a check by the keys of its columns."""
    say = text(lang)
    (found,) = [
        r
        for r in rows(sheet_of(book, lang))
        if r[say("sheet.check_id")] == check and verdict in (r[say("sheet.verdict")], "")
    ]
    keys = [k.removeprefix("sheet.") for k in say.messages if k.startswith("sheet.")]
    return {
        k: found[say.messages[f"sheet.{k}"]] for k in keys if say.messages[f"sheet.{k}"] in found
    }


def said_on(sheet: Any) -> list[str]:
    return [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]


def test_every_check_has_its_row_what_does_not_fit_first(
    book: Workbook, tables: Tables, lang: Lang
) -> None:
    say, found = text(lang), reconcile(tables)
    read = rows(sheet_of(book, lang))
    assert [r[say("check.number")] for r in read] == list(range(1, len(found) + 1))
    assert sorted(r[say("sheet.check_id")] for r in read) == sorted(c.relation.id for c in found)
    assert {r[say("sheet.sentence")] for r in read} == {sentence(tables, c, lang) for c in found}
    verdicts = [r[say("sheet.verdict")] for r in read]
    words = [say(f"reconcile.verdict.{v}") for v in VERDICTS]
    assert list(dict.fromkeys(verdicts)) == words
    assert verdicts == sorted(verdicts, key=words.index)
    assert all(r[say("sheet.explanation")] for r in read if r[say("sheet.verdict")] == words[0])


def test_growth_worked_out_by_hand(book: Workbook, lang: Lang) -> None:
    """4868.8 stands for 4868.75 to 4868.85, 309.8 billion for 3097.5 to 3098.5 (in 亿).

    4868.75 / 3098.5 = 1.571325 and 4868.85 / 3097.5 = 1.571865, so the growth is 57.13% to 57.19%;
    57.1% is 57.05% to 57.15%, and both have 57.14% in common.
    """
    row = row_of(book, lang, "said-pledge-financing-2022")
    assert row["verdict"] == text(lang)("reconcile.verdict.consistent")
    assert row["unit"] == "%"
    assert row["lo_expected"] == pytest.approx(57.1325, abs=5e-5)
    assert row["hi_expected"] == pytest.approx(57.1864, abs=6e-5)
    assert (row["lo_observed"], row["hi_observed"]) == (57.05, 57.15)
    lowest, highest = (rf"INDEX\('F [^']*'!\${x}\$5:[^,]*,MATCH\(\d+,[^)]*\)\)" for x in "IJ")
    assert re.fullmatch(rf"=\({lowest}/{highest}-1\)\*100", row["lo_expected_live"])
    assert row["lo_observed_live"] is None, "the growth is printed in a text, and no statement"
    assert row["meets"] == text(lang)("sheet.yes")
    assert row["working"].startswith("(4868.8亿元 ÷ 309.8 billion Yuan − 1) × 100 = [57.13")
    assert row["claim"] == "同比增长57.1% = [57.05, 57.15]"


def test_change_worked_out_by_hand(book: Workbook, lang: Lang) -> None:
    """80.605 - 63.695 = 16.91 and 80.615 - 63.685 = 16.93; 16.92 is 16.915 to 16.925."""
    row = row_of(book, lang, "change-satisfaction-2012-2021")
    numbers = [row[k] for k in ("lo_expected", "hi_expected", "lo_observed", "hi_observed")]
    assert numbers == [16.91, 16.93, 16.915, 16.925]
    assert row["meets"] == text(lang)("sheet.yes")


def test_open_ends_worked_out_by_hand(tables: Tables) -> None:
    """8539.9 at less than 10 times began above 853.985, 4868.8 at more than 10 below 486.885."""
    book = opened(book_of(tables, "zh"))
    found = [r for r in rows(sheet_of(book, "zh")) if r["核对代码"] == "shared-base-pledge"]
    row = next(r for r in found if "达到若干倍" in r["一句话说明"])
    assert row["单位"] == "亿元"
    assert row["应为的最小值（单位见左）"] == 853.985
    assert row["应为的最大值（同一单位）"] is None
    assert row["所印的最小值（同一单位）"] is None
    assert row["所印的最大值（同一单位）"] == 486.885
    assert row["两者相交"] == "否"
    live = row["两者相交，实时公式"]
    n = 4 + int(row["序号"])
    # Neither end belongs to its interval.
    assert live == (
        f'=IF(AND(OR(K{n}="",Q{n}="",K{n}<Q{n}),OR(O{n}="",M{n}="",O{n}<=M{n})),"是","否")'
    )


REFERENCE = re.compile(r"[LH]\d+_")


def computed(formula: str, values: Mapping[str, float]) -> float:
    """Say what a spreadsheet makes of a formula without cells."""
    filled = REFERENCE.sub(lambda m: repr(values[m[0]]), formula).replace("^", "**")
    result: float = eval(filled, {"__builtins__": {}, "MIN": min, "MAX": max})
    return result


def sides(check: Check) -> list[tuple[Interval, Ends]]:
    cells, values = {}, {}
    for n, o in enumerate(check.inputs):
        interval = o.figure.interval
        lo = None if interval.lo is None else f"L{n}_"
        hi = None if interval.hi is None else f"H{n}_"
        cells[id(o)] = Ends(lo, hi)
        values |= {
            k: float(v) for k, v in ((lo, interval.lo), (hi, interval.hi)) if k and v is not None
        }
    found = recomputed(check, cells)
    told = []
    for interval, made_ in zip(
        (check.outcome.expected, check.outcome.observed), found, strict=True
    ):
        for side, end in ((interval.lo, made_.lo), (interval.hi, made_.hi)):
            if side is not None and end is not None:
                assert computed(end, values) == pytest.approx(float(side), rel=1e-12, abs=1e-12)
        told.append((interval, made_))
    return told


def test_formulas_give_the_ends_that_the_program_computes(tables: Tables) -> None:
    """Each formula of each check, worked out over the ends of its figures."""
    for check in reconcile(tables):
        (interval, ends), (seen, own) = sides(check)
        if check.relation.kind not in COUNTING:
            assert (ends.lo is None) <= (interval.lo is None), check.relation.id
            assert (ends.hi is None) <= (interval.hi is None), check.relation.id
        if check.relation.kind != "distinct":
            assert (own.lo is None) <= (seen.lo is None), check.relation.id
            assert (own.hi is None) <= (seen.hi is None), check.relation.id


def test_live_ends_stand_beside_their_numbers(book: Workbook, lang: Lang) -> None:
    names = [text(lang)(f"sheet.{k}") for k in ("lo_expected", "hi_expected")]
    live = [text(lang)(f"sheet.{k}_live") for k in ("lo_expected", "hi_expected")]
    heads = head(sheet_of(book, lang))
    for name, beside in zip(names, live, strict=True):
        assert heads.index(beside) == heads.index(name) + 1
    read = rows(sheet_of(book, lang))
    formulas = [r[k] for r in read for k in live if r[k] is not None]
    numbers = [r[k] for r in read for k in names if r[k] is not None]
    assert all(str(f).startswith("=") for f in formulas)
    assert all(isinstance(n, int | float) for n in numbers)
    assert len(formulas) > 0.9 * len(numbers) - 20


def test_numbers_of_the_figures_lead_to_them(book: Workbook, plan: AuditPlan, lang: Lang) -> None:
    sheet = sheet_of(book, lang)
    column = head(sheet).index(text(lang)("sheet.against_rows")) + 1
    (made_,) = plan.reconciliation
    facts, name = book[plan.facts.table.name], plan.facts.table.name
    for number, check in enumerate(plan.reconciled.checks, 1):
        parts = [o for t in check.right for o in t.parts]
        if not parts:
            continue  # held against a number of the phrase itself
        first = plan.facts.numbers[id(parts[0])]
        keys = f"'{name}'!$A$1:$A${facts.max_row}"
        cell = sheet.cell(HEADER + number, column).value
        assert cell.startswith(f'=HYPERLINK("#\'{name}\'!A"&MATCH({first},{keys},0),"{first}')
        assert facts.cell(HEADER + first, 1).value == first
        assert facts.cell(HEADER + first, 2).value == parts[0].definition.id
    assert made_.table.count == len(plan.reconciled.checks)


def test_a_claim_that_no_statement_holds_names_its_source(book: Workbook, lang: Lang) -> None:
    row = row_of(book, lang, "said-pct-applications-2020")
    assert row["claim_rows"] == text(lang)("sheet.this_row")
    assert "2021-03-02" in row["claim_source"]


def test_figures_that_contradict_others_carry_a_note(
    book: Workbook, plan: AuditPlan, tables: Tables, lang: Lang
) -> None:
    """587,000 at the end of 2013 without a part, and 585,767 with it."""
    (check,) = [c for c in reconcile(tables) if c.relation.id == "scope-domestic-incl-2013"]
    (number,) = [
        n
        for note, n in plan.notes.numbers.items()
        if note.startswith(sentence(tables, check, lang))
    ]
    mark = text(lang)("sheet.note", number=number)
    notes = {r[text(lang)("sheet.mark")]: r for r in rows(book[text(lang)("sheet.notes")])}
    said = notes[mark][text(lang)("sheet.meaning")]
    place = plan.reconciled.numbers[check.key]
    assert check.relation.explanation(lang) in said
    assert said.endswith(text(lang)("sheet.see_reconciliation", number=place))
    assert sheet_of(book, lang).cell(HEADER + place, 1).value == place
    assert sheet_of(book, lang).cell(HEADER + place, 3).value == sentence(tables, check, lang)
    marked = [
        p
        for c in plan.concepts
        if "notes_of" in c.columns
        for _, p in c.entries
        if mark in str(book[c.table.name][f"{c.table.letter('notes_of')}{c.rows_of[id(p)]}"].value)
    ]
    facts, letter = book[plan.facts.table.name], plan.facts.table.letter("disputed")
    assert {o.status for o in check.inputs} == {"A", "D"}
    for o in check.inputs:
        # The one is an error of its source, which the other proves.
        said_of = str(facts[f"{letter}{HEADER + plan.facts.numbers[id(o)]}"].value or "")
        assert (mark in said_of) is (o.status == "D")
        assert (o in marked) is (o.status == "D" and id(o) in plan.taken.shown)
    assert marked


def test_notes_of_what_does_not_fit_lead_to_their_rows(
    book: Workbook, plan: AuditPlan, lang: Lang
) -> None:
    notes, found = book[text(lang)("sheet.notes")], 0
    for row in range(HEADER + 1, notes.max_row + 1):
        link = notes.cell(row, 3).value
        if link is not None:
            name = text(lang)("sheet.reconciliation")
            target = re.match(
                rf"=HYPERLINK\(\"#'?{name}'?!A\"&MATCH\((\d+),'?{name}'?!\$A\$1:", link
            )
            assert target is not None, link
            said = sheet_of(book, lang).cell(HEADER + int(target[1]), 3).value
            assert notes.cell(row, 2).value.startswith(said)
            found += 1
    assert found == sum(c.verdict == "inconsistent" for c in plan.reconciled.checks) > 0


def test_the_cover_counts_them(book: Workbook, tables: Tables, lang: Lang) -> None:
    found = reconcile(tables)
    said = next(
        s for s in said_on(book.worksheets[0]) if s.startswith(("共核对", f"{len(found)} checks"))
    )
    numbers = [int(n) for n in re.findall(r"\d+", said)]
    verdicts = ("consistent", "inconsistent", *VERDICTS[2:])
    assert numbers == [len(found), *(sum(c.verdict == v for c in found) for v in verdicts)]
    assert ("均有解释" if lang == "zh" else "all explained") in said
    assert said in said_on(sheet_of(book, lang))


def test_a_selection_holds_the_checks_whose_figures_are_all_in_it(tables: Tables) -> None:
    taken = extract(tables, Filters(indicators=("satisfaction", "satisfaction_change")))
    found = AuditPlan(taken, "en", DAY).reconciled.checks
    assert {c.relation.id for c in found} >= {"change-satisfaction-2012-2021"}
    held = {o.key for o in taken.statements}
    assert all(o.key in held for c in found for o in c.inputs)
    alone = AuditPlan(extract(tables, Filters(indicators=("satisfaction",))), "en", DAY)
    assert "change-satisfaction-2012-2021" not in {c.relation.id for c in alone.reconciled.checks}


def test_a_claim_is_filtered_by_its_source(tables: Tables) -> None:
    wanted = Filters(source="china-science-daily-2022-02-14")
    found = AuditPlan(extract(tables, wanted), "en", DAY).reconciled.checks
    assert all(o.source.id == wanted.source for c in found for o in c.inputs)


def test_a_view_holds_the_checks_that_one_of_its_figures_is_in(tables: Tables) -> None:
    view = Exploration(tables, Choice(("satisfaction",)))
    plan = AuditPlan(of_view(view), "en", DAY, view)
    found = {c.relation.id: c for c in plan.reconciled.checks}
    points = {o.key for o in plan.taken.statements}
    assert all(any(o.key in points for o in c.inputs) for c in found.values())
    row = row_of(opened(made(plan)), "en", "change-satisfaction-2012-2021")
    assert row["claim_rows"] == "1 not in this workbook"
    lowest, highest = (
        f"INDEX('F All statements'!${x}$5:${x}$24,MATCH({n},'F All statements'!$A$5:$A$24,0))"
        for x, n in (("I", 13), ("J", 2))
    )
    assert row["lo_expected_live"] == f"={lowest}-{highest}"
    assert row["lo_observed"] == 16.915
    assert row["lo_observed_live"] is None


def test_a_selection_without_checks_has_no_sheet_of_them(tables: Tables) -> None:
    plan = AuditPlan(extract(tables, Filters(indicators=("satisfaction_change",))), "en", DAY)
    assert not plan.reconciled.checks
    book = opened(made(plan))
    assert "Reconciliation" not in book.sheetnames
    assert text("en")("cover.reconciled") not in said_on(book.worksheets[0])


def test_a_contradiction_outside_a_selection_is_told_all_the_same(tables: Tables) -> None:
    taken = extract(tables, Filters(indicators=("invention_patents_in_force_domestic",)))
    plan = AuditPlan(taken, "en", DAY)
    assert "scope-domestic-incl-2013" not in {c.relation.id for c in plan.reconciled.checks}
    (told,) = [n for n in plan.notes.numbers if "should not exceed 585,767" in n]
    assert "See the sheet" not in told


@pytest.mark.parametrize("lang", LANGS)
def test_a_changed_digit_does_not_agree(copied: Path, lang: Lang) -> None:
    """Satisfaction of 2021 misread as 80.71: 17.02 points above 2012, and 16.92 are printed."""
    file = copied / "indicators.csv"
    said = file.read_text(encoding="utf-8")
    file.write_text(said.replace("80.61,80.61分", "80.71,80.71分"), encoding="utf-8", newline="\n")
    changed = load(copied)
    book = opened(book_of(changed, lang, indicators=("satisfaction", "satisfaction_change")))
    row = row_of(book, lang, "change-satisfaction-2012-2021")
    assert row["verdict"] == text(lang)("reconcile.verdict.inconsistent")
    assert (row["lo_expected"], row["hi_expected"]) == (17.01, 17.03)
    assert row["meets"] == text(lang)("sheet.no")
    assert sheet_of(book, lang).cell(HEADER + 1, 2).value == row["verdict"], "it stands first"
    cover = " ".join(said_on(book.worksheets[0]))
    missing = "1项没有解释" if lang == "zh" else "1 without an explanation"
    assert missing in cover
    table = next(s for s in book if s.title.startswith("T01"))
    point = next(r for r in rows(table) if "80.71" in str(r[text(lang)("sheet.printed")]))
    mark = text(lang)("sheet.note", number="")[:-1].rstrip()
    assert mark in point[text(lang)("sheet.notes_of")]


def test_the_first_reports_alone_have_their_own_checks(tables: Tables) -> None:
    reports = tables.select(Selection(supplement=False))
    plan = AuditPlan(extract(reports, Filters()), "zh", DAY)
    assert plan.reconciled.checks
    assert {c.relation.id for c in plan.reconciled.checks} == {
        c.relation.id for c in reconcile(reports)
    }
