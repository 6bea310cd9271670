"""What must be known of the figures of a deck besides, slide by slide, on pages of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.briefing import boxes
from metrics.briefing.boxes import SIDE, SMALL, WIDTH, Box, Words
from metrics.briefing.slides import Page, numbered
from metrics.locale import Lang, text

# Pixels between the remarks of two slides, and by which remarks stand in.
APART, INDENT = 18, 40


def remarks_of(page: Page) -> tuple[str, ...]:
    """Return what must be known besides of what a slide shows: bounds, breaks, what is not joined.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.briefing.deck import parse_address
    >>> from metrics.briefing.pages import pages
    >>> deck = parse_address("chart!indicator?id=pledge_financing")
    >>> (page,) = pages(load(), deck, "en", date(2026, 1, 1))
    >>> "Hollow marks are bounds; no line joins them" in remarks_of(page)
    True
    """
    every = (remark for placed in page.placed for remark in placed.exhibit.texts.remarks)
    return tuple(dict.fromkeys(every))


def remark_pages(pages: Sequence[Page], lang: Lang) -> tuple[Page, ...]:
    """Return pages that hold the remarks on slides, to stand behind these.

    Files whose slides have no speaker notes have them there: on the slide they would stand before
    its message.

    Parameters
    ----------
    pages : sequence of Page
        All slides of a deck, in their order.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of Page
        As many as they need, numbered onward; none where nothing is to be told.

    Examples
    --------
    >>> remark_pages([], "en")
    ()
    """
    title = text(lang)("briefing.remarks")
    head = boxes.title(title)
    foot = boxes.footer([text(lang)("briefing.remarks_about")])
    top, most = head.bottom + 24, foot.box.y - 24
    made: list[list[Words]] = []
    y = most
    for block in _blocks(pages):
        high = sum(words.box.h for words in block)
        # The remarks on one slide stay together where a page has room for them.
        if y + high > most and (high <= most - top or not made):
            made.append([])
            y = top
        for words in block:
            if y + words.box.h > most:
                made.append([])
                y = top
            made[-1].append(words.at(y))
            y += words.box.h
        y += APART
    told = [
        Page(-1, "remarks", title, (head, *own, foot), alt=" ".join(" ".join(w.lines) for w in own))
        for own in made
    ]
    return numbered(told, len(pages) + 1)


def _blocks(pages: Sequence[Page]) -> Iterator[list[Words]]:
    """Yield number and title of each slide with its remarks, from the top of a page."""
    wide = WIDTH - 2 * SIDE
    for number, page in enumerate(pages, 1):
        remarks = remarks_of(page)
        if remarks:
            named = boxes.words((f"{number}", page.title), Box(SIDE, 0, wide, 0), SMALL, bold=True)
            at = Box(SIDE + INDENT, 0, wide - INDENT, 0)
            yield [named, *(boxes.words(remark, at, SMALL) for remark in remarks)]
