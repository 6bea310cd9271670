"""The reader's copies of the texts: where they are, each read once for all sessions."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from metrics import Tables
from metrics.model.observation import Observation
from metrics.tables.kept import kept
from metrics.verification import claim_of, documents
from metrics.verification.copies import Copy, Stamp, name_of, read_copy, stamp
from metrics.verification.library import SUFFIX
from metrics.verification.messages import place_words, publication_words, publications, title_words
from pages.parts.frame import markup
from pages.parts.frame.shell import Context

# Names the folder in which the texts are; the command line takes it too.
VARIABLE = "REPORTS_DIR"


def folder() -> Path | None:
    """Return the folder that the environment names."""
    named = os.environ.get(VARIABLE, "").strip()
    return Path(named) if named else None


# Plain, since every row of a table asks: Streamlit's own caches take half a millisecond a time.
@kept
def _copy(tables: Tables, place: Path, document: str, _: Stamp) -> Copy:
    return read_copy(tables, place, document)


def copy_of(tables: Tables, document: str) -> Copy:
    """Return the copy of a document, read once for each state of it and of the tables.

    It is held against all facts, whatever is in view.
    """
    place = folder()
    if place is None:
        return Copy(document, "absent")
    return _copy(tables.printed, place, document, stamp(place, document))


def copies(tables: Tables) -> tuple[Copy, ...]:
    """Return the copies of all documents, also of those that are not at hand."""
    return tuple(copy_of(tables, document) for document in documents(tables))


def state_key(tables: Tables) -> str:
    """Name the tables in view and the state of all texts."""
    place = folder()
    stamps = [stamp(place, document) for document in documents(tables)] if place else []
    return f"{tables.key} {place} {stamps}"


def fault(tables: Tables) -> str:
    """Return the message that says why no text is at hand; empty where one is."""
    place = folder()
    if place is None:
        return "texts.no_folder"
    every = {copy.state for copy in copies(tables)}
    if every <= {"absent", "unreadable"} and not _is_folder(place):
        return "texts.bad_folder"
    return "texts.empty_folder" if every == {"absent"} else ""


def _is_folder(place: Path) -> bool:
    try:
        return place.is_dir() and os.access(place, os.R_OK | os.X_OK)
    except (OSError, ValueError):
        return False


def by_name(tables: Tables, document: str) -> Mapping[str, Observation]:
    """Return the facts of a document by their names in an address, also those out of view."""
    whole = tables.printed
    own = (o for o in whole.statements if o.source.document == document)
    return {name_of(claim_of(o)): o for o in own}


def link(context: Context, document: str, name: str = "") -> str:
    """Return the address of a text, or of the place of a fact in it.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    document : str
        Id of the document.
    name : str
        Of the fact, as addresses have it; empty for the beginning.

    Returns
    -------
    str
        The address.
    """
    return context.link("reading", doc=document, **({"at": name} if name else {}))


def indicator_link(context: Context, point: Observation) -> str:
    """Return the address of the page of a fact's indicator."""
    return context.series_link(point.definition.id, point.area)


def locator_address(context: Context, point: Observation) -> dict[str, str]:
    """Return where the locator in a row leads; nowhere where the text is not at hand."""
    document = point.source.document
    if point.derived or not document or copy_of(context.tables, document).state != "read":
        return {}
    return {"href_locator": link(context, document, name_of(claim_of(point)))}


def state_words(context: Context, copy: Copy) -> str:
    """Tell whether a copy could be read, in a few words."""
    say = context.say
    if copy.state == "foreign" and copy.like:
        return say("texts.like", title=title_words(context.tables, copy.like, context.lang))
    if copy.account is not None and not copy.account.complete:
        return say("texts.state.partial")
    return say(f"texts.state.{copy.state}")


def overview(context: Context, *, folded: bool = True) -> str:
    """Return the table of the documents, and how those that are not at hand are provided.

    Parameters
    ----------
    folded : bool
        Whether the latter is folded also where no text is at hand.
    """
    key = f"{state_key(context.tables)} {fault(context.tables)}"
    return context.shared(f"texts {folded}", lambda: _overview(context, folded=folded), key)


def _overview(context: Context, *, folded: bool) -> str:
    say, lang = context.say, context.lang
    every = copies(context.tables)
    if all(copy.state == "absent" for copy in every):
        return how(context, folded=folded)
    rows = [_row(context, copy) for copy in every]
    at_hand = sum(copy.state == "read" for copy in every)
    caption = say("texts.count", read=at_hand, all=len(rows))
    columns = ("title", "copy", "facts", "numerals", "classes", "left", "missed", "lost")
    return markup.table(columns, rows, lang, caption, links=("title",)) + how(context, folded=True)


def _row(context: Context, copy: Copy) -> dict[str, str]:
    tables, say, lang = context.tables, context.say, context.lang
    title = title_words(tables, copy.document, lang)
    row = {"title": title, "copy": state_words(context, copy)}
    done = copy.account
    if done is None:
        return row | dict.fromkeys(("facts", "numerals", "classes", "left", "missed", "lost"), "")
    numerals = len(done.reading.numerals)
    over = {left.numeral for left in done.leftovers}
    counts = [
        say("verify.count", name=tables.label("numeral_class", code, lang), count=done.counts[code])
        for code in tables.codes("numeral_class")
        if code in done.counts
    ]
    lost = dict.fromkeys(place_words(tables, p, lang) for p in done.reading.outline.missing)
    facts = len(done.found) + len(done.missed)
    return row | {
        "href_title": link(context, copy.document),
        "facts": say("texts.of", some=len(done.found), all=facts),
        "numerals": say("texts.of", some=numerals - len(over), all=numerals),
        "classes": say("list.semicolon").join(counts),
        "left": str(len(done.leftovers)),
        "missed": str(len(done.missed)),
        "lost": say("list.comma").join(lost) or say("verify.nothing"),
    }


def how(context: Context, *, folded: bool = False) -> str:
    """Return what to set, and which files with which publications are expected."""
    tables, say, lang = context.tables, context.say, context.lang
    files = [
        (
            f"{document}{SUFFIX}",
            [publication_words(source, lang) for source in publications(tables, document)],
        )
        for document in documents(tables)
    ]
    return markup.render(
        "texts_how.html",
        lang,
        folded=folded,
        fault=say(key) if (key := fault(tables)) else "",
        variable=VARIABLE,
        files=files,
    )
