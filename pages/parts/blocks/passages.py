"""The passages of the texts in which the statements of a series stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.verification import claim_of
from metrics.verification.copies import Copy, name_of
from metrics.verification.excerpts import Passage, excerpts
from metrics.verification.messages import fact_words, miss_words, place_words, title_words
from pages.parts.blocks import texts
from pages.parts.frame import markup
from pages.parts.frame.shell import Context


def passages(context: Context, series: Series, statements: Sequence[Observation]) -> str:
    """Return the passages of statements, in their order; empty where none is of a document.

    What could not be shown is told.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    series : Series
        The series.
    statements : sequence of Observation
        The statements whose passages are shown.

    Returns
    -------
    str
        Markup.
    """
    own = [o for o in statements if o.source.document and not o.derived]
    if not own:
        return ""
    key = texts.state_key(context.tables)
    return context.shared(f"passages {series.key}", lambda: _section(context, own), key)


def quoted(context: Context, point: Observation) -> list[dict[str, object]]:
    """Return the passages of one statement, where its text is at hand."""
    if not point.source.document or point.derived:
        return []
    copy = texts.copy_of(context.tables, point.source.document)
    named = {name_of(claim_of(point)): point}
    return [_shown(context, passage, named) for passage in excerpts(copy, named)]


def _section(context: Context, own: Sequence[Observation]) -> str:
    say, lang = context.say, context.lang
    title = markup.small("section.html", lang, title=say("texts.passages"))
    copies = {d: texts.copy_of(context.tables, d) for d in _documents(own)}
    if all(copy.state == "absent" for copy in copies.values()):
        return title + markup.render(
            "texts_none.html",
            lang,
            words=say("texts.none_here"),
            more=say("texts.how"),
            address=context.link("reading"),
        )
    shown: list[dict[str, object]] = []
    told: list[str] = []
    for document, copy in copies.items():
        named = {name_of(claim_of(o)): o for o in own if o.source.document == document}
        shown += [_shown(context, p, named) for p in _ordered(excerpts(copy, named), own)]
        told += _told(context, copy, named)
    return title + markup.render("passages.html", lang, passages=shown, told=told)


def _documents(own: Sequence[Observation]) -> list[str]:
    return list(dict.fromkeys(o.source.document for o in own))


def _ordered(found: Sequence[Passage], own: Sequence[Observation]) -> list[Passage]:
    order = list(dict.fromkeys(o.source.id for o in own))
    return sorted(found, key=lambda p: order.index(p.source))


def _shown(
    context: Context, passage: Passage, named: Mapping[str, Observation]
) -> dict[str, object]:
    tables, lang = context.tables, context.lang
    words = {name: fact_words(tables, o, lang) for name, o in named.items()}
    return {
        "runs": passage.runs,
        "hover": {
            segment.number: [words[n] for c in segment.mark.claims if (n := name_of(c)) in words]
            for run in passage.runs
            for segment in run
            if segment.mark is not None
        },
        "source": tables.sources[passage.source].cite(lang),
        "place": place_words(tables, passage.locator, lang),
        "address": texts.link(context, passage.document, name_of(passage.claims[0])),
    }


def _told(context: Context, copy: Copy, named: Mapping[str, Observation]) -> list[str]:
    """Return what of a document could not be shown, and why."""
    tables, say, lang = context.tables, context.say, context.lang
    if copy.state != "read":
        return [
            say(
                "texts.not_shown",
                title=title_words(tables, copy.document, lang),
                state=texts.state_words(context, copy),
                count=len(named),
            )
        ]
    return [
        miss_words(tables, o, copy.misses[name], lang)
        for name, o in named.items()
        if name in copy.misses
    ]
