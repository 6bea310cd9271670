"""Texts as they are shown: one as a whole in its paragraphs, or the sentences around figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from metrics.verification.copies import AT_END, Copy, name_of
from metrics.verification.locators import Span, place_of
from metrics.verification.marks import Mark, passages
from metrics.verification.model import Account, Claim
from metrics.verification.paragraphs import (
    Segment,
    is_heading,
    segments,
    sentences,
)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a text.

    Parameters
    ----------
    segments : tuple of Segment
        Its words, parted at the marks.
    heading : bool
        Whether it is short and no sentence.
    lacking : tuple of str
        Places that should stand before it and that the text lacks.
    """

    segments: tuple[Segment, ...]
    heading: bool = False
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class Passage:
    """The sentences of one place of a text in which figures stand.

    Parameters
    ----------
    document, source, locator : str
        Where the place is.
    runs : tuple of tuples of Segment
        Sentences that follow each other are one run; the figures in them are marked.
    claims : tuple of Claim
        The facts that the figures became.
    """

    document: str
    source: str
    locator: str
    runs: tuple[tuple[Segment, ...], ...]
    claims: tuple[Claim, ...]


def sheet(copy: Copy) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a copy that was read, with every mark of it."""
    if copy.account is None:
        return ()
    marks = list(enumerate(copy.marks))
    starts, ends = [m.start for m in copy.marks], [m.end for m in copy.marks]
    gaps = dict(copy.gaps or {})
    made = []
    for start, end in copy.edges:
        inside = marks[bisect_right(ends, start) : bisect_left(starts, end)]
        own = segments(copy.signs, (start, end), inside)
        due = sorted(at for at in gaps if AT_END < at < end)
        lacking = tuple(locator for at in due for locator in gaps.pop(at))
        made.append(Paragraph(own, is_heading("".join(s.text for s in own)), lacking))
    left = tuple(locator for lost in gaps.values() for locator in lost)
    return (*made, Paragraph((), lacking=left)) if left else tuple(made)


def excerpts(copy: Copy, names: Collection[str]) -> tuple[Passage, ...]:
    """Return the passages of a copy in which facts stand.

    Parameters
    ----------
    copy : Copy
        One that was read.
    names : collection of str
        Names of facts, as `name_of` gives them; those that were not found are left out.

    Returns
    -------
    tuple of Passage
        In the order of the text, one for each place.
    """
    done = copy.account
    if done is None:
        return ()
    places: dict[tuple[str, str], dict[int, Mark]] = {}
    for number, mark in enumerate(copy.marks):
        for claim in mark.claims:
            if name_of(claim) in names:
                place = claim.source, place_of(claim.locator)
                places.setdefault(place, {})[number] = mark
    signs = _without(copy.signs, copy.dropped) if places else ()
    return tuple(_passage(copy, done, place, own, signs, names) for place, own in places.items())


def _passage(
    copy: Copy,
    done: Account,
    place: tuple[str, str],
    own: dict[int, Mark],
    signs: Sequence[str],
    names: Collection[str],
) -> Passage:
    source, locator = place
    spans = passages(done.reading, locator)
    runs = list(_runs(copy.text, spans, copy.edges, list(own.values())))
    told = {name_of(c): c for mark in own.values() for c in mark.claims if name_of(c) in names}
    return Passage(
        copy.document,
        source,
        locator,
        tuple(segments(signs, run, list(own.items())) for run in runs),
        tuple(told.values()),
    )


def _without(signs: Sequence[str], dropped: Sequence[Span]) -> Sequence[str]:
    """Leave page numbers and running heads out of what is shown."""
    kept = list(signs)
    for start, end in dropped:
        kept[start:end] = [""] * (end - start)
    return kept


def _runs(
    text: str, spans: Sequence[Span], edges: Sequence[Span], marks: Sequence[Mark]
) -> Iterator[Span]:
    """Return the spans of the sentences that hold marks, those that follow each other joined."""
    open_: Span | None = None
    for span in _sentences_within(text, spans, edges):
        if not any(span[0] < m.end and m.start < span[1] for m in marks):
            continue
        if open_ is not None and not text[open_[1] : span[0]].strip():
            open_ = open_[0], span[1]
            continue
        if open_ is not None:
            yield open_
        open_ = span
    if open_ is not None:
        yield open_


def _sentences_within(text: str, spans: Sequence[Span], edges: Sequence[Span]) -> Iterator[Span]:
    for start, end in spans:
        for a, b in edges:
            if a < end and start < b:
                for c, d in sentences(text, (max(a, start), min(b, end))):
                    yield c + len(text[c:d]) - len(text[c:d].lstrip()), d
