"""Pictures of figures: the right one for each who asks, whole, and none with boxes."""

from __future__ import annotations

import re
import struct
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import plotly.graph_objects as go
import pytest
from PIL import Image
from pypdf import PdfReader

from metrics.apart import Pool
from metrics.exports import decks, glyphs
from metrics.exports.engine import find_browser
from metrics.exports.errors import ImageError
from metrics.exports.files import silent
from metrics.exports.images import GlyphError, Renderer, Shown, check_glyphs
from metrics.exports.pdf import bound, pdf_bytes
from metrics.locale import LANGS

SIGNS = "■●◆▲−–—≥→"
CHINESE = "长见页民青黄户一二"


def plain(number: int) -> go.Figure:
    """Return A figure of one colour, which is its number."""
    colour = f"rgb({number}, {255 - number}, 77)"
    return go.Figure(layout={"paper_bgcolor": colour, "plot_bgcolor": colour})


def bars(title: str) -> go.Figure:
    figure = go.Figure(go.Bar(x=["2021年", "2022年"], y=[-0.5, 1], text=["甲", "≥1"]))
    return figure.update_layout(title=title, font={"family": '"Noto Sans CJK SC", sans-serif'})


def size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.browser
def test_sixty_at_once_are_each_the_right_picture(renderer: Renderer) -> None:
    numbers = range(60)
    with ThreadPoolExecutor(12) as pool:
        made = pool.map(lambda n: renderer.render(plain(n), "png", 64, 36), numbers)
    found = [Image.open(BytesIO(one)).convert("RGB").getpixel((20, 20)) for one in made]
    assert found == [(n, 255 - n, 77) for n in numbers]


@pytest.mark.browser
def test_a_png_has_the_pixels_asked_for(renderer: Renderer) -> None:
    figure = bars("知识产权")
    assert size(renderer.render(figure, "png")) == (1920, 1080)
    assert size(renderer.render(figure, "png", scale=2)) == (3840, 2160)


@pytest.mark.browser
@pytest.mark.parametrize(("title", "lang"), [("知识产权", "zh-CN"), ("Property", "en")])
def test_an_svg_keeps_its_texts(renderer: Renderer, title: str, lang: str) -> None:
    figure = go.Figure(layout={"title": title})
    svg = renderer.render(figure, "svg").decode()
    assert title in svg
    assert f'lang="{lang}"' in svg
    assert re.search(r'width="1920" height="1080"', svg)


@pytest.mark.browser
def test_a_pdf_has_a_page_a_slide_and_can_be_searched(renderer: Renderer) -> None:
    titles = ["知识产权" + CHINESE, "另一张 " + SIGNS]
    slides = [Shown(title, "", bars(title)) for title in titles]
    seen: list[tuple[int, int]] = []
    content = pdf_bytes(renderer, slides, "简报", "作者", "zh", lambda *at: seen.append(at))
    assert seen == [(0, 2), (1, 2), (2, 2)]
    reader = PdfReader(BytesIO(content))
    assert (reader.metadata.title, reader.metadata.author) == ("简报", "作者")  # type: ignore[union-attr]
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"  # type: ignore[index]
    assert [mark.title for mark in reader.outline] == titles  # type: ignore[union-attr]
    assert [reader.get_destination_page_number(m) for m in reader.outline] == [0, 1]  # type: ignore[arg-type]
    for page, title in zip(reader.pages, titles, strict=True):
        assert (page.mediabox.width / page.mediabox.height) == pytest.approx(16 / 9)
        written = page.extract_text()
        squeezed = re.sub(r"\s", "", written)
        assert title.replace(" ", "") in squeezed
        assert {"2021年", "−0.4", "0.4", "≥1"} <= set(written.split())


@pytest.mark.browser
def test_pages_of_a_pdf_are_put_together_where_that_is_asked_for(renderer: Renderer) -> None:
    def bind(pages: Sequence[tuple[str, bytes]], *told: str) -> bytes:
        assert told == ("简报", "作者", "zh")
        assert [(title, drawn[:5]) for title, drawn in pages] == [
            ("一", b"%PDF-"),
            ("二", b"%PDF-"),
        ]
        with Pool(most=1).lent() as pool:
            return pool.run(bound, pages, *told)  # type: ignore[arg-type]

    slides = [Shown(title, "", bars(title)) for title in "一二"]
    content = pdf_bytes(renderer, slides, "简报", "作者", "zh", silent, bind)
    assert len(PdfReader(BytesIO(content)).pages) == 2


@pytest.mark.browser
def test_a_slide_fills_its_page(renderer: Renderer) -> None:
    plain = {"y": 0.5, "xref": "paper", "yref": "paper", "xanchor": "left", "showarrow": False}
    notes = [{"text": "边", "x": x, **plain} for x in (0, 0.5)]
    margin = {**dict.fromkeys("lrtb", 0), "autoexpand": False}
    layout = {"margin": margin, "annotations": notes}
    content = pdf_bytes(renderer, [Shown("", "", go.Figure(layout=layout))], "", "", "zh")
    (page,) = PdfReader(BytesIO(content)).pages
    places: list[float] = []

    def seen(words: str, at: list[float], within: list[float], *_: object) -> None:
        if "边" in words:
            places.append(within[4] * at[0] + at[4])

    page.extract_text(visitor_text=seen)
    # Half of the slide is half of the page, which has no margin.
    assert places[1] - places[0] == pytest.approx(float(page.mediabox.width) / 2, abs=0.5)


@pytest.mark.browser
def test_a_png_says_what_it_shows(renderer: Renderer) -> None:
    slide = Shown("标题：一", "图：一", bars("一"), ("空心为界限值", "2023年前中断"))
    ((name, content),) = decks.pictures(renderer, [slide], "png")
    assert name == "01 标题：一.png"
    with Image.open(BytesIO(content)) as image:
        assert image.size == (1920, 1080)
        assert image.info["Title"] == "标题：一"
        assert image.info["Description"] == "图：一\n空心为界限值\n2023年前中断"
        plain = Image.open(BytesIO(renderer.render(slide.figure, "png")))
        assert image.tobytes() == plain.tobytes()


@pytest.mark.browser
def test_a_figure_fetches_nothing(renderer: Renderer) -> None:
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        source = f"http://127.0.0.1:{server.server_port}/picture.png"
        renderer.render(go.Figure(layout={"images": [{"source": source}]}), "png", 64, 36)
        server.shutdown()
        thread.join()
    assert asked == []


@pytest.mark.browser
def test_a_browser_that_ended_is_started_again() -> None:
    with Renderer() as renderer:
        renderer.render(plain(1), "png", 64, 36)
        engine = renderer._engine
        assert engine is not None
        engine._browser.subprocess.kill()
        engine._browser.subprocess.wait()
        assert size(renderer.render(plain(2), "png", 64, 36)) == (64, 36)
        assert renderer._engine is not engine
    assert renderer._engine is None


def test_a_browser_that_never_starts_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", sys.executable)
    with Renderer() as renderer, pytest.raises(ImageError) as told:
        renderer.render(plain(1), "png", 64, 36)
    assert told.value.key == "image.browser_failed"


def test_a_wrong_path_of_a_browser_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    with pytest.raises(ImageError) as told:
        find_browser()
    for lang in LANGS:
        reason = told.value.reason(lang)
        assert "BROWSER_PATH" in reason
        assert str(tmp_path / "none") in reason
        assert reason in str(told.value)


def test_what_to_install_is_told_where_there_is_no_browser(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for variable in ("BROWSER_PATH", "CHROMIUM"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("metrics.exports.engine.Chromium.find_browser", lambda **_: None)
    with pytest.raises(ImageError) as told, Renderer() as renderer:
        renderer.render(go.Figure(), "png")
    for lang in LANGS:
        assert "apt-get install chromium" in told.value.reason(lang)


def test_a_browser_may_be_named_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    named = tmp_path / "my-browser"
    named.write_text("")
    named.chmod(0o755)
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setenv("CHROMIUM", str(named))
    assert find_browser() == named


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{tmp_path / 'fonts'}</dir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    monkeypatch.setattr(glyphs, "_folders", lambda: [tmp_path / "fonts"])


@pytest.mark.usefixtures("no_fonts")
def test_chinese_without_a_font_is_stopped_before_it_is_drawn() -> None:
    with Renderer() as renderer, pytest.raises(GlyphError) as told:
        renderer.render(bars("知识产权"), "png")
    assert renderer._engine is None
    for lang in LANGS:
        reason = told.value.reason(lang)
        assert "知 (U+77E5)" in reason
        assert "fonts-noto-cjk" in reason
        assert "google-noto-sans-cjk-fonts" in reason


@pytest.mark.usefixtures("no_fonts")
@pytest.mark.parametrize("sign", SIGNS)
def test_signs_without_a_font_are_stopped(sign: str) -> None:
    with pytest.raises(GlyphError, match="fonts-dejavu-core") as told:
        check_glyphs(f"plain {sign}")
    assert "fonts-noto-cjk" not in told.value.reason("en")


@pytest.mark.usefixtures("no_fonts")
def test_what_has_no_glyph_of_its_own_passes() -> None:
    check_glyphs("plain ASCII,\u00a0\u200b\u3000\ufe0f\n")


def test_installed_fonts_draw_what_slides_hold() -> None:
    check_glyphs(SIGNS + CHINESE + "▼⬢“”：（）％・é")


def test_fonts_that_are_installed_meanwhile_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[tuple[str, set[int]]] = []
    monkeypatch.setattr(glyphs, "_listed", lambda: found)
    glyphs._installed.cache_clear()
    try:
        assert glyphs.missing("知") == "知"
        found.append(("Any Serif", {ord("知")}))
        assert glyphs.missing("知") == "知"
        found.append(("Noto Sans CJK SC", {ord("知")}))
        assert glyphs.missing("知") == ""
    finally:
        glyphs._installed.cache_clear()


def test_font_files_are_read_where_there_is_no_fontconfig(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert glyphs._listed() is None
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    fonts = [path for path in Path("/usr/share/fonts").rglob("*") if "SansCJK-Reg" in path.name]
    if fonts:
        (tmp_path / fonts[0].name).symlink_to(fonts[0])
    covered = glyphs._coverage(glyphs._read([tmp_path]))
    assert covered.lacks("知→") == ("" if fonts else "知→")


def test_all_that_is_written_is_checked_and_nothing_else() -> None:
    figure = go.Figure(
        go.Bar(x=["甲"], y=[1], text=["乙&ge;"], name="丙", hovertemplate="丁", customdata=["戊"]),
        layout={"title": "己<br>庚", "annotations": [{"text": "辛"}], "meta": "壬"},
    )
    written = glyphs.texts(figure)
    assert set("甲乙≥丙己庚辛−") <= set(written)
    assert set("丁戊壬").isdisjoint(written)
