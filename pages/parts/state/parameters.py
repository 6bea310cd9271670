"""Query parameters: what each may hold, and what an address chooses by them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import get_args
from urllib.parse import unquote

from metrics import Tables
from metrics.briefing.deck import MOST_LETTERS, is_deck
from metrics.charts.plotly.style import Theme
from metrics.explorer.exploration import Panels
from metrics.locale import LANGS
from metrics.model.selection import LAST, is_vintage
from metrics.reconciliation.kinds import KINDS
from metrics.reconciliation.model import VERDICTS
from metrics.rules.transforms import TRANSFORMS
from metrics.verification import documents
from pages.parts.state import codes
from pages.parts.state.links import codes_in, first_valid

# What changed in a deck, and what two windows have of one.
LONGEST_CHANGES = 20_000
LONGEST_KEPT = 8_000


@dataclass(frozen=True)
class Parameter:
    """A query parameter.

    Parameters
    ----------
    pages : tuple of str
        Pages whose view it changes; empty for all.
    codes : callable
        The codes that it may take, or None where it is free text.
    many : bool
        Whether it holds several codes, parted by commas.
    valid : callable
        What free text must be.
    longest : int
        Letters that it may have.
    default : str
        What holds where nothing is chosen; an address need not say it.
    told : bool
        Whether the page itself says what is wrong with a value.
    """

    pages: tuple[str, ...]
    codes: Callable[[Tables], Collection[str]] | None
    many: bool = False
    valid: Callable[[str], bool] = bool
    longest: int = 400
    default: str = ""
    told: bool = False

    def on(self, page: str) -> bool:
        """Tell whether a page has this parameter."""
        return not self.pages or page in self.pages


def _periods(tables: Tables) -> Sequence[str]:
    return [o.period.code for s in tables.all_series.values() for o in s.statements]


def _years(tables: Tables) -> Sequence[str]:
    return [f"{o.period.end.year}" for s in tables.all_series.values() for o in s.statements]


def _number(written: str) -> bool:
    return written.isascii() and written.isdecimal()


# Every link of the dashboard carries these where they are chosen.
CARRIED = frozenset({"sup", "imp", "v", "look"})
# What a reader keeps, on whichever page.
OWN = frozenset({"d", "since", "n"})
FACETS = ("data", "explorer", "checks")
# What narrows the list of the explorer.
NARROWING = frozenset({"q", "p", "theme", "area", "source", "measure", "directive"})
AREAS = (*FACETS, "indicator")
PARAMETERS: dict[str, Parameter] = {
    "lang": Parameter((), lambda _: LANGS),
    "look": Parameter((), lambda _: get_args(Theme)),
    "sup": Parameter((), lambda _: ("0", "1"), default="1"),
    "imp": Parameter((), lambda _: ("0", "1"), default="0"),
    "v": Parameter((), None, valid=is_vintage, default=LAST),
    "dv": Parameter((), None),
    "q": Parameter(FACETS, None, valid=lambda words: unquote(words) == words),
    "id": Parameter(("data", "indicator", "checks"), codes.indicators),
    "area": Parameter(AREAS, codes.areas),
    "p": Parameter(FACETS, None, valid=_number),
    "theme": Parameter(FACETS, lambda t: t.codes("theme")),
    "source": Parameter(FACETS, lambda t: t.sources),
    "measure": Parameter(("explorer",), lambda t: t.codes("measure")),
    "directive": Parameter(("explorer",), lambda t: t.codes("directive")),
    "qualifier": Parameter(("data",), lambda t: t.codes("qualifier")),
    "basis": Parameter(("data",), lambda t: t.codes("period_basis")),
    "year": Parameter(("data",), _years),
    "newest": Parameter(("data",), lambda _: ("0", "1"), default="0"),
    "kind": Parameter(("policy",), lambda t: t.codes("kind")),
    "verdict": Parameter(("checks",), lambda _: VERDICTS),
    "relation": Parameter(("checks",), lambda _: KINDS),
    "check": Parameter(("checks",), codes.checks, many=True),
    "list": Parameter(("checks",), lambda _: ("errors",)),
    "what": Parameter(("regions",), lambda t: codes.regional(t).definitions),
    "on": Parameter(("regions",), None, longest=40),
    "region": Parameter(("regions",), lambda t: codes.regional(t).codes("area")),
    "s": Parameter(("explorer",), codes.series_keys, many=True),
    "t": Parameter(("explorer",), lambda _: TRANSFORMS),
    "b": Parameter(("explorer",), _periods),
    "from": Parameter(("explorer",), _years),
    "to": Parameter(("explorer",), _years),
    "ev": Parameter(("explorer",), lambda t: t.codes("kind"), many=True),
    "panels": Parameter(("explorer",), lambda _: get_args(Panels), default="one"),
    "show": Parameter(("explorer",), lambda _: ("chart", "table")),
    "tab": Parameter(
        ("indicator",),
        lambda _: ("data", "statements", "notes", "checks", "related"),
        default="data",
    ),
    "as": Parameter(("indicator",), lambda _: (*TRANSFORMS, "table"), default="none"),
    "d": Parameter(("briefing",), None, valid=is_deck, longest=MOST_LETTERS + 1, told=True),
    "since": Parameter(("briefing",), None, longest=LONGEST_CHANGES),
    "n": Parameter(("briefing",), None, valid=_number, longest=4),
    "add": Parameter((), None),
    "kept": Parameter((), None, longest=LONGEST_KEPT),
    "doc": Parameter(("reading",), documents),
    "at": Parameter((), None, told=True),
    "mark": Parameter(("reading",), lambda t: ("none", "facts", *t.codes("numeral_class"))),
}


def read(tables: Tables, present: Mapping[str, Sequence[str]]) -> tuple[dict[str, str], list[str]]:
    """Return what an address chooses, and what of it was not understood.

    Parameters
    ----------
    tables : Tables
        The tables with all that can be in view.
    present : mapping
        All values of each parameter.

    Returns
    -------
    tuple
        Codes by parameter, without what holds anyway; and the parameters whose value is not one.

    Examples
    --------
    >>> from metrics import load
    >>> read(load(), {"id": ["GII_rank"], "as": ["x"], "sup": ["1"]})
    ({'id': 'gii_rank'}, ['as'])
    """
    chosen: dict[str, str] = {}
    bad: list[str] = []
    for key, parameter in PARAMETERS.items():
        given = [value[: parameter.longest] for value in present.get(key, ()) if value]
        value, whole = _understood(tables, parameter, given)
        if given and not whole:
            value = given[0] if parameter.told else value
            bad += [] if parameter.told else [key]
        if value and value != parameter.default:
            chosen[key] = value
    return chosen, bad


def _understood(tables: Tables, parameter: Parameter, given: Sequence[str]) -> tuple[str, bool]:
    """Return what counts of the values of a parameter, and whether that is one as it was given."""
    known = partial(_known, tables, parameter)
    whole = first_valid(given, partial(known, whole=True))
    return whole or first_valid(given, known) or "", bool(whole)


def _known(tables: Tables, parameter: Parameter, value: str, *, whole: bool = False) -> str:
    """Return what of a value is understood; nothing where all of it must be and is not."""
    if parameter.codes is None:
        return value if parameter.valid(value) else ""
    codes = parameter.codes(tables)
    parts = list(filter(None, value.split(","))) if parameter.many else [value]
    if any(part not in codes for part in parts):  # as a program may write them
        folded = {code.casefold(): code for code in codes}
        found = codes_in(value, many=parameter.many)
        parts = [folded.get(part.casefold(), "") for part in found]
    if whole and not all(parts):
        return ""
    return ",".join(dict.fromkeys(filter(None, parts)))


def understood(tables: Tables, page: str, given: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return what an address chooses on a page, for whom there is no session.

    Parameters
    ----------
    tables : Tables
        The tables with all that can be in view.
    page : str
        Name of the page.
    given : mapping
        All values of each parameter.

    Returns
    -------
    dict of str to str
        Codes; what cannot be understood and what holds anyway is left out.

    Examples
    --------
    >>> from metrics import load
    >>> understood(load(), "indicator", {"id": ["GII_rank"], "sup": ["1"], "q": ["x"]})
    {'id': 'gii_rank'}
    """
    chosen = {}
    for key, parameter in PARAMETERS.items():
        values = [value[: parameter.longest] for value in given.get(key, ()) if value]
        if parameter.on(page) and values:
            value, _ = _understood(tables, parameter, values)
            if value and value != parameter.default:
                chosen[key] = value
    return chosen
