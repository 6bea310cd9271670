"""The command that tells what changed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from metrics.cli import main
from metrics.tables.read import data_version
from tests.history.test_states import change, git, keep

OLD = "gii_rank,CN,2025,10,第10位,"
NEW = "gii_rank,CN,2025,9,第9位,"


def ran(*words: str) -> Result:
    return CliRunner().invoke(main, ["changes", *words], catch_exceptions=False)


@pytest.fixture
def corrected(copied: Path) -> Path:
    """Return tables in which a figure was corrected on 4 March."""
    git(copied.parent, "init", "-q")
    keep(copied.parent, "2026-01-01")
    change(copied, "indicators.csv", OLD, NEW)
    keep(copied.parent, "2026-03-04")
    return copied


def test_a_corrected_figure_is_told_before_and_after(corrected: Path) -> None:
    made = ran("--data", str(corrected), "--lang", "en")
    assert made.exit_code == 0, made.output
    first, counts, _, head, line = made.output.splitlines()
    assert first.startswith("Changes from 1 January 2026 (version ")
    assert first.endswith(f" to 4 March 2026 (version {data_version(corrected)}):")
    assert counts == "1 corrected"
    assert head == "# Figures, corrected (1)"
    assert line.startswith(
        "Global Innovation Index rank · Worldwide comparison, 2025: 10th → 9th ("
    )


def test_in_chinese(corrected: Path) -> None:
    lines = ran("--data", str(corrected)).output.splitlines()
    assert "更正1项" in lines
    assert "，2025年：第10位 → 第9位（" in lines[-1]


def test_for_programs_every_row_is_told_with_its_cells(corrected: Path) -> None:
    told = json.loads(ran("--data", str(corrected), "--format", "json").output)
    assert told["after"] == data_version(corrected)
    (one,) = told["changes"]
    cells = ("kind", "indicator", "area", "period", "value_before", "value", "printed_before")
    assert [one[c] for c in cells] == [
        *("corrected", "gii_rank", "CN", "2025", "10", "9", "第10位"),
    ]
    rows = csv.DictReader(io.StringIO(ran("--data", str(corrected), "--format", "csv").output))
    assert [(row["value_before"], row["value"]) for row in rows] == [("10", "9")]


def test_since_a_day_after_the_last_change_nothing_changed(corrected: Path) -> None:
    made = ran("--data", str(corrected), "--since", "2026-03-05", "--lang", "en")
    assert made.exit_code == 0
    assert made.output.splitlines()[-1] == "Nothing changed."


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("0123456789ab", "No state of the tables has the version “0123456789ab”"),
        ("2026-02-30", "“2026-02-30” is neither a version of the data"),
    ],
)
def test_what_is_no_state_is_said_in_a_sentence(corrected: Path, asked: str, said: str) -> None:
    made = ran("--data", str(corrected), "--since", asked, "--lang", "en")
    assert made.exit_code == 2
    assert said in made.output


@pytest.mark.parametrize("words", [(), ("--since", "2026-01-01")])
def test_without_git_and_copies_it_says_so(copied: Path, words: tuple[str, ...]) -> None:
    made = ran("--data", str(copied), "--lang", "en", *words)
    assert made.exit_code == 1
    assert made.output.startswith("Nothing is known of earlier states of the tables")
