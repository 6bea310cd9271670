"""Export of figures as open data in one of several formats, whole or in part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from metrics.cli.extracts import narrowed, narrowing, output_option, save_extract
from metrics.cli.options import data_option, lang_option, load_or_exit
from metrics.cli.targets import output_file
from metrics.exports import opendata, sdmx
from metrics.locale import Lang
from metrics.tables.stores import Store
from metrics.views.extracts import Extract

BYTES: dict[str, Callable[[Extract, Lang], bytes]] = {
    "csv": opendata.csv_bytes,
    "figures": opendata.figures_bytes,
    "json": opendata.json_bytes,
    "package": opendata.package_bytes,
    "sdmx": sdmx.archive_bytes,
}
HELP = {
    "csv": "The long table as CSV, UTF-8 with a byte order mark.",
    "figures": "The flat table, one figure a row under readable headings, as CSV for pivot tables.",
    "json": "The long table as Frictionless JSON, which pandas reads with orient='table'.",
    "package": "A Data Package v2: descriptor and all tables, zipped.",
    "sdmx": "SDMX-CSV 2.0 with its structure file, zipped.",
}


@click.group()
def export() -> None:
    """Write what the tables hold to a file: figures, whole or in part, or slides."""


def _command(form: str) -> None:
    """Add the command of one format."""
    make = BYTES[form]

    @export.command(form, help=HELP[form])
    @narrowing
    @output_option
    @lang_option
    @data_option
    def command(output: str, lang: Lang, data: Store, **asked: Any) -> None:
        path = output_file(output, lang)
        taken = narrowed(load_or_exit(data, lang), lang, **asked)
        save_extract(path, taken, lang, lambda file: file.write(make(taken, lang)))


for _form in HELP:
    _command(_form)
