"""What changed in the tables as a feed: Atom of RFC 4287."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from metrics.history.listing import Day
from metrics.locale import Lang, text

ATOM = "http://www.w3.org/2005/Atom"
# Beneath it entries are named; it names no place on the web.
NAMED = "https://ipstats.invalid/changes"


def feed(days: Sequence[Day], lang: Lang, here: str, page: str, updated: datetime) -> bytes:
    """Write what changed as a feed, an entry for each day.

    An entry keeps its id wherever the feed is served: it is of the day and the language.

    Parameters
    ----------
    days : sequence of Day
        What changed, the latest first.
    lang : str
        ``zh`` or ``en``.
    here, page : str
        The addresses of the feed and of the page that tells the same.
    updated : datetime
        When the tables last changed.

    Returns
    -------
    bytes
        The document, in UTF-8.

    Examples
    --------
    >>> made = feed([], "en", "https://a.org/data/changes.atom", "https://a.org/data", datetime.max)
    >>> made.decode().splitlines()[1][:60]
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
    """
    say = text(lang)
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": lang if lang == "en" else "zh-Hans"})
    _put(root, "id", _id(lang, ""))
    _put(root, "title", say("history.feed_title", site=say("site.title")))
    _put(root, "subtitle", say("history.feed_about"))
    _put(root, "updated", _stamp(days[0].moment if days else updated))
    ET.SubElement(_put(root, "author", ""), "name").text = say("site.title")
    for rel, address, media in (
        ("self", here, "application/atom+xml"),
        ("alternate", page, "text/html"),
    ):
        ET.SubElement(root, "link", {"rel": rel, "href": address, "type": media, "hreflang": lang})
    for day in days:
        _entry(root, day, lang, page)
    ET.indent(root, " ")
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _entry(root: ET.Element, day: Day, lang: Lang, page: str) -> None:
    say = text(lang)
    entry = ET.SubElement(root, "entry")
    code = day.moment.date().isoformat()
    _put(entry, "id", _id(lang, code))
    _put(entry, "title", say("history.entry", day=day.title, counts=day.counts))
    _put(entry, "updated", _stamp(day.moment))
    _put(entry, "published", f"{code}T00:00:00Z")
    link = {"rel": "alternate", "href": f"{page}#changes-{code}", "type": "text/html"}
    ET.SubElement(entry, "link", link)
    _put(entry, "summary", say("history.day", day=day.counts, version=day.version))
    ET.SubElement(entry, "content", {"type": "html"}).text = _content(day, lang)


def _content(day: Day, lang: Lang) -> str:
    """Write the lines of a day as HTML."""
    say = text(lang)
    made = ET.Element("div")
    for section in day.sections:
        _put(made, "h3" if section.lines else "p", section.head)
        if not section.lines:
            continue
        listed = ET.SubElement(made, "ul")
        for line in section.lines:
            _put(listed, "li", line.words)
        if section.more:
            _put(listed, "li", say("history.more", count=section.more))
    return ET.tostring(made, encoding="unicode", method="html")


def _put(above: ET.Element, name: str, told: str) -> ET.Element:
    made = ET.SubElement(above, name)
    made.text = told or None
    return made


def _stamp(moment: datetime) -> str:
    return moment.replace(microsecond=0, tzinfo=moment.tzinfo or UTC).isoformat()


def _id(lang: Lang, day: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{NAMED}/{lang}/{day}')}"
