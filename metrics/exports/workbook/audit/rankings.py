"""Economies side by side in one year: a table of their own, and its chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from metrics.charts.compile import compile_balance, compile_ranking
from metrics.charts.compile.economies import WORLD, paired_economies, rank_economies
from metrics.charts.spec import ChartSpec
from metrics.exports.workbook.audit.derived import cell_value, ends
from metrics.exports.workbook.audit.parts import ChartSheet, Table
from metrics.exports.workbook.compiled import Cells, chart_of, column_run
from metrics.exports.workbook.sheets import sheet_name
from metrics.exports.workbook.values import HEADER, Num, Row
from metrics.locale import Lang, text
from metrics.model.series import Series
from metrics.views.extracts import Extract
from metrics.views.stories import FEWEST
from metrics.wording import origins
from metrics.wording.numbers import Scale


def ranking_sheets(
    taken: Extract, indicator: str, marks: tuple[str, str], lang: Lang
) -> tuple[Table, ChartSheet] | None:
    """Return the first economies of one year: a table of their own, and its chart.

    Parameters
    ----------
    taken : Extract
        The part of the tables that is taken away.
    indicator : str
        Id of the indicator.
    marks : tuple of str, str
        What the names of table and chart begin with.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple
        Table and chart; None where too few economies are in view.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.exports.workbook import AuditPlan
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("gii_rank",)))
    >>> plan = AuditPlan(taken, "en", date(2026, 1, 1))
    >>> ranking_sheets(taken, "gii_rank", ("R01", "CR01"), "en") is None
    True
    """
    tables = taken.tables
    definition = tables.definitions[indicator]
    wanted = definition.display.split()
    if len(tables.areas(indicator)) <= FEWEST or not {"ranking", "balance"} & set(wanted):
        return None
    ids = list(
        dict.fromkeys(
            s.definition.id for s in taken.series if s.definition.concept == definition.concept
        )
    )
    if "balance" in wanted and len(ids) > 1:
        pairs: tuple[tuple[Series, ...], ...] = paired_economies(tables, *ids[:2])
        spec = compile_balance(tables, ids[0], ids[1], lang)
    else:
        pairs = tuple((s,) for s in rank_economies(tables, indicator).series)
        spec = compile_ranking(tables, indicator, lang)
    return _ranked(taken, pairs, spec, marks)


def _ranked(
    taken: Extract,
    pairs: Sequence[tuple[Series, ...]],
    spec: ChartSpec,
    marks: tuple[str, str],
) -> tuple[Table, ChartSheet]:
    tables, lang = taken.tables, spec.lang
    say, (plot,) = text(lang), spec.plots
    points = [s.latest for pair in pairs for s in pair]
    scale, unit = Scale(plot.exponent, ""), plot.unit
    scopes = [tables.label("scope", s.definition.scope, lang) for s in pairs[0]]
    heads = {"place": say("sheet.place"), "area": say("sheet.area")}
    for n, scope in enumerate(scopes):
        heads |= {
            f"value{n}": say("sheet.value_of", name=scope, unit=unit),
            f"lo{n}": say("sheet.part_lo", name=scope, unit=unit),
            f"hi{n}": say("sheet.part_hi", name=scope, unit=unit),
            f"printed{n}": say("sheet.printed_of", name=scope),
        }
    heads |= {"source": say("sheet.source"), "note_text": say("sheet.note_text")}

    def rows() -> Iterator[Row]:
        for place, pair in enumerate(pairs, 1):
            cells: list[Any] = [Num(place), tables.label("area", pair[0].area, lang)]
            for s in pair:
                p = s.latest
                cells += [cell_value(p, scale), *ends(p.figure.interval, scale)]
                cells.append(origins.printed_words(p, lang))
            cited = dict.fromkeys(origins.source_words(tables, s.latest, lang) for s in pair)
            noted = dict.fromkeys(note for s in pair if (note := s.latest.note(lang)))
            yield (*cells, say("list.semicolon").join(cited), " ".join(noted) or None)

    period = points[0].period.label(lang)
    first = pairs[0][0].definition
    own = first.name(lang)
    if len(pairs[0]) == 1:
        own = say("explore.scoped", name=own, scope=scopes[0])
    title = say("sheet.ranking", name=own, period=period, count=len(pairs))
    had = len([a for a in tables.areas(first.id) if _has(tables.all_series[first.id, a], pairs)])
    order = say("sheet.ranking_about", scopes=say("sheet.plus").join(scopes), count=had)
    table = Table(
        name=sheet_name(marks[0], title),
        id=f"{marks[0]}_{first.id}_ranking",
        title=title,
        about=order,
        columns=heads,
        rows=rows,
        count=len(pairs),
        frozen=1,
        key="place",
        wrapped=("source", "note_text"),
        widths={"source": 32.0, "note_text": 32.0},
    )
    every = [m for series in plot.series for m in series.marks]
    columns = [s.marks for s in plot.series] if plot.kind == "pairs" else [tuple(every)]
    runs = tuple(
        column_run(scopes[n], n, sorted(own, key=lambda m: m.at), HEADER + 1, f"value{n}")
        for n, own in enumerate(columns)
    )
    made = chart_of(spec, plot, Cells(table, {}, plot.exponent, unit), runs)
    source, version, *rest = made.foot
    chart = replace(made, foot=(source, version, order, *rest))
    return table, ChartSheet(sheet_name(marks[1], title), title, chart.about, (chart,))


def _has(series: Series, pairs: Sequence[tuple[Series, ...]]) -> bool:
    """Tell whether an economy, not the world, has a figure of the year of a ranking."""
    year = pairs[0][0].latest.period
    return series.area != WORLD and any(p.period == year for p in series.points)
