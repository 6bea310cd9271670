"""What changed since a deck was kept: figure by figure, with the slides that show them."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from metrics.briefing.deck import Deck, DeckError, Record
from metrics.briefing.exhibit import Grid
from metrics.briefing.exhibits import exhibit
from metrics.briefing.pages import MOST_CHANGES, pages
from metrics.briefing.slides import Page, numbered, with_grid
from metrics.explorer.exploration import name
from metrics.history.telling import figure_said
from metrics.locale import DEFAULT_LANG, Lang, text
from metrics.model.observation import Observation
from metrics.model.period import Period, PeriodError
from metrics.model.series import Series, series_key
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
from metrics.tables.dataset import Tables
from metrics.wording import observations as words
from metrics.wording.numbers import join_words

# Headings of the table of changes.
COLUMNS = (
    "briefing.figure_head",
    "briefing.period_head",
    "briefing.before_head",
    "briefing.now_head",
    "briefing.slides_head",
)
# Bytes of a record that an address may carry.
MOST = 200_000
MOST_CHANGED = 400


@dataclass(frozen=True)
class Change:
    """A figure that is another, is new, or is shown no more.

    Parameters
    ----------
    series, period : str
        Key of the series and code of the period.
    places : tuple of int
        Slides that show it, counted from 0.
    before : str
        Its value, qualifier and printed form then; empty where it is new.
    now : Observation, optional
        None where it is shown no more.
    """

    series: str
    period: str
    places: tuple[int, ...]
    before: str
    now: Observation | None


def facts_of(tables: Tables, deck: Deck) -> tuple[dict[str, Observation], ...]:
    """For each slide every figure that it shows, by series and period.

    A list of sources shows none.
    """
    return tuple(
        {key_of(o): o for view in slide.views for o in _facts(tables, view)}
        for slide in deck.slides
    )


def _facts(tables: Tables, view: str) -> tuple[Observation, ...]:
    try:
        return exhibit(tables, view, DEFAULT_LANG).facts
    except DeckError:
        return ()


def key_of(point: Observation) -> str:
    """Return a figure by its series and period, as one word each."""
    return f"{series_key(point.definition.id, point.area)} {point.period.code}"


def snapshot(point: Observation) -> str:
    """Say what is kept of a figure: value, qualifier and printed form."""
    figure = point.figure
    return f"{figure.value.normalize():f} {figure.qualifier} {figure.printed}"


def kept(tables: Tables, deck: Deck, day: date) -> Deck:
    """Return the deck with a record of what it shows, as it is kept in a file.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    deck : Deck
        The slides and what is in view.
    day : date
        The day on which it is kept.

    Returns
    -------
    Deck
        The deck with its record.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.briefing.deck import parse_address
    >>> tables = load()
    >>> deck = parse_address("chart!indicator?id=gii_rank")
    >>> kept(tables, deck, date(2026, 1, 1)).record.day
    '2026-01-01'
    """
    facts = {k: snapshot(o) for own in facts_of(tables, deck) for k, o in own.items()}
    return replace(deck, record=Record(tables.version, day.isoformat(), facts))


def changes(tables: Tables, deck: Deck) -> tuple[Change, ...]:
    """Every figure of a kept deck that is another now, in the order of the slides.

    Of a series that the deck did not show then, nothing is known.
    """
    if deck.record is None:
        return ()
    before = {k: v for k, v in deck.record.facts.items() if _is_key(k)}
    slides = facts_of(tables, deck)
    every = {k: o for own in slides for k, o in own.items()}
    known = {_series_of(k) for k in before}
    found: dict[str, Change] = {}
    for place, own in enumerate(slides):
        shown = {_series_of(k) for k in own}
        gone = (k for k in before if k not in every and _series_of(k) in shown)
        for key in (*own, *gone):
            now = every.get(key)
            # Another source's words for the same figure are no change.
            same = _value(before.get(key, "")) == _value(snapshot(now) if now else "")
            if not same and _series_of(key) in known:
                found[key] = _change(key, place, before.get(key, ""), now, found.get(key))
    return tuple(found.values())


def _is_key(key: str) -> bool:
    """Whether a key names a period: of a file made by hand it may not."""
    try:
        Period.parse(key.partition(" ")[2])
    except PeriodError:
        return False
    return True


def _value(told_: str) -> list[str]:
    return told_.split(" ")[:2]


def _series_of(key: str) -> str:
    return key.partition(" ")[0]


def _change(
    key: str, place: int, before: str, now: Observation | None, known: Change | None
) -> Change:
    if known is not None:
        return replace(known, places=(*known.places, place))
    series, _, period = key.partition(" ")
    return Change(series, period, (place,), before, now)


def since_code(tables: Tables, deck: Deck) -> str:
    """Say what changed since a deck was kept, as one value of an address; empty where unknown.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> deck = kept(tables, Deck(), date(2026, 1, 1))
    >>> with_since(tables, Deck(), since_code(tables, deck)) == deck
    True
    """
    if deck.record is None:
        return ""
    now = {k for own in facts_of(tables, deck) for k in own}
    changed = {f"{c.series} {c.period}" for c in changes(tables, deck)}
    was = {k: deck.record.facts.get(k, "") for k in sorted(changed)}
    series = sorted({_series_of(k) for k in deck.record.facts} & {_series_of(k) for k in now})
    packed = json.dumps([deck.record.version, deck.record.day, was, series], ensure_ascii=False)
    return urlsafe_b64encode(zlib.compress(packed.encode(), 9)).decode().rstrip("=")


def with_since(tables: Tables, deck: Deck, code: str) -> Deck:
    """Return the deck with the record that an address carries.

    Raise `DeckError` where it is broken.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    deck : Deck
        The slides and what is in view.
    code : str
        The record as the address carries it; empty where it carries none.

    Returns
    -------
    Deck
        The deck with its record.

    Raises
    ------
    DeckError
        Where the code is broken.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.briefing.deck import parse_address
    >>> tables = load()
    >>> deck = parse_address("chart!indicator?id=gii_rank")
    >>> with_since(tables, deck, "") == deck
    True
    """
    if not code:
        return deck
    try:
        plain = urlsafe_b64decode(code + "=" * (-len(code) % 4))
        unpacking = zlib.decompressobj()
        packed = unpacking.decompress(plain, MOST)
        if not unpacking.eof:
            raise ValueError("cut off")
        version, day, was, series = json.loads(packed)
        json.dumps([version, day, was, series], ensure_ascii=False).encode()
        known, before = frozenset(map(str, series)), {str(k): str(v) for k, v in was.items()}
        if len(before) > MOST_CHANGED:
            raise ValueError("too many")
    except (ValueError, TypeError, AttributeError, RecursionError, zlib.error):
        raise DeckError("since") from None
    now = {k: snapshot(o) for own in facts_of(tables, deck) for k, o in own.items()}
    facts = {k: v for k, v in {**now, **before}.items() if v and _series_of(k) in known}
    return replace(deck, record=Record(str(version), str(day), facts))


def issued(tables: Tables, deck: Deck, lang: Lang, day: date) -> tuple[Page, ...]:
    """Every slide of a deck, and what changed where it was kept with other tables.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    deck : Deck
        The slides and what is in view.
    lang : str
        ``zh`` or ``en``.
    day : date
        The day that the cover names.

    Returns
    -------
    tuple of Page
        Slides in their order, those of changes last.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.briefing.deck import parse_address
    >>> tables, day = load(), date(2026, 1, 1)
    >>> deck = kept(tables, parse_address("chart!indicator?id=gii_rank"), day)
    >>> [p.layout for p in issued(tables, deck, "en", day)]
    ['chart']
    """
    made = pages(tables, deck, lang, day)
    number = {p.place: f"{n}" for n, p in reversed(list(enumerate(made, 1)))}
    found = change_grid(tables, deck, number, lang)
    if found is None:
        return made
    title, grid = found
    parts = [grid.rows[n : n + MOST_CHANGES] for n in range(0, len(grid.rows), MOST_CHANGES)]
    grids = [Grid(grid.columns, tuple(part)) for part in parts] or [Grid((), ())]
    added = [with_grid(tables, -1, "changes", title, part, lang) for part in grids]
    return (*made, *numbered(added, len(made) + 1))


def change_grid(
    tables: Tables, deck: Deck, number: Mapping[int, str], lang: Lang
) -> tuple[str, Grid] | None:
    """Return what changed since a deck was kept with other tables, and a title for it.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    deck : Deck
        The slides and what is in view.
    number : mapping of int to str
        What each slide is called, by its place.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of str and Grid, or None
        A row for each change; none where nothing changed, or where nothing is known of what the
        deck shows, as the title says. None where the tables are those of then.

    Examples
    --------
    >>> from metrics import load
    >>> change_grid(load(), Deck(), {}, "en") is None
    True
    """
    record = deck.record
    if record is None or record.version == tables.version:
        return None
    rows = tuple(_row(tables, change, number, lang) for change in changes(tables, deck))
    shown = {_series_of(k) for own in facts_of(tables, deck) for k in own}
    # Without any it is said whether the record knows what the deck shows at all.
    known = not shown.isdisjoint(map(_series_of, record.facts))
    alike = "briefing.unchanged" if known else "briefing.unknown"
    told = {"count": len(rows), "day": record.day}
    title = text(lang)("briefing.changes" if rows else alike, **told)
    return title, Grid(tuple(map(text(lang), COLUMNS)) if rows else (), rows)


def _row(tables: Tables, change: Change, number: Mapping[int, str], lang: Lang) -> tuple[str, ...]:
    say = text(lang)
    series = in_view(tables, ALL_WITH_IMPLIED).by_key.get(change.series)
    named = name(tables, series, lang) if series else change.series
    now = say("briefing.shown_no_more")
    if change.now:
        now = words.mark_implied(str(words.statement(change.now, lang)), [change.now], lang)
    slides = join_words([number[p] for p in change.places if p in number], lang)
    period = Period.parse(change.period).label(lang)
    before = _before_words(series, change, lang) if change.before else say("briefing.new")
    return named, period, before, now, slides


def _before_words(series: Series | None, change: Change, lang: Lang) -> str:
    """Return the figure of then, stated like that of now."""
    value, qualifier, printed = (*change.before.split(" ", 2), "", "")[:3]
    point = change.now or (series.latest if series else None)
    return figure_said(point.definition if point else None, value, printed, qualifier, lang)
