"""What was found in the texts, in words: documents, places, facts and faults."""

from __future__ import annotations

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import Published
from metrics.model.source import Source
from metrics.tables.dataset import Tables
from metrics.verification.model import Leftover, UnmatchedFact
from metrics.wording import observations as words

_FAULTS = {
    "absent": "verify.absent",
    "elsewhere": "verify.elsewhere",
    "qualifier": "verify.qualifier",
    "taken": "verify.taken",
    "numbered": "verify.numbered",
    "no_place": "verify.lost",
}


def publications(tables: Tables, document: str) -> tuple[Source, ...]:
    """Return the publications that can be read in a document, by date."""
    every = (tables.whole or tables).sources.values()
    return tuple(sorted((s for s in every if s.document == document), key=lambda s: s.published))


def publication_words(source: Source, lang: Lang, *, titled: bool = True) -> str:
    """Return a publication by its title, where it is wanted, its issuer and its date.

    Parameters
    ----------
    source : Source
        The publication.
    lang : str
        ``zh`` or ``en``.
    titled : bool
        Whether the title is wanted.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> from metrics import load
    >>> publication_words(load().sources["shen-2020"], "en", titled=False)[-10:]
    'IPA), 2020'
    """
    return text(lang)(
        "texts.publication" if titled else "texts.issued",
        title=source.title(lang),
        issuer=source.issuer(lang),
        published=Published(source.published).label(lang),
    )


def title_words(tables: Tables, document: str, lang: Lang) -> str:
    """Return a document by its title, or by what it has collected.

    Parameters
    ----------
    tables : Tables
        With the sources.
    document : str
        Its name.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> from metrics import load
    >>> title_words(load(), "hdu-reader-2024-24", "en")[:22]
    '6 reprinted articles: '
    """
    own = publications(tables, document)
    if len(own) == 1:
        return own[0].title(lang)
    say = text(lang)
    short = dict.fromkeys(s.short_zh if lang == "zh" else s.short_en for s in own)
    return say("texts.many", count=len(own), names=say("list.comma").join(short))


def place_words(tables: Tables, locator: str, lang: Lang) -> str:
    """Return a locator in words; as it is keyed where it names nothing.

    Parameters
    ----------
    tables : Tables
        With the names of places.
    locator : str
        As it is keyed.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> from metrics import load
    >>> place_words(load(), "nowhere", "en")
    'nowhere'
    """
    try:
        return tables.locator(locator, lang)
    except (KeyError, ValueError, IndexError):
        return locator


def fault_words(tables: Tables, miss: UnmatchedFact, lang: Lang) -> str:
    """Say why a fact was not found at its place.

    Parameters
    ----------
    tables : Tables
        With the names of places.
    miss : UnmatchedFact
        The fact.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        What is wrong, with what the text has instead.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.verification.model import Claim
    >>> claim = Claim("centres", "CN", "2022", "s", "a", "10家", "exact")
    >>> fault_words(load(), UnmatchedFact(claim, "absent", ("建[12]家",)), "zh")[-6:]
    '建[12]家'
    """
    say = text(lang)
    places = miss.fault == "elsewhere"
    said = [place_words(tables, s, lang) for s in miss.says] if places else miss.says
    return say(_FAULTS[miss.fault], says=say("list.comma").join(said) or say("verify.nothing"))


def miss_words(tables: Tables, point: Observation, miss: UnmatchedFact, lang: Lang) -> str:
    """Return a fact that was not found, and why.

    Parameters
    ----------
    tables : Tables
        With the names of places.
    point : Observation
        The fact.
    miss : UnmatchedFact
        What was found instead.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> from metrics import load
    >>> point = load().series("gii_rank").latest
    >>> from metrics.verification.model import Claim
    >>> claim = Claim("gii_rank", "CN", "2022", "s", "a", "[99]", "exact")
    >>> point.figure.printed in miss_words(load(), point, UnmatchedFact(claim, "absent"), "en")
    True
    """
    return text(lang)(
        "texts.not_found",
        fact=fact_words(tables, point, lang),
        printed=point.figure.printed,
        place=place_words(tables, point.locator, lang),
        fault=fault_words(tables, miss, lang),
    )


def left_words(tables: Tables, left: Leftover, lang: Lang) -> str:
    """Return a numeral that nothing accounts for, with its place and a few signs beside it.

    Parameters
    ----------
    tables : Tables
        With the names of places.
    left : Leftover
        The numeral.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.verification.numerals import Numeral
    >>> numeral = Numeral(0, 2, "12", "arabic")
    >>> "[12]" in left_words(load(), Leftover(numeral, "", "建[12]家"), "en")
    True
    """
    say = text(lang)
    place = place_words(tables, left.place, lang) if left.place else say("verify.nowhere")
    key = "verify.left" if left.wanted == 1 else "verify.left_some"
    return say(
        key,
        numeral=left.numeral.text,
        place=place,
        context=left.context,
        wanted=left.wanted,
        given=left.given,
    )


def fact_words(tables: Tables, point: Observation, lang: Lang) -> str:
    """Return a fact in one line: name, scope, period and value.

    Parameters
    ----------
    tables : Tables
        With the names of scopes and areas.
    point : Observation
        The fact.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> fact_words(tables, tables.series("gii_rank").latest, "en").count("·") >= 3
    True
    """
    return text(lang)("list.dot").join(
        (
            point.definition.name(lang),
            words.place_words(tables, point, lang),
            words.period_words(point, lang),
            str(words.statement(point, lang)),
        )
    )
