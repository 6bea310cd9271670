"""A checked text as the page shows it: marks in the text, and what is said of each beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup, escape

from metrics.exports.proofs.parts import Part, parts
from metrics.locale import Lang
from metrics.proof import Judged
from metrics.proof.marks import MARKS, ORDER, SIGNS
from metrics.proof.texts import language
from pages.parts.blocks.statement import figure_of
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import view as state

# What ends a line anywhere; as an entity it outlives that markup is put into one line.
_LINE = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BREAKS = re.compile(r"([\n\t])")
_ENTITIES = {"\n": Markup("&#10;"), "\t": Markup("&#9;")}
# Signs that no page can show.
_UNFIT = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def lines(words: str) -> Markup:
    """Return words as markup that keeps their lines and shows whatever they hold as text.

    Examples
    --------
    >>> lines("<b>1\\r\\n\\t2")
    Markup('&lt;b&gt;1&#10;&#9;2')
    """
    pieces = _BREAKS.split(_UNFIT.sub("\ufffd", _LINE.sub("\n", words)))
    return Markup("").join(_ENTITIES.get(piece) or escape(piece) for piece in pieces)


def listed(judged: Sequence[Judged]) -> list[Judged]:
    """Return the numbers that are marked."""
    return [j for j in judged if j.verdict in MARKS]


def marked(here: Context, words: str, judged: Sequence[Judged]) -> Markup:
    """Return a text with its marks, and the list of what is said of them.

    Parameters
    ----------
    here : Context
        What the page draws with: tables, language and colours.
    words : str
        The text.
    judged : sequence of Judged
        Its numbers, in order.

    Returns
    -------
    Markup
        Both; only the text where it has no number to speak of.
    """
    made = list(parts(words, judged))
    found = [part for part in made if part.mark]
    lang: Lang = language(words)
    first = next((p.number for p in found if p.judged and p.judged.accused), 1)
    return markup.render(
        "proof.html",
        here.lang,
        counts=Counter(part.mark for part in found),
        order=ORDER,
        signs=SIGNS,
        count=len(found),
        first=first,
        spoken=markup.TAGS[lang],
        parts=[(part, lines(part.text)) for part in made],
        entries=[_entry(here, part) for part in found],
    )


def finding(here: Context, words: str, judged: Sequence[Judged]) -> Markup:
    """Return what is found: how many numbers are wrong, of what text, and how many are none.

    Parameters
    ----------
    here : Context
        What the page draws with: tables, language and colours.
    words : str
        The text.
    judged : sequence of Judged
        Its numbers.

    Returns
    -------
    Markup
        A heading, and a line about the text.
    """
    count, wrong = len(listed(judged)), sum(j.accused for j in judged)
    unknown = sum(j.verdict == "unknown" for j in judged)
    right = "all_right_but" if unknown else "all_right"
    form = "none" if not count else "found" if wrong else right
    told = [
        here.say(f"draft.spoken_{language(words)}"),
        here.say("draft.signs", count=f"{len(words):,}"),
    ]
    if plain := len(judged) - count:
        told.append(here.say("draft.plain", count=plain))
    return markup.render(
        "proof_found.html",
        here.lang,
        title=here.say(f"draft.{form}", wrong=wrong, count=count, unknown=unknown),
        about=here.say("list.dot").join(told),
    )


def _entry(here: Context, part: Part) -> dict[str, object]:
    """Return what the list says of a number, with the ways to what it was held against."""
    one = part.judged
    assert one is not None
    return {
        "number": part.number,
        "mark": part.mark,
        "text": _UNFIT.sub("", " ".join(one.text.split())),
        "verdict": here.say(f"proof.verdict.{one.verdict}"),
        "right": one.right,
        "why": one.why,
        "links": _links(here, one),
    }


def _links(here: Context, one: Judged) -> list[tuple[str, str]]:
    """Return the ways to the statement of the figure, and to the page of its indicator."""
    key = f"{one.indicator}@{one.area}"
    tables = here.tables.where(key)
    own = tables.definitions.get(one.indicator)
    if own is None:
        return []
    links: list[tuple[str, str]] = []
    found = figure_of(here.tables, f"{key}@{one.period}")
    if found is not None:
        said = here.say("draft.statement", period=found[1].period.label(here.lang))
        links.append((said, state.address(at=f"{key}@{one.period}")))
    if (one.indicator, one.area) in tables.all_series:
        links.append((own.name(here.lang), here.series_link(one.indicator, one.area)))
    return links
