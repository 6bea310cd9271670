"""What is declared of misfits in relations.csv, held to what it can mean."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_UP, Decimal

from metrics.reconciliation import reconcile
from metrics.reconciliation.loading import relations
from metrics.reconciliation.misfits import (
    DECLARABLE,
    DECLARED_MOST,
    SOURCE_ERROR,
    declaration_fault,
    misfit_share,
)
from metrics.reconciliation.model import DIFFERS, Check, Relation
from metrics.tables.dataset import Tables
from metrics.tables.problems import Problem


def declaration_problems(tables: Tables) -> Iterator[Problem]:
    """Refuse each declared misfit that cannot be, is none, or that nobody explains.

    Examples
    --------
    >>> from metrics import load
    >>> list(declaration_problems(load()))
    []
    """
    checks = {c.key: c for c in reconcile(tables.printed)}
    for line, relation in enumerate(relations(tables), 2):
        if relation.misfit:
            yield from _problems(line, relation, checks.get((relation.id, relation.reading)))


def _problems(line: int, relation: Relation, check: Check | None) -> Iterator[Problem]:
    def problem(code: str, **details: str) -> Problem:
        words = {"verdict": f"reconcile.verdict.{check.verdict}"} if check else {}
        place = "relations.csv", line, "misfit", relation.misfit
        return Problem(*place, f"misfit_{code}", details, words)

    if relation.misfit == SOURCE_ERROR:
        if fault := error_fault(check):
            yield problem(fault)
        return
    possible = [name for name, d in DECLARABLE.items() if relation.kind in d.kinds]
    if relation.misfit not in possible:
        yield problem("kind", kinds=", ".join(possible) or "–")
    elif check is not None and check.verdict == "inconsistent":
        gap = _percent(misfit_share(check))
        yield problem(declaration_fault(check), gap=gap, most=_percent(DECLARED_MOST))
    elif check is not None and check.verdict != relation.misfit:
        yield problem("stale")
    elif not (relation.explanation_zh and relation.explanation_en):
        yield problem("unexplained")


def error_fault(check: Check | None) -> str:
    """Say why a check does not prove the error of a source that is declared; empty where it does.

    An entry of the register stands as long as the figures contradict each other, the one that is
    wrong is set aside where it is known, and the reason is written: else the source was mended, or
    the entry lacks its proof.

    Parameters
    ----------
    check : Check, optional
        That of the relation; None where some of its figures are not there.

    Returns
    -------
    str
        ``unproved``, ``mended``, ``unaccused`` or ``unexplained``.

    Examples
    --------
    >>> error_fault(None)
    'unproved'
    """
    if check is None:
        return "unproved"
    if check.verdict != "inconsistent":
        return "mended"
    # Of a total and its parts any may be wrong.
    if check.relation.kind != "sum" and not any(o.status == DIFFERS for o in check.inputs):
        return "unaccused"
    return "" if check.explained else "unexplained"


def _percent(share: Decimal) -> str:
    """Write a share in per cent, rounded up so that it is never told below what it is."""
    return f"{(share * 100).quantize(Decimal('0.1'), ROUND_UP).normalize():f}%"
