"""Open data: what is written is what is curated, and each file stands alone."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from metrics import Selection, Tables
from metrics.exports import longtable
from metrics.exports.opendata import (
    BOM,
    csv_bytes,
    guarded,
    json_bytes,
    package_bytes,
    table_bytes,
)
from metrics.locale import LANGS, Lang, text
from metrics.tables.read import CONVENTIONS, table_schemas
from metrics.views.extracts import Extract, extract
from metrics.views.filters import Filters
from tests.frozen import FROZEN

EXTRACTS = {
    "everything": Filters(),
    "theme": Filters(theme="utilisation"),
    "indicators": Filters(indicators=("gii_rank", "satisfaction")),
    "nothing": Filters(words="no such words"),
}


@pytest.fixture(params=EXTRACTS)
def taken(tables: Tables, request: pytest.FixtureRequest) -> Extract:
    return extract(tables, EXTRACTS[request.param], "zh")


def read_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_has_a_mark_and_every_statement_with_its_exact_value(taken: Extract) -> None:
    content = csv_bytes(taken, "zh")
    assert content.startswith(BOM.encode())
    rows = read_rows(content)
    assert len(rows) == len(taken.statements)
    for row, o in zip(rows, taken.statements, strict=True):
        assert Decimal(row["value"]) == o.figure.value
        assert "E" not in row["value"]
        assert row["printed"] == o.figure.printed
        assert (row["derivation"] == "") == bool(o.figure.printed)
        assert row["period"] == o.period.code
    shown = {id(p) for s in taken.series for p in s.points}
    assert [row["shown"] for row in rows] == [
        "true" if id(o) in shown else "false" for o in taken.statements
    ]


def test_the_curated_columns_are_those_of_the_table(tables: Tables) -> None:
    """Row by row and cell by cell, what leaves is what was keyed."""
    own = table_schemas()["indicators"].columns
    with (FROZEN / "indicators.csv").open(encoding="utf-8", newline="") as file:
        keyed = {tuple(row[c] for c in own) for row in csv.DictReader(file)}
    rows = read_rows(csv_bytes(extract(tables, Filters()), "en"))
    printed = {tuple(r[c] for c in own) for r in rows if not r["derivation"]}
    assert printed == keyed


@pytest.mark.parametrize("lang", LANGS)
def test_every_row_carries_what_it_needs_to_stand_alone(tables: Tables, lang: Lang) -> None:
    some = extract(tables.select(Selection(supplement=False)), Filters(theme="creation"), lang)
    for row in read_rows(csv_bytes(some, lang)):
        assert row["title"] == some.title(lang)
        assert row["data_version"] == tables.version
        assert text(lang)("selection.reports_only") in row["filters"]
        assert row["licence"] == "facts"
        assert row[f"source_title_{lang}"]
        assert tables.version in row["citation"]
        assert row["name_zh"] != row["name_en"]


def test_a_derived_figure_is_cited_with_all_its_sources(tables: Tables) -> None:
    taken = extract(tables, Filters(indicators=("royalties_trade", "satisfaction")))
    rows = {(r["indicator"], r["period"]): r for r in read_rows(csv_bytes(taken, "en"))}
    row = rows["royalties_trade", "2023"]
    assert row["printed"] == ""
    assert row["status"] == "I"
    assert row["derivation"] == "3987.1亿元 ÷ (1 + 5.9 percent)"
    for words in ("CCTV", "Bastille Post", "CNY 376.5 billion", "Data version"):
        assert words in row["citation"]
    assert "printed as" not in row["citation"]
    citation = rows["satisfaction", "2016"]["citation"]
    assert "Workers' Daily" in citation
    assert "People's Daily" in citation


def test_json_is_read_by_pandas_with_types_and_key(taken: Extract) -> None:
    content = json_bytes(taken, "en")
    frame = pd.read_json(io.BytesIO(content), orient="table", precise_float=True)
    assert list(frame.index.names) == list(table_schemas()["indicators"].key)
    assert len(frame) == len(taken.statements)
    if len(frame):
        assert frame["value"].tolist() == [float(o.figure.value) for o in taken.statements]
        assert frame["end"].dt.date.tolist() == [o.period.end for o in taken.statements]
        assert frame["shown"].dtype == bool
    told = json.loads(content)
    assert told["title_en"] == taken.title("en")
    assert told["data_version"] == taken.tables.version
    assert len(told["sources"]) == len(taken.sources)
    assert told["licenses"]
    assert told["citation"]


def test_the_package_is_valid(taken: Extract, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(package_bytes(taken, "zh"))) as archive:
        archive.extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert {r["path"] for r in package["resources"]} == {s.file for s in table_schemas().values()}
    assert package["filters"] == taken.filters.query
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    for lang in LANGS:
        assert taken.title(lang) in readme
        assert taken.citation(lang) in readme
    for resource in package["resources"]:
        assert resource["title"]
        assert resource["title_en"]
        for field in resource["schema"]["fields"]:
            assert field["title"]
            assert field["title_en"]
            assert ("description" in field) == ("description_zh" in field), field["name"]


def test_licences_of_the_package_are_those_of_its_sources(tables: Tables) -> None:
    def names(filters: Filters) -> list[str]:
        content = package_bytes(extract(tables, filters), "en")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            package = json.loads(archive.read("datapackage.json"))
        return [licence["name"] for licence in package["licenses"]]

    assert names(Filters()) == ["CC0-1.0", "CC-BY-4.0"]
    assert names(Filters(indicators=("satisfaction",))) == ["CC0-1.0"]


def test_equal_packages_are_equal_bytes(tables: Tables) -> None:
    taken = extract(tables, Filters(theme="services"))
    assert package_bytes(taken, "en") == package_bytes(taken, "en")


# What no office counts needs no conventions.
@pytest.mark.parametrize(
    "name", [n for n in table_schemas() if n not in ("indicators", CONVENTIONS)]
)
def test_other_tables_leave_as_they_are(tables: Tables, name: str) -> None:
    assert table_bytes(tables, name) == BOM.encode() + (FROZEN / f"{name}.csv").read_bytes()


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd", "'+cmd"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'\t=1"),
        ("-0.71", "-0.71"),
        ("+5", "+5"),
        ("超3000万件", "超3000万件"),
        ("", ""),
    ],
)
def test_no_cell_of_a_csv_is_run_as_a_formula(cell: str, safe: str) -> None:
    assert guarded(cell) == safe


def test_a_formula_in_a_note_is_guarded_in_the_csv_only(tables: Tables) -> None:
    series = tables.series("satisfaction")
    noted = [replace(o, note_zh="=1+1", note_en='=1+1, "quoted"\n专') for o in series.statements]
    taken = Extract(tables, (series.restricted_to(noted),))
    rows = read_rows(csv_bytes(taken, "en"))
    assert {r["note_zh"] for r in rows} == {"'=1+1"}
    assert {r["note_en"] for r in rows} == {'\'=1+1, "quoted"\n专'}
    assert {r["note_zh"] for r in json.loads(json_bytes(taken, "en"))["data"]} == {"=1+1"}


def test_columns_are_titled_in_both_languages() -> None:
    named = [field["name"] for field in longtable.fields()]
    assert named == list(longtable.ADDED)
    assert all(f["title"] != f["title_en"] for f in longtable.fields())


def test_a_filter_does_not_make_a_superseded_statement_the_shown_one(tables: Tables) -> None:
    every = {id(p) for s in tables.all_series.values() for p in s.points}
    taken = extract(tables, Filters(source="adda247-2023-gii"))
    marks = [row["shown"] == "true" for row in read_rows(csv_bytes(taken, "en"))]
    assert marks == [id(o) in every for o in taken.statements]
    assert False in marks
