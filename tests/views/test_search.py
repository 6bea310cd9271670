from __future__ import annotations

import pytest

from metrics import Tables
from metrics.views.search import Facets, find


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("pledge", "pledge_financing"),
        ("质押", "pledge_financing"),
        ("审查", "invention_exam_months"),
        ("4868.8", "pledge_financing"),
        ("4,868.8", "pledge_financing"),
        ("trademrk", "valid_trademarks"),
        ("港澳台", "invention_patents_in_force_domestic"),
        ("Macao", "invention_patents_in_force_domestic"),
        ("innovation rank", "gii_rank"),
        ("突破8.4万家", "service_agencies"),
    ],
)
def test_finds(tables: Tables, query: str, found: str) -> None:
    assert found in [d.id for d in find(tables, query)[:6]]


def test_nothing_typed_lists_all_in_order(tables: Tables) -> None:
    assert find(tables) == list(tables.definitions.values())


def test_nonsense_finds_nothing(tables: Tables) -> None:
    assert find(tables, "zzzzqqq") == []


def test_every_word_must_be_there(tables: Tables) -> None:
    both = {d.id for d in find(tables, "trademark examination")}
    assert "trademark_exam_months" in both
    assert "valid_trademarks" not in both


@pytest.mark.parametrize(
    ("facets", "check"),
    [
        (Facets(theme="services"), lambda d: d.theme == "services"),
        (Facets(measure="rank"), lambda d: d.measure == "rank"),
        (Facets(directive="international"), lambda d: d.directive == "international"),
    ],
)
def test_facets_narrow(tables: Tables, facets: Facets, check: object) -> None:
    found = find(tables, facets=facets)
    assert found
    assert all(check(d) for d in found)  # type: ignore[operator]
    assert len(found) < len(tables.definitions)


def test_facet_of_a_source(tables: Tables) -> None:
    found = [d.id for d in find(tables, facets=Facets(source="xinhua-2021-02-01"))]
    assert "valid_trademarks" in found
    assert "gii_rank" not in found
