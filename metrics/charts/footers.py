"""What stands below a chart: sources, remarks, what is in view, the version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from metrics.charts.compile.notes import disputed_lines, implied_lines, selection_lines
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import Series, latest_sources
from metrics.tables.dataset import Tables
from metrics.wording.numbers import join_words

__all__ = ["cited_words", "disputed_lines", "footer", "implied_lines", "selection_lines"]

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
