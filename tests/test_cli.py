from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from metrics import load
from metrics.cli import main


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_check_passes_and_compares_publications() -> None:
    done = run("check")
    assert done.exit_code == 0
    assert done.output.startswith("Sound: ")
    _, crossing, every, *apart = done.output.splitlines()
    numbers = [int(n) for n in re.findall(r"\d+", crossing)]
    assert numbers[0] == numbers[1] > 30
    pairs, agreeing = (int(n) for n in re.findall(r"\d+", every))
    assert len(apart) == pairs - agreeing > 0
    assert all(line.rstrip().endswith(".") for line in apart), "each with its explanation"


def test_a_disagreement_without_a_note_is_a_problem(copied: Path) -> None:
    path = copied / "indicators.csv"
    text = path.read_text(encoding="utf-8")
    for note in (
        *("其后版次已修订。", "较2024年前后的版次修订。"),
        *("Revised in a later vintage.", "Revised against the vintage of about 2024."),
    ):
        text = text.replace(note, "")
    path.write_text(text, encoding="utf-8")
    done = run("check", "--data", str(copied))
    assert done.exit_code == 1
    assert "and a note" in done.output
    assert "wdi-2024" in done.output


def test_list_counts_the_points() -> None:
    done = run("list", "--points", "--lang", "en")
    rows = [line.split("\t") for line in done.output.splitlines()]
    assert ["gii_rank", "16", "16", "2010-2025"] in rows
    assert ["gii_rank@US", "16", "16", "2010-2025"] in rows
    five, ten = ([int(n) for n in re.findall(r"\d+", row[0])] for row in rows[-2:])
    assert (five[0], ten[0]) == (5, 10)
    assert five[2] >= 25
    assert ten[1] >= 12


def test_check_fails_with_every_problem(copied: Path) -> None:
    path = copied / "indicators.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("4868.8亿元,exact,A,cnipa", "4868.9亿元,exact,A,cnipa").replace(
            "58000,5.8万件,exact,B,cnipa", "58000,5.9万件,exact,B,cnipa"
        ),
        encoding="utf-8",
    )
    done = run("check", "--data", str(copied))
    assert done.exit_code == 1
    assert "4868.9亿元" in done.output
    assert "5.9万件" in done.output
    assert "Problems: 2" in done.output


def test_list_of_a_theme() -> None:
    done = run("list", "--theme", "examination", "--lang", "en")
    assert done.exit_code == 0
    rows = [line.split("\t") for line in done.output.splitlines()]
    assert ["invention_exam_months", "15 months"] in [[r[0], r[-1]] for r in rows]
    assert "pledge_financing" not in done.output


def test_list_names_the_themes_where_one_is_unknown() -> None:
    done = run("list", "--theme", "nothing")
    assert done.exit_code == 2
    assert "creation, examination" in done.output


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        (
            "zh",
            ["质押融资额", "8,000亿元以上", "2022年主要进展（四）二", "迈上4000亿元台阶"],
        ),
        ("en", ["pledge financing", "at least CNY 800 billion", "Progress in 2022 (4) 2"]),
    ],
)
def test_show_prints_definition_and_every_statement(lang: str, parts: list[str]) -> None:
    done = run("show", "pledge_financing", "--lang", lang)
    assert done.exit_code == 0
    for part in parts:
        assert part in done.output
    count = done.output.count("Source:" if lang == "en" else "来源：")
    assert count == len(load().series("pledge_financing").statements) > 10


def test_show_hints_where_the_name_is_unknown() -> None:
    done = run("show", "pledge")
    assert done.exit_code == 2
    assert "pledge_financing" in done.output


def test_the_module_runs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "metrics", "check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
