"""Export of the two workbooks, of some figures or of a view; samples of each to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import IO, Any

import click

from metrics.briefing.deck import DeckError
from metrics.briefing.exhibits import explored
from metrics.cli.extracts import narrowed, narrowing, output_option, save_extract, seen
from metrics.cli.options import data_option, lang_option, load_or_exit
from metrics.cli.output import Misuse, bar, tell
from metrics.cli.targets import output_file, output_folder, written
from metrics.explorer.exploration import Exploration
from metrics.exports.files import Progress, save_all
from metrics.exports.workbook import Workbook, planned, write
from metrics.exports.workbook.samples import LIST, Sample, checklist, samples
from metrics.locale import Lang, text
from metrics.tables.dataset import Tables
from metrics.tables.stores import Store
from metrics.views.extracts import of_view

# Options that choose figures, and so say nothing of a view.
CHOOSING = ("theme", "indicator", "area", "year", "newest")


@click.command("xlsx", help="A workbook of the newest figures, series, charts and data.")
@click.option(
    "--audit",
    is_flag=True,
    help="The audit workbook in its place: intervals, formulas beside values, statements, checks.",
)
@click.option(
    "--view",
    default="",
    help="The series of this view of the explorer, such as 'explorer?s=gii_rank&t=change'.",
)
@narrowing
@output_option
@lang_option
@data_option
def xlsx(audit: bool, view: str, output: str, lang: Lang, data: Store, **asked: Any) -> None:
    """Write a workbook."""
    path = output_file(output, lang)
    which: Workbook = "audit" if audit else "summary"
    if view and (other := next((name for name in CHOOSING if asked[name]), "")):
        told = text(lang)("cli.not_with_view", option=f"--{other}")
        raise Misuse(told, lang, "--view")
    tables = load_or_exit(data, lang)
    own: Exploration | None = None
    if view:
        own = _view(
            seen(tables, **{k: v for k, v in asked.items() if k not in CHOOSING}), view, lang
        )
        taken = of_view(own)
    else:
        taken = narrowed(tables, lang, **asked)

    def workbook(file: IO[bytes]) -> None:
        with bar(lang) as progress:
            write(planned(which, taken, lang, date.today(), own), file, progress)

    save_extract(path, taken, lang, workbook)


def _view(tables: Tables, view: str, lang: Lang) -> Exploration:
    """Return the view of an address; refuse one that shows nothing."""
    try:
        return explored(tables, view)
    except DeckError as fault:
        unknown = fault.key == "unknown_view"
        told = text(lang)("cli.no_view", view=view) if unknown else fault.words(lang)
        raise Misuse(told, lang, "--view") from None


@click.command("samples", help="Samples of both workbooks, with a list of what to look at in them.")
@click.option("-o", "--output", required=True, metavar="FOLDER", help="The folder for them.")
@lang_option
@data_option
def samples_(output: str, lang: Lang, data: Store) -> None:
    """Write the samples and the list."""
    folder = output_folder(output, lang)
    tables = load_or_exit(data, lang)
    every = samples(tables)
    with written(folder, lang), bar(lang) as progress:
        save_all(folder, _samples(every, tables, progress))
    tell(text(lang)("cli.samples_written", folder=folder, count=len(every), file=LIST))


def _samples(
    every: Sequence[Sample], tables: Tables, progress: Progress
) -> Iterator[tuple[str, bytes]]:
    """Yield the files one by one, and tell how many there are."""
    for done, sample in enumerate(every, 1):
        yield sample.name, sample.content(tables, date.today())
        progress(done, len(every))
    yield LIST, checklist(every, tables.version).encode("utf-8-sig")


def add_to(export: click.Group) -> None:
    """Add both commands to a group."""
    export.add_command(xlsx)
    export.add_command(samples_)
