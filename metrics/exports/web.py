"""Slides as one web page: a file that needs nothing else, or a page of the dashboard."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from metrics.locale import Lang, text

if TYPE_CHECKING:
    from metrics.exports.images import Shown

_TEMPLATES = Path(__file__).parent / "templates"
# Inline styles are how Plotly draws; pictures are made of blobs within the page.
_RULES = (
    "default-src 'none'; connect-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; "
    "img-src data: blob:; base-uri 'none'; form-action 'none'"
)


def html_bytes(slides: Sequence[Shown], title: str, lang: Lang) -> bytes:
    """Put slides into one file, with all that draws them; it asks no host for anything.

    Parameters
    ----------
    slides : sequence of Shown
        Drawn slides with their titles.
    title : str
        Title of the page.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    bytes
        Content of the file.

    Examples
    --------
    >>> html_bytes([], "Briefing", "en")[:15]
    b'<!DOCTYPE html>'
    """
    return _page(slides, title, lang, plotly=get_plotlyjs()).encode("utf-8")


def page_html(
    slides: Sequence[Shown],
    title: str,
    lang: Lang,
    plotly_src: str,
    first: int = 1,
    home: str = "",
) -> str:
    """Make the page that shows slides in a running dashboard.

    Parameters
    ----------
    slides : sequence of Shown
        Drawn slides with their titles.
    title : str
        Title of the page.
    lang : str
        ``zh`` or ``en``.
    plotly_src : str
        Address of plotly.js on the same host.
    first : int
        Number of the slide that an address without one shows; counted from 1.
    home : str
        Address that leads back, or empty.

    Returns
    -------
    str
        The page.

    Examples
    --------
    >>> "/plotly.js" in page_html([], "Briefing", "en", "/plotly.js")
    True
    """
    return _page(slides, title, lang, plotly_src=plotly_src, first=first, home=home)


def _page(
    slides: Sequence[Shown],
    title: str,
    lang: Lang,
    *,
    plotly: str = "",
    plotly_src: str = "",
    first: int = 1,
    home: str = "",
) -> str:
    script = inline_script()
    inline = [script, plotly] if plotly else [script]
    scripts = " ".join([*map(_hash, inline), *(["'self'"] if plotly_src else [])])
    return (
        _environment()
        .get_template("deck.html")
        .render(
            say=text(lang),
            lang=lang,
            title=title,
            slides=[
                {"title": s.title, "alt": s.alt, "figure": Markup(_data(s)), "notes": s.notes}
                for s in slides
            ],
            policy=_RULES.format(scripts=scripts),
            style=Markup(_file("deck.css")),
            script=Markup(script),
            plotly=Markup(plotly),
            plotly_src=plotly_src,
            first=first,
            home=home,
        )
    )


def inline_script() -> str:
    """Return the words of the script that stands in a page of slides.

    Examples
    --------
    >>> inline_script() in page_html([], "Briefing", "en", "/plotly.js")
    True
    """
    return _file("deck.js")


def _data(slide: Shown) -> str:
    """Return a figure as JSON that cannot end the element it stands in."""
    figure = json.loads(slide.figure.to_json())
    kept = {part: figure.get(part) for part in ("data", "layout")}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _hash(script: str) -> str:
    """Say what a policy calls an inline script that may run."""
    return f"'sha256-{b64encode(sha256(script.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def _file(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
