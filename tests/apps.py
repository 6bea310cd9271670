"""Pages run without a browser."""

from __future__ import annotations

from functools import cache

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from metrics import Selection
from metrics.tables.read import ROOT
from pages.parts.frame.shell import SECTIONS

FRAME = str(ROOT / "pages" / "frame.py")
REPORTS = Selection(supplement=False)
# Each run of a page reads the metadata of all packages for components that they bring: once does.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
PAGES = [name for names in SECTIONS.values() for name in names]


def open_page(name: str, lang: str = "zh", **query: str) -> AppTest:
    app = AppTest.from_file(FRAME, default_timeout=30)
    app.query_params["lang"] = lang
    for key, value in query.items():
        app.query_params[key] = value
    if name != "overview":
        app.switch_page(f"{name}.py")
    app.run()
    return app


def html(app: AppTest) -> str:
    return "\n".join(str(e.proto.body) for e in app.get("html"))
