"""Of reports alone, earlier days and single years LibreOffice computes what stands there too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from metrics import Selection, Tables
from metrics.exports.workbook import SummaryPlan
from metrics.locale import Lang
from metrics.reconciliation import in_view
from metrics.views.extracts import extract
from metrics.views.filters import Filters
from tests.books import DAY, made
from tests.offices import Office
from tests.parts import Parts
from tests.sorting import computed, differences

VIEWS: dict[str, tuple[Lang, dict[str, Any], Callable[[Tables], Tables]]] = {
    "reports alone": ("zh", {}, lambda t: t.select(Selection(supplement=False))),
    "reports with implied": (
        "en",
        {},
        lambda t: in_view(t, Selection(supplement=False, implied=True)),
    ),
    "as first printed": ("en", {}, lambda t: t.select(Selection(vintage="first"))),
    "as it stood": ("zh", {}, lambda t: t.select(Selection(vintage="2022-06-30"))),
    "one year": ("zh", {"year": "2023"}, lambda t: t),
    "another economy": ("zh", {"areas": ("US",)}, lambda t: t),
}


@pytest.fixture(scope="module")
def books(tables: Tables) -> dict[str, bytes]:
    found = {}
    for name, (lang, filters, select) in VIEWS.items():
        taken = extract(select(tables), Filters(**filters), lang)
        found[name] = made(SummaryPlan(taken, lang, DAY))
    return found


@pytest.mark.office
def test_every_formula_gives_what_stands_beside_it(office: Office, books: dict[str, bytes]) -> None:
    parts = {name: Parts.of(content) for name, content in books.items()}
    answers = office.work_all([(books[name], computed(own)) for name, own in parts.items()])
    wrong = {
        name: differences(own, told[-1])[:5]
        for (name, own), told in zip(parts.items(), answers, strict=True)
    }
    assert wrong == {name: [] for name in books}


def test_all_of_them_hold_a_newest_figure(books: dict[str, bytes]) -> None:
    for name, content in books.items():
        parts = Parts.of(content)
        tables_ = {t.name: t for t in parts.tables}
        table = tables_["ip_summary"]
        heads = [h for h in table.headings if h in ("Newest", "最新值")]
        column = table.place.left + table.headings.index(heads[0])
        cells = parts.cells[table.sheet]
        rows = range(table.rows.top, table.rows.bottom + 1)
        assert all(cells[column, n].value not in ("", None) for n in rows), name
