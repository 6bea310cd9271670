"""What slides cost: a deck of twelve as PPTX, as one HTML, and pictures after the first.

Run it with ``make bench``.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import date

from metrics import load
from metrics.briefing.changes import issued
from metrics.briefing.covers import OVERALL
from metrics.briefing.ready import ready
from metrics.exports import decks
from metrics.exports.images import Renderer
from metrics.exports.pptx import write
from metrics.exports.web import html_bytes
from metrics.locale import Lang

LANG: Lang = "zh"
LIMITS = {"pptx": 2.0, "picture": 0.5}


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print what each costs, the first two against their limits."""
    tables = load()
    deck = ready(tables, OVERALL)

    def pptx() -> None:
        pages = issued(tables, deck, LANG, date(2026, 1, 1))
        write(pages, tables, LANG, io.BytesIO(), title="bench")

    print(
        f"pptx         {timed(pptx):6.2f} s (limit {LIMITS['pptx']}), slides made from the tables"
    )
    print(f"pptx again   {timed(pptx):6.2f} s")
    pages = issued(tables, deck, LANG, date(2026, 1, 1))
    slides = decks.shown(pages)
    print(f"html         {timed(lambda: html_bytes(slides, 'bench', LANG)):6.2f} s")
    with Renderer() as renderer:
        print(f"first png    {timed(lambda: renderer.render(slides[0].figure, 'png')):6.2f} s")
        for name, scale in (("png", 1), ("png 4K", 2)):
            spent = [
                timed(lambda s=s, n=scale: renderer.render(s.figure, "png", scale=n))  # type: ignore[misc]
                for s in slides
            ]
            most = f" (limit {LIMITS['picture']})" if scale == 1 else ""
            told = f"mean {sum(spent) / len(spent):.2f} s, longest {max(spent):.2f} s{most}"
            print(f"{name:12} {told}")


if __name__ == "__main__":
    main()
