"""The register of errors of the sources holds what arithmetic refutes, and nothing else."""

from __future__ import annotations

from pathlib import Path

from metrics import Tables, load
from metrics.reconciliation import reconcile
from metrics.reconciliation.errors import errors_page, source_errors


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
