"""The places that locators name, found in a text.

The grammar of a locator::

    locator  = place [ "#" n ]            n-th statement of one figure at one place
    place    = heading [ "/" number [ "/" number ] ] | heading "/p" number
    heading  = a code of codes.csv; outline.csv gives the signs with which its text opens
    number   = a part （五）, or an item 四是 or 四要: of the heading, or of its part
    "p" number = a paragraph, for which outline.csv gives the signs as well

Numbers are read from the text itself. Where a figure stands in an item, its heading alone is no
place for it: a place holds what is not in a smaller place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from metrics.verification.flatten import NormalisedText, signs_of

Span = tuple[int, int]
_COUNT = tuple("一二三四五六七八九") + tuple(f"十{d}" for d in ("", *"一二三四五六七八九"))
_SENTENCE_END = "。;:!?…”)】"


@dataclass(frozen=True)
class Opening:
    """A place that the outline of a document names, and the signs with which it opens."""

    document: str
    locator: str
    opens: str


@dataclass(frozen=True)
class Outline:
    """Where the places of one text are.

    Parameters
    ----------
    places : mapping of str to tuple of spans
        Locator to the spans of the flat text that are its own.
    missing : tuple of str
        Places that the outline names and the text has not: pages are missing, or signs differ.
    doubtful : tuple of str
        Places whose opening signs the text has more than once.
    """

    places: Mapping[str, tuple[Span, ...]]
    missing: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    def spans(self, locator: str) -> tuple[Span, ...]:
        """Return the spans of a locator, none where the text has no such place."""
        return self.places.get(place_of(locator), ())

    def at(self, offset: int) -> str:
        """Return the place of an offset of the flat text; empty before the first one."""
        return next(
            (
                locator
                for locator, spans in self.places.items()
                if any(start <= offset < end for start, end in spans)
            ),
            "",
        )


def place_of(locator: str) -> str:
    """Return a locator without the number of the statement there.

    Examples
    --------
    >>> place_of("s-technology#2")
    's-technology'
    """
    return locator.partition("#")[0]


def outline(flat: NormalisedText, openings: Iterable[Opening]) -> Outline:
    """Find the places of a text.

    Parameters
    ----------
    flat : Flat
        The text.
    openings : iterable of Opening
        The outline of its document.

    Examples
    --------
    >>> from metrics.verification.flatten import flatten
    >>> flat = flatten("（一）其一。一是甲。二是乙。（二）其二。")
    >>> found = outline(flat, [Opening("made-up", "work", "（一）其一")])
    >>> [flat.text[a:b] for a, b in found.spans("work/1/2")]
    ['二是乙。']
    """
    begins: dict[str, int] = {}
    missing: list[str] = []
    doubtful: list[str] = []
    for opening in openings:
        signs = signs_of(opening.opens)
        times = flat.text.count(signs) if signs else 0
        if times == 0:
            missing.append(opening.locator)
        else:
            begins[opening.locator] = flat.text.find(signs)
            if times > 1:
                doubtful.append(opening.locator)
    for locator, span in _headings(begins, len(flat.text)).items():
        for sub, begin in _numbered(flat, span):
            begins.setdefault(f"{locator}/{sub}", begin)
    return Outline(_own(begins, len(flat.text)), tuple(missing), tuple(doubtful))


def _headings(begins: Mapping[str, int], length: int) -> dict[str, Span]:
    """From where to where the text of each heading runs, parts and items included."""
    ordered = sorted((at, locator) for locator, at in begins.items() if "/" not in locator)
    return {locator: (at, end) for (at, locator), (end, _) in pairwise([*ordered, (length, "")])}


def _numbered(flat: NormalisedText, span: Span) -> Iterator[tuple[str, int]]:
    """Return the numbered places within a heading with their offsets."""
    parts = list(_sequence(flat, span, _part))
    if not parts:
        yield from ((str(n), at) for n, at in _sequence(flat, span, _item))
        return
    for (n, at), (_, end) in pairwise([*parts, (0, span[1])]):
        yield str(n), at
        for k, below in _sequence(flat, (at, end), _item):
            yield f"{n}/{k}", below


def _part(number: str) -> str:
    return rf"\({number}\)"


def _item(number: str) -> str:
    return rf"(?<![{''.join(_COUNT[:10])}第统唯这]){number}[是要](?!素)"


def _sequence(
    flat: NormalisedText, span: Span, mark: Callable[[str], str]
) -> Iterator[tuple[int, int]]:
    """Return the numbers of a list and where they stand: each after the one before it.

    A number that is missing, with its page, does not end the list.
    """
    start, end = span
    for n, number in enumerate(_COUNT, 1):
        pattern = re.compile(mark(number))
        found = [m.start() for m in pattern.finditer(flat.text, start, end)]
        firm = [at for at in found if _opens(flat, at)]
        if n == 1 and not firm:
            firm = found[:1]
        if firm:
            yield n, firm[0]
            start = firm[0] + 1


def _opens(flat: NormalisedText, at: int) -> bool:
    return at == 0 or at in flat.line_starts or flat.text[at - 1] in _SENTENCE_END


def _own(begins: Mapping[str, int], length: int) -> dict[str, tuple[Span, ...]]:
    """Give each place what runs from its beginning to the next beginning of any place."""
    # Of two that begin together, the smaller place owns the text.
    ordered = sorted(begins.items(), key=lambda place: (place[1], place[0].count("/")))
    return {
        locator: ((at, end),) if end > at else ()
        for (locator, at), (_, end) in pairwise([*ordered, ("", length)])
    }
