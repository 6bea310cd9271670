"""Extracts that commands write: the options that narrow them, and the file that they become."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import click

from metrics.cli.options import LIST, implied_option
from metrics.cli.output import Misuse, tell
from metrics.cli.targets import written
from metrics.exports.files import save
from metrics.locale import Lang, text
from metrics.model.selection import Selection
from metrics.reconciliation import in_view
from metrics.tables.dataset import Tables
from metrics.views.extracts import Extract, extract
from metrics.views.filters import FilterError, Filters

no_supplement_option = click.option(
    "--no-supplement", is_flag=True, help="Only figures of the five reports."
)
output_option = click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="The file to write; it is replaced only when all of the new one is written.",
)
_NARROWING = (
    click.option("--theme", default="", help="Only this theme, such as creation."),
    click.option(
        "--indicator", multiple=True, help="Only this indicator; several by repeating it."
    ),
    click.option(
        "--area", multiple=True, help="Only this economy, such as US; several by repeating it."
    ),
    click.option("--year", default="", help="Only figures whose period ends in this year."),
    click.option("--newest", is_flag=True, help="Only the newest figure of each series."),
    no_supplement_option,
    implied_option,
)


def narrowing(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that narrow what it exports."""
    for option in reversed(_NARROWING):
        command = option(command)
    return command


def narrowed(
    tables: Tables,
    lang: Lang,
    *,
    theme: str = "",
    indicator: tuple[str, ...] = (),
    area: tuple[str, ...] = (),
    year: str = "",
    newest: bool = False,
    **view: Any,
) -> Extract:
    """Return what the options leave of the tables.

    Parameters
    ----------
    tables : Tables
        All of them.
    lang : str
        The language of what is told where an option is not understood.
    theme, year : str
        A code, or empty.
    indicator, area : tuple of str
        Codes; none for all.
    newest : bool
        Whether only the newest figure of each series is left.
    **view
        What is in view, as `seen` takes it.

    Returns
    -------
    Extract
        What is left.

    Raises
    ------
    Misuse
        Where a code is not known.

    Examples
    --------
    >>> from metrics import load
    >>> [s.key for s in narrowed(load(), "en", indicator=("gii_rank",), area=("US", "JP")).series]
    ['gii_rank@US', 'gii_rank@JP']
    """
    filters = Filters(
        theme=theme,
        indicators=tuple(filter(None, indicator)),
        areas=tuple(filter(None, area)),
        year=year,
        newest=newest,
    )
    try:
        return extract(seen(tables, **view), filters, lang)
    except FilterError as fault:
        raise Misuse(fault.reason(lang, LIST), lang, f"--{fault.name}") from None


def seen(tables: Tables, *, no_supplement: bool = False, implied: bool = False) -> Tables:
    """Return the tables with what the options have in view."""
    return in_view(tables, Selection(supplement=not no_supplement, implied=implied))


def save_extract(path: Path, taken: Extract, lang: Lang, write: Callable[[IO[bytes]], Any]) -> None:
    """Write the file of an extract, and tell what it holds.

    Parameters
    ----------
    path : Path
        The file.
    taken : Extract
        What it holds.
    lang : str
        The language of what is told.
    write : callable
        Writes the content.

    Raises
    ------
    Failure
        Where the system does not let it be written.

    Examples
    --------
    >>> from metrics import load
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "x.csv"
    ...     save_extract(path, narrowed(load(), "en"), "en", lambda file: file.write(b"1"))
    ...     path.read_bytes()  # doctest: +ELLIPSIS
    /...x.csv: 0 kB, ... statements of ... series
    b'1'
    """
    # All that is made here lives to the end: looking for what does not costs an eighth.
    gc.disable()
    try:
        with written(path, lang):
            save(path, write)
    finally:
        gc.enable()
    tell(
        text(lang)(
            "cli.written",
            file=path,
            size=f"{path.stat().st_size / 1000:,.0f}",
            statements=len(taken.statements),
            series=len(taken.series),
        )
    )
