"""What pages are made of: headlines, findings, charts and rows, in words and numbers alone."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.charts.spec import ChartSpec
from metrics.views.sparks import Spark
from metrics.wording.numbers import Words


@dataclass(frozen=True)
class Headline:
    """The newest comparable figure of a series.

    Parameters
    ----------
    indicator, area : str
        The series.
    label : str
        What is measured, in short.
    value : Words
        The figure in parts, so that its number may be set larger.
    period : str
        When, marked where it is inferred.
    change : str
        On the year before, else what it was at the longest comparable base; may be empty.
    report : str
        What the five reports print last of it, where that is another statement; else empty.
    beside : str
        The target that it is held against, and whether it is met; else empty.
    spark : tuple of tuple of SparkPoint
        Trend of the whole series, a run of points a segment.
    alt : str
        All of it in a sentence.
    disputes : tuple of str
        Checks that this very figure takes part in and does not fit.
    """

    indicator: str
    area: str
    label: str
    value: Words
    period: str
    change: str
    report: str
    beside: str
    spark: Spark
    alt: str
    disputes: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """A fact in one sentence, beside a chart.

    Parameters
    ----------
    topic : str
        What it is about, in a word or two.
    sentence : str
        The fact.
    strong : str
        The part of the sentence that stands out; it occurs there.
    about : str
        Period and source in a line.
    key : str
        The series in an address.
    spark : tuple of tuple of SparkPoint
        Its trend.
    """

    topic: str
    sentence: str
    strong: str
    about: str
    key: str
    spark: Spark


@dataclass(frozen=True)
class Row:
    """A series in a table of those that have no chart.

    Parameters
    ----------
    topic : str
        Under which heading it stands.
    key : str
        The series in an address.
    label, scope : str
        What is measured and for whom.
    value : Words
        The latest figure.
    period, change, source : str
        When, how it moved, from where.
    spark : tuple of tuple of SparkPoint
        Its trend.
    disputes : tuple of str
        Checks that the figure takes part in and does not fit.
    """

    topic: str
    key: str
    label: str
    scope: str
    value: Words
    period: str
    change: str
    source: str
    spark: Spark
    disputes: tuple[str, ...]


@dataclass(frozen=True)
class ThemeChart:
    """A chart, the theme that it leads to, and its topic where it is not the first of the theme."""

    theme: str
    spec: ChartSpec
    topic: str = ""


@dataclass(frozen=True)
class PageView:
    """All that a page tells.

    Parameters
    ----------
    hero : str
        The message in a sentence; empty where nothing is in view.
    headlines : tuple of Headline
        The newest figures.
    lead : ChartSpec or None
        The large chart.
    findings : tuple of Finding
        Sentences beside it.
    charts : tuple of ThemeChart
        Small charts.
    rows : tuple of Row
        Series that no chart of the page shows; of an indicator those related to it.
    """

    hero: str
    headlines: tuple[Headline, ...] = ()
    lead: ChartSpec | None = None
    findings: tuple[Finding, ...] = ()
    charts: tuple[ThemeChart, ...] = ()
    rows: tuple[Row, ...] = ()
