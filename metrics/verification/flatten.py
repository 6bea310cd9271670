"""Texts made alike whatever their line breaks, widths and signs, with the way back.

Two copies of one text differ in where lines end, in spaces inside numbers, in the width and the
kind of their signs and in what stands at the edge of a page. `flatten` takes all this away and
remembers for each sign that is left where it stood.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

_TRADITIONAL = Path(__file__).parent / "traditional.txt"
_SIGNS = {
    **dict.fromkeys("-‐‑‒–—―−~～〜─━", "—"),
    **dict.fromkeys("「『〝", "“"),
    **dict.fromkeys("」』〞〟", "”"),
    **dict.fromkeys("﹑､", "、"),
    **dict.fromkeys("｡。", "。"),
    **dict.fromkeys("〇○◯", "〇"),
    "﹪": "%",
    "٪": "%",
    "‧": "·",
    "•": "·",
}
# Kinds of characters that look like another one, not such as a superscript, which means another.
_ALIKE = ("<wide>", "<narrow>", "<small>", "<vertical>")
_GROUPED = re.compile(r"(?<![0-9,.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
# Letters that scanning made of digits: I5家, 3l件.
_LETTER_DIGITS = re.compile(
    r"(?<=[0-9.])[OoIl](?=[0-9.%万亿千百余多个件家项条种次份人元年月日]|$)"
    r"|(?<![A-Za-z0-9])[OIl](?=[0-9])"
)
_PAGE_LINE = re.compile(
    r"[-–—·\s]*(?:第\s*)?[0-9０-９]{1,4}\s*页?(?:\s*[/／,，]?\s*共\s*[0-9０-９]{1,4}\s*页)?[-–—·\s]*"
)
_GOING_ON = re.compile(r"[0-9０-９.．%％万亿千百十余多年月日个项件家次种份人元倍分第位条起/—–-]")
_BROKEN_OFF = frozenset("0123456789０１２３４５６７８９.．第约超近达")
# A running head is a short line that stands this often beside the edge of a page.
_HEAD_TIMES, _HEAD_LENGTH = 3, 60
_ENCODINGS = ("utf-8-sig", "gb18030", "big5hkscs")
_COMMON = frozenset("的一是在国和有年知识产权发展保护國識產權發護與为為了")


@dataclass(frozen=True)
class NormalisedText:
    """A text without what copies differ in.

    Parameters
    ----------
    text : str
        The signs that are left.
    starts, ends : tuple of int
        Where each of them stood in the original.
    line_starts : frozenset of int
        Offsets of the signs that began a line of the original.
    dropped : tuple of (int, int)
        Spans of the original that were left out as page numbers and running heads.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    line_starts: frozenset[int] = frozenset({0})
    dropped: tuple[tuple[int, int], ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that a span of this text stood at.

        Examples
        --------
        >>> flat = flatten("共 ４２１．\\n２万件")
        >>> flat.text, flat.original(1, 7)
        ('共421.2万件', (2, 9))
        """
        if not self.text:
            return 0, 0
        start = min(max(start, 0), len(self.text) - 1)
        end = min(max(end, start + 1), len(self.text))
        return self.starts[start], self.ends[end - 1]


@cache
def _simplified() -> dict[str, str]:
    """Traditional characters with their simplified ones: a closed table after that of OpenCC."""
    pairs = _TRADITIONAL.read_text(encoding="utf-8").split()
    return {pair[0]: pair[1] for pair in pairs}


@cache
def _sign(char: str) -> str:
    """Tell what a character is written as; empty where it is left out."""
    if char in _SIGNS:
        return _SIGNS[char]
    if char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return ""
    if (digit := unicodedata.decimal(char, None)) is not None:
        return str(digit)
    kind = unicodedata.decomposition(char)
    # Copies from PDF files hold radicals in the place of characters: ⼀ for 一.
    radical = "\u2e80" <= char <= "\u2fdf"
    canonical = bool(kind) and not kind.startswith("<")
    if kind.startswith(_ALIKE) or radical or canonical:
        char = unicodedata.normalize("NFKC", char)
        char = "".join(_SIGNS.get(c, c) for c in char if not c.isspace())
    return "".join(_simplified().get(c, c) for c in char)


def signs_of(words: str) -> str:
    """Return a few words as they would stand in a flat text.

    Examples
    --------
    >>> signs_of("31 个省（区、市）"), signs_of("12")
    ('31个省(区、市)', '12')
    """
    return flatten(words, pages=False).text


def flatten(text: str, *, pages: bool = True) -> NormalisedText:
    """Leave out of a text what copies of it differ in.

    Parameters
    ----------
    text : str
        The original.
    pages : bool
        Whether it is made of pages, with numbers and running heads to leave out.

    Examples
    --------
    >>> flatten("４，２６７．２ 万\\n件（約佔１/３）").text
    '4267.2万件(约占1/3)'
    """
    dropped = _page_edges(text) if pages else ()
    left_out = [False] * len(text)
    for start, end in dropped:
        left_out[start:end] = [True] * (end - start)
    signs: list[str] = []
    places: list[int] = []
    line_starts: set[int] = set()
    at_start, opened = True, False
    for place, char in enumerate(text):
        if char in "\n\r\f\v":
            at_start = True
        if left_out[place]:
            continue
        made = _sign(char)
        if made == '"':  # a straight quote opens and closes in turn
            opened = not opened
            made = "“" if opened else "”"
        if made and at_start:
            line_starts.add(len(signs))
            at_start = False
        for sign in made:
            signs.append(sign)
            places.append(place)
    return _mended(signs, places, line_starts, dropped)


def _mended(
    signs: list[str], places: list[int], line_starts: set[int], dropped: tuple[tuple[int, int], ...]
) -> NormalisedText:
    """Take the commas out of grouped digits, and letters that were digits back to digits."""
    text = _LETTER_DIGITS.sub(lambda m: "0" if m[0] in "Oo" else "1", "".join(signs))
    commas = {at for m in _GROUPED.finditer(text) for at in range(*m.span()) if text[at] == ","}
    order = [at for at in range(len(text)) if at not in commas]
    starts = tuple(places[at] for at in order)
    return NormalisedText(
        "".join(text[at] for at in order),
        starts,
        tuple(place + 1 for place in starts),
        frozenset(new for new, old in enumerate(order) if old in line_starts),
        dropped,
    )


@dataclass(frozen=True)
class _Line:
    """A line of the original that holds something: its span, its words, whether it ends a page."""

    start: int
    end: int
    words: str
    last: bool


def _page_edges(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of lines that hold a page number or a running head."""
    lines = _lines(text)
    numbers = {
        n
        for n, line in enumerate(lines)
        if len(line.words) <= _HEAD_LENGTH
        and _PAGE_LINE.fullmatch(line.words)
        and not _in_number(lines, n)
    }
    beside = {
        n
        for n, line in enumerate(lines)
        if line.last or {n - 1, n + 1} & numbers or n == 0 or lines[n - 1].last
    }
    times = Counter(line.words for line in lines)
    elsewhere = {line.words for n, line in enumerate(lines) if n not in beside | numbers}
    heads = {
        n
        for n in beside
        if times[lines[n].words] >= _HEAD_TIMES
        and len(lines[n].words) <= _HEAD_LENGTH
        and lines[n].words not in elsewhere
    }
    return tuple((lines[n].start, lines[n].end) for n in sorted(numbers | heads))


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if words := line.strip():
            lines.append(_Line(at, at + len(line), words, line.endswith("\f")))
        elif lines and line.endswith("\f"):
            lines[-1] = replace(lines[-1], last=True)
        at += len(line)
    return lines


def _in_number(lines: Sequence[_Line], n: int) -> bool:
    """Tell whether digits alone on a line belong to a number that other lines begin or end."""
    if not lines[n].words.isdecimal():
        return False
    before = n > 0 and lines[n - 1].words[-1] in _BROKEN_OFF
    return before or (n + 1 < len(lines) and _GOING_ON.match(lines[n + 1].words) is not None)


def decode(raw: bytes) -> str:
    """Read the bytes of a text in the encoding in which most of it is Chinese.

    Examples
    --------
    >>> decode("知识产权".encode("gb18030")), decode(b"\\xef\\xbb\\xbf2022")
    ('知识产权', '2022')
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    best, most = raw.decode("utf-8-sig", errors="replace"), -1
    for encoding in _ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig":
            return text
        common = sum(c in _COMMON for c in text)
        if common > most:
            best, most = text, common
    return best
