"""What was sent, studied: read, judged together with the tables, compared, and merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from metrics.curation.areas import FACTS, totals_beside_regions, unknown_area
from metrics.curation.headings import every_heading, headed
from metrics.curation.incoming import Incoming, read_incoming
from metrics.curation.layout import layout
from metrics.curation.listed import listed
from metrics.curation.merge import Sorted, appended, merged, sheets_of, sort_candidates
from metrics.curation.model import Candidate, Finding, Grid, Place, Remark, Taken
from metrics.curation.vocabulary import Vocabulary, vocabulary
from metrics.curation.wide import whole_table
from metrics.locale import LANGS, text
from metrics.reconciliation.declarations import declaration_problems
from metrics.tables.dataset import Tables
from metrics.tables.loading import tables_of, trial_of
from metrics.tables.problems import DataError, Problem
from metrics.tables.read import REGIONS, Row, Sheet, read_at_once, records, table_schemas
from metrics.tables.spelling import skeleton
from metrics.tables.validate import NAMED_BY_FACTS, judge_regions, judge_tables

# Tables whose new rows have a sheet in a form, and sheets that are there to be read.
NEW = ("sources", "definitions")
READING = ("definitions", "sources", "rules", "lists")
# Tables by whose rows the facts of regions can come to be at fault.
_OF_REGIONS = frozenset({REGIONS, *NAMED_BY_FACTS})


@dataclass(frozen=True)
class Study:
    """What came of a file.

    Parameters
    ----------
    incoming : Incoming
        The file.
    before : Tables
        The tables as they are.
    sorted : Sorted
        Its rows, by what the tables know of them.
    findings : tuple of Finding
        All that is wrong, by cell; nothing may be merged as long as there is any.
    remarks : tuple of Remark
        What was read otherwise than it stands, or not at all.
    after : Tables, optional
        The tables with its rows; None where something is wrong or nothing new.
    contents : mapping of str to bytes
        The files that change, merged; empty where something is wrong.
    """

    incoming: Incoming
    before: Tables
    sorted: Sorted
    findings: tuple[Finding, ...]
    remarks: tuple[Remark, ...]
    after: Tables | None
    contents: Mapping[str, bytes]

    @property
    def new(self) -> tuple[Candidate, ...]:
        """Rows that no table has yet."""
        return self.sorted.new

    @cached_property
    def corrections(self) -> tuple[tuple[Candidate, Row], ...]:
        """Rows that take the place of others, each with the one that it replaces."""
        rows = {n: records(frame) for n, frame in self._frames.items()}
        return tuple((one, rows[one.table][line - 2]) for one, line in self.sorted.other)

    @property
    def _frames(self) -> Mapping[str, pd.DataFrame]:
        """The tables before, as they stand in the files that rows correct."""
        own = {one.table for one, _ in self.sorted.other}
        regional = {REGIONS: self.before.regional.frames["indicators"]} if REGIONS in own else {}
        return {n: f for n, f in self.before.frames.items() if n in own} | regional

    @property
    def repeated(self) -> bool:
        """Whether all that it holds is there already."""
        return bool(self.sorted.same) and not self.sorted.new and not self.sorted.other


def study(name: str, raw: bytes, contents: Mapping[str, bytes], *, correct: bool = False) -> Study:
    """Read a file and judge it together with the tables.

    Parameters
    ----------
    name : str
        Name of the file.
    raw : bytes
        Its content.
    contents : mapping of str to bytes
        The files of the tables, by name; they are sound.
    correct : bool
        Whether a row whose key is there already takes the place of that row.

    Returns
    -------
    Study
        What came of it.

    Raises
    ------
    IncomingError
        Where the file cannot be read at all.
    DataError
        Where the tables themselves are not sound.

    Examples
    --------
    >>> from metrics.tables.read import DATA, file_contents
    >>> raw = "indicator,area,period,value,printed,source\\ngii_rank,CN,2030,9,9th,x\\n".encode()
    >>> found = study("a.csv", raw, file_contents(DATA))
    >>> sorted({f.problem.code for f in found.findings})
    ['missing_column', 'unknown']
    """
    before = tables_of(contents)
    incoming = read_incoming(name, raw, every_heading())
    sheets = sheets_of(contents)
    taken = take(incoming, sheets)
    found = sort_candidates(taken.candidates, sheets)
    findings = [*taken.findings, *_repeated(found), *_others(found, sheets, correct=correct)]
    corrected = {(one.table, line): one.row for one, line in found.other} if correct else {}
    changed, places = appended(contents, found.new, corrected)
    by_region = bool({*_touched(found, corrected)} & _OF_REGIONS)
    places |= {(one.table, line): one for one, line in found.other} if correct else {}
    at_fault = {f.place for f in findings}
    judged = _judged(changed, places, by_region=by_region)
    findings += [f for f in judged if f.place not in at_fault]
    sound = not findings and bool(found.new or corrected)
    written = merged(contents, found.new, corrected) if sound else {}
    return Study(
        incoming,
        before,
        found,
        tuple(sorted(_causes(findings), key=lambda f: f.place)),
        (*incoming.remarks, *taken.remarks),
        trial_of({**contents, **written}) if sound else None,
        written,
    )


def _causes(findings: Iterable[Finding]) -> list[Finding]:
    """Keep one finding for each cause: cells that are merged into one are one."""
    kept: dict[object, Finding] = {}
    for finding in findings:
        cells = finding.problem.details.get("cells")
        kept.setdefault((finding.place.sheet, cells) if cells else finding, finding)
    return [*kept.values()]


def take(incoming: Incoming, sheets: Mapping[str, Sheet]) -> Taken:
    """Take the rows of all sheets; new sources and series first, as figures name them."""
    tables = {name: [row for _, row in sheet.rows] for name, sheet in sheets.items()}
    words = vocabulary(tables)
    taken, facts = Taken(), []
    for grid in filter(_is_to_be_taken, incoming.grids):
        found = None if layout(grid) else headed(grid)
        if found is not None and found.schema.name not in FACTS:
            taken += _seen(grid, listed(grid, found, words))
        elif found is not None or layout(grid):
            facts.append(grid)
        elif grid.cells:
            taken += Taken(remarks=(Remark(grid.place(), "sheet"),))
    for one in taken.candidates:
        tables.setdefault(one.table, []).append(one.row)  # a file may not be there yet
    words = vocabulary(tables)
    for grid in facts:
        taken += _seen(grid, _facts(grid, words))
    if taken.undecided and all(one.table == "sources" for one in taken.candidates):
        taken = replace(taken, candidates=())  # the source of a draft comes with its figures
    placed = tuple(totals_beside_regions(taken.candidates, sheets))
    return replace(taken, candidates=placed)


def _facts(grid: Grid, words: Vocabulary) -> Taken:
    wide = layout(grid)
    if wide is not None:
        return whole_table(grid, wide, words)
    found = headed(grid)
    assert found is not None
    return listed(grid, found, words)


def _is_to_be_taken(grid: Grid) -> bool:
    """Tell whether a sheet is not one of a form that is there to be read, by its title."""
    first = grid.cells.get((1, 1))
    names = {text(lang)(f"curate.form.{key}_title") for lang in LANGS for key in READING}
    return first is None or skeleton(first.text) not in {skeleton(n) for n in names}


def _seen(grid: Grid, taken: Taken) -> Taken:
    """Refuse rows of a sheet that nobody sees."""
    if not grid.hidden or not taken.candidates:
        return taken
    problem = Problem("", 0, "", "", "hidden_sheet")
    return taken + Taken(findings=(Finding(grid.place(), "", "", problem),))


def _repeated(found: Sorted) -> list[Finding]:
    """Refuse a row that stands in the file twice."""
    return [
        one.finding(
            table_schemas()[one.table].key[0],
            Problem("", 0, "", "", "twice", {"place": f"{first.whole.sheet}!{first.whole.cell}"}),
        )
        for one, first in found.repeated
    ]


def _others(found: Sorted, sheets: Mapping[str, Sheet], *, correct: bool) -> list[Finding]:
    """Refuse a row that says otherwise than the one of its key, unless that is to be corrected."""
    findings: list[Finding] = []
    for one, line in () if correct else found.other:
        stands = sheets[one.table].cells[line]
        column = next(c for c in one.row if one.row[c] != stands[c])
        details = {"file": table_schemas()[one.table].file, "line": str(line)}
        details |= {"column": column, "stands": stands[column] or "–"}
        findings.append(one.finding(column, Problem("", 0, "", "", "stands", details)))
    return findings


def _touched(found: Sorted, corrected: Mapping[tuple[str, int], Row]) -> Iterator[str]:
    """Yield the tables whose rows regions depend on: their own, and others that are corrected."""
    yield from (one.table for one in found.new if one.table == REGIONS)
    yield from (table for table, _ in corrected)


def _judged(
    contents: Mapping[str, bytes],
    places: Mapping[tuple[str, int], Candidate],
    *,
    by_region: bool,
) -> list[Finding]:
    """Judge the tables with the new rows; tell each problem at the cell that it comes from.

    The facts of regions are many: they are judged where something may be wrong with them.
    """
    try:
        tables = trial_of(contents)
        problems = tuple(declaration_problems(tables))
    except DataError as fault:
        problems = (*fault.problems, *(_of_regions(contents) if by_region else ()))
    else:
        problems += _unsound(tables) if by_region else ()
    return [f for p in problems for f in _at_cells(p, places)]


def _unsound(tables: Tables) -> tuple[Problem, ...]:
    """List what is wrong with the facts of regions of tables that are sound otherwise."""
    try:
        tables.regional  # noqa: B018  it is read, and judged, when first asked for
    except DataError as fault:
        return fault.problems
    return ()


def _of_regions(contents: Mapping[str, bytes]) -> Iterator[Problem]:
    """List what is wrong with the facts of regions where other tables are at fault as well."""
    sheets, _ = judge_tables(contents)
    if sheets.keys() >= read_at_once().keys():
        _, problems = judge_regions(sheets, contents.get(REGIONS))
        yield from (p for p in problems if p.file == table_schemas()[REGIONS].file)


def _at_cells(problem: Problem, places: Mapping[tuple[str, int], Candidate]) -> list[Finding]:
    """Tell a problem of lines at the cells that were sent."""
    table = next((n for n, s in table_schemas().items() if s.file == problem.file), "")
    if table in FACTS and problem.column == "area" and problem.code in ("enum", "enum_near"):
        advice = unknown_area(problem.value)
        problem = replace(problem, code=advice.code, details=advice.details)
    line = problem.details.get("line", "")
    if line.isdigit() and (table, int(line)) in places:
        other = places[table, int(line)].whole
        told = f"{other.sheet}!{other.cell}"
        problem = replace(problem, details={**problem.details, "line": told})
    rows = (problem.row, *problem.also)
    alone = _with_sheets(replace(problem, row=0, also=()))
    own = [places[table, n] for n in rows if (table, n) in places]
    if not own:
        return [_in_tables(problem)]
    # A column without a heading is told once, not for every row.
    return [
        one.finding(problem.column, alone)
        for one in own
        if problem.code != "required" or problem.column in one.places
    ]


def _with_sheets(problem: Problem) -> Problem:
    """Name beside a table the sheet of the form on which its new rows may stand."""
    named = {table_schemas()[table].file: f"curate.table.{table}" for table in NEW}
    if problem.details.get("table") not in named:
        return problem
    details = {name: said for name, said in problem.details.items() if name != "table"}
    words = problem.words | {"table": named[problem.details["table"]]}
    return replace(problem, details=details, words=words)


def _in_tables(problem: Problem) -> Finding:
    """Tell a problem of a row that was there before, and that a new one brings about."""
    return Finding(Place(problem.file, problem.row), problem.column, problem.value, problem)
