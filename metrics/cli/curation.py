"""Commands for curators: a workbook to fill in, and the import of what they send."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
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
from metrics.curation.comparison import difference
from metrics.curation.effects import Checked, Effects, Shown, effects
from metrics.curation.form import Wanted
from metrics.curation.forms import Forms
from metrics.curation.model import Finding, Remark
from metrics.curation.packages import IncomingError
from metrics.curation.study import Study, study
from metrics.exports.files import save
from metrics.exports.workbook.curators import CuratorsPlan
from metrics.exports.workbook.write import write
from metrics.history.kept import Import
from metrics.locale import Lang, text
from metrics.model.period import Period, PeriodError
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables
from metrics.tables.problems import DataError
from metrics.tables.read import REGIONS, file_contents, table_schemas
from metrics.views.extracts import extract
from metrics.views.filters import FilterError, Filters

# Remarks of one kind that are told one by one.
TOLD = 12
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
    data: Path,
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
    _period(period, lang)
    series = tuple(_series(tables, indicator, theme))
    if regions and not table:
        series = tuple(_by_region(tables, series, area))
    if not series:
        raise Misuse(text(lang)("curate.no_figures"), lang, "--theme")
    wanted = Wanted(series, source, period, area, whole=table)
    ids = tuple(dict.fromkeys(s.definition.id for s in series)) if indicator else ()
    taken = extract(tables, Filters(theme=theme, indicators=ids), lang)
    plan = CuratorsPlan(Forms(tables, wanted, lang), taken)
    with written(path, lang):
        save(path, lambda file: write(plan, file))
    tell(text(lang)("curate.template_written", file=path, count=len(series)))


def _period(period: str, lang: Lang) -> None:
    try:
        if period:
            Period.parse(period)
    except PeriodError:
        raise Misuse(text(lang)("curate.bad_period", value=period), lang, "--period") from None


def _series(tables: Tables, indicators: tuple[str, ...], theme: str) -> Iterator[Series]:
    """Yield the series that are filled in: of each indicator China's, else its first."""
    for definition in tables.definitions.values():
        wanted = definition.id in indicators if indicators else theme in ("", definition.theme)
        if wanted:
            areas = tables.areas(definition.id)
            yield tables.series(definition.id, HOME if HOME in areas else areas[0])


def _by_region(tables: Tables, every: Iterable[Series], areas: Sequence[str]) -> Iterator[Series]:
    """Yield of each indicator the series of all regions, or of those that are asked for."""
    for series in every:
        own = tables.areas(series.definition.id)
        wanted = [a for a in own if not areas or a in areas]
        yield from (tables.series(series.definition.id, area) for area in wanted)


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
def import_(file: Path, dry_run: bool, correct: bool, again: bool, lang: Lang, data: Path) -> None:
    """Import a filled-in workbook, or a CSV file, into the tables.

    All problems are told by cell, each with its remedy, and nothing is written as long as there is
    one. Exit with 1 then, or where every row is there already.
    """
    say = text(lang)
    if not dry_run:
        _mend(data, lang)
    load_or_exit(data, lang)
    contents = file_contents(data)
    found = _studied(file, contents, lang, correct=correct)
    tell(say("curate.read", file=file.name, count=_count(found)))
    tell(*_remarks(found.remarks, lang))
    if found.findings:
        tell(*_problems(found.findings, lang), err=True)
        tell(say("curate.problems", count=len(found.findings)), err=True)
        sys.exit(1)
    _refuse_again(found, data, lang, again=again)
    assert found.after is not None
    tell(*_difference(found, lang))
    changed = effects(found.before, found.after, lang, regions=REGIONS in found.contents)
    tell(*_effects(changed, found.after, lang))
    if dry_run:
        tell(say("curate.dry"))
        return
    _write(found, data, contents, lang)


def _problems(findings: Iterable[Finding], lang: Lang) -> Iterator[str]:
    """Yield each problem by its cell; of one that many empty cells of a column share, once."""
    alike: dict[tuple[str | int, ...], list[Finding]] = {}
    for number, one in enumerate(findings):
        problem = one.problem
        own = (number,) if one.value else (problem.expected(lang), problem.remedy(lang))
        alike.setdefault((one.place.sheet, one.place.column, *own), []).append(one)
    for same in alike.values():
        if len(same) <= TOLD:
            yield from (one.message(lang) for one in same)
            continue
        first, *others = same
        rows = ", ".join(str(one.place.row) for one in others[:TOLD]) + "…"
        yield first.message(lang) + text(lang)("problem.also", count=len(others), rows=rows)


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


def _count(found: Study) -> int:
    rows = found.sorted
    return len(rows.new) + len(rows.same) + len(rows.other) + len(rows.repeated)


def _refuse_again(found: Study, data: Path, lang: Lang, *, again: bool) -> None:
    """Refuse a file that holds nothing new, or that was imported before."""
    say, name = text(lang), found.incoming.name
    day = imported_on(data, found.incoming.digest)
    told = ""
    if not _count(found):
        told = say("curate.nothing", file=name)
    elif found.repeated:
        told = say("curate.again", file=name)
    elif day and not again:
        told = say("curate.again_on", file=name, day=day, option=AGAIN)
    if told:
        tell(told, err=True)
        sys.exit(1)


def _remarks(remarks: Sequence[Remark], lang: Lang) -> Iterator[str]:
    """Yield what was read otherwise than it stands, the first of each kind one by one."""
    ordered = sorted(remarks, key=lambda r: (r.code, r.place))
    for _, group in groupby(ordered, key=lambda r: r.code):
        same = list(group)
        yield from (r.message(lang) for r in same[:TOLD])
        if len(same) > TOLD:
            yield text(lang)("curate.remarks_more", count=len(same) - TOLD)


def _difference(found: Study, lang: Lang) -> Iterator[str]:
    say = text(lang)
    for line in difference(found, lang):
        file = table_schemas()[line.table].file
        yield f"{say(f'curate.{line.kind}')} {file} [{line.place}] {line.words}"
    yield say(
        "curate.summary",
        new=len(found.new),
        corrected=len(found.corrections),
        same=len(found.sorted.same),
    )


def _effects(found: Effects, after: Tables, lang: Lang) -> Iterator[str]:
    """Yield what readers will see, then the checks, then what is probably a slip."""
    say = text(lang)
    yield f"# {say('curate.shown')}"
    alike: dict[tuple[str, ...], list[Shown]] = {}
    for one in found.shown:
        alike.setdefault((one.kind, one.label, one.before, one.after), []).append(one)
    yield from (_shown(same, after, lang) for same in alike.values())
    if not found.shown:
        yield say("curate.no_shown")
    yield f"# {say('curate.checks')}"
    yield from (_checked(one, lang) for one in found.checks)
    if found.sums:
        yield say("curate.sums", count=found.sums)
    elif not found.checks:
        yield say("curate.no_checks")
    yield from (doubt.message(lang) for doubt in found.doubts)


def _shown(same: Sequence[Shown], after: Tables, lang: Lang) -> str:
    """Tell a change once, with all pages that show it."""
    say, one = text(lang), same[0]
    pages = say("list.comma").join(dict.fromkeys(_page(s.page, after, lang) for s in same))
    told = say("curate.effect", page=pages, kind=say(f"curate.{one.kind}"), label=one.label)
    key = "new" if not one.before else "below" if one.before == one.after else "changed"
    change = say(f"curate.effect_{key}", before=one.before, after=one.after)
    return say("curate.remark_at", place=told, told=change)


def _page(page: str, after: Tables, lang: Lang) -> str:
    """Name a page: of an indicator it is the indicator."""
    definition = after.every_definition.get(page)
    return definition.short(lang) if definition else text(lang)(f"page.{page}")


def _checked(one: Checked, lang: Lang) -> str:
    say = text(lang)
    verdict = say("curate.fails") if one.fails else say(f"reconcile.verdict.{one.after}")
    told = say("curate.check_line", verdict=verdict, words=one.words)
    if not one.before:
        return told
    return told + say("curate.check_was", before=say(f"reconcile.verdict.{one.before}"))


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
