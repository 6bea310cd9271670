"""The paragraphs of a text, whatever its lines, and what of them is shown between its marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from metrics.verification.locators import Span
from metrics.verification.marks import Mark

_ENDS = "。！？；：!?;:….”’」』）)】》"
_WITHIN = re.compile("[，。；、,;]")
_SENTENCE = re.compile("[。！？!?…]+[”’」』）)】》]*")
_BLANKS = re.compile(r"\s+")
# Lines of one width up to this are wrapped; beyond it each of them is a paragraph.
_WIDEST_WRAP = 60
# A heading is shorter, and so is no line that a page's end breaks off.
_LONGEST_HEADING = 30
_HEADING_SHOWN = 60
_CLOSING = "”’」』"
# A number at the end is that of a page, in a table of contents.
_NO_HEADING = "。；：，、!;:,0123456789０１２３４５６７８９"


@dataclass(frozen=True)
class Segment:
    """A run of signs as they are shown, with the mark that it is, and the mark's number."""

    text: str
    mark: Mark | None = None
    number: int = -1


def paragraphs(text: str, dropped: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Return the spans of the paragraphs of a text.

    Lines that were wrapped, and a line that the end of a page broke off, go on in the next one.

    Parameters
    ----------
    text : str
        The original.
    dropped : sequence of spans
        Page numbers and running heads, at which no paragraph ends.

    Examples
    --------
    >>> text = "标题\\n\\n甲、乙、\\n丙。\\n丁。"
    >>> [text[a:b] for a, b in paragraphs(text)]
    ['标题', '甲、乙、\\n丙。', '丁。']
    """
    lines = [s for s in _lines(text) if not any(a <= s[0] < b for a, b in dropped)]
    width = _width([b - a for a, b in lines])
    begins = [b[0] for a, b in pairwise(lines) if not _goes_on(text[slice(*a)], width)]
    begins = sorted({*(a for a, _ in lines[:1]), *begins, *_alone(text, dropped, lines, width)})
    made = [(a, b) for a, b in pairwise([*begins, len(text)])]
    return tuple((a, a + len(text[a:b].rstrip())) for a, b in made)


def _lines(text: str) -> Iterator[Span]:
    """Lines that hold something, without the blanks at their edges."""
    at = 0
    for line in text.splitlines(keepends=True):
        if words := line.strip():
            start = at + line.index(words)
            yield start, start + len(words)
        at += len(line)


def _alone(text: str, dropped: Sequence[Span], lines: Sequence[Span], width: int) -> Iterator[int]:
    """Tell where lines that were left out stand between paragraphs, as paragraphs themselves."""
    for start, end in dropped:
        before = [s for s in lines if s[1] <= start]
        if text[start:end].strip() and not (before and _goes_on(text[slice(*before[-1])], width)):
            yield start + len(text[start:end]) - len(text[start:end].lstrip())


def _width(lengths: list[int]) -> int:
    """Return the width to which the lines of a text were wrapped; 0 where they were not."""
    if not lengths:
        return 0
    wide = sorted(lengths)[len(lengths) * 9 // 10]
    return wide if wide <= _WIDEST_WRAP else 0


def _goes_on(line: str, width: int) -> bool:
    """Tell whether the paragraph goes on after this line."""
    if line[-1] in "，、,":
        return True
    if line[-1] in _ENDS:
        return False
    if width:
        return len(line) >= width * 0.9
    # No heading has a sentence in it, and a short one has no clause.
    return "。" in line or (len(line) > _LONGEST_HEADING and _WITHIN.search(line) is not None)


def is_heading(words: str) -> bool:
    """Tell whether a paragraph is short and no sentence.

    Examples
    --------
    >>> is_heading("十年成就"), is_heading("一是甲。")
    (True, False)
    """
    last = words.rstrip(_CLOSING)[-1:]
    short = last != "" and len(words) <= _HEADING_SHOWN
    return short and last not in _NO_HEADING and "。" not in words


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Return the spans of the sentences of a paragraph.

    Examples
    --------
    >>> text = "甲。“乙！”丙"
    >>> [text[a:b] for a, b in sentences(text, (0, 7))]
    ['甲。', '“乙！”', '丙']
    """
    start, end = span
    ends = [m.end() for m in _SENTENCE.finditer(text, start, end)]
    return tuple((a, b) for a, b in pairwise([start, *ends, end]) if text[a:b].strip())


def shown_signs(text: str) -> tuple[str, ...]:
    """Tell what each sign of a text is shown as: breaks in a paragraph vanish, or are one blank.

    Examples
    --------
    >>> "".join(shown_signs("共５\\n万 件，of\\nall"))
    '共５万 件，of all'
    """
    signs = ["" if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") else c for c in text]
    for m in _BLANKS.finditer(text):
        before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
        words = before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
        kept = words or not any(c in "\n\r\f\v" for c in m[0])
        signs[m.start() : m.end()] = [" " if kept else "", *[""] * (len(m[0]) - 1)]
    return tuple(signs)


def segments(
    signs: Sequence[str], span: Span, marks: Sequence[tuple[int, Mark]]
) -> tuple[Segment, ...]:
    """Part a span of a text at its marks.

    Parameters
    ----------
    signs : sequence of str
        What each sign of the text is shown as.
    span : (int, int)
        The span.
    marks : sequence of (int, Mark)
        Marks with their numbers, in order and apart; those outside the span are left out.

    Returns
    -------
    tuple of Segment
        In their order; none is empty.

    Examples
    --------
    >>> [(s.text, s.number) for s in segments("增长7.8%。", (0, 7), [(4, Mark(2, 6))])]
    [('增长', -1), ('7.8%', 4), ('。', -1)]
    """
    made: list[Segment] = []
    at, end = span
    for number, mark in marks:
        start, stop = max(mark.start, at), min(mark.end, end)
        if start >= stop:
            continue
        made.append(Segment("".join(signs[at:start])))
        made.append(Segment("".join(signs[start:stop]), mark, number))
        at = stop
    made.append(Segment("".join(signs[at:end])))
    return tuple(s for s in made if s.text)
