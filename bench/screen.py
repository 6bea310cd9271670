"""What a reader waits for: first screens, the first page of a new server, a slow link.

Run it with ``python -m bench.screen``; it takes about four minutes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import click
from playwright.sync_api import Browser

from bench import coldstart, screens, slowlink
from bench.look import serving
from bench.pageview import PAGES, chromium
from bench.results import Row, record, tell
from bench.screens import Times
from bench.serving import ROOT

# Loads that count: files kept, and nothing kept.
WARM, COLD = 3, 2
# Nothing is kept only at the first visit: pages of each kind stand for the others.
FIRST_VISITS = ("overview", "creation", "explorer")
PARTS = ("screens", "start", "link")


def first_screens(browser: Browser, base: str, pages: Sequence[str]) -> list[Row]:
    """Return rows on the first screens of pages: against a static page, and plain Streamlit."""
    found = screens.screens_of(browser, base, pages)
    made = []
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory()))
        plain, static = held.enter_context(screens.compared(found, folder))
        for kept, times, load in ((True, WARM, screens.warm), (False, COLD, screens.cold)):
            for page, charts in found.items():
                if not kept and page not in FIRST_VISITS:
                    continue
                where = screens.addresses(page, base, plain, static)
                took = load(browser, where, len(charts), times)
                made += _rows(page if kept else f"{page}, first visit", len(charts), took)
    return made


def _rows(subject: str, charts: int, took: dict[str, Times]) -> list[Row]:
    here, plain, static = (took[k] for k in (screens.HERE, screens.PLAIN, screens.STATIC))
    of = f"{charts} chart{'s' * (charts > 1)}: {{:.0f}} against {{:.0f}} ms"
    pairs = {
        "first screen": (here.seen, static.live),
        "live screen": (here.live, static.live),
        "drawn charts": (here.live, plain.live),
    }
    return [Row(name, subject, a / b, of.format(a, b)) for name, (a, b) in pairs.items()]


@click.command()
@click.option("--page", "pages", multiple=True, type=click.Choice(list(PAGES)), help="Only these.")
@click.option("--only", "parts", multiple=True, type=click.Choice(PARTS), help="Only this part.")
@click.option(
    "--tree",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT,
    help="Another state of the program, which is not recorded.",
)
def main(pages: tuple[str, ...], parts: tuple[str, ...], tree: Path) -> None:
    """Measure and record; only print where a part was chosen."""
    wanted = parts or PARTS
    made: list[Row] = []
    with chromium() as browser:
        if "start" in wanted:
            made += coldstart.rows(browser, tree=tree)
        with serving(tree / "dashboard.py", tree) as base:
            if "screens" in wanted:
                made = first_screens(browser, base, pages or tuple(PAGES)) + made
            if "link" in wanted:
                made += slowlink.rows(browser, base)
    if pages or parts or tree != ROOT:
        tell(made)
    else:
        record("screen", made)


if __name__ == "__main__":
    main()
