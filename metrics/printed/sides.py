"""What stands on either side of an amount, and what of it the amount does not say itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.printed.amounts import Amount
from metrics.printed.lexicon import (
    ARRIVING_AT_ONCE,
    CLASSIFIERS,
    COMPARING,
    DOWN,
    FALLS,
    MINUS,
    NOT_MORE,
    OF_FRACTIONS,
    ON_THE_LINE,
    UP,
    Qualifier,
)
from metrics.printed.masking import HIDDEN
from metrics.printed.numerals import any_of
from metrics.printed.qualifiers import ONE_SIDED, Phrase, qualifiers_after, words_before
from metrics.printed.refused import PrintedError

_SIGN = re.compile(r"(?<![A-Za-z0-9%)])([-+])\s*((?:[A-Za-z.]*\$|[A-Z]{3}|[¥￥£€])?\s*)$")
_BLURRED = re.compile(
    rf"\s*(?:{any_of(CLASSIFIERS)}|个(?=多月))([余多])(?=$|[\s,。;、)月])"
    rf"|\s*([余多])(?!{'|'.join(NOT_MORE)})"
)
_LONG = tuple(w for w in (*DOWN, *UP, "less") if w.isascii() or len(w) > 1)
_MOVES = re.compile(any_of(_LONG), re.IGNORECASE)
_FALLING = frozenset(w.casefold() for w in (*DOWN, "less"))


@dataclass(frozen=True)
class Before:
    """What the words before an amount say.

    Parameters
    ----------
    qualifiers : tuple of Phrase
        Those of the lexicon.
    rising, falling : bool
        Which way it went; neither of a level: 降至.
    minus : bool
        Whether a minus is typed.
    currency : str
        The currency, as it stands there.
    """

    qualifiers: tuple[Phrase, ...] = ()
    rising: bool = False
    falling: bool = False
    minus: bool = False
    currency: str = ""


@dataclass(frozen=True)
class After:
    """What stands behind an amount: its words, qualifiers and direction, and 余 behind the unit."""

    text: str
    qualifiers: tuple[Phrase, ...] = ()
    falling: bool = False
    rising: bool = False
    more: bool = False


def before(clear: str) -> Before:
    """Read the words before an amount.

    Parameters
    ----------
    clear : str
        What stands there, years hidden.

    Raises
    ------
    PrintedError
        Where a word is not in the lexicon, or the direction has two meanings.

    Examples
    --------
    >>> before("同比下降").falling, before("缩短至").falling, before("-").minus
    (True, False, True)
    """
    m = _SIGN.search(clear)
    minus = m is not None and m[1] == MINUS
    phrases = words_before(clear[: m.start()] + " " + m[2] if m else clear)
    if leaving := next((p for p in phrases if p.role == "leaving"), None):
        raise PrintedError("word", leaving.word)
    phrases = tuple(_compared(p, phrases, clear) for p in phrases)
    move = _move(phrases)
    if minus and move is not None and move.role == "down":
        raise PrintedError("direction", move.word + MINUS)
    return Before(
        tuple(p for p in phrases if p.role == "qualifier"),
        move is not None and move.role == "up",
        move is not None and move.role == "down",
        minus,
        "".join(p.word for p in phrases if p.role == "currency"),
    )


def _compared(phrase: Phrase, phrases: Sequence[Phrase], clear: str) -> Phrase:
    """Turn a qualifier before a base of comparison into a direction."""
    if phrase.role != "qualifier" or phrase.word.casefold() not in COMPARING:
        return phrase
    later = [p for p in phrases if p.start >= phrase.end]
    hidden = HIDDEN in clear[phrase.end :]
    if not hidden and not any(p.role == "reference" for p in later):
        return phrase
    if later and later[-1].word == "的":
        raise PrintedError("direction", phrase.word)
    return replace(phrase, role="up" if phrase.code == "over" else "down", code="")


def _move(phrases: Sequence[Phrase]) -> Phrase | None:
    """Return the direction that the words give: the last one, unless it leads to a level."""
    moves = [p for p in phrases if p.role in ("up", "down")]
    if not moves:
        return None
    last = moves[-1]
    for earlier in moves[:-1]:
        if earlier.word.casefold() in FALLS:
            raise PrintedError("direction", earlier.word + last.word)
    noun = last.word in FALLS and not last.word.isascii()
    arrives = any(
        p.role == "level"
        and p.start >= last.end
        and (p.start == last.end or p.word not in ARRIVING_AT_ONCE)
        for p in phrases
    )
    return None if arrives and not noun else last


def after(clear: str, text: str) -> After:
    """Read what stands behind an amount.

    Parameters
    ----------
    clear : str
        What stands there, years hidden.
    text : str
        The same with them.

    Examples
    --------
    >>> after("% lower", "% lower").falling, after("个多月", "个多月").text
    (True, '个月')
    """
    more = _BLURRED.match(clear)
    if more:
        sign = more.start(more.lastindex or 0)
        clear, text = clear[:sign] + clear[sign + 1 :], text[:sign] + text[sign + 1 :]
    qualifiers = tuple(qualifiers_after(clear))
    # What stands between the number and its unit is no unit: 20+件.
    leading = qualifiers[0].end if qualifiers and not clear[: qualifiers[0].start].strip() else 0
    move = _MOVES.search(re.sub(r"\bor (?:more|less|fewer|lower|higher)\b", "", clear, flags=re.I))
    falling = move is not None and re.sub(r"\s+", " ", move[0].casefold()) in _FALLING
    return After(
        re.sub(r"^\s*per\s+cent\b", "percent", text[leading:]).strip(" ]"),
        qualifiers,
        falling,
        move is not None and not falling,
        more is not None,
    )


def qualifier_of(amount: Amount, beside: Sequence[Phrase], *, minus: bool) -> Qualifier:
    """Give the one qualifier of an amount.

    Parameters
    ----------
    amount : Amount
        With the qualifier within its numeral.
    beside : sequence of Phrase
        The qualifiers beside it.
    minus : bool
        Whether a minus is typed; most bounds then have two meanings.

    Returns
    -------
    str
        Code of the qualifier; exact where there is none.

    Raises
    ------
    PrintedError
        Where there are two that differ, or one has two meanings.

    Examples
    --------
    >>> from decimal import Decimal
    >>> from metrics.printed.numerals import Number
    >>> amount = Amount(0, 3, Number(Decimal(100)))
    >>> qualifier_of(amount, tuple(qualifiers_after("件左右")), minus=False)
    'about'
    """
    for phrase in beside:
        if phrase.word in OF_FRACTIONS and amount.kind != "percent":
            raise PrintedError("word", phrase.word)
    codes = {p.code for p in beside if p.code} | {amount.number.qualifier} - {"exact"}
    if len(codes) > 1:
        raise PrintedError("qualifiers", " ".join([p.word for p in beside] or sorted(codes)))
    code: Qualifier = next(iter(codes), "exact")
    unclear = [p.word for p in beside if p.word.casefold() not in ON_THE_LINE]
    if minus and code in ONE_SIDED and (unclear or not beside):
        raise PrintedError("sign", "".join(unclear))
    return code
