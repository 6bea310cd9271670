"""What an office program makes of the slides: it opens them and draws every chart."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from metrics.briefing.ready import OVERALL
from metrics.locale import LANGS, Lang
from tests.exports.test_pptx import content_of, made, shown, template

Convert = Callable[[bytes], Path]


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Open slides with LibreOffice and save them as PDF."""
    program = shutil.which("soffice")
    if program is None or shutil.which("pdftoppm") is None:
        if os.environ.get("OFFICE") == "required":
            pytest.fail("LibreOffice and poppler are required here: tools/office --install")
        pytest.skip("needs LibreOffice and poppler: tools/office --install")
    folder = tmp_path_factory.mktemp("office")

    def converted(content: bytes) -> Path:
        source = folder / "deck.pptx"
        source.write_bytes(content)
        words = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        words += ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=240)
        pdf = folder / "deck.pdf"
        assert pdf.is_file(), done.stderr
        return pdf

    return converted


def said(pdf: Path) -> list[str]:
    """The text of each page, without spaces."""
    told = subprocess.run(
        ["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    return [re.sub(r"\s", "", page) for page in told.split("\f")[:-1]]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", [OVERALL, ""])
def test_slides_open_with_their_titles(convert: Convert, name: str, lang: Lang) -> None:
    told = said(convert(content_of(name, lang)))
    assert len(told) == len(shown(name, lang))
    for page, words in zip(shown(name, lang), told, strict=True):
        assert re.sub(r"\s", "", page.title) in words


@pytest.mark.parametrize("lang", LANGS)
def test_every_chart_is_drawn_with_its_series(convert: Convert, lang: Lang, tmp_path: Path) -> None:
    pdf = convert(content_of("", lang))
    subprocess.run(["pdftoppm", "-r", "36", "-png", str(pdf), str(tmp_path / "p")], check=True)
    for page, path in zip(shown("", lang), sorted(tmp_path.glob("p-*.png")), strict=True):
        charts = [p for p in page.placed if p.exhibit.chart is not None]
        with Image.open(path) as image:
            picture = image.convert("RGB")
        factor = picture.width / 1920
        for placed in charts:
            box = placed.box
            sides = (box.x, box.y, box.x + box.w, box.y + box.h)
            part = picture.crop(tuple(round(s * factor) for s in sides))
            dark = sum(sum(p) < 600 for p in part.get_flattened_data())
            assert dark > 100, page.title


def test_series_of_unlike_length_are_all_drawn(convert: Convert, tmp_path: Path) -> None:
    """The shorter series of three, which comes first, has the darkest colour."""
    pdf = convert(content_of("", "zh"))
    words = ["pdftoppm", "-r", "72", "-f", "9", "-l", "9", "-png", str(pdf), str(tmp_path / "p")]
    subprocess.run(words, check=True)
    (path,) = tmp_path.glob("p-*.png")
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


def test_slides_on_a_template_open(convert: Convert, tmp_path: Path) -> None:
    content = made(shown("", "zh"), "zh", template=template(tmp_path))
    assert len(said(convert(content))) == len(shown("", "zh"))
