"""A deck as codes: slides with their layout, the views that they show and edited titles.

The same deck stands in an address, and in a small file that keeps what its slides showed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args
from urllib.parse import quote

from metrics.locale import LANGS, Lang, text
from metrics.model.selection import WHOLE, Selection

Field = Literal["subtitle", "office", "author", "date"]
# What the user fills in on a cover besides its title.
FIELDS: tuple[Field, ...] = get_args(Field)
Layout = Literal["title", "chart", "charts", "chart_figures", "figures", "table", "sources"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
# Kinds of exhibits that a layout has room for, and how many of each at most.
ROOM: dict[Layout, dict[str, int]] = {
    "title": {},
    "chart": {"chart": 1},
    "charts": {"chart": 2},
    "chart_figures": {"chart": 1, "figure": 3},
    "figures": {"figure": 8},
    "table": {"table": 1},
    "sources": {},
}
# More slides than these are neither a briefing nor an address.
MOST = 40
# Letters that slides may have in an address, as it is sent: servers take some 64,000 for all of it.
MOST_LETTERS = 40_000
# Letters of an address that one sign becomes: three bytes, each escaped.
_ESCAPED = 9
LONGEST_TITLE = 200
LONGEST_FIELD = 60
# No layout has room for more.
MOST_VIEWS = max(sum(room.values()) for room in ROOM.values())
FORMAT = "ip-statistics-deck"
_SLIDE, _VIEW, _TITLE = "~", "!", "*"
# Between the language and the name of a field of a cover.
_OF = "."
# Signs of a deck that need no escape within a query.
DECK_SIGNS = ",@/?!~*:"
_ESCAPES = {c: f"%{ord(c):02X}" for c in (_SLIDE, _VIEW, _TITLE)}


class DeckError(ValueError):
    """A deck that cannot be read; ``key`` and ``told`` are its message."""

    def __init__(self, key: str, **told: object) -> None:
        self.key, self.told = key, told
        super().__init__(self.words("en"))

    def words(self, lang: Lang) -> str:
        """Say what is wrong, where, and how to mend it."""
        return text(lang)(f"deck_fault.{self.key}", **self.told)


@dataclass(frozen=True)
class Slide:
    """One slide, as codes.

    Parameters
    ----------
    layout : str
        One of `LAYOUTS`.
    views : tuple of str
        Addresses of what it shows, such as ``indicator?id=gii_rank``.
    titles : mapping
        Edited titles by language; where there is none the title is written by rule.
    fields : mapping
        What a cover is filled in with, by language and name of the field.
    """

    layout: Layout
    views: tuple[str, ...] = ()
    titles: Mapping[Lang, str] = field(default_factory=dict)
    fields: Mapping[tuple[Lang, Field], str] = field(default_factory=dict)

    def titled(self, lang: Lang, title: str) -> Slide:
        """Return the same slide with a title of its own.

        An empty title stands for that of the rule.
        """
        kept = {code: t for code, t in self.titles.items() if code != lang}
        title = " ".join(title.split())[:LONGEST_TITLE]
        return replace(self, titles=kept | ({lang: title} if title else {}))

    def filled(self, lang: Lang, name: Field, words: str) -> Slide:
        """Return the same cover with a field filled in; without words it is empty again.

        Parameters
        ----------
        lang : str
            ``zh`` or ``en``.
        name : str
            One of `FIELDS`.
        words : str
            What stands there; a day such as ``2026-01-30`` is worded in the language.

        Returns
        -------
        Slide
            The cover.

        Examples
        --------
        >>> Deck((Slide("title").filled("en", "office", "CNIPA"),)).address()
        'title*en.office:CNIPA'
        """
        kept = {key: t for key, t in self.fields.items() if key != (lang, name)}
        words = " ".join(words.split())[:LONGEST_FIELD]
        return replace(self, fields=kept | ({(lang, name): words} if words else {}))


@dataclass(frozen=True)
class Record:
    """What a deck showed when it was kept.

    Parameters
    ----------
    version : str
        Of the data.
    day : str
        ISO date.
    facts : mapping
        Every figure that it showed, by series and period.
    """

    version: str
    day: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Deck:
    """Slides in their order.

    Parameters
    ----------
    selection : Selection
        Which statements it shows.
    record : Record, optional
        What it showed when it was kept in a file.
    """

    slides: tuple[Slide, ...] = ()
    selection: Selection = WHOLE
    record: Record | None = None

    @property
    def cover(self) -> Slide:
        """Return the first cover, or an empty one."""
        return next((s for s in self.slides if s.layout == "title"), Slide("title"))

    def address(self) -> str:
        """Return the slides as one value of an address.

        Examples
        --------
        >>> Deck((Slide("title"), Slide("chart", ("indicator?id=gii_rank",)))).address()
        'title~chart!indicator?id=gii_rank'
        """
        return _SLIDE.join(map(_slide_code, self.slides))

    def moved(self, place: int, by: int) -> Deck:
        """Return the deck with a slide moved; at either end it stays."""
        slides = list(self.slides)
        to = min(max(place + by, 0), len(slides) - 1)
        slides.insert(to, slides.pop(place))
        return replace(self, slides=tuple(slides))

    def with_slide(self, place: int, slide: Slide | None) -> Deck:
        """Return the deck with another slide at a place, or without the one there."""
        slides = [*self.slides]
        slides[place : place + 1] = [slide] if slide else []
        return replace(self, slides=tuple(slides))

    def with_more(self, slides: Sequence[Slide]) -> Deck:
        """Return the deck with slides at its end, before a closing one of sources."""
        own = list(self.slides)
        at = len(own) - 1 if own and own[-1].layout == "sources" else len(own)
        return replace(self, slides=(*own[:at], *slides, *own[at:]))


def parse_address(value: str, selection: Selection = WHOLE) -> Deck:
    """Read the slides of an address; raise `DeckError` where one is not understood.

    Examples
    --------
    >>> deck = parse_address("title~chart!indicator?id=gii_rank*en:A rise%2A")
    >>> deck.slides[1].titles
    {'en': 'A rise*'}
    """
    if len(value) * _ESCAPED > MOST_LETTERS and len(quote(value, DECK_SIGNS)) > MOST_LETTERS:
        raise DeckError("long", most=MOST_LETTERS)
    parts = [p for p in value.split(_SLIDE) if p]
    if len(parts) > MOST:
        raise DeckError("many", count=len(parts), most=MOST)
    return Deck(tuple(_slide_of(p, n) for n, p in enumerate(parts, 1)), selection)


def is_deck(value: str) -> bool:
    """Tell whether the slides of an address can be read."""
    try:
        return bool(parse_address(value).slides)
    except DeckError:
        return False


def _slide_code(slide: Slide) -> str:
    views = "".join(_VIEW + _escaped(v) for v in slide.views)
    titles = "".join(f"{_TITLE}{key}:{_escaped(t)}" for key, t in _texts(slide).items())
    return slide.layout + views + titles


def _texts(slide: Slide) -> dict[str, str]:
    """Return edited titles and filled fields by their codes, in one order."""
    titles: dict[str, str] = {lang: slide.titles[lang] for lang in LANGS if lang in slide.titles}
    keys = [(lang, name) for lang in LANGS for name in FIELDS if (lang, name) in slide.fields]
    return titles | {_OF.join(key): slide.fields[key] for key in keys}


def _slide_of(code: str, place: int) -> Slide:
    head, *titles = code.split(_TITLE)
    layout, *views = head.split(_VIEW)
    pairs = [t.partition(":") for t in titles]
    told = {lang: _plain(words) for lang, _, words in pairs}
    return checked(layout, [_plain(v) for v in views], told, place)


def checked(
    layout: object, views: Sequence[object], titles: Mapping[Any, Any], place: int
) -> Slide:
    """Return a slide of unknown parts.

    Raise `DeckError` with its place where one of them is wrong.

    Parameters
    ----------
    layout : object
        How the slide is laid out.
    views : sequence of object
        Addresses of what it shows.
    titles : mapping
        Titles of its own by language, and fields of a cover by language and name, such as
        ``zh.office``.
    place : int
        Which slide of the deck it is, counted from 1.

    Returns
    -------
    Slide
        The slide, where every part is sound.

    Raises
    ------
    DeckError
        With the place of the part that is wrong.

    Examples
    --------
    >>> checked("chart", ["indicator?id=gii_rank"], {}, 1).views
    ('indicator?id=gii_rank',)
    """
    if layout not in LAYOUTS:
        raise DeckError("layout", slide=place, value=str(layout)[:80], known=", ".join(LAYOUTS))
    bad = next((v for v in views if not isinstance(v, str) or len(v) > 1000), None)
    if bad is not None:
        raise DeckError("view", slide=place, value=str(bad)[:80])
    if len(views) > MOST_VIEWS:
        raise DeckError("views", slide=place, count=len(views), most=MOST_VIEWS)
    fields = {_OF.join((lang, name)): (lang, name) for lang in LANGS for name in FIELDS}
    known = {*LANGS, *(fields if layout == "title" else ())}
    odd = [k for k, t in titles.items() if k not in known or not isinstance(t, str)]
    if odd:
        raise DeckError("title", slide=place, value=str(odd[0])[:80])
    slide = Slide(layout, tuple(map(str, views)))
    for lang in LANGS:
        slide = slide.titled(lang, str(titles.get(lang, "")))
    for code, key in fields.items():
        slide = slide.filled(*key, str(titles.get(code, "")))
    return slide


def _escaped(words: str) -> str:
    words = words.replace("%", "%25")
    for sign, code in _ESCAPES.items():
        words = words.replace(sign, code)
    return words


def _plain(words: str) -> str:
    for sign, code in _ESCAPES.items():
        words = words.replace(code, sign)
    return words.replace("%25", "%")


def to_json(deck: Deck) -> bytes:
    """Return the deck as a small file that can be kept and loaded."""
    made: dict[str, Any] = {
        "format": FORMAT,
        "selection": deck.selection.query,
        "slides": [_plain_slide(slide) for slide in deck.slides],
    }
    if deck.record is not None:
        made["made"] = {"data": deck.record.version, "date": deck.record.day}
        made["facts"] = dict(deck.record.facts)
    return json.dumps(made, ensure_ascii=False, indent=1).encode()


def _plain_slide(slide: Slide) -> dict[str, Any]:
    made: dict[str, Any] = {"layout": slide.layout}
    if slide.views:
        made["views"] = list(slide.views)
    if texts := _texts(slide):
        made["title"] = texts
    return made


def from_json(content: bytes) -> Deck:
    """Read a kept deck; raise `DeckError` with what is wrong and where."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
        # Half a surrogate pair could not be written again.
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise DeckError("json") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise DeckError("format", format=FORMAT)
    slides = found.get("slides")
    if not isinstance(slides, list) or not all(isinstance(s, dict) for s in slides):
        raise DeckError("slides")
    if len(slides) > MOST:
        raise DeckError("many", count=len(slides), most=MOST)
    made = tuple(_json_slide(slide, place) for place, slide in enumerate(slides, 1))
    return Deck(made, _selection_of(found.get("selection")), _record_of(found))


def _json_slide(slide: Mapping[str, Any], place: int) -> Slide:
    views, titles = slide.get("views", []), slide.get("title", {})
    if not isinstance(views, list):
        raise DeckError("view", slide=place, value=str(views)[:80])
    if not isinstance(titles, dict):
        raise DeckError("title", slide=place, value=str(titles)[:80])
    return checked(slide.get("layout"), views, titles, place)


def _selection_of(query: object) -> Selection:
    try:
        chosen = query if isinstance(query, dict) else {}
        return Selection.of({str(k): str(v or "") for k, v in chosen.items()})
    except ValueError:
        raise DeckError("selection") from None


def _record_of(found: Mapping[str, Any]) -> Record | None:
    made, facts = found.get("made"), found.get("facts")
    if not isinstance(made, dict) or not isinstance(facts, dict):
        return None
    told = {str(k): str(v) for k, v in facts.items()}
    return Record(str(made.get("data", "")), str(made.get("date", "")), told)
