"""The working of a check: its formula over printed forms, the same in both languages."""

from __future__ import annotations

from metrics.model.observation import Observation
from metrics.reconciliation.kinds import KINDS
from metrics.reconciliation.model import Check, Term
from metrics.reconciliation.sides import Sides, quantities
from metrics.reconciliation.terms import MOST_NAMED
from metrics.rules.derivations import growth_form
from metrics.rules.written import Form
from metrics.wording.intervals import span


def working(check: Check) -> str:
    """Write the formula over printed forms, with the two intervals; one for both languages.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> found = {c.relation.id: c for c in reconcile(load())}
    >>> working(found["centres-2025-03"])
    '77家 + 48家 = 125; 125家 = 125'
    """
    return f"{prediction(check)}; {claim(check)}"


def prediction(check: Check) -> str:
    """Write the formula of what is expected with its interval; a bound is no equation."""
    own = formula(check)
    between = ": " if own[0] in "≤≥<>" else " = "
    return f"{own}{between}{span(check.outcome.expected)}"


def formula(check: Check) -> str:
    """Write the formula of what is expected, over printed forms."""
    return KINDS[check.relation.kind].expected.formula(quantities(check), _forms(check))


def claim(check: Check) -> str:
    """Write the printed claim, or what is observed in its stead, with its interval."""
    observed = span(check.outcome.observed)
    own = KINDS[check.relation.kind].observed.formula(quantities(check), _forms(check))
    return f"{own} = {observed}" if own else observed


def _forms(check: Check) -> Sides[str | Form]:
    """Put the figures as they are printed; of many the first and the last."""
    right = [_printed(t) for t in check.right]
    if check.relation.kind == "base_within":
        right[1] = growth_form(check.right[1].first)
    left = [_printed(t) for t in check.left]
    return Sides(
        left if len(left) <= MOST_NAMED else [*left[:MOST_NAMED], "…"],
        right if len(right) <= 2 * MOST_NAMED else [*right[:MOST_NAMED], "…", right[-1]],
        check.relation.reading,
    )


def _printed(term: Term) -> str | Form:
    if term.number is not None:
        return f"{term.number:f}"
    return _shortened(term.parts, brackets=len(term.parts) > 1)


def _shortened(parts: tuple[Observation, ...], *, brackets: bool) -> str:
    forms = [o.figure.printed for o in parts]
    if len(forms) > 2 * MOST_NAMED:
        forms = [*forms[:MOST_NAMED], "…", forms[-1]]
    added = " + ".join(forms)
    return f"({added})" if brackets else added
