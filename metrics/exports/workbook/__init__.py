"""The two workbooks, each of which stands alone, with live formulas and native charts.

The summary answers what a number is; the audit workbook shows how each came about. What they hold
is planned first, as values without a library; then it is written row by row.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Literal

from metrics.explorer.exploration import Choice, Exploration
from metrics.exports.files import Progress, silent
from metrics.exports.workbook.audit.plan import AuditPlan
from metrics.exports.workbook.sheets import Planned
from metrics.exports.workbook.summary.plan import SummaryPlan
from metrics.exports.workbook.write import write
from metrics.locale import Lang
from metrics.tables.dataset import Tables
from metrics.views.extracts import Extract, extract, of_view
from metrics.views.filters import Filters

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


def content(
    which: Workbook,
    asked: Filters | Choice,
    lang: Lang,
    made_on: date,
    address: str,
    tables: Tables,
    *,
    progress: Progress = silent,
) -> bytes:
    """Make one of the two workbooks of what is asked for.

    Parameters
    ----------
    which : str
        ``summary`` or ``audit``.
    asked : Filters or Choice
        What the figures pass, or a view of the explorer.
    lang : str
        Its language.
    made_on : date
        The day that it names.
    address : str
        Under which readers reach the dashboard; empty where that is not known.
    tables : Tables
        The tables, with what is in view.
    progress : callable
        Told the rows written and all rows; what it raises stops the work.

    Returns
    -------
    bytes
        The file.

    Examples
    --------
    >>> from metrics import load
    >>> asked, day = Filters(indicators=("gii_rank",)), date(2026, 1, 1)
    >>> content("audit", asked, "en", day, "", load())[:2]
    b'PK'
    """
    view: Exploration | None = None
    if isinstance(asked, Choice):
        view = Exploration(tables, asked)
        taken = of_view(view)
    else:
        taken = extract(tables, asked, lang)
    file = BytesIO()
    write(planned(which, taken, lang, made_on, view, address), file, progress)
    return file.getvalue()


__all__ = ["AuditPlan", "SummaryPlan", "Workbook", "content", "planned", "write"]
