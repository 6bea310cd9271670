"""The command that holds the tables against the texts of the reports."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from metrics.cli.options import data_option, lang_option, load_or_exit
from metrics.cli.output import Misuse, tell, tell_json
from metrics.locale import Lang, text
from metrics.tables.dataset import Tables
from metrics.tables.stores import Store
from metrics.verification import CLASSES, Account, NoTextsError, UnmatchedFact, Verification
from metrics.verification import verify as verify_all
from metrics.verification.messages import fault_words, left_words, place_words


@click.command()
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    required=True,
    envvar="REPORTS_DIR",
    help="Folder with the texts, each DOCUMENT.txt; else the variable REPORTS_DIR.",
)
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text, or json for programs.",
)
@lang_option
def verify(sources: Path, data: Store, form: str, lang: Lang) -> None:
    """Hold every fact and every numeral of the texts against each other.

    Each fact's printed form must stand at its locator, and each numeral of a text must be a fact or
    belong to a class that is none. Exit with 1 where anything is missed or left over.
    """
    tables = load_or_exit(data, lang)
    try:
        done = verify_all(tables, sources)
    except NoTextsError as fault:
        files = text(lang)("list.comma").join(fault.files)
        told = text(lang)("verify.no_texts", folder=fault.folder, files=files)
        raise Misuse(told, lang, "--sources") from None
    if form == "json":
        tell_json(json.dumps(_json(done), ensure_ascii=False, indent=1))
    else:
        tell(*_lines(tables, done, lang))
    sys.exit(0 if done.sound else 1)


def _lines(tables: Tables, done: Verification, lang: Lang) -> Iterator[str]:
    say = text(lang)
    for one in done.accounts:
        yield from _document_lines(tables, one, lang)
    for document in done.unread:
        yield say("verify.unread", document=document)
    yield (
        say("verify.sound")
        if done.sound
        else say(
            "verify.unsound",
            missed=sum(len(a.missed) for a in done.accounts),
            unread=done.unread_facts,
            left=sum(len(a.leftovers) for a in done.accounts),
        )
    )


def _document_lines(tables: Tables, one: Account, lang: Lang) -> Iterator[str]:
    say = text(lang)
    reading = one.reading
    yield say(
        "verify.document",
        document=reading.document,
        found=len(one.found),
        facts=len(one.found) + len(one.missed),
        numerals=len(reading.numerals),
    )
    yield "  " + say("verify.count", name=say("verify.facts"), count=one.figures)
    for code in CLASSES:
        if count := one.counts.get(code):
            name = tables.label("numeral_class", code, lang)
            yield "  " + say("verify.count", name=name, count=count)
    yield "  " + say("verify.count", name=say("verify.words"), count=reading.words)
    for locator in reading.outline.missing:
        yield "  " + say("verify.missing", place=place_words(tables, locator, lang))
    for locator in reading.outline.doubtful:
        yield "  " + say("verify.doubtful", place=place_words(tables, locator, lang))
    yield from _no_place_lines(tables, one, lang)
    for miss in one.missed:
        if miss.fault != "no_place":
            yield "  " + _miss_line(tables, miss, lang)
    for left in one.leftovers:
        yield "  " + left_words(tables, left, lang)
    for row in one.idle:
        yield "  " + say("verify.idle", context=row.context, numeral=row.numeral)


def _no_place_lines(tables: Tables, one: Account, lang: Lang) -> Iterator[str]:
    """Yield one line for each place that the text has not, with its facts."""
    say = text(lang)
    lost: dict[str, list[str]] = {}
    for miss in one.missed:
        if miss.fault == "no_place":
            claim = miss.claim
            fact = say("verify.fact", indicator=claim.indicator, printed=claim.printed)
            lost.setdefault(claim.locator, []).append(fact)
    for locator, facts in lost.items():
        yield "  " + say(
            "verify.no_place",
            place=place_words(tables, locator, lang),
            locator=locator,
            count=len(facts),
            facts=say("list.comma").join(facts),
        )


def _miss_line(tables: Tables, miss: UnmatchedFact, lang: Lang) -> str:
    say = text(lang)
    claim = miss.claim
    return say(
        "verify.miss",
        indicator=claim.indicator,
        period=claim.period,
        printed=claim.printed,
        place=place_words(tables, claim.locator, lang),
        locator=claim.locator,
        fault=fault_words(tables, miss, lang),
    )


def _json(done: Verification) -> dict[str, Any]:
    return {
        "sound": done.sound,
        "documents": [_document_json(a) for a in done.accounts],
        "not_in_folder": list(done.unread),
        "facts_not_looked_up": done.unread_facts,
    }


def _document_json(one: Account) -> dict[str, Any]:
    reading = one.reading
    return {
        "document": reading.document,
        "facts": len(one.found) + len(one.missed),
        "found": len(one.found),
        "missed": [
            {"fact": m.claim.key, "printed": m.claim.printed, "fault": m.fault, "says": m.says}
            for m in one.missed
        ],
        "numerals": len(reading.numerals),
        "became_facts": one.figures,
        "classes": {code: one.counts[code] for code in CLASSES if code in one.counts},
        "words": reading.words,
        "left_over": [
            {
                "numeral": left.numeral.text,
                "place": left.place,
                "context": left.context,
                "facts_wanted": left.wanted,
                "facts_given": left.given,
                "span": reading.flat.original(*left.numeral.span),
            }
            for left in one.leftovers
        ],
        "missing": list(reading.outline.missing),
        "doubtful": list(reading.outline.doubtful),
        "idle_explanations": [[row.context, row.numeral] for row in one.idle],
    }
