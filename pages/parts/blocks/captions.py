"""Small grey lines."""

from __future__ import annotations

import streamlit as st

from pages.parts.frame import markup
from pages.parts.frame.shell import Context


def draw(here: Context, words: str) -> None:
    """Draw a small grey line; Streamlit's own is too light to read."""
    st.html(markup.render("caption.html", here.lang, words=words))
