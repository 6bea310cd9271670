"""Which indicators the words beside a number name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from metrics.model.definition import Definition
from metrics.model.series import BY_DIFFERENCE, CHANGES
from metrics.proof.names import Name, Names, Token
from metrics.proof.numbers import Stated
from metrics.proof.units import Kind

# What words count: right beside the number, behind it, before in the sentence.
_BEFORE, _BEHIND, _EARLIER = 3.0, 2.5, 0.05
_UNUSED, _BORROWED = 3.0, 6.0
# A Chinese sign says as much as some letters.
_WEIGHT = {"zh": 3.0, "en": 1.0}


@dataclass(frozen=True)
class Beside:
    """Words of names around a number: before it in its clause, behind it, earlier.

    Parameters
    ----------
    before, behind, earlier : tuple of Token
        The words.
    start : int
        Where the clause begins in which those before it stand.
    """

    before: tuple[Token, ...] = ()
    behind: tuple[Token, ...] = ()
    earlier: tuple[Token, ...] = ()
    start: int = 0

    @property
    def apart(self) -> bool:
        """Whether words make another quantity of it."""
        return any(t.apart for t in (*self.before, *self.behind))


@dataclass(frozen=True)
class Topic:
    """Indicators that a number may be of.

    Parameters
    ----------
    of : tuple of str
        Their ids.
    sure : bool
        Whether all telling words beside the number belong to the name.
    """

    of: tuple[str, ...]
    sure: bool


def counts(definition: Definition, stated: Stated) -> bool:
    """Tell whether a number may be a figure, or a change of figures, of an indicator."""
    kind, measure = stated.kind, definition.measure
    if stated.role == "change":
        return measure in CHANGES or changes(definition, kind)
    if kind == "times" and measure not in CHANGES:
        return measure not in BY_DIFFERENCE  # so many times an earlier one
    if measure in CHANGES and kind in ("rank", "count", "bare", "score", "months"):
        return False  # 升至第12位 is no gain of 12 places
    return kind in kinds(definition)


def changes(definition: Definition, kind: Kind) -> bool:
    """Tell whether a change of an indicator is told in such a unit."""
    if kind in ("percent", "times"):
        return definition.measure not in BY_DIFFERENCE
    if kind == "points" or (kind == "score" and definition.unit.id == "percent"):
        return definition.unit.id == "percent"
    return kind in kinds(definition)


def kinds(definition: Definition) -> tuple[Kind, ...]:
    """Return the kinds of numbers that are figures of an indicator."""
    unit = definition.unit
    special: dict[str, tuple[Kind, ...]] = {
        "percent": ("percent",),
        "percentage_points": ("points", "score"),
        "points": ("score", "bare"),
        "months": ("months",),
        "cny": ("cny",),
        "usd": ("usd",),
        "places": ("rank",) if definition.measure == "rank" else ("rank", "count"),
        "times": ("times",),
        "years": ("years",),
    }
    return special.get(unit.id, ("count", "bare"))


def topic(
    beside: Beside, stated: Stated, known: Names, definitions: dict[str, Definition]
) -> Topic | None:
    """Choose the name that the words beside a number make up best; None where they make none.

    Parameters
    ----------
    beside : Beside
        Words of names around it.
    stated : Stated
        The number; names of what it does not count are left out.
    known : Names
        All names.
    definitions : dict of str to Definition
        Of all indicators.

    Returns
    -------
    Topic or None
        With the indicators that the name may mean.
    """
    near = frozenset().union(*(t.groups for t in (*beside.before, *beside.behind)))
    best: tuple[float, Name, tuple[str, ...]] | None = None
    for name in known.names:
        if near.isdisjoint(name.needed):
            continue
        of = tuple(i for i in name.of if i in definitions and counts(definitions[i], stated))
        score = _score(name, beside, _WEIGHT[known.lang]) if of else None
        if score is not None and (best is None or score > best[0]):
            best = score, name, of
    if best is None:
        return None
    _, name, of = best
    units = {definitions[i].unit.name_en.casefold() for i in of}
    sure = not beside.apart
    sure = sure and all(
        t.groups & name.allowed or (t in beside.behind and t.text.casefold() in units)
        for t in (*beside.before, *beside.behind)
        if t.telling
    )
    return Topic(of, sure)


def _score(name: Name, beside: Beside, weight: float) -> float | None:
    """Judge how well words make up a name; None where one that it needs is missing."""
    own = 0.0
    own += _worth(name, beside.before, _BEFORE, weight)
    own += _worth(name, beside.behind, _BEHIND, weight)
    present = _groups((*beside.before, *beside.behind))
    lacking = [g for g in name.needed if g not in present]
    earlier = _groups(beside.earlier)
    if any(g not in earlier for g in lacking):
        return None
    borrowed = [t for t in beside.earlier if t.groups.intersection(lacking)]
    own += sum(len(t.text) for t in borrowed[-len(lacking) :]) * weight * _EARLIER if lacking else 0
    return own - _BORROWED * len(lacking)


def _groups(tokens: Iterable[Token]) -> frozenset[int]:
    return frozenset().union(*(t.groups for t in tokens))


def _worth(name: Name, tokens: Sequence[Token], each: float, weight: float) -> float:
    """Add what words count that belong to the name, and take off those that do not."""
    total = 0.0
    for token in tokens:
        fits = bool(token.groups & name.allowed)
        size = len(token.text) * weight * (0.5 if not token.telling else 1.0)
        total += each * size if fits else -_UNUSED * size * token.telling
    return total
