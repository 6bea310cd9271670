"""Pictures of charts over HTTP, and single charts for pages of other hosts."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any
from urllib.parse import quote

import plotly.graph_objects as go
import pytest

from metrics.briefing.deck import DeckError
from metrics.charts.plotly.posters import FORMATS
from metrics.charts.spec import Axis, ChartSpec, ChartText, Mark, PlotSpec, SeriesSpec, Tick
from metrics.exports import images
from metrics.exports.errors import ImageError
from metrics.locale import LANGS, Lang, text
from metrics.tables.dataset import Tables
from pages.parts.http import embed, pictures, views
from pages.parts.http.answers import Answers
from tests.asking import EVERY, Answer, ask

VIEW = quote("indicator?id=gii_rank", safe="")
WORDS = ChartText(
    "Rank rose from 12th to 10th </script>",
    "Rank, 2023 to 2025",
    "Rank",
    "Source: A (2025) and 2 more",
    (("2025", "A"),),
    ("A bound is hollow.",),
    "Data version 1",
    "A line from 12 to 10.",
)


def spec_of(tables: Tables, view: str, lang: Lang) -> ChartSpec:
    """Return a chart of three years, of any view of an indicator."""
    if not view.startswith("indicator?id=gii_rank"):
        raise DeckError("unknown_view", view=view)
    years = {2023: 12, 2024: 11, 2025: 10}
    days = {year: 738_000 + 365.0 * (year - 2023) for year in years}
    run = tuple(
        Mark(days[year], value, str(year), str(value), (str(value), str(year), "A"))
        for year, value in years.items()
    )
    plot = PlotSpec(
        "lines",
        (SeriesSpec("gii_rank@CN", "", "Rank", "subject", (run,)),),
        Axis(13, 9, (Tick(10, "10"), Tick(12, "12")), rank=True),
        Axis(days[2023], days[2025], tuple(Tick(d, str(y)) for y, d in days.items())),
        "",
    )
    return ChartSpec("gii_rank", view, lang, WORDS, (plot,))


@dataclass
class Drawer:
    """Stands for the browser: notes what it is to draw."""

    drawn: list[tuple[go.Figure, str, tuple[int, int, int]]] = field(default_factory=list)
    fault: Exception | None = None
    wait: threading.Event | None = None

    def render(self, figure: go.Figure, form: str, w: int, h: int, scale: int = 1) -> bytes:
        self.drawn.append((figure, form, (w, h, scale)))
        if self.wait is not None:
            self.wait.wait(20)
        if self.fault is not None:
            raise self.fault
        return b"picture %d" % len(self.drawn)


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Drawer]:
    made = Drawer()
    monkeypatch.setattr(images, "shared", lambda: made)
    for module in (pictures, views):
        monkeypatch.setattr(module, "spec_of", spec_of)
    monkeypatch.setattr(pictures, "ANSWERS", Answers())
    monkeypatch.setattr(embed, "PAGES", Answers())
    views._RECENT._kept.clear()
    yield made
    views._RECENT._kept.clear()


def get(address: str, method: str = "GET", **headers: str) -> Answer:
    return ask(address, method, folder="/", app=EVERY, **headers)


def words(figure: go.Figure) -> str:
    return unescape(" ".join(note.text.replace("<br>", " ") for note in figure.layout.annotations))


class TestPictures:
    @pytest.mark.parametrize("form", FORMATS)
    def test_every_form_has_its_pixels(self, drawer: Drawer, form: str) -> None:
        answer = get(f"picture.png?view={VIEW}&form={form}&lang=en")
        assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
        ((figure, ending, size),) = drawer.drawn
        made = FORMATS[form]  # type: ignore[index]
        assert (ending, size) == ("png", (made.width, made.height, made.scale))
        assert WORDS.title in words(figure)

    def test_it_carries_what_a_card_has_behind_its_details(self, drawer: Drawer) -> None:
        get(f"picture.png?view={VIEW}&lang=en")
        told = words(drawer.drawn[0][0])
        for part in (WORDS.title, WORDS.subtitle, *WORDS.notes, WORDS.version):
            assert part in told

    def test_a_vector_picture(self, drawer: Drawer) -> None:
        answer = get(f"picture.svg?view={VIEW}&lang=en")
        assert answer.headers["content-type"].startswith("image/svg+xml")
        assert drawer.drawn[0][1] == "svg"
        assert 'filename="gii_rank_wide.svg"' in answer.headers["content-disposition"]

    def test_the_display_is_chosen(self, drawer: Drawer) -> None:
        get(f"picture.png?view={VIEW}&look=dark")
        get(f"picture.png?view={VIEW}")
        papers = [figure.layout.paper_bgcolor for figure, *_ in drawer.drawn]
        assert papers == ["#0E1117", "#FFFFFF"]

    def test_one_picture_is_drawn_once(self, drawer: Drawer) -> None:
        first, again = (get(f"picture.png?view={VIEW}&lang=en") for _ in range(2))
        assert first.body == again.body
        assert len(drawer.drawn) == 1
        known = get(f"picture.png?view={VIEW}&lang=en", if_none_match=first.headers["etag"])
        assert (known.status, known.body) == (304, b"")

    def test_what_is_in_view_counts(self, drawer: Drawer) -> None:
        for more in ("", "&sup=0", "&v=2023-06-30"):
            get(f"picture.png?view={VIEW}&lang=en{more}")
        assert len(drawer.drawn) == 3

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize(
        ("query", "status", "key"),
        [
            ("", 400, "route.view"),
            (f"view={VIEW}&form=round", 400, "route.form"),
            (f"view={VIEW}&look=loud", 400, "route.look"),
            ("view=indicator%3Fid%3Dnothing", 404, "deck_fault.unknown_view"),
            ("view=%00", 404, "deck_fault.unknown_view"),
            ("view=../../etc/passwd", 404, "deck_fault.unknown_view"),
        ],
    )
    def test_what_is_wrong_is_said_in_a_sentence(
        self, drawer: Drawer, lang: Lang, query: str, status: int, key: str
    ) -> None:
        answer = get(f"picture.png?{query}&lang={lang}")
        assert answer.status == status
        assert answer.headers["content-type"].startswith("text/plain")
        first = re.split(r"[{“]", text(lang).messages[key])[0]
        assert answer.body.decode().startswith(first)
        assert not drawer.drawn

    @pytest.mark.parametrize("lang", LANGS)
    def test_where_there_is_no_browser_it_says_so(self, drawer: Drawer, lang: Lang) -> None:
        drawer.fault = ImageError("image.browser_failed", reason="gone")
        answer = get(f"picture.png?view={VIEW}&lang={lang}")
        assert answer.status == 503
        assert answer.body.decode() == text(lang)("image.browser_failed", reason="gone")
        assert answer.headers["retry-after"]
        drawer.fault = None
        assert get(f"picture.png?view={VIEW}&lang={lang}").status == 200, "a fault is not kept"

    def test_the_row_before_the_browser_is_bounded(
        self, drawer: Drawer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pictures, "_WAITING", threading.BoundedSemaphore(2))
        drawer.wait = threading.Event()
        with ThreadPoolExecutor(2) as several:
            asked = [several.submit(self.build, f"indicator?id=gii_rank&n={n}") for n in range(2)]
            while len(drawer.drawn) < 2:
                pass
            answer = get(f"picture.png?view={VIEW}&lang=en")
            assert answer.status == 503
            assert answer.body.decode() == text("en")("route.busy")
            assert answer.headers["retry-after"] == str(pictures.RETRY_SECONDS)
            drawer.wait.set()
            assert all(made.result() for made in asked)
        assert get(f"picture.png?view={VIEW}&lang=en").status == 200

    def build(self, name: str) -> bytes:
        with pictures.turn():
            return images.shared().render(go.Figure(), "png", 1, 1)

    def test_kept_pictures_are_bounded(self) -> None:
        assert pictures.ANSWERS.most <= 64 << 20
        assert pictures.ANSWERS.each <= 4 << 20


class TestPreviews:
    def test_an_indicator_shows_title_finding_and_chart(self, drawer: Drawer) -> None:
        answer = get("preview.png?page=indicator&id=gii_rank&lang=en&dv=1")
        assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
        assert answer.headers["cache-control"] == "public, max-age=86400"
        ((figure, _, size),) = drawer.drawn
        assert size == (1200, 630, 1)
        told = words(figure)
        assert "Global Innovation Index rank" in told
        assert WORDS.source in told
        assert len(figure.data) > 0

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize(
        "page", ["overview", "creation", "data", "policy", "checks", "reading"]
    )
    def test_every_page_has_one(self, drawer: Drawer, page: str, lang: Lang) -> None:
        assert get(f"preview.png?page={page}&lang={lang}").status == 200
        assert text(lang)("site.title") in words(drawer.drawn[0][0])

    def test_what_does_not_change_the_view_draws_no_other(self, drawer: Drawer) -> None:
        for more in ("", "&look=dark", "&utm_source=x", "&dv=2", "&nothing=1"):
            get(f"preview.png?page=indicator&id=gii_rank&lang=en{more}")
        assert len(drawer.drawn) == 1

    def test_a_page_that_there_is_not(self, drawer: Drawer) -> None:
        assert get("preview.png?page=secrets&lang=en").status == 400


class TestSingleCharts:
    def page(self, query: str = "lang=en") -> str:
        answer = get(f"embed?view={VIEW}&{query}", host="localhost:8600")
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/html")
        return answer.body.decode()

    def figures(self, page: str) -> list[dict[str, Any]]:
        found = re.search(r'<script type="application/json" id="figures">(.*?)</script>', page)
        assert found
        made: list[dict[str, Any]] = json.loads(found[1])
        return made

    def test_a_chart_with_title_and_source_and_nothing_else(self, drawer: Drawer) -> None:
        page = self.page()
        assert unescape(re.search("<h1>(.*?)</h1>", page)[1]) == WORDS.title  # type: ignore[index]
        assert f">{WORDS.source}</span>" in page
        assert f'aria-label="{WORDS.alt}"' in page
        assert "<nav" not in page
        widths = [figure["width"] for figure in self.figures(page)]
        assert widths == sorted(widths, reverse=True)
        assert not drawer.drawn, "no picture is drawn"

    def test_it_leads_to_the_whole_page(self, drawer: Drawer) -> None:
        page = self.page("lang=en&sup=0")
        assert (
            'href="http://localhost:8600/indicator?lang=en&amp;sup=0&amp;id=gii_rank"'
            ' target="_blank" rel="noopener"'
        ) in page

    def test_the_display_is_that_of_the_address(self, drawer: Drawer) -> None:
        for look, paper in (("dark", "#0E1117"), ("light", "#FFFFFF")):
            page = self.page(f"look={look}")
            assert f'data-look="{look}"' in page
            assert {f["layout"]["paper_bgcolor"] for f in self.figures(page)} == {paper}

    def test_nothing_is_loaded_from_elsewhere(self, drawer: Drawer) -> None:
        page = self.page()
        loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
        assert not [a for a in loaded if "//" in a and not a.startswith("http://localhost:8600/")]

    @pytest.mark.parametrize("lang", LANGS)
    def test_what_is_wrong_is_said_on_the_page(self, drawer: Drawer, lang: Lang) -> None:
        answer = get(f"embed?lang={lang}")
        assert answer.status == 400
        assert text(lang)("route.view") in unescape(answer.body.decode())
        answer = get(f"embed?view=%3Cscript%3E&lang={lang}")
        assert answer.status == 404
        assert "<script>" not in answer.body.decode()


def test_words_of_a_chart_cannot_end_their_element() -> None:
    spec = replace(spec_of(None, "indicator?id=gii_rank", "en"), lang="en")  # type: ignore[arg-type]
    assert "</" not in embed.figures(spec, "light")
