"""What is offered over HTTP: the files below ``/data/`` and the parameters of their addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

from metrics.exports.opendata import FACTS, LICENCES
from metrics.locale import DEFAULT_LANG, Lang, Text, text
from metrics.model.selection import FIRST, LAST
from metrics.tables.dataset import Tables
from metrics.tables.read import DESCRIPTOR, table_schemas
from metrics.views.filters import CODED, PARAMETERS, SEVERAL, every_definition, years
from pages.parts.state.links import handed_on, mended

UTF8 = "; charset=utf-8"
JSON = "application/json"
# The feed of what changed.
CHANGES = "changes.atom"
# Details of a refusal as RFC 9457 has them.
PROBLEM = "application/problem+json"
METHODS = ("GET", "HEAD", "OPTIONS")
# The licence of the figures; sources with one of their own name it in the files.
LICENCE = LICENCES["facts"]["name"]
# The longest value that a parameter may have.
MOST = 2000
# The day in descriptions that stands for any day.
DAY = "2023-06-30"
# The tables that are served as they are curated; the facts are served as the long table.
CURATED = tuple(name for name in table_schemas() if name != FACTS)
# What is said where a parameter is left out.
DEFAULTS = {"newest": "0", "sup": "1", "imp": "0", "v": LAST, "lang": DEFAULT_LANG}
# Messages that name a parameter and say what it does; the others hold one code of their list.
NAMES = {
    name: f"filter.{name}" for name in ("indicator", *CODED, "source", "year", "newest", "q")
} | {
    "sup": "selection.supplement",
    "imp": "selection.implied",
    "v": "selection.vintage",
    "lang": "state.language",
}
ABOUT = {
    "indicator": "api.indicator",
    "area": "api.areas",
    "year": "api.year",
    "newest": "api.newest",
    "q": "api.q",
    "sup": "api.sup",
    "imp": "api.imp",
    "v": "api.v",
    "lang": "api.lang",
}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class RequestError(Exception):
    """An answer that gives nothing: its status, its words, and what a program needs besides."""

    def __init__(self, status: int, detail: str, **told: object) -> None:
        self.status, self.detail, self.told = status, detail, told
        super().__init__(detail)


@dataclass(frozen=True)
class Offer:
    """A file that is served below ``/data/``.

    Parameters
    ----------
    name : str
        Its name; ``{table}`` stands for the name of a curated table.
    operation : str
        The id of the request in the OpenAPI document.
    media : str
        Its type.
    about : str
        The message that says what it holds.
    ending : str
        Ends the name under which it is saved; empty where it is shown in place.
    described_by : str
        The file that describes its columns.
    example : str
        A query that is worth trying.
    filtered : bool
        Whether it holds what passes the filters.
    """

    name: str
    operation: str
    media: str
    about: str
    ending: str = ""
    described_by: str = ""
    example: str = ""
    filtered: bool = True

    @property
    def parameters(self) -> tuple[str, ...]:
        """What its address may hold."""
        return (*PARAMETERS, "lang") if self.filtered else ("lang",)

    @property
    def negotiated(self) -> bool:
        """Whether it speaks the browser's language where none is asked for."""
        return self.name == "api"


OFFERS = (
    Offer(
        "indicators.csv",
        "getIndicatorsCsv",
        f"text/csv{UTF8}",
        "api.csv",
        "csv",
        DESCRIPTOR,
        "theme=utilisation",
    ),
    Offer(
        "figures.csv",
        "getFiguresCsv",
        f"text/csv{UTF8}",
        "api.figures",
        "figures.csv",
        example="theme=utilisation",
    ),
    Offer(
        "indicators.json",
        "getIndicatorsJson",
        JSON,
        "api.json",
        "json",
        example="indicator=gii_rank&area=US",
    ),
    Offer(
        "package.zip",
        "getPackage",
        "application/zip",
        "api.package",
        "zip",
        example="sup=0&v=first",
    ),
    Offer(
        "sdmx.csv",
        "getSdmxCsv",
        f"application/vnd.sdmx.data+csv; version=2.0.0{UTF8}",
        "api.sdmx_csv",
        "sdmx.csv",
        "sdmx-structure.xml",
        "indicator=gii_rank,satisfaction",
    ),
    Offer(
        "sdmx-structure.xml",
        "getSdmxStructure",
        f"application/vnd.sdmx.structure+xml; version=2.1{UTF8}",
        "api.sdmx_structure",
        "sdmx.xml",
        example="indicator=gii_rank,satisfaction",
    ),
    Offer("sdmx.zip", "getSdmx", "application/zip", "api.sdmx", "sdmx.zip", example=f"v={DAY}"),
    Offer(
        DESCRIPTOR,
        "getDescriptor",
        JSON,
        "file.datapackage",
        example="theme=utilisation",
    ),
    Offer(
        "{table}.csv",
        "getTable",
        f"text/csv{UTF8}",
        "api.table",
        "csv",
        DESCRIPTOR,
        filtered=False,
    ),
    Offer(
        "source-errors.csv",
        "getSourceErrorsCsv",
        f"text/csv{UTF8}",
        "api.errors_csv",
        "csv",
        filtered=False,
    ),
    Offer("source-errors.json", "getSourceErrorsJson", JSON, "api.errors_json", filtered=False),
    Offer(CHANGES, "getChanges", f"application/atom+xml{UTF8}", "api.changes", filtered=False),
    Offer("openapi.json", "getOpenApi", JSON, "api.openapi", filtered=False),
    Offer("api", "getApiPage", f"text/html{UTF8}", "api.page", filtered=False),
)
# Every file by its name.
FILES: dict[str, Offer] = {
    name: offer
    for offer in OFFERS
    for name in (
        [offer.name.format(table=t) for t in CURATED] if "{table}" in offer.name else [offer.name]
    )
}


def values(tables: Tables, name: str, lang: Lang) -> dict[str, str]:
    """Return the codes that a parameter may hold, with names; none where any text may stand.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    name : str
        The parameter.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    dict of str to str
        Names by code.
    """
    say = text(lang)
    if name in CODED:
        list_ = CODED[name]
        return {code: tables.label(list_, code, lang) for code in tables.codes(list_)}
    known: dict[str, dict[str, str]] = {
        "indicator": {i: d.name(lang) for i, d in every_definition(tables).items()},
        "source": {s.id: s.cite(lang) for s in tables.sources.values()},
        "year": {year: year for year in years(tables)},
        "newest": {"0": say("api.every_figure"), "1": say("filter.newest_only")},
        "sup": {"1": say("selection.supplement"), "0": say("selection.reports_only")},
        "imp": {"0": say("selection.without_implied"), "1": say("selection.implied")},
        "v": {LAST: say("selection.last"), FIRST: say("selection.first")},
        "lang": {"zh": say("api.chinese"), "en": say("api.english")},
    }
    return known.get(name, {})


def about(name: str, lang: Lang) -> str:
    """Return what a parameter does, in words."""
    return text(lang)(ABOUT.get(name, "api.code"), most=MOST, day=DAY)


def parameters(query: bytes, known: tuple[str, ...], say: Text) -> dict[str, str]:
    """Return the parameters of an address, each known and once.

    Parameters
    ----------
    query : bytes
        As it was asked for; what programs add or change on the way of a link is mended.
    known : tuple of str
        The parameters that there are: of any other the answer would not be what was meant.
    say : Text
        The words of refusals.

    Returns
    -------
    dict of str to str
        Values by parameter.

    Raises
    ------
    RequestError
        Where one is not known, stands twice, or cannot be a value.
    """
    try:
        pairs = parse_qsl(query.decode(), keep_blank_values=True, errors="strict")
    except ValueError:
        raise RequestError(400, say("api.broken")) from None
    given: dict[str, str] = {}
    for written, value_ in pairs:
        name, value = handed_on(written, value_) or ("", "")
        if not name:
            continue
        value = value if name == "q" and unquote(value) == value else mended(value)
        if name not in known:
            listed = say("list.comma").join(known)
            told = {"parameter": name[:MOST], "value": value[:MOST], "known": known}
            raise RequestError(400, say("api.unknown", name=name[:MOST], known=listed), **told)
        if name in given:
            raise RequestError(400, say("api.repeated", name=name), parameter=name)
        # A list is as long as it needs to be.
        if any(len(part) > MOST for part in (value.split(",") if name in SEVERAL else [value])):
            raise RequestError(400, say("api.long", name=name, most=MOST), parameter=name)
        if _CONTROLS.search(value):
            raise RequestError(400, say("api.control", name=name), parameter=name)
        given[name] = value
    return given
