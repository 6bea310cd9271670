"""The row above the chart of an indicator: economies, transforms, ranges of years, the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from metrics.charts.compile import compile_view
from metrics.charts.spec import ChartSpec, Mark
from metrics.explorer.exploration import Choice, Exploration
from metrics.model.period import Period
from metrics.model.series import HOME, Series
from metrics.rules.transforms import TRANSFORMS, Transform
from pages.parts.blocks.choosing import RANGES, short_words
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import view as state

LEAD = "indicator-lead"  # names its card
NONE: Transform = "none"
TABLE = "table"
# Days of a year, and those by which a range of years may be longer, as the script of charts has it.
YEAR, SLACK = 365.25, 20


def transformed(context: Context, series: Series) -> Mapping[str, ChartSpec]:
    """Return the charts of the transforms that the series admits, made once for all sessions."""

    def build() -> Mapping[str, ChartSpec]:
        made: dict[str, ChartSpec] = {}
        for transform in TRANSFORMS[1:]:
            view = Exploration(context.tables, Choice((series.key,), transform))
            if sum(len(r.points) for r in view.results) > 1:
                made[transform] = compile_view(view, context.lang)
        return made

    return context.shared(f"transforms {series.key}", build)


def controls(
    context: Context,
    series: Series,
    spec: ChartSpec | None,
    areas: Sequence[str],
    transforms: Iterable[str] = (),
) -> str:
    """Return the row above the chart: the economy, the transform, ranges of years, the table."""
    lang, chosen = context.lang, state.get("as")
    economies = [
        (
            context.tables.label("area", area, lang),
            state.address(area="" if area == HOME else area),
            area == series.area,
        )
        for area in areas
    ]
    return markup.render(
        "controls.html",
        lang,
        chart=LEAD,
        economies=economies if len(areas) > 1 else [],
        here=context.tables.label("area", series.area, lang),
        transforms=[
            (short_words(code, lang), state.address(**{"as": code}), code == (chosen or NONE))
            for code in (NONE, *cast("Iterable[Transform]", transforms))
        ],
        ranges=[] if chosen == TABLE else _ranges(spec),
        drawn=state.address(**{"as": ""}),
        table=state.address(**{"as": TABLE}),
        tabled=chosen == TABLE,
        charted=spec is not None,
    )


def _ranges(spec: ChartSpec | None) -> list[tuple[int, int]]:
    """Return ranges that leave something out of a chart along time, each with its first year."""
    if spec is None or any(p.kind not in ("lines", "bars") for p in spec.plots):
        return []
    marks = [m for plot in spec.plots for m in plot.marks]
    last = max((m.at for m in marks), default=0.0)
    years = (last - min((m.at for m in marks), default=0.0)) / YEAR
    return [(n, _first_year(marks, last - n * YEAR - SLACK)) for n in RANGES if n + 0.5 < years]


def _first_year(marks: Sequence[Mark], begin: float) -> int:
    """Return the year of the first period that is in a range."""
    return min(Period.parse(m.period).end.year for m in marks if m.at >= begin)
