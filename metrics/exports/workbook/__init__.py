"""The two workbooks, each of which stands alone, with live formulas and native charts.

The summary answers what a number is; the audit workbook shows how each came about. What they hold
is planned first, as values without a library; then it is written row by row.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from metrics.explorer.exploration import Exploration
from metrics.exports.workbook.audit.plan import AuditPlan
from metrics.exports.workbook.sheets import Planned
from metrics.exports.workbook.summary.plan import SummaryPlan
from metrics.exports.workbook.write import write
from metrics.locale import Lang
from metrics.views.extracts import Extract

Workbook = Literal["summary", "audit"]
PLANS: dict[Workbook, type[SummaryPlan] | type[AuditPlan]] = {
    "summary": SummaryPlan,
    "audit": AuditPlan,
}


def planned(
    which: Workbook,
    taken: Extract,
    lang: Lang,
    made_on: date,
    view: Exploration | None = None,
    address: str = "",
) -> Planned:
    """Plan one of the two workbooks.

    Parameters
    ----------
    which : str
        ``summary`` or ``audit``.
    taken : Extract
        What it holds.
    lang : str
        Its language.
    made_on : date
        The day that it names.
    view : Exploration, optional
        A view of the explorer that it shows.
    address : str
        Under which readers reach the dashboard; empty where that is not known.

    Returns
    -------
    Planned
        What `write` takes.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("gii_rank",)))
    >>> planned("audit", taken, "en", date(2026, 1, 1)).book.lang
    'en'
    """
    plan = PLANS[which](taken, lang, made_on, view)
    return replace(plan, address=address) if isinstance(plan, SummaryPlan) else plan


__all__ = ["AuditPlan", "SummaryPlan", "Workbook", "planned", "write"]
