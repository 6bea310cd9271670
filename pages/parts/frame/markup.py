"""HTML of cards, tables and lists, from templates that escape all they are given."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from metrics.briefing.deck import DECK_SIGNS, Deck
from metrics.charts.plotly.style import COLOURS, Theme
from metrics.locale import Lang, text
from metrics.model.selection import Selection
from metrics.model.series import HOME
from metrics.tables.problems import DataError
from metrics.views.sparks import SparkPoint
from metrics.wording.lines import BREATH

# Languages as documents name them.
TAGS: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}
# Pixels of a small trend, and between its edge and its points.
SPARK = (120, 32)
_EDGE = 5.0
_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return environment


def render(template: str, lang: Lang, **values: object) -> Markup:
    """Fill a template; ``say`` speaks the reader's language, which ``tag`` names.

    The result is one line: Streamlit looks through every line of a text at each run.
    """
    told = {"say": text(lang), "lang": lang, "tag": TAGS[lang]}
    filled = _environment().get_template(template).render(told, **values)
    return Markup(_in_one_line(filled))


def _in_one_line(filled: str) -> str:
    return " ".join(line.strip() for line in filled.splitlines())


def source(template: str) -> str:
    """Return a template as it stands, in one line as what is made of it."""
    return _in_one_line((_TEMPLATES / template).read_text(encoding="utf-8"))


# Addresses in them name what is in view, of which there is no end.
@lru_cache(maxsize=512)
def small(template: str, lang: Lang, **values: Hashable) -> Markup:
    """Fill a template that few different texts are made of, once each."""
    return render(template, lang, **values)


def unparted(words: str) -> Markup:
    """Return words as markup in which no line ends between a number and its unit.

    Examples
    --------
    >>> unparted("达532万件 & 15")
    Markup('达<span class="ip-nb">532万件</span> &amp; <span class="ip-nb">15</span>')
    """
    whole = Markup('<span class="ip-nb">{}</span>')
    pieces = enumerate(BREATH.split(words))
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


def of_area(area: str) -> dict[str, str]:
    """Return the parameter that names an economy; China goes without saying."""
    return {} if area == HOME else {"area": area}


def spark(runs: Sequence[Sequence[SparkPoint]], colours: Theme) -> Markup:
    """Return a small trend, its points joined within each run; empty where there is none.

    It is an image whose address holds it: a page's filter lets no drawing pass.
    """
    if not runs:
        return Markup()
    (width, height), edge = SPARK, _EDGE
    placed = [
        [
            (edge + p.x * (width - 2 * edge), height - edge - p.y * (height - 2 * edge), p.hollow)
            for p in run
        ]
        for run in runs
    ]
    drawn = render("spark.svg", "zh", runs=placed, size=SPARK, colours=COLOURS[colours])
    held = b64encode(drawn.encode()).decode()
    image = Markup('<img src="data:image/svg+xml;base64,{}" width="{}" height="{}" alt="">')
    return image.format(held, width, height)


FACT_COLUMNS = ("period", "value", "printed", "interval", "status", "source", "locator", "note")


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
