"""The command that tells what changed in the tables."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence

import click

from metrics.cli.options import data_option, lang_option, load_or_exit
from metrics.cli.output import Misuse, tell, tell_json
from metrics.history.states import History, SinceError, Step, history_of
from metrics.history.telling import Teller, Told, counted, grouped, told_as_data
from metrics.locale import Lang, text
from metrics.model.period import day_label
from metrics.tables.stores import Store

COLUMNS = (
    "kind",
    "table",
    "indicator",
    "area",
    "period_before",
    "period",
    "value_before",
    "value",
    "printed_before",
    "printed",
    "name",
    "source",
    "cells",
    "key",
)


@click.command("changes")
@data_option
@click.option(
    "--since",
    metavar="VERSION|DATE",
    default="",
    help="A version of the data as pages and files show it, or a day: what changed on it and after."
    "  [default: the day of the last change]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="text, or every changed row as json or csv.",
)
@lang_option
def changes(data: Store, since: str, form: str, lang: Lang) -> None:
    """Tell what changed in the tables, figure by figure: new, corrected, withdrawn.

    Earlier states are those that git keeps, where the folder is in a work tree; else the copies
    that imports kept beside it. Exit with 1 where there is neither.
    """
    tables = load_or_exit(data, lang)
    step = _step(history_of(data), since, lang)
    teller = Teller(tables, lang)
    if form == "json":
        rows = [told_as_data(d, t) for d, t in teller.pairs(step.differences)]
        told = {"before": step.before.version, "after": step.after.version, "changes": rows}
        tell_json(json.dumps(told, ensure_ascii=False, indent=1))
    elif form == "csv":
        rows = [told_as_data(d, t) for d, t in teller.pairs(step.differences)]
        tell(_csv(rows).removesuffix("\n"))
    else:
        tell(*_lines(step, teller.told(step.differences), lang))


def _step(history: History, since: str, lang: Lang) -> Step:
    """Choose the two states; what cannot be told is said in a sentence."""
    say = text(lang)
    try:
        if not since:
            if not history.days:
                raise SinceError("nowhere")
            return history.days[0]
        return history.since(since)
    except SinceError as fault:
        reason = fault.reason
    if reason == "nowhere":
        tell(say("history.nowhere"), err=True)
        sys.exit(1)
    first, last = history.states[0], history.present
    told = {"unread": {"version": last.version, "day": last.day.isoformat()}}.get(
        reason,
        {
            "count": str(len(history.states)),
            "first": day_label(first.day, lang),
            "version": first.version,
        },
    )
    raise Misuse(say(f"history.{reason}", asked=since, **told), lang, "--since")


def _lines(step: Step, told: Sequence[Told], lang: Lang) -> Iterator[str]:
    say = text(lang)
    yield say(
        "history.from",
        first=day_label(step.before.day, lang),
        before=step.before.version,
        last=day_label(step.after.day, lang),
        after=step.after.version,
    )
    if not told:
        yield say("history.none")
        return
    yield counted(step.differences, lang)
    heads = {(g.first.table, g.first.kind): 0 for g in grouped(step.differences)}
    for one in told:
        heads[one.table, one.kind] += 1
    for (table, kind), count in heads.items():
        head = {"table": say(f"history.table.{table}"), "kind": say(f"history.kind.{kind}")}
        yield ""
        yield f"# {say('history.head', **head, count=count)}"
        yield from (t.sentence(lang) for t in told if (t.table, t.kind) == (table, kind))


def _csv(rows: Sequence[dict[str, object]]) -> str:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()
