"""How the pages look, in numbers: what a chart has of its card, what a reader waits for.

A server is started, every page is opened in Chromium at three sizes in both languages, and what was
counted stands beside what is aimed at. With ``--against`` a commit is checked out in a temporary
folder, served as well, and measured in the same run.

Run it with ``make bench-look``; trust ratios of times, not the milliseconds.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from playwright.sync_api import Browser, Error

from bench import pageview
from bench.pageview import PAGES, SIZES, Sight
from bench.serving import ROOT, served
from metrics.locale import LANGS
from pages.parts.frame.places import THEMES


@dataclass(frozen=True)
class Aim:
    """What is aimed at.

    Parameters
    ----------
    name : str
        What is measured.
    aim : str
        The aim in words.
    of : callable
        The value of some sights, None where there is nothing to measure.
    met : callable
        Whether a value meets the aim.
    wanted : callable
        Which sights count.
    """

    name: str
    aim: str
    of: Callable[[Sequence[Sight]], float | None]
    met: Callable[[float], bool]
    wanted: Callable[[Sight], bool] = lambda s: True


def _phone(s: Sight) -> bool:
    return s.size == "390"


def _theme(s: Sight) -> bool:
    return s.page in THEMES


def _led(s: Sight) -> bool:
    return s.page == "overview" or _theme(s)


def _least(value: Callable[[Sight], float | None]) -> Callable[[Sequence[Sight]], float | None]:
    return lambda sights: min((v for s in sights if (v := value(s)) is not None), default=None)


def _most(value: Callable[[Sight], float | None]) -> Callable[[Sequence[Sight]], float | None]:
    return lambda sights: max((v for s in sights if (v := value(s)) is not None), default=None)


def _sum(value: Callable[[Sight], float]) -> Callable[[Sequence[Sight]], float | None]:
    return lambda sights: sum(map(value, sights))


AIMS = (
    Aim("charts of a page", "<= 7", _most(lambda s: s.seen["charts"]), lambda v: v <= 7),
    Aim(
        "plot in its card, median of a page, %",
        ">= 55",
        _least(lambda s: s.share),
        lambda v: v >= 55,
        lambda s: not _phone(s),
    ),
    Aim(
        "plot of the lead in its card, %",
        ">= 62",
        _least(lambda s: s.lead),
        lambda v: v >= 62,
        lambda s: not _phone(s) and _led(s),
    ),
    Aim(
        "plot in its card on a phone, median, %",
        ">= 45",
        _least(lambda s: s.share),
        lambda v: v >= 45,
        _phone,
    ),
    Aim("lines under a chart", "<= 1", _most(lambda s: s.lines), lambda v: v <= 1),
    Aim(
        "between baselines of a row, px",
        "0",
        _most(lambda s: s.seen["apart"]),
        lambda v: v < 1,
    ),
    Aim(
        "first plot of the overview at 1366, y",
        "<= 768",
        _most(lambda s: s.seen["first"]),
        lambda v: v <= 768,
        lambda s: s.page == "overview" and s.size == "1366",
    ),
    Aim(
        "height of a theme page on a phone, screens",
        "<= 6",
        _most(lambda s: s.seen["screens"]),
        lambda v: v <= 6,
        lambda s: _theme(s) and _phone(s),
    ),
    Aim("texts that overlap or are cut", "0", _sum(lambda s: s.texts), lambda v: v == 0),
    Aim("wider than the window, px", "0", _most(lambda s: s.seen["sideways"]), lambda v: v < 1),
    Aim("smallest letters, px", ">= 12", _least(lambda s: s.seen["smallest"]), lambda v: v >= 12),
    Aim("contrast below 4.5", "0", _sum(lambda s: s.faint), lambda v: v == 0),
    Aim("serious violations by axe", "0", _sum(lambda s: s.barriers), lambda v: v == 0),
    Aim("errors of the console", "0", _sum(lambda s: len(s.errors)), lambda v: v == 0),
    Aim("requests to other hosts", "0", _sum(lambda s: len(s.strangers)), lambda v: v == 0),
)
COLUMNS: dict[str, Callable[[Sight], float | None]] = {
    "charts": lambda s: s.seen["charts"],
    "median %": lambda s: s.share,
    "lead %": lambda s: s.lead,
    "lines": lambda s: s.lines,
    "apart": lambda s: s.seen["apart"],
    "first y": lambda s: s.seen["first"],
    "screens": lambda s: s.seen["screens"],
    "texts": lambda s: s.texts,
    "wide": lambda s: s.seen["sideways"],
    "font": lambda s: s.seen["smallest"],
    "faint": lambda s: s.faint,
    "axe": lambda s: s.barriers,
    "errors": lambda s: len(s.errors),
    "hosts": lambda s: len(s.strangers),
}


@contextmanager
def serving(script: Path, folder: Path) -> Iterator[str]:
    """Serve a script from its folder and return where."""
    with served(script, folder=folder, PYTHONPATH=str(folder)) as server:
        yield server.base


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """Check a commit out in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--detach", str(tree), commit], check=True)
        try:
            yield tree
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)


def sights(
    browser: Browser, base: str, pages: Sequence[str], sizes: Sequence[str], look: str
) -> list[Sight]:
    """Measure pages at sizes in both languages.

    Parameters
    ----------
    browser : Browser
        The browser.
    base : str
        Where the server is.
    pages, sizes : sequence of str
        What is measured.
    look : str
        ``light`` or ``dark``.

    Returns
    -------
    list of Sight
        In the order in which they are printed.
    """
    found = []
    for lang in LANGS:
        for size in sizes:
            for page in pages:
                try:
                    found.append(pageview.sight(browser, base, page, size, lang, look))
                except Error as fault:
                    click.echo(f"{page} {size} {lang}: {fault}", err=True)
    return found


def shown(value: float | None) -> str:
    """Write a number in few characters."""
    if value is None:
        return "-"
    return f"{value:.0f}" if abs(value - round(value)) < 0.05 else f"{value:.1f}"


def table(name: str, found: Sequence[Sight]) -> None:
    """Print a row for each page."""
    click.echo(f"\n{name}\n{'page':<15}{'size':>5}{'':>4}" + "".join(f"{c:>9}" for c in COLUMNS))
    for s in found:
        cells = "".join(f"{shown(value(s)):>9}" for value in COLUMNS.values())
        click.echo(f"{s.page:<15}{s.size:>5}{s.lang:>4}{cells}")


def details(found: Sequence[Sight]) -> None:
    """Print which texts, rules and errors were counted."""
    for s in found:
        told = {
            "overlap": s.seen["overlaps"][:6],
            "cut": s.seen["cuts"][:6],
            "small": s.seen["small"],
            "faint": s.seen["faint"][:6],
            "axe": [f"{rule} {count}" for rule, count in s.axe.items()],
            "error": s.errors[:3],
            "host": s.strangers[:3],
        }
        for what, words in told.items():
            if words:
                click.echo(f"{s.page} {s.size} {s.lang} {what}: {'; '.join(words)}")


def judged(states: dict[str, list[Sight]]) -> bool:
    """Print each aim beside what was measured; tell whether the last state meets all."""
    click.echo(f"\n{'aim':<48}{'':>8}" + "".join(f"{name:>14}" for name in states))
    every = True
    for aim in AIMS:
        cells = []
        for found in states.values():
            value = aim.of([s for s in found if aim.wanted(s)])
            met = value is None or aim.met(value)
            cells.append(f"{shown(value)} {'ok' if met else 'missed'}")
        every = every and not cells[-1].endswith("missed")
        click.echo(f"{aim.name:<48}{aim.aim:>8}" + "".join(f"{cell:>14}" for cell in cells))
    return every


def medians(states: dict[str, list[Sight]]) -> None:
    """Print the medians over all charts, which single pages do not tell."""
    for name, found in states.items():
        for size in SIZES:
            shares = [v for s in found if s.size == size for v in s.seen["shares"]]
            lines = [v for s in found if s.size == size for v in s.seen["lines"]]
            if shares:
                click.echo(
                    f"{name} {size}: {len(shares)} charts, plot in its card"
                    f" {statistics.median(shares):.0%}, lines {statistics.median(lines):.0f}"
                )


def timed(browser: Browser, bases: dict[str, str], pages: Sequence[str]) -> bool:
    """Print how long charts take; tell whether the last state meets its aims.

    Parameters
    ----------
    browser : Browser
        The browser.
    bases : dict of str to str
        Where each state is served.
    pages : sequence of str
        Which pages are loaded.

    Returns
    -------
    bool
        Whether the last state takes no more of the first one's time than it may.
    """
    click.echo("\nmilliseconds to the last chart, warm, median of five (charts)")
    click.echo(f"{'page':<15}{'':>14}" + "".join(f"{n:>18}" for n in bases) + f"{'ratio':>8}")
    every = True
    for page in pages:
        most = 0.8 if page == "overview" else 0.4
        for whole in (False, True):
            found = [
                pageview.drawn_after(browser, pageview.address(base, page, "zh"), whole=whole)
                for base in bases.values()
            ]
            cells = "".join(f"{f'{ms:.0f} ({charts})':>18}" for ms, charts in found)
            ratio, met = "", ""
            if len(found) > 1:
                share = found[-1][0] / found[0][0]
                every = every and share <= most
                ratio, met = f"{share:.2f}", "ok" if share <= most else f"missed (<= {most})"
            kind = "all in view" if whole else "1920x1080"
            click.echo(f"{page:<15}{kind:>14}{cells}{ratio:>8} {met}")
    return every


@click.command()
@click.option("--against", default="", help="A commit that is measured beside this state.")
@click.option("--page", "pages", multiple=True, type=click.Choice(list(PAGES)), help="Only these.")
@click.option("--size", "sizes", multiple=True, type=click.Choice(list(SIZES)), help="Only these.")
@click.option("--look", type=click.Choice(["light", "dark"]), default="light", help="The display.")
@click.option("--times/--no-times", default=True, help="Whether charts are timed as well.")
@click.option("--sights/--no-sights", "measures", default=True, help="Whether pages are measured.")
@click.option("--told", is_flag=True, help="Print which texts and rules were counted.")
@click.option("--json", "kept", type=click.Path(path_type=Path), help="Keep the measures here.")
@click.option("--base", default="", help="A server that runs already, instead of a new one.")
@click.option("--strict", is_flag=True, help="End with code 1 where an aim is missed.")
def main(
    against: str,
    pages: tuple[str, ...],
    sizes: tuple[str, ...],
    look: str,
    times: bool,
    measures: bool,
    told: bool,
    kept: Path | None,
    base: str,
    strict: bool,
) -> None:
    """Measure every page at 1920, 1366 and 390 pixels in both languages."""
    with ExitStack() as held:
        bases = {}
        if against:
            tree = held.enter_context(checked_out(against))
            bases[against[:10]] = held.enter_context(serving(tree / "dashboard.py", tree))
        bases["now"] = base or held.enter_context(serving(ROOT / "dashboard.py", ROOT))
        browser = held.enter_context(pageview.chromium())
        met = True
        wanted = pages or tuple(PAGES)
        if measures:
            states = {
                n: sights(browser, b, wanted, sizes or tuple(SIZES), look) for n, b in bases.items()
            }
            for name, found in states.items():
                table(name, found)
                if told:
                    details(found)
            click.echo("")
            medians(states)
            met = judged(states)
            if kept:
                whole = {n: [asdict(s) for s in found] for n, found in states.items()}
                kept.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        if times:
            loaded = [p for p in wanted if p == "overview" or p in THEMES]
            met = timed(browser, bases, loaded) and met
    if strict and not met:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
