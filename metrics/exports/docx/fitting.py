"""How tall charts are, so that pages are full: each page is reckoned before it is written.

A chart that does not fit begins a page and leaves what is above it empty. So charts of a page are
lower where the next block would just not fit, and taller where it does not. All heights are those
of the layout; a program that breaks a line elsewhere moves a page by a line and nothing else.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from metrics.briefing.documents.model import (
    Block,
    Brief,
    Chart,
    Heading,
    Line,
    Paragraph,
    Table,
    plain,
    told,
)
from metrics.exports.docx.charts import room_of
from metrics.exports.docx.layout import (
    BODY,
    CHART,
    CLOSER,
    ENCLOSED,
    NOTE,
    PITCH,
    REMARK,
    SERIF,
    SIGNED,
    TABLE,
    Layout,
    Look,
)
from metrics.exports.docx.tables import SMALL, TOGETHER

# Points of a millimetre, height of the paper, and millimetres around a table's rules.
_POINT, _PAPER, _RULES = 25.4 / 72, 297, 1.5
# Widths of a Latin letter or digit as a share of its size: of digits among Chinese and of letters
# without feet, of words in letters with feet; and what breaking words loses.
_LATIN, _SERIFED, _LOST = 0.5, 0.395, 1.03
# Millimetres of the line over notes, and of what stays free on each page in case a line is more.
_OVER_NOTES, _SPARE, _TIGHT = 4, 7, 3
# More of it on a page behind which one is begun, as a line too many would stand alone on a page:
# of a line of the official layout, and of notes, whose lines are reckoned long, of the plain one.
_SPARED, _SPARED_PLAIN = 15, 9
# Millimetres of a line below what stands on it.
_BELOW_CHART = 2.5
# Height of a line as a multiple of its letters, where a face that is not there is replaced.
_FACE = 1.4
# What may stay empty of a page, as a share of it, so that a finding is not parted.
_LOST_AT_MOST = 0.18
# Lines of a paragraph that stand with its heading.
_WITH_HEADING = 2


@dataclass
class _Item:
    """Something that stands on one page: its millimetres, those of its notes, and its chart.

    Parameters
    ----------
    on_grid : bool
        Whether it stands on the lines of the grid.
    chart : int
        Place of the chart among all, below 0 for none.
    """

    tall: float
    notes: float = 0
    on_grid: bool = False
    chart: int = -1


@dataclass
class _Page:
    used: float = 0
    notes: float = 0
    charts: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Fitted:
    """The millimetres of each chart, and what stands where, by the places of blocks.

    Parameters
    ----------
    heights : list of float
        Of each chart, in their order.
    begun : frozenset of int
        Headings and paragraphs that begin a page.
    held : frozenset of int
        Charts that stand with the table below.
    """

    heights: list[float]
    begun: frozenset[int]
    held: frozenset[int]


def findings(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Yield the places of what belongs together: headings, a paragraph, its chart, its small table.

    Examples
    --------
    >>> from metrics.briefing.documents.model import plain
    >>> list(findings([Paragraph(plain("Of all.")), Heading(1, "Ranks"), Paragraph(plain("Up."))]))
    [[0], [1, 2]]
    """
    own: list[int] = []
    for n, block in enumerate(blocks):
        # What a block stands below of its finding.
        above = {
            Heading: (Heading,),
            Paragraph: (Heading,),
            Chart: (Heading, Paragraph),
            Table: (Heading, Chart) if _is_small(block) else (Heading,),
        }[type(block)]
        if own and not isinstance(blocks[n - 1], above):
            yield own
            own = []
        own.append(n)
    if own:
        yield own


def _is_small(block: Block) -> bool:
    return isinstance(block, Table) and len(block.rows) <= SMALL


def fitted(made: Brief, own: Layout, width: float) -> Fitted:
    """Return how tall the charts of a brief are, and what stands with the block below it.

    Parameters
    ----------
    made : Brief
        What is written.
    own : Layout
        How.
    width : float
        Millimetres of the text.

    Returns
    -------
    Fitted
        A height for each chart, in their order.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.briefing.deck import parse_address
    >>> from metrics.briefing.documents import brief
    >>> from metrics.exports.docx.layout import layout
    >>> deck = parse_address("chart!indicator?id=gii_rank")
    >>> made = brief(load(), deck, "zh", date(2026, 1, 1))
    >>> fitted(made, layout("plain", "zh"), 160)
    Fitted(heights=[110], begun=frozenset(), held=frozenset())
    """
    fitting = _Fitting(made, own, width)
    heights = fitting.heights()
    return Fitted(heights, frozenset(fitting.begun), frozenset(fitting.held))


class _Fitting:
    """Reckons the pages of one brief."""

    def __init__(self, made: Brief, own: Layout, width: float) -> None:
        self.made, self.own, self.width = made, own, width
        charts = (b for b in made.blocks if isinstance(b, Chart))
        self.rooms = [room_of(b.spec, width, made.lang) for b in charts]
        self.tall = [room.usual for room in self.rooms]
        self.whole = _PAPER - own.margins[0] - own.margins[1]
        self.page = _Page()
        self.begun: set[int] = set()
        self.held: set[int] = set()

    def heights(self) -> list[float]:
        """Fill page after page."""
        self._take([_Item(self._text(self.made.title, "Title") + self._text("x", "Subtitle"))])
        chart = 0
        for own in findings(self.made.blocks):
            self._finding(own, chart)
            chart += sum(isinstance(self.made.blocks[n], Chart) for n in own)
        self._take(self._end())
        self._spread(-self._over([]) - _SPARE)
        return self.tall

    def _take(self, group: Sequence[_Item]) -> None:
        """Put what stands together on the page, or on the next one."""
        over = self._over(group)
        own = [i.chart for i in group if i.chart >= 0]
        low = [*self.page.charts, *own]
        slack = sum(self.tall[n] - self.rooms[n].least for n in low)
        if over > slack:
            self._turn()
        elif over > 0:
            over = min(over + _TIGHT, slack)
            for n in low:
                cut = over * (self.tall[n] - self.rooms[n].least) / slack
                self.tall[n] -= cut
                if n in self.page.charts:
                    self.page.used -= cut
        for item in group:
            self.page.used = self._below(self.page.used, item)
            self.page.notes += item.notes
        self.page.charts += own

    def _over(self, group: Sequence[_Item]) -> float:
        """Return how many millimetres the page lacks for more."""
        used, notes = self.page.used, self.page.notes
        for item in group:
            used, notes = self._below(used, item), notes + item.notes
        return used + notes + (_OVER_NOTES if notes else 0) - self.whole

    def _below(self, used: float, item: _Item) -> float:
        """Return where a page is filled to below one thing more."""
        tall = self.tall[item.chart] if item.chart >= 0 else 0
        if item.on_grid and self.own.grid:
            pitch = PITCH / 20 * _POINT
            used = math.ceil(round(used / pitch, 2)) * pitch
        return used + tall + item.tall

    def _spread(self, free: float) -> None:
        """Give room that is left to the charts of the page."""
        for left, n in zip(range(len(self.page.charts), 0, -1), self.page.charts, strict=True):
            more = max(min(free / left, self.rooms[n].most - self.tall[n]), 0)
            self.tall[n] += more
            free -= more

    def _finding(self, own: Sequence[int], chart: int) -> None:
        """Put a finding on the page; what has no room there begins the next one if little is lost.

        So a chart stands with its sentence and its table where pages do not grow empty by that.
        """
        blocks = [self.made.blocks[n] for n in own]
        last = next((n for n, b in enumerate(blocks) if isinstance(b, Chart)), -1)
        for n in range(len(blocks)):
            rest = [item for part in self._parts(blocks[n:], chart) for item in part]
            # A heading does not stay behind.
            begins = not n or not isinstance(blocks[n - 1], Heading)
            moves = begins and n <= last and not self._has_room(rest) and self._fits(rest)
            if moves and self._lost() <= _LOST_AT_MOST * self.whole:
                spared = _SPARED if self.own.signed else _SPARED_PLAIN
                # A page that is full already ends by itself.
                if n < last and -self._over([]) >= spared:
                    self.begun.add(own[n])
                elif n == last:
                    self.held.add(own[n])
                self._turn(spared if n < last else _SPARE)
                for part in self._parts(blocks[n:], chart):
                    self._take(part)
                return
            if isinstance(blocks[n], Heading):
                continue
            begun = next(
                k for k in range(n, -1, -1) if not k or not isinstance(blocks[k - 1], Heading)
            )
            for part in self._parts(blocks[begun : n + 1], chart):
                self._take(part)
            chart += isinstance(blocks[n], Chart)

    def _has_room(self, items: Sequence[_Item]) -> bool:
        charts = [*self.page.charts, *(i.chart for i in items if i.chart >= 0)]
        return self._over(items) <= sum(self.tall[n] - self.rooms[n].least for n in charts)

    def _lost(self) -> float:
        """Return what stays empty of the page when nothing more is put on it."""
        grown = sum(self.rooms[n].most - self.tall[n] for n in self.page.charts)
        return -self._over([]) - grown

    def _turn(self, spare: float = _SPARE) -> None:
        """Begin a page; what this one has left goes to its charts."""
        self._spread(-self._over([]) - spare)
        self.page = _Page()

    def _fits(self, whole: Sequence[_Item]) -> bool:
        """Tell whether a page has room for all of this, its charts as low as may be."""
        charts = sum(self.rooms[i.chart].least for i in whole if i.chart >= 0)
        tall = charts + sum(i.tall + i.notes for i in whole)
        return tall + _OVER_NOTES + _SPARE <= self.whole

    def _parts(self, blocks: Sequence[Block], chart: int) -> Iterator[list[_Item]]:
        """Yield the parts of a finding: headings with two lines, a chart with its caption."""
        headings: list[_Item] = []
        for block in blocks:
            if isinstance(block, Heading):
                headings.append(self._heading(block))
                continue
            if isinstance(block, Chart):
                first, rest = self._chart(block, chart), []
                chart += 1
            else:
                first, *rest = (
                    self._lines(block) if isinstance(block, Paragraph) else self._table(block)
                )
            yield [*headings, *first]
            yield from rest
            headings = []
        if headings:
            yield headings

    def _heading(self, block: Heading) -> _Item:
        style = f"Heading {block.level}"
        number = "（一）" if self.made.lang == "zh" else "1.1 "
        return _Item(self._text(f"{number}{block.text}", style), on_grid=True)

    def _lines(self, block: Paragraph) -> list[list[_Item]]:
        """Return the lines of a paragraph, the first ones together; notes are at the end of all."""
        style = REMARK if block.small else BODY
        look = self.own.looks[style]
        count = self._count(told(block.line), look, indent=look.indent)
        lines = [_Item(self._pitch(look), on_grid=look.on_grid) for _ in range(count)]
        lines[-1].tall += (look.before + look.after) * _POINT
        lines[-1].notes = self._notes([block.line])
        first = lines[:_WITH_HEADING]
        return [first, *([line] for line in lines[_WITH_HEADING:])]

    def _chart(self, block: Chart, n: int) -> list[_Item]:
        look = self.own.looks[CHART]
        around = (look.before + look.after) * _POINT + _BELOW_CHART
        caption = self._caption(block.caption)
        return [_Item(around, chart=n), _Item(caption, self._notes([block.caption]))]

    def _table(self, block: Table) -> list[list[_Item]]:
        """Return a table, or its first rows and each further one where it may be parted."""
        look = self.own.looks[TABLE]
        every = sum(block.shares)
        around = (look.before + look.after) * _POINT

        def row(cells: Sequence[Line]) -> _Item:
            widths = (self.width * share / every - 2 for share in block.shares)
            both = zip(cells, widths, strict=False)
            most = max(self._count(told(cell), look, width=width) for cell, width in both)
            return _Item(most * self._pitch(look) + around, self._notes(cells))

        head = [_Item(self._caption(block.caption) + _RULES), row([plain(h) for h in block.head])]
        rows = [row(cells) for cells in block.rows]
        first = len(rows) if len(rows) <= SMALL else TOGETHER
        return [[*head, *rows[:first]], *([one] for one in rows[first:])]

    def _end(self) -> list[_Item]:
        """Return what stands below the last block: two lines on the annex, office and date."""
        if not self.own.signed:
            return []
        line = self._pitch(self.own.looks[SIGNED])
        named = 3 * self._pitch(self.own.looks[ENCLOSED]) if self.made.annex else 0
        # Free lines are snapped to the grid on their own, by a line at most.
        return [_Item(named + line * (4 if self.made.office else 3), on_grid=True)]

    def _caption(self, line: Line) -> float:
        return self._text(f"图10　{told(line)}", "Caption")

    def _text(self, words: str, style: str) -> float:
        """Return the millimetres of a paragraph."""
        look = self.own.looks[style]
        count = self._count(words, look, indent=look.indent)
        return count * self._pitch(look) + (look.before + look.after) * _POINT

    def _notes(self, lines: Sequence[Line]) -> float:
        look = self.own.looks[NOTE]
        every = (f"① {note}" for line in lines for span in line for note in span.notes)
        return sum(self._count(note, look) for note in every) * self._pitch(look)

    def _pitch(self, look: Look) -> float:
        """Return the millimetres from line to line."""
        if self.own.grid and look.on_grid:
            return math.ceil(look.size * _FACE * 20 / PITCH) * PITCH / 20 * _POINT
        return (look.line or look.size * 1.2) * _POINT

    def _count(self, words: str, look: Look, *, width: float = 0, indent: bool = False) -> int:
        """Return how many lines some words take."""
        letters = sum(self._wide(letter, look) for letter in words) * _LOST + (2 if indent else 0)
        size = look.size + (CLOSER / 20 if self.own.grid else 0)
        return max(math.ceil(letters * size * _POINT / (width or self.width)), 1)

    def _wide(self, letter: str, look: Look) -> float:
        if unicodedata.east_asian_width(letter) in "WFA":
            return 1
        return _SERIFED if self.made.lang == "en" and look.latin == SERIF else _LATIN
