"""Explorer: find indicators, choose up to six series, transform, compare and share."""

import streamlit as st

from pages.parts.blocks import explorer
from pages.parts.frame.shell import context

here = context()
finding, comparing = st.columns([2, 5], gap="medium")
with finding:
    explorer.show_search(here)
with comparing:
    explorer.show_view(here)
