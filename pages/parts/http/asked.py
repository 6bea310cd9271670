"""What an address of open data asks for, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from starlette.requests import Request

from metrics import DataError
from metrics.exports.opendata import dumped
from metrics.locale import LANGS, Lang, Text
from metrics.model.selection import Selection
from metrics.tables.dataset import Tables
from metrics.tables.read import BUNDLED, DESCRIPTOR, PACKAGE, ROOT
from metrics.tables.schema import read_package
from metrics.views.addresses import query_of
from metrics.views.filters import SEVERAL, FilterError, Filters, filters_of
from pages.parts.http.answers import tag_of
from pages.parts.http.offers import CHANGES, Offer, RequestError, parameters, values
from pages.parts.http.settings import home
from pages.parts.state import past
from pages.parts.state.links import codes_in
from pages.parts.state.store import current

# Problems of the tables that an answer lists.
MOST_TOLD = 20


@dataclass(frozen=True)
class Asked:
    """What an address asks for, read and checked.

    Parameters
    ----------
    at : str
        The address of the app, where the answer names it.
    """

    name: str
    offer: Offer
    tables: Tables
    lang: Lang
    filters: Filters
    selection: Selection
    at: str = ""

    @property
    def query(self) -> str:
        """The parameters in force, always in one order."""
        return query_of(self.filters, self.selection, self.lang)

    @property
    def tag(self) -> str:
        """Names the state of the answer: what was asked for, the data and the program."""
        version = self.tables.version
        return tag_of(self.name, self.query, version, program()[0], self.at, self._day)

    @property
    def _day(self) -> str:
        """The day of the last change, where the answer tells of changes."""
        return f"{past.changed(self.tables)}" if self.name == CHANGES else ""


def read(name: str, offer: Offer, request: Request, say: Text) -> Asked:
    """Read and check an address.

    Parameters
    ----------
    name : str
        The file that is asked for.
    offer : Offer
        What is offered under its name.
    request : Request
        The request.
    say : Text
        The words of refusals.

    Returns
    -------
    Asked
        What is asked for.

    Raises
    ------
    RequestError, FilterError
        Where it cannot be understood, or there are no sound tables.
    """
    query = parameters(request.scope["query_string"], offer.parameters, say)
    if (code := query.pop("lang", say.lang)) != say.lang:
        raise FilterError("lang", code, LANGS)
    tables, fault = current()
    if tables is None:
        raise at_fault(fault, say)
    if areas := query.get("area"):
        tables = tables.where(*(f"@{area.upper()}" for area in areas.split(",")))
    filters, selection = filters_of(_as_known(query, tables, say.lang))
    filters.check(tables)
    at = home(request) if name == CHANGES else ""
    return Asked(name, offer, tables, say.lang, filters, selection, at)


def _as_known(query: dict[str, str], tables: Tables, lang: Lang) -> dict[str, str]:
    """Return codes as they are written here, however an address writes them."""
    made = dict(query)
    for name in query.keys() - {"q"}:
        codes = values(tables, name, lang)
        if any(part not in codes for part in query[name].split(",")):
            folded = {code.casefold(): code for code in codes}
            found = codes_in(query[name], many=name in SEVERAL)
            if all(part.casefold() in folded for part in found):
                made[name] = ",".join(folded[part.casefold()] for part in found)
    return made


def at_fault(fault: DataError | None, say: Text) -> RequestError:
    """Say what is wrong with the tables that an answer would be made of."""
    problems = fault.problems if fault else ()
    listed = [p.message(say.lang) for p in problems[:MOST_TOLD]]
    return RequestError(503, say("api.at_fault", count=len(problems)), problems=listed)


@cache
def program() -> tuple[str, int]:
    """Return a hash of all that makes the answers besides the tables, and when it last changed."""
    kept = {".py", ".toml", ".html"}
    every = {p for folder in (PACKAGE, ROOT / "pages") for p in folder.rglob("*")}
    paths = sorted(p for p in every if p.suffix in kept)
    digest = sha256(dumped(read_package(BUNDLED / DESCRIPTOR)))
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest(), int(max(p.stat().st_mtime for p in paths))
