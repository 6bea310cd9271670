"""The cover of a deck: what it is about, what is filled in, the figure that leads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from metrics.briefing import boxes
from metrics.briefing.addresses import REGIONS
from metrics.briefing.boxes import HEIGHT, SMALL, Bar, Box, Words
from metrics.briefing.deck import FIELDS, Slide
from metrics.briefing.slides import Curve, Page
from metrics.charts.compile.about import About
from metrics.charts.compile.axes import day_of
from metrics.charts.compile.notes import selection_lines
from metrics.charts.compile.words import drawn_span, whose
from metrics.charts.plotly.style import LINE
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import day_label, month_label
from metrics.model.series import CHANGES, Series
from metrics.tables.dataset import Tables
from metrics.views.headlines import MOST_DIGITS, headline_series
from metrics.wording.findings.short import shortened
from metrics.wording.observations import statement

# The view of the cover of the overall deck.
OVERALL = "overall"
LEFT, TOP = 120, 232
# Texts, fields, and the curve beside them, in pixels.
TEXT_WIDTH, FIELD_WIDTH, LABEL, VALUE_WIDTH, AROUND = 1300, 560, 150, 780, 14
FIELDS_TOP, FIELDS_BOTTOM = 640, 990
NEWEST = 340
CURVE = Box(800, 380, 1010, HEIGHT - 380)
# Sizes of a title, the largest that leaves room for what stands below it.
TITLES = (boxes.COVER, 56, 44)
SUBTITLE = 32
# How many points a curve has at least.
FEWEST = 6


def newest_month(tables: Tables, lang: Lang) -> str:
    """Name the month of the newest source, whatever is in view.

    Examples
    --------
    >>> from metrics import load
    >>> len(newest_month(load(), "en")) > 7
    True
    """
    every = (tables.whole or tables).sources.values()
    return month_label(max(source.known for source in every), lang)


def cover(tables: Tables, slide: Slide, place: int, lang: Lang, day: date) -> Page:
    """Return a cover.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    slide : Slide
        Of the layout of covers.
    place : int
        Which slide of the deck, counted from 0.
    lang : str
        ``zh`` or ``en``.
    day : date
        The day that it names where none is filled in.

    Returns
    -------
    Page
        Title, subtitle, fields, and a curve of the first headline of what it is about.

    Examples
    --------
    >>> from metrics import load
    >>> made = cover(load(), Slide("title").filled("en", "office", "CNIPA"), 0, "en", date.today())
    >>> "CNIPA" in made.alt
    True
    """
    say = text(lang)
    of = slide.views[0] if slide.views else ""
    title = slide.titles.get(lang) or _named(tables, of, lang)
    subtitle = slide.fields.get((lang, "subtitle"), "")
    if not subtitle and of:
        subtitle = say("briefing.subtitle")
    rows = list(_rows(tables, slide, lang, day))
    fields, rules, high = _fields(rows)
    head, below = _titles(title, subtitle, FIELDS_BOTTOM - high)
    issuer = boxes.words(say("site.title"), _at(head.box.y - 48), SMALL, tone="accent", bold=True)
    top = min(FIELDS_BOTTOM - high, max(FIELDS_TOP, below[-1].bottom + 40))
    fields = [replace(w, box=replace(w.box, y=w.box.y + top)) for w in fields]
    rules = [replace(r, box=replace(r.box, y=r.box.y + top)) for r in rules]
    lines = selection_lines(tables, lang)
    foot = boxes.words(lines, Box(LEFT, 0, CURVE.x - LEFT - 40, 0), boxes.FOOT, tone="soft")
    foot = replace(foot, box=replace(foot.box, y=HEIGHT - 28 - foot.box.h))
    told = [title, *([subtitle] if subtitle else []), *(" ".join(row) for row in rows), *lines]
    bars = [Bar(Box(0, 0, 24, HEIGHT), "accent"), *rules]
    # Above the longest titles there is no room for it.
    above = [issuer] if issuer.box.y > 0 else []
    words = [head, *below[1:], *above, *fields, *([foot] if lines else [])]
    made = Page(place, "title", title, tuple(words), bars=tuple(bars), alt=" ".join(told))
    return _with_curve(made, tables, of, lang)


def _named(tables: Tables, of: str, lang: Lang) -> str:
    if of in tables.codes("theme"):
        return tables.label("theme", of, lang)
    if of == REGIONS:
        return text(lang)("briefing.regions")
    return text(lang)("briefing.overall" if of == OVERALL else "briefing.own")


def _at(y: float) -> Box:
    return Box(LEFT, y, TEXT_WIDTH, 0)


def _titles(title: str, subtitle: str, most: float) -> tuple[Words, list[Words]]:
    """Return the title, and title and subtitle, above a line; a long title begins higher."""
    for size in TITLES:
        head = boxes.balanced(title, boxes.words(title, _at(TOP + 48), size, bold=True))
        below = [head]
        if subtitle:
            below.append(boxes.words(subtitle, _at(head.bottom + 20), SUBTITLE, tone="soft"))
        over = below[-1].bottom + 40 - most
        if over <= 0:
            break
    raised = [replace(w, box=replace(w.box, y=w.box.y - max(over, 0))) for w in below]
    return raised[0], raised


def _rows(tables: Tables, slide: Slide, lang: Lang, day: date) -> Iterator[tuple[str, str]]:
    """Yield names and words of the fields that are filled in, then the day and the data."""
    say = text(lang)
    for name in FIELDS[1:]:
        words = slide.fields.get((lang, name), "")
        if name == "date":
            words = _dated(words, lang) if words else day_label(day, lang)
        if words:
            yield say(f"briefing.field_{name}"), words
    newest = newest_month(tables, lang)
    yield say("briefing.field_data"), say("briefing.data_until", newest=newest)


def _dated(words: str, lang: Lang) -> str:
    """Word a day that is given as 2026-01-30; other words stay."""
    try:
        return day_label(date.fromisoformat(words), lang)
    except ValueError:
        return words


def _fields(rows: Sequence[tuple[str, str]]) -> tuple[list[Words], list[Bar], float]:
    """Return names and words of fields from the top of a slide, rules between, and their height."""
    made: list[Words] = []
    rules: list[Bar] = []
    y = 0.0
    for name, told in rows:
        if made:
            rules.append(Bar(Box(LEFT, y, FIELD_WIDTH, 2), "grid"))
        label = boxes.words(name, Box(LEFT, y + AROUND, LABEL - 20, 0), SMALL, tone="soft")
        at = Box(LEFT + LABEL, y + AROUND, VALUE_WIDTH, 0)
        made += [label, boxes.words(told, at, SMALL)]
        y = made[-1].bottom + AROUND
    return made, rules, y


def _with_curve(made: Page, tables: Tables, of: str, lang: Lang) -> Page:
    """Add the curve of the first headline that counts from zero, with its newest figure."""
    for series in headline_series(tables):
        run = _run(series)
        if run and of in (OVERALL, series.definition.theme):
            break
    else:
        return made
    points = _points(run)
    value = f"{statement(shortened(run[-1], MOST_DIGITS), lang)}"
    x, y = points[-1]
    room = Box(x - 20 - NEWEST, y - 60, NEWEST, 0)
    label = boxes.words(value, room, SMALL, tone="accent", bold=True, right=True)
    about = About(
        series.definition.name(lang),
        whose=whose(tables, [series], lang),
        span=drawn_span(run, lang),
    ).whole(lang)
    foot = Box(CURVE.x, HEIGHT - 28 - boxes.FOOT * LINE, CURVE.w, 0)
    caption = boxes.words(about, foot, boxes.FOOT, tone="soft", right=True)
    told = text(lang)("list.semicolon").join([about, value])
    return replace(
        made,
        words=(*made.words, label, caption),
        curve=Curve(points, HEIGHT),
        facts=tuple(run),
        alt=f"{made.alt} {told}",
    )


def _run(series: Series) -> Sequence[Observation]:
    """Return the points to the newest that a line may join, where they count from zero."""
    last = series.segments[-1]
    exact = not any(p.figure.one_sided or p.implied for p in last)
    level = series.definition.measure not in (*CHANGES, "rank") and last[-1] is series.latest
    return last if level and exact and len(last) >= FEWEST else ()


def _points(run: Sequence[Observation]) -> tuple[tuple[float, float], ...]:
    """Place points from zero at the lower edge to the largest."""
    days = [day_of(p.period) for p in run]
    values = [float(p.figure.value) for p in run]
    start, span, most = days[0], days[-1] - days[0], max(values)
    return tuple(
        (CURVE.x + (d - start) / span * CURVE.w, CURVE.bottom - v / most * CURVE.h)
        for d, v in zip(days, values, strict=True)
    )
