"""Export of figures: a workbook, or open data in one of several formats, whole or in part."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from metrics.cli.options import LIST, data_option, implied_option, lang_option, load_or_exit
from metrics.cli.output import Misuse, bar, tell
from metrics.cli.targets import output_file, written
from metrics.exports import opendata, sdmx
from metrics.exports.files import save
from metrics.exports.workbook import AuditPlan, write
from metrics.locale import Lang, text
from metrics.model.selection import Selection
from metrics.reconciliation import in_view
from metrics.views.extracts import Extract, extract
from metrics.views.filters import FilterError, Filters

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
    """Write what the tables hold to a file: figures, whole or in part, or slides."""


def _command(form: str) -> None:
    """Add the command of one format."""

    @export.command(form, help=HELP[form])
    @click.option("--theme", default="", help="Only this theme, such as creation.")
    @click.option("--indicator", multiple=True, help="Only this indicator; may be repeated.")
    @click.option("--no-supplement", is_flag=True, help="Only figures of the five reports.")
    @implied_option
    @click.option(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help="The file to write; it is replaced only when all of the new one is written.",
    )
    @lang_option
    @data_option
    def command(
        theme: str,
        indicator: tuple[str, ...],
        no_supplement: bool,
        implied: bool,
        output: str,
        lang: Lang,
        data: Path,
    ) -> None:
        path = output_file(output, lang)
        wanted = Selection(supplement=not no_supplement, implied=implied)
        tables = in_view(load_or_exit(data, lang), wanted)
        try:
            taken = extract(
                tables, Filters(theme=theme, indicators=tuple(filter(None, indicator))), lang
            )
        except FilterError as fault:
            raise Misuse(fault.reason(lang, LIST), lang, f"--{fault.name}") from None
        # All that is made here lives to the end: looking for what does not costs an eighth.
        gc.disable()
        try:
            with written(path, lang):
                save(path, _writer(form, taken, lang))
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


def _writer(form: str, taken: Extract, lang: Lang) -> Callable[[IO[bytes]], Any]:
    """Return what writes a format; a workbook tells how far it is."""
    if form != "xlsx":
        make = BYTES[form]
        return lambda file: file.write(make(taken, lang))

    def workbook(file: IO[bytes]) -> None:
        with bar(lang) as progress:
            write(AuditPlan(taken, lang, date.today()), file, progress)

    return workbook


for _form in HELP:
    _command(_form)
