"""What of the tables is asked for, and what is said where that is not known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from metrics.locale import Lang, text
from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.model.selection import Selection, is_vintage
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
from metrics.tables.dataset import Tables

# Filters that hold codes of a list of codes.csv.
CODED = {"theme": "theme", "area": "area", "qualifier": "qualifier", "basis": "period_basis"}


# Filters that hold several codes, by what has them in `Filters`.
SEVERAL = {"indicator": "indicators", "area": "areas"}


# Filters that hold one code.
SINGLE = ("theme", "qualifier", "basis", "source", "year")


# Of more possible values only the most alike are named, and no more than these.
MOST_KNOWN = 12


MOST_ALIKE = 5


# All that an address may ask for.
PARAMETERS = ("indicator", *CODED, "source", "year", "newest", "q", "sup", "imp", "v")


class FilterError(ValueError):
    """A filter that the tables do not know.

    Parameters
    ----------
    name, value : str
        The filter and what it was given.
    known : tuple of str
        What it may be.
    """

    def __init__(self, name: str, value: str, known: Collection[str]) -> None:
        self.name, self.value, self.known = name, value, tuple(known)
        super().__init__(f"{name}: {value}")

    def message(self, lang: Lang, where: str) -> str:
        """Return the filter, what is wrong with it, and what would be right."""
        return text(lang)("filter.line", name=self.name, value=self.reason(lang, where))

    def reason(self, lang: Lang, where: str) -> str:
        """Say what is wrong and what would be right, for those who are told the filter already.

        Parameters
        ----------
        where : str
            Shows all that there is; named where that is too much to list and nothing is alike.
        """
        say = text(lang)
        if len(self.known) <= MOST_KNOWN:
            known = say("list.comma").join(self.known)
            return say("filter.unknown", value=self.value, known=known)
        if near := alike(self.value, self.known):
            return say("filter.alike", value=self.value, known=say("list.comma").join(near))
        return say("filter.listed", value=self.value, where=where)


@dataclass(frozen=True)
class Filters:
    """Which statements pass; an empty filter lets all of them pass.

    Parameters
    ----------
    theme, source, qualifier, basis : str
        A code or an id.
    areas : tuple of str
        Codes of economies.
    indicators : tuple of str
        Ids of indicators.
    year : str
        The year in which the period ends.
    newest : bool
        Whether only the newest figure of each series passes.
    words : str
        A search: each of its words stands in the statement somewhere.
    """

    theme: str = ""
    areas: tuple[str, ...] = ()
    source: str = ""
    qualifier: str = ""
    basis: str = ""
    indicators: tuple[str, ...] = ()
    year: str = ""
    newest: bool = False
    words: str = ""

    @property
    def query(self) -> dict[str, str]:
        """The filters in force as parameters of an address."""
        every = {
            "indicator": ",".join(self.indicators),
            "theme": self.theme,
            "area": ",".join(self.areas),
            "source": self.source,
            "qualifier": self.qualifier,
            "basis": self.basis,
            "year": self.year,
            "newest": "1" if self.newest else "",
            "q": self.words,
        }
        return {key: value for key, value in every.items() if value}

    @cached_property
    def codes(self) -> dict[str, tuple[str, ...]]:
        """The codes that each filter in force lets pass, by parameter."""
        several = {name: getattr(self, field) for name, field in SEVERAL.items()}
        every = several | {name: tuple(filter(None, (getattr(self, name),))) for name in SINGLE}
        return {name: codes for name, codes in every.items() if codes}

    def check(self, tables: Tables) -> None:
        """Raise `FilterError` at the first filter that the tables do not know."""
        for name, codes in self.codes.items():
            known = _known(tables, name)
            for code in codes:
                if code not in known:
                    raise FilterError(name, code, known)

    def keeps(self, point: Observation) -> bool:
        """Tell whether a statement passes all but the search and the choice of the newest."""
        definition = point.definition
        own = {
            "indicator": definition.id,
            "theme": definition.theme,
            "area": point.area,
            "qualifier": point.figure.qualifier,
            "basis": point.period_basis,
            "source": point.source.id,
            "year": f"{point.period.end.year}",
        }
        return all(own[name] in codes for name, codes in self.codes.items())


def years(tables: Tables) -> tuple[str, ...]:
    """Return the years in which periods of any statements end, the latest first.

    What is in view does not change what an address may ask for.

    Examples
    --------
    >>> from metrics import load
    >>> years(load())[:2]
    ('2025', '2024')
    """
    every = in_view(tables, ALL_WITH_IMPLIED).all_series.values()
    found = {o.period.end.year for s in every for o in s.statements}
    return tuple(str(year) for year in sorted(found, reverse=True))


def newest(tables: Tables) -> frozenset[int]:
    """Return the identities of the newest figures in view, one of each series."""
    return frozenset(id(s.latest) for s in tables.all_series.values())


def every_definition(tables: Tables) -> dict[str, Definition]:
    """Return all definitions that may be asked for, also of what only implied values have."""
    return in_view(tables, ALL_WITH_IMPLIED).every_definition


def alike(value: str, known: Iterable[str]) -> list[str]:
    """Return the few of some codes that a value is most like, or is a part of.

    Examples
    --------
    >>> alike("GII_rang", ["gii_rank", "satisfaction"]), alike("x", ["gii_rank"])
    (['gii_rank'], [])
    """
    codes = {code.casefold(): code for code in known}
    asked = value.casefold()
    near = get_close_matches(asked, codes, MOST_ALIKE)
    near += [code for code in codes if asked and asked in code]
    return [codes[code] for code in dict.fromkeys(near)][:MOST_ALIKE]


def _known(tables: Tables, name: str) -> Collection[str]:
    """Return the codes that a filter may have."""
    if name in CODED:
        return tables.codes(CODED[name])
    if name == "indicator":
        return every_definition(tables)
    return tables.sources if name == "source" else years(tables)


def filters_of(query: dict[str, str]) -> tuple[Filters, Selection]:
    """Read the parameters of an address.

    Raises
    ------
    FilterError
        Where a parameter or a vintage is not known.

    Examples
    --------
    >>> filters_of({"theme": "utilisation", "sup": "0"})[1].supplement
    False
    """
    rest = dict(query)
    for switch, default in (("sup", "1"), ("imp", "0"), ("newest", "0")):
        if (code := rest.pop(switch, default)) not in ("0", "1"):
            raise FilterError(switch, code, ("0", "1"))
    vintage = rest.pop("v", "last")
    if not is_vintage(vintage):
        raise FilterError("v", vintage, ("last", "first", f"{date(2023, 6, 30)}"))
    indicators, areas = (_listed(rest.pop(name, "")) for name in SEVERAL)
    searched_for = rest.pop("q", "")
    codes = {name: rest.pop(name, "") for name in SINGLE}
    for name, value in rest.items():
        raise FilterError(name, value, PARAMETERS)
    filters = Filters(
        indicators=indicators,
        areas=areas,
        words=searched_for,
        newest=query.get("newest") == "1",
        **codes,
    )
    return filters, Selection.of(query)


def _listed(value: str) -> tuple[str, ...]:
    """Return the codes of a list, each once."""
    return tuple(dict.fromkeys(filter(None, value.split(","))))
