"""Data and sources: every fact in one table, the sources with their counts, the files."""

import streamlit as st

from pages.parts.blocks import changes, downloads, facts, texts
from pages.parts.frame import markup
from pages.parts.frame.shell import context

here = context()
facts.show_filters(here)
st.html(facts.year_row(here))
facts.show_facts(here)
downloads.show(here, facts.filters(here))
st.html(changes.last(here))
st.html(facts.sources(here))
st.html(markup.small("section.html", here.lang, title=here.say("texts.title")))
st.html(texts.overview(here))
st.html(facts.downloads(here))
