"""The register of errors of the sources: what a text prints against the arithmetic, with its proof.

Such a figure stays in the tables as it is printed, with the status D (definition differs) and the
reason in its notes, and an inconsistent check shows that it cannot be what its text calls it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from metrics.locale import Lang
from metrics.model.observation import Observation
from metrics.model.series import series_key
from metrics.reconciliation import reconcile
from metrics.reconciliation.misfits import SOURCE_ERROR
from metrics.reconciliation.model import DIFFERS, Check
from metrics.reconciliation.wording import sentence
from metrics.reconciliation.workings import working
from metrics.tables.dataset import Tables
from metrics.wording.observations import place_words
from metrics.wording.origins import locator_words

State = Literal["open", "mended", "superseded"]
_LANG: Lang = "en"
_HEAD = """\
# Errors of the sources

Figures that a text prints against the arithmetic. Each stays in `data/indicators.csv` as printed,
with the status D and the reason in its notes: nothing is joined or compared with it; a total whose
parts do not add up to it stays as it is where nothing tells which of them is wrong. Below each
stand the checks that prove it. Written by
`python -m metrics reconcile --format errors > docs/source-errors.md`; a test compares this page
with the engine.

An error is *open* where no later publication is known to print the figure otherwise, *mended* where
a later one of the same issuer does, *superseded* where one of another issuer does. Each entry is
declared by `source_error` in the column `misfit` of the relation that proves it; `ipstats check`
refuses one whose figures contradict each other no more, and one that lacks its proof. The page
*Checks* shows the same under *Errors of the sources*, `/data/source-errors.csv` and
`/data/source-errors.json` hand it out.
"""
_REGIONS = """\
# Tables of regions that do not come out

Each stays in `data/regions.csv` as printed or read: which of its cells is wrong cannot be told. The
sums of all other tables come out.
"""
_TOTALS = """\
# Totals of tables of regions that another publication has otherwise

No errors that can be laid to one of the two: both are kept, and not joined.
"""


@dataclass(frozen=True)
class SourceError:
    """A statement that cannot be what its text calls it, and the checks that prove it.

    Parameters
    ----------
    statement : Observation
        What is printed. Where a total and its parts contradict each other and nothing tells which
        of them is wrong, the total.
    proofs : tuple of Check
        Inconsistent checks in which it takes part.
    others : tuple of Observation
        Statements of the same figure that say otherwise, of all publications.
    regional : bool
        Whether it is the total of a table of regions.
    """

    statement: Observation
    proofs: tuple[Check, ...]
    others: tuple[Observation, ...] = ()
    regional: bool = False

    @property
    def id(self) -> str:
        """A name that stays: series, period and publication."""
        o = self.statement
        key = series_key(o.definition.id, o.area)
        return f"{key}-{o.period.code}-{o.source.id}".replace("/", "-")

    @property
    def undecided(self) -> bool:
        """Whether a part of the total may be wrong in its place."""
        return self.statement.status != DIFFERS

    @property
    def state(self) -> State:
        """Whether a later publication prints the figure otherwise, and whose."""
        own = self.statement.source
        later = [o.source for o in self.others if o.source.known > own.known]
        if any(source.issuer_en == own.issuer_en for source in later):
            return "mended"
        return "superseded" if later else "open"


def source_errors(tables: Tables) -> tuple[SourceError, ...]:
    """Find the statements in view that arithmetic refutes, in the order of the tables.

    Examples
    --------
    >>> from metrics import load
    >>> found = source_errors(load())
    >>> [(e.statement.period.code, e.state) for e in found][:1]
    [('2013-12-31', 'open')]
    """
    checks = _inconsistent(tables)
    undecided = {id(c.left[0].first): c for c in checks if _undecided(c)}
    made = []
    for o in tables.statements:
        proofs = tuple(c for c in checks if any(i is o for i in c.inputs))
        if o.status == DIFFERS and proofs:
            made.append(SourceError(o, proofs, _others(tables, o)))
        elif id(o) in undecided:
            made.append(SourceError(o, (undecided[id(o)],)))
    return tuple(made)


def _undecided(check: Check) -> bool:
    """Tell whether a total and its parts are declared to contradict each other, and no more."""
    declared = check.relation.misfit == SOURCE_ERROR and check.relation.kind == "sum"
    return declared and not any(o.status == DIFFERS for o in check.inputs)


def _others(tables: Tables, error: Observation) -> tuple[Observation, ...]:
    series = tables.all_series[error.definition.id, error.area]
    return tuple(
        o
        for o in series.statements
        if o.period == error.period and o.status != DIFFERS and not o.derived
    )


def regional_errors(tables: Tables) -> tuple[SourceError, ...]:
    """Find the tables of regions that do not add up to their own totals.

    Two publications whose totals differ prove no error of one of them.

    Examples
    --------
    >>> from metrics import load
    >>> [e.statement.definition.id for e in regional_errors(load())]
    ['designs_granted_domestic']
    """
    found = (c for c in _inconsistent(tables.regional) if c.relation.kind != "same")
    return tuple(SourceError(c.left[0].first, (c,), regional=True) for c in found)


def errors_page(tables: Tables) -> str:
    """Write the register as a page: each error with its proofs."""
    lines = [_HEAD]
    for error in source_errors(tables):
        lines += [*_entry(tables, error), ""]
    regional = tables.regional
    failing = _inconsistent(regional)
    for head, same in ((_REGIONS, False), (_TOTALS, True)):
        own = [c for c in failing if (c.relation.kind == "same") == same]
        lines += [head] if own else []
        for check in own:
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
    yield f"State: {error.state}; printed so since {o.source.published}."
    yield ""
    if note := o.note(_LANG):
        yield note
        yield ""
    for check in error.proofs:
        yield from _proof(tables, check)


def _proof(tables: Tables, check: Check) -> Iterator[str]:
    yield f"- **{check.relation.id}**: {sentence(tables, check, _LANG)}"
    yield f"  Working: {working(check)}. {check.relation.explanation(_LANG)}".rstrip()
