"""First and last values of the series of a view, and what lies between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.explorer.exploration import Exploration
from metrics.explorer.results import currency_first, span_words, words_of
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import months_between
from metrics.model.refusal import Refusal
from metrics.model.series import Series
from metrics.rules.multiple import MULTIPLE
from metrics.rules.rule import Rule
from metrics.rules.transforms import Point, Result, Transform, rule_of
from metrics.wording.figures import derived_words
from metrics.wording.findings.names import distinct
from metrics.wording.observations import mark_implied, statement

# What stands before a unit: anything up to the last digit.
_UNIT = re.compile(r".*\d")
# From here on a growth is told as a multiple.
THREE = Decimal(3)


@dataclass(frozen=True)
class Ends:
    """What a series was first and last, in words.

    Parameters
    ----------
    series : Series
        The series within the range of the view.
    name : str
        What tells it from the others of the view.
    base, latest : Observation
        The first figure that the last compares with, and the last.
    first, last : str
        Both in words.
    change, growth, average : str
        What it changed by, in per cent or as a multiple, and each year; empty where that is
        refused.
    span : str
        The time between them in words.
    refusals : tuple of Refusal
        Why something is not computed.
    """

    series: Series
    name: str
    base: Observation
    latest: Observation
    first: str
    last: str
    change: str
    growth: str
    average: str
    span: str
    refusals: tuple[Refusal, ...]

    def bare(self, unit: str) -> Ends:
        """Return the same without the unit behind its values."""
        values = (v.removesuffix(unit) for v in (self.first, self.last, self.change))
        first, last, change = values
        return replace(self, first=first, last=last, change=change)


def shared_unit(rows: Sequence[Ends]) -> str:
    """Return the unit that stands behind every value of some rows; empty where they differ.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice
    >>> chosen = Choice(("pct_applications@US", "pct_applications@JP"))
    >>> shared_unit(ends_of(Exploration(load(), chosen), "en"))
    ' applications'
    """
    values = [v for r in rows for v in (r.first, r.last, r.change) if v]
    behind = {_UNIT.sub("", v) for v in values}
    plain = all(v.lstrip("+−")[:1].isdigit() for v in values)
    return behind.pop() if plain and len(behind) == 1 else ""


def ends_of(view: Exploration, lang: Lang) -> tuple[Ends, ...]:
    """Return first and last values of the series of a view, as they are published.

    Parameters
    ----------
    view : Exploration
        What is chosen.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of Ends
        In the order in which they were chosen.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice
    >>> (row,) = ends_of(Exploration(load(), Choice(("satisfaction",))), "en")
    >>> row.first, row.last, row.change, row.average, row.span
    ('63.69 points', '82.81 points', '+19.12 points', '+2.0%', '13 years')
    """
    _, names = distinct(view.tables, view.ranged, lang)
    return tuple(_ends(s, told, lang) for s, told in zip(view.ranged, names, strict=True))


def _ends(series: Series, told: str, lang: Lang) -> Ends:
    latest = series.latest
    base = _base(series, latest)
    refused: dict[str, Refusal] = {}

    def computed(kind: Transform) -> Point | None:
        rule = rule_of(kind, base, latest)
        return _point(series, rule, base, latest, refused)

    def said(kind: Transform) -> str:
        point = computed(kind) if base is not latest else None
        if point is None:
            return ""
        made = words_of(Result(series, kind, (), ()), point, lang)
        unit = series.definition.unit
        return currency_first(made, unit) if (lang, kind) == ("en", "change") else made

    return Ends(
        series,
        told,
        base,
        latest,
        mark_implied(str(statement(base, lang)), [base], lang),
        mark_implied(str(statement(latest, lang)), [latest], lang),
        said("change"),
        _multiple(series, base, latest, lang) or said("pct"),
        said("cagr"),
        span_words(months_between(base.period, latest.period), lang) if base is not latest else "",
        tuple(refused.values()),
    )


def _base(series: Series, latest: Observation) -> Observation:
    """Return the first figure that the latest compares with, and no bound where there is one."""
    earlier = [p for p in series.points if p.period < latest.period]
    alike = [p for p in earlier if series.against(p, latest) is None]
    exact = [p for p in alike if not p.figure.one_sided]
    return next(iter((*exact, *alike, *earlier)), latest)


def _point(
    series: Series, rule: Rule, base: Observation, latest: Observation, refused: dict[str, Refusal]
) -> Point | None:
    if reason := series.against(base, latest) or rule.refusal(base, latest):
        refused.setdefault(reason, Refusal(reason, (base, latest)))
        return None
    interval, value = rule.result(base, latest)
    return Point(latest.period, interval, (base, latest), joined=False, value=value)


def _multiple(series: Series, base: Observation, latest: Observation, lang: Lang) -> str:
    """Return the multiple where it is three and more; empty else."""
    if base is latest or series.against(base, latest) or MULTIPLE.refusal(base, latest):
        return ""
    interval, value = MULTIPLE.result(base, latest)
    if value is None or value < THREE:
        return ""
    return text(lang)("explore.times", value=derived_words(interval, "", lang, 2, value))
