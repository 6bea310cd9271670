"""A figure on a slide: its rule, its words in their places, its small trend."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from metrics.briefing import boxes
from metrics.briefing.boxes import INSET, LOWER, SMALL, Box, Words
from metrics.briefing.slides import Placed
from metrics.views.cards import Card
from metrics.views.sparks import Spark, SparkPoint
from metrics.wording.widths import ems

# Pixels of the height of a small trend below a figure, at most and at least, and above it; its
# least number of points; by how much it is narrower than its figure.
TREND, LEAST, ABOVE = 104, 56, 14
FEWEST, GAP = 3, 40


def card_rule(placed: Placed) -> Box:
    """Return the rule that a figure stands under."""
    return replace(placed.box, h=2)


def card_words(placed: Placed) -> list[Words]:
    """Return what a figure says, below its rule.

    What does not fit goes: the line of the reports first, then the scope.
    """
    found, box = placed.exhibit, placed.box
    card = found.card
    if card is None:
        return []
    of, dated = found.texts.subtitle
    made = _card_lines(card, placed, of, dated, found.report)
    for above, *below in ((of, dated), ("", dated)):
        if max(w.bottom for w in made) > box.bottom:
            made = _card_lines(card, placed, above, *below)
    return made


def trend_box(placed: Placed) -> Box | None:
    """Return the place of the small trend of a figure at its lower edge, where it has one."""
    box, high = placed.box, placed.trend
    return Box(box.x + 6, box.bottom - high, box.w - GAP - 6, high - 6) if high else None


def with_trends(placed: Sequence[Placed], drawn: Collection[str]) -> list[Placed]:
    """Return figures with small trends of one height, or with none where one has no room.

    Parameters
    ----------
    placed : sequence of Placed
        The figures of a slide.
    drawn : collection of str
        Indicators that a chart beside them draws already.

    Returns
    -------
    list of Placed
        In their order.
    """
    # What the reports print last gives way to the trends: it stands in the notes.
    bare = [replace(p, exhibit=replace(p.exhibit, report="")) for p in placed]
    for tried in (levelled(placed), levelled(bare)):
        own = [p for p in tried if _has_trend(p, drawn)]
        rooms = [p.box.bottom - max(w.bottom for w in card_words(p)) - ABOVE for p in own]
        high = min([TREND, *rooms])
        if own and high >= LEAST:
            return [replace(p, trend=high if p in own else 0) for p in tried]
    return levelled(placed)


def _has_trend(placed: Placed, drawn: Collection[str]) -> bool:
    card = placed.exhibit.card
    if card is None or card.indicator in drawn:
        return False
    return sum(map(len, card.spark)) >= FEWEST


def levelled(placed: Sequence[Placed]) -> list[Placed]:
    """Return figures whose numbers stand on one line in each row.

    Parameters
    ----------
    placed : sequence of Placed
        The figures of a slide.

    Returns
    -------
    list of Placed
        In their order.
    """
    heads = {id(p): _head_height(p) for p in placed}
    rows: dict[float, float] = {}
    for p in placed:
        rows[p.box.y] = max(rows.get(p.box.y, 0), heads[id(p)])
    return [replace(p, level=rows[p.box.y]) for p in placed]


def _head_height(placed: Placed) -> float:
    """Return how far the lines above the number of a figure reach below its top."""
    card, box = placed.exhibit.card, placed.box
    if card is None:
        return 0
    above = placed.exhibit.texts.subtitle[0]
    return _head(card, placed, above)[-1].bottom - box.y


def _card_lines(card: Card, placed: Placed, above: str, *below: str) -> list[Words]:
    """Label, number and the lines above and below the number."""
    low, inner = _low(placed.box), _inner(placed.box)
    made = _head(card, placed, above)
    top = max(made[-1].bottom, placed.box.y + (placed.level if above else 0))
    made += _value(card, inner.below(top + (4 if low else 14)), placed.size)
    for line in filter(None, below):
        at = inner.below(max(w.bottom for w in made) + (2 if low else 10))
        made.append(boxes.words(line, at, SMALL, tone="soft"))
    return made


def _low(box: Box) -> bool:
    """Tell whether a figure has little room."""
    return box.h < LOWER + 40


def _inner(box: Box) -> Box:
    """Return the room of the words of a figure."""
    return Box(box.x, box.y + (10 if _low(box) else 20), box.w - INSET, box.h - 20)


def _head(card: Card, placed: Placed, above: str) -> list[Words]:
    """Return label and scope of a figure."""
    inner = _inner(placed.box)
    made = [boxes.words(card.label, inner, SMALL + 2, bold=True)]
    if above:
        made.append(boxes.words(above, inner.below(made[-1].bottom), SMALL, tone="soft"))
    return made


def _value(card: Card, at: Box, size: int) -> Iterator[Words]:
    """Yield the number, the words around it smaller where the line is too short for all."""
    whole = boxes.words(str(card.value), at, size, tone="accent", bold=True)
    if len(whole.lines) == 1:
        yield whole
        return
    before, told, after = card.value.before.strip(), card.value.number, card.value.after.strip()
    level = at.y + (size - SMALL) * 0.9
    x = at.x
    if before:
        wide = ems(before, bold=True) * SMALL + size / 8
        place = replace(at, y=level, w=wide)
        yield boxes.words(before, place, SMALL, tone="accent", bold=True)
        x += wide
    wide = ems(told, bold=True) * size + size / 8
    number = boxes.words(told, replace(at, x=x, w=wide), size, tone="accent", bold=True)
    unit = replace(at, x=x + wide, y=level, w=at.right - x - wide)
    if after:
        yield boxes.words(after, unit, SMALL, tone="accent", bold=True)
    yield number


def newest_of(spark: Spark) -> SparkPoint:
    """Return the newest point of a trend."""
    return max((p for run in spark for p in run), key=lambda p: p.x)


def marked(run: Sequence[SparkPoint], last: SparkPoint) -> list[SparkPoint]:
    """Return the points of a run of a trend that are marked: the last, bounds, lone ones."""
    return [p for p in run if p is last or p.hollow or len(run) == 1]
