"""The first screen stands in the document, and nothing moves when the page takes its place."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browsing import WIDE

pytestmark = pytest.mark.browser
# Where the parts of a first screen stand.
PLACES = """root => {
  const parts = [".ip-hero", ".ip-hl", ".ip-tb", ".ip-still, .js-plotly-plot", ".ip-find"];
  return parts.map(name => {
    const all = [...document.querySelector(root).querySelectorAll(name)];
    const r = all.find(e => e.getClientRects().length).getBoundingClientRect();
    return [r.left, r.top, r.width, r.height].map(Math.round);
  });
}"""
# Whether the card of the large chart was ever seen without drawing and without chart.
WATCH = """
window.bare = 0; window.held = 0;
const look = () => {
  const card = document.querySelector("#root .st-key-c-creation-lead");
  const drawn = card && card.querySelector(".main-svg .infolayer");
  const still = card && card.querySelector(".ip-still");
  if (still) { window.held += 1; }
  if (card && !document.getElementById("first") && !drawn && !still) { window.bare += 1; }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def test_the_chart_is_seen_from_the_document_on(base: str, browser: Browser) -> None:
    address = f"{base}/creation?lang=zh&look=light"
    context = browser.new_context(viewport=WIDE)
    try:
        tab = context.new_page()
        tab.route("**/static/js/index.*", lambda route: route.abort())
        tab.goto(address, wait_until="commit")
        tab.wait_for_selector("#first .ip-still svg >> visible=true")
        tab.evaluate("document.fonts.ready")
        before = tab.evaluate(PLACES, "#first")
        tab.unroute("**/static/js/index.*")
        tab.add_init_script(WATCH)
        tab.goto(address)
        tab.wait_for_selector(
            "#root .st-key-c-creation-lead .main-svg .infolayer", state="attached"
        )
        tab.wait_for_selector(".ip-still", state="detached")
        assert tab.evaluate("[window.bare, window.held > 0]") == [0, True]
        assert tab.evaluate(PLACES, "#root") == before
    finally:
        context.close()
