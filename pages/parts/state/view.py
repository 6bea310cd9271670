"""The view as codes: one plain dictionary is the truth, the URL its copy.

Option widgets send their label over the wire, so a widget's key carries the language and the widget
is filled from the truth each time it is drawn, whatever the browser still holds of an interrupted
run; the truth itself never holds a label.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import get_args
from urllib.parse import unquote, urlencode, urlsplit

import streamlit as st

from metrics import Tables
from metrics.briefing.deck import DECK_SIGNS, MOST_LETTERS, is_deck
from metrics.charts.plotly.style import Theme
from metrics.explorer.exploration import Panels
from metrics.locale import DEFAULT_LANG, LANGS, Lang, as_lang
from metrics.model.selection import LAST, Selection, is_vintage
from metrics.reconciliation.kinds import KINDS
from metrics.reconciliation.model import VERDICTS
from metrics.rules.transforms import TRANSFORMS
from metrics.verification import documents
from pages.parts.state import codes
from pages.parts.state.links import codes_in, first_valid, gathered

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


def of_regions(tables: Tables, page: str) -> bool:
    """Tell whether what is chosen on a page stands in the tables of regions.

    Parameters
    ----------
    tables : Tables
        Of economies, with what is in view.
    page : str
        Name of the page.

    Returns
    -------
    bool
        Whether a series, an area or an indicator of theirs is asked for.
    """
    named = [f"@{get('area')}"] if PARAMETERS["area"].on(page) else []
    if page == "explorer":
        named += get_many("s")
    if page == "indicator":
        named.append(get("id"))
    return tables.stand_by_region(named)


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


@dataclass(frozen=True)
class _Address:
    """An address that is asked for before there is a session.

    Parameters
    ----------
    page : str
        Name of its page.
    view : dict of str to str
        What it chooses.
    """

    page: str
    view: dict[str, str]


# A document is made before the session that it begins: for it the address alone counts.
_ADDRESS: ContextVar[_Address | None] = ContextVar("address", default=None)


@contextmanager
def of_address(
    tables: Tables, page: str, given: Mapping[str, Sequence[str]], lang: Lang
) -> Iterator[list[str]]:
    """Let an address alone be the truth within the block, as in the first run of its session.

    Parameters
    ----------
    tables : Tables
        The tables with all that can be in view.
    page : str
        Name of the page.
    given : mapping
        All values of each parameter.
    lang : str
        ``zh`` or ``en``; what holds where the address names none.

    Yields
    ------
    list of str
        The parameters whose value was not understood.

    Examples
    --------
    >>> from metrics import load
    >>> with of_address(load(), "indicator", {"id": ["gii_rank"], "as": ["x"]}, "en") as bad:
    ...     print(get("id"), bad, address(tab="notes"))
    gii_rank ['as'] ?id=gii_rank&lang=en&tab=notes
    """
    chosen, bad = _read(tables, given)
    chosen.setdefault("lang", lang)
    before = _ADDRESS.set(_Address(page, chosen))
    try:
        yield bad
    finally:
        _ADDRESS.reset(before)


def view() -> dict[str, str]:
    """Return the choices of this session, by parameter; what is not chosen is absent."""
    if (alone := _ADDRESS.get()) is not None:
        return alone.view
    chosen: dict[str, str] = st.session_state.setdefault("view", {})
    return chosen


def get(key: str) -> str:
    """Return one choice, or empty."""
    return view().get(key, "")


def get_many(key: str) -> tuple[str, ...]:
    """Return several choices."""
    return tuple(filter(None, get(key).split(",")))


def put(key: str, value: str) -> None:
    """Make a choice from a callback."""
    if value:
        view()[key] = value
    else:
        view().pop(key, None)
    st.session_state["called_back"] = True


def browser_lang() -> Lang:
    """Return the browser's language where we speak it, else Chinese."""
    return as_lang(st.context.locale) or DEFAULT_LANG


def begin(tables: Tables) -> tuple[Lang, list[str]]:
    """Bring the truth up to date with the URL.

    Returns
    -------
    tuple
        The language, and the parameters whose value was not understood.
    """
    chosen = view()
    path = _path()
    present = st.query_params.to_dict()
    last_path, last = st.session_state.get("address", (None, {}))
    st.session_state["first_run"] = "published" not in st.session_state
    called_back = st.session_state.pop("called_back", False)
    moved = path != last_path
    bad: list[str] = []
    if moved:
        chosen.pop("at", None)  # a figure beside one page is none beside another
    if (moved and present) or (not moved and present != last and not called_back):
        given = gathered((k, v) for k in present for v in st.query_params.get_all(k))
        # The next run, as of a click right after Back, may end this one wherever it reads or sets
        # what the session holds: what was understood is told by then.
        st.session_state["address"] = (path, present)
        bad = _parse(tables, given, chosen, fresh=not moved or last_path is None)
    st.session_state["path"] = path
    if "lang" not in chosen:
        chosen["lang"] = browser_lang()
    return as_lang(chosen["lang"]) or DEFAULT_LANG, bad


def _path() -> str:
    return urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2]


def _parse(
    tables: Tables, present: Mapping[str, Sequence[str]], chosen: dict[str, str], *, fresh: bool
) -> list[str]:
    read, bad = _read(tables, present)
    for key, parameter in PARAMETERS.items():
        if key in read:
            chosen[key] = read[key]
        elif _given_up(key, parameter, fresh=fresh):
            chosen.pop(key, None)
    return bad


def _read(tables: Tables, present: Mapping[str, Sequence[str]]) -> tuple[dict[str, str], list[str]]:
    """Return what an address chooses, and the parameters whose value was not understood."""
    chosen: dict[str, str] = {}
    bad: list[str] = []
    for key, parameter in PARAMETERS.items():
        given = [value[: parameter.longest] for value in present.get(key, ()) if value]
        whole = first_valid(given, partial(_known, tables, parameter, whole=True))
        value = whole or first_valid(given, partial(_known, tables, parameter)) or ""
        if given and not whole:
            value = given[0] if parameter.told else value
            bad += [] if parameter.told else [key]
        if value and value != parameter.default:
            chosen[key] = value
    return chosen, bad


def _given_up(key: str, parameter: Parameter, *, fresh: bool) -> bool:
    """Tell whether an address that does not name a choice gives it up.

    The reader's deck goes along to every page: only the address of its own page is without it.
    """
    of_the_page = bool(parameter.pages) and parameter.on(_path())
    left = fresh and bool(parameter.pages) and key not in OWN
    return key in CARRIED or key == "at" or of_the_page or left


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
            known = partial(_known, tables, parameter)
            value = first_valid(values, partial(known, whole=True)) or first_valid(values, known)
            if value and value != parameter.default:
                chosen[key] = value
    return chosen


def publish(page: str) -> None:
    """Write the truth to the URL: the language always, the page's own choices where made."""
    wanted = _of_page(page)
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
    st.session_state["address"] = (st.session_state.get("path", ""), wanted)
    st.session_state["published"] = wanted


def _of_page(page: str) -> dict[str, str]:
    """Return what the address of a page says: the choices that are its own."""
    return {k: v for k, v in view().items() if v and k != "dv" and PARAMETERS[k].on(page)}


def clear(keys: Sequence[str]) -> None:
    """Forget choices."""
    for key in keys:
        put(key, "")


def parameters_of(page: str) -> dict[str, str]:
    """Return the choices that a link to a page carries, so that coming back finds them again."""
    left_out = ("dv", "id", "add", "check", "at")
    return {k: v for k, v in view().items() if v and k not in left_out and PARAMETERS[k].on(page)}


def permalink(page: str, defaults: dict[str, str], version: str) -> str:
    """Return the full address of the view: every choice, also defaults, and the data version.

    Parameters
    ----------
    page : str
        Name of the page.
    defaults : dict of str to str
        What holds where nothing was chosen.
    version : str
        Of the data.

    Returns
    -------
    str
        The address with its host.
    """
    parts = urlsplit(st.context.url or "")
    own = {k: v for k, v in view().items() if v and PARAMETERS[k].on(page)}
    every = {"lang": get("lang")} | defaults | own | {"dv": version}
    return f"{parts.scheme}://{parts.netloc}{parts.path}?{urlencode(every, safe=DECK_SIGNS)}"


def choices() -> dict[str, str]:
    """Return all that the address of this view chooses but for the figure beside it."""
    alone = _ADDRESS.get()
    wanted: dict[str, str] = _of_page(alone.page) if alone else st.session_state["published"]
    return {key: value for key, value in wanted.items() if key != "at"}


def address(**changed: str) -> str:
    """Return the address of this view with some choices changed, or taken back where empty."""
    wanted = choices() | changed
    return "?" + urlencode({key: value for key, value in wanted.items() if value})


def selection() -> Selection:
    """Return which statements the reader wants in view."""
    return Selection.of(view())
