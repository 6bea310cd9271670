"""The command that holds the figures against each other."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from metrics.cli.options import data_option, lang_option, load_or_exit, regional_or_exit
from metrics.cli.output import tell, tell_json
from metrics.locale import Lang, text
from metrics.reconciliation import Check, reconcile, unexplained
from metrics.reconciliation.errors import errors_page
from metrics.reconciliation.model import VERDICTS
from metrics.reconciliation.report import as_json, as_markdown
from metrics.reconciliation.wording import sentence
from metrics.reconciliation.workings import working
from metrics.tables.dataset import Tables
from metrics.tables.stores import Store


@click.command("reconcile")
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "errors"]),
    default="text",
    show_default=True,
    help="text, json, or a page: all relations (markdown), the errors of the sources (errors).",
)
@click.option("--regions", is_flag=True, help="The regions of China in place of economies.")
@lang_option
def reconcile_(data: Store, form: str, lang: Lang, *, regions: bool) -> None:
    """Hold the figures against each other; exit with 1 where an inconsistency is not explained.

    Every relation that the tables declare, and every figure that several publications state, gets
    a verdict: inconsistent, consistent, reading ruled out (another reading of the phrase fits),
    base revised since, revised (two vintages), classified differently, not comparable or no power
    (too wide to tell). Only inconsistent is an alarm.
    """
    tables = load_or_exit(data, lang)
    if regions:
        tables = regional_or_exit(tables, lang)
    checks = reconcile(tables)
    if form == "json":
        tell_json(as_json(tables, checks))
    elif form == "markdown":
        tell(as_markdown(tables, checks).removesuffix("\n"))
    elif form == "errors":
        tell(errors_page(tables).removesuffix("\n"))
    else:
        tell(*_lines(tables, checks, lang))
    sys.exit(1 if unexplained(checks) else 0)


def _lines(tables: Tables, checks: tuple[Check, ...], lang: Lang) -> Iterator[str]:
    say = text(lang)
    for verdict in VERDICTS:
        for check in (c for c in checks if c.verdict == verdict):
            yield from _check_lines(tables, check, lang)
    counts = [
        say(
            "reconcile.count",
            verdict=say(f"reconcile.verdict.{verdict}"),
            count=sum(c.verdict == verdict for c in checks),
        )
        for verdict in VERDICTS
    ]
    joined = say("list.comma").join(counts)
    yield say("reconcile.counts", total=len(checks), counts=joined)
    missing = unexplained(checks)
    if not missing:
        yield say("reconcile.explained")
        return
    yield say("reconcile.unexplained", count=len(missing))
    for check in missing:
        yield "  " + sentence(tables, check, lang)


def _check_lines(tables: Tables, check: Check, lang: Lang) -> Iterator[str]:
    say = text(lang)
    relation = check.relation
    yield say(
        "reconcile.line",
        verdict=say(f"reconcile.verdict.{check.verdict}"),
        id=relation.id,
        kind=tables.label("check_kind", relation.kind, lang),
    )
    yield f"    {sentence(tables, check, lang)}"
    yield say("reconcile.working", working=working(check))
    if relation.note(lang):
        yield say("reconcile.note", note=relation.note(lang))
    if check.verdict != "consistent" and relation.explanation(lang):
        yield say("reconcile.explanation", explanation=relation.explanation(lang))
