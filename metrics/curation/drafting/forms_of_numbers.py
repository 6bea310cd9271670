"""The printed form of a number of running text: with its unit, and all that qualifies or turns it.

A form is taken only as the reading of printed forms takes it, by which an import is judged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from metrics.locale import Lang
from metrics.printed.numerals import any_of
from metrics.printed.qualifiers import suffixes, words_before
from metrics.printed.reading import Reading, read_printed
from metrics.printed.refused import PrintedError
from metrics.proof.numbers import Stated
from metrics.proof.sentences import Sentence
from metrics.proof.units import ALL_UNITS, FACTORS

# Signs before a number among which its qualifier may stand, and signs that end a form.
_REACH = 24
_STOPS = re.compile(r"[,;:。、!?()|《》“”]")
# What is passed or reached: the 4,000 mark, 迈上4000亿元台阶.
_MARKS = r"台阶|大关|关口|门槛|\s(?:mark|threshold)\b"
_MORE = r"(?:余|多)(?![边双])"


@dataclass(frozen=True)
class Form:
    """A printed form where a paragraph has it.

    Parameters
    ----------
    start, end : int
        Offsets in the paragraph.
    reading : Reading
        What it says.
    shared : str
        What stands behind the next number alone and belongs to this one too: 由3.01升至3.24万件.
    """

    start: int
    end: int
    reading: Reading
    shared: str = ""


@lru_cache(maxsize=8)
def _behind(units: frozenset[str]) -> re.Pattern[str]:
    words = any_of(u for u in units if not u.isascii())
    after = suffixes(any_of)
    return re.compile(
        rf"(?P<more>{_MORE})?(?P<unit>\s?(?:{words}|{ALL_UNITS}))?"
        rf"(?P<after>(?:{_MORE})?(?:\s?(?:{after})(?!\w)|{after}|{_MARKS})?)",
        re.IGNORECASE,
    )


def printed_form(sentence: Sentence, stated: Stated, units: Collection[str]) -> Form | None:
    """Find the printed form of a number.

    Parameters
    ----------
    sentence : Sentence
        Where it stands.
    stated : Stated
        The number.
    units : collection of str
        Words of all units.

    Returns
    -------
    Form or None
        The shortest that says all of it: of more than one reading the one with a qualifier, or
        with the word for a fall. None where no form can be read.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.proof.reading import read_all
    >>> [read] = read_all("专利转化率达40%以上，同比下降约3.5个百分点。", load())
    >>> [sentence] = read.parts
    >>> made = [printed_form(sentence, s, {"%", "个百分点"}) for s in sentence.stated]
    >>> [(sentence.words(f.start, f.end), str(f.reading.value)) for f in made]
    [('40%以上', '40'), ('下降约3.5个百分点', '-3.5')]
    """
    best: Form | None = None
    for end in _ends(sentence, stated, frozenset(units)):
        for start in _starts(sentence, stated):
            form = _read(sentence, start, end)
            if form is not None and (best is None or _says_more(form, best, sentence, stated)):
                best = form
    if best is not None and abs(best.reading.value) < stated.value:
        return _with_scale(sentence, best, stated) or best
    return best


def _with_scale(sentence: Sentence, form: Form, stated: Stated) -> Form | None:
    """Add the scale and the unit that stand behind the next number alone."""
    lang: Lang = sentence.lang
    words = [w for w in FACTORS if w.isascii() == (lang == "en")]
    gap = " " if lang == "en" else ""
    for word in words:
        shared = f"{gap}{word}{gap if stated.unit.isalpha() else ''}{stated.unit}"
        try:
            reading = read_printed(sentence.words(form.start, form.end) + shared)
        except PrintedError:
            continue
        if abs(reading.value) == stated.value:
            return replace(form, reading=reading, shared=shared)
    return None


def _ends(sentence: Sentence, stated: Stated, units: frozenset[str]) -> Iterator[int]:
    """Yield where a form may end: with its unit, then with what qualifies it behind that."""
    m = _behind(units).match(sentence.paragraph.text, stated.end, sentence.end)
    if m is None:
        yield stated.end
        return
    yield m.end("unit") if m["unit"] else m.end("more") if m["more"] else stated.end
    if m["after"]:
        yield m.end()


def _starts(sentence: Sentence, stated: Stated) -> Iterator[int]:
    """Yield where a form may begin, the nearest first; no word is cut in two."""
    others = (s.end for s in sentence.stated if s.end <= stated.start)
    least = max(sentence.start, stated.start - _REACH, *others)
    before = sentence.words(least, stated.start)
    stop = max((m.end() for m in _STOPS.finditer(before)), default=0)
    for at in range(stated.start, least + stop - 1, -1):
        if sentence.lang == "zh" or at == stated.start or not _inside_word(sentence, at):
            yield at


def _inside_word(sentence: Sentence, at: int) -> bool:
    around = sentence.paragraph.text[max(0, at - 1) : at + 1]
    return len(around) == 2 and (around.isalnum() or around[0] == "." or around[1] == " ")


def _read(sentence: Sentence, start: int, end: int) -> Form | None:
    try:
        return Form(start, end, read_printed(sentence.words(start, end)))
    except PrintedError:
        return None


def _says_more(form: Form, other: Form, sentence: Sentence, stated: Stated) -> bool:
    """Tell whether a longer form says what a shorter one leaves out, or cuts in two."""
    one, two = form.reading, other.reading
    if one.qualifier != two.qualifier:
        return two.qualifier == "exact" or _within(other, form)
    if one.value != two.value:
        return one.value == -two.value  # 下降3%; 增长10倍 is told as 10倍
    if form.start >= other.start:
        return False
    try:
        before, after = (
            words_before(sentence.words(f.start, stated.start).removesuffix("第"))
            for f in (other, form)
        )
    except PrintedError:
        return False
    cut = len(before) == len(after) and (before or sentence.words(form.start, other.start) == "第")
    return bool(cut or (len(after) == len(before) + 1 and after[0].role == "currency"))


def _within(inner: Form, outer: Form) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
