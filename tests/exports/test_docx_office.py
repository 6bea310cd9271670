"""What an office program makes of a brief: pages, the grid of its letters, charts, notes."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from metrics.briefing.covers import OVERALL
from metrics.briefing.documents.model import Brief, Chart, Heading, Paragraph, Table, plain
from metrics.exports.docx.layout import Name, layout
from metrics.locale import Lang
from tests.exports.test_docx import BOTH, DAY, content_of, made, plainly, told_brief
from tests.offices import Office, pages_of, pictures_of

pytestmark = pytest.mark.office
Opened = dict[tuple[Lang, Name], Path]
# Points of a millimetre.
MM = 72 / 25.4
_WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)


@pytest.fixture(scope="module")
def opened(office: Office) -> Opened:
    """Say what becomes of the overall situation in each layout and language."""
    contents = [content_of(OVERALL, *one) for one in BOTH]
    return dict(zip(BOTH, office.convert_all(contents, "docx", "pdf"), strict=True))


def words_of(pdf: Path, page: int) -> list[tuple[float, float, float, float, str]]:
    """Return the words of a page with their boxes, in points from the upper left corner."""
    words = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(pdf), "-"]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    found = (m.groups() for m in _WORD.finditer(said))
    return [(*map(float, four), unescape(text)) for *four, text in found]  # type: ignore[misc]


def joined(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_a_page_holds_22_lines_of_28_letters(office: Office) -> None:
    """GB/T 9704-2012, 5.2.3: as many as fill 156 by 225 mm."""
    letters = "知识产权保护工作关系国家治理体系和治理能力现代化"
    text = Paragraph(plain(letters * 80))
    own = Brief("zh", "题", "数", "", DAY, (text,), (), "v")
    pdf = office.convert(made(own), "docx", "pdf")
    words = [w for w in words_of(pdf, 2) if not w[4].startswith("—") and w[4] != "2"]
    lines = Counter(round(top) for _, top, *_ in words)
    assert len(lines) == 22
    counts = Counter[int]()
    for _, top, *_, text_ in words:
        counts[round(top)] += len(text_)
    assert set(counts.values()) == {28}
    left, right = min(w[0] for w in words), max(w[2] for w in words)
    assert left == pytest.approx(28 * MM, abs=1)
    assert right == pytest.approx((210 - 26) * MM, abs=4)
    tops = sorted(lines)
    assert tops[0] >= 37 * MM - 2
    assert max(w[3] for w in words) <= (297 - 35) * MM + 2
    exact = sorted({top for _, top, *_ in words})
    assert [b - a for a, b in pairwise(exact)] == pytest.approx([28.95] * 21, abs=0.15)


def empty_share(picture: Image.Image, top: float, bottom: float) -> float:
    """Return the tallest empty strip of a page as a share of its text, whose ends are in mm."""
    grey = picture.convert("L").point(lambda shade: 0 if shade < 200 else 255)
    first, last = (round(end / 297 * grey.height) for end in (top, bottom))
    tallest = run = 0
    for y in range(first, last):
        inked = grey.crop((0, y, grey.width, y + 1)).getextrema()[0] == 0
        run = 0 if inked else run + 1
        tallest = max(tallest, run)
    return tallest / (last - first)


@pytest.mark.parametrize("deck", [OVERALL, "utilisation"])
@pytest.mark.parametrize(("lang", "name"), BOTH)
def test_no_page_is_a_third_empty(
    office: Office, tmp_path: Path, deck: str, lang: Lang, name: Name
) -> None:
    """Only the last page of the text and that of the annex end where they end."""
    pdf = office.convert(content_of(deck, lang, name), "docx", "pdf")
    told_pages = list(map(joined, pages_of(pdf)))
    annex = {"zh": "数据表", "en": "Thefigures"}[lang]
    starts = [n for n, page in enumerate(told_pages) if annex in page]
    margins = layout(name, lang).margins
    shares = []
    for path in pictures_of(pdf, tmp_path, 36):
        with Image.open(path) as image:
            shares.append(empty_share(image, margins[0], 297 - margins[1]))
    ends = {starts[-1] - 1, len(shares) - 1}
    whole = [share for n, share in enumerate(shares) if n not in ends]
    assert len(whole) > 3
    assert max(whole) < 1 / 3
    assert sum(whole) / len(whole) < 0.17


@pytest.mark.parametrize(("lang", "name"), BOTH)
class TestBrief:
    def test_it_opens_with_all_that_it_says(self, opened: Opened, lang: Lang, name: Name) -> None:
        told = joined("".join(pages_of(opened[lang, name])))
        own = told_brief(OVERALL, lang)
        for block in own.every:
            if isinstance(block, Heading):
                parted = name == "plain" or lang == "en"
                assert joined(block.text if parted else plainly(block.text)) in told
        assert joined(own.title) in told

    def test_every_chart_is_drawn(
        self, opened: Opened, lang: Lang, name: Name, tmp_path: Path
    ) -> None:
        """Each caption of a chart has drawn lines in the accent above it."""
        pdf = opened[lang, name]
        count = len([b for b in told_brief(OVERALL, lang).blocks if isinstance(b, Chart)])
        accent = (0x12, 0x43, 0x6D)
        drawn = 0
        for path in pictures_of(pdf, tmp_path, 36):
            with Image.open(path) as image:
                picture = image.convert("RGB")
            near = [
                sum(abs(a - b) for a, b in zip(pixel, accent, strict=True)) < 60
                for pixel in picture.get_flattened_data()
            ]
            rows = [
                any(near[y * picture.width : (y + 1) * picture.width])
                for y in range(picture.height)
            ]
            # A chart is a run of rows; small gaps are within one.
            runs, gap = 0, 99
            for row in rows:
                runs += row and gap > 25
                gap = 0 if row else gap + 1
            drawn += runs
        # Titles of the plain layout are in the accent, too.
        assert drawn >= count

    def test_notes_stand_on_the_page_of_their_mark(
        self, opened: Opened, lang: Lang, name: Name
    ) -> None:
        first = joined(pages_of(opened[lang, name])[0])
        figures = next(b for b in told_brief(OVERALL, lang).blocks if isinstance(b, Table))
        notes = [n for row in figures.rows for cell in row for span in cell for n in span.notes]
        assert len(notes) == 8
        parted = name == "plain" or lang == "en"
        for note in notes[:4]:
            assert joined(note if parted else plainly(note)) in first


def test_numbers_of_pages_stand_outside(opened: Opened) -> None:
    sides = []
    for page in (1, 2, 3):
        low = [w for w in words_of(opened["zh", "official"], page) if w[1] > (297 - 35) * MM]
        sides.append(sum(w[0] for w in low) / len(low) / MM)
        assert str(page) in "".join(w[4] for w in low)
    assert sides[0] > 150
    assert sides[1] < 60
    assert sides[2] > 150
