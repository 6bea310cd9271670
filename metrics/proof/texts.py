"""Paragraphs of a text in the signs that numbers are read in, with the way back to the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from metrics.locale import Lang
from metrics.printed.lexicon import narrow
from metrics.proof.grids import Sums, cells, found_in
from metrics.verification.flatten import flatten

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LETTER = re.compile(r"[A-Za-z]")
_ENDS = re.compile(r"[。！？；!?;:：.]\s*$")
_OPENS = re.compile(
    r"\s*(?:[-*•·●▪◆#>|]|\d{1,2}[.．、)）]\s*\D|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、)"
)
_GOES_ON = ("，", ",", "、")
# A line this much shorter than the longest was not broken for want of room.
_FULL = 0.75
# Signs of a paragraph: each of its numbers is read with all of it. Where a longer one is parted.
_LONGEST = 2000
_STOPS = (("。", "！", "？", ". ", "\n"), ("；", ";"), ("，", ",", "、", " "))
# A Chinese sign counts as this many letters.
_WEIGHT = 4
# Traditional signs that the words of names, dates and numbers are written with.
_SIMPLE = str.maketrans(
    "萬億較發專權報註冊標內國產業額質資變從達為過個這項類總數積電場體幾減長時間後於與"
    "請審週還價營務來雙聯張門臺灣區進創圍續實點滿強機構紛糾護識財費獲證書優環畢處際廣"
    "東華員隊單線網絡維僅錢貿經濟觀眾閱術開許轉讓運轄劃規準會議壓縮縣驗據統計記錄",
    "万亿较发专权报注册标内国产业额质资变从达为过个这项类总数积电场体几减长时间后于与"
    "请审周还价营务来双联张门台湾区进创围续实点满强机构纷纠护识财费获证书优环毕处际广"
    "东华员队单线网络维仅钱贸经济观众阅术开许转让运辖划规准会议压缩县验据统计记录",
)
_SIGNS = str.maketrans({"’": "'", "\n": " ", "\r": " ", "\t": " ", "\u202f": " ", "\u00a0": " "})


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in narrow signs.

    Parameters
    ----------
    lang : str
        Language of most of it.
    text : str
        Its signs; of a Chinese one without blanks.
    starts, ends : tuple of int
        Where each of them stood in the original.
    scale : str
        What the heading of a table says behind its number, and the original does not.
    cell : tuple of int
        Of a number in a table: where the table begins, its row and its column; else empty.
    sums : str
        Whether that is the total of its row or of its column.
    """

    lang: Lang
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    scale: str = ""
    cell: tuple[int, ...] = ()
    sums: Sums = ""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that a span of this text stood at."""
        return self.starts[start], self.ends[end - 1]


def language(text: str) -> Lang:
    """Tell in which language most of a text is.

    Examples
    --------
    >>> language("PCT国际专利申请"), language("invention patents (专利)")
    ('zh', 'en')
    """
    chinese = len(_CHINESE.findall(text)) * _WEIGHT
    return "zh" if chinese > len(_LETTER.findall(text)) else "en"


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Part a text; lines that were broken for want of room are joined.

    Examples
    --------
    >>> [p.text for p in paragraphs("截至２０２３年底，\\n共 ４２１．２万件。\\n\\nUp 3%.")]
    ['截至2023年底,共421.2万件。', 'Up 3%.']
    """
    dropped = flatten(text).dropped if language(text) == "zh" else ()
    kept = list(text)
    for start, end in dropped:
        kept[start:end] = [" "] * (end - start)
    clear = "".join(kept)
    grids = found_in(clear)
    for start, end in grids:
        kept[start:end] = ["\n"] * (end - start)
    own = [
        p
        for span in _spans("".join(kept))
        for start, end in _cut(clear, *span)
        if (p := _paragraph(clear, start, end))
    ]
    own += [p for span in grids for p in _of_grid(clear, *span)]
    return tuple(sorted(own, key=lambda p: p.starts[0]))


def _of_grid(text: str, start: int, end: int) -> Iterator[Paragraph]:
    """Yield a paragraph for each cell of a table: a number with what its row and column say."""
    lang = language(text[start:end])
    for cell in cells(text, start, end, lang):
        own = _paragraph(text, cell.start, cell.end)
        if own is None:
            continue
        if not cell.before:
            yield own
            continue
        signs = narrow(text[cell.start : cell.end])
        many, behind = len(cell.before), len(cell.behind)
        places = tuple(range(cell.start, cell.end))
        yield Paragraph(
            lang,
            cell.before + signs + cell.behind,
            (*(cell.start,) * many, *places, *(cell.end,) * behind),
            (*(cell.start,) * many, *(p + 1 for p in places), *(cell.end,) * behind),
            cell.scale,
            (start, *cell.at),
            cell.sums,
        )


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part what is too long for a paragraph, at the end of a sentence if there is one."""
    while end - start > _LONGEST:
        part = text[start : start + _LONGEST]
        ends = (
            max(part.rfind(stop) + len(stop) for stop in kind if stop in part)
            for kind in _STOPS
            if any(stop in part for stop in kind)
        )
        at = next(ends, _LONGEST)
        yield start, start + at
        start += at
    yield start, end


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs."""
    lines = text.splitlines(keepends=True)
    longest = max((len(line.rstrip()) for line in lines), default=0)
    start = at = 0
    going = False
    for line in lines:
        words = line.strip()
        if going and (not words or _OPENS.match(line)):
            yield start, at
            going = False
        if words and not going:
            start, going = at, True
        at += len(line)
        full = len(line.rstrip()) >= _FULL * longest and not _ENDS.search(words)
        full = full or words.endswith(_GOES_ON)
        if going and not full:
            yield start, at
            going = False
    if going:
        yield start, at


def _paragraph(text: str, start: int, end: int) -> Paragraph | None:
    """Make the paragraph of a span; None where it holds nothing."""
    part = text[start:end]
    if not part.strip():
        return None
    if language(part) == "en":
        places = tuple(range(start, end))
        signs = narrow(part).translate(_SIGNS)
        return Paragraph("en", signs, places, tuple(p + 1 for p in places))
    flat = flatten(part, pages=False)
    if not flat.text:
        return None
    return Paragraph(
        "zh",
        flat.text.translate(_SIMPLE),
        tuple(p + start for p in flat.starts),
        tuple(p + start for p in flat.ends),
    )
