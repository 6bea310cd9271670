"""Commands for curators: a workbook to fill in, and the import of what they send."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from metrics.cli.extracts import output_option
from metrics.cli.keeping import imported_on, mend, now, write_tables
from metrics.cli.options import (
    LIST,
    data_option,
    lang_option,
    load_or_exit,
    refuse,
    regional_or_exit,
)
from metrics.cli.output import Misuse, tell
from metrics.cli.targets import output_file, written
from metrics.curation import telling
from metrics.curation.comparison import difference
from metrics.curation.effects import effects
from metrics.curation.form import Asked, is_period
from metrics.curation.packages import IncomingError
from metrics.curation.study import Study, study
from metrics.exports.files import save
from metrics.exports.workbook.curators import curators_plan
from metrics.exports.workbook.write import write
from metrics.history.kept import Import
from metrics.locale import Lang, text
from metrics.tables.problems import DataError
from metrics.tables.read import REGIONS, file_contents, table_schemas
from metrics.tables.stores import Store
from metrics.views.filters import FilterError

AGAIN, CORRECT = "--again", "--correct"


@click.command()
@output_option
@click.option("--indicator", multiple=True, help="Only this indicator; may be given several times.")
@click.option("--theme", default="", help="Only this theme, such as creation.")
@click.option(
    "--table", is_flag=True, help="Sheets for whole tables in its place: areas down, years across."
)
@click.option(
    "--area",
    multiple=True,
    help="Of whole tables: only these areas; of one alone the indicators stand down.",
)
@click.option("--regions", is_flag=True, help="The regions of China in place of economies.")
@click.option("--source", default="", help="The source that each row has beforehand.")
@click.option(
    "--period",
    default="",
    help="The period that each row has beforehand; a year as the series writes its own.",
)
@lang_option
@data_option
def template(
    output: str,
    indicator: tuple[str, ...],
    theme: str,
    table: bool,
    area: tuple[str, ...],
    source: str,
    period: str,
    lang: Lang,
    data: Store,
    *,
    regions: bool,
) -> None:
    """Write a workbook to fill in: lists to choose from, the last statements, rules, examples."""
    path = output_file(output, lang)
    tables = load_or_exit(data, lang)
    if regions:
        tables = regional_or_exit(tables, lang)
    for option, asked, known in (
        ("--indicator", indicator, [*tables.definitions]),
        ("--theme", (theme,) if theme else (), tables.codes("theme")),
        ("--area", area, tables.codes("area")),
    ):
        for value in asked:
            if value not in known:
                fault = FilterError(option.removeprefix("--"), value, known)
                raise Misuse(fault.reason(lang, LIST), lang, option)
    if not is_period(period):
        raise Misuse(text(lang)("curate.bad_period", value=period), lang, "--period")
    wanted = Asked(indicator, theme, area, source, period, whole=table)
    plan = curators_plan(tables, wanted, lang)
    if plan is None:
        raise Misuse(text(lang)("curate.no_figures"), lang, "--theme")
    with written(path, lang):
        save(path, lambda file: write(plan, file))
    tell(text(lang)("curate.template_written", file=path, count=len(plan.forms.wanted.series)))


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Tell all, and write nothing.")
@click.option(
    CORRECT,
    is_flag=True,
    help="A row whose key is there already takes the place of that row: it was keyed wrongly.",
)
@click.option(AGAIN, is_flag=True, help="Import a file that was imported before.")
@lang_option
@data_option
def import_(file: Path, dry_run: bool, correct: bool, again: bool, lang: Lang, data: Store) -> None:
    """Import a filled-in workbook, or a CSV file, into the tables.

    All problems are told by cell, each with its remedy, and nothing is written as long as there is
    one. Exit with 1 then, or where every row is there already.
    """
    say = text(lang)
    folder = data.folder
    if not dry_run:
        if folder is None:
            raise Misuse(say("curate.elsewhere", place=data.name), lang, "--data")
        _mend(folder, lang)
    load_or_exit(data, lang)
    contents = file_contents(data)
    found = _studied(file, contents, lang, correct=correct)
    tell(say("curate.read", file=file.name, count=telling.count_of(found)))
    tell(*telling.remarks(found.remarks, lang))
    if found.findings:
        tell(*(fault.message(lang) for fault in telling.faults(found.findings)), err=True)
        tell(say("curate.problems", count=len(found.findings)), err=True)
        sys.exit(1)
    _refuse_again(found, folder, lang, again=again)
    assert found.after is not None
    tell(*_difference(found, lang))
    changed = effects(found.before, found.after, lang, regions=REGIONS in found.contents)
    tell(f"# {say('curate.shown')}", *telling.changes(changed, found.after, lang))
    tell(f"# {say('curate.checks')}", *(words for _, words in telling.checks(changed, lang)))
    if dry_run or folder is None:
        tell(say("curate.dry"))
        return
    _write(found, folder, contents, lang)


def _studied(file: Path, contents: Mapping[str, bytes], lang: Lang, *, correct: bool) -> Study:
    """Read a file; what cannot be read is told in a sentence."""
    try:
        return study(file.name, file.read_bytes(), contents, correct=correct)
    except IncomingError as fault:
        reason: str = fault.reason
    except FileNotFoundError:
        reason = "missing"
    except OSError:
        reason = "unreadable"
    except DataError as fault:
        refuse(fault.problems, lang)
    raise Misuse(text(lang)(f"curate.unread_{reason}", file=file.name), lang, "FILE")


def _refuse_again(found: Study, data: Path | None, lang: Lang, *, again: bool) -> None:
    """Refuse a file that holds nothing new, or that was imported before."""
    say, name = text(lang), found.incoming.name
    day = imported_on(data, found.incoming.digest) if data else ""
    told = telling.nothing_new(found, lang)
    if not told and day and not again:
        told = say("curate.again_on", file=name, day=day, option=AGAIN)
    if told:
        tell(told, err=True)
        sys.exit(1)


def _difference(found: Study, lang: Lang) -> Iterator[str]:
    say = text(lang)
    for line in difference(found, lang):
        file = table_schemas()[line.table].file
        yield f"{say(f'curate.{line.kind}')} {file} [{line.place}] {line.words}"
    yield telling.summary(found, lang)


def _mend(data: Path, lang: Lang) -> None:
    mended = mend(data)
    if mended is not None:
        how, file, folder = mended
        tell(text(lang)(f"curate.{how}", file=file, folder=folder), err=True)


def _write(found: Study, data: Path, contents: Mapping[str, bytes], lang: Lang) -> None:
    say = text(lang)
    if file_contents(data) != contents:
        tell(say("curate.changed_meanwhile"), err=True)
        sys.exit(1)
    record = Import(found.incoming.name, found.incoming.digest, now(), found.before.version, {})
    with written(data, lang):
        folder = write_tables(data, found.contents, record)
    files = say("list.comma").join(table_schemas()[name].file for name in found.contents)
    tell(say("curate.written", files=files, folder=folder))
