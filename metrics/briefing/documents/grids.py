"""Tables of a brief: key figures, what changed, the annex of all figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from metrics.briefing.documents.model import Line, Span, Table, plain, told
from metrics.briefing.documents.noting import cited, closed, dated, note_of
from metrics.briefing.exhibit import Exhibit
from metrics.locale import Lang, text
from metrics.model.observation import Observation, each_once
from metrics.tables.dataset import Tables
from metrics.wording import observations as words
from metrics.wording import origins
from metrics.wording.findings.change import change_words

# What stands in a cell without a value.
NOTHING = "—"


def key_figures(tables: Tables, found: Sequence[Exhibit], caption: str, lang: Lang) -> Table:
    """Return a table of figures: name and scope, value, period, change.

    Parameters
    ----------
    tables : Tables
        What is in view.
    found : sequence of Exhibit
        Figures.
    caption : str
        What stands above.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Table
        A row for each.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.briefing.exhibits import exhibit
    >>> tables = load()
    >>> shown = [exhibit(tables, "indicator?id=gii_rank&show=figure", "en")]
    >>> [span.text for cell in key_figures(tables, shown, "Ranks", "en").rows[0] for span in cell]
    ['Global Innovation Index rank', '10th', '2025', 'up 1 place in a year']
    """
    say = text(lang)
    rows = []
    notes = noted_once([note_of(tables, e.facts[0], lang) for e in found], lang)
    for e, note in zip(found, notes, strict=True):
        point = e.facts[0]
        series = tables.all_series[point.definition.id, point.area]
        moved = change_words(series, lang) if series.latest is point else ""
        value = words.mark_implied(str(words.statement(point, lang)), [point], lang)
        rows.append(
            (
                plain(_named(tables, point, lang)),
                (Span(value, note),),
                plain(point.period.label(lang)),
                plain(moved or NOTHING),
            )
        )
    head = ("figure_head", "value_head", "period_head", "change_head")
    shares: tuple[float, ...] = (43, 18, 13, 26)
    # Figures of one period each have not moved.
    count = 4 if any(told(row[-1]) != NOTHING for row in rows) else 3
    return Table(
        plain(caption),
        tuple(say(f"brief.{h}") for h in head[:count]),
        tuple(row[:count] for row in rows),
        shares[:count],
    )


def noted_once(notes: Sequence[str], lang: Lang) -> list[tuple[str, ...]]:
    """Give each number its note, which is told in full at the first of those in a row."""
    again = closed([text(lang)("brief.same_note")], lang)
    runs = ((note, len(list(same))) for note, same in groupby(notes))
    return [(own,) for note, count in runs for own in (note, *[again] * (count - 1))]


def _named(tables: Tables, point: Observation, lang: Lang) -> str:
    """Name a figure, with its scope where another series of its concept is in view."""
    name = point.definition.name(lang)
    scopes = {s.definition.scope for s in tables.concept(point.definition.concept, point.area)}
    if len(scopes) < 2:
        return name
    scope = words.place_words(tables, point, lang)
    return text(lang)("brief.scoped", name=name, scope=scope)


def annex(tables: Tables, points: Iterable[Observation], lang: Lang) -> Table:
    """Return the annex: every figure with its printed form and its source, series by series.

    Parameters
    ----------
    tables : Tables
        What is in view.
    points : iterable of Observation
        Every figure of the brief.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Table
        A row across for each series, then its figures, the newest first.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> made = annex(tables, tables.series("gii_rank").points, "en")
    >>> made.rows[0][0][0].text, made.rows[1][1][0].text
    ('Global Innovation Index rank; Worldwide comparison', '10th')
    """
    groups: dict[tuple[str, str], list[Observation]] = {}
    for o in points:
        groups.setdefault((o.definition.id, o.area), []).append(o)
    rows: list[tuple[Line, ...]] = []
    say = text(lang)
    for own in groups.values():
        first = own[0]
        place = words.place_words(tables, first, lang)
        rows.append((plain(say("list.semicolon").join((first.definition.name(lang), place))),))
        # What is stated twice of one period stands below each other.
        ordered = sorted(own, key=lambda o: o.period, reverse=True)
        # Two statements of one value have one that they are cited by.
        rows += _rows_of(each_once(cited(tables, o) for o in ordered), lang)
    head = ("period_head", "value_head", "printed_head", "source_head")
    return Table(
        plain(say("brief.annex_table")),
        tuple(say(f"brief.{h}") for h in head),
        tuple(rows),
        (20, 16, 22, 42) if lang == "zh" else (20, 22, 23, 35),
        (0, 2, 3),
        (1,),
    )


def _rows_of(points: Iterable[Observation], lang: Lang) -> Iterator[tuple[Line, ...]]:
    """Yield the rows of one series; one source in a row is named once."""
    last = ""
    for o in points:
        source = dated(origins.cited(o, lang), lang)
        told = text(lang)("brief.same") if source == last else source
        last = source
        value = words.mark_implied(str(words.statement(o, lang)), [o], lang)
        printed = origins.spoken(o, lang) if o.derived else o.figure.printed
        yield (
            plain(words.period_words(o, lang)),
            plain(value),
            (Span(printed or NOTHING, printed=not o.derived),),
            plain(told),
        )


def changed(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Return the table of what changed since the brief was kept.

    Parameters
    ----------
    caption : str
        Since when.
    columns : sequence of str
        Headings.
    rows : sequence of sequence of str
        Figure, period, then, now, where it is shown.

    Returns
    -------
    Table
        A row for each change.

    Examples
    --------
    >>> changed("Since May", ("Figure", "Now"), [("Rank", "10th")]).shares
    (30, 14)
    """
    cells = tuple(tuple(plain(cell or NOTHING) for cell in row) for row in rows)
    return Table(plain(caption), tuple(columns), cells, (30, 14, 20, 20, 16)[: len(columns)])


def of_grid(found: Exhibit) -> Table | None:
    """Return the table that an exhibit is."""
    if found.grid is None:
        return None
    rows = tuple(tuple(plain(cell or NOTHING) for cell in row) for row in found.grid.rows)
    count = len(found.grid.columns)
    shares = (26, *[74 / max(count - 1, 1)] * (count - 1))
    return Table(plain(found.texts.title), found.grid.columns, rows, shares)
