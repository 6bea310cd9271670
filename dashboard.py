"""The entry: the dashboard as an ASGI app, what stands before it and its last line of defence.

Start it with ``streamlit run dashboard.py``.
"""

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

ROOT = Path(__file__).resolve().parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from pages.parts.http import logs  # noqa: E402  (the path is set above)
from pages.parts.http.opening import Opening, opening, show_fault  # noqa: E402
from pages.parts.http.watching import watching  # noqa: E402

if watching().json:
    logs.begin()
app = st.App(
    ROOT / "pages" / "frame.py",
    middleware=[Middleware(Opening)],
    lifespan=opening,
    on_script_error=show_fault,
)
