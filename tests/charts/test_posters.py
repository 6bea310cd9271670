"""Pictures: all that a card tells, in each format, nothing over anything or cut."""

from __future__ import annotations

import struct
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from typing import Any, get_args

import pytest
from PIL import Image

from metrics import Tables
from metrics.charts.compile import compile_concept
from metrics.charts.plotly.geometry import Box
from metrics.charts.plotly.ground import size_of
from metrics.charts.plotly.posters import FORMATS, LEAST, LINE, PosterForm, poster
from metrics.charts.spec import ChartSpec, PlotSpec
from metrics.exports.images import Renderer
from metrics.locale import LANGS, Lang
from tests.charts.made import TEXT, axis, chart, mark, series, years

FORMS = get_args(PosterForm)
BARS = PlotSpec(
    "bars",
    (series("a", [mark(2023, 6), mark(2024, 9), mark(2025, 16)]),),
    axis(0, 5, 10, 15, 20),
    years(2023, 2025),
    "cases",
)


def told(made: Any) -> str:
    return " ".join(a.text.replace("<br>", " ") for a in made.layout.annotations)


def boxes(made: Any) -> list[Box]:
    """Return where words that are bound to no axis stand, in pixels."""
    found = []
    for a in made.layout.annotations:
        if a.xref != "paper" or a.yref != "paper":
            continue
        text = a.text.replace("<br>", "\n").replace("&amp;", "&")
        w, _ = size_of(text, a.font.size, bold=a.font.weight == 700)
        h = (text.count("\n") + 1) * a.font.size * LINE
        found.append(Box(a.x * made.layout.width, (1 - a.y) * made.layout.height, w, h))
    return found


@pytest.mark.parametrize("form", [f for f in FORMS if f != "cover"])
def test_a_picture_tells_all_that_stands_behind_the_details(form: PosterForm) -> None:
    made = poster(chart(BARS), form)
    words = told(made)
    for said in (TEXT.title, TEXT.subtitle, *TEXT.notes, TEXT.version, "16", "20 cases"):
        assert said in words
    assert "Source: 2025: A (2026); 2024, 2023: B (2025)" in words
    assert (made.layout.width, made.layout.height) == (FORMATS[form].width, FORMATS[form].height)


def test_a_cover_tells_title_source_and_version() -> None:
    words = told(poster(chart(BARS), "cover"))
    assert TEXT.title in words
    assert "Source: A (2026) and 1 more · Data version 1234" in words
    assert TEXT.notes[0] not in words


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_of_a_picture_is_cut_or_lies_on_anything(
    tables: Tables, lang: Lang, form: PosterForm
) -> None:
    for concept in ("gii_rank", "invention_patents_in_force", "pledge_financing"):
        made = poster(compile_concept(tables, concept, lang), form)
        found = boxes(made)
        assert not [p for p in combinations(found, 2) if p[0].meets(p[1])]
        paper = Box(0, 0, made.layout.width, made.layout.height)
        assert all(paper.holds(b) for b in found)
        assert min(a.font.size for a in made.layout.annotations if a.text) >= LEAST


def test_notes_that_do_not_fit_are_set_smaller_then_counted_with_the_address() -> None:
    def noted(count: int) -> ChartSpec:
        notes = tuple(
            f"Note {n} tells what must be known of one of the figures." for n in range(count)
        )
        return chart(BARS, text=replace(TEXT, notes=notes))

    def size(made: Any) -> int:
        return next(a.font.size for a in made.layout.annotations if "Data version" in a.text)

    few, many, most = (poster(noted(n), "square", address="ip.example/a") for n in (2, 10, 60))
    assert size(few) == FORMATS["square"].notes
    assert LEAST <= size(many) < size(few)
    assert all(f"Note {n} " in told(many) for n in range(10))
    assert size(most) == LEAST
    shown = told(most).count("Note ")
    assert 0 < shown < 60
    assert f"{62 - shown} more of notes and sources: ip.example/a" in told(most)


def test_quotation_marks_of_english_are_those_that_every_face_sets_narrow() -> None:
    noted = replace(TEXT, notes=("It’s called “domestic”.",))
    words = told(poster(chart(BARS, text=noted), "wide"))
    assert 'It\'s called "domestic".' in words
    chinese = replace(chart(BARS, text=replace(TEXT, notes=("称“国内”。",))), lang="zh")
    assert "称“国内”。" in told(poster(chinese, "wide"))


@pytest.mark.browser
@pytest.mark.parametrize("form", FORMS)
def test_a_picture_has_the_pixels_of_its_format(renderer: Renderer, form: PosterForm) -> None:
    made, size = poster(chart(BARS), form), FORMATS[form]
    png = renderer.render(made, "png", size.width, size.height, size.scale)
    pixels = {
        "wide": (1920, 1080),
        "4k": (3840, 2160),
        "square": (1080, 1080),
        "portrait": (1080, 1920),
        "cover": (900, 383),
    }
    assert struct.unpack(">II", png[16:24]) == pixels[form]


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_bars_of_a_picture_stand_on_the_axis_in_the_accent(renderer: Renderer, theme: Any) -> None:
    accent, paper = {
        "light": ((18, 67, 109), (255, 255, 255)),
        "dark": ((86, 180, 233), (14, 17, 23)),
    }[theme]
    png = renderer.render(poster(chart(BARS), "square", theme), "png", 1080, 1080)
    drawn = Image.open(BytesIO(png)).convert("RGB")
    assert drawn.getpixel((5, 500)) == paper
    # Three bars: runs of the accent along a line near the axis, each higher than the one before.
    lowest = max(y for y in range(300, 1080) if row(drawn, y, accent) > 100)
    assert runs(drawn, lowest - 10, accent) == 3
    assert runs(drawn, lowest - 300, accent) == 1


def row(drawn: Image.Image, y: int, colour: tuple[int, ...]) -> int:
    return sum(drawn.getpixel((x, y)) == colour for x in range(0, drawn.width, 2)) * 2


def runs(drawn: Image.Image, y: int, colour: tuple[int, ...]) -> int:
    inside = [drawn.getpixel((x, y)) == colour for x in range(drawn.width)]
    return sum(b and not a for a, b in zip([False, *inside], inside, strict=False))


@pytest.mark.browser
def test_an_svg_of_a_picture_keeps_its_words(renderer: Renderer) -> None:
    svg = renderer.render(poster(chart(BARS), "wide"), "svg", 1920, 1080).decode()
    for said in (TEXT.title, TEXT.subtitle, TEXT.version):
        assert said in svg
