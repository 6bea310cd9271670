"""Overview: the headline row, then the story of each theme in one chart."""

import streamlit as st

from metrics.extracts import Filters
from pages.parts import blocks, taking
from pages.parts.shell import context

ready = blocks.overview_blocks(context())
for cards in ready.cards:
    st.html(cards)
if ready.charts:
    blocks.show_charts(ready, "overview")
blocks.say_if_empty(ready)
taking.show(context(), Filters())
