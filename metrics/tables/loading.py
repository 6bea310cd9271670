"""The way from a folder of files to sound tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path

import pandas as pd

from metrics.tables.agreement import every_pair, unexplained_problems
from metrics.tables.dataset import Tables
from metrics.tables.problems import UNREADABLE, DataError, Problem
from metrics.tables.read import (
    DATA,
    REGIONS,
    Sheet,
    Where,
    file_contents,
    store_of,
    table_schemas,
    version_of,
)
from metrics.tables.stores import StoreError
from metrics.tables.validate import NAMED_BY_FACTS, judge_regions, judge_tables


def load(where: Where = DATA) -> Tables:
    """Load and validate the tables.

    Parameters
    ----------
    where : Path, str or Store
        The folder with the CSV files, or another place; the project's own by default.

    Raises
    ------
    DataError
        With every problem found, each with file, row, column, value, expectation and remedy.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> frame = tables.series("patent_intensive_value_added").frame()
    >>> frame["period"].tolist()
    ['2018', '2019', '2020', '2021', '2022', '2023', '2024']
    """
    return tables_of(readable(where))


def readable(where: Where) -> dict[str, bytes]:
    """Read the bytes of the tables.

    Parameters
    ----------
    where : Path, str or Store
        The folder with the CSV files, or another place.

    Returns
    -------
    dict of str to bytes
        By the names of the tables.

    Raises
    ------
    DataError
        Where they cannot be read, with the reason.

    Examples
    --------
    >>> from metrics.tables.read import DATA
    >>> readable(DATA)["units"][:9]
    b'id,quanti'
    """
    try:
        return file_contents(where)
    except OSError as fault:
        raise DataError([unreadable(fault, where)]) from fault


def unreadable(fault: OSError, where: Where) -> Problem:
    """Say why tables cannot be read.

    Parameters
    ----------
    fault : OSError
        What reading them raised.
    where : Path, str or Store
        Where they stand.

    Examples
    --------
    >>> unreadable(PermissionError(13, "denied", "data/units.csv"), "data").file
    'units.csv'
    """
    if isinstance(fault, StoreError):
        return fault.problem
    # Held by another program, or gone between two looks.
    file = Path(fault.filename or store_of(where).name).name
    return Problem(file, 0, "", "", UNREADABLE, {"file": file})


def tables_of(contents: Mapping[str, bytes]) -> Tables:
    """Make the tables of the contents of their files.

    Parameters
    ----------
    contents : mapping of str to bytes
        The files by the names of the tables.

    Returns
    -------
    Tables
        The same object for the same contents.

    Raises
    ------
    DataError
        With every problem found.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.tables.read import file_contents
    >>> tables_of(file_contents(DATA)) is load()
    True
    """
    return _sound(tuple(contents.items()))


# Tables are read-only: the same files give the same object, which keeps what was made of it.
@lru_cache(maxsize=4)
def _sound(files: tuple[tuple[str, bytes], ...]) -> Tables:
    return trial_of(dict(files))


def trial_of(contents: Mapping[str, bytes]) -> Tables:
    """Make the tables of files that nobody else has: they are kept only by whom they are made for.

    Parameters
    ----------
    contents : mapping of str to bytes
        The files by the names of the tables.

    Returns
    -------
    Tables
        Another object each time.

    Raises
    ------
    DataError
        With every problem found.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.tables.read import file_contents
    >>> trial_of(file_contents(DATA)).version == load().version
    True
    """
    sheets, problems = judge_tables(contents)
    if problems:
        raise DataError(problems)
    frames = {name: sheet.frame for name, sheet in sheets.items()}
    regions = _regions(sheets, contents)
    tables = Tables(frames, version_of(contents), regional_frame=regions)
    if unexplained := list(unexplained_problems(every_pair(tables.statements))):
        raise DataError(unexplained)
    return tables


@dataclass(frozen=True)
class _Files:
    """The file of the facts of regions, and those whose rows they name; equal by their contents."""

    facts: bytes | None
    named: tuple[bytes | None, ...]
    sheets: Mapping[str, Sheet] = field(compare=False)


# Most changes of the tables leave the facts of regions alone, which are many.
@lru_cache(maxsize=2)
def _judged_regions(files: _Files) -> tuple[Sheet | None, list[Problem]]:
    return judge_regions(files.sheets, files.facts)


def _regions(
    sheets: Mapping[str, Sheet], contents: Mapping[str, bytes]
) -> Callable[[], pd.DataFrame]:
    """Return the way to the facts of regions, which raises ``DataError`` where they are at fault.

    They are some times as many as all others, and few pages need them: nobody waits for them who
    does not ask.
    """
    named = tuple(contents.get(name) for name in sorted(NAMED_BY_FACTS))
    files = _Files(contents.get(REGIONS), named, sheets)
    return partial(_frame_of_regions, files)


def _frame_of_regions(files: _Files) -> pd.DataFrame:
    sheet, problems = _judged_regions(files)
    if problems:
        raise DataError(problems)
    if sheet is None:
        return pd.DataFrame(columns=list(table_schemas()[REGIONS].columns), dtype=str)
    return sheet.frame
