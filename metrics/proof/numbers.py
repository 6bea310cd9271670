"""Numbers of a paragraph: how large, of what kind, how qualified, and which way they move."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.printed.amounts import Amount, scan
from metrics.printed.interval import Interval
from metrics.printed.lexicon import Qualifier
from metrics.printed.qualifiers import beside
from metrics.proof.plain import plain_spans
from metrics.proof.texts import Paragraph
from metrics.proof.units import (
    ALL_UNITS,
    COUNTED,
    ENDING,
    FACTORS,
    FALLS,
    FEWER,
    IN_NAME,
    LONE,
    MINUS,
    MONEY,
    MORE_AFTER,
    MORE_THAN,
    MOVE,
    MOVE_AFTER,
    RANGE,
    RANK_BEFORE,
    SCALE,
    SIGNED,
    THAN_THE,
    TO,
    UNIT,
    Kind,
    Role,
)
from metrics.verification.numerals import hide_words


@dataclass(frozen=True)
class Stated:
    """A number where a paragraph states it.

    Parameters
    ----------
    start, end : int
        Offsets in the paragraph, of the number with its multiplier and per cent sign.
    amount : Amount, optional
        Its size; None where it is vague or malformed.
    kind : str
        What it counts.
    unit : str
        The word of its unit, as it stands there.
    qualifier : str
        The code of the words beside it.
    role : str
        Whether it is a level or a change.
    falling : bool
        Whether words say that it fell.
    plain : str
        The class of a number that is no figure; empty of figures.
    top : Amount, optional
        The upper end of a range.
    """

    start: int
    end: int
    amount: Amount | None
    kind: Kind = "bare"
    unit: str = ""
    qualifier: Qualifier = "exact"
    role: Role = "level"
    falling: bool = False
    plain: str = ""
    top: Amount | None = None

    @property
    def value(self) -> Decimal:
        """Its size without a sign; of multiples beside words of growth as it stands."""
        assert self.amount is not None
        return self.amount.number.value

    @property
    def step(self) -> Decimal:
        """Worth of its last told digit."""
        assert self.amount is not None
        return self.amount.number.step

    @property
    def beyond(self) -> Decimal | None:
        """What 余 and 多 stay below."""
        return self.amount.number.beyond if self.amount else None

    @property
    def told(self) -> Interval:
        """All values that round to its digits, or lie in its range."""
        own = Interval.around(self.value, self.step)
        if self.top is None:
            return own
        last = Interval.around(self.top.number.value, self.top.number.step)
        return Interval(own.lo, last.hi) if own.lo and last.hi and own.lo <= last.hi else own


def numbers(paragraph: Paragraph) -> tuple[Stated, ...]:
    """Find every number of a paragraph, in order.

    Examples
    --------
    >>> from metrics.proof.texts import paragraphs
    >>> [made] = paragraphs("2023年授权发明专利92.1万件，同比增长15.4%。")
    >>> [(n.plain, n.amount and f"{n.value:f}", n.kind, n.role) for n in numbers(made)]
    [('date', '2023', 'years', 'level'), ('', '921000.0', 'count', 'level'), \
('', '15.4', 'percent', 'change')]
    """
    text = paragraph.text
    plain = plain_spans(paragraph)
    words = hide_words(text) if paragraph.lang == "zh" else text
    found = [_stated(text, start, end, amount, plain) for start, end, amount in scan(words)]
    return tuple(_elided(text, list(_ranges(text, found))))


def _stated(
    text: str, start: int, end: int, amount: Amount | None, plain: list[tuple[int, int, str]]
) -> Stated:
    code = next((c for a, b, c in plain if a < end and start < b), "")
    if amount is None:
        return Stated(start, end, None, plain=code)
    made = _read(text, start, end, amount)
    if not code and IN_NAME.search(text[:start]) and text[start].isdigit():
        money = MONEY.search(text[max(0, start - 8) : start])
        code = "" if money else "name"
    return replace(made, plain=code)


def _read(text: str, start: int, end: int, amount: Amount) -> Stated:
    """Read what stands beside an amount."""
    before, after = text[max(0, start - 48) : start], text[end : end + 32]
    kind, unit, signs = _kind(before, after, amount)
    if unit == "%":
        end += signs
        after = text[end : end + 32]
    code = amount.number.qualifier
    if code == "exact" and not LONE.search(before):
        code = beside(before, after, ALL_UNITS)
    if code != "exact" and THAN_THE.search(before):
        code = "exact"  # of what is less than the 387.25 billion of 2022
    if code == "exact" and re.match(r"(?:还|之)?[余多](?![边双])", after):
        code = "over"
    role, falling = _role(before, after, kind, amount)
    if amount.kind == "ordinal" and (ending := ENDING.match(after)):
        end += ending.end()
    return Stated(start, end, amount, kind, unit, code, role, falling)


def _kind(before: str, after: str, amount: Amount) -> tuple[Kind, str, int]:
    """Tell what an amount counts, the word for it, and the signs up to its end."""
    if m := MONEY.search(before):
        return ("usd" if m["usd"] else "cny"), m[0], 0
    if amount.kind in ("times", "fold", "growth"):
        return "times", amount.unit, 0
    if amount.kind == "ordinal" or (amount.kind == "plain" and RANK_BEFORE.search(before)):
        return "rank", "", 0
    if amount.kind == "percent":
        return "percent", "", 0
    m = UNIT.match(after.lstrip("余多 -"))
    skipped = len(after) - len(after.lstrip("余多 -"))
    if m:
        kind: Kind = m.lastgroup  # type: ignore[assignment]  # the groups are the kinds
        return kind, m[0], skipped + m.end()
    if m := COUNTED.match(after.lstrip("余多 ")):
        return "count", m[0], skipped + 1
    return "bare", "", 0


def _role(before: str, after: str, kind: Kind, amount: Amount) -> tuple[Role, bool]:
    """Tell whether it is a change, and whether it fell."""
    if amount.kind == "growth" or amount.falling:
        return "change", amount.falling
    clause = re.split(r"[,。;!?:、]|, ", before)[-1]
    if (than := MORE_THAN.search(clause)) or (kind != "percent" and MORE_AFTER.match(after)):
        return "change", FEWER.search((than[1] if than else "") + after[:24]) is not None
    if m := MOVE.search(clause):
        word = (m["noun"] or m["move"] or "").casefold()
        if m["noun"] or not m["to"]:
            return "change", word in FALLS or word.startswith("负")
        return "level", False
    if kind in ("percent", "points", "times", "months", "rank", "count", "bare"):
        m = MOVE_AFTER.match(after)
        if m and (kind in ("percent", "points", "times") or m["down"] or m["up"] == "more"):
            fell = m["down"] is not None
            return ("level", False) if kind in ("bare", "count") else ("change", fell)
    sign = SIGNED.search(before)
    if sign and (kind in ("percent", "points") or sign[2]):
        return "change", "+" not in sign.groups()
    fell = MINUS.search(before) is not None
    return ("change" if kind == "points" else "level"), fell


def _elided(text: str, found: list[Stated]) -> Iterator[Stated]:
    """Give a number the scale and the unit that stand behind the next alone: 由3.01升至3.24万件."""
    for one, following in zip(found, [*found[1:], None], strict=False):
        made = one
        if following and one.amount and following.amount and one.kind == "bare" and not one.plain:
            m = SCALE.search(text[following.start : following.end])
            if TO.fullmatch(text[one.end : following.start]):
                factor = FACTORS[m[1].casefold()] if m else Decimal(1)
                size = one.amount.number.times(factor)
                amount = replace(one.amount, number=size)
                made = replace(one, amount=amount, kind=following.kind, unit=following.unit)
        yield made


def _ranges(text: str, found: list[Stated]) -> Iterator[Stated]:
    """Join the two ends of a range: 10%—15%, three to four months."""
    held: Stated | None = None
    for one in found:
        if held is not None:
            between = text[held.end : one.start]
            like = held.kind in (one.kind, "bare") and not held.plain and not one.plain
            whole = held.amount and one.amount
            if like and whole and RANGE.fullmatch(between) and held.value < one.value:
                if (
                    between.strip() in ("and", "到", "至")
                    and "between" not in text[: held.start][-12:]
                ):
                    yield held
                    held = one
                    continue
                held = replace(held, end=one.end, kind=one.kind, unit=one.unit, top=one.amount)
                continue
            yield held
        held = one
    if held is not None:
        yield held
