"""What the tables must be: each file, each cell, each row, and all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from metrics.model.period import Period, PeriodError, Published
from metrics.tables.cells import judge_cells
from metrics.tables.conventions import convention_problems
from metrics.tables.facts import fact_problems, units_of
from metrics.tables.keys import key_problems
from metrics.tables.limits import EARLIEST, LATEST, measurable
from metrics.tables.named_figures import figure_problems
from metrics.tables.problems import Problem, causes
from metrics.tables.read import (
    REGIONS,
    Sheet,
    Sheets,
    read_at_once,
    read_sheet,
    read_sheets,
    table_schemas,
)
from metrics.tables.references import fact_reference_problems, judge_foreign, reference_problems

_PAIRS = (("_zh", "_en"), ("_en", "_zh"))
FACTS = "indicators"
# The tables whose rows are named by facts.
NAMED_BY_FACTS = ("definitions", "units", "sources", "codes", "outline")
# What the series of one concept share.
_SHARED = ("name_zh", "name_en", "measure", "unit", "theme")


def judge_tables(contents: Mapping[str, bytes]) -> tuple[dict[str, Sheet], list[Problem]]:
    """Read the files of the tables and list every problem, one for each cause.

    What is wrong with a file or a cell comes first; all else is judged as if it were mended, so
    that nothing sound is blamed for it.

    Returns
    -------
    sheets : dict of str to Sheet
        The tables that can be read, by name.
    problems : list of Problem
        Everything that must be mended.
    """
    sheets, problems = read_sheets(contents)
    for name, sheet in sheets.items():
        sheets[name], faults = judge_cells(sheet)
        problems += faults
    problems += key_problems(sheets)
    if len(sheets) == len(read_at_once()):
        sheets, faults = judge_foreign(sheets)
        problems += faults
        problems += _joint_problems(sheets)
    return sheets, causes(problems)


def judge_regions(sheets: Sheets, content: bytes | None) -> tuple[Sheet | None, list[Problem]]:
    """Read the facts of regions, held to the other tables as those of indicators.csv are.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        The other tables, found sound.
    content : bytes, optional
        Of the file; a folder may have none.

    Returns
    -------
    sheet : Sheet, optional
        The table, where it is there and can be read.
    problems : list of Problem
        Everything that must be mended.

    Examples
    --------
    >>> judge_regions({}, None)
    (None, [])
    """
    if content is None:
        return None, []
    sheet, problems = read_sheet(table_schemas()[REGIONS], content)
    if sheet is None:
        return None, causes(problems)
    sheet, faults = judge_cells(sheet)
    own = {n: sheets[n] for n in NAMED_BY_FACTS} | {FACTS: sheet}
    problems += [*faults, *key_problems({FACTS: sheet})]
    own, faults = judge_foreign(own)
    problems += faults
    # Each judges the tables that it is given: what was sound before is so again.
    problems += fact_reference_problems(own)
    problems += _translations([own[FACTS]])
    problems += fact_problems(own)
    problems += _breaks(own[FACTS])
    return own[FACTS], causes(problems)


def _joint_problems(sheets: Sheets) -> Iterator[Problem]:
    """List all that tables, each sound by itself, break between each other."""
    yield from _dates(sheets)
    yield from _periods(sheets)
    yield from _reports(sheets["sources"])
    yield from _event_dates(sheets)
    yield from _units(sheets)
    yield from reference_problems(sheets)
    yield from figure_problems(sheets)
    yield from _translations(sheets.values())
    yield from _concepts(sheets["definitions"])
    yield from fact_problems(sheets)
    yield from _breaks(sheets["indicators"])
    yield from convention_problems(sheets)


def _reports(sheet: Sheet) -> Iterator[Problem]:
    """Refuse a report without a text to hold its figures against."""
    for line, document in sheet.values("document"):
        if sheet.cells[line]["tier"] == "report" and not document:
            yield sheet.problem(line, "document", "required", column="document")


def _translations(sheets: Iterable[Sheet]) -> Iterator[Problem]:
    """Refuse a text in one language without its other language."""
    for sheet in sheets:
        for column in sheet.schema.columns:
            for own, other in _PAIRS:
                twin = column.removesuffix(own) + other
                if column.endswith(own) and twin in sheet.schema.columns:
                    for line, value in sheet.values(column):
                        if not value and sheet.cells[line][twin]:
                            yield sheet.problem(line, column, "translation", twin=twin)


def _concepts(sheet: Sheet) -> Iterator[Problem]:
    """Refuse what a series does not share with most others of its concept."""
    groups: dict[str, list[int]] = {}
    for line, concept in sheet.values("concept"):
        groups.setdefault(concept, []).append(line)
    for concept, lines in groups.items():
        for column in _SHARED:
            known = [line for line in lines if sheet.known(line, column)]
            count = Counter(sheet.cells[line][column] for line in known)
            usual = count.most_common(1)[0][0] if count else ""
            for line in known:
                if sheet.cells[line][column] != usual:
                    details = {"concept": concept, "usual": usual}
                    yield sheet.problem(line, column, "concept", **details)


def _dates(sheets: Sheets) -> Iterator[Problem]:
    for name, column in (("sources", "published"), ("events", "date")):
        sheet = sheets[name]
        for line, value in sheet.values(column):
            try:
                year = Published(value).latest.year if value else EARLIEST
            except PeriodError:
                yield sheet.problem(line, column, "date")
                continue
            if not EARLIEST <= year <= LATEST:
                limits = {"earliest": str(EARLIEST), "latest": str(LATEST)}
                yield sheet.problem(line, column, "year", **limits)


def _periods(sheets: Sheets) -> Iterator[Problem]:
    """Refuse periods of no calendar that other rows than facts name."""
    for name, column in (("derivations", "period"), ("conventions", "since")):
        sheet = sheets[name]
        for line, value in sheet.values(column):
            try:
                year = Period.parse(value).start.year if value else EARLIEST
            except PeriodError:
                yield sheet.problem(line, column, "period")
                continue
            if not EARLIEST <= year <= LATEST:
                limits = {"earliest": str(EARLIEST), "latest": str(LATEST)}
                yield sheet.problem(line, column, "year", **limits)


def _event_dates(sheets: Sheets) -> Iterator[Problem]:
    """Refuse what a source reports as done after its publication."""
    sources, sheet = sheets["sources"], sheets["events"]
    published = {sources.cells[line]["id"]: date for line, date in sources.values("published")}
    for line, date in sheet.values("date"):
        row = sheet.cells[line]
        printed = published.get(row["source"], "")
        if row["state"] == "done" and date[: len(printed)] > printed[: len(date)] != "":
            yield sheet.problem(line, "date", "future", source=row["source"], published=printed)


def _units(sheets: Sheets) -> Iterator[Problem]:
    """Refuse a unit that cannot hold what a series measures."""
    units = units_of(sheets["units"])
    sheet = sheets["definitions"]
    for line, code in sheet.values("unit"):
        measure = sheet.cells[line]["measure"]
        known = code in units and sheet.known(line, "measure")
        if known and not measurable(measure, units[code]):
            yield sheet.problem(line, "unit", "unit_of_measure", measure=measure)


def _breaks(sheet: Sheet) -> Iterator[Problem]:
    """Refuse a break that some statements of its period mark, and others not."""
    if "B" not in sheet.distinct("status"):
        return
    places = ("indicator", "area", "period")
    groups: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for line, row in sheet.rows:
        if sheet.known(line, *places, "status"):
            place = row["indicator"], row["area"], row["period"]
            groups.setdefault(place, []).append((line, row["status"]))
    for group in groups.values():
        if len(group) > 1 and any(status == "B" for _, status in group):
            for line, status in group:
                if status != "B":
                    yield sheet.problem(line, "status", "break_mixed")
