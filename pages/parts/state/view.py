"""The view as codes: one plain dictionary is the truth, the URL its copy.

Option widgets send their label over the wire, so a widget's key carries the language and the widget
is filled from the truth each time it is drawn, whatever the browser still holds of an interrupted
run; the truth itself never holds a label.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import streamlit as st

from metrics import Tables
from metrics.briefing.deck import DECK_SIGNS
from metrics.locale import DEFAULT_LANG, Lang, as_lang
from metrics.model.selection import Selection
from pages.parts.state.links import gathered
from pages.parts.state.parameters import CARRIED, OWN, PARAMETERS, Parameter, read


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
    chosen, bad = read(tables, given)
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
    given, bad = read(tables, present)
    for key, parameter in PARAMETERS.items():
        if key in given:
            chosen[key] = given[key]
        elif _given_up(key, parameter, fresh=fresh):
            chosen.pop(key, None)
    return bad


def _given_up(key: str, parameter: Parameter, *, fresh: bool) -> bool:
    """Tell whether an address that does not name a choice gives it up.

    The reader's deck goes along to every page: only the address of its own page is without it.
    """
    of_the_page = bool(parameter.pages) and parameter.on(_path())
    left = fresh and bool(parameter.pages) and key not in OWN
    return key in CARRIED or key == "at" or of_the_page or left


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
