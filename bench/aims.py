"""What is aimed at, each aim stated once, and why a figure misses where one does.

Benchmarks name a measure of `AIMS` in each row that they record (`bench.results`), and
docs/speed.md is written from both.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Aim:
    """A measure, and the bound that it is held against where there is one.

    Parameters
    ----------
    title : str
        What is measured.
    against : str
        Of what, and how, in a sentence for the documentation.
    bench : str
        The record that holds its rows.
    most, least : float or None
        The bounds; without both the figure is told and not judged.
    unit : str
        Of the figures: ``×`` for ratios.
    places : int
        Digits behind the point that figures are told with.
    cause : str
        What a miss mostly comes from, where `CAUSES` says nothing nearer.
    """

    title: str
    against: str
    bench: str
    most: float | None = None
    least: float | None = None
    unit: str = "×"
    places: int = 2
    cause: str = ""

    @property
    def bound(self) -> str:
        """The aim in words, empty without one.

        Examples
        --------
        >>> Aim("a run", "of a page", "pages", most=1.2).bound
        '≤ 1.2 ×'
        """
        bounds = [
            f"{sign} {value:g} {self.unit}".strip()
            for sign, value in (("≤", self.most), ("≥", self.least))
            if value is not None
        ]
        return ", ".join(bounds)

    def met(self, value: float) -> bool:
        """Tell whether a figure meets the aim, as it is told: rounded to its places.

        Examples
        --------
        >>> aim = Aim("a run", "of a page", "pages", most=1.2)
        >>> aim.met(1.204), aim.met(1.21)
        (True, False)
        """
        told = round(value, self.places)
        return not (
            (self.most is not None and told > self.most)
            or (self.least is not None and told < self.least)
        )

    def told(self, value: float) -> str:
        """Write a figure with its unit.

        Examples
        --------
        >>> Aim("a run", "of a page", "pages").told(1.204)
        '1.20 ×'
        """
        return f"{value:,.{self.places}f} {self.unit}".strip()


AIMS: dict[str, Aim] = {
    "repeated run": Aim(
        "A repeated run of a page",
        "The script's time, against an equal page of ready-made figures, HTML and widgets in the"
        " same frame.",
        "pages",
        most=1.2,
        cause="what the page looks up and words anew in each run",
    ),
    "first run": Aim(
        "The first run of a session",
        "The script's time where the server has drawn the page for others before, against the"
        " first run of a session on the equal ready-made page.",
        "pages",
        most=2,
        cause="what the page makes for each session",
    ),
    "first of all": Aim(
        "The very first run of a page",
        "The script's time of whoever comes first after the start of the server, when what all"
        " sessions share is made.",
        "pages",
        unit="ms",
        places=0,
    ),
    "first screen": Aim(
        "The first screen of a page, seen",
        "From navigation, files kept by the browser unless a first visit is named, until all charts"
        " in view at 1366 x 768 are seen, as the drawing that the document holds or live, against a"
        " static page with plotly.js and the same figures in the same places.",
        "screen",
        most=1.5,
        cause="where a document holds no drawing of its chart, that is seen when it is live",
    ),
    "live screen": Aim(
        "The first screen of a page, live",
        "From navigation until the last chart in view answers to the pointer, against the same"
        " static page.",
        "screen",
        most=1.5,
        cause="the framework starts, connects and runs the page before it asks for plotly.js; the"
        " static page begins with that",
    ),
    "drawn charts": Aim(
        "The first screen of a page beside plain Streamlit",
        "From navigation to the last live chart in view, against a plain Streamlit page that makes"
        " the same figures with graph_objects and shows nothing else.",
        "screen",
    ),
    "cold start": Aim(
        "Start of the server",
        "From the process to each step, against the framework's empty app, started in turn.",
        "screen",
        most=1.3,
        cause="pandas, the tables and what draws them load before a page can be answered; the empty"
        " app has none",
    ),
    "slow link": Aim(
        "The first screen on a slow link",
        "A first visit over 1 Mbit/s and 100 ms, emulated: time until the charts in view are live,"
        " against the same before the framework's files left packed.",
        "screen",
        most=0.5,
        cause="the framework's own files, which every visitor loads once",
    ),
    "many facts": Aim(
        "A page over a hundred thousand facts",
        "The processor's time of a repeated run that shows the same, against tables of three"
        " hundred facts.",
        "growth",
        most=1.5,
        cause="what the page does for facts that it does not show",
    ),
    "workbook": Aim(
        "A workbook",
        "The processor's time, against openpyxl alone, which writes the same cells in the same"
        " styles from values that are ready, without tables, links and charts.",
        "exports",
        most=1.5,
        cause="planning: looking up, wording and formatting what the bare library is handed",
    ),
    "file": Aim(
        "Another file",
        "The processor's time, of pictures the time that one waits, against the bare library that"
        " writes the same content from values that are ready: planning, placing and wording come"
        " besides.",
        "files",
    ),
    "load": Aim(
        "Loading a hundred thousand facts",
        "The processor's time from the call to checked tables, by where they stand.",
        "stores",
        most=10,
        unit="s",
        places=1,
        cause="the checks over all rows",
    ),
    "million": Aim(
        "A query over a million facts",
        "DuckDB over Parquet, from the question to the rows, against pandas over the whole in"
        " memory: what pages would ask where tables are too many to be held"
        " ([large tables](large.md)).",
        "million",
        unit="ms",
        places=0,
    ),
    "processes": Aim(
        "Throughput by processes",
        "Runs a second of eight visitors who never rest, behind nginx, against one process; nginx"
        " and the visitors run on the same cores.",
        "processes",
        least=1.5,
        cause="nginx, the visitors and the threads of both processes share two cores",
    ),
    "soak errors": Aim(
        "Errors of a soak",
        "Sessions that walk all pages, choose, export, hand files in, leave and come back: errors"
        " in messages, answers and the log.",
        "soak",
        most=0,
        unit="",
        places=0,
        cause="named beside the figure",
    ),
    "soak memory": Aim(
        "Growth of memory in a soak",
        "Of the server, after the first two fifths of the time, in which its caches fill.",
        "soak",
        most=1,
        unit="MB a minute",
        cause="caches that were not yet full",
    ),
    "soak memory after": Aim(
        "Memory that stays after a soak",
        "Of the server, more than before the visitors came, once their sessions are forgotten.",
        "soak",
        unit="MB",
        places=0,
    ),
    "soak p95": Aim(
        "Waiting in a soak",
        "From a visitor's request to the end of the run, the 95th percentile.",
        "soak",
        unit="ms",
        places=0,
    ),
    "soak exports": Aim(
        "Files made in a soak",
        "Workbooks, slides, briefs, pictures and checked texts, while pages are walked.",
        "soak",
        unit="a minute",
        places=1,
    ),
}

# Why a figure misses its aim, by measure and subject, where it is known more nearly.
CAUSES: dict[tuple[str, str], str] = {
    ("soak memory", "50 sessions, 10 minutes"): (
        "sessions that were left are kept for two minutes, in case their visitors come back, so"
        " that there are 55 after one minute and 77 after seven; the rest is room between"
        " small blocks (looked at from within: 150 to 210 MB free in the C library's two stores)"
    ),
    ("many facts", "data"): (
        "the page shows every fact: of more than 5,000 the first thousand rows of its table are"
        " sent in each run, three hundred facts are sent whole"
    ),
    ("many facts", "checks"): (
        "the page lists more: the first three hundred of the implied values, of which few follow"
        " from three hundred facts"
    ),
}
