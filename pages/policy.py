"""Policy: events over time by directive with the figures that moved, then those of governance."""

import streamlit as st

from pages.parts.blocks import policy
from pages.parts.frame.shell import context
from pages.parts.state import widgets

here = context()
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
st.html(here.shared(f"policy {kind}", lambda: policy.drawn(here, kind)))
if undated := here.shared(f"undated {kind}", lambda: policy.undated(here, kind)):
    st.html(undated)
policy.show_governance(here)
