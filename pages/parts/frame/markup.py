"""HTML of cards, tables and lists, from templates that escape all they are given."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from metrics.briefing.addresses import view_of
from metrics.briefing.deck import Deck
from metrics.charts.plotly.style import COLOURS, Theme
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.selection import Selection
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables
from metrics.tables.problems import DataError
from metrics.views.sparks import SparkPoint
from metrics.views.statements import fact_row
from metrics.views.themes import Section
from metrics.wording import observations as words
from metrics.wording import origins

# Pixels of a small trend, and between its edge and its points.
_SPARK = (96, 28)
_EDGE = 5.0


@cache
def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return environment


def render(template: str, lang: Lang, **values: object) -> str:
    """Fill a template; ``say`` speaks the reader's language.

    The result is one line: Streamlit looks through every line of a text at each run.
    """
    filled = _environment().get_template(template).render(say=text(lang), lang=lang, **values)
    return " ".join(line.strip() for line in filled.splitlines())


@cache
def small(template: str, lang: Lang, **values: Hashable) -> str:
    """Fill a template that few different texts are made of, once each."""
    return render(template, lang, **values)


# A number with what is read in one breath with it.
_BREATH = re.compile(
    r"([第超约近]?\d[\d,.]*(?:%|万亿|[万亿])?(?:个百分点|个月|[件元位年月分倍家户次项])?"
    r"(?:(?<=\d) (?:million|billion|trillion|months?|points?|years?)\b)?)"
)


def unparted(words: str) -> Markup:
    """Return words as markup in which no line ends between a number and its unit.

    Examples
    --------
    >>> unparted("达532万件 & 15")
    Markup('达<span class="ip-nb">532万件</span> &amp; <span class="ip-nb">15</span>')
    """
    whole = Markup('<span class="ip-nb">{}</span>')
    pieces = enumerate(_BREATH.split(words))
    return Markup("").join(whole.format(p) if n % 2 else escape(p) for n, p in pieces)


def link(page: str, lang: Lang, selection: Selection, **query: str) -> str:
    """Return the address of another page in the same language, with the same statements in view.

    Parameters
    ----------
    page : str
        Name of the page.
    lang : str
        ``zh`` or ``en``.
    selection : Selection
        What is in view there.
    **query : str
        Its parameters.

    Returns
    -------
    str
        The address, relative to the page.
    """
    return f"{page}?{urlencode({'lang': lang, **selection.query, **query}, safe='@,')}"


def sections(
    items: Sequence[Section],
    lang: Lang,
    colours: Theme,
    selection: Selection,
    *,
    wide: bool = False,
) -> str:
    """Return cards of one height under the headings of their topics; short topics share a row.

    Parameters
    ----------
    items : sequence of Section
        Headings with their cards, in order.
    lang : str
        ``zh`` or ``en``.
    colours : str
        ``light`` or ``dark``.
    selection : Selection
        What is in view there.
    wide : bool
        Whether topics may stand across the whole page.

    Returns
    -------
    str
        Markup.
    """
    every = [c for section in items for c in section.cards]
    links = {
        c.indicator: (
            *own_links(c.indicator, c.area, lang, selection),
            link("briefing", lang, selection, add=view_of(c.indicator, c.area, show="figure")),
        )
        for c in every
    }
    marks = {c.indicator: dispute_link(c.disputes, lang, selection) for c in every}
    sparks = {c.indicator: spark_image(c.spark, colours) for c in every if c.spark}
    return render(
        "sections.html", lang, sections=items, links=links, marks=marks, sparks=sparks, wide=wide
    )


def dispute_link(relations: Sequence[str], lang: Lang, selection: Selection) -> str:
    """Return the address of the checks that do not fit; empty where there are none.

    Parameters
    ----------
    relations : iterable of str
        Ids of the checks.
    lang : str
        ``zh`` or ``en``.
    selection : Selection
        What is in view there.

    Returns
    -------
    str
        The address.
    """
    return link("checks", lang, selection, check=",".join(relations)) if relations else ""


# Signs of a deck that need no escape within a query.
DECK_SIGNS = ",@/?!~*:"


def present_link(deck: Deck, lang: Lang, selection: Selection, **more: str) -> str:
    """Return the address of the presentation of a deck.

    Parameters
    ----------
    deck : Deck
        The slides.
    lang : str
        ``zh`` or ``en``.
    selection : Selection
        What is in view there.
    **more : str
        Further parameters.

    Returns
    -------
    str
        The address.
    """
    query = {"lang": lang, **selection.query, "d": deck.address(), **more}
    return f"present?{urlencode({k: v for k, v in query.items() if v}, safe=DECK_SIGNS)}"


def slide_link(deck: Deck, lang: Lang, selection: Selection, relations: Sequence[str] = ()) -> str:
    """Return a link to a chart as a slide, and to the checks that its figures do not fit.

    Parameters
    ----------
    deck : Deck
        The slide, as a deck of one.
    lang : str
        ``zh`` or ``en``.
    selection : Selection
        What is in view there.
    relations : iterable of str
        Ids of the checks that do not fit.

    Returns
    -------
    str
        Markup.
    """
    address = present_link(deck, lang, selection)
    mark = dispute_link(relations, lang, selection)
    return render("slide_link.html", lang, address=address, mark=mark)


def of_area(area: str) -> dict[str, str]:
    """Return the parameter that names an economy; China goes without saying."""
    return {} if area == HOME else {"area": area}


def own_links(indicator: str, area: str, lang: Lang, selection: Selection) -> tuple[str, str]:
    """Return the addresses of a series' own page and of its facts.

    Parameters
    ----------
    indicator : str
        Id of the indicator.
    area : str
        Code of the economy.
    lang : str
        ``zh`` or ``en``.
    selection : Selection
        What is in view there.

    Returns
    -------
    tuple of str
        The address of the page, and that of the facts.
    """
    return (
        link("indicator", lang, selection, id=indicator, **of_area(area)),
        link("data", lang, selection, id=indicator, area=area),
    )


def spark_image(
    runs: Sequence[Sequence[SparkPoint]], colours: Theme, size: tuple[int, int] = _SPARK
) -> str:
    """Return a small trend as the address of an image: a page's filter lets no drawing pass.

    Parameters
    ----------
    runs : sequence of sequence of SparkPoint
        Its points, joined within each run.
    colours : str
        ``light`` or ``dark``.
    size : (int, int)
        Width and height in pixels.

    Returns
    -------
    str
        The address, which holds the image.
    """
    (width, height), edge = size, _EDGE
    placed = [
        [
            (edge + p.x * (width - 2 * edge), height - edge - p.y * (height - 2 * edge), p.hollow)
            for p in run
        ]
        for run in runs
    ]
    picture = render("spark.svg", "zh", runs=placed, size=size, colours=COLOURS[colours])
    return "data:image/svg+xml;base64," + b64encode(picture.encode()).decode()


FACT_COLUMNS = ("period", "value", "printed", "interval", "status", "source", "locator", "note")


def chart_table(
    tables: Tables, series: Sequence[Series], lang: Lang, columns: Sequence[str]
) -> str:
    """Return the table of a chart, folded, with a link to the same figures.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    series : sequence of Series
        The series of the chart.
    lang : str
        ``zh`` or ``en``.
    columns : sequence of str
        Columns behind that of the scope or the name.

    Returns
    -------
    str
        Markup.
    """
    named = len({s.definition.name(lang) for s in series}) > 1
    first = "indicator" if named else "scope"
    rows = [fact_row(tables, o, lang) for s in series for p in s.points for o in (p, *s.others(p))]
    own = series[0]
    about, facts = own_links(own.definition.id, own.area, lang, tables.selection)
    return render(
        "chart_table.html", lang, columns=(first, *columns), rows=rows, about=about, facts=facts
    )


def economies_table(tables: Tables, series: Sequence[Series], lang: Lang) -> str:
    """Return the table of a chart of several economies, folded.

    A row is a period, or an economy where there is one period only.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    series : sequence of Series
        The series of the chart, each of one economy.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Markup.
    """
    say = text(lang)
    periods = sorted({p.period for s in series for p in s.points}, reverse=True)
    areas = list(dict.fromkeys(s.area for s in series))
    ids = list(dict.fromkeys(s.definition.id for s in series))
    places: dict[str, int] = {}
    cells = {
        (s.definition.id, s.area, p.period): _cited(tables, p, lang, places)
        for s in series
        for p in s.points
    }
    over_time = len(periods) > 1
    across = [(i, a) for i in ids for a in areas] if over_time else [(i, "") for i in ids]
    scopes = {s.definition.id: tables.label("scope", s.definition.scope, lang) for s in series}
    head = [tables.label("area", a, lang) if a else scopes[i] for i, a in across]
    if over_time:
        first = say("column.period")
        rows = [(p.label(lang), [cells.get((i, a, p)) for i, a in across]) for p in periods]
    else:
        first = say("column.area")
        rows = [
            (tables.label("area", a, lang), [cells.get((i, a, periods[0])) for i in ids])
            for a in areas
        ]
    about = link("indicator", lang, tables.selection, id=ids[0])
    facts = link("data", lang, tables.selection, id=ids[0])
    return render(
        "economies_table.html",
        lang,
        first=first,
        head=head,
        rows=rows,
        places=list(places),
        about=about,
        facts=facts,
    )


def _cited(
    tables: Tables, point: Observation, lang: Lang, places: dict[str, int]
) -> tuple[str, int, str]:
    """Return a figure in words, the number of the place that prints it, and its printed form."""
    say = text(lang)
    place = say(
        "fact.place",
        source=origins.source_words(tables, point, lang),
        locator=origins.locator_words(tables, point, lang),
    )
    number = places.setdefault(place, len(places) + 1)
    return str(words.statement(point, lang)), number, origins.printed_words(point, lang)


def table(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, str]],
    lang: Lang,
    caption: str,
    **marks: object,
) -> str:
    """Return a plain table with a caption; texts that stay Chinese are marked as such.

    Parameters
    ----------
    columns : sequence of str
        Columns in their order.
    rows : iterable of mapping
        Cells by column.
    lang : str
        ``zh`` or ``en``.
    caption : str
        What the table shows.
    **marks : object
        Whatever else the template takes.

    Returns
    -------
    str
        Markup.
    """
    return render("table.html", lang, columns=columns, rows=list(rows), caption=caption, **marks)


def problems(fault: DataError, lang: Lang) -> str:
    """Return all problems of the tables."""
    rows = [
        {
            "file": p.file,
            "row": p.lines,
            "column": p.column,
            "found": p.value,
            "expected": p.expected(lang),
            "remedy": p.remedy(lang),
        }
        for p in fault.problems
    ]
    columns = ("file", "row", "column", "found", "expected", "remedy")
    return table(columns, rows, lang, text(lang)("fault.caption"))
