"""The points of a view as rows in words and as a tidy frame."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

from metrics.explorer.exploration import Exploration, name
from metrics.explorer.results import (
    formula,
    qualifier,
    qualifier_words,
    told_words,
    unit_text,
    value_of,
)
from metrics.locale import Lang, text
from metrics.model.row import row
from metrics.rules.transforms import Point, Result
from metrics.tables.dataset import Tables
from metrics.wording import observations as words
from metrics.wording import origins

# What stands between the parts of a cell that tells several inputs.
SIDE_BY_SIDE = " | "


COLUMNS = ("series", "period", "value", "lo", "hi", "qualifier", "source", "formula")


def rows(view: Exploration, lang: Lang) -> list[dict[str, str]]:
    """Return exactly what the chart shows, in words, one row a point."""
    tables = view.tables
    return [
        {
            "series": name(tables, result.series, lang),
            "period": span_words(point, lang),
            "value": words.mark_implied(told_words(result, point, lang), point.inputs, lang),
            "lo": _side(point.interval.lo, lang),
            "hi": _side(point.interval.hi, lang),
            "qualifier": qualifier_words(tables, point, lang),
            "source": text(lang)("list.semicolon").join(
                dict.fromkeys(origins.source_words(tables, o, lang) for o in point.inputs)
            ),
            "formula": formula(result, point, lang) or _derivation(point, lang),
        }
        for result in view.drawn
        for point in sorted(result.points, key=lambda p: p.period)
    ]


def _derivation(point: Point, lang: Lang) -> str:
    """Say how a point that stands as it is was derived, where it is an implied one."""
    (own,) = point.inputs
    return origins.printed_words(own, lang) if own.implied else ""


def span_words(point: Point, lang: Lang) -> str:
    """Return the period, or from which to which."""
    ends = dict.fromkeys(words.period_words(o, lang) for o in point.inputs)
    return " → ".join(ends)


def _side(value: Decimal | None, lang: Lang) -> str:
    if value is None:
        return text(lang)("explore.open")
    return f"{value.quantize(Decimal('0.0001')).normalize():,f}"


def frame(view: Exploration, lang: Lang) -> pd.DataFrame:
    """Return the same as a tidy frame, numbers as numbers, with its metadata in every row.

    Returns
    -------
    DataFrame
        One row a point: indicator, name, area, scope, unit, transform, period, start, end, base and
        months since its end (empty where a point stands as it is printed), value, lo and hi (empty
        where open), whether an end is left out, qualifier; of each input status,
        basis of the period, printed form, source, locator, note and tier; formula, what is in
        view, data_version.
    """
    return pd.DataFrame(
        _framed(view.tables, result, point, lang)
        for result in view.drawn
        for point in sorted(result.points, key=lambda p: p.period)
    )


def _framed(tables: Tables, result: Result, point: Point, lang: Lang) -> dict[str, Any]:
    definition, interval = result.series.definition, point.interval
    inputs = [row(o) for o in point.inputs]

    def joined(name: str) -> str:
        return SIDE_BY_SIDE.join(made[name] for made in inputs if made[name])

    return {
        "indicator": definition.id,
        "name": definition.name(lang),
        "area": result.series.area,
        "scope": tables.label("scope", definition.scope, lang),
        "unit": unit_text((result,), lang),
        "transform": result.transform,
        "period": point.period.code,
        "start": point.period.start.isoformat(),
        "end": point.period.end.isoformat(),
        "base": point.inputs[0].period.code if len(point.inputs) > 1 else "",
        "months": point.months if len(point.inputs) > 1 else None,
        "value": _plain(value_of(point)),
        "lo": _plain(interval.lo),
        "hi": _plain(interval.hi),
        "lo_open": interval.lo_open,
        "hi_open": interval.hi_open,
        "qualifier": qualifier(point),
        "status": joined("status"),
        "period_basis": joined("period_basis"),
        "printed": SIDE_BY_SIDE.join(origins.printed_words(o, lang) for o in point.inputs),
        "source": SIDE_BY_SIDE.join(dict.fromkeys(o.source.cite(lang) for o in point.inputs)),
        "locator": SIDE_BY_SIDE.join(tables.locator(o.locator, lang) for o in point.inputs),
        "note": joined(f"note_{lang}"),
        "formula": formula(result, point, lang),
        "tier": SIDE_BY_SIDE.join(o.source.tier for o in point.inputs),
        "in_view": tables.selection.code,
        "data_version": tables.version,
    }


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else round(float(value), 6)
