"""What a text lacks, what was not found in it, and what nothing accounts for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from metrics.model.observation import Observation
from metrics.verification import Account, UnmatchedFact
from metrics.verification.copies import Copy, name_of
from metrics.verification.messages import fault_words, left_words, miss_words, place_words
from pages.parts.blocks import texts
from pages.parts.frame import markup
from pages.parts.frame.shell import Context

# A line, and the address that it leads to, or none.
Line = tuple[str, str]


def text_warnings(context: Context, copy: Copy) -> str:
    """Return everything in which a text and the tables do not agree; empty where they do."""
    done = copy.account
    if done is None or done.sound:
        return ""
    points = texts.by_name(context.tables, copy.document)
    lines = [
        *_places(context, done),
        *_lost(context, done, points),
        *_missed(context, done, points),
        *_left(context, copy, done),
    ]
    title = context.say(
        "texts.alarm",
        missed=len(done.missed),
        left=len(done.leftovers),
        lost=len(done.reading.outline.missing),
    )
    return markup.render("alarms.html", context.lang, title=title, lines=lines)


def _places(context: Context, done: Account) -> Iterator[Line]:
    """Places that the text has not, or has more than once."""
    tables, say, lang = context.tables, context.say, context.lang
    outline = done.reading.outline
    for locator in outline.missing:
        yield say("verify.missing", place=place_words(tables, locator, lang)), ""
    for locator in outline.doubtful:
        yield say("verify.doubtful", place=place_words(tables, locator, lang)), ""


def _lost(context: Context, done: Account, points: Mapping[str, Observation]) -> Iterator[Line]:
    """Yield one line for each place that the text has not, with its facts."""
    tables, say, lang = context.tables, context.say, context.lang
    lost: dict[str, list[UnmatchedFact]] = {}
    for miss in sorted(done.missed, key=lambda m: m.claim.locator):
        if miss.fault == "no_place":
            lost.setdefault(place_words(tables, miss.claim.locator, lang), []).append(miss)
    for place, misses in lost.items():
        own = [points[name_of(m.claim)] for m in misses]
        facts = [
            say("verify.fact", indicator=o.definition.name(lang), printed=o.figure.printed)
            for o in own
        ]
        said = say(
            "texts.not_there",
            place=place,
            fault=fault_words(tables, misses[0], lang),
            count=len(facts),
            facts=say("list.comma").join(facts),
        )
        yield said, ""


def _missed(context: Context, done: Account, points: Mapping[str, Observation]) -> Iterator[Line]:
    """Facts whose place is there without their printed form."""
    for miss in done.missed:
        if miss.fault != "no_place":
            point = points[name_of(miss.claim)]
            said = miss_words(context.tables, point, miss, context.lang)
            yield said, texts.indicator_link(context, point)


def _left(context: Context, copy: Copy, done: Account) -> Iterator[Line]:
    """Numerals left over, each with the way to its mark, and rows that explain nothing."""
    marks = {mark.start: n for n, mark in enumerate(copy.marks)}
    for left in done.leftovers:
        start, _ = done.reading.flat.original(*left.numeral.span)
        mark = f"#m{marks[start]}" if start in marks else ""
        yield left_words(context.tables, left, context.lang), mark
    for row in done.idle:
        yield context.say("verify.idle", context=row.context, numeral=row.numeral), ""
