"""The facts of regions: tables of their own, read when asked for and held to the same rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics import DataError, Selection, Tables, load
from tests.tables.rows import read, row_of, write

SHARE = {"indicator": "designs_granted_domestic", "area": "CN-GD", "period": "2021"}


def test_regions_are_tables_of_their_own(tables: Tables) -> None:
    regional = tables.regional
    assert regional.areas("patents_granted_domestic") == ("CN", "CN-BJ", "CN-GD", "CN-HK")
    assert tables.areas("patents_granted_domestic") == ()
    assert regional.regional is regional
    assert regional.national is tables
    assert regional.key != tables.key


def test_no_region_stands_among_economies(tables: Tables) -> None:
    assert not any("-" in area for _, area in tables.all_series)
    assert not any("-" in code for code in tables.codes("area"))
    assert "patents_granted_domestic" not in tables.definitions


def test_the_selection_holds_for_regions(tables: Tables) -> None:
    reports = tables.select(Selection(supplement=False))
    assert reports.regional.all_series == {}
    assert tables.select(Selection(vintage="first")).regional.selection.vintage == "first"


def test_a_folder_may_have_no_regions(copied: Path) -> None:
    (copied / "regions.csv").unlink()
    assert load(copied).regional.all_series == {}


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"area": "CN-XX"}, "area", "enum_near"),
        ({"area": "CN-NM"}, "area", "unnamed"),
        ({"area": "US"}, "area", "enum"),
        ({"value": "31"}, "value", "disagree"),
        ({"printed": "30件以上"}, "qualifier", "qualifier"),
        ({"source": "nowhere"}, "source", "unknown"),
        ({"locator": "nowhere/1"}, "locator", "unnamed"),
        ({"period": "2031"}, "period", "future"),
        ({"indicator": "nothing"}, "indicator", "unknown"),
        ({"note_zh": "注"}, "note_en", "translation"),
    ],
)
def test_faults_of_regions_are_told_when_they_are_asked_for(
    copied: Path, cells: dict[str, str], column: str, code: str
) -> None:
    path = copied / "regions.csv"
    rows = read(path)
    rows[row_of(rows, **SHARE)] |= cells
    write(path, rows)
    tables = load(copied)
    with pytest.raises(DataError) as fault:
        tables.regional  # noqa: B018
    found = {(p.file, p.column, p.code) for p in fault.value.problems}
    assert found == {("regions.csv", column, code)}
