"""What slides, briefs, tables and pictures cost, against the bare library that writes the same.

The finished file is read back and what it holds is written again by the bare library from values
that are ready: slides with their texts and native charts by python-pptx, a brief with its texts and
tables by python-docx, a table by the module csv, a picture of the same figure by Kaleido. Both are
made in turn; the processor's time counts, of pictures the time that one waits for the browser.
Workbooks are in `bench.exports`.

Run it with ``python -m bench files``.
"""

from __future__ import annotations

import csv
import io
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import docx
import kaleido  # type: ignore[import-untyped]
import pptx
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from bench.results import Row, record
from metrics import Tables, load
from metrics.briefing.changes import issued
from metrics.briefing.covers import OVERALL
from metrics.briefing.documents.compose import brief
from metrics.briefing.ready import ready
from metrics.exports import decks, opendata
from metrics.exports.docx import write as write_docx
from metrics.exports.engine import find_browser
from metrics.exports.images import HEIGHT, WIDTH, Renderer
from metrics.exports.pptx import write as write_pptx
from metrics.locale import Lang
from metrics.views.extracts import extract
from metrics.views.filters import Filters

LANG: Lang = "zh"
DAY = date(2026, 1, 1)
TIMES, PICTURES = 3, 6
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Drawn:
    """What a shape of a slide holds: lines of text, or series of numbers by category."""

    box: Box
    lines: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    series: tuple[tuple[str, tuple[float | None, ...]], ...] = ()


def slides_of(content: bytes) -> list[list[Drawn]]:
    """Read what the slides of a file hold."""
    every = pptx.Presentation(io.BytesIO(content)).slides
    return [[_drawn(shape) for shape in slide.shapes] for slide in every]


def _drawn(shape: Any) -> Drawn:
    box: Box = (shape.left or 0, shape.top or 0, shape.width or 1, shape.height or 1)
    if shape.has_chart:
        series = tuple((s.name, tuple(s.values)) for p in shape.chart.plots for s in p.series)
        most = max((len(values) for _, values in series), default=0)
        return Drawn(box, (), tuple(str(n) for n in range(most)), series)
    lines = [p.text for p in shape.text_frame.paragraphs] if shape.has_text_frame else []
    return Drawn(box, tuple(lines))


def write_slides(slides: Sequence[Sequence[Drawn]]) -> bytes:
    """Write slides with python-pptx alone.

    Examples
    --------
    >>> made = write_slides([[Drawn((0, 0, 9525, 9525), ("a", "b"))]])
    >>> [drawn.lines for drawn in slides_of(made)[0]]
    [('a', 'b')]
    """
    made = pptx.Presentation()
    blank = made.slide_layouts[6]
    for slide in slides:
        shapes = made.slides.add_slide(blank).shapes
        for drawn in slide:
            if drawn.series:
                data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
                data.categories = drawn.categories
                for name, values in drawn.series:
                    data.add_series(name, values)
                shapes.add_chart(XL_CHART_TYPE.LINE, *drawn.box, data)
            else:
                shapes.add_textbox(*drawn.box).text_frame.text = "\n".join(drawn.lines)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def blocks_of(content: bytes) -> tuple[list[str], list[list[list[str]]]]:
    """Read the paragraphs and the tables of a document."""
    read = docx.Document(io.BytesIO(content))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in read.tables]
    return [p.text for p in read.paragraphs], tables


def write_blocks(paragraphs: Sequence[str], tables: Sequence[list[list[str]]]) -> bytes:
    """Write paragraphs and tables with python-docx alone.

    Examples
    --------
    >>> blocks_of(write_blocks(["a"], [[["b", "c"]]]))
    (['a'], [[['b', 'c']]])
    """
    made = docx.Document()
    for words in paragraphs:
        made.add_paragraph(words)
    for rows in tables:
        table = made.add_table(len(rows), len(rows[0]))
        for row, own in zip(table.rows, rows, strict=True):
            for cell, word in zip(row.cells, own, strict=True):
                cell.text = word
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def write_rows(rows: Sequence[Sequence[str]]) -> bytes:
    """Write a table with the module csv alone."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue().encode()


def _timed(work: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    work()
    return clock() - start


def in_turn(
    one: Callable[[], object],
    other: Callable[[], object],
    clock: Callable[[], float] = time.process_time,
) -> tuple[float, float]:
    """Return the least seconds that each of two takes, made in turn after a first time."""
    one(), other()
    both = [(_timed(one, clock), _timed(other, clock)) for _ in range(TIMES)]
    return min(a for a, _ in both), min(b for _, b in both)


def _row(subject: str, found: tuple[float, float], of: str) -> Row:
    own, bare = found
    return Row("file", subject, own / bare, f"{own:.2f} against {bare:.2f} s: {of}")


def _written(tables: Tables) -> Iterator[Row]:
    """Yield what slides, a brief and a table cost."""
    deck = ready(tables, OVERALL)

    def slides() -> bytes:
        file = io.BytesIO()
        write_pptx(issued(tables, deck, LANG, DAY), tables, LANG, file, title="bench")
        return file.getvalue()

    def words() -> bytes:
        file = io.BytesIO()
        write_docx(brief(tables, deck, LANG, DAY), file)
        return file.getvalue()

    taken = extract(tables, Filters())
    plan, blocks = slides_of(slides()), blocks_of(words())
    table = opendata.csv_bytes(taken, LANG)
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    charts = sum(bool(drawn.series) for slide in plan for drawn in slide)
    told = f"{len(plan)} slides, {charts} native charts, python-pptx"
    yield _row("slides", in_turn(slides, lambda: write_slides(plan)), told)
    told = f"{len(blocks[0])} paragraphs, {len(blocks[1])} tables, python-docx (without charts)"
    yield _row("brief", in_turn(words, lambda: write_blocks(*blocks)), told)
    found = in_turn(lambda: opendata.csv_bytes(taken, LANG), lambda: write_rows(rows))
    yield _row("CSV", found, f"{len(rows)} rows, the module csv")


def _pictures(tables: Tables) -> Row:
    """Return what pictures cost in a browser that is kept."""
    pages = issued(tables, ready(tables, OVERALL), LANG, DAY)
    figures = [slide.figure for slide in decks.shown(pages)[:PICTURES]]
    opts = {"format": "png", "width": WIDTH, "height": HEIGHT, "scale": 1}
    kaleido.start_sync_server(n=1, path=str(find_browser()), silence_warnings=True)
    try:
        with Renderer() as renderer:
            spent = [
                in_turn(
                    lambda f=f: renderer.render(f, "png"),  # type: ignore[misc]
                    lambda f=f: kaleido.calc_fig_sync(f, opts=opts),  # type: ignore[misc]
                    time.perf_counter,
                )
                for f in figures
            ]
    finally:
        kaleido.stop_sync_server(silence_warnings=True)
    own, bare = (statistics.median(side) for side in zip(*spent, strict=True))
    return _row("picture", (own, bare), f"{len(figures)} slides of {WIDTH}×{HEIGHT}, Kaleido")


def main() -> None:
    """Measure all and record them."""
    tables = load()
    record("files", [*_written(tables), _pictures(tables)])


if __name__ == "__main__":
    main()
