"""Numbers of a paragraph: how large, of what kind, how qualified, and which way they move."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from metrics.printed.amounts import Amount, scan
from metrics.printed.interval import Interval
from metrics.printed.lexicon import DOWN, MULTIPLIERS, QUALIFIERS, UP, Qualifier
from metrics.printed.numerals import any_of
from metrics.printed.qualifiers import beside
from metrics.proof.plain import plain_spans
from metrics.proof.texts import Paragraph
from metrics.verification.numerals import hide_words

# What a number counts; the tables' units are held against it.
Kind = Literal[
    "percent", "points", "score", "months", "cny", "usd", "rank", "times", "years", "count", "bare"
]
# What a number says: how much there is, or how much more or less than before.
Role = Literal["level", "change"]

_UNITS: tuple[tuple[Kind, str], ...] = (
    ("points", r"个百分点|百分点|percentage[ -]points?|pp\b"),
    ("percent", r"%|per ?cent\b|percent\b"),
    ("months", r"个月|-?months?\b"),
    ("usd", r"美元|(?:U\.?S\.? ?)?dollars?\b|USD\b"),
    ("cny", r"元|(?:Chinese )?yuan\b|RMB\b|CNY\b|renminbi\b"),
    ("times", r"倍|times\b|-?fold\b"),
    ("score", r"分(?![之钟别布类为析])|points?\b"),
    ("rank", r"位|名(?!义)|places?\b|positions?\b|spots?\b"),
    ("years", r"周?年|-?years?\b"),
)
_UNIT = re.compile("|".join(f"(?P<{kind}>{form})" for kind, form in _UNITS), re.IGNORECASE)
_COUNTED = re.compile("[件个家项次份种条起席套枚人户场批张所部款宗例类]")
_MONEY = re.compile(
    r"(?P<usd>US ?\$|U\.S\. ?\$|USD ?|\$)$|(?P<cny>RMB ?|CNY ?|[¥￥]|人民币)$", re.I
)
_RANK_BEFORE = re.compile(
    r"(?:第|No\. ?|number |ranks? |ranked |ranking |place |排名|位次|位列|位居|居|列|跃居)"
    r"(?:为|是|由|从|:|的)?$",
    re.IGNORECASE,
)
_ALL_UNITS = (
    "个百分点|百分点|percentage points?|%|percent|per cent|个月|months?|亿?美元|元|dollars?"
    "|yuan|倍|分"
    "|[件个家项次份种条起席套枚人户场张位名]"
)
_FILL = (
    r"(?:\s|了|幅度?|率|速|约为?|近|超过|超|逾|达到?|大约|不到|不足|接近|将近|高达|至少|仅|只"
    r"|同比|by|of|annual|average|yearly|mean|rate|compound|about|around"
    r"|nearly|almost|over|more than|less than|some|an?|the|approximately|roughly|only|just|close to"
    r"|another|a further|at least|up to|year on year|year-on-year)*"
)
_SHORT = r"[多少](?=了)|[升降增涨减跌](?=$|[了约近超逾达至到为幅])"
_MOVE_WORDS = any_of(
    w for w in (*UP, *DOWN) if (w.isascii() and w not in ("plus", "more", "longer")) or len(w) > 1
)
_ARRIVES = "(?:[至到为成]|to)"
_MOVE = re.compile(
    rf"(?P<noun>增速|增幅|涨幅|降幅|跌幅|升幅|增长率|年均增速|growth(?: rate)?)(?:[为达到是]"
    rf"|\s|was|of|at)*{_FILL}$"
    rf"|(?P<move>(?<!新)(?:{_MOVE_WORDS})(?!值)|{_SHORT}){_FILL}(?P<to>\s*{_ARRIVES}{_FILL})?$",
    re.IGNORECASE,
)
_MOVE_AFTER = re.compile(
    r"\s*(?:%|percent|per cent|percentage points?|points?|months?|places?"
    r"|times)?\s*(?:year[- ]on[- ]year )?"
    r"(?:annual |yearly |average |average annual |average yearly )?"
    r"(?P<up>increase|growth|rise|higher|more|up\b|gain|longer|above\b)|"
    r"\s*(?:%|percent|per cent|percentage points?|points?|months?"
    r"|places?)?\s*(?P<down>decrease|decline|drop|fall|lower|less\b|down\b"
    r"|reduction|shorter|below\b|short of)",
    re.IGNORECASE,
)
_DOWN = frozenset(w.casefold() for w in (*DOWN, "降", "减", "跌", "跌幅", "降幅"))
_FACTORS = {
    "万": Decimal(10**4),
    "亿": Decimal(10**8),
    "万亿": Decimal(10**12),
    **{w: Decimal(MULTIPLIERS[w]) for w in ("million", "billion", "trillion")},
}
_QUALIFIED = re.compile(
    rf"(?:{any_of(w for q in QUALIFIERS.values() for w in q.before)})\s*(?:RMB|CNY|US\$|[$¥])?\s*$",
    re.IGNORECASE,
)
# A lone 过 or 上 before a number may end another word.
_LONE = re.compile(r"(?<!超)(?<!越)过$|(?<![迈跃站])上$")
# (+15.4%) and (-7.0%) are changes.
_SIGNED = re.compile(r"[(（]([-+—−])$")
_THAN_THE = re.compile(
    r"(?:%|percent|per cent|points?|times|months?|places?)\s"
    r"(?:less|more|higher|lower|fewer|above|below)\s(?:than\s)?(?:the\s)?(?:RMB|CNY|US\$|\$)?\s?$",
    re.IGNORECASE,
)
_MINUS = re.compile(r"(?:^|[^\w)%])[-—−]$|[为是达][-—]$")
_TO = re.compile(
    r"\s*(?:[,，])?(?:[升降增涨跌减缩]|上升|下降|提高|提升|增长|缩短|回落|rose|fell|grew|up"
    r"|down|\s)*(?:[至到]|to)\s*",
    re.IGNORECASE,
)
_SCALE = re.compile(r"\s*(万亿|[万亿]|trillion|billion|million)$", re.IGNORECASE)
_ENDING = re.compile("st|nd|rd|th", re.IGNORECASE)
# 比日本多21763件, 16,073 more than the United States.
_MORE_THAN = re.compile(r"[比较].{1,14}([多少高低快慢长短])(?:出)?(?:了|约|近|超过?|逾|至少)*$")
_MORE_AFTER = re.compile(
    r"\s*(?:\w+\s){0,3}?(?:more|fewer|less|higher|lower)\s(?:\w+\s){0,3}?than\s", re.IGNORECASE
)
_FEWER = re.compile(r"[少低慢短]|fewer|less|lower", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:%|[件个家元]|percent)?\s*(?:—|–|-|~|至|到| to | and )\s*")
_IN_NAME = re.compile(r"[A-Za-z]-?$")


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
    if not code and _IN_NAME.search(text[:start]) and text[start].isdigit():
        money = _MONEY.search(text[max(0, start - 8) : start])
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
    if code == "exact" and not _LONE.search(before):
        code = beside(before, after, _ALL_UNITS)
    if code != "exact" and _THAN_THE.search(before):
        code = "exact"  # of what is less than the 387.25 billion of 2022
    if code == "exact" and re.match(r"(?:还|之)?[余多](?![边双])", after):
        code = "over"
    role, falling = _role(before, after, kind, amount)
    if amount.kind == "ordinal" and (ending := _ENDING.match(after)):
        end += ending.end()
    return Stated(start, end, amount, kind, unit, code, role, falling)


def _kind(before: str, after: str, amount: Amount) -> tuple[Kind, str, int]:
    """Tell what an amount counts, the word for it, and the signs up to its end."""
    if m := _MONEY.search(before):
        return ("usd" if m["usd"] else "cny"), m[0], 0
    if amount.kind in ("times", "fold", "growth"):
        return "times", amount.unit, 0
    if amount.kind == "ordinal" or (amount.kind == "plain" and _RANK_BEFORE.search(before)):
        return "rank", "", 0
    if amount.kind == "percent":
        return "percent", "", 0
    m = _UNIT.match(after.lstrip("余多 -"))
    skipped = len(after) - len(after.lstrip("余多 -"))
    if m:
        kind: Kind = m.lastgroup  # type: ignore[assignment]  # the groups are the kinds
        return kind, m[0], skipped + m.end()
    if m := _COUNTED.match(after.lstrip("余多 ")):
        return "count", m[0], skipped + 1
    return "bare", "", 0


def _role(before: str, after: str, kind: Kind, amount: Amount) -> tuple[Role, bool]:
    """Tell whether it is a change, and whether it fell."""
    if amount.kind == "growth" or amount.falling:
        return "change", amount.falling
    clause = re.split(r"[,。;!?:、]|, ", before)[-1]
    if (than := _MORE_THAN.search(clause)) or (kind != "percent" and _MORE_AFTER.match(after)):
        return "change", _FEWER.search((than[1] if than else "") + after[:24]) is not None
    if m := _MOVE.search(clause):
        word = (m["noun"] or m["move"] or "").casefold()
        if m["noun"] or not m["to"]:
            return "change", word in _DOWN or word.startswith("负")
        return "level", False
    if kind in ("percent", "points", "times", "months", "rank", "count", "bare"):
        m = _MOVE_AFTER.match(after)
        if m and (kind in ("percent", "points", "times") or m["down"] or m["up"] == "more"):
            fell = m["down"] is not None
            return ("level", False) if kind in ("bare", "count") else ("change", fell)
    if kind in ("percent", "points") and (sign := _SIGNED.search(before)):
        return "change", sign[1] != "+"
    fell = _MINUS.search(before) is not None
    return ("change" if kind == "points" else "level"), fell


def _elided(text: str, found: list[Stated]) -> Iterator[Stated]:
    """Give a number the scale and the unit that stand behind the next alone: 由3.01升至3.24万件."""
    for one, following in zip(found, [*found[1:], None], strict=False):
        made = one
        if following and one.amount and following.amount and one.kind == "bare" and not one.plain:
            m = _SCALE.search(text[following.start : following.end])
            if _TO.fullmatch(text[one.end : following.start]):
                factor = _FACTORS[m[1].casefold()] if m else Decimal(1)
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
            if like and whole and _RANGE.fullmatch(between) and held.value < one.value:
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


def with_qualifier(text: str, stated: Stated) -> tuple[int, int]:
    """Return the span of a number with the words that qualify it.

    Examples
    --------
    >>> from metrics.proof.texts import paragraphs
    >>> [made] = paragraphs("授权量超过93万件")
    >>> made.text[slice(*with_qualifier(made.text, numbers(made)[0]))]
    '超过93万'
    """
    if stated.qualifier == "exact":
        return stated.start, stated.end
    before = _QUALIFIED.search(text, max(0, stated.start - 32), stated.start)
    behind = re.match(r"[余多]", text[stated.end : stated.end + 1])
    return before.start() if before else stated.start, stated.end + (1 if behind else 0)
