"""What offices count must be stated wherever their figures stand."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.model.period import Period, PeriodError
from metrics.rules.target import AHEAD
from metrics.tables.problems import Problem
from metrics.tables.read import Row, Sheet, Sheets

# The scope of what offices count after conventions of their own.
OFFICE = "office"


def convention_problems(sheets: Sheets) -> Iterator[Problem]:
    """List figures of offices of which nobody says what they count, and conventions of none.

    Where offices count for themselves, a figure without its convention could be held against any
    other.

    Examples
    --------
    >>> from metrics.tables.read import DATA, file_contents, read_sheets
    >>> list(convention_problems(read_sheets(file_contents(DATA))[0]))
    []
    """
    facts, stated = sheets["indicators"], sheets["conventions"]
    if stated.holds_all("indicator") and stated.holds_all("area"):
        yield from _uncounted(sheets, facts, stated)
    if facts.holds_all("indicator") and facts.holds_all("area"):
        yield from _idle(sheets, facts, stated)


def _uncounted(sheets: Sheets, facts: Sheet, stated: Sheet) -> Iterator[Problem]:
    """List figures of offices of which nobody says what they count."""
    counted = _counted(sheets)
    known: dict[tuple[str, str], list[str]] = {}
    for _, row in stated.rows:
        known.setdefault((row["indicator"], row["area"]), []).append(row["since"])
    for line, row in facts.rows:
        of = counted.get(row["indicator"])
        if not of or not facts.known(line, "indicator", "area", "period"):
            continue
        if not any(_begun(since, row["period"]) for since in known.get((of, row["area"]), [])):
            yield facts.problem(line, "area", "uncounted", area=row["area"], of=of)


def _idle(sheets: Sheets, facts: Sheet, stated: Sheet) -> Iterator[Problem]:
    """List conventions of what offices do not count, and of offices without a figure."""
    counted = _counted(sheets)
    found = {(row["indicator"], row["area"]) for _, row in facts.rows}
    for line, row in stated.rows:
        if row["indicator"] not in counted or not stated.known(line, "indicator", "area"):
            continue
        if counted[row["indicator"]] != row["indicator"]:
            yield stated.problem(line, "indicator", "convention_scope", scope=OFFICE)
        elif (row["indicator"], row["area"]) not in found:
            yield stated.problem(line, "area", "convention_idle", of=row["indicator"])


def _counted(sheets: Sheets) -> dict[str, str]:
    """Return of each indicator that whose steps count; nothing where offices do not count it.

    A target or a projection counts as what it is of.
    """
    definitions = sheets["definitions"]
    of = {row["id"]: _of(row) for _, row in definitions.rows if row["scope"] == OFFICE}
    return {
        row["id"]: of.get(row["id"], "")
        for line, row in definitions.rows
        if definitions.known(line, "id", "scope", "relation", "relates_to")
    }


def _of(row: Row) -> str:
    return row["relates_to"] if row["relation"] in AHEAD else row["id"]


def _begun(since: str, period: str) -> bool:
    """Tell whether a convention reaches a period; one at fault itself is not judged here."""
    try:
        return not since or Period.parse(since).start <= Period.parse(period).start
    except PeriodError:
        return True
