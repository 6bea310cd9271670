"""The one shape of an observation: every frame and file has its columns from it."""

from __future__ import annotations

from decimal import Decimal

from metrics import Tables
from metrics.exports.longtable import COLUMNS, rows
from metrics.model.row import row
from metrics.tables.read import table_schemas
from metrics.views.extracts import extract
from metrics.views.filters import Filters


def test_the_columns_of_the_curated_table_come_first(tables: Tables) -> None:
    made = row(tables.series("gii_rank").points[0])
    curated = table_schemas()["indicators"].columns
    assert tuple(made)[: len(curated)] == curated


def test_an_open_end_and_what_is_derived_are_told(tables: Tables) -> None:
    over = next(o for o in tables.statements if o.figure.qualifier == "over")
    made = row(over)
    assert (made["lo"], made["lo_open"]) == (over.figure.value, True)
    derived = next(p for s in tables.all_series.values() for p in s.points if p.derived)
    made = row(derived)
    assert (made["printed"], made["derived"]) == (None, True)
    assert isinstance(made["value"], Decimal)


def test_files_have_what_the_row_has(tables: Tables) -> None:
    taken = extract(tables, Filters(indicators=("gii_rank",)))
    for o, written in zip(taken.statements, rows(taken, "en"), strict=True):
        assert tuple(written) == COLUMNS
        own = row(o)
        shared = own.keys() & written.keys()
        assert len(shared) == len(own) - 1  # whether it is derived is told by its derivation
        assert all(written[name] == own[name] for name in shared)
