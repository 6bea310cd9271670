"""How the ready-made decks look, in numbers: room of the plots, titles, sizes of letters, sources.

Run it with ``python -m bench.decks``; ``--each`` prints every slide, ``--strict`` ends with code 1
where an aim is missed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from metrics import load
from metrics.briefing.boxes import FOOT, HEIGHT, WIDTH
from metrics.briefing.changes import issued
from metrics.briefing.drawing import figure_of
from metrics.briefing.ready import DECKS, ready
from metrics.briefing.slides import Page
from metrics.exports.pptx.charts import drawings
from metrics.locale import LANGS, Lang
from metrics.tables.dataset import Tables
from metrics.wording.lines import cells

DAY = date(2026, 1, 1)
# Aims: share of a slide that its plot takes, as a picture and as a native chart; lines of a title
# and its pixels; words of a title in English, characters in Chinese; pixels of the smallest text;
# pixels of key figures; lines of the footer.
LEAST_PLOT = 0.5
MOST_LINES, TITLE = 2, 48
MOST_WORDS = {"en": 16, "zh": 26}
LEAST_FIGURE, SMALLEST, MOST_SOURCE = 64, 24, 1


@dataclass(frozen=True)
class Look:
    """What is measured of a slide.

    Parameters
    ----------
    deck, lang, title : str
        Which slide it is.
    plot, native : float or None
        Share of the slide that the axes take, as a picture and as native charts; None without.
    lines, size, words : int
        Lines of the title, its pixels, its words or, in Chinese, its characters.
    figure : int or None
        Pixels of the numbers of key figures; None without.
    smallest : float
        Pixels of the smallest text but for the footer.
    source : int
        Lines of the footer.
    """

    deck: str
    lang: Lang
    title: str
    layout: str
    plot: float | None
    native: float | None
    lines: int
    size: int
    words: int
    figure: int | None
    smallest: float
    source: int

    def missed(self) -> list[str]:
        """Name the aims that the slide misses."""
        alone = self.layout == "chart"
        # A cover has its own sizes, and no footer to count.
        cover = self.layout == "title"
        found = {
            "plot": alone and self.plot is not None and self.plot < LEAST_PLOT,
            "native": alone and self.native is not None and self.native < LEAST_PLOT,
            "lines": self.lines > MOST_LINES,
            "size": not cover and self.size != TITLE,
            "words": self.words > MOST_WORDS[self.lang],
            "figure": self.figure is not None and self.figure < LEAST_FIGURE,
            "smallest": self.smallest < SMALLEST,
            "source": not cover and self.source > MOST_SOURCE,
        }
        return [name for name, wrong in found.items() if wrong]


def looks(tables: Tables) -> Iterator[Look]:
    """Yield what is measured of each slide of every ready-made deck, in both languages."""
    for lang in LANGS:
        for name in DECKS:
            for page in issued(tables, ready(tables, name), lang, DAY):
                yield look(page, name, lang)


def look(page: Page, deck: str, lang: Lang) -> Look:
    """Measure a slide.

    Parameters
    ----------
    page : Page
        The slide.
    deck : str
        Which deck it is of.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Look
        What is measured.

    Examples
    --------
    >>> from metrics.briefing.deck import parse_address
    >>> from metrics.briefing.pages import pages
    >>> (page,) = pages(load(), parse_address("chart!indicator?id=gii_rank"), "en", DAY)
    >>> look(page, "own", "en").missed()
    []
    """
    layout = figure_of(page).layout
    head = page.words[0]
    foot = next((w.lines for w in reversed(page.words) if w.size == FOOT), ())
    counted = len(page.title.split()) if lang == "en" else -(-cells(page.title) // 2)
    return Look(
        deck,
        lang,
        page.title,
        page.layout,
        _drawn(layout),
        _native(page, lang),
        len(head.lines),
        head.size,
        counted,
        min((p.size for p in page.placed if p.exhibit.card is not None), default=None),
        min(_sizes(layout)),
        len(foot),
    )


def _drawn(layout: object) -> float | None:
    """Return the share of a picture that its axes take."""
    told = layout.to_plotly_json()  # type: ignore[attr-defined]
    axes = {k: v for k, v in told.items() if k.startswith(("xaxis", "yaxis"))}
    spans = {k: v["domain"] for k, v in axes.items() if "domain" in v}
    pairs = [(d, spans[f"y{k[1:]}"]) for k, d in spans.items() if k.startswith("x")]
    if not pairs:
        return None
    return float(sum((x[1] - x[0]) * (y[1] - y[0]) for x, y in pairs))


def _native(page: Page, lang: Lang) -> float | None:
    """Return the share of a slide that native charts take with the labels at their right.

    Axes of a picture run on behind them, those of a native chart end at the last point.
    """
    made = [d for p in page.placed for d in drawings(p.exhibit.spec, p.box, lang)]
    lefts = [d.frame.x if d.kind == "bars" else d.plot.x for d in made]
    shares = [(d.frame.right - x) * d.plot.h for d, x in zip(made, lefts, strict=True)]
    return sum(shares) / (WIDTH * HEIGHT) if shares else None


def _sizes(layout: object) -> list[float]:
    """Return pixels of all texts but the footer."""
    told = layout.to_plotly_json()  # type: ignore[attr-defined]
    notes = [n["font"]["size"] for n in told.get("annotations", ()) if n.get("text")]
    ticks = [
        v["tickfont"]["size"]
        for k, v in told.items()
        if k.startswith(("xaxis", "yaxis")) and "tickfont" in v
    ]
    return [size for size in (*notes, *ticks) if size != FOOT] or [float(FOOT)]


def row(name: str, own: Sequence[Look]) -> str:
    """Return a line of the table: the worst of each of some slides."""
    charts = [x for x in own if x.layout == "chart"]
    plain = [x for x in own if x.layout != "title"]
    plot = min((x.plot for x in charts if x.plot is not None), default=None)
    native = min((x.native for x in charts if x.native is not None), default=None)
    shares = ["" if share is None else f"{share:.2f}" for share in (plot, native)]
    figure = min((x.figure for x in own if x.figure is not None), default=None)
    cells = [
        name,
        str(len(own)),
        *shares,
        str(max(x.lines for x in own)),
        str(min(x.size for x in plain)),
        str(max(x.words for x in own)),
        "" if figure is None else str(figure),
        f"{min(x.smallest for x in own):g}",
        str(max(x.source for x in plain)),
        str(sum(bool(x.missed()) for x in own)),
    ]
    return f"| {' | '.join(cells)} |"


HEAD = (
    "| deck | slides | least plot | least native plot | title lines | title px | longest title "
    "| figures px | smallest text px | source lines | slides that miss an aim |\n"
    + "|---" * 11
    + "|"
)


def main() -> None:
    """Print a row for each deck and language."""
    every = list(looks(load()))
    print(HEAD)
    for lang in LANGS:
        for name in DECKS:
            print(row(f"{name} ({lang})", [x for x in every if (x.deck, x.lang) == (name, lang)]))
    missed = [x for x in every if x.missed()]
    for x in every if "--each" in sys.argv else missed:
        shares = [f"{s:.2f}" for s in (x.plot, x.native) if s is not None]
        told = f"{x.deck} {x.lang}: {x.title}: {' '.join(shares)} {x.lines} lines, {x.size} px"
        print(told, *x.missed())
    if missed and "--strict" in sys.argv:
        sys.exit(1)


if __name__ == "__main__":
    main()
