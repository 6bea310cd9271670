"""What a run of a page asks of the script of all pages, without a script of its own."""

from __future__ import annotations

import json

import streamlit as st
from markupsafe import Markup

_MARKUP = Markup('<i class="ip-call" data-call="{}" data-count="{}"></i>')


def call(*calls: tuple[str, *tuple[object, ...]], again: bool = True) -> None:
    """Have functions of the script called.

    Parameters
    ----------
    *calls : tuple
        Name and arguments of each, as `CALLS` of the script names them.
    again : bool
        Whether they are called once more where the run before asked for the same.
    """
    count = 0
    if again:
        count = st.session_state["calls"] = st.session_state.get("calls", 0) + 1
    st.html(_MARKUP.format(json.dumps(calls, ensure_ascii=False), count))
