"""Ten tasks of somebody who is handed the summary workbook, done in LibreOffice as a person does.

Each is at most three actions. What is right is taken from the tables, not from the workbook.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from openpyxl.utils import column_index_from_string, get_column_letter

from metrics import Tables
from metrics.exports.figures import COLUMNS
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.wording.observations import period_words
from tests.offices import Office, Step
from tests.parts import MAIN, NamedTable, Parts, Place

# The most actions that a task may take.
ACTIONS = 3
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
BOUNDS = ("over", "at_least", "near", "at_most")


@dataclass(frozen=True)
class Task:
    """One task.

    Parameters
    ----------
    name : str
        What is asked.
    actions : tuple of str
        What a person does with the file.
    steps : tuple
        The same, for LibreOffice.
    read : callable
        Takes the answer from what LibreOffice tells of the steps.
    right : object
        The answer that the tables give.
    """

    name: str
    actions: tuple[str, ...]
    steps: tuple[Step, ...]
    read: Callable[[list[Any]], Any]
    right: Any


@dataclass(frozen=True)
class Handed:
    """A summary workbook, and the tables that it was made of."""

    tables: Tables
    lang: Lang
    content: bytes

    @cached_property
    def parts(self) -> Parts:
        return Parts.of(self.content)

    def table(self, name: str) -> NamedTable:
        return next(t for t in self.parts.tables if t.name == name)

    def say(self, key: str) -> str:
        return text(self.lang)(key)

    def column(self, table: NamedTable, heading: str) -> int:
        """Return where a column stands in a table, counted from 0."""
        return table.headings.index(heading)

    def rows(self, sheet: str, place: Place, column: str) -> dict[Any, int]:
        """Return the rows of a rectangle by what a column holds there; the last of equals."""
        at = column_index_from_string(column)
        cells = self.parts.cells[sheet]
        held = (
            (cells[at, n].value, n) for n in range(place.top, place.bottom + 1) if (at, n) in cells
        )
        return dict(held)

    def cell(self, table: NamedTable, code: str, heading: str) -> str:
        """Return the cell of an indicator under a heading of a table."""
        codes = get_column_letter(table.place.left + self.column(table, self.say("summary.code")))
        row = self.rows(table.sheet, table.rows, codes)[code]
        return f"{get_column_letter(table.place.left + self.column(table, heading))}{row}"

    def below(self, table: NamedTable, code: str, heading: str) -> str:
        """Return the cell of an indicator under a heading in the block below a table."""
        codes = get_column_letter(table.place.left + self.column(table, self.say("summary.code")))
        place = Place(1, table.place.bottom + 1, 1, table.place.bottom + 500)
        row = self.rows(table.sheet, place, codes)[code]
        return f"{get_column_letter(table.place.left + self.column(table, heading))}{row}"

    def choice(self, table: NamedTable) -> str:
        """Return the cell of a sheet whose list are the indicators of its table."""
        tree = self.parts.tree(self.parts.sheets[table.sheet])
        letter = get_column_letter(
            table.place.left + self.column(table, self.say("summary.indicator"))
        )
        listed = f"${letter}${table.rows.top}:${letter}${table.rows.bottom}"
        lists = tree.iter(f"{MAIN}dataValidation")
        return next(e.get("sqref") for e in lists if e.findtext(f"{MAIN}formula1") == listed)

    def drawn(self, table: NamedTable) -> str:
        """Return the cells whose values the chart of a sheet draws."""
        part = self.parts.sheets[table.sheet]
        for kind in ("drawing", "chart"):
            related = self.parts.relations(part).values()
            (part,) = (target for own, target, _ in related if own == kind)
        (values,) = self.parts.tree(part).iter(f"{CHART}val")
        said: str = values.findtext(f"{CHART}numRef/{CHART}f")
        return said.rpartition("!")[2]

    def points(self) -> list[tuple[str, Observation]]:
        """Return every figure with the code of its series."""
        return [(s.key, p) for s in self.tables.all_series.values() for p in s.points]

    def value(self, code: str, period: str, area: str = "CN") -> Decimal:
        """Return a value as the tables have it, in base units."""
        series = self.tables.series(code, area)
        return next(p.figure.value for p in series.points if p.period.code == period)


def only(answers: list[Any]) -> Any:
    """Return what the one cell holds that was read last."""
    return answers[-1]["values"][0][0]


def rounded(value: Decimal, places: str = "0.1") -> float:
    return float(value.quantize(Decimal(places), ROUND_HALF_UP))


def newest_rank(handed: Handed) -> Task:
    table = handed.table("ip_summary")
    first = handed.cell(table, "gii_rank", handed.say("summary.newest"))
    second = handed.cell(table, "gii_rank", handed.say("summary.period"))
    newest = handed.tables.series("gii_rank").latest
    return Task(
        "The newest rank in the Global Innovation Index",
        ("open the file", f"read {first} and {second} of the first sheet"),
        (("read", {"sheet": table.sheet, "cells": f"{first}:{second}"}),),
        lambda answers: tuple(answers[0]["values"][0]),
        (float(newest.figure.value), period_words(newest, handed.lang)),
    )


def months_of_examination(handed: Handed) -> Task:
    table = handed.table("ip_series")
    cell = handed.cell(table, "invention_exam_months", "2020")
    return Task(
        "Months of examination of inventions in 2020",
        (f"open the sheet {table.sheet}", f"read {cell}: the row of the indicator, column 2020"),
        (("read", {"sheet": table.sheet, "cells": cell}),),
        only,
        float(handed.value("invention_exam_months", "2020")),
    )


def growth_of_pledges(handed: Handed) -> Task:
    table = handed.table("ip_series")
    cell = handed.below(table, "pledge_financing", "2022")
    new, old = (handed.value("pledge_financing", year) for year in ("2022", "2021"))
    return Task(
        "Growth of pledge financing in 2022 on 2021",
        (
            f"open the sheet {table.sheet}",
            f"read {cell}: the block of growth below, which opens on the year before",
        ),
        (("recalculate", {}), ("read", {"sheet": table.sheet, "cells": cell})),
        only,
        rounded((new / old - 1) * 100),
    )


def average_growth(handed: Handed) -> Task:
    table, code = handed.table("ip_series"), "invention_patents_in_force"
    first, last = (handed.cell(table, code, year) for year in ("2019", "2024"))
    free = f"{get_column_letter(table.place.right + 8)}{table.place.bottom + 4}"
    formula = f"=({last}/{first})^(1/5)-1"
    growth = (float(handed.value(code, "2024-12-31") / handed.value(code, "2019-12-31"))) ** 0.2 - 1
    return Task(
        "Average yearly growth of patents in force, 2019 to 2024",
        (f"open the sheet {table.sheet}", f"write {formula} into any empty cell"),
        (
            ("set", {"sheet": table.sheet, "cell": free, "value": formula}),
            ("read", {"sheet": table.sheet, "cells": free}),
        ),
        lambda answers: round(only(answers), 12),
        round(growth, 12),
    )


def bounds(handed: Handed) -> Task:
    table = handed.table("ip_data")
    qualifier, code, period = (COLUMNS.index(name) for name in ("qualifier", "code", "period_code"))
    labels = [handed.tables.label("qualifier", each, handed.lang) for each in BOUNDS]
    right = [(k, p.period.code) for k, p in handed.points() if p.figure.qualifier in BOUNDS]
    return Task(
        "Which figures are bounds",
        (f"open the sheet {table.sheet}", f"filter {table.headings[qualifier]}: {labels}"),
        (
            ("filter", {"table": table.name, "column": qualifier, "value": labels}),
            ("shown", {"table": table.name}),
        ),
        lambda answers: sorted((row[code], _text(row[period])) for row in answers[1]),
        sorted(right),
    )


def _text(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def two_economies(handed: Handed) -> Task:
    table = handed.table("ip_economies")
    cells = [
        handed.cell(table, code, "2023") for code in ("pct_applications", "pct_applications@US")
    ]
    own, other = (handed.value("pct_applications", "2023", area) for area in ("CN", "US"))
    return Task(
        "China against the United States in PCT applications, 2023",
        (f"open the sheet {table.sheet}", f"read {cells[0]} and {cells[1]}, one below the other"),
        tuple(("read", {"sheet": table.sheet, "cells": cell}) for cell in cells),
        lambda answers: round(answers[0]["values"][0][0] / answers[1]["values"][0][0], 6),
        round(float(own / other), 6),
    )


def chart_of_another(handed: Handed) -> Task:
    table, code = handed.table("ip_series"), "satisfaction"
    choice, drawn = handed.choice(table), handed.drawn(table)
    label = handed.parts.cells[table.sheet]
    name = handed.cell(table, code, handed.say("summary.indicator"))
    place = Place.of(name)
    return Task(
        "A chart of one more indicator",
        (f"open the sheet {table.sheet}", f"choose the indicator in the list in {choice}"),
        (
            (
                "set",
                {"sheet": table.sheet, "cell": choice, "value": label[place.left, place.top].value},
            ),
            ("recalculate", {}),
            ("read", {"sheet": table.sheet, "cells": drawn}),
        ),
        lambda answers: [v for v in answers[2]["values"][0] if v != ""],
        [float(p.figure.value) for p in handed.tables.series(code).points],
    )


def all_of_a_year(handed: Handed) -> Task:
    table, year = handed.table("ip_data"), COLUMNS.index("year")
    code, period = COLUMNS.index("code"), COLUMNS.index("period_code")
    right = [(k, p.period.code) for k, p in handed.points() if p.period.end.year == 2025]
    return Task(
        "All figures of 2025",
        (f"open the sheet {table.sheet}", f"filter {table.headings[year]}: 2025"),
        (
            ("filter", {"table": table.name, "column": year, "value": 2025}),
            ("shown", {"table": table.name}),
        ),
        lambda answers: sorted((row[code], _text(row[period])) for row in answers[1]),
        sorted(right),
    )


def source_of_a_figure(handed: Handed) -> Task:
    table = handed.table("ip_data")
    code, period, source, place = (
        COLUMNS.index(name) for name in ("code", "period_code", "source", "locator")
    )
    (point,) = [
        p for p in handed.tables.series("pledge_financing").points if p.period.code == "2022"
    ]
    return Task(
        "The source of pledge financing in 2022",
        (
            f"open the sheet {table.sheet}",
            f"filter {table.headings[COLUMNS.index('indicator')]} by the name",
            f"read {table.headings[source]} and {table.headings[place]} in the row of 2022",
        ),
        (
            ("filter", {"table": table.name, "column": code, "value": "pledge_financing"}),
            ("shown", {"table": table.name}),
        ),
        # Years and parts of them stand among the rows.
        lambda answers: next(
            (row[source], row[place]) for row in answers[1] if str(row[period]) == "2022"
        ),
        (point.source.cite(handed.lang), handed.tables.locator(point.locator, handed.lang)),
    )


def pivot(handed: Handed) -> Task:
    table = handed.table("ip_data")
    theme, year, code = (COLUMNS.index(name) for name in ("theme", "year", "code"))
    right = Counter(
        (handed.tables.label("theme", p.definition.theme, handed.lang), p.period.end.year)
        for _, p in handed.points()
    )
    return Task(
        "A pivot table by theme and year",
        (
            f"insert a pivot table from {table.name}",
            f"drag {table.headings[theme]} to the rows and {table.headings[year]} to the columns",
            f"drag {table.headings[code]} to the values",
        ),
        (("pivot", {"table": table.name, "down": theme, "across": year, "counted": code}),),
        lambda answers: _pivoted(answers[0]["values"]),
        dict(right),
    )


def _pivoted(values: list[list[Any]]) -> dict[tuple[str, int], int]:
    """Return what a pivot table counts, without its totals."""
    heads = next(row for row in values if sum(isinstance(v, float) for v in row) > 1 and row[0])
    at = values.index(heads)
    years = {n: int(v) for n, v in enumerate(heads) if isinstance(v, float)}
    return {
        (row[0], year): int(row[n])
        for row in values[at + 1 : -1]
        for n, year in years.items()
        if row[n] != ""
    }


TASKS: tuple[Callable[[Handed], Task], ...] = (
    newest_rank,
    months_of_examination,
    growth_of_pledges,
    average_growth,
    bounds,
    two_economies,
    chart_of_another,
    all_of_a_year,
    source_of_a_figure,
    pivot,
)


def done(handed: Handed, office: Office, wanted: list[Task]) -> list[Any]:
    """Do each task with a copy of the file of its own; return the answers."""
    jobs = [(handed.content, list(task.steps)) for task in wanted]
    told = office.work_all(jobs)
    return [task.read(answers) for task, answers in zip(wanted, told, strict=True)]
