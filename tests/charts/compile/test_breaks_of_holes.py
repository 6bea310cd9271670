"""The rule of a break stands where its year begins, whatever years before it have no figure."""

from __future__ import annotations

from datetime import date

import pytest

from metrics import Tables
from metrics.charts.compile.axes import slot_of
from metrics.charts.compile.breaks import breaks_of


@pytest.mark.parametrize("hole", [(), ("2013", "2014", "2015", "2016")])
def test_years_without_a_figure_do_not_move_a_break(tables: Tables, hole: tuple[str, ...]) -> None:
    series = tables.series("patent_applications_residents")
    left = [o for o in series.statements if o.period.code not in hole]
    (found,) = breaks_of(tables, [series.restricted_to(left)], "en", slot_of)
    assert found.at == date(2017, 1, 1).toordinal()
