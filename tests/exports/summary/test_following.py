"""The chart of the sheet Series follows the list beside it, whatever is chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from metrics.exports.workbook.values import HEADER
from metrics.locale import LANGS, Lang
from tests.offices import Office, Step
from tests.parts import Cell, NamedTable, Parts, name_of
from tests.sorting import choices, found_in

# The row that the chart shows, above the headings.
SHOWN = HEADER - 1


@pytest.mark.office
@pytest.mark.parametrize("lang", LANGS)
def test_the_chart_shows_the_numbers_of_what_is_chosen(
    summary: Callable[[Lang], bytes], office: Office, lang: Lang
) -> None:
    content = summary(lang)
    parts = Parts.of(content)
    (table,) = [t for t in parts.tables if t.name == "ip_series"]
    cell, labels = next(
        (cell, values)
        for (sheet, cell), values in choices(parts).items()
        if sheet == table.sheet and len(values) == table.rows.bottom - HEADER
    )
    assert len(set(labels)) == len(labels) > 80
    row = f"A{SHOWN}:{name_of(table.place.right, SHOWN)}"
    steps: list[Step] = []
    for label in labels:
        steps.append(("set", {"sheet": table.sheet, "cell": cell, "value": label}))
        steps.append(("recalculate", {}))
        steps.append(("read", {"sheet": table.sheet, "cells": row}))
    answers = office.work(content, steps)[2::3]
    for number, (label, told) in enumerate(zip(labels, answers, strict=True), table.rows.top):
        shown = found_in(told)
        assert str(shown[2, SHOWN].value).startswith(label)
        numbers = {c: v.value for (c, _), v in shown.items() if isinstance(v.value, float)}
        assert numbers == _numbers(parts.cells[table.sheet], table, number), label


def _numbers(cells: dict[tuple[int, int], Cell], table: NamedTable, row: int) -> dict[int, float]:
    """Return the numbers of a row in the columns of years, by column."""
    years = [c for c, h in enumerate(table.headings, table.place.left) if h.isdecimal()]
    held = {c: cells[c, row].value for c in years if (c, row) in cells}
    return {c: value for c, value in held.items() if isinstance(value, float)}
