"""What an assistant asks for, found in the tables; one sentence where there is no such thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NoReturn

from mcp.server.mcpserver.exceptions import ToolError

from metrics.assistant.paging import Page
from metrics.locale import LANGS, Lang, folded, text
from metrics.model.observation import Observation
from metrics.model.selection import FIRST, LAST, Selection
from metrics.model.series import HOME, Series
from metrics.proof.places import REGION_ENDS
from metrics.tables.dataset import Tables
from metrics.views.search import find

# Of what may be meant no more is named.
MOST_NAMED = 5
# What a region is beside its name: 广东省, Guangdong Province.
_ENDS = re.compile(
    rf"(?<=.)(?:{REGION_ENDS['zh']})$|\s(?:province|municipality|autonomous region)$"
)


def fault(key: str, lang: Lang, **said: object) -> ToolError:
    """Make one sentence that the assistant is told instead of an answer."""
    return ToolError(text(lang)(f"assistant.fault.{key}", **said))


def named(indicator: str, area: str) -> tuple[str, str]:
    """Tell indicator and area that are asked for apart, however they are written.

    Examples
    --------
    >>> named("gii_rank@US", ""), named("gii_rank", "Japan")
    (('gii_rank', 'US'), ('gii_rank', 'Japan'))
    """
    id_, _, own = indicator.strip().partition("@")
    return id_, (area or own).strip()


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
        id_, asked = named(indicator, area)
        here = self.together((id_, asked))
        if not here.tables.areas(id_):
            here = self.regional
        if id_ not in here.tables.definitions:
            self._unknown(indicator)
        areas = here.tables.areas(id_)
        code = here.area(asked) if asked else HOME if HOME in areas else areas[0]
        if code in areas:
            return here.tables.series(id_, code)
        if self.regional.area(asked) in self.tables.codes("region"):
            areas = self.regional.tables.areas(id_)
        if not areas:
            raise fault("no_region", self.lang, indicator=id_, area=asked, near=self._by_region())
        raise fault("area", self.lang, indicator=id_, area=asked, areas=self._listed(areas))

    @property
    def regional(self) -> View:
        """The same over the figures of the regions of China."""
        return replace(self, tables=self.tables.regional)

    def together(self, *asked: tuple[str, str]) -> View:
        """Return the view in which some series stand together, each by its indicator and area.

        A total of a table of regions stands beside its regions, where one of them is asked for.

        Examples
        --------
        >>> from metrics import load
        >>> view = View(load(), "en")
        >>> total = ("patents_granted_domestic", "")
        >>> view.together(total, ("patents_granted_domestic", "Guangdong")).tables.national is None
        False
        >>> view.together(("gii_rank", "US")) is view
        True
        """
        if not any(self._by_region_alone(*one) for one in asked):
            return self
        there = self.regional
        areas = ((there.tables.areas(i), there.area(area) if area else "") for i, area in asked)
        found = all((code in of if code else bool(of)) for of, code in areas)
        return there if found else self

    def _by_region_alone(self, indicator: str, area: str) -> bool:
        """Tell whether a series can stand among regions alone."""
        areas = self.tables.areas(indicator)
        return self.area(area) not in areas if area and areas else not areas

    def area(self, asked: str) -> str:
        """Return the code of an area that is named in either language; what is none as it is."""
        wanted = folded(asked.strip())
        also = _ENDS.sub("", wanted)
        for code, names in self._names():
            if wanted in names or (also in names and code in self.tables.regional.codes("area")):
                return code
        return asked

    def _names(self) -> Iterator[tuple[str, set[str]]]:
        for code in self.tables.codes("area"):
            labels = [self.tables.label("area", code, lang) for lang in LANGS]
            # "Hong Kong, China" is also called by what stands before the comma.
            yield code, {folded(name) for own in labels for name in (code, own, own.split(",")[0])}

    def economy(self, asked: str) -> str:
        """Return the code of an area that is named; raise ``ToolError`` where there is none."""
        code = self.area(asked)
        if code not in self.tables.codes("area"):
            raise fault("economy", self.lang, area=asked)
        return code

    def region_in(self, words: str) -> tuple[str, str]:
        """Find the region that words name, and the words without it; empty where they name none.

        Examples
        --------
        >>> from metrics import load
        >>> View(load(), "en").region_in("patents granted in Guangdong")
        ('CN-GD', 'patents granted')
        >>> View(load(), "zh").region_in("广东省 专利授权")
        ('CN-GD', '专利授权')
        """
        there = self.tables.regional
        for code in there.codes("area"):
            zh, en = (re.escape(there.label("area", code, lang)) for lang in LANGS)
            of = rf"{zh}(?:{REGION_ENDS['zh']})?|(?:\b(?:in|of|for)\s+)?\b{en}\b"
            if code != HOME and (found := re.search(of, words, re.IGNORECASE)):
                rest = f"{words[: found.start()]} {words[found.end() :]}"
                return code, " ".join(rest.split())
        return "", words

    def _by_region(self) -> str:
        """List some indicators of which the regions have figures."""
        return self._listed(list(self.tables.regional.definitions)[:MOST_NAMED])

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
