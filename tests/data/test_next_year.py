"""Next year's figures are added as a person would, and no test has to be changed for them."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

from metrics import Tables, load
from metrics.tables.read import ROOT

# How a figure might be printed, by series: value in base units, printed form, end of the period.
ADDED = {
    "satisfaction": ("83.12", "83.12分", ""),
    "gii_rank": ("9", "第9位", ""),
    "invention_patents_granted": ("1013000", "101.3万件", ""),
    "invention_patents_in_force": ("6890000", "689.0万件", "-12-31"),
}


def append(path: Path, new: list[dict[str, str]], *key: str) -> None:
    """Add rows where the order of the key has them; columns that are not named stay empty."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [*reader, *new]
        names = list(reader.fieldnames or ())
    rows.sort(key=lambda row: tuple(row[k] for k in key))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def add_next_year(folder: Path, tables: Tables) -> int:
    """Add a publication and a figure of each series for the year after all that is known."""
    year = 1 + max(tables.series(i).latest.period.end.year for i in ADDED)
    source = {
        "id": f"cnipa-{year + 1}-01-20",
        "title_zh": "国家知识产权局发布会",
        "title_en": "Press conference of CNIPA",
        "short_zh": "国家知识产权局",
        "short_en": "CNIPA",
        "issuer_zh": "国家知识产权局",
        "issuer_en": "CNIPA",
        "published": f"{year + 1}-01-20",
        "tier": "supplement",
        "read_in": "primary",
        "licence": "facts",
    }
    append(folder / "sources.csv", [source], "id")
    facts = [
        {
            "indicator": indicator,
            "area": "CN",
            "period": f"{year}{end}",
            "value": value,
            "printed": printed,
            "qualifier": "exact",
            "status": "A",
            "source": source["id"],
            "locator": "text",
            "period_basis": "stated",
        }
        for indicator, (value, printed, end) in ADDED.items()
    ]
    append(folder / "indicators.csv", facts, "indicator", "area", "period", "source", "locator")
    return year


def test_figures_of_next_year_fail_no_test(tables: Tables, copied: Path) -> None:
    """The texts are left out: they are older than what is added."""
    year = add_next_year(copied, tables)
    known = load(copied)
    assert {known.series(i).latest.period.end.year for i in ADDED} == {year}
    words = [
        "-m",
        "not browser and not office and not servers",
        "--ignore",
        __file__,
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/data", "--tables", str(copied), *words],
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if k != "REPORTS_DIR" and "PYTEST" not in k},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
