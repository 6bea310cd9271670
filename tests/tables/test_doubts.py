"""Slips that leave a sound table: a lost word for ten thousand is told, and refuses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from metrics import Tables, load
from metrics.cli import main
from metrics.printed.reading import read_printed
from metrics.tables.doubts import doubts
from tests.tables.rows import dozen, read, row_of, write

STOCK = {"indicator": "invention_patents_in_force", "source": "cnipa-yearbook-2022"}


def series(folder: Path, values: list[str]) -> Path:
    """Replace a stock by values at the ends of years from 2001, each printed as given."""
    path = dozen(folder) / "indicators.csv"
    rows = read(path)
    first = rows[row_of(rows, **STOCK)]
    rows = [r for r in rows if r["indicator"] != first["indicator"]]
    for year, printed in enumerate(values, 2001):
        value = f"{read_printed(printed).value.normalize():f}"
        change = {"period": f"{year}-12-31", "value": value, "printed": printed}
        rows.append(first | change)
    write(path, rows)
    return folder


def told(folder: Path) -> list[tuple[str, str, str]]:
    return [(p.value, p.code, p.details["factor"]) for p in doubts(load(folder))]


@pytest.mark.parametrize(
    ("values", "slips"),
    [
        (["532万件", "589"], [("589", "factor_low", "10,000")]),
        (["480万件", "532万件", "589"], [("589", "factor_low", "10,000")]),
        (["480万件", "532", "589万件"], [("532", "factor_low", "10,000")]),
        (["480", "532万件", "589万件"], [("480", "factor_low", "10,000")]),
        (["589", "532万件"], [("589", "factor_low", "10,000")]),
        (
            ["480万件", "532", "589", "610万件"],
            [("532", "factor_low", "10,000"), ("589", "factor_low", "10,000")],
        ),
        (
            ["480万件", "532万件", "589", "610"],
            [("589", "factor_low", "10,000"), ("610", "factor_low", "10,000")],
        ),
        (["5.1亿件", "5.3亿件", "6"], [("6", "factor_low", "100,000,000")]),
        (["5.1亿件", "5.3亿件", "5.8万件"], [("58000", "factor_low", "10,000")]),
        (["480件", "532件", "589万件"], [("5890000", "factor_high", "10,000")]),
        (["480件", "532万件", "589件"], [("5320000", "factor_high", "10,000")]),
        (["4.8 million", "5.3 million", "6"], [("6", "factor_low", "1,000,000")]),
        (["4812", "5312", "5.9 million"], [("5900000", "factor_high", "1,000")]),
    ],
)
def test_a_lost_or_doubled_word(
    tmp_path: Path, values: list[str], slips: list[tuple[str, str, str]]
) -> None:
    assert told(series(tmp_path, values)) == slips


@pytest.mark.parametrize(
    "values",
    [
        ["532万件", "589万件"],
        ["5321234", "589万件"],
        ["12件", "130件", "1400件"],
        ["1件", "95件", "8000件"],
        ["100件", "4.5万件"],
        ["10万件", "3000件"],
        ["0件", "532万件"],
        ["532万件"],
    ],
)
def test_a_jump_is_no_slip(tmp_path: Path, values: list[str]) -> None:
    assert told(series(tmp_path, values)) == []


def test_check_prints_it_and_is_content(tmp_path: Path) -> None:
    folder = series(tmp_path, ["480万件", "532万件", "589"])
    done = CliRunner().invoke(main, ["check", "--data", str(folder)])
    assert done.exit_code == 0, done.output
    warning = next(line for line in done.output.splitlines() if line.startswith("Warning: "))
    assert "column value, value “589”: expected about 10,000 times as much" in warning
    assert "“万” may be missing" in warning
    chinese = CliRunner().invoke(main, ["check", "--data", str(folder), "--lang", "zh"])
    assert "约为其10,000倍" in chinese.output
    assert chinese.exit_code == 0


def test_a_definition_that_nothing_uses(tmp_path: Path) -> None:
    path = dozen(tmp_path) / "definitions.csv"
    rows = read(path)
    rows.append(rows[row_of(rows, id="gii_rank")] | {"id": "nothing", "concept": "nothing"})
    write(path, rows)
    found = doubts(load(tmp_path))
    assert [(p.file, p.row, p.code) for p in found] == [
        ("definitions.csv", len(rows) + 1, "unused")
    ]


def test_it_is_quiet_on_two_thousand_printed_figures(tables: Tables) -> None:
    assert not [p.message("en") for p in doubts(tables)]


def test_a_year_in_the_column_of_values(tmp_path: Path) -> None:
    slips = [d for d in doubts(load(series(tmp_path, ["1999", "2002", "2004"]))) if d.row]
    assert [(d.value, d.code, d.column) for d in slips] == [("2002", "year_value", "value")]
