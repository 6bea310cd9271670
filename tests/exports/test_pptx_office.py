"""What an office program makes of the slides: it opens them and draws every chart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from metrics.briefing.ready import OVERALL
from metrics.locale import LANGS, Lang
from tests.exports.test_pptx import content_of, made, shown, template
from tests.offices import Office, pages_of, pictures_of

Opened = dict[tuple[str, Lang], Path]
pytestmark = pytest.mark.office


def said(pdf: Path) -> list[str]:
    """Return the text of each page, without spaces."""
    return [re.sub(r"\s", "", page) for page in pages_of(pdf)]


@pytest.fixture(scope="module")
def opened(office: Office) -> Opened:
    """Say what becomes of two decks in both languages."""
    decks: list[tuple[str, Lang]] = [(name, lang) for name in (OVERALL, "") for lang in LANGS]
    contents = [content_of(*deck) for deck in decks]
    return dict(zip(decks, office.convert_all(contents, "pptx", "pdf"), strict=True))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", [OVERALL, ""])
def test_slides_open_with_their_titles(opened: Opened, name: str, lang: Lang) -> None:
    told = said(opened[name, lang])
    assert len(told) == len(shown(name, lang))
    for page, words in zip(shown(name, lang), told, strict=True):
        assert re.sub(r"\s", "", page.title) in words


@pytest.mark.parametrize("lang", LANGS)
def test_every_chart_is_drawn_with_its_series(opened: Opened, lang: Lang, tmp_path: Path) -> None:
    pdf = opened["", lang]
    for page, path in zip(shown("", lang), pictures_of(pdf, tmp_path, 36), strict=True):
        charts = [p for p in page.placed if p.exhibit.spec is not None]
        with Image.open(path) as image:
            picture = image.convert("RGB")
        factor = picture.width / 1920
        for placed in charts:
            box = placed.box
            sides = (box.x, box.y, box.x + box.w, box.y + box.h)
            part = picture.crop(tuple(round(s * factor) for s in sides))
            dark = sum(sum(p) < 600 for p in part.get_flattened_data())
            assert dark > 100, page.title


def test_series_of_unlike_length_are_all_drawn(opened: Opened, tmp_path: Path) -> None:
    """The shorter series of three, which comes first, has the darkest colour."""
    pdf = opened["", "zh"]
    (path,) = pictures_of(pdf, tmp_path, 72, only=9)
    with Image.open(path) as image:
        picture = image.convert("RGB")
    box = shown("", "zh")[8].placed[1].box
    sides = (box.x, box.y, box.x + box.w * 0.7, box.y + box.h)
    part = picture.crop(tuple(round(s * picture.width / 1920) for s in sides))
    near = sum(
        all(abs(a - b) < 24 for a, b in zip(p, (0x12, 0x43, 0x6D), strict=True))
        for p in part.get_flattened_data()
    )
    assert near > 100


def test_slides_on_a_template_open(office: Office, tmp_path: Path) -> None:
    content = made(shown("", "zh"), "zh", template=template(tmp_path))
    assert len(said(office.convert(content, "pptx", "pdf"))) == len(shown("", "zh"))
