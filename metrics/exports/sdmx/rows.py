"""The points that series show, as SDMX-CSV 2.0."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator

from metrics.exports.longtable import plain
from metrics.exports.sdmx.components import COLUMNS, LEADING, OF_ALL, of_all, written
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.row import row
from metrics.rules.derivations import formula
from metrics.views.extracts import Extract

# The attributes that are columns of the row of an observation.
OF_POINT = {
    "OBS_STATUS": "status",
    "QUALIFIER": "qualifier",
    "LOWER": "lo",
    "UPPER": "hi",
    "PRINTED": "printed",
    "PERIOD": "period",
    "PERIOD_BASIS": "period_basis",
    "SOURCE": "source",
    "LOCATOR": "locator",
}
# Measures that add up what happened in a period.
SUMMED = frozenset({"flow", "cumulative"})


def csv_bytes(taken: Extract, lang: Lang) -> bytes:
    """Return SDMX-CSV 2.0 in UTF-8: one row for each point that the series show."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row.values() for row in rows(taken, lang))
    return file.getvalue().encode()


def rows(taken: Extract, lang: Lang) -> Iterator[dict[str, str]]:
    """Yield each point by column; the title and all that is said of the whole stands in every row.

    Parameters
    ----------
    lang : str
        The language of texts; codes are free of language.
    """
    said = {name: written(of(lang)) for name, of in of_all(taken).items() if name in OF_ALL}
    for series in taken.series:
        years = {p.period.end.year for p in series.points if p.period.kind == "year"}
        for point in series.points:
            freq, plot_date = moment_of(point.period, years)
            made = {
                **LEADING,
                "FREQ": freq,
                "REF_AREA": point.area,
                "INDICATOR": point.definition.id,
                "TIME_PERIOD": plot_date,
                "OBS_VALUE": plain(point.figure.value),
                **_attributes(point, lang),
                **said,
            }
            yield {name: made[name] for name in COLUMNS}


def moment_of(period: Period, years: Collection[int]) -> tuple[str, str]:
    """Return frequency and time of a period in the terms of SDMX.

    Parameters
    ----------
    years : collection of int
        Years that have a value of their own, beside which the end of the year stays a day.

    Examples
    --------
    >>> moment_of(Period.parse("2022-12-31"), {2021}), moment_of(Period.parse("2022-12-31"), {2022})
    (('A', '2022'), ('D', '2022-12-31'))
    >>> moment_of(Period.parse("2022-01/2022-11"), ()), moment_of(Period.parse("2012/2022"), ())
    (('_O', '2022-01-01/P11M'), ('_O', '2012-01-01/P11Y'))
    """
    if period.kind == "date" and (not period.closes_a_year or period.end.year in years):
        return "D", period.code
    if period.kind in ("year", "date"):
        return "A", f"{period.end.year}"
    length = f"{period.months // 12}Y" if period.kind == "years" else f"{period.months}M"
    return "_O", f"{period.start}/P{length}"


def _attributes(point: Observation, lang: Lang) -> dict[str, str]:
    """Return what is said of one point alone."""
    made = {name: written(plain(value)) for name, value in row(point).items()}
    titles = text(lang)("list.semicolon").join(s.title(lang) for s in point.sources)
    return {
        **{attribute: made[name] for attribute, name in OF_POINT.items()},
        "UNIT_MEASURE": point.definition.unit.id,
        "UNIT_MULT": "0",
        "DECIMALS": f"{len(made['value'].partition('.')[2])}",
        "TIME_PER_COLLECT": _collected(point),
        "DERIVATION": written(formula(point)) if point.derived else "",
        "SOURCE_TITLE": written(titles),
        "COMMENT": made[f"note_{lang}"],
    }


def _collected(point: Observation) -> str:
    """Say how a value stands in its period: at its end, summed through it, or neither."""
    if point.period.kind == "date":
        return "E"
    return "S" if point.definition.measure in SUMMED else "_Z"
