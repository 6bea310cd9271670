"""The entry: the dashboard as an ASGI app, its plain routes and its last line of defence.

Start it with ``streamlit run dashboard.py``.
"""

import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from pages.parts.frame.faults import show_fault  # noqa: E402  (the path is set above)
from pages.parts.http.web import middleware, routes, warm  # noqa: E402

app = st.App(
    ROOT / "pages" / "frame.py",
    routes=routes(),
    middleware=middleware(),
    lifespan=warm,
    on_script_error=show_fault,
)
