"""Files of regions: they are extracts of their own tables, and call a region no economy."""

from __future__ import annotations

import json

import pytest

from metrics import Tables
from metrics.exports.opendata import csv_bytes, descriptor, json_bytes, table_bytes
from metrics.exports.sdmx import structure_bytes
from metrics.exports.workbook import AuditPlan, SummaryPlan
from metrics.locale import LANGS, Lang
from metrics.views.extracts import Extract, extract
from metrics.views.filters import FilterError, Filters
from tests.books import DAY, made, opened
from tests.ooxml import faults

AREAS = ("CN-BJ", "CN-GD", "CN")


@pytest.fixture(scope="module")
def taken(tables: Tables) -> Extract:
    return extract(tables, Filters(areas=AREAS))


def test_an_extract_of_regions_is_of_their_tables(tables: Tables, taken: Extract) -> None:
    assert taken.tables is tables.regional
    assert {s.area for s in taken.series} == {*AREAS}


def test_regions_and_economies_are_no_extract_together(tables: Tables) -> None:
    with pytest.raises(FilterError):
        extract(tables, Filters(areas=("CN-BJ", "US")))


@pytest.mark.parametrize("lang", LANGS)
def test_both_workbooks_are_sound(taken: Extract, lang: Lang) -> None:
    summary = made(SummaryPlan(taken, lang, DAY))
    assert faults(summary) == []
    assert faults(made(AuditPlan(taken, lang, DAY))) == []
    book = opened(summary)
    region = {"zh": "地区", "en": "Region"}[lang]
    assert book.sheetnames[2] == region
    (flat,) = (s for s in book.worksheets if "ip_data" in s.tables)
    assert region in flat.tables["ip_data"].column_names
    assert "ip_patents_granted_domestic_CN_GD_latest" in book.defined_names


def test_the_long_table_has_the_regions_and_their_names(taken: Extract) -> None:
    content = csv_bytes(taken, "en").decode()
    assert "CN-GD" in content
    assert "Guangdong" in content


def test_the_descriptor_knows_their_codes(taken: Extract) -> None:
    facts = next(r for r in descriptor(taken, "en")["resources"] if r["name"] == "indicators")
    area = next(f for f in facts["schema"]["fields"] if f["name"] == "area")
    assert {*AREAS} <= set(area["constraints"]["enum"])
    rows = json.loads(json_bytes(taken, "en"))["data"]
    assert {row["area"] for row in rows} == {*AREAS}


def test_other_tables_are_as_they_are_curated(tables: Tables, taken: Extract) -> None:
    for name in ("codes", "definitions", "relations", "regions"):
        assert table_bytes(taken.tables, name) == table_bytes(tables, name)


def test_sdmx_has_a_list_of_the_regions(taken: Extract) -> None:
    assert b"CN-GD" in structure_bytes(taken, "en")
