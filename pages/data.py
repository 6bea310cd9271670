"""Data and sources: every fact in one table, the sources with their counts, the files."""

import streamlit as st

from pages.parts import facts, markup, taking, texts
from pages.parts.shell import context

here = context()
facts.show_filters(here)
facts.show_facts(here)
taking.show(here, facts.filters(here))
st.html(facts.sources(here))
st.html(markup.render("section.html", here.lang, title=here.say("texts.title")))
st.html(texts.overview(here))
st.html(facts.downloads(here))
