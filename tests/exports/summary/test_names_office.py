"""Defined names give the series and its newest figure, also when every table was sorted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from metrics.locale import Lang
from tests.offices import Office, Step
from tests.parts import Parts, Place, name_of
from tests.sorting import Value, by_columns, same

# Where a code stands, and the cells that a name finds by it.
FOUND = re.compile(
    r"INDEX\('?(?P<sheet>[^!']+)'?!(?P<cells>[^,]+),"
    r'MATCH\("(?P<code>[^"]+)",[^!]+!(?P<codes>[^,]+),0\)(?P<row>,0)?\)'
)


def written(parts: Parts) -> Iterator[tuple[str, Value]]:
    """Yield each name with what was written in its cell, or the sum of its row."""
    for name, formula in parts.names.items():
        found = FOUND.fullmatch(formula)
        assert found is not None, (name, formula)
        cells = parts.cells[found["sheet"]]
        place, codes = Place.of(found["cells"]), Place.of(found["codes"])
        row = next(
            n
            for n in range(codes.top, codes.bottom + 1)
            if cells[codes.left, n].value == found["code"]
        )
        held = [cells.get((c, row)) for c in range(place.left, place.right + 1)]
        values = [cell.value for cell in held if cell is not None]
        if found["row"]:
            yield name, sum(v for v in values if isinstance(v, float))
        else:
            yield name, values[0]


@pytest.mark.office
def test_names_find_their_row_in_sorted_tables(
    summary: Callable[[Lang], bytes], office: Office
) -> None:
    content = summary("zh")
    parts = Parts.of(content)
    expected = dict(written(parts))
    assert expected["ip_gii_rank_latest"] == 10
    assert len(expected) > 200
    (data,) = [t for t in parts.tables if t.name == "ip_data"]
    column = data.place.right + 3
    steps: list[Step] = []
    for n, name in enumerate(expected, 1):
        value = f"={name}" if name.endswith("_latest") else f"=SUM({name})"
        cell = name_of(column, n)
        steps.append(("set", {"sheet": data.sheet, "cell": cell, "value": value}))
    steps += [step for sort in by_columns(parts, 1) for step in sort.steps]
    area = f"{name_of(column, 1)}:{name_of(column, len(expected))}"
    steps += [("recalculate", {}), ("read", {"sheet": data.sheet, "cells": area})]
    told = office.work(content, steps)[-1]
    assert told["errors"] == []
    wrong = {
        name: (value, now)
        for (name, value), (now,) in zip(expected.items(), told["values"], strict=True)
        if not same(value, now)
    }
    assert wrong == {}
