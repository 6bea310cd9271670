"""Make the pictures of the documentation anew: pages, slides, and what LibreOffice draws of files.

Run it with ``make pictures``; it needs a Chromium, a LibreOffice and poppler.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import click
from PIL import Image, ImageOps
from playwright.sync_api import Browser

from bench.look import serving
from bench.pageview import chromium, settle
from metrics import load
from metrics.briefing.covers import OVERALL
from metrics.briefing.documents import brief
from metrics.briefing.drawing import figure_of
from metrics.briefing.pages import pages
from metrics.briefing.ready import ready
from metrics.briefing.slides import Page
from metrics.exports import docx, pptx, workbook
from metrics.exports.docx.layout import Name as LayoutName
from metrics.exports.images import Renderer
from metrics.locale import Lang, text
from metrics.tables.dataset import Tables
from metrics.views.extracts import extract
from metrics.views.filters import Filters

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs"
# Pages by the names of their pictures, and what their addresses say.
SHOWN: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "overview": ("", {}),
    "explorer": ("explorer", {"s": "pct_applications,pct_applications@US,pct_applications@JP"}),
    "international": ("international", {}),
    "regions": ("regions", {}),
    "checks": ("checks", {}),
    "check": ("proof", {}),
}
SIZE = {"width": 1600, "height": 1000}
SLIDE = (1280, 720)
# Colours of a picture of a slide: few are enough.
COLOURS = 128
# Pixels of a page of a document, and between two.
PAPER, GAP = (744, 1052), 16
NUMBER = 3
WORKBOOK = "patent_intensive_value_added"
RESOLUTION = 120
# Pixels of paper around a printed sheet.
MARGIN = 24


@click.command()
@click.option("--only", multiple=True, help="Only these pictures, such as overview.")
def main(only: tuple[str, ...]) -> None:
    """Make the pictures of docs/ anew."""
    tables = load()
    wanted = set(only)
    if not wanted or wanted & set(SHOWN):
        with serving(ROOT / "dashboard.py", ROOT) as base, chromium() as browser:
            for name in SHOWN:
                if not wanted or name in wanted:
                    page_picture(browser, base, name)
    files: dict[str, Callable[[Tables], bytes]] = {
        "slide": slide_picture,
        "slide-native": native_picture,
        "brief-official": official_picture,
        "brief-plain": plain_picture,
        "workbook": summary_picture,
        "workbook-charts": charts_picture,
        "workbook-audit": audit_picture,
    }
    for name, make in files.items():
        if not wanted or name in wanted:
            (FOLDER / f"{name}.png").write_bytes(make(tables))
            click.echo(f"docs/{name}.png")


def page_picture(browser: Browser, base: str, name: str) -> None:
    """Take the picture of a page as it opens.

    Parameters
    ----------
    browser : Browser
        The browser.
    base : str
        Where the server is.
    name : str
        One of `SHOWN`.
    """
    path, query = SHOWN[name]
    page = browser.new_page(viewport=SIZE, locale="en")  # type: ignore[arg-type]
    page.goto(f"{base}/{path}?{urlencode({'lang': 'en', 'look': 'light', **query}, safe=',@')}")
    settle(page)
    page.screenshot(path=FOLDER / f"{name}.png")
    page.close()
    click.echo(f"docs/{name}.png")


def _slide(tables: Tables, lang: Lang) -> Page:
    """Return the slide of the overall deck that is shown."""
    return pages(tables, ready(tables, OVERALL), lang, date.today())[NUMBER]


def slide_picture(tables: Tables) -> bytes:
    """Draw a slide."""
    with Renderer() as renderer:
        drawn = renderer.render(figure_of(_slide(tables, "zh")), "png")
    return small(Image.open(BytesIO(drawn)).resize(SLIDE, Image.Resampling.LANCZOS))


def native_picture(tables: Tables) -> bytes:
    """Draw the same slide as LibreOffice shows it."""
    file = BytesIO()
    pptx.write([_slide(tables, "zh")], tables, "zh", file, title="")
    return small(by_office(file.getvalue(), "pptx", 1).resize(SLIDE, Image.Resampling.LANCZOS))


def official_picture(tables: Tables) -> bytes:
    """Draw the first two pages of a brief in the manner of official documents."""
    return _brief(tables, "official", "zh")


def plain_picture(tables: Tables) -> bytes:
    """Draw the first two pages of a plain brief."""
    return _brief(tables, "plain", "en")


def _brief(tables: Tables, name: LayoutName, lang: Lang) -> bytes:
    file = BytesIO()
    docx.write(brief(tables, ready(tables, OVERALL), lang, date.today()), file, name=name)
    pages = [by_office(file.getvalue(), "docx", number) for number in (1, 2)]
    both = Image.new("RGB", (2 * PAPER[0] + GAP, PAPER[1]), "#DDDDDD")
    for place, page in enumerate(pages):
        drawn = page.resize(PAPER, Image.Resampling.LANCZOS)
        both.paste(drawn, (place * (PAPER[0] + GAP), 0))
    # Letters have many greys, which would crowd out the colours of charts.
    return small(both, 256)


def audit_picture(tables: Tables) -> bytes:
    """Draw the sheet of a chart of the audit workbook as LibreOffice prints it: the last one."""
    file = BytesIO()
    taken = extract(tables, Filters(indicators=(WORKBOOK,)), "en")
    workbook.write(workbook.AuditPlan(taken, "en", date.today()), file)
    return small(trimmed(by_office(file.getvalue(), "xlsx", -1)))


def summary_picture(tables: Tables) -> bytes:
    """Draw the first page of the summary workbook of everything."""
    return small(trimmed(by_office(_whole(tables), "xlsx", 1)))


def charts_picture(tables: Tables) -> bytes:
    """Draw its first page of charts: it is the one that tells where their numbers are."""
    words = text("en")("sheet.charts_way", column="*").partition("*")[0].strip()
    return small(trimmed(by_office(_whole(tables), "xlsx", words)))


def _whole(tables: Tables) -> bytes:
    file = BytesIO()
    plan = workbook.SummaryPlan(extract(tables, Filters(), "en"), "en", date.today())
    workbook.write(plan, file)
    return file.getvalue()


def trimmed(picture: Image.Image) -> Image.Image:
    """Cut the empty paper around what is printed, but for a margin.

    Examples
    --------
    >>> trimmed(Image.new("L", (200, 200), 255)).size
    (200, 200)
    """
    printed = ImageOps.invert(picture.convert("L")).getbbox()
    if printed is None:
        return picture
    left, top, right, bottom = printed
    return picture.crop(
        (
            max(left - MARGIN, 0),
            max(top - MARGIN, 0),
            min(right + MARGIN, picture.width),
            min(bottom + MARGIN, picture.height),
        )
    )


def small(picture: Image.Image, colours: int = COLOURS) -> bytes:
    """Write a picture of few colours.

    Examples
    --------
    >>> small(Image.new("RGB", (4, 4)))[:4]
    b'\\x89PNG'
    """
    file = BytesIO()
    picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def by_office(content: bytes, kind: str, page: int | str) -> Image.Image:
    """Let LibreOffice print a file and draw one of its pages.

    Parameters
    ----------
    content : bytes
        The file.
    kind : str
        The ending of its name.
    page : int or str
        Which page, counted from 1; -1 is the last; or words that stand on it and on none before.

    Returns
    -------
    Image
        The page.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"file.{kind}").write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        words = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", name]
        subprocess.run([*words, str(folder / f"file.{kind}")], check=True, capture_output=True)
        if isinstance(page, str):
            told = subprocess.run(
                ["pdftotext", "-raw", "file.pdf", "-"], check=True, cwd=folder, capture_output=True
            )
            pages = told.stdout.decode().split("\f")
            page = next(n for n, said in enumerate(pages, 1) if page in said)
        draw = ["pdftoppm", "-r", str(RESOLUTION), "-png", "file.pdf", "page"]
        subprocess.run(draw, check=True, cwd=folder)
        drawn = sorted(folder.glob("page-*.png"))
        with Image.open(drawn[page if page < 0 else page - 1]) as picture:
            return picture.copy()


if __name__ == "__main__":
    main()
