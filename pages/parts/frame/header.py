"""The header of every page: pages, search, what is in view, language and display."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from metrics import Tables
from metrics.briefing.deck import DECK_SIGNS
from metrics.charts.compile.notes import selection_lines
from metrics.charts.plotly.style import Theme
from metrics.locale import LANGS, Text
from metrics.model.period import day_label
from metrics.model.selection import FIRST, LAST, Selection
from metrics.reconciliation import ALL_WITH_IMPLIED
from pages.parts.frame import markup
from pages.parts.frame.places import MORE, PATHS, SIGNIN, THEMES
from pages.parts.state import own_deck, visitors
from pages.parts.state import view as state
from pages.parts.state.parameters import NARROWING

# Days of a year at which the choice of statements is offered; an address may name any day.
ENDS = ("12-31", "06-30")
# Each language in its own words.
NAMES = {"zh": "中", "en": "EN"}


@dataclass(frozen=True)
class Ways:
    """Where the header of a page leads.

    Parameters
    ----------
    pages : mapping
        The address of each page.
    search : str
        That of the explorer, with what is chosen there but not what narrowed an earlier search.
    change : callable
        Returns the address of this view with some parameters changed, or taken back where empty.
    slides : int
        Number of slides in the briefing.
    theme : str
        The theme that the page is within; empty where it is in none.
    visitor : str
        Who is signed in; empty where nobody has to.
    """

    pages: Mapping[str, str]
    search: str
    change: Callable[..., str]
    slides: int = 0
    theme: str = ""
    visitor: str = ""


def ways(theme: str) -> Ways:
    """Return the ways from the view of this session, on a page within a theme."""
    every = {name: address_of(name) for name in ("overview", *THEMES, *MORE)}
    search = address_of("explorer", without=NARROWING)
    return Ways(every, search, state.address, own_deck.count(), theme, visitors.visit().name)


def header(tables: Tables, page: str, say: Text, look: Theme, to: Ways) -> str:
    """Return the header of a page.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    page : str
        Name of the page.
    say : Text
        Messages of the reader's language.
    look : str
        The display that it has, ``light`` or ``dark``.
    to : Ways
        Where it leads.

    Returns
    -------
    str
        Markup.
    """
    selection = tables.selection
    other: Theme = "light" if look == "dark" else "dark"
    told = say("list.semicolon").join(selection_lines(tables, say.lang))
    # Where nothing printed is left out, there is nothing to bring back.
    less = selection == ALL_WITH_IMPLIED
    dated = selection.vintage not in (FIRST, LAST)
    return markup.render(
        "header.html",
        say.lang,
        page=page,
        paths=" ".join(sorted(path or "." for path in PATHS)),
        themes=THEMES,
        theme=to.theme if to.theme in THEMES else "",
        more=MORE,
        links=to.pages,
        search=to.search,
        slides=to.slides,
        state=state_words(selection, say),
        told=told,
        restore=to.change(sup="", imp="", v=""),
        back=say("selection.without_implied" if less else "selection.all"),
        switches=_switches(selection, say, to),
        vintages=_vintages(tables, say),
        vintage="" if selection.vintage == LAST else selection.vintage,
        day=selection.vintage if dated else "",
        langs=[(code, markup.TAGS[code], NAMES[code], to.change(lang=code)) for code in LANGS],
        look=other,
        look_address=to.change(look=other),
        visitor=to.visitor,
        leave=f"{SIGNIN}?out=1&lang={say.lang}",
    )


def address_of(page: str, without: Collection[str] = ()) -> str:
    """Return the address of a page with the language and what was chosen on it before."""
    kept = {k: v for k, v in state.parameters_of(page).items() if k not in without}
    query = urlencode(kept, safe=DECK_SIGNS)
    return f"{'./' if page == 'overview' else page}?{query}"


def state_words(selection: Selection, say: Text) -> str:
    """Return what is in view in a few words.

    Examples
    --------
    >>> from metrics.locale import text
    >>> state_words(Selection(supplement=False), text("en"))
    'Five reports · last printed'
    """
    words = [say("chip.supplement" if selection.supplement else "chip.reports")]
    words += [say("chip.implied")] if selection.implied else []
    code = selection.vintage
    if code in (FIRST, LAST):
        words.append(say(f"chip.{code}"))
    else:
        words.append(say("chip.day", day=day_label(date.fromisoformat(code), say.lang)))
    return say("list.dot").join(words)


def _switches(
    selection: Selection, say: Text, to: Ways
) -> list[tuple[str, list[tuple[str, str, bool]], str]]:
    """Return what can be turned: its name, its choices with their addresses, and what it means."""
    supplement = [
        (say("selection.supplement"), to.change(sup=""), selection.supplement),
        (say("selection.reports"), to.change(sup="0"), not selection.supplement),
    ]
    implied = [
        (say("selection.hidden"), to.change(imp=""), not selection.implied),
        (say("selection.shown"), to.change(imp="1"), selection.implied),
    ]
    return [
        (say("selection.publications"), supplement, say("selection.supplement_help")),
        (say("selection.implied"), implied, say("selection.implied_help")),
    ]


def _vintages(tables: Tables, say: Text) -> list[tuple[str, str]]:
    """Return vintages that are offered, and the one of the address, with their names."""
    chosen = "" if tables.selection.vintage == LAST else tables.selection.vintage
    days = _days(tables.whole or tables)
    others = [chosen] if chosen not in ("", FIRST, *days) else []
    every = [FIRST, *others, *days]
    return [("", say("selection.last")), *((code, vintage_name(code, say)) for code in every)]


def _days(tables: Tables) -> list[str]:
    """Return middles and ends of the years in which something was published, the latest first."""
    known = [s.known for s in tables.sources.values()]
    every = (f"{y}-{end}" for y in range(max(known).year, min(known).year - 1, -1) for end in ENDS)
    return [day for day in every if min(known).isoformat() <= day <= max(known).isoformat()]


def vintage_name(code: str, say: Text) -> str:
    """Name a vintage."""
    if code == FIRST:
        return say("selection.first")
    return say("selection.as_of", day=day_label(date.fromisoformat(code), say.lang))
