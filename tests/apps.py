"""Pages run without a browser."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from urllib.parse import parse_qsl

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from metrics import Selection
from metrics.tables.read import ROOT
from pages.parts.frame.places import SHOWN

FRAME = str(ROOT / "pages" / "frame.py")
REPORTS = Selection(supplement=False)
# Each run of a page reads the metadata of all packages for components that they bring: once does.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
PAGES = list(SHOWN)


def open_page(name: str, lang: str = "zh", **query: str) -> AppTest:
    app = AppTest.from_file(FRAME, default_timeout=30)
    app.query_params["lang"] = lang
    for key, value in query.items():
        app.query_params[key] = value
    if name != "overview":
        app.switch_page(f"{name}.py")
    app.run()
    return app


def follow(app: AppTest, words: str) -> None:
    """Follow the link of these words to another view of the same page."""
    links = re.findall(r'<a[^>]* href="\?([^"]*)"[^>]*>([^<]*)</a>', html(app))
    (address,) = {address for address, said in links if said == words}
    app.query_params.clear()
    for key, value in parse_qsl(unescape(address)):
        app.query_params[key] = value
    app.run()


def html(app: AppTest) -> str:
    return "\n".join(str(e.proto.body) for e in app.get("html"))
