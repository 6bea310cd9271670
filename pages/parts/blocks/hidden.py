"""Figures that there are but that are out of view: what hides them, and the way to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from metrics.model.period import day_label
from metrics.model.selection import LAST, Selection
from metrics.reconciliation import ALL_WITH_IMPLIED
from metrics.tables.dataset import Tables
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import view as state
from pages.parts.state.store import selected


@dataclass(frozen=True)
class Cause:
    """What hides figures.

    Parameters
    ----------
    hidden_by : Selection
        What is in view.
    shown_by : Selection
        What shows them, as near to it as can be.
    """

    hidden_by: Selection
    shown_by: Selection

    def words(self, context: Context) -> str:
        """Say what hides them."""
        now, then, say = self.hidden_by, self.shown_by, context.say
        told = [] if now.supplement == then.supplement else [say("hidden.supplement")]
        if now.vintage != then.vintage and now.as_of:
            told.append(say("hidden.day", day=day_label(now.as_of, context.lang)))
        told += [] if now.implied == then.implied else [say("hidden.implied")]
        return say("list.comma").join(told)

    def address(self, **changed: str) -> str:
        """Return the address of this view in which they are shown."""
        query = self.shown_by.query
        own = {key: query.get(key, "") for key in ("sup", "v", "imp")}
        return state.address(**own, **changed)


def cause_of(tables: Tables, holds: Callable[[Tables], bool]) -> Cause | None:
    """Find what hides figures, or None where nothing does: there are no such figures.

    Parameters
    ----------
    tables : Tables
        What is in view.
    holds : callable
        Whether tables show the figures.

    Returns
    -------
    Cause or None
        The smallest change after which they are shown.

    Examples
    --------
    >>> from metrics import load
    >>> reports = load().select(Selection(supplement=False, vintage="2023-01-31"))
    >>> found = cause_of(reports, lambda tables: "pct_applications@US" in tables.by_key)
    >>> found.shown_by == Selection(vintage="2023-01-31")
    True
    """
    own = tables.selection
    wider = (
        replace(own, supplement=True),
        replace(own, vintage=LAST),
        replace(own, supplement=True, vintage=LAST),
        replace(own, implied=True),
        ALL_WITH_IMPLIED,
    )
    for one in wider:
        if one != own and holds(selected(tables, one)):
            return Cause(own, one)
    return None


def line(context: Context, cause: Cause, names: str, **changed: str) -> str:
    """Return a line that says what is out of view, why, and how to see it.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    cause : Cause
        What hides it.
    names : str
        Of what is hidden.
    **changed : str
        What else the way to it changes in the address.

    Returns
    -------
    str
        Markup.
    """
    told = context.say("hidden.told", names=names, cause=cause.words(context))
    return out(context, told, context.say("hidden.show"), cause.address(**changed))


def out(context: Context, told: str, way: str, address: str) -> str:
    """Return a line with a link behind it.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    told, way : str
        The line, and the words of the link.
    address : str
        Where it leads.

    Returns
    -------
    str
        Markup.
    """
    return markup.render("hidden.html", context.lang, told=told, way=way, address=address)
