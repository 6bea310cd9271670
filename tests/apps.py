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
from pages.parts.state.jobs import Job

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


def newest_job(app: AppTest) -> Job:
    """Return the work on the file that was asked for last."""
    job: Job = list(app.session_state["files"].values())[-1].job
    return job


def left_out(app: AppTest) -> list[tuple[str, dict[str, str]]]:
    """Return what the page says of figures that it does not show, each with where it leads."""
    found = re.findall(r'class="ip ip-out"[^>]*>(.*?) <a href="\?([^"]*)"', html(app))
    return [(unescape(told), dict(parse_qsl(unescape(query)))) for told, query in found]


def scrolled(app: AppTest) -> AppTest:
    """Draw all of a page, as one sees it who reads to its end."""
    while near := [b for b in app.button if b.key and b.key.startswith("near-")]:
        near[0].click().run()
    return app


def indicators(app: AppTest) -> set[str]:
    """Return the ids of the indicators that links of a page lead to."""
    return set(re.findall(r'href="indicator\?[^"]*?\bid=(\w+)', html(app)))
