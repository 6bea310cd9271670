"""What each office counts, where offices count after conventions of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from metrics.locale import Lang
from metrics.model.period import Period

Part = Literal["counts_from", "counts_to", "average", "left_out"]
PARTS: tuple[Part, ...] = get_args(Part)
# What a convention says of a part that no text that was read prints: it equals nothing.
NOT_PRINTED = "not_printed"
# The reason why figures of offices that count unlike are not held against each other.
UNLIKE_COUNTING = "counting"


@dataclass(frozen=True)
class Named:
    """A code with its names.

    Examples
    --------
    >>> Named("filing", "申请日", "filing").name("zh")
    '申请日'
    """

    code: str
    name_zh: str
    name_en: str

    def name(self, lang: Lang) -> str:
        """Name it in a language."""
        return self.name_zh if lang == "zh" else self.name_en


@dataclass(frozen=True)
class Counting:
    """From where to where an office counts, and which average it forms.

    Parameters
    ----------
    indicator : str
        What is measured.
    area : Named
        Whose office counts so.
    since : Period, optional
        The period from which it counts so; absent where it always did.
    counts_from, counts_to : Named
        The first and the last step.
    average : Named
        Mean or median.
    left_out : Named, optional
        What is not counted; absent where nothing is said of it.
    source : str
        The publication that prints it.
    note_zh, note_en : str
        What must be known of it; may be empty.
    """

    indicator: str
    area: Named
    since: Period | None
    counts_from: Named
    counts_to: Named
    average: Named
    left_out: Named | None
    source: str
    note_zh: str
    note_en: str

    def note(self, lang: Lang) -> str:
        """Return the note in a language."""
        return self.note_zh if lang == "zh" else self.note_en

    def part(self, part: Part) -> str:
        """Return the code of a part; empty where nothing is said of it."""
        named: Named | None = getattr(self, part)
        return named.code if named else ""


def unlike(one: Counting | None, other: Counting | None) -> tuple[Part, ...]:
    """List in what two offices count otherwise, or in what it is not printed that they do not.

    Parameters
    ----------
    one, other : Counting, optional
        Of one indicator; absent where no text that was read tells it.

    Returns
    -------
    tuple of str
        The parts that are unlike; empty where figures of the two may be held against each other.

    Examples
    --------
    >>> area, first = Named("JP", "日本", "Japan"), Named("first_action", "一通", "first action")
    >>> asked, mean = Named("request", "请求", "request"), Named("mean", "均值", "mean")
    >>> japan = Counting("a", area, None, asked, first, mean, None, "s", "", "")
    >>> unlike(japan, japan), unlike(japan, None)[:2]
    ((), ('counts_from', 'counts_to'))
    """
    if one is None or other is None:
        return PARTS
    codes = ((part, one.part(part), other.part(part)) for part in PARTS)
    return tuple(part for part, mine, its in codes if mine != its or mine == NOT_PRINTED)


def counting_at(countings: Iterable[Counting], area: str, period: Period) -> Counting | None:
    """Find how an office counts in a period.

    Parameters
    ----------
    countings : iterable of Counting
        Of one indicator.
    area : str
        The area of the office.
    period : Period
        When.

    Returns
    -------
    Counting or None
        The one that begins last before the end of the period.

    Examples
    --------
    >>> counting_at((), "JP", Period.parse("2020")) is None
    True
    """
    own = [c for c in countings if c.area.code == area]
    begun = [c for c in own if c.since is None or c.since.start <= period.start]
    return max(begun, key=_begins, default=None)


def alike_groups(countings: Sequence[Counting]) -> tuple[tuple[Counting, ...], ...]:
    """Put together those that count alike, two and more, in the order of the first of each.

    Examples
    --------
    >>> alike_groups(())
    ()
    """
    groups: list[list[Counting]] = []
    for counting in countings:
        own = next((g for g in groups if not unlike(g[0], counting)), None)
        if own is None:
            groups.append([counting])
        else:
            own.append(counting)
    return tuple(tuple(g) for g in groups if len({c.area.code for c in g}) > 1)


def newest_countings(countings: Iterable[Counting]) -> tuple[Counting, ...]:
    """Return of each office how it counts last.

    Examples
    --------
    >>> newest_countings(())
    ()
    """
    found: dict[str, Counting] = {}
    for counting in sorted(countings, key=_begins):
        found[counting.area.code] = counting
    return tuple(found.values())


def _begins(counting: Counting) -> int:
    return counting.since.start.toordinal() if counting.since else 0
