"""Two economies at one time, worked out by hand."""

from __future__ import annotations

from decimal import Decimal

from metrics import Tables
from metrics.model.observation import Observation
from metrics.rules.economies import DIFFERENCE, MULTIPLE_OF_OTHER


def at(tables: Tables, indicator: str, area: str, period: str) -> Observation:
    return next(p for p in tables.series(indicator, area).points if p.period.code == period)


def test_filings_of_one_year(tables: Tables) -> None:
    us, cn = (at(tables, "pct_applications", area, "2024") for area in ("US", "CN"))
    assert DIFFERENCE.refusal(us, cn) is None
    assert DIFFERENCE.result(us, cn)[1] == Decimal(16073)  # 70160 − 54087
    _, multiple = MULTIPLE_OF_OTHER.result(us, cn)
    assert multiple is not None
    assert round(multiple, 4) == Decimal("1.2972")


def test_ranks_have_places_between_and_no_ratio(tables: Tables) -> None:
    us, cn = (at(tables, "gii_rank", area, "2025") for area in ("US", "CN"))
    assert DIFFERENCE.result(us, cn)[1] == 7  # 10th and 3rd
    assert MULTIPLE_OF_OTHER.refusal(us, cn) == "rank"


def test_what_is_not_held_against_each_other(tables: Tables) -> None:
    cn = at(tables, "pct_applications", "CN", "2024")
    assert DIFFERENCE.refusal(at(tables, "pct_applications", "US", "2023"), cn) == "two_times"
    assert DIFFERENCE.refusal(at(tables, "gii_rank", "US", "2024"), cn) == "concept"
    receipts = at(tables, "ip_charges_receipts", "US", "2023")
    payments = at(tables, "ip_charges_payments", "CN", "2023")
    assert DIFFERENCE.refusal(receipts, payments) == "scope"
