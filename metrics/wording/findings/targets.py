"""Targets in words: what is wanted by when, and whether it is met."""

from __future__ import annotations

from dataclasses import replace

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.rules.target import LESS_IS_BETTER, Held, against_target, at_its_day, is_target
from metrics.tables.dataset import Tables
from metrics.wording.findings.names import year_words
from metrics.wording.findings.short import told_in
from metrics.wording.numbers import Scale, Words, abbreviated
from metrics.wording.observations import statement


def target_of(tables: Tables, series: Series) -> Held | None:
    """Hold the newest figure of a series against its target; None where none is in view.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> target_of(tables, tables.series("high_value_invention_patents_per_10k")).verdict
    'met'
    """
    for definition in tables.definitions.values():
        if is_target(definition) and definition.relates_to == series.definition.id:
            found = tables.all_series.get((definition.id, series.area))
            if found is not None and series.definition.unit == definition.unit:
                return against_target(series, found)
    return None


def target_words(tables: Tables, series: Series, lang: Lang) -> str:
    """Tell behind a finding whether the target is met; empty where that is not decided."""
    held = target_of(tables, series)
    if held is None or held.verdict not in ("met", "missed"):
        return ""
    if held.point.period.end < series.latest.period.end:
        # Of an earlier day than the figure that the title tells.
        return ""
    if held.point.period.end.year < held.target.period.end.year:
        # No figure of the chart is of that year.
        return text(lang)("finding.target_early")
    return text(lang)(f"finding.target_{held.verdict}", year=held.target.period.year)


def target_line(tables: Tables, series: Series, lang: Lang) -> str:
    """Tell the target of a series in a short line, with the verdict.

    Empty without one, and where it was due before the year of the newest figure: then the page of
    the indicator tells it.
    """
    held = target_of(tables, series)
    if held is None or held.target.period.end.year < series.latest.period.end.year:
        return ""
    return _wanted_line(series, held, lang)


def targets_held(tables: Tables, targets: Series) -> tuple[Held, ...]:
    """Hold each of some targets against the figure of its day; empty for any other series.

    Parameters
    ----------
    tables : Tables
        What is in view.
    targets : Series
        Targets of one thing.

    Returns
    -------
    tuple of Held
        In the order of the days; empty where what is measured is out of view.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> wanted = tables.series("high_value_invention_patents_per_10k_target")
    >>> [held.verdict for held in targets_held(tables, wanted)]
    ['met']
    """
    own = targets.definition
    measured = tables.all_series.get((own.relates_to, targets.area)) if is_target(own) else None
    if measured is None or measured.definition.unit != own.unit:
        return ()
    return tuple(at_its_day(target, measured) for target in targets.points)


def target_lines(tables: Tables, series: Series, lang: Lang) -> str:
    """Tell every target of a series, or what became of the targets that a series is.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : Series
        What is measured, or its targets.
    lang : str
        Language of the words.

    Returns
    -------
    str
        With the verdicts; empty without a target.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> target_lines(tables, tables.series("high_value_invention_patents_per_10k"), "en")
    'target: 12 by 2025, met'
    """
    found = targets_held(tables, series)
    for definition in tables.definitions.values():
        if definition.relates_to == series.definition.id and is_target(definition):
            targets = tables.all_series.get((definition.id, series.area))
            found += () if targets is None else targets_held(tables, targets)
    return text(lang)("list.semicolon").join(held_line(series, held, lang) for held in found)


def outcome(tables: Tables, series: Series, lang: Lang) -> str:
    """Tell what became of the last of some targets, with its figure; empty for any other series.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : Series
        Targets, or anything else.
    lang : str
        Language of the words.

    Returns
    -------
    str
        The verdict and the figure.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> outcome(tables, tables.series("high_value_invention_patents_per_10k_target"), "en")
    'met (16 per 10,000 people in 2025)'
    """
    found = targets_held(tables, series)
    return verdict_words(found[-1], lang) + _figure(found[-1], lang) if found else ""


def _figure(held: Held, lang: Lang) -> str:
    """Tell the figure that a target is held against, in brackets; none where it is of no help."""
    if held.doubt == "absent":
        return ""
    figure = abbreviated(statement(held.point, lang))
    period = year_words(held.point.period, lang)
    return text(lang)("target.by", value=figure, period=period)


def held_line(series: Series, held: Held, lang: Lang) -> str:
    """Tell a target and its verdict, and the figure that decides it unless it is the newest.

    Parameters
    ----------
    series : Series
        Beside which it stands.
    held : Held
        The target and the figure.
    lang : str
        Language of the words.

    Returns
    -------
    str
        Without a full stop.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = tables.series("high_value_invention_patents_per_10k")
    >>> held_line(own, target_of(tables, own), "zh")
    '2025年目标12件，已达到'
    """
    made = _wanted_line(series, held, lang)
    return made if held.point is series.latest else made + _figure(held, lang)


def _wanted_line(series: Series, held: Held, lang: Lang) -> str:
    """Tell a target and its verdict."""
    wanted = abbreviated(told_in(series.definition.name(lang), held.target, lang))
    return text(lang)(
        "target.line",
        value=wanted if not _below(held.target) else wanted_words(held.target, lang),
        period=year_words(held.target.period, lang),
        verdict=verdict_words(held, lang),
    )


def verdict_words(held: Held, lang: Lang) -> str:
    """Tell the verdict on a target, and why it is open."""
    return text(lang)(f"target.{held.verdict}{'_' * bool(held.doubt)}{held.doubt}")


def wanted_words(target: Observation, lang: Lang, scale: Scale | None = None) -> Words:
    """Write what is wanted; to stay below a number is not to come near it.

    Parameters
    ----------
    target : Observation
        The target.
    lang : str
        Language of the words.
    scale : Scale, optional
        That of the value by default.

    Returns
    -------
    Words
        The number and what stands around it.

    Examples
    --------
    >>> from metrics import load
    >>> target = load().series("high_value_invention_patents_per_10k_target").latest
    >>> str(wanted_words(target, "en"))
    '12 per 10,000 people'
    """
    if not _below(target):
        return statement(target, lang, scale)
    bare = replace(target, figure=replace(target.figure, qualifier="exact"))
    words = statement(bare, lang, scale)
    before, after = text(lang)("target.below", value="|").split("|")
    return replace(words, before=before + words.before, after=words.after + after)


def _below(target: Observation) -> bool:
    """Tell whether a target is to stay below a number."""
    return target.figure.qualifier == "near" and target.definition.measure in LESS_IS_BETTER
