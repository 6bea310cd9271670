"""Both workbooks, whole and in part: what Excel needs is there, and no use of them breaks it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from metrics import Tables
from metrics.explorer.exploration import Choice, Exploration
from metrics.exports.workbook import AuditPlan, SummaryPlan
from metrics.locale import LANGS, Lang
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
from metrics.views.extracts import extract, of_view
from metrics.views.filters import Filters
from tests.books import DAY, made, noted
from tests.exports.test_read_back import FORMULAS, ODD
from tests.exports.test_workbook_office import IMPLIED, VIEWS
from tests.offices import Office
from tests.ooxml import faults
from tests.parts import Parts
from tests.sorting import (
    Sort,
    by_columns,
    by_position,
    chosen_wrong,
    computed,
    differences,
    every_column,
    every_kind,
    filtered_wrong,
    sorted_wrong,
)

Plan = type[SummaryPlan] | type[AuditPlan]
Make = Callable[[Tables], bytes]
Made = Callable[[str, str], bytes]


def part(plan: Plan, lang: Lang, filters: Filters, tables: Tables) -> bytes:
    return made(plan(extract(tables, filters, lang), lang, DAY))


def with_implied(plan: Plan, lang: Lang, tables: Tables) -> bytes:
    return part(plan, lang, Filters(), in_view(tables, ALL_WITH_IMPLIED))


def view(plan: Plan, lang: Lang, choice: Choice, tables: Tables) -> bytes:
    held = in_view(tables, ALL_WITH_IMPLIED) if choice is IMPLIED else tables
    own = Exploration(held, choice)
    return made(plan(of_view(own), lang, DAY, own))


def hard_texts(plan: Plan, lang: Lang, tables: Tables) -> bytes:
    return made(plan(noted(tables, *FORMULAS, *ODD, "x" * 40_000), lang, DAY))


def books(plan: Plan) -> dict[str, Make]:
    """Return what a workbook may be asked to hold, by name."""
    return {
        "everything zh": partial(part, plan, "zh", Filters()),
        "everything en": partial(part, plan, "en", Filters()),
        "with implied values": partial(with_implied, plan, "zh"),
        "a theme": partial(part, plan, "en", Filters(theme="utilisation")),
        "one indicator": partial(part, plan, "zh", Filters(indicators=("gii_rank",))),
        "one of many economies": partial(
            part, plan, "en", Filters(indicators=("pct_applications",))
        ),
        "economies": partial(part, plan, "zh", Filters(areas=("CN", "US"))),
        "the newest": partial(part, plan, "zh", Filters(newest=True)),
        "nothing": partial(part, plan, "zh", Filters(words="nothing of this name")),
        "hard texts": partial(hard_texts, plan, "en"),
        **{
            f"view {choice.transform} {choice.series[0]}": partial(view, plan, lang, choice)
            for choice, lang in zip((*VIEWS, IMPLIED), LANGS * 4, strict=False)
        },
    }


SUMMARIES, AUDITS = books(SummaryPlan), books(AuditPlan)


@pytest.fixture(scope="module")
def made_once(tables: Tables) -> Made:
    """Return what makes a workbook, each once."""
    kept: dict[tuple[str, str], bytes] = {}

    def make(which: str, name: str) -> bytes:
        if (which, name) not in kept:
            kept[which, name] = (SUMMARIES if which == "summary" else AUDITS)[name](tables)
        return kept[which, name]

    return make


EVERY = [*(("summary", name) for name in SUMMARIES), *(("audit", name) for name in AUDITS)]


@pytest.mark.parametrize(("which", "name"), EVERY)
def test_what_excel_needs_is_there(made_once: Made, which: str, name: str) -> None:
    assert faults(made_once(which, name)) == []


@pytest.mark.parametrize(("which", "name"), EVERY)
def test_no_formula_leans_on_the_place_of_a_row(made_once: Made, which: str, name: str) -> None:
    assert by_position(Parts.of(made_once(which, name))) == []


@pytest.mark.office
def test_every_formula_gives_what_the_program_found(made_once: Made, office: Office) -> None:
    """All in one start; `test_workbook_office` does the same for the audit workbook."""
    contents = [made_once("summary", name) for name in SUMMARIES]
    parts = [Parts.of(content) for content in contents]
    told = office.work_all([(c, computed(p)) for c, p in zip(contents, parts, strict=True)])
    wrong = [differences(p, answers[-1])[:9] for p, answers in zip(parts, told, strict=True)]
    assert dict(zip(SUMMARIES, wrong, strict=True)) == {name: [] for name in SUMMARIES}
    # Nothing would be wrong where nothing is computed.
    without = {name for name, p in zip(SUMMARIES, parts, strict=True) if not _formulas(p)}
    assert without == {"nothing"}


def _formulas(parts: Parts) -> int:
    cells = (cell for cells in parts.cells.values() for cell in cells.values())
    return sum(cell.formula is not None for cell in cells)


@pytest.mark.office
@pytest.mark.parametrize(
    ("name", "sorts"),
    [
        ("everything zh", every_kind),
        ("economies", every_kind),
        (f"view index {VIEWS[0].series[0]}", every_column),
    ],
)
def test_the_summary_may_be_sorted(
    made_once: Made, office: Office, name: str, sorts: Callable[[Parts], list[Sort]]
) -> None:
    """The few rows of a view by every column; of many rows by a column of each kind."""
    content = made_once("summary", name)
    wrong = sorted_wrong(office, content, sorts(Parts.of(content)))
    assert {sort: lines[:9] for sort, lines in wrong.items() if lines} == {}


@pytest.mark.office
def test_the_audit_workbook_may_be_sorted(made_once: Made, office: Office) -> None:
    """By what tables are sorted by most: what a row is of, when, and how much."""
    content = made_once("audit", "everything zh")
    parts = Parts.of(content)
    (indicator, _), (_, day), (value, _) = (by_columns(parts, n) for n in (0, 3, 4))
    wrong = sorted_wrong(office, content, [indicator, day, value])
    assert {sort: lines[:9] for sort, lines in wrong.items() if lines} == {}


@pytest.mark.office
@pytest.mark.parametrize("which", ["summary", "audit"])
def test_a_filter_changes_no_number(made_once: Made, office: Office, which: str) -> None:
    hidden, wrong = filtered_wrong(office, made_once(which, "everything en"))
    assert hidden > 100
    assert wrong[:9] == []


@pytest.mark.office
@pytest.mark.parametrize("name", ["everything en", f"view index {VIEWS[0].series[0]}"])
def test_every_choice_of_a_list_gives_numbers(made_once: Made, office: Office, name: str) -> None:
    assert chosen_wrong(office, made_once("summary", name))[:9] == []
