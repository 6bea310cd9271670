"""Export: a workbook, or open data in one of several formats, whole or in part."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from metrics.cli.options import LIST, data_option, lang_option, load_or_exit
from metrics.exports import opendata, sdmx
from metrics.exports.files import save
from metrics.exports.workbook import Plan, write
from metrics.extracts import Extract, FilterError, Filters, extract
from metrics.selection import Selection
from metrics.text import Lang, text

BYTES: dict[str, Callable[[Extract, Lang], bytes]] = {
    "csv": opendata.csv_bytes,
    "json": opendata.json_bytes,
    "package": opendata.package_bytes,
    "sdmx": sdmx.archive_bytes,
}
HELP = {
    "xlsx": "A workbook: cover, notes, one table a sheet with live formulas, checks, charts.",
    "csv": "The long table as CSV, UTF-8 with a byte order mark.",
    "json": "The long table as Frictionless JSON, which pandas reads with orient='table'.",
    "package": "A Data Package v2: descriptor and all tables, zipped.",
    "sdmx": "SDMX-CSV 2.0 with its structure file, zipped.",
}


@click.group()
def export() -> None:
    """Write what the tables hold to a file: everything, a theme or some indicators."""


def _command(form: str) -> None:
    """Add the command of one format."""

    @export.command(form, help=HELP[form])
    @click.option("--theme", default="", help="Only this theme, such as creation.")
    @click.option("--indicator", multiple=True, help="Only this indicator; may be repeated.")
    @click.option("--no-supplement", is_flag=True, help="Only figures of the five reports.")
    @click.option(
        "-o",
        "--output",
        required=True,
        type=click.Path(path_type=str, dir_okay=False),
        help="The file to write; it is replaced only when all of the new one is written.",
    )
    @lang_option
    @data_option
    def command(
        theme: str,
        indicator: tuple[str, ...],
        no_supplement: bool,
        output: str,
        lang: Lang,
        data: Path,
    ) -> None:
        tables = load_or_exit(data, lang).select(Selection(supplement=not no_supplement))
        try:
            taken = extract(
                tables, Filters(theme=theme, indicators=tuple(filter(None, indicator))), lang
            )
        except FilterError as fault:
            raise click.BadParameter(
                fault.reason(lang, LIST), param_hint=f"--{fault.name}"
            ) from None
        path = _path(output, lang)
        # All that is made here lives to the end: looking for what does not costs an eighth.
        gc.disable()
        try:
            with _terminable():
                save(path, _writer(form, taken, lang))
        except OSError as fault:
            told = text(lang)("cli.unwritten", file=path, reason=fault.strerror or fault)
            raise click.ClickException(told) from None
        finally:
            gc.enable()
        click.echo(
            text(lang)(
                "cli.written",
                file=path,
                size=f"{path.stat().st_size / 1000:,.0f}",
                statements=len(taken.statements),
                series=len(taken.series),
            )
        )


def _path(output: str, lang: Lang) -> Path:
    """The file to write; what cannot be one is told before the work begins."""
    say, path = text(lang), Path(output)
    told = ""
    if not output:  # as a path it would be the folder that the command runs in
        told = say("cli.no_name")
    elif _special(path):
        told = say("cli.no_file", file=path)
    elif not path.parent.is_dir():
        told = say("cli.no_folder", folder=path.parent)
    if told:
        raise click.BadParameter(told, param_hint="--output")
    return path


@contextmanager
def _terminable() -> Iterator[None]:
    """End by an exception where the process is told to end, so that no draft is left."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _special(path: Path) -> bool:
    """Whether a path names something that is no ordinary file, such as a device."""
    try:
        return path.exists() and not path.is_file()
    except OSError:
        return False  # writing it will tell what is wrong


def _writer(form: str, taken: Extract, lang: Lang) -> Callable[[IO[bytes]], Any]:
    """What writes a format; a workbook tells how far it is."""
    if form != "xlsx":
        make = BYTES[form]
        return lambda file: file.write(make(taken, lang))

    def workbook(file: IO[bytes]) -> None:
        with click.progressbar(length=1, label=text(lang)("cli.writing"), file=sys.stderr) as bar:

            def progress(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            write(Plan(taken, lang, date.today()), file, progress)

    return workbook


for _form in HELP:
    _command(_form)
