"""What an assistant asks for, found in the tables; one sentence where there is no such thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

from mcp.server.mcpserver.exceptions import ToolError

from metrics.assistant.paging import Page
from metrics.locale import Lang, folded, text
from metrics.model.observation import Observation
from metrics.model.selection import FIRST, LAST, Selection
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables
from metrics.views.search import find

# Of what may be meant no more is named.
MOST_NAMED = 5


def fault(key: str, lang: Lang, **said: object) -> ToolError:
    """Make one sentence that the assistant is told instead of an answer."""
    return ToolError(text(lang)(f"assistant.fault.{key}", **said))


@dataclass(frozen=True)
class View:
    """Tables with what is in view, and the language of the answers.

    Parameters
    ----------
    tables : Tables
        With what is in view.
    lang : str
        ``zh`` or ``en``.

    Examples
    --------
    >>> from metrics import load
    >>> view = View(load(), "en")
    >>> view.point(view.series("gii_rank", "United States"), "2025").figure.printed
    '第3位'
    """

    tables: Tables
    lang: Lang

    def series(self, indicator: str, area: str = "") -> Series:
        """Find a series by the id of its indicator, or by its key, and by code or name of an area.

        Parameters
        ----------
        indicator : str
            ``gii_rank`` or ``gii_rank@US``.
        area : str
            Code or name in either language; by default China, else the first that has figures.

        Returns
        -------
        Series
            In view.

        Raises
        ------
        ToolError
            Where there is none; it names what may be meant.

        Examples
        --------
        >>> from metrics import load
        >>> View(load(), "zh").series("gii_rank@US").area
        'US'
        """
        id_, _, own = indicator.strip().partition("@")
        if id_ not in self.tables.definitions:
            self._unknown(indicator)
        areas = self.tables.areas(id_)
        asked = area or own
        code = self.area(asked) if asked else HOME if HOME in areas else areas[0]
        if code not in areas:
            raise fault("area", self.lang, indicator=id_, area=asked, areas=self._listed(areas))
        return self.tables.series(id_, code)

    def area(self, asked: str) -> str:
        """Return the code of an area that is named in either language; what is none as it is."""
        wanted = folded(asked.strip())
        for code in self.tables.codes("area"):
            names = code, *(self.tables.label("area", code, lang) for lang in ("zh", "en"))
            if wanted in map(folded, names):
                return code
        return asked

    def economy(self, asked: str) -> str:
        """Return the code of an area that is named; raise ``ToolError`` where there is none."""
        code = self.area(asked)
        if code not in self.tables.codes("area"):
            raise fault("economy", self.lang, area=asked)
        return code

    def _unknown(self, indicator: str) -> NoReturn:
        if indicator in self.tables.printed.every_definition:
            raise fault("out_of_view", self.lang, indicator=indicator)
        near = find(self.tables, indicator.replace("_", " "))[:MOST_NAMED]
        if not near:
            raise fault("indicator", self.lang, indicator=indicator, search="search")
        named = self._listed(f"{d.id} ({self.named(d.id)})" for d in near)
        raise fault("indicator_near", self.lang, indicator=indicator, near=named)

    def named(self, indicator: str) -> str:
        """Name an indicator with its scope: several scopes share a name."""
        own = self.tables.definitions[indicator]
        scope = self.tables.label("scope", own.scope, self.lang)
        return text(self.lang)("explore.scoped", name=own.name(self.lang), scope=scope)

    def point(self, series: Series, period: str = "") -> Observation:
        """Find the figure of a period; a year also means its last day, or growth up to it.

        Parameters
        ----------
        series : Series
            In view.
        period : str
            ISO code; the newest where it is empty.

        Returns
        -------
        Observation
            The statement that is shown.

        Raises
        ------
        ToolError
            Where there is none; it names the periods that there are.

        Examples
        --------
        >>> from metrics import load
        >>> view = View(load(), "en")
        >>> view.point(view.series("invention_patents_in_force"), "2022").figure.printed
        '4212188'
        """
        asked = period.strip()
        if not asked:
            return series.latest
        same = [p for p in series.points if p.period.code == asked]
        # A part of a year is never taken for the year.
        same += [p for p in series.points if p.annual and str(p.period.end.year) == asked]
        if not same:
            raise fault(
                "period",
                self.lang,
                indicator=series.key,
                period=asked,
                periods=self._listed(p.period.code for p in series.points),
            )
        return same[0]

    def page(self, series: Series, most: int, before: str = "") -> Page:
        """Return which part of a long answer is told: the newest, or what is before a period."""
        return Page(most, self.point(series, before).period if before else None)

    def _listed(self, codes: Iterable[str]) -> str:
        return text(self.lang)("list.comma").join(codes)


def view_of(tables: Tables, lang: Lang, *, supplement: bool = True, vintage: str = LAST) -> View:
    """Choose what is in view.

    Parameters
    ----------
    tables : Tables
        The tables.
    lang : str
        ``zh`` or ``en``.
    supplement : bool
        Whether figures from outside the five reports are in view.
    vintage : str
        ``last``, ``first`` or an ISO date.

    Returns
    -------
    View
        The tables with what is in view.

    Raises
    ------
    ToolError
        Where the vintage is none.

    Examples
    --------
    >>> from metrics import load
    >>> len(view_of(load(), "en", supplement=False).series("gii_rank").points)
    2
    """
    try:
        chosen = Selection(supplement, vintage)
    except ValueError:
        raise fault("vintage", lang, vintage=vintage, last=LAST, first=FIRST) from None
    return View(tables.select(chosen), lang)
