"""What commands share: their options, and the tables or a list of what is wrong with them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from metrics.cli.output import tell
from metrics.locale import LANGS, Lang, text
from metrics.tables.dataset import Tables
from metrics.tables.loading import load
from metrics.tables.problems import DataError, Problem
from metrics.tables.read import DATA

# Shows every indicator and theme.
LIST = "python -m metrics list"
data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=DATA,
    show_default="the project's own tables",
    help="Folder with the CSV files.",
)
lang_option = click.option(
    "--lang", type=click.Choice(LANGS), default="zh", show_default=True, help="Language."
)

implied_option = click.option(
    "--implied", is_flag=True, help="Also values that printed figures imply, marked as derived."
)


def load_or_exit(data: Path, lang: Lang) -> Tables:
    """Load the tables; list every problem and exit with 1 where there is one."""
    try:
        return load(data)
    except DataError as fault:
        refuse(fault.problems, lang)


def regional_or_exit(tables: Tables, lang: Lang) -> Tables:
    """Return the tables of the regions; list every problem and exit with 1 where there is one."""
    try:
        return tables.regional
    except DataError as fault:
        refuse(fault.problems, lang)


def refuse(problems: Sequence[Problem], lang: Lang) -> NoReturn:
    """List problems of the tables and exit with 1."""
    for problem in problems:
        tell(problem.message(lang), err=True)
    tell(text(lang)("fault.problems", count=len(problems)), err=True)
    sys.exit(1)
