"""Widgets that show and take the choices of the view; the truth is in `pages.parts.state.view`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from metrics.locale import Lang
from pages.parts.state.calls import call
from pages.parts.state.parameters import PARAMETERS
from pages.parts.state.view import get, put, view


def _take(key: str, widget: str) -> None:
    value = st.session_state.get(widget) or ""
    put(key, value if isinstance(value, str) else ",".join(value))
    if set(PARAMETERS[key].pages) & set(PARAMETERS["p"].pages):
        view().pop("p", None)  # another choice of rows begins at its first page


def _fill(widget: str, value: object) -> bool:
    """Fill a widget from the truth; tell whether what the browser holds counts instead.

    In the first run of a session the browser may know better than the address: the server began
    anew under an open page, and the first thing that it hears is a choice. No callback is called
    for a widget that it did not draw itself.
    """
    first: bool = st.session_state["first_run"]
    if not first:
        st.session_state[widget] = value
    return first


def _heed(act: Callable[..., object], *args: object) -> None:
    """Do what a callback would have done, and begin again with it."""
    st.session_state["first_run"] = False
    act(*args)
    st.rerun()


def button(
    label: str, *, on_click: Callable[..., None], args: tuple[Any, ...] = (), **look: Any
) -> None:
    """Let the reader press a button, also where the server began anew under the page.

    Parameters
    ----------
    label : str
        What it says.
    on_click : callable
        What it does.
    args : tuple
        With what.
    **look
        Whatever else `streamlit.button` takes.
    """
    pressed = st.button(label, on_click=on_click, args=args, **look)
    if pressed and st.session_state["first_run"]:
        _heed(on_click, *args)


def write_in(
    label: str,
    value: str,
    *,
    key: str,
    on_change: Callable[..., None],
    args: tuple[Any, ...],
    **look: Any,
) -> None:
    """Let the reader write a line, filled with what there is.

    Parameters
    ----------
    label : str
        What it asks for.
    value : str
        What it holds before.
    key : str
        Of the widget.
    on_change : callable
        Takes what was written.
    args : tuple
        With what.
    **look
        Whatever else `streamlit.text_input` takes.
    """
    given: dict[str, Any] = {"value": value} if _fill(key, value) else {}
    written = st.text_input(label, key=key, on_change=on_change, args=args, **given, **look)
    if given and written != value:
        _heed(on_change, *args)


def write_at_length(
    label: str, value: str, *, key: str, on_change: Callable[[str], None], **look: Any
) -> None:
    """Let the reader write a text of any length, filled with what there is.

    Parameters
    ----------
    label : str
        What it asks for.
    value : str
        What it holds before.
    key : str
        Of the widget.
    on_change : callable
        Takes what was written.
    **look
        Whatever else `streamlit.text_area` takes.
    """
    given: dict[str, Any] = {"value": value} if st.session_state["first_run"] else {}
    # Set only where it differs, so that what is being written is not overwritten.
    if not given and st.session_state.get(key) != value:
        st.session_state[key] = value
    written = st.text_area(
        label, key=key, on_change=lambda: on_change(st.session_state[key]), **given, **look
    )
    if given and written != value:
        _heed(on_change, written)


def choose(
    key: str,
    label: str,
    options: Sequence[str],
    name: Callable[[str], str],
    lang: Lang,
    everything: str,
) -> str:
    """Let the reader choose one code, or all; a code that is no option here counts as all.

    Parameters
    ----------
    key : str
        The parameter that it is the choice of.
    label : str
        What it asks for.
    options : sequence of str
        The codes.
    name : callable
        Names a code.
    lang : str
        ``zh`` or ``en``.
    everything : str
        Names the choice of none of them.

    Returns
    -------
    str
        The chosen code, or empty.
    """
    widget = f"w_{key}_{lang}"
    chosen = get(key) if get(key) in options else ""
    every = ["", *options]
    given: dict[str, Any] = {"index": every.index(chosen)} if _fill(widget, chosen) else {}
    taken = st.selectbox(
        label,
        every,
        format_func=lambda code: name(code) if code else everything,
        key=widget,
        on_change=_take,
        args=(key, widget),
        **given,
    )
    if given and taken != chosen:
        _heed(_take, key, widget)
    return chosen


def page_of(count: int) -> int:
    """Return the page of a table that is in view, counted from 1."""
    return min(max(int(get("p") or 1), 1), count)


def turn_pages(count: int, before: str, here: str, after: str, head: str = "") -> None:
    """Let the reader turn the pages of a table; the framework's own pages speak English only.

    Parameters
    ----------
    count : int
        Number of pages.
    before, here, after : str
        Words for turning back, for the page in view and for turning on.
    head : str
        Class of the block that the pages are of: a page that was turned to shows its beginning.
    """
    if count == 1:
        return
    page = page_of(count)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for words, to in ((before, page - 1), (here, page), (after, page + 1)):
            if to == page:
                st.text(words, width="content")
            else:
                off = not 1 <= to <= count
                button(words, key=f"p_{words}", disabled=off, on_click=_leaf, args=(to,))

    if st.session_state.pop("leafed", False) and head:
        call(("show", f".{head}"))


def _leaf(page: int) -> None:
    put("p", str(page) if page > 1 else "")
    st.session_state["leafed"] = True


def search(key: str, label: str, placeholder: str, lang: Lang) -> str:
    """Let the reader type.

    Parameters
    ----------
    key : str
        The parameter that it is the choice of.
    label : str
        What it asks for.
    placeholder : str
        An example of what may be typed.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        What is typed.
    """
    widget = f"w_{key}_{lang}"
    before = get(key)
    given: dict[str, Any] = {"value": before} if st.session_state["first_run"] else {}
    # Set only where it differs, so that what is being typed is not overwritten.
    if not given and st.session_state.get(widget) != before:
        st.session_state[widget] = before
    typed = st.text_input(
        label,
        key=widget,
        placeholder=placeholder,
        max_chars=80,
        type="search",
        live=True,
        on_change=_take,
        args=(key, widget),
        **given,
    )
    if given and typed != before:
        _heed(_take, key, widget)
    return before
