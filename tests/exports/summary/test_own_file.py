"""A file of one's own refers to the summary workbook by its names, and to the one after it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from metrics import Selection, Tables
from metrics.exports.workbook import SummaryPlan
from metrics.views.extracts import extract
from metrics.views.filters import Filters
from tests.books import DAY, made
from tests.offices import Office, Step

pytestmark = pytest.mark.office


def own_file() -> bytes:
    file = io.BytesIO()
    Workbook().save(file)
    return file.getvalue()


def test_names_are_found_from_another_file(tables: Tables, office: Office, tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    names = ("ip_gii_rank_latest", "ip_pledge_financing_latest")
    formulas = [f"='{path.as_uri()}'#{name}" for name in names]
    formulas.append(f"=MIN('{path.as_uri()}'#ip_gii_rank)")
    steps: list[Step] = [
        ("set", {"sheet": "Sheet", "cell": f"A{n}", "value": formula})
        for n, formula in enumerate(formulas, 1)
    ]
    steps += [("recalculate", {}), ("read", {"sheet": "Sheet", "cells": f"A1:A{len(formulas)}"})]
    found = []
    # What the five reports print, then all that is known: a newer file under the same name.
    for known in (tables.select(Selection(supplement=False)), tables):
        plan = SummaryPlan(extract(known, Filters(), "zh"), "zh", DAY)
        path.write_bytes(made(plan))
        told = office.work(own_file(), steps)[-1]
        assert told["errors"] == []
        found.append([row[0] for row in told["values"]])
    # The reports print 12th in 2023 after 11th in 2022, and a bound of 2023; then 10th in 2025.
    assert found == [[12, "8,000以上", 11], [10, 8539.9, 10]]
