"""What rows name in other tables: a reference that names nothing is a fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from metrics.tables.problems import Problem
from metrics.tables.read import REGIONS, Cell, Row, Sheet, Sheets, table_schemas
from metrics.tables.schema import ForeignKey
from metrics.tables.spelling import lookalike, nearest


def reference_problems(sheets: Sheets) -> Iterator[Problem]:
    """List the codes, places and figures that a row names and that are not there."""
    yield from _codes(sheets)
    yield from _locators(sheets)
    yield from _differences(sheets)
    yield from _relates(sheets)
    yield from _contexts(sheets["explanations"])


def fact_reference_problems(sheets: Sheets) -> Iterator[Problem]:
    """List the codes, places and statements that rows of facts name and that are not there."""
    file = sheets["indicators"].schema.file
    found = chain(_codes(sheets), _locators(sheets), _differences(sheets))
    yield from (problem for problem in found if problem.file == file)


def judge_foreign(sheets: Sheets) -> tuple[dict[str, Sheet], list[Problem]]:
    """Hold the columns that name rows of other tables to what those have.

    Returns
    -------
    sheets : dict of str to Sheet
        The tables with the names that are only written otherwise mended; the others are marked.
    problems : list of Problem
        One for each cell that names nothing.
    """
    judged: dict[str, Sheet] = {}
    problems: list[Problem] = []
    for name, sheet in sheets.items():
        mended: dict[Cell, str] = {}
        unsound: list[Cell] = []
        for key in sheet.schema.foreign:
            for problem in _foreign(sheet, key, sheets):
                cell = problem.row, key.column
                if problem.code == "spelling":
                    mended[cell] = problem.details["known"]
                else:
                    unsound.append(cell)
                problems.append(problem)
        judged[name] = sheet.amended(mended, unsound)
    return judged, [_blamed(p, problems, sheets) for p in problems]


def _foreign(sheet: Sheet, key: ForeignKey, sheets: Sheets) -> Iterator[Problem]:
    target = sheets[key.table]
    if target.holds_all(key.target):
        known = [row[key.target] for _, row in target.rows]
        details = {"table": target.schema.file, "target": key.target}
        yield from _unknown(sheet, key.column, known, "unknown", details)


def _unknown(
    sheet: Sheet, column: str, known: Collection[str], code: str, details: dict[str, str]
) -> Iterator[Problem]:
    """Name each value of a column that is not known; one that is written otherwise, as such."""
    every = {*known, ""}
    if every.issuperset(sheet.distinct(column)):
        return
    answers: dict[str, tuple[str, dict[str, str]]] = {}
    for line, value in sheet.values(column):
        if value in every:
            continue
        if value not in answers:
            answers[value] = _answer(value, column, known, code, details)
        named, more = answers[value]
        yield sheet.problem(line, column, named, **more)


def _answer(
    value: str, column: str, known: Collection[str], code: str, details: dict[str, str]
) -> tuple[str, dict[str, str]]:
    alike = lookalike(value, known)
    if alike:
        return "spelling", {"known": alike, "column": column}
    near = nearest(value, known)
    return (f"{code}_near", {**details, "near": near}) if near else (code, details)


def _blamed(problem: Problem, problems: Sequence[Problem], sheets: Sheets) -> Problem:
    """Blame an id that was changed where several rows still name it by the one that it had.

    The id that is like the missing one, and that no row names, is the one that was changed.
    """
    several = sum(p.value == problem.value for p in problems) > 1
    if not several or problem.code == "spelling":
        return problem
    column = problem.details["target"]
    target = next(s for s in sheets.values() if s.schema.file == problem.details["table"])
    used = {
        value
        for sheet in sheets.values()
        for key in sheet.schema.foreign
        if (key.table, key.target) == (target.schema.name, column)
        for _, value in sheet.values(key.column)
    }
    unused = {row[column]: line for line, row in target.rows if row[column] not in used}
    changed = lookalike(problem.value, unused) or nearest(problem.value, unused)
    if not changed:
        return problem
    return target.problem(unused[changed], column, "changed_id", named=problem.value)


def _codes(sheets: Sheets) -> Iterator[Problem]:
    """Refuse a code in use without a name in codes.csv, and a row there that names none."""
    codes = sheets["codes"]
    if not codes.holds_all("list") or not codes.holds_all("code"):
        return
    named: dict[str, list[str]] = {}
    for _, row in codes.rows:
        named.setdefault(row["list"], []).append(row["code"])
    known_lists = _lists(sheets)
    faults = list(_misnamed(codes, known_lists))
    yield from faults
    # Of the list that a row was meant for, nobody can say what it lacks.
    written = [codes.cells[p.row]["list"] for p in faults]
    lists = {name if name in known_lists else nearest(name, known_lists) for name in written}
    for sheet in sheets.values():
        for field in sheet.schema.fields:
            own = field.code_list
            if own in named and own not in lists and field.codes:
                known = {*named[own], *_outside(field.codes, sheet, field.name)}
                yield from _unknown(sheet, field.name, known, "unnamed", {"list": own})


def _lists(sheets: Sheets) -> dict[str, frozenset[str]]:
    """Return the lists that codes.csv may name codes of; empty where any code will do."""
    lists: dict[str, frozenset[str]] = {"heading": frozenset(), "break": frozenset()}
    schemas = (*(s.schema for s in sheets.values()), table_schemas()[REGIONS])
    for schema in schemas:
        for name, codes in schema.enums.items():
            lists[name] = lists.get(name, frozenset()) | frozenset(codes)
    # Values are implied by more rules than a row of derivations.csv may name.
    return lists | {"rule": frozenset()}


def _misnamed(codes: Sheet, lists: dict[str, frozenset[str]]) -> Iterator[Problem]:
    """Rows of codes.csv that name nothing: of a list or a code that no column has."""
    for line, row in codes.rows:
        allowed = lists.get(row["list"])
        if allowed is None:
            known = ", ".join(sorted(lists))
            yield codes.problem(line, "list", "no_list", known=known)
        elif allowed and row["code"] not in allowed:
            yield codes.problem(line, "code", "no_code", list=row["list"])


def _outside(codes: Collection[str], sheet: Sheet, column: str) -> Iterator[str]:
    """Values that are no codes of the column at all, which is reported already."""
    return (value for _, value in sheet.values(column) if value not in codes)


def _locators(sheets: Sheets) -> Iterator[Problem]:
    """Refuse a locator whose heading has no name, or is not in the outline of its text."""
    codes, texts = sheets["codes"], sheets["outline"]
    wanted = ((codes, "code"), (codes, "list"), (texts, "locator"), (texts, "document"))
    if not all(sheet.holds_all(column) for sheet, column in wanted):
        return
    headings = {row["code"]: line for line, row in codes.rows if row["list"] == "heading"}
    outline: dict[str, set[str]] = {}
    for _, row in texts.rows:
        outline.setdefault(row["document"], set()).add(_heading(row["locator"]))
    # An outline with a heading that has no name is at fault itself.
    outline = {text: own for text, own in outline.items() if own <= headings.keys()}
    documents = {row["id"]: row["document"] for _, row in sheets["sources"].rows}
    places = [(s, *cell) for s in _located(sheets) for cell in s.values("locator")]
    used = {_heading(locator) for _, _, locator in places}
    unused = [heading for heading in headings if heading not in used]
    for sheet, line, locator in places:
        heading = _heading(locator)
        source = sheet.cells[line].get("source")
        document = documents.get(source, "") if source else ""
        if heading not in headings:
            changed = nearest(heading, unused)
            if changed:
                yield codes.problem(headings[changed], "code", "changed_id", named=heading)
            else:
                near = nearest(heading, headings)
                code = "unnamed_near" if near else "unnamed"
                yield sheet.problem(line, "locator", code, list="heading", near=near)
        elif heading not in outline.get(document, {heading}):
            yield sheet.problem(line, "locator", "no_place", document=document)


def _located(sheets: Sheets) -> tuple[Sheet, ...]:
    """Return the tables whose rows say where they are printed."""
    return tuple(s for s in sheets.values() if "locator" in s.schema.columns)


def _heading(locator: str) -> str:
    return locator.split("#")[0].split("/")[0]


def _differences(sheets: Sheets) -> Iterator[Problem]:
    """Refuse a source in ``differs_from`` that states no other figure of the same place."""
    sheet = sheets["indicators"]
    sources = [row["id"] for _, row in sheets["sources"].rows]
    missing = {source for _, source in sheet.values("source")} - {*sources}
    stated: Counter[tuple[str, ...]] = Counter(
        (*_figure(row), row["source"]) for _, row in sheet.rows
    )
    for line, value in sheet.values("differs_from"):
        row = sheet.cells[line]
        for source in value.split():
            if source in missing:
                continue  # reported of the rows that it states
            if source not in sources:
                details = {"table": "sources.csv", "target": "id"}
                code, more = _answer(source, "differs_from", sources, "unknown", details)
                yield sheet.problem(line, "differs_from", code, **more)
            elif (
                sheet.holds_all("source")
                and sheet.known(line, "indicator", "area", "period")
                and stated[*_figure(row), source] <= (source == row["source"])
            ):
                yield sheet.problem(line, "differs_from", "differs_none", source=source)


def _figure(row: Row) -> tuple[str, str, str]:
    return row["indicator"], row["area"], row["period"]


def _relates(sheets: Sheets) -> Iterator[Problem]:
    """Refuse a series that relates to another without saying how, or to itself."""
    sheet = sheets["definitions"]
    for line, row in sheet.rows:
        if not sheet.known(line, "relates_to", "relation", "id"):
            continue
        if bool(row["relates_to"]) != bool(row["relation"]):
            lacking = "relation" if row["relates_to"] else "relates_to"
            yield sheet.problem(line, lacking, "required_with", column=lacking)
        elif row["relates_to"] == row["id"]:
            yield sheet.problem(line, "relates_to", "itself")


def _contexts(sheet: Sheet) -> Iterator[Problem]:
    """Refuse an explained numeral that the signs beside it do not hold."""
    for line, numeral in sheet.values("numeral"):
        context = sheet.cells[line]["context"]
        if sheet.known(line, "context") and numeral not in context:
            yield sheet.problem(line, "numeral", "numeral", context=context)
