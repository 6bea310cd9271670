"""The view as codes: one plain dictionary is the truth, the URL its copy.

Option widgets send their label over the wire, so a widget's key carries the language and the widget
is filled from the truth each time it is drawn; the truth itself never holds a label.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlencode, urlsplit

import streamlit as st

from metrics import Tables
from metrics.charts.template import Theme
from metrics.text import DEFAULT_LANG, LANGS, Lang, as_lang

LONGEST = 80


@dataclass(frozen=True)
class Parameter:
    """A query parameter: the codes it may take, or None where it is free text."""

    page: str
    codes: Callable[[Tables], Sequence[str]] | None


PARAMETERS: dict[str, Parameter] = {
    "lang": Parameter("", lambda _: LANGS),
    "look": Parameter("", lambda _: get_args(Theme)),
    "q": Parameter("data", None),
    "id": Parameter("data", lambda t: tuple(t.definitions)),
    "theme": Parameter("data", lambda t: t.codes("theme")),
    "source": Parameter("data", lambda t: tuple(t.sources)),
    "qualifier": Parameter("data", lambda t: t.codes("qualifier")),
    "basis": Parameter("data", lambda t: t.codes("period_basis")),
    "kind": Parameter("policy", lambda t: t.codes("kind")),
}


def view() -> dict[str, str]:
    """The choices of this session, by parameter; what is not chosen is absent."""
    chosen: dict[str, str] = st.session_state.setdefault("view", {})
    return chosen


def get(key: str) -> str:
    """One choice, or empty."""
    return view().get(key, "")


def browser_lang() -> Lang:
    """The browser's language where we speak it, else Chinese."""
    return as_lang((st.context.locale or "")[:2].lower()) or DEFAULT_LANG


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
    last_path, last = st.session_state.get("published", (None, {}))
    called_back = st.session_state.pop("called_back", False)
    moved = path != last_path
    bad: list[str] = []
    if (moved and present) or (not moved and present != last and not called_back):
        bad = _parse(tables, present, chosen, fresh=not moved or last_path is None)
    st.session_state["path"] = path
    if "lang" not in chosen:
        chosen["lang"] = browser_lang()
    return as_lang(chosen["lang"]) or DEFAULT_LANG, bad


def _path() -> str:
    return urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2]


def _parse(
    tables: Tables, present: dict[str, str], chosen: dict[str, str], *, fresh: bool
) -> list[str]:
    bad = []
    for key, parameter in PARAMETERS.items():
        value = present.get(key, "")[:LONGEST]
        known = parameter.codes is None or not value or value in parameter.codes(tables)
        if not known:
            bad.append(key)
        if value and known:
            chosen[key] = value
        elif parameter.page and (fresh or parameter.page == _path()):
            chosen.pop(key, None)
    return bad


def publish(page: str) -> None:
    """Write the truth to the URL: the language always, the page's own choices where made."""
    wanted = {
        key: value for key, value in view().items() if value and PARAMETERS[key].page in ("", page)
    }
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
    st.session_state["published"] = (st.session_state.get("path", ""), wanted)


def _take(key: str, widget: str) -> None:
    value = st.session_state.get(widget)
    if value:
        view()[key] = value
    else:
        view().pop(key, None)
    st.session_state["called_back"] = True


def _fill(widget: str, value: str) -> None:
    """Set a widget only where it differs, so that what is being typed is not overwritten."""
    if st.session_state.get(widget) != value:
        st.session_state[widget] = value


def choose(
    key: str,
    label: str,
    options: Sequence[str],
    name: Callable[[str], str],
    lang: Lang,
    everything: str,
) -> str:
    """Let the reader choose one code, or all."""
    widget = f"w_{key}_{lang}"
    _fill(widget, get(key))
    st.selectbox(
        label,
        ["", *options],
        format_func=lambda code: name(code) if code else everything,
        key=widget,
        on_change=_take,
        args=(key, widget),
    )
    return get(key)


def search(key: str, label: str, placeholder: str, lang: Lang) -> str:
    """Let the reader type."""
    widget = f"w_{key}_{lang}"
    _fill(widget, get(key))
    st.text_input(
        label,
        key=widget,
        placeholder=placeholder,
        max_chars=LONGEST,
        type="search",
        live=True,
        on_change=_take,
        args=(key, widget),
    )
    return get(key)


def clear(keys: Sequence[str]) -> None:
    """Forget choices."""
    for key in keys:
        view().pop(key, None)
    st.session_state["called_back"] = True


def shared_parameters() -> dict[str, str]:
    """The choices that every page shares, as an address carries them."""
    return {k: v for k, v in view().items() if v and not PARAMETERS[k].page}


def address(**changed: str) -> str:
    """Address of the present view with some choices changed."""
    return "?" + urlencode(st.session_state["published"][1] | changed)


def choose_language(lang: Lang, label: str) -> None:
    """The switch of languages; its labels are the same in both, each in its own language."""
    _fill("w_lang", lang)
    st.segmented_control(
        label,
        LANGS,
        format_func={"zh": "中文", "en": "English"}.__getitem__,
        key="w_lang",
        required=True,
        on_change=_take,
        args=("lang", "w_lang"),
        label_visibility="collapsed",
    )
