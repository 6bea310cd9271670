"""The first screen stands in the document, and nothing moves when the page takes its place."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browsing import PHONE, WIDE

pytestmark = pytest.mark.browser
# Where the parts of a first screen stand.
PLACES = """root => {
  const parts = [".ip-hl", ".ip-ctl", ".ip-keys", ".ip-looks", ".ip-tb", ".ip-find",
    ".ip-still, .js-plotly-plot", ".ip-aside", ".ip-profile"];
  return parts.map(name => {
    const all = [...document.querySelector(root).querySelectorAll(name)];
    const seen = all.find(e => e.getClientRects().length);
    if (!seen) { return null; }
    const r = seen.getBoundingClientRect();
    return [r.left, r.top, r.width, r.height].map(Math.round);
  });
}"""
# Whether the card of the large chart was ever seen without drawing and without chart, whether a
# drawing was held in it, or the chart was there before the document went, and how far the card was
# moved; what is put together below it moves too.
WATCH = """
window.bare = window.held = window.early = window.moved = 0;
new PerformanceObserver(list => {
  const card = document.querySelector("#root .st-key-c-CARD");
  const moves = source => card && source.node && source.node.contains(card);
  for (const shift of list.getEntries()) {
    if (shift.sources.some(moves)) { window.moved += shift.value; }
  }
}).observe({ type: "layout-shift", buffered: true });
const look = () => {
  const card = document.querySelector("#root .st-key-c-CARD");
  const drawn = card && card.querySelector(".main-svg .infolayer");
  const still = card && card.querySelector(".ip-still");
  const first = document.getElementById("first");
  if (still) { window.held += 1; }
  if (drawn && first) { window.early += 1; }
  if (card && !first && !drawn && !still) { window.bare += 1; }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
VIEWS = [
    ("creation", "", "creation-lead"),
    ("indicator", "id=gii_rank&area=US", "indicator-lead"),
    ("explorer", "s=pledge_financing,gii_rank", "view"),
    ("regions", "region=CN-BJ", "regions-ranking"),
]


@pytest.mark.parametrize(("size", "lang"), [(WIDE, "zh"), (PHONE, "en")], ids=["wide", "phone"])
@pytest.mark.parametrize(("page", "query", "card"), VIEWS, ids=[page for page, _, _ in VIEWS])
def test_the_chart_is_seen_from_the_document_on(
    base: str, browser: Browser, page: str, query: str, card: str, size: dict[str, int], lang: str
) -> None:
    address = f"{base}/{page}?lang={lang}&look=light&{query}"
    context = browser.new_context(viewport=size)  # type: ignore[arg-type]
    try:
        tab = context.new_page()
        tab.route("**/static/js/index.*", lambda route: route.abort())
        tab.goto(address, wait_until="commit")
        tab.wait_for_selector("#first .ip-still svg >> visible=true")
        tab.evaluate("document.fonts.ready")
        before = tab.evaluate(PLACES, "#first")
        said = tab.evaluate("document.querySelector('#first h1').parentElement.innerText")
        tab.unroute("**/static/js/index.*")
        tab.add_init_script(WATCH.replace("CARD", card))
        tab.goto(address)
        tab.wait_for_selector(f"#root .st-key-c-{card} .main-svg .infolayer", state="attached")
        tab.wait_for_selector(".ip-still", state="detached")
        assert tab.evaluate("[window.bare, window.held + window.early > 0]") == [0, True]
        assert tab.evaluate(PLACES, "#root") == before
        assert tab.evaluate("window.moved") < 0.02
        assert said == tab.evaluate("document.querySelector('#root h1').parentElement.innerText")
    finally:
        context.close()


# What the framework draws in place of a block of the card that is still to come, for a while.
LATE = """
new MutationObserver((_, watch) => {
  const card = document.querySelector("#root .st-key-card-CARD");
  if (!card) { return; }
  watch.disconnect();
  const late = document.createElement("div");
  late.setAttribute("data-testid", "stSkeleton");
  card.prepend(late);
  setTimeout(() => { window.stayed = !!document.getElementById("first"); late.remove(); }, 1000);
}).observe(document, { childList: true, subtree: true });
"""


def test_the_document_stays_until_what_stands_above_the_chart_is_drawn(
    base: str, browser: Browser
) -> None:
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    try:
        tab = context.new_page()
        tab.add_init_script(LATE.replace("CARD", "indicator-lead"))
        tab.goto(f"{base}/indicator?lang=en&id=gii_rank&area=US")
        tab.wait_for_function("() => 'stayed' in window")
        assert tab.evaluate("window.stayed")
        tab.wait_for_selector("#first", state="detached")
    finally:
        context.close()
