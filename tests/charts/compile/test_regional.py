"""Charts of regions: the order of a table, the paths, what each says."""

from __future__ import annotations

import pytest

from metrics import Tables
from metrics.briefing.deck import DeckError
from metrics.briefing.exhibits import exhibit
from metrics.charts.compile.regional import (
    compile_region_paths,
    compile_regions,
    periods_of,
    ranked,
)
from metrics.model.period import Period
from metrics.rules.parts import whole_of_parts

KINDS, DESIGNS = "patents_granted_domestic", "designs_granted_domestic"


def test_rows_are_ordered_and_the_total_is_told(tables: Tables) -> None:
    spec = compile_regions(tables.regional, KINDS, "en", Period.parse("2021"))
    (plot,) = spec.plots
    assert [(s.name, s.role, s.marks[0].value) for s in plot.series] == [
        ("Guangdong", "subject", 130),
        ("Beijing", "comparator", 60),
    ]
    assert "Domestic total: 200 patents" in spec.text.subtitle
    assert spec.view == "regions?what=patents_granted_domestic&on=2021"


def test_a_region_that_stands_apart_has_a_row_and_no_place(tables: Tables) -> None:
    spec = compile_regions(tables.regional, KINDS, "en", area="CN-HK")
    assert [s.name for s in spec.series] == ["Guangdong", "Beijing", "Hong Kong"]
    assert "of 2 regions" not in spec.text.title
    assert spec.text.title.startswith("Patents granted, all kinds: Hong Kong 9, 4.5%")


def test_the_whole_of_a_table_that_does_not_come_out_is_an_interval(tables: Tables) -> None:
    found = ranked(tables.regional, DESIGNS, Period.parse("2020"))
    assert found.whole is not None
    assert (found.whole.interval.lo, found.whole.interval.hi) == (30, 31)


def test_parts_that_are_not_all_say_nothing_of_the_whole(tables: Tables) -> None:
    regional = tables.regional
    total = regional.series(DESIGNS).points[0]
    parts = [regional.series(DESIGNS, "CN-BJ").points[0]]
    assert whole_of_parts(total, parts, every=False).interval.lo == 31


def test_the_paths_of_a_region_and_of_the_largest(tables: Tables) -> None:
    spec = compile_region_paths(tables.regional, KINDS, "zh", "CN-HK")
    assert [(s.name, s.role) for s in spec.series] == [
        ("香港", "subject"),
        ("广东", "comparator"),
        ("北京", "comparator"),
    ]


def test_a_period_that_two_regions_have_is_no_table(tables: Tables) -> None:
    """Of the utility models of 2020 two regions are printed."""
    codes = [p.code for p in periods_of(tables.regional, "utility_models_granted_domestic")]
    assert codes == ["2022", "2021"]


def test_a_deck_finds_the_charts_again(tables: Tables) -> None:
    for view in (
        f"regions?what={KINDS}",
        f"regions?what={KINDS}&on=2021&region=CN-BJ",
        f"regions?what={KINDS}&chart=paths&region=CN-BJ",
    ):
        found = exhibit(tables, view, "en")
        assert found.spec is not None
        assert found.spec.view.partition("&")[0] == f"regions?what={KINDS}"
        assert {o.area for o in found.facts} <= {"CN-BJ", "CN-GD"}
        assert found.facts


@pytest.mark.parametrize(
    "query", ["what=nothing", f"what={KINDS}&on=1999", f"what={KINDS}&region=US"]
)
def test_an_address_of_no_table_is_told(tables: Tables, query: str) -> None:
    with pytest.raises(DeckError):
        exhibit(tables, f"regions?{query}", "en")
