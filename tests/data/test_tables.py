"""The curated files keep to their descriptor, and what is written from them is up to date."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from metrics import Tables
from metrics.locale import LANGS
from metrics.reconciliation import reconcile
from metrics.reconciliation.declarations import declaration_problems
from metrics.reconciliation.errors import errors_page, regional_errors, source_errors
from metrics.reconciliation.implied import implied
from metrics.reconciliation.report import as_markdown
from metrics.tables.read import DESCRIPTOR, ROOT, records, table_schemas
from metrics.views.register import register
from metrics.views.search import search


def test_frictionless_validates_the_package(folder_of_tables: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", str(folder_of_tables / DESCRIPTOR)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", list(table_schemas()))
def test_files_have_the_columns_of_the_package(folder_of_tables: Path, name: str) -> None:
    schema = table_schemas()[name]
    with (folder_of_tables / schema.file).open(encoding="utf-8", newline="") as file:
        assert tuple(next(csv.reader(file))) == schema.columns


def test_code_lists_of_the_package_are_the_lists_of_codes(tables: Tables) -> None:
    used: dict[str, set[str]] = {}
    for schema in table_schemas().values():
        for column, known in schema.enums.items():
            used.setdefault(column, set()).update(known)
    # What reconciliation implies follows from more rules than a row of derivations.csv may name.
    used["rule"] |= {o.rule for o in implied(tables)}
    for column, known_ in used.items():
        if column != "quantity":
            assert known_ == set(tables.codes(column)), column


def test_files_are_sorted_by_key(folder_of_tables: Path) -> None:
    for name in (
        "indicators",
        "definitions",
        "derivations",
        "sources",
        "units",
        "explanations",
        "relations",
        "synonyms",
    ):
        schema = table_schemas()[name]
        with (folder_of_tables / schema.file).open(encoding="utf-8", newline="") as file:
            keys = [tuple(r[k] for k in schema.key) for r in csv.DictReader(file)]
        assert keys == sorted(keys), name


def test_every_synonym_finds(tables: Tables) -> None:
    """Each word of the table leads to indicators, and so does each of what it stands for."""
    rows = records(tables.frames["synonyms"])
    for words in {w for row in rows for w in (row["term"], *row["finds"].split(";"))}:
        found = search(tables, words)
        assert found.definitions, words
        assert not found.meant, words


def test_names_differ_between_the_languages(tables: Tables) -> None:
    for definition in tables.definitions.values():
        assert re.search(r"[一-鿿]", definition.name_zh), definition.id
        assert not re.search(r"[一-鿿]", definition.name_en + definition.definition_en), (
            definition.id
        )


def test_the_documentation_is_what_the_engine_finds(tables: Tables) -> None:
    page = (ROOT / "docs" / "relations.md").read_text(encoding="utf-8")
    assert page == as_markdown(tables, reconcile(tables)), "write docs/relations.md again"


def test_few_checks_are_alarms_and_each_is_known(tables: Tables) -> None:
    """587,000 patents of 2013 stand against two others; 25.219 million marks are not domestic.

    A part of the civil cases of 2020 is above the whole; two numbers do not fit their growth.
    """
    alarms = {c.relation.id for c in reconcile(tables) if c.verdict == "inconsistent"}
    assert alarms == {
        "hmt-2013",
        "population-2014",
        "inflow-trademarks-domestic-2019",
        "court-civil-trademark-2020-misprint",
        "court-growth-2024",
        "enforcement-kinds-2018",
        "trademark-applications-study-2017",
    }
    assert alarms == {c.relation.id for e in source_errors(tables) for c in e.proofs}


def test_every_alarm_is_an_error_of_a_source_that_is_declared(tables: Tables) -> None:
    alarms = [c for c in reconcile(tables) if c.verdict == "inconsistent"]
    proofs = [c for e in source_errors(tables) for c in e.proofs]
    assert {c.key for c in alarms} == {c.key for c in proofs}
    assert {c.relation.misfit for c in proofs} == {"source_error"}


def test_the_tables_of_regions_that_do_not_come_out_are_known(tables: Tables) -> None:
    """Another one is a slip of the keying or a finding; one that is missing was mended."""
    assert {c.relation.id for e in regional_errors(tables) for c in e.proofs} == {
        "regions-sum-pct_received_domestic-2018",
        "regions-sum-plant_varieties_granted_domestic-2013",
        "regions-sum-plant_varieties_granted_domestic-2016",
        "regions-sum-plant_variety_applications_domestic-2012",
        "regions-sum-plant_variety_applications_domestic-2014",
    }


def test_each_error_says_what_is_printed_why_not_and_what_is_likely(tables: Tables) -> None:
    for lang in LANGS:
        found = register(tables, lang)
        assert len(found) >= 10
        assert len({error.id for error in found}) == len(found)
        for error in found:
            assert error.printed
            assert error.title
            assert error.since
            assert error.likely
            assert all(p.said and p.working and p.why for p in error.proofs)


def test_declared_misfits_can_be_what_is_declared(tables: Tables) -> None:
    assert not list(declaration_problems(tables))


def test_the_register_of_errors_is_what_the_tables_prove(tables: Tables) -> None:
    page = (ROOT / "docs" / "source-errors.md").read_text(encoding="utf-8")
    assert page == errors_page(tables), "write docs/source-errors.md again"
    found = {(e.statement.definition.id, e.statement.period.code) for e in source_errors(tables)}
    assert {
        ("invention_patents_in_force_domestic", "2013-12-31"),
        ("valid_trademarks_domestic", "2019-12-31"),
        ("trademark_applications_received", "2017"),
        ("court_ip_civil_trademark", "2020"),
        ("court_ip_cases_received_growth", "2023/2024"),
    } <= found


def test_each_figure_of_another_definition_says_why(tables: Tables) -> None:
    for o in tables.statements:
        assert o.status != "D" or (o.note_zh and o.note_en), o.key


def test_rows_are_sorted_and_say_why_an_ambiguous_phrase_is_read_so(folder_of_tables: Path) -> None:
    with (folder_of_tables / "relations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = [(r["id"], r["reading"]) for r in rows]
    assert keys == sorted(keys)
    for row in rows:
        assert row["reading"] == "plain" or row["note_zh"], row["id"]
