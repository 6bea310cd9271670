"""The register of errors of the sources: what a text prints against the arithmetic, with its proof.

Such a figure stays in the tables as it is printed, with the status D (definition differs) and the
reason in its notes, and an inconsistent check shows that it cannot be what its text calls it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from metrics.locale import Lang
from metrics.model.observation import Observation
from metrics.reconciliation import reconcile
from metrics.reconciliation.model import Check
from metrics.reconciliation.wording import sentence
from metrics.reconciliation.workings import working
from metrics.tables.dataset import Tables
from metrics.wording.observations import place_words
from metrics.wording.origins import locator_words

# Status of a statement that is not what its text calls it.
DIFFERS = "D"
_LANG: Lang = "en"
_HEAD = """\
# Errors of the sources

Figures that a text prints against the arithmetic. Each stays in `data/indicators.csv` as printed,
with the status D and the reason in its notes: nothing is joined or compared with it. Below each
stand the checks that prove it. Written by
`python -m metrics reconcile --format errors > docs/source-errors.md`; a test compares this page
with the engine.
"""
_REGIONS = """\
# Tables of regions that do not come out

Each stays in `data/regions.csv` as printed or read: which of its cells is wrong cannot be told. The
sums of all other tables come out.
"""


@dataclass(frozen=True)
class SourceError:
    """A statement that cannot be what its text calls it, and the checks that prove it."""

    statement: Observation
    proofs: tuple[Check, ...]


def source_errors(tables: Tables) -> tuple[SourceError, ...]:
    """Find the statements in view that arithmetic refutes, in the order of the tables.

    Examples
    --------
    >>> from metrics import load
    >>> [e.statement.period.code for e in source_errors(load())][:1]
    ['2013-12-31']
    """
    checks = _inconsistent(tables)
    found = (
        SourceError(o, tuple(c for c in checks if any(i is o for i in c.inputs)))
        for o in tables.statements
        if o.status == DIFFERS
    )
    return tuple(e for e in found if e.proofs)


def errors_page(tables: Tables) -> str:
    """Write the register as a page: each error with its proofs."""
    lines = [_HEAD]
    for error in source_errors(tables):
        lines += [*_entry(tables, error), ""]
    regional = tables.regional
    if failing := _inconsistent(regional):
        lines += [_REGIONS]
    for check in failing:
        lines += [*_regional(regional, check), ""]
    return "\n".join(lines)


def _regional(tables: Tables, check: Check) -> Iterator[str]:
    """Yield the entry of a table of regions that does not come out."""
    o = check.left[0].first
    yield f"## {o.definition.name(_LANG)} (by region), {o.period.label(_LANG)}"
    yield ""
    where = f"{o.source.title(_LANG)}, {o.source.cite(_LANG)}, {locator_words(tables, o, _LANG)}"
    yield f"Printed as the total of the table: {o.figure.printed} ({where})."
    yield ""
    yield from _proof(tables, check)


def _inconsistent(tables: Tables) -> tuple[Check, ...]:
    return tuple(c for c in reconcile(tables) if c.verdict == "inconsistent")


def _entry(tables: Tables, error: SourceError) -> Iterator[str]:
    o = error.statement
    place = place_words(tables, o, _LANG)
    yield f"## {o.definition.name(_LANG)} ({place}), {o.period.label(_LANG)}"
    yield ""
    where = f"{o.source.title(_LANG)}, {o.source.cite(_LANG)}, {locator_words(tables, o, _LANG)}"
    yield f"Printed: {o.figure.printed} ({where})."
    yield ""
    yield o.note(_LANG)
    yield ""
    for check in error.proofs:
        yield from _proof(tables, check)


def _proof(tables: Tables, check: Check) -> Iterator[str]:
    yield f"- **{check.relation.id}**: {sentence(tables, check, _LANG)}"
    yield f"  Working: {working(check)}. {check.relation.explanation(_LANG)}".rstrip()
