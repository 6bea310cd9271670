"""What the head of a document says to programs: search engines, messengers, catalogues of data."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request

from metrics.exports.longtable import licences
from metrics.exports.opendata import LICENCES
from metrics.locale import LANGS, Lang, text
from metrics.model.observation import Observation
from metrics.tables.dataset import Tables
from pages.parts.blocks import sizes
from pages.parts.frame import assets, markup
from pages.parts.frame.places import SIGNIN
from pages.parts.http import link_card
from pages.parts.http.offers import CHANGES, FILES
from pages.parts.http.settings import base, home
from pages.parts.http.views import Asked, Told, asked, told
from pages.parts.state import deck_cookie, past
from pages.parts.state.links import gathered
from pages.parts.state.store import current, selected

_LOG = logging.getLogger("dashboard")
# Files of the data that catalogues are led to.
TAKEN = ("indicators.csv", "figures.csv", "indicators.json", "package.zip", "sdmx.zip")
# Publications that a description names.
MOST_SOURCES = 40
CONTEXT = "https://schema.org/"


def tags(request: Request, page: str, lang: Lang) -> tuple[str, str]:
    """Return the title of a document and the other tags of its head.

    Parameters
    ----------
    request : Request
        For the document.
    page : str
        Name of the page.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of (str, str)
        Both as markup; no tags where there are no sound tables.
    """
    site = text(lang)("site.title")
    if page == SIGNIN:
        return escape(f"{text(lang)('signin.title')} · {site}"), ""
    tables, _ = current()
    if tables is not None:
        try:
            return _tags(tables, request, page, lang)
        except Exception:
            # A page is worth more than what is said of it.
            _LOG.exception("fault in the head of %s", page)
    return escape(site), ""


def _tags(tables: Tables, request: Request, page: str, lang: Lang) -> tuple[str, str]:
    site = text(lang)("site.title")
    view = asked(tables, page, gathered(request.query_params.multi_items()))
    said = told(tables, view, lang)
    at = home(request)
    made = markup.render(
        "head_tags.html",
        lang,
        told=said,
        here=f"{at}/{view.address(lang)}",
        others=[(markup.TAGS[code], f"{at}/{view.address(code)}") for code in LANGS],
        picture=f"{at}/{picture(view, tables.version, lang)}",
        width=link_card.WIDTH,
        height=link_card.HEIGHT,
        feed=(text(lang)("history.feed_title", site=site), f"{at}/data/{CHANGES}?lang={lang}"),
        dataset=_dataset(tables, view, said, at, lang),
    )
    title = said.title if said.title == site else f"{said.title} · {site}"
    return escape(title), made


def head_script(lang: Lang) -> Markup:
    """Return what a document begins with: the display, and the addresses of style and script."""
    return markup.render(
        "head_script.html",
        lang,
        base=base(),
        style=assets.address("ip.css"),
        script=assets.address("ip.js"),
        windows=[most for most, _ in sizes.WINDOWS],
        chunks=assets.chunks(),
        cookie=deck_cookie.name(),
    )


def picture(view: Asked, version: str, lang: Lang) -> str:
    """Return the address of the picture of a view; it changes with the data.

    Parameters
    ----------
    view : Asked
        The page and what is chosen.
    version : str
        Of the data.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        The address, relative to the app.

    Examples
    --------
    >>> from metrics import load
    >>> picture(asked(load(), "indicator", {"id": ["gii_rank"]}), "3f2a", "en")
    'preview.png?page=indicator&id=gii_rank&lang=en&dv=3f2a'
    """
    query = {"page": view.page, **dict(view.query), "lang": lang, "dv": version}
    return f"preview.png?{urlencode(query, safe=',@')}"


def _dataset(tables: Tables, view: Asked, said: Told, at: str, lang: Lang) -> Markup | None:
    """Describe the data of a page as catalogues read it, where a page is of data."""
    tables = selected(tables, view.selection)
    if view.page == "indicator" and said.series is not None:
        indicator = said.series.definition.id
        every = [s for a in tables.areas(indicator) for s in [tables.all_series[indicator, a]]]
        own = said.series.definition
        about = filter(None, (said.finding, own.definition(lang), own.note(lang)))
        chosen = {"indicator": indicator}
        more: dict[str, Any] = {
            "name": own.name(lang),
            "alternateName": own.name("en" if lang == "zh" else "zh"),
            "description": text(lang)("list.semicolon").join(about),
            "variableMeasured": {
                "@type": "PropertyValue",
                "name": own.name(lang),
                "unitText": own.unit.name(lang),
            },
        }
    elif view.page == "data":
        every, chosen = list(tables.all_series.values()), {}
        say = text(lang)
        more = {"name": say("site.title"), "description": say("head.data")}
    else:
        return None
    points = [p for s in every for p in s.points]
    if not points:
        return None
    made = _general(tables, points, lang) | more
    made["url"] = f"{at}/{view.address(lang)}"
    made["distribution"] = _files(at, {**view.selection.query, **chosen, "lang": lang})
    # What ends the element in which it stands is written otherwise.
    return Markup(json.dumps(made, ensure_ascii=False).replace("<", "\\u003c"))


def _general(tables: Tables, points: list[Observation], lang: Lang) -> dict[str, Any]:
    years = [p.period.start.year for p in points] + [p.period.end.year for p in points]
    sources = {p.source.id: p.source for p in points}
    areas = dict.fromkeys(tables.label("area", p.area, lang) for p in points)
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "inLanguage": markup.TAGS[lang],
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": text(lang)("site.title")},
        "version": tables.version,
        "dateModified": past.changed(tables).isoformat(),
        "temporalCoverage": f"{min(years)}/{max(years)}",
        "spatialCoverage": list(areas),
        "license": [
            LICENCES[code]["path"] for code in licences(sources.values()) if code in LICENCES
        ],
        "isBasedOn": [
            {"@type": "CreativeWork", "name": s.title(lang), "datePublished": s.published}
            | ({"url": s.url} if s.url else {})
            for s in list(sources.values())[:MOST_SOURCES]
        ],
    }


def _files(at: str, query: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {
            "@type": "DataDownload",
            "name": name,
            "encodingFormat": FILES[name].media.partition(";")[0],
            "contentUrl": f"{at}/data/{name}?{urlencode(query, safe=',@')}",
        }
        for name in TAKEN
    ]
