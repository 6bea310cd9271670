"""Files that a page hands out at one click: made once for what it shows, and held by the session.

The framework could make them at the click (`data` as a function), but it drops such a file when the
next two scripts end, whosever they are: with many visitors before the browser has come for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st


def hand_out(
    label: str,
    make: Callable[[], bytes],
    *,
    of: object,
    name: str,
    mime: str,
    key: str,
    **look: Any,
) -> None:
    """Draw a button with a file.

    Parameters
    ----------
    label : str
        What the button says.
    make : callable
        Makes the file.
    of : object
        What the file is made of: it is made again where this is another.
    name, mime : str
        Of the file.
    key : str
        Of the button.
    **look
        Whatever else `streamlit.download_button` takes.
    """
    held: dict[str, tuple[object, bytes]] = st.session_state.setdefault("handed", {})
    if key not in held or held[key][0] != of:
        held[key] = of, make()
    look.setdefault("on_click", "ignore")
    st.download_button(label, held[key][1], file_name=name, mime=mime, key=key, **look)
