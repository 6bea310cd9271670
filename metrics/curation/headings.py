"""Which column a heading means, in either language, and which table a sheet is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from metrics.curation.model import Finding, Grid, Remark
from metrics.locale import LANGS, text
from metrics.tables.problems import Problem
from metrics.tables.read import BUNDLED, DESCRIPTOR, table_schemas
from metrics.tables.schema import TableSchema, read_package
from metrics.tables.spelling import nearest, skeleton

# Headings stand among the first rows of a sheet.
REACH = 30
# What stands behind a heading and belongs to no name: a unit, a remark, a star.
_BEHIND = re.compile(r"[(（\[【].*$|[*＊:：]+$")
# Columns of forms that are there to be read, and nothing takes them over.
HELPERS = ("name", "unit", "last", "before", "clause", "others")
# The column in which rows of a draft are confirmed or struck, and the words for that.
DECIDED, CONFIRM, STRIKE = "decided", "confirm", "strike"


@dataclass(frozen=True)
class Headed:
    """A sheet whose headings were found.

    Parameters
    ----------
    schema : TableSchema
        The table that it is for.
    row : int
        The row of the headings.
    columns : dict of int to str
        The column of the table that each column of the sheet is.
    others : frozenset of int
        Columns that are there to be read.
    findings : tuple of Finding
        What is wrong with the headings.
    remarks : tuple of Remark
        Headings that were read otherwise than they stand, or that nothing reads.
    decided : int
        The column in which rows are confirmed or struck; 0 where all of them count.
    """

    schema: TableSchema
    row: int
    columns: dict[int, str]
    others: frozenset[int]
    findings: tuple[Finding, ...]
    remarks: tuple[Remark, ...]
    decided: int = 0


@cache
def titles() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the names of the columns of each table, in Chinese and English.

    Examples
    --------
    >>> titles()["indicators"]["period"]
    ('期间', 'Period')
    """
    return {
        resource["name"]: {
            field["name"]: (field["title"], field["title_en"])
            for field in resource["schema"]["fields"]
        }
        for resource in read_package(BUNDLED / DESCRIPTOR)["resources"]
    }


def title(table: str, column: str, lang: str) -> str:
    """Return the name of a column in a language."""
    return titles()[table][column][lang != "zh"]


def form_heading(heading: str) -> str:
    """Reduce a heading to its name.

    Examples
    --------
    >>> form_heading("Value (base unit)*"), form_heading("数值（元）")
    ('value', '数值')
    """
    return skeleton(_BEHIND.sub("", heading.strip()).strip())


def meant_by(heading: str, names: Mapping[str, str]) -> str:
    """Return what a heading means among some names: as it stands, else without what is behind it.

    Examples
    --------
    >>> names = names_of("indicators")
    >>> meant_by("注（中文）", names), meant_by("数值（元）", names)
    ('note_zh', 'value')
    """
    return names.get(skeleton(heading)) or names.get(form_heading(heading), "")


@cache
def names_of(table: str) -> dict[str, str]:
    """Return the columns of a table by each of their names, reduced."""
    names = {skeleton(column): column for column in titles()[table]}
    for column, own in titles()[table].items():
        names |= {skeleton(name): column for name in own}
    return names


@cache
def helpers() -> frozenset[str]:
    """Return the headings of forms that are there to be read, reduced."""
    return frozenset(
        form_heading(text(lang)(f"curate.helper.{name}")) for lang in LANGS for name in HELPERS
    )


@cache
def decisions() -> dict[str, str]:
    """Return what the words mean by which rows of a draft are decided, reduced.

    Examples
    --------
    >>> decisions()["确认"], decisions()["strike"]
    ('confirm', 'strike')
    """
    return {
        skeleton(text(lang)(f"curate.form.{code}")): code
        for lang in LANGS
        for code in (CONFIRM, STRIKE)
    }


def _decides(heading: str) -> bool:
    """Tell whether rows are confirmed or struck below a heading."""
    names = {form_heading(text(lang)(f"curate.helper.{DECIDED}")) for lang in LANGS}
    return form_heading(heading) in names


def every_heading() -> frozenset[str]:
    """Return all headings that mean something, reduced."""
    return frozenset().union(*(names_of(table) for table in table_schemas()))


def headed(grid: Grid) -> Headed | None:
    """Find the headings of a sheet; None where it is for none of the tables.

    Of the rows and tables the one counts whose headings are known best: of those that a table
    needs, at least half.

    Examples
    --------
    >>> from metrics.curation.delimited import read_delimited
    >>> grid, _ = read_delimited("a.csv", "期间,指标,数值,原文,来源\\n".encode(), every_heading())
    >>> headed(grid).columns
    {1: 'period', 2: 'indicator', 3: 'value', 4: 'printed', 5: 'source'}
    """
    best, most = None, 0.0
    for row in grid.rows[:REACH]:
        heads = {cell.text for cell in grid.row(row).values()}
        for schema in table_schemas().values():
            named = {meant_by(h, names_of(schema.name)) for h in heads} - {""}
            needed = {f.name for f in schema.fields if f.required}
            part = len(named & needed) / len(needed)
            if part >= 0.5 and len(named) >= 2 and part > most:
                best, most = (schema, row), part
    return None if best is None else _placed(grid, *best)


def _placed(grid: Grid, schema: TableSchema, row: int) -> Headed:
    """Give each column of a sheet its meaning."""
    columns: dict[int, str] = {}
    others: set[int] = set()
    findings: list[Finding] = []
    remarks: list[Remark] = []
    names = names_of(schema.name)
    cells = grid.row(row)
    exact = {meant_by(cell.text, names) for cell in cells.values()}
    for column, cell in cells.items():
        reduced, place = form_heading(cell.text), grid.place(row, column)
        sure = meant_by(cell.text, names)
        if (reduced in helpers() or _decides(cell.text)) and not sure:
            others.add(column)
            continue
        lacking = [name for name, own in names.items() if own not in exact]
        meant = sure or names.get(nearest(reduced, lacking), "")
        if not meant:
            others.add(column)
            remarks.append(Remark(place, "column", {"heading": cell.text}))
        elif meant in columns.values():
            problem = Problem(schema.file, row, meant, cell.text, "column_twice")
            findings.append(Finding(place, cell.text, "", problem))
        else:
            columns[column] = meant
            if not sure:
                remarks.append(Remark(place, "heading", {"heading": cell.text, "column": meant}))
    findings += _lacking(grid, schema, row, columns.values())
    decided = next((c for c, cell in cells.items() if _decides(cell.text)), 0)
    return Headed(schema, row, columns, frozenset(others), tuple(findings), tuple(remarks), decided)


def _lacking(
    grid: Grid, schema: TableSchema, row: int, columns: Iterable[str]
) -> Iterator[Finding]:
    """Find the columns without which no row is whole."""
    there = {*columns}
    for field in schema.fields:
        if field.required and field.name not in there:
            both = " / ".join(titles()[schema.name][field.name])
            details = {"column": f"{field.name} ({both})"}
            problem = Problem(schema.file, row, field.name, "", "missing_column", details)
            yield Finding(grid.place(row), "", "", problem)
