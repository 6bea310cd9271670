"""Slides as one PDF, whose text can be searched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from metrics.exports.files import Progress, silent
from metrics.exports.images import Renderer, Shown
from metrics.locale import Lang

_LANGUAGES = {"zh": "zh-CN", "en": "en"}
# Fonts of Chinese draw a radical and the character that it is with one glyph. The browser names
# the glyph by the lower code, which is the radical, and a search for the character finds nothing.
_RADICALS = "⺒⺓⺟⺠⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳"
_CHARACTERS = "巳幺母民见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟"
_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_NAMED = {
    **_KANGXI,
    **dict(zip(map(ord, _RADICALS), _CHARACTERS, strict=True)),
    0x2F3E: "户",
    0x3B35: "胶",
    0x2012: "\u2013",
    0x2329: "\u3008",
}
_ONE = re.compile(r"^(<\w+>) <(\w{4})>$", re.MULTILINE)
_SPAN = re.compile(r"^<(\w+)> <(\w+)> <(\w{4})>$", re.MULTILINE)
# Titles and drawn pages of a document, its own title, its author and its language.
Bind = Callable[[Sequence[tuple[str, bytes]], str, str, Lang], bytes]


def bound(pages: Sequence[tuple[str, bytes]], title: str, author: str, lang: Lang) -> bytes:
    """Put drawn pages into one PDF, each with a bookmark.

    What is read of the pages takes some megabytes each until the document is written.

    Parameters
    ----------
    pages : sequence of (str, bytes)
        Title and PDF of each.
    title : str
        Title of the document.
    author : str
        Author of the document.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    bytes
        Content of the file.

    Examples
    --------
    >>> bound([], "Briefing", "CNIPA", "en")[:5]
    b'%PDF-'
    """
    writer = PdfWriter()
    for name, drawn in pages:
        writer.append(PdfReader(BytesIO(drawn)), outline_item=name, import_outline=False)
    for page in writer.pages:
        for font in _fonts(page["/Resources"]):
            if "/ToUnicode" in font:
                stream = font["/ToUnicode"].get_object()
                stream.set_data(_mended(stream.get_data().decode("ascii")).encode("ascii"))
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(_LANGUAGES[lang])
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    writer.metadata = {"/Title": title, "/Author": author}
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def pdf_bytes(
    renderer: Renderer,
    slides: Sequence[Shown],
    title: str,
    author: str,
    lang: Lang,
    progress: Progress = silent,
    bind: Bind = bound,
) -> bytes:
    """Draw slides as a PDF, one a page, each with a bookmark.

    Parameters
    ----------
    renderer : Renderer
        The browser that draws.
    slides : sequence of Shown
        Drawn slides with their titles.
    title : str
        Title of the document.
    author : str
        Author of the document.
    lang : str
        ``zh`` or ``en``.
    progress : Progress
        Told how far the work is; it may stop it.
    bind : callable
        Puts the pages together as `bound` does, as in another process.

    Returns
    -------
    bytes
        Content of the file.

    Examples
    --------
    >>> from metrics.exports.images import Renderer
    >>> pdf_bytes(Renderer(), [], "Briefing", "CNIPA", "en")[:5]
    b'%PDF-'
    """
    pages: list[tuple[str, bytes]] = []
    for done, slide in enumerate(slides):
        progress(done, len(slides))
        pages.append((slide.title, renderer.render(slide.figure, "pdf")))
    made = bind(pages, title, author, lang)
    progress(len(slides), len(slides))
    return made


def _fonts(resources: Any) -> Iterator[Any]:
    """Yield the fonts of a page and of the drawings within it."""
    own = resources.get_object()
    for font in own.get("/Font", DictionaryObject()).get_object().values():
        yield font.get_object()
    for drawing in own.get("/XObject", DictionaryObject()).get_object().values():
        if "/Resources" in drawing.get_object():
            yield from _fonts(drawing.get_object()["/Resources"])


def _mended(cmap: str) -> str:
    """Return the map from glyphs to characters, with characters in place of radicals."""
    return _SPAN.sub(_span, _ONE.sub(_one, cmap))


def _one(match: re.Match[str]) -> str:
    return f"{match[1]} {_target(int(match[2], 16))}"


def _span(match: re.Match[str]) -> str:
    first, last, start = (int(match[place], 16) for place in (1, 2, 3))
    codes = range(start, start + last - first + 1)
    if _NAMED.keys().isdisjoint(codes):
        return match[0]
    return f"<{match[1]}> <{match[2]}> [{' '.join(map(_target, codes))}]"


def _target(code: int) -> str:
    return f"<{_NAMED.get(code, chr(code)).encode('utf-16-be').hex().upper()}>"
