"""Decks as files: slides drawn once, in whichever form they are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from metrics.briefing.drawing import figure_of
from metrics.briefing.remarks import remark_pages, remarks_of
from metrics.briefing.slides import Page
from metrics.exports.files import Progress, silent
from metrics.exports.images import Form, Renderer, Shown
from metrics.exports.pptx.notes import note_lines
from metrics.locale import Lang, text
from metrics.tables.dataset import Tables

_ODD = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+')
# Letters and bytes of a title in a name: with all the rest it may have 255 bytes.
_LETTERS, _LONGEST = 80, 230


def shown(pages: Sequence[Page]) -> list[Shown]:
    """Draw every slide, with title, alternative text and what must be known of it besides."""
    return [Shown(p.title, p.alt, figure_of(p), remarks_of(p)) for p in pages]


def with_remarks(pages: Sequence[Page], lang: Lang) -> list[Shown]:
    """Draw every slide, then pages with what must be known of them besides.

    Examples
    --------
    >>> with_remarks([], "en")
    []
    """
    return shown([*pages, *remark_pages(pages, lang)])


def with_notes(pages: Sequence[Page], tables: Tables, lang: Lang) -> list[Shown]:
    """Draw every slide, with the notes that its speaker has in a file of slides.

    Parameters
    ----------
    pages : sequence of Page
        The slides.
    tables : Tables
        The tables, with what is in view.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    list of Shown
        In their order.

    Examples
    --------
    >>> from metrics import load
    >>> with_notes([], load(), "en")
    []
    """
    told = (tuple(note_lines(page, tables, lang)) for page in pages)
    return [replace(slide, notes=n) for slide, n in zip(shown(pages), told, strict=True)]


def title_of(pages: Sequence[Page], lang: Lang) -> str:
    """Return the title of a deck: that of its cover, else of its first slide."""
    covers = [p.title for p in pages if p.layout == "title"]
    return next(iter([*covers, *(p.title for p in pages)]), text(lang)("page.briefing"))


def issuer(tables: Tables, lang: Lang) -> str:
    """Say who a file is by: the dashboard with its data version, no person."""
    say = text(lang)
    return say("list.dot").join([say("site.title"), say("chart.version", version=tables.version)])


def pictures(
    renderer: Renderer,
    slides: Sequence[Shown],
    form: Form,
    scale: int = 1,
    progress: Progress = silent,
) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of one picture for each slide, in their order.

    Parameters
    ----------
    renderer : Renderer
        The browser that draws.
    slides : sequence of Shown
        Drawn slides with their titles.
    form : Form
        ``png``, ``svg`` or ``pdf``.
    scale : int
        1 for 1920 by 1080 pixels of a PNG, 2 for 3840 by 2160.
    progress : Progress
        Told how far the work is; it may stop it.

    Yields
    ------
    tuple
        Name and content of each file.

    Examples
    --------
    >>> from metrics.exports.images import Renderer
    >>> list(pictures(Renderer(), [], "png"))
    []
    """
    for place, slide in enumerate(slides):
        progress(place, len(slides))
        drawn = renderer.render(slide.figure, form, scale=scale)
        told = described(drawn, slide) if form == "png" else drawn
        # Pictures of another size stand beside these.
        yield file_name(place + 1, slide.title, form, "4K" if scale > 1 else ""), told
    progress(len(slides), len(slides))


def described(picture: bytes, slide: Shown) -> bytes:
    """Return a PNG that says in its properties what it shows and what must be known besides.

    Parameters
    ----------
    picture : bytes
        A PNG.
    slide : Shown
        What it shows.

    Returns
    -------
    bytes
        The same pixels.
    """
    about = PngInfo()
    about.add_itxt("Title", slide.title)
    about.add_itxt("Description", "\n".join(filter(None, (slide.alt, *slide.notes))))
    made = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        image.save(made, "PNG", pnginfo=about)
    return made.getvalue()


def file_name(number: int, title: str, ending: str, kind: str = "") -> str:
    """Return the name of a slide's file.

    It is made of number and title, without what systems refuse in names; a long title ends with a
    whole word.

    Parameters
    ----------
    number : int
        Which slide it is, counted from 1.
    title : str
        The title of the slide.
    ending : str
        Of the file, without a dot.
    kind : str
        What tells it from other pictures of the same title.

    Returns
    -------
    str
        The name.

    Examples
    --------
    >>> file_name(3, "Share: 1/3 of all?", "png")
    '03 Share 1 3 of all.png'
    >>> file_name(3, "Shares", "png", "square")
    '03 Shares square.png'
    """
    plain = _ODD.sub(" ", title).strip(" .")
    short = plain[:_LETTERS].encode()[:_LONGEST].decode(errors="ignore")
    if len(short) < len(plain) and " " in short and not plain[len(short)].isspace():
        short = short.rpartition(" ")[0]
    named = " ".join(filter(None, (f"{number:02d}", short.rstrip(" ."), kind)))
    return f"{named}.{ending}"
