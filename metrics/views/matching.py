"""How alike what is typed is to the words of a name: by its signs, and by its sound in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from string import ascii_lowercase
from unicodedata import normalize

from rapidfuzz.distance import OSA

HAN = r"\u3400-\u9fff"
_HAN = re.compile(f"[{HAN}]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
# A point, a percent sign and a minus may belong to a number; other signs part words.
_SIGNS = re.compile(rf"(?<!\d)[.%-]|[.-](?!\d)|[^\w.%-]|_|(?<=[a-z{HAN}])-")
_SCRIPTS = re.compile(rf"[{HAN}]+|[^{HAN}]+")
# Sounds that many speakers do not tell apart.
_SOUNDS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
# A word of fewer letters has no typing errors.
SHORTEST = 4
_LETTERS, _DIGITS = frozenset(ascii_lowercase), frozenset("0123456789.")


def fold(words: str) -> str:
    """Return words as a search compares them: one width, small letters, no signs between them.

    Examples
    --------
    >>> fold("Data-IP（2,405件），Patents' gii_rank 15.7%")
    'data ip 2405件 patents gii rank 15.7%'
    """
    plain = normalize("NFKC", words).casefold().replace("'", "").replace("’", "")
    return " ".join(_SIGNS.sub(" ", _THOUSANDS.sub("", plain)).split())


def begins(phrase: str, within: str) -> int:
    """Return where a phrase stands in a text, -1 where it does not.

    Letters must begin a word there, and digits a number.

    Examples
    --------
    >>> begins("patent", "valid patents"), begins("age", "agency usage"), begins("5.7", "15.7")
    (6, -1, -1)
    """
    if not phrase[0].isascii():
        return within.find(phrase)
    joined = _DIGITS if phrase[0].isdigit() else _LETTERS
    # Two or three letters are a word by themselves, not the beginning of another.
    short = len(phrase) < SHORTEST and phrase.isalpha()
    at = within.find(phrase)
    while at >= 0:
        before, after = within[at - 1 : at], within[at + len(phrase) : at + len(phrase) + 1]
        if before not in joined and not (short and after in _LETTERS):
            break
        at = within.find(phrase, at + 1)
    return at


def is_han(word: str) -> bool:
    """Tell whether a word has Chinese characters."""
    return _HAN.search(word) is not None


def scripts(word: str) -> list[str]:
    """Part a word where Chinese and other signs meet.

    Examples
    --------
    >>> scripts("pct申请量")
    ['pct', '申请量']
    """
    return _SCRIPTS.findall(word)


def allowed(word: str) -> int:
    """Return how many typing errors a word may have: a missing, doubled, wrong or swapped sign."""
    if is_han(word):
        return 0 if len(word) < 3 else 1 if len(word) < 6 else 2
    return 0 if len(word) < SHORTEST else 1 if len(word) < 7 else 2


@lru_cache(maxsize=4096)
def sounds(words: str) -> tuple[str, ...]:
    """Return the syllables of Chinese characters, without tones and what dialects confuse.

    Examples
    --------
    >>> sounds("质押融资"), sounds("中")
    (('zi', 'ya', 'ron', 'zi'), ('zon',))
    """
    return tuple(_plain(s) for s in _syllables(words))


# Every name is held against each word in letters.
@lru_cache(maxsize=4096)
def _syllables(words: str) -> tuple[str, ...]:
    # Its dictionary takes longer to load than all else that a page needs.
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin("".join(_HAN.findall(words))))


def _plain(syllable: str) -> str:
    for heard, written in _SOUNDS:
        syllable = syllable.replace(heard, written)
    return syllable[:-1] if syllable.endswith("ng") else syllable


def near_words(typed: str, words: Sequence[str]) -> dict[str, int]:
    """Find the words that are like one typed, which may be but a beginning.

    Parameters
    ----------
    typed : str
        A word in letters.
    words : sequence of str
        The words that there are.

    Returns
    -------
    dict of str to int
        The words, each with the number of errors.

    Examples
    --------
    >>> near_words("finacing", ["pledge", "financing"]), near_words("patnet", ["patents"])
    ({'financing': 1}, {'patents': 1})
    """
    most = allowed(typed)
    found = ((word, _off(typed, word, most)) for word in (words if most else ()))
    return {word: off for word, off in found if off <= most}


def _off(typed: str, word: str, most: int) -> int:
    whole = int(OSA.distance(typed, word, score_cutoff=most))
    if len(word) <= len(typed) or len(typed) < SHORTEST + 1:
        return whole
    beginnings = {word[:n] for n in range(len(typed) - 1, len(typed) + 2)}
    return min(whole, *(int(OSA.distance(typed, b, score_cutoff=most)) for b in beginnings))


def _windows(length: int, width: int, most: int) -> Iterator[slice]:
    for size in range(max(1, width - most), width + most + 1):
        for start in range(max(0, length - size) + 1):
            yield slice(start, start + size)


@lru_cache(maxsize=16384)
def near_run(typed: str, name: str) -> tuple[str, float] | None:
    """Find the place of a Chinese name that is most like characters typed.

    Parameters
    ----------
    typed : str
        Characters.
    name : str
        A name.

    Returns
    -------
    tuple of (str, float) or None
        The characters of the name, and how far they are off: a character of the same sound
        counts half an error. None where all places are too far.

    Examples
    --------
    >>> near_run("质压融资", "专利商标质押融资额"), near_run("利专", "专利")
    (('质押融资', 0.5), ('专利', 1.0))
    >>> near_run("人口", "商标") is None
    True
    """
    hanzi = "".join(_HAN.findall(name))
    if len(typed) < 2 or not hanzi:
        return None
    heard, spoken, most = sounds(typed), sounds(hanzi), allowed(typed)
    doubled = any(a == b for a, b in pairwise(typed))
    best: tuple[float, int, str] | None = None
    for window in _windows(len(hanzi), len(typed), most):
        piece = hanzi[window]
        off = _run_off(typed, piece, heard, spoken[window], most)
        if off is not None:
            # Of pieces that are equally far, the one that has the characters typed: of two
            # equal neighbours one is too many, else a wrong one is likelier than one too many.
            fewer = len(piece) < len(typed) and not doubled
            judged = off, len(set(piece) ^ set(typed)) + 2 * fewer, piece
            best = min(best, judged) if best else judged
    return (best[2], best[0]) if best else None


def _run_off(
    typed: str, piece: str, heard: tuple[str, ...], spoken: tuple[str, ...], most: int
) -> float | None:
    if heard == spoken:
        return 0.5
    if len(typed) == 2:  # two characters are too few for another error than their order
        return 1.0 if typed == piece[::-1] else None
    written = OSA.distance(typed, piece, score_cutoff=most)
    by_sound = OSA.distance(heard, spoken, score_cutoff=most)
    off = min(float(written), by_sound + 0.5)
    return off if off <= most + 0.5 else None


def spelled(typed: str, name: str) -> bool:
    """Tell whether letters are the sound of characters of a name, as an input method takes them.

    Examples
    --------
    >>> spelled("zhiya", "专利商标质押融资额"), spelled("pledge", "质押")
    (True, False)
    """
    if len(typed) < SHORTEST or not typed.isalpha():
        return False
    syllables = _syllables(name)
    return any("".join(syllables[n:]).startswith(typed) for n in range(len(syllables)))


def name_off(typed: str, name: str) -> int | None:
    """Return the errors in a whole name that is typed; None where there are too many.

    Examples
    --------
    >>> name_off("satisfction", "satisfaction"), name_off("loan", "lawn")
    (1, None)
    """
    length = len(name.replace(" ", ""))
    most = 0 if length < SHORTEST else 1 if length < 8 else 2 if length < 16 else 3
    off = int(OSA.distance(typed, name, score_cutoff=most))
    fits = off <= most and (off <= 1 or len(typed) >= 8)
    return off if fits and (is_han(name) or length > SHORTEST) else None
