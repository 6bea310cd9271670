"""Every page with the curated tables, as the first that a fresh server is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from metrics import Tables
from metrics.locale import LANGS, Lang, text
from metrics.tables.read import table_schemas
from metrics.views.pages import overview, theme_page
from pages.parts.frame.places import THEMES
from tests.browsing import (
    PAGES,
    PHONE,
    QUERIES,
    WIDE,
    Seen,
    barriers,
    cut,
    open_page,
    resize,
    served,
)

pytestmark = pytest.mark.browser
NAMED = ("title_zh", "short_zh", "issuer_zh", "note_zh")
# One language on each screen and display; each is then shown at the other width.
SCREENS: dict[Lang, tuple[dict[str, int], str]] = {"zh": (WIDE, "light"), "en": (PHONE, "dark")}
# Names that are the same in both languages, and forms of files, which have no other name.
KNOWN = {"English", "RCEP", "GDP", "PCT", "DMTO", "csv", "json", "pledge", "CPTPP"}
KNOWN |= {"Excel", "CSV", "JSON", "SDMX", "PPTX", "HTML", "PDF", "Word"}
# Formats that have no other name, and endings of files.
KNOWN |= {"PNG", "docx", "pptx", "txt", "XLSX", "TSV", "TXT"}


@dataclass(frozen=True)
class Visit:
    """A page in both languages, the first things that a server was asked for."""

    name: str
    shown: dict[Lang, Page]
    seen: dict[Lang, Seen]


@pytest.fixture(scope="module", params=[*PAGES, "indicator"])
def visit(
    browser: Browser, folder_of_tables: Path, request: pytest.FixtureRequest
) -> Iterator[Visit]:
    name: str = request.param
    path = "" if name == "overview" else name
    made = Visit(name, {}, {lang: Seen() for lang in LANGS})
    with served(DATA_URL=str(folder_of_tables)) as fresh:
        for lang, (size, scheme) in SCREENS.items():
            made.shown[lang] = open_page(
                browser,
                f"{fresh}/{path}?lang={lang}&{QUERIES.get(name, '')}",
                seen=made.seen[lang],
                viewport=size,
                color_scheme=scheme,
            )
        yield made
        for page in made.shown.values():
            page.context.close()


def heading(tables: Tables, name: str, lang: Lang) -> str:
    """Return what a page is headed by: its message, the name of its indicator, or its own name."""
    if name == "overview":
        return overview(tables, lang).hero
    if name in THEMES:
        return theme_page(tables, name, lang).hero
    if name == "indicator":
        return tables.definitions[QUERIES[name].removeprefix("id=")].name(lang)
    return text(lang)(f"page.{name}")


def title(tables: Tables, name: str, lang: Lang) -> str:
    """Return the title of the document: what a view is of, or the name of its page."""
    if name == "explorer":
        first = tables.definitions["invention_patents_in_force"].name(lang)
        return text(lang)("explore.several", first=first, count=5)
    return heading(tables, name, lang) if name == "indicator" else text(lang)(f"page.{name}")


@pytest.mark.parametrize("lang", LANGS)
def test_the_first_request_to_a_fresh_server_by_deep_link(
    visit: Visit, tables: Tables, lang: Lang
) -> None:
    """Without a word of trouble."""
    page, say = visit.shown[lang], text(lang)
    expect(page.locator("h1")).to_have_text(heading(tables, visit.name, lang))
    assert page.evaluate("document.documentElement.lang") == {"zh": "zh-CN", "en": "en"}[lang]
    assert page.locator("[data-testid=stException]").count() == 0
    for kind in ("Error", "Warning"):
        assert page.locator(f"[data-testid=stAlertContent{kind}]").count() == 0
    expect(page).to_have_title(f"{title(tables, visit.name, lang)} · {say('site.title')}")
    assert page.get_by_role("dialog").count() == 0
    assert visit.seen[lang] == Seen()


@pytest.mark.parametrize("lang", LANGS)
def test_no_serious_barrier(visit: Visit, lang: Lang) -> None:
    assert barriers(visit.shown[lang]) == []


def test_no_english_word_stands_on_a_chinese_page(visit: Visit, tables: Tables) -> None:
    page = visit.shown["zh"]
    # Icons of the framework, and addresses, which are the same in both languages.
    hidden = page.locator("[data-testid=stIconMaterial], [data-testid=stCode]")
    hidden.evaluate_all("all => all.forEach(i => i.style.display = 'none')")
    # The framework's own: a link for the keyboard, unseen until it has the focus.
    shown = page.locator("body").inner_text().replace("Skip to main content", "")
    hidden.evaluate_all("all => all.forEach(i => i.style.display = '')")
    words = set(re.findall(r"[A-Za-z]{3,}", shown))
    # Outlets and series that have no other name, and printed forms, which stay as they are.
    sources = " ".join(tables.frames["sources"][list(NAMED)].to_numpy().ravel())
    headings = " ".join(tables.frames["codes"]["name_zh"])
    printed = " ".join(
        (*tables.frames["indicators"]["printed"], *tables.frames["relations"]["printed"])
    )
    named = set(re.findall(r"[A-Za-z]{3,}", f"{sources} {headings} {printed}"))
    version = {w for w in words if re.fullmatch(r"[a-f]+", w)}
    assert words - KNOWN - named - {*table_schemas(), "datapackage"} - version == set()


@pytest.mark.parametrize("lang", LANGS)
def test_everything_fits_at_either_width(visit: Visit, lang: Lang) -> None:
    """Nothing is wider than the screen, no text of a chart is cut, and none lies on another."""
    page, own = visit.shown[lang], SCREENS[lang][0]
    for size in (own, PHONE if own == WIDE else WIDE):
        resize(page, size)
        widths = page.evaluate(
            """[document.documentElement.scrollWidth,
                document.querySelector('[data-testid=stMain]').scrollWidth]"""
        )
        assert max(widths) <= size["width"]
        assert cut(page) == [], size
        assert clashes(page) == [], size


def clashes(page: Page) -> list[str]:
    """Pairs of labels of a chart that lie on each other."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
            const wanted = ['.textpoint text', '.bartext', '.xtick text', '.ytick text',
                '.annotation-text'].join(',');
            const texts = [...plot.querySelectorAll(wanted)]
                .map(t => [t.textContent, t.getBoundingClientRect()])
                .filter(([, r]) => r.width);
            if (texts.length < 6) return ['too few texts: ' + texts.length];
            const out = [];
            for (let i = 0; i < texts.length; i++) for (let j = i + 1; j < texts.length; j++) {
                const [a, r] = texts[i], [b, s] = texts[j];
                const w = Math.min(r.right, s.right) - Math.max(r.left, s.left);
                const h = Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top);
                if (w > 2 && h > 4) out.push(a + ' / ' + b);
            }
            return out; })"""
    )
    return found
