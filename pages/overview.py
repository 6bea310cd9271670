"""Overview: the headline row, then the story of each theme in one chart."""

import streamlit as st

from metrics.views.filters import Filters
from pages.parts.blocks import charts as blocks
from pages.parts.blocks import downloads
from pages.parts.frame.shell import context

ready = blocks.overview_blocks(context())
for cards in ready.cards:
    st.html(cards)
if ready.charts:
    blocks.show_charts(ready, "overview")
blocks.say_if_empty(ready)
downloads.show(context(), Filters())
