"""Commands on the tables: check them, list the indicators, show one with all its statements."""

from __future__ import annotations

from collections.abc import Iterator

import click

from metrics.cli.options import (
    LIST,
    data_option,
    lang_option,
    load_or_exit,
    refuse,
    regional_or_exit,
)
from metrics.cli.output import Misuse, tell
from metrics.explorer.exploration import name
from metrics.locale import LANGS, Lang, text
from metrics.model.definition import Definition
from metrics.model.series import HOME, series_key
from metrics.reconciliation import reconcile
from metrics.reconciliation.declarations import declaration_problems
from metrics.tables.agreement import Pair, every_pair
from metrics.tables.dataset import Tables
from metrics.tables.doubts import doubts
from metrics.tables.stores import Store
from metrics.views.cards import fact_lines
from metrics.views.countings import counting_lines
from metrics.views.filters import FilterError
from metrics.wording.findings.targets import held_line, targets_held
from metrics.wording.observations import statement


@click.command()
@data_option
@click.option("--lang", type=click.Choice(LANGS), default="en", show_default=True, help="Language.")
def check(data: Store, lang: Lang) -> None:
    """Check the tables; list every problem and exit with 1 where there is one.

    Sound tables are followed by a comparison of the figures that several publications state, and
    by warnings of what is probably a slip; these are no faults.
    """
    tables = load_or_exit(data, lang)
    regional = regional_or_exit(tables, lang)
    if problems := tuple(declaration_problems(tables)):
        refuse(problems, lang)
    tell(
        text(lang)(
            "cli.sound",
            facts=len(tables.frames["indicators"]),
            series=len(tables.all_series),
            sources=len(tables.sources),
            events=len(tables.events),
            version=tables.version,
        )
    )
    if regional.all_series:
        tell(_regions_line(regional, lang))
    tell(*_agreement_lines(tables, lang), *(doubt.message(lang) for doubt in doubts(tables)))


def _regions_line(regional: Tables, lang: Lang) -> str:
    """Say how many facts of regions there are, and how many of their sums do not come out."""
    checks = reconcile(regional)
    return text(lang)(
        "cli.sound_regions",
        facts=len(regional.statements),
        series=len(regional.all_series),
        sums=len(checks),
        failing=sum(c.verdict == "inconsistent" for c in checks),
    )


def _agreement_lines(tables: Tables, lang: Lang) -> Iterator[str]:
    """Yield how many statements of one figure agree, and each pair that does not."""
    say = text(lang)
    found = every_pair(tables.statements)
    publications = [p for p in found if not p.of_one_source]
    crossing = [p for p in publications if p.crosses]
    for kind, some in (("crossing", crossing), ("all", publications)):
        agreeing = sum(p.agrees for p in some)
        yield say(f"cli.agree_{kind}", pairs=len(some), agreeing=agreeing)
    for pair in found:
        if not pair.agrees:
            yield "  " + _disagreement(tables, pair, lang)


def _disagreement(tables: Tables, pair: Pair, lang: Lang) -> str:
    say = text(lang)
    first, second = pair.first, pair.second
    notes = dict.fromkeys(filter(None, (first.note(lang), second.note(lang))))
    return say(
        "cli.disagree",
        series=name(tables, tables.series(first.definition.id, first.area), lang),
        period=first.period.label(lang),
        first=f"{first.figure.printed} [{first.source.cite(lang)}]",
        second=f"{second.figure.printed} [{second.source.cite(lang)}]",
        note=" ".join(notes),
    )


@click.command("list")
@click.option("--theme", help="Only this theme, such as creation.")
@click.option("--points", is_flag=True, help="Each series with the number of its points instead.")
@click.option("--targets", is_flag=True, help="Each target and what became of it instead.")
@click.option("--regions", is_flag=True, help="The regions of China in place of economies.")
@lang_option
@data_option
def list_(
    theme: str | None, points: bool, lang: Lang, data: Store, *, targets: bool, regions: bool
) -> None:
    """List the indicators with their latest value, or every series with its points."""
    tables = load_or_exit(data, lang)
    if regions:
        tables = regional_or_exit(tables, lang)
    themes = tables.codes("theme")
    if theme is not None and theme not in themes:
        fault = FilterError("theme", theme, themes)
        raise Misuse(fault.reason(lang, LIST), lang, "--theme")
    if points or targets:
        lines = _targets_lines if targets else _points_lines
        tell(*lines(tables, theme, lang))
        return
    for definition in tables.definitions.values():
        if theme in (None, definition.theme):
            tell("\t".join(_list_row(tables, definition, lang)))


def _points_lines(tables: Tables, theme: str | None, lang: Lang) -> Iterator[str]:
    """Key, points, annual points, first and last year of each series; then how many are long."""
    say = text(lang)
    yield say("cli.points_head")
    annual: dict[str, list[int]] = {}
    for indicator in tables.definitions:
        if theme not in (None, tables.definitions[indicator].theme):
            continue
        for area in tables.areas(indicator):
            series = tables.series(indicator, area)
            years = annual[series.key] = series.annual_years
            span = f"{years[0]}-{years[-1]}" if years else ""
            yield f"{series.key}\t{len(series.points)}\t{len(years)}\t{span}"
    for least in (5, 10):
        found = [key for key, years in annual.items() if len(years) >= least]
        home = sum("@" not in key for key in found)
        yield say("cli.points_sum", least=least, count=len(found), home=home)


def _targets_lines(tables: Tables, theme: str | None, lang: Lang) -> Iterator[str]:
    """Key of what is measured, each target of it with the verdict and the figure of its day."""
    for (indicator, area), series in sorted(tables.all_series.items()):
        own = tables.definitions[indicator]
        if theme not in (None, own.theme):
            continue
        for held in targets_held(tables, series):
            key = series_key(own.relates_to, area)
            yield f"{key}\t{held_line(series, held, lang)}"


def _list_row(tables: Tables, definition: Definition, lang: Lang) -> Iterator[str]:
    series = tables.main_series(definition.id)
    latest = series.latest
    yield definition.id
    yield name(tables, series, lang) if series.area != HOME else definition.name(lang)
    yield tables.label("scope", definition.scope, lang)
    yield latest.period.label(lang)
    yield str(statement(latest, lang))


@click.command()
@click.argument("indicator")
@lang_option
@data_option
def show(indicator: str, lang: Lang, data: Store) -> None:
    """Show the definition of INDICATOR and every statement of it, with source and locator."""
    tables = load_or_exit(data, lang)
    definition = tables.definitions.get(indicator)
    if definition is None:
        fault = FilterError("indicator", indicator, tables.definitions)
        raise Misuse(fault.reason(lang, LIST), lang, "INDICATOR")
    tell(*_definition_lines(tables, definition, lang))
    for (own, _), series in tables.all_series.items():
        if own == indicator:
            for point in reversed(series.points):
                for statement_ in (point, *series.others(point)):
                    tell("", *(f"  {line}" for line in fact_lines(tables, statement_, lang)))


def _definition_lines(tables: Tables, definition: Definition, lang: Lang) -> Iterator[str]:
    say = text(lang)
    yield f"{definition.name(lang)} [{definition.id}]"
    yield definition.definition(lang)
    parts = [
        tables.label("theme", definition.theme, lang),
        tables.label("measure", definition.measure, lang),
        tables.label("scope", definition.scope, lang),
        say("chart.unit", unit=definition.unit.name(lang)),
    ]
    if definition.directive:
        parts.append(tables.label("directive", definition.directive, lang))
    yield say("list.dot").join(parts)
    if definition.relation:
        other = (
            tables.definitions[definition.relates_to].name(lang) if definition.relates_to else ""
        )
        relation = tables.label("relation", definition.relation, lang)
        yield say("cli.relation", relation=relation, other=other)
    yield from counting_lines(definition, lang)
