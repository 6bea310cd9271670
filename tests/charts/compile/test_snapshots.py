"""One specification of each kind; changes are looked at, then `pytest --snapshot-update`."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from metrics import Tables
from metrics.charts.compile import (
    compile_balance,
    compile_comparison,
    compile_concept,
    compile_paths,
    compile_ranking,
    compile_together,
    compile_view,
)
from metrics.explorer.exploration import Choice, Exploration
from metrics.locale import LANGS, Lang
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
from tests.charts.compile.sketch import sketch

CONCEPTS = (
    "pledge_financing",  # a bound, a part of a year
    "pledge_financing_yearly_growth",  # computed, the printed bound as a line
    "patent_intensive_share_gdp",  # a break, an axis that leaves zero out
    "high_value_invention_patents_per_10k",  # a target
    "gii_rank",
    "invention_applications",  # two scopes as paired bars
    "ip_charges",  # two scopes over many years as lines
    "satisfaction_change",  # unlike spans as rows
)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("concept", CONCEPTS)
def test_a_concept(tables: Tables, concept: str, lang: Lang, snapshot: SnapshotAssertion) -> None:
    assert sketch(compile_concept(tables, concept, lang)) == snapshot


def test_implied_values_with_their_intervals(tables: Tables, snapshot: SnapshotAssertion) -> None:
    whole = in_view(tables, ALL_WITH_IMPLIED)
    assert sketch(compile_concept(whole, "gi_products_approved", "en")) == snapshot
    view = Exploration(whole, Choice(("population",)))
    assert sketch(compile_view(view, "en")) == snapshot


def test_paths(tables: Tables, snapshot: SnapshotAssertion) -> None:
    assert sketch(compile_paths(tables, "gii_rank", "zh")) == snapshot
    assert sketch(compile_paths(tables, "pct_applications", "en")) == snapshot


def test_a_ranking_and_a_balance(tables: Tables, snapshot: SnapshotAssertion) -> None:
    assert sketch(compile_ranking(tables, "ip_charges_receipts", "en")) == snapshot
    both = ("ip_charges_receipts", "ip_charges_payments")
    assert sketch(compile_balance(tables, *both, "zh")) == snapshot


def test_a_comparison(tables: Tables, snapshot: SnapshotAssertion) -> None:
    own = [tables.series(i) for i in ("rapid_centres", "protection_centres")]
    assert sketch(compile_comparison(tables, "governance", own, "zh")) == snapshot


def test_two_indicators_on_one_axis(tables: Tables, snapshot: SnapshotAssertion) -> None:
    own = [tables.series(i) for i in ("invention_exam_months", "trademark_exam_months")]
    assert sketch(compile_together(tables, own, "zh")) == snapshot


@pytest.mark.parametrize(
    "choice",
    [
        Choice(("pct_applications", "pct_applications@US", "pct_applications@JP")),
        Choice(("pct_applications", "pct_applications@US"), panels="separate"),
        Choice(("gii_rank", "pledge_financing"), first="2018"),
        Choice(("invention_patents_in_force",), "pct"),
        Choice(("invention_patents_in_force",), "index", "2013-12-31"),
        Choice(("gii_rank", "gii_rank@US"), "change", first="2019"),
    ],
    ids=["one axis", "one scale", "two panels", "growth", "index", "places"],
)
def test_a_view(tables: Tables, choice: Choice, snapshot: SnapshotAssertion) -> None:
    assert sketch(compile_view(Exploration(tables, choice), "en")) == snapshot
