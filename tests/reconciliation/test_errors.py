"""The register of errors of the sources holds what arithmetic refutes, and nothing else."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from metrics import Tables, load
from metrics.cli import main
from metrics.reconciliation import reconcile
from metrics.reconciliation.declarations import declaration_problems, error_fault
from metrics.reconciliation.errors import errors_page, regional_errors, source_errors


def test_a_refuted_figure_stands_with_its_proofs(tables: Tables) -> None:
    """587,000 without Hong Kong, Macao and Taiwan is more than the 585,767 with them."""
    error = source_errors(tables)[0]
    assert error.statement.figure.printed == "587,000"
    assert error.statement.status == "D"
    assert {c.relation.id for c in error.proofs} == {"scope-domestic-incl-2013", "population-2014"}
    assert all(c.verdict == "inconsistent" for c in error.proofs)


def test_what_only_differs_in_definition_is_no_error(tables: Tables) -> None:
    differing = [o for o in tables.statements if o.status == "D"]
    refuted = [e.statement for e in source_errors(tables)]
    assert 0 < len(refuted) < len(differing)


def test_an_alarm_without_the_status_is_not_laid_to_a_source(copied: Path) -> None:
    path = copied / "indicators.csv"
    text = path.read_text(encoding="utf-8")
    row = '2013-12-31,587000,"587,000",exact,D,'
    assert text.count(row) == 1
    path.write_text(text.replace(row, row.replace(",D,", ",A,")), encoding="utf-8", newline="")
    tables = load(copied)
    alarms = {c.relation.id for c in reconcile(tables) if c.verdict == "inconsistent"}
    assert "scope-domestic-incl-2013" in alarms
    assert source_errors(tables) == ()


def test_the_page_tells_the_printed_form_the_source_and_the_reason(tables: Tables) -> None:
    page = errors_page(tables)
    (error, *_) = source_errors(tables)
    assert "## Invention patents in force (Domestic, excl. Hong Kong, Macao, Taiwan), end" in page
    assert "Printed: 587,000 (" in page
    assert error.statement.source.title_en in page
    assert error.statement.note_en in page
    assert page.count("**population-2014**") == 1


def test_without_the_supplement_nothing_is_refuted(reports: Tables) -> None:
    assert source_errors(reports) == ()


OWN = '2013-12-31,587000,"587,000",exact,D,'


def edited(folder: Path, file: str, old: str, new: str) -> Tables:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")
    return load(folder)


def faults(tables: Tables) -> list[tuple[str, str]]:
    relations = tables.frames["relations"]
    return [(p.code, relations["id"][p.row - 2]) for p in declaration_problems(tables)]


def test_an_entry_fails_once_its_figures_agree(copied: Path) -> None:
    """544,209 without the three is what the 585,767 with them leaves: no proof is left."""
    tables = edited(
        copied, "indicators.csv", OWN, OWN.replace("587000", "544209").replace("587,000", "544,209")
    )
    assert faults(tables) == [
        ("misfit_mended", "population-2014"),
        ("misfit_mended", "scope-domestic-incl-2013"),
    ]
    done = CliRunner().invoke(main, ["check", "--data", str(copied), "--lang", "en"])
    assert done.exit_code == 1
    assert "The source is mended, or a figure was keyed wrongly before" in done.output


def test_an_entry_needs_a_statement_that_is_set_aside(copied: Path) -> None:
    tables = edited(copied, "indicators.csv", OWN, OWN.replace(",D,", ",A,"))
    assert ("misfit_unaccused", "scope-domestic-incl-2013") in faults(tables)


def test_an_entry_needs_its_proof_and_a_reason(tables: Tables) -> None:
    assert error_fault(None) == "unproved"
    (check,) = source_errors(tables)[0].proofs[1:]
    assert error_fault(check) == ""
    silent = replace(check, relation=replace(check.relation, explanation_zh=""))
    assert error_fault(silent) == "unexplained"


def later(folder: Path, issuer_of: str) -> Tables:
    """Add a statement of 2016 that prints 544,209, by the issuer of another source."""
    with (folder / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(r for r in rows if r["id"] == issuer_of)
    row |= {"id": "zz-2016", "published": "2016-03-26", "document": ""}
    with (folder / "sources.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, row, lineterminator="\n").writerow(row)
    name = "invention_patents_in_force_domestic,CN,"
    told = "zz-2016,text,stated,cnipa-english-2014-03-26,改正。,Mended.\n"
    statement = f'{name}2013-12-31,544209,"544,209",exact,A,{told}'
    path = folder / "indicators.csv"
    text = path.read_text(encoding="utf-8")
    at = text.index(name + "2014-12-31")
    path.write_text(text[:at] + statement + text[at:], encoding="utf-8", newline="")
    # A later statement is shown in its place, so that the relation names the one it is about.
    claim = "scope-domestic-incl-2013,at_most,invention_patents_in_force_domestic@2013-12-31"
    return edited(folder, "relations.csv", f"{claim},", f"{claim}~cnipa-english-2014-03-26,")


@pytest.mark.parametrize(
    ("issuer_of", "state"),
    [
        ("cnipa-english-2014-03-26", "mended"),
        ("shenzhen-special-zone-daily-2025-09-16", "superseded"),
    ],
)
def test_a_later_publication_mends_or_supersedes(copied: Path, issuer_of: str, state: str) -> None:
    (error,) = [e for e in source_errors(later(copied, issuer_of)) if e.proofs]
    assert error.state == state
    assert [o.figure.printed for o in error.others] == ["544,209"]


def test_two_totals_that_differ_prove_no_error(tables: Tables) -> None:
    (error,) = regional_errors(tables)
    assert error.regional
    assert [c.relation.id for c in error.proofs] == ["regions-sum-designs_granted_domestic-2020"]


def test_of_a_total_and_its_parts_nobody_says_which_is_wrong(copied: Path) -> None:
    """125 centres are 77 and 48, and no three more."""
    path = copied / "relations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(r for r in rows if r["id"] == "centres-2025-03")
    row["right"] += " 3"
    row |= {"misfit": "source_error", "explanation_zh": "不符。", "explanation_en": "No."}
    with path.open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, row, lineterminator="\n")
        written.writeheader()
        written.writerows(rows)
    tables = load(copied)
    (error,) = [e for e in source_errors(tables) if e.undecided]
    assert error.statement.figure.value == 125
    assert [c.relation.id for c in error.proofs] == ["centres-2025-03"]
    assert faults(tables) == []
