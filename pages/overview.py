"""Overview: the headline row, then the story of each theme in one chart."""

import streamlit as st

from pages.parts import blocks
from pages.parts.shell import context

ready = blocks.overview_blocks(context())
st.html(ready.cards[0])
blocks.show_charts(ready, "overview")
