"""Policy: the timeline of events, the six directives with what measures them, governance."""

import streamlit as st

from pages.parts.blocks import theme
from pages.parts.frame import policy
from pages.parts.frame.shell import context
from pages.parts.state import widgets

here = context()
st.html(policy.directives(here))
st.html(policy.heading(here, "policy.timeline"))
kinds = tuple(k for k in here.tables.codes("kind") if k != "directive")
with st.container(width=280):
    kind = widgets.choose(
        "kind",
        here.say("policy.kind"),
        kinds,
        lambda code: here.tables.label("kind", code, here.lang),
        here.lang,
        here.say("policy.all_kinds"),
    )
st.html(policy.timeline(here, kind))
st.html(policy.heading(here, "policy.governance"))
theme.show_figures(here, "governance")
