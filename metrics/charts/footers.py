"""What stands below a chart: sources, remarks, what is in view, the version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from metrics.charts import intervals
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import day_label
from metrics.model.selection import FIRST
from metrics.model.series import Series, latest_sources
from metrics.reconciliation import disputes
from metrics.tables.dataset import Tables
from metrics.wording.numbers import join_words
from metrics.wording.origins import rule_words, spoken

# Sources that a footer names before it counts the rest.
MOST_SOURCES = 4


def footer(
    tables: Tables,
    concept: Sequence[Series],
    points: Sequence[Observation],
    lang: Lang,
    *,
    hatched: bool = False,
    unlike: bool = False,
    broken: Sequence[str] = (),
) -> list[str]:
    """Return the lines of the footer.

    They tell sources and dates, qualifiers, inferred periods, breaks, notes, what is in view and
    the version.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    concept : sequence of Series
        The series of one concept, a scope each.
    points : sequence of Observation
        The points that are shown.
    lang : str
        ``zh`` or ``en``.
    hatched : bool
        Whether parts of years are drawn.
    unlike : bool
        Whether unlike periods stand beside each other.
    broken : sequence of str
        The lines that tell the breaks.

    Returns
    -------
    list of str
        Lines.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = tables.concept("satisfaction")
    >>> footer(tables, own, own[0].points, "en")[-1].startswith("Data version")
    True
    """
    say = text(lang)
    lines = [cited_words(points, lang), *broken]
    lines += _remarks(points, lang, hatched=hatched, unlike=unlike)
    lines += disputed_lines(tables, points, lang)
    lines += implied_lines(tables, points, lang)
    lines += dict.fromkeys(s.definition.note(lang) for s in concept if s.definition.note(lang))
    lines += selection_lines(tables, lang)
    return [*lines, say("chart.version", version=tables.version)]


def cited_words(points: Sequence[Observation], lang: Lang, more: str = "chart.sources_more") -> str:
    """Name the sources: every report, then the latest others; of many the rest by their number.

    Parameters
    ----------
    points : sequence of Observation
        The points that are shown.
    lang : str
        ``zh`` or ``en``.
    more : str
        The message that tells the number.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> cited_words(tables.series("centres_new").points, "en")
    'Source: CNIPA work report (2023)'
    """
    say = text(lang)
    cited = sorted(latest_sources(points), key=lambda s: s.tier != "report")
    most = max(MOST_SOURCES, sum(s.tier == "report" for s in cited) + 1)
    shown = say("list.semicolon").join(s.cite(lang) for s in cited[:most])
    if len(cited) <= most:
        return say("chart.source", sources=shown)
    return say(more, sources=shown, count=len(cited) - most)


def selection_lines(tables: Tables, lang: Lang) -> list[str]:
    """Say what is in view, where it is not everything as last printed."""
    say = text(lang)
    selection = tables.selection
    lines = [] if selection.supplement else [say("selection.reports_only")]
    if selection.as_of is not None:
        lines.append(say("selection.as_of", day=day_label(selection.as_of, lang)))
    elif selection.vintage == FIRST:
        lines.append(say("selection.first"))
    if selection.implied:
        lines.append(say("selection.with_implied"))
    return lines


def implied_lines(tables: Tables, points: Iterable[Observation], lang: Lang) -> list[str]:
    """Say how implied values follow from printed figures: each rule, with the first and last of it.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    points : iterable of Observation
        The points that are shown.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    list of str
        A line for each rule; none where nothing is implied.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> implied_lines(tables, tables.series("gii_rank").points, "en")
    []
    """
    say = text(lang)
    rules: dict[str, list[Observation]] = {}
    for point in sorted((p for p in points if p.implied), key=lambda p: p.period):
        rules.setdefault(rule_words(tables, point, lang), []).append(point)
    lines = []
    for rule, every in rules.items():
        named = list(dict.fromkeys((every[0], every[-1])))
        shown = [
            say("alt.point", period=p.period.label(lang), value=spoken(p, lang)) for p in named
        ]
        key = "chart.implied" if len(every) == len(named) else "chart.implied_some"
        lines.append(
            say(key, rule=rule, formulas=say("list.semicolon").join(shown), count=len(every))
        )
    if intervals.drawn(point for every in rules.values() for point in every):
        lines.append(say("chart.implied_interval"))
    return lines


def disputed_lines(tables: Tables, points: Sequence[Observation], lang: Lang) -> list[str]:
    """Name the points that do not fit another printed figure; no line where all do.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    points : sequence of Observation
        The points that are shown.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    list of str
        One line, or none.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> disputed_lines(tables, tables.series("satisfaction").points, "en")
    []
    """
    found = [p for p in points if disputes(tables, (p,))]
    periods = list(dict.fromkeys(p.period.label(lang) for p in found))
    return [text(lang)("chart.disputed", periods=join_words(periods, lang))] if periods else []


def _remarks(
    points: Sequence[Observation], lang: Lang, *, hatched: bool, unlike: bool
) -> Iterable[str]:
    say = text(lang)
    if any(p.figure.one_sided for p in points):
        yield say("chart.hollow")
    if hatched:
        yield say("chart.hatched")
    if unlike:
        yield say("chart.unlike")
    derived = [p.period.label(lang) for p in points if p.derived]
    if derived:
        yield say("chart.derived", periods=join_words(list(dict.fromkeys(derived)), lang))
    inferred = [p.period.label(lang) for p in points if p.period_basis == "inferred"]
    if inferred:
        yield say("chart.inferred", periods=join_words(list(dict.fromkeys(inferred)), lang))
    differing = [p.period.label(lang) for p in points if p.status == "D"]
    if differing:
        yield say("chart.differs", periods=join_words(differing, lang))
