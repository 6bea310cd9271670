"""Sentences beside the large chart of a page, each of another fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import CHANGES, Series
from metrics.rules.share import whole_of
from metrics.rules.transforms import Point, transform
from metrics.tables.dataset import Tables
from metrics.views.parts import Finding
from metrics.views.sparks import trend
from metrics.wording.figures import derived_words
from metrics.wording.findings import of_series
from metrics.wording.findings.names import midst, own_name, sentence, year_words
from metrics.wording.findings.short import told_in
from metrics.wording.observations import mark_implied, period_words

MOST = 3


def findings(
    tables: Tables, lead: Series, others: Iterable[Series], lang: Lang
) -> tuple[Finding, ...]:
    """Tell three facts beside the chart of a series.

    What a part of a year says of it, what share a part of it has, then other series.

    Parameters
    ----------
    tables : Tables
        What is in view.
    lead : Series
        What the large chart is of.
    others : iterable of Series
        What else may be told, what matters first.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of Finding
        At most three, each of another indicator.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> lead = tables.series("invention_patents_in_force_domestic")
    >>> [f.key for f in findings(tables, lead, [tables.series("satisfaction")], "en")]
    ['high_value_invention_patents', 'satisfaction']
    """
    made: dict[str, Finding] = {}
    for finding in _every(tables, lead, others, lang):
        made.setdefault(finding.key, finding)
        if len(made) == MOST:
            break
    return tuple(made.values())


def _every(tables: Tables, lead: Series, others: Iterable[Series], lang: Lang) -> Iterator[Finding]:
    newest = max(lead.points, key=lambda p: p.period.end)
    if lead.definition.measure == "flow" and newest.period > lead.latest.period:
        yield _part_of_a_year(tables, lead, newest, lang)
    for d in tables.definitions.values():
        if d.relation == "component_of" and d.relates_to == lead.definition.id:
            part = tables.all_series.get((d.id, lead.area))
            if part is not None and (made := _share(tables, part, lead, lang)) is not None:
                yield made
    for series in others:
        yield of(tables, series, lang)


def of(tables: Tables, series: Series, lang: Lang) -> Finding:
    """Tell a series as its title does."""
    latest = series.latest
    said = of_series(tables, series, lang)
    value = told_in(own_name(tables, series, lang), latest, lang)
    # The word of a bound may have become a verb.
    over = text(lang)("qualifier.over.before")
    bare = replace(value, before=value.before.replace(over, "", 1))
    strong = next((str(v) for v in (value, bare) if str(v) in said), "")
    topic = tables.label("topic", series.definition.topic, lang)
    return Finding(
        topic,
        said,
        strong,
        _about(latest, lang),
        series.key,
        trend(series),
    )


def _about(point: Observation, lang: Lang) -> str:
    said = (period_words(point, lang), point.source.cite(lang))
    return text(lang)("list.dot").join(said)


def _part_of_a_year(tables: Tables, series: Series, point: Observation, lang: Lang) -> Finding:
    """Tell the newest part of a year, which compares with no whole one."""
    say = text(lang)
    name = own_name(tables, series, lang)
    value = str(told_in(name, point, lang))
    said = say("beside.part", name=name, period=point.period.label(lang), value=value)
    return Finding(
        say("beside.newest"),
        sentence(mark_implied(said, [point], lang), lang),
        value,
        _about(point, lang),
        series.key,
        (),
    )


def _share(tables: Tables, part: Series, whole: Series, lang: Lang) -> Finding | None:
    """Tell what share a part has of the newest whole, and what it was; None where it has none."""
    if part.definition.measure in CHANGES or whole_of(part.definition) != whole.definition.id:
        return None
    shares = transform(part, "share", other=whole).points
    newest = next((p for p in shares if p.inputs[0] is whole.latest), None)
    if newest is None or newest.one_sided:
        return None
    say = text(lang)
    value = _per_cent(newest, lang)
    inner = own_name(tables, whole, lang)
    names = {
        "part": own_name(tables, part, lang),
        "whole": inner if lang == "zh" else midst(inner),
    }
    said = say("beside.share", value=value, **names)
    earlier = [p for p in shares if p.period < newest.period and not p.one_sided]
    told = [*newest.inputs]
    if earlier:
        first = min(earlier, key=lambda p: p.period)
        told += first.inputs
        period = year_words(first.period, lang)
        said += say("beside.share_before", value=_per_cent(first, lang), period=period)
    return Finding(
        say("beside.composition"),
        sentence(mark_implied(said, told, lang), lang),
        value,
        _about(part.latest, lang),
        part.key,
        trend(part),
    )


def _per_cent(point: Point, lang: Lang) -> str:
    return str(derived_words(point.interval, "%", lang, 1, point.value))
