"""The register of errors of the sources as data: for the page and for files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import series_key
from metrics.reconciliation.errors import SourceError, State, regional_errors, source_errors
from metrics.reconciliation.model import Check
from metrics.reconciliation.wording import sentence
from metrics.reconciliation.workings import working
from metrics.tables.dataset import Tables
from metrics.tables.problems import DataError
from metrics.wording.observations import place_words, statement
from metrics.wording.origins import locator_words


@dataclass(frozen=True)
class Proof:
    """A check that proves an error.

    Parameters
    ----------
    check, kind : str
        Its relation, and the name of the arithmetic.
    said, working, why : str
        What does not fit, the numbers worked out, and what is known of the reason.
    """

    check: str
    kind: str
    said: str
    working: str
    why: str


@dataclass(frozen=True)
class Error:
    """An entry of the register in words.

    Parameters
    ----------
    id : str
        A name that stays.
    indicator, area, period : str
        The figure by its codes.
    name, place, period_name : str
        The figure in words.
    printed, value : str
        What is printed, and how it reads.
    source, title, locator, since : str
        Where it is printed, and since when.
    state, state_name : str
        The state by its code and in words.
    likely : str
        What is likely right.
    proofs : tuple of Proof
        Why it cannot stand.
    """

    id: str
    indicator: str
    area: str
    period: str
    name: str
    place: str
    period_name: str
    printed: str
    value: str
    source: str
    title: str
    locator: str
    since: str
    state: State
    state_name: str
    likely: str
    proofs: tuple[Proof, ...]


# Columns of the register as a table, a row for each entry.
COLUMNS = (
    *("id", "indicator", "area", "period", "name", "place", "period_name", "printed", "value"),
    *("source", "title", "locator", "since", "state", "state_name", "likely"),
    *("checks", "said", "working", "why"),
)


def register(tables: Tables, lang: Lang) -> tuple[Error, ...]:
    """Say every entry of the register: figures, then tables of regions that do not come out.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of Error
        Where the facts of regions are at fault, without theirs.

    Examples
    --------
    >>> from metrics import load
    >>> first = register(load(), "en")[0]
    >>> first.printed, first.state, [p.check for p in first.proofs]
    ('587,000', 'open', ['population-2014', 'scope-domestic-incl-2013'])
    """
    tables = tables.national or tables
    made = [_error(tables, e, lang) for e in source_errors(tables)]
    with suppress(DataError):
        made += [_error(tables.regional, e, lang) for e in regional_errors(tables)]
    return tuple(made)


def _error(tables: Tables, error: SourceError, lang: Lang) -> Error:
    o, say = error.statement, text(lang)
    place = say("errors.by_region") if error.regional else place_words(tables, o, lang)
    return Error(
        id=error.id,
        indicator=o.definition.id,
        area=o.area,
        period=o.period.code,
        name=o.definition.name(lang),
        place=place,
        period_name=o.period.label(lang),
        printed=o.figure.printed,
        value=str(statement(o, lang)),
        source=o.source.cite(lang),
        title=o.source.title(lang),
        locator=locator_words(tables, o, lang),
        since=o.source.published,
        state=error.state,
        state_name=say(f"errors.{error.state}"),
        likely=_likely(error, lang),
        proofs=tuple(_proof(tables, check, lang) for check in error.proofs),
    )


def _likely(error: SourceError, lang: Lang) -> str:
    """Say what other publications print of the figure, else what is known of it."""
    say = text(lang)
    if error.undecided:
        return error.statement.note(lang) or say("errors.one_cell")
    others = [_printed_elsewhere(o, lang) for o in error.others]
    if others:
        return say("errors.elsewhere", others=say("list.semicolon").join(others))
    return error.statement.note(lang)


def _printed_elsewhere(o: Observation, lang: Lang) -> str:
    return text(lang)("errors.other", value=statement(o, lang), source=o.source.cite(lang))


def _proof(tables: Tables, check: Check, lang: Lang) -> Proof:
    relation = check.relation
    return Proof(
        check=relation.id,
        kind=tables.label("check_kind", relation.kind, lang),
        said=sentence(tables, check, lang),
        working=working(check),
        why=relation.explanation(lang),
    )


def key_of(error: Error) -> str:
    """Name the series of an entry in an address.

    Examples
    --------
    >>> from metrics import load
    >>> key_of(register(load(), "en")[0])
    'invention_patents_in_force_domestic'
    """
    return series_key(error.indicator, error.area)


def rows(errors: tuple[Error, ...]) -> Iterator[tuple[str, ...]]:
    """Go through the entries as rows of a table, in the order of `COLUMNS`.

    Examples
    --------
    >>> list(rows(()))
    []
    """
    for error in errors:
        told = asdict(error)
        told["checks"] = " ".join(p.check for p in error.proofs)
        for column in ("said", "working", "why"):
            told[column] = " ".join(dict.fromkeys(getattr(p, column) for p in error.proofs))
        yield tuple(str(told[column]) for column in COLUMNS)
