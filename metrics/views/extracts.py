"""A part of the tables to take away: which statements, by which filters, under which title."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from metrics.charts.compile.notes import selection_lines
from metrics.explorer.exploration import Exploration
from metrics.locale import Lang, folded, text
from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.model.series import Series, latest_sources
from metrics.model.source import Source
from metrics.tables.dataset import Tables
from metrics.views.filters import CODED, Filters, every_definition, newest
from metrics.views.statements import fact_row

# The words stand in every row of a table: of more indicators they give the number alone.
MOST_NAMED = 6


def _scoped(tables: Tables, definition: Definition, lang: Lang) -> str:
    """Return the name of an indicator with its scope: several scopes share a name."""
    scope = tables.label("scope", definition.scope, lang)
    return text(lang)("explore.scoped", name=definition.name(lang), scope=scope)


def searched(tables: Tables, point: Observation, lang: Lang) -> str:
    """Return the words of a statement that a search looks through.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    point : Observation
        A statement, printed or derived.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        All words in one text, folded so that width and case do not matter.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> "gii_rank" in searched(tables, tables.series("gii_rank").latest, "en")
    True
    """
    definition = point.definition
    texts = [definition.name_zh, definition.name_en, definition.id]
    texts += [definition.definition_zh, definition.definition_en]
    texts += [point.figure.printed, point.period.code, f"{point.figure.value:f}"]
    texts += fact_row(tables, point, lang).values()
    return folded(" ".join(texts))


@dataclass(frozen=True)
class Extract:
    """Series to take away, each cut to the statements that pass the filters.

    Parameters
    ----------
    tables : Tables
        With what is in view.
    series : tuple of Series
        In the order of their definitions, then of the areas.
    filters : Filters
        What they were chosen by.
    """

    tables: Tables
    series: tuple[Series, ...]
    filters: Filters = field(default_factory=Filters)

    @cached_property
    def statements(self) -> tuple[Observation, ...]:
        """Every statement, by series and period."""
        return tuple(
            o
            for s in self.series
            for o in sorted(s.statements, key=lambda o: (o.period, o.source.published, o.source.id))
        )

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The publications that the statements are cited from, reports first, then the latest."""
        cited = latest_sources(self.statements)
        return tuple(sorted(cited, key=lambda s: s.tier != "report"))

    @cached_property
    def charted(self) -> Tables:
        """The tables that its charts are compiled from: those in view where nothing is left out."""
        shown = self.tables.all_series
        kept = {(s.definition.id, s.area): s for s in self.series}
        if kept.keys() == shown.keys() and all(
            len(s.statements) == len(shown[key].statements) for key, s in kept.items()
        ):
            return self.tables
        return self.tables.restricted_to(self.series)

    @cached_property
    def shown(self) -> frozenset[int]:
        """Identities of the statements that charts show, whatever the filters leave of others."""
        every = (self.tables.all_series[s.definition.id, s.area] for s in self.series)
        return frozenset(id(p) for s in every for p in s.points)

    @property
    def whole(self) -> bool:
        """Whether everything is in it."""
        return not self.filters.query and self.tables.selection.whole

    def title(self, lang: Lang) -> str:
        """Say what it holds, in a line."""
        say = text(lang)
        return (
            say("extract.title", part=self.part(lang))
            if self.filters.query
            else say("extract.everything")
        )

    def part(self, lang: Lang) -> str:
        """Return the theme or the indicators, else that it is a selection."""
        f = self.filters
        names = [_scoped(self.tables, s.definition, lang) for s in self.series]
        names = list(dict.fromkeys(names))
        if f.indicators and names:
            more = text(lang)("extract.more", name=names[0], count=len(names))
            return names[0] if len(names) == 1 else more
        if f.theme:
            return self.tables.label("theme", f.theme, lang)
        return text(lang)("extract.selection")

    def filter_lines(self, lang: Lang) -> tuple[str, ...]:
        """Return the filters in force in words; one line that says so where there is none."""
        say, tables, f = text(lang), self.tables, self.filters
        comma = say("list.comma")
        lines = [
            say(
                "filter.line",
                name=say(f"filter.{name}"),
                value=comma.join(tables.label(list_, code, lang) for code in f.codes[name]),
            )
            for name, list_ in CODED.items()
            if name in f.codes
        ]
        if f.source:
            cited = tables.sources[f.source].cite(lang)
            lines.append(say("filter.line", name=say("filter.source"), value=cited))
        if f.indicators:
            lines.append(say("filter.line", name=say("filter.indicator"), value=self._named(lang)))
        if f.year:
            lines.append(say("filter.line", name=say("filter.year"), value=f.year))
        if f.newest:
            lines.append(say("filter.newest_only"))
        if f.words:
            lines.append(say("filter.line", name=say("filter.q"), value=f.words))
        lines += selection_lines(tables, lang)
        return tuple(lines) or (say("filter.none"),)

    def _named(self, lang: Lang) -> str:
        """Return the indicators asked for; of many their number."""
        say, asked = text(lang), self.filters.indicators
        if len(asked) > MOST_NAMED:
            return say("filter.indicators", count=len(asked))
        every = every_definition(self.tables)
        return say("list.comma").join(_scoped(self.tables, every[i], lang) for i in asked)

    def citation(self, lang: Lang) -> str:
        """Say how to cite it."""
        tables = self.tables
        return text(lang)("extract.citation", title=self.title(lang), version=tables.version)

    def name(self, ending: str) -> str:
        """Return a file name that says what is inside: filters, what is in view, data version."""
        f = self.filters
        parts = [
            f.theme,
            *_first(f.indicators),
            *_first(f.areas),
            f.source,
            f.qualifier,
            f.basis,
            f.year,
            "newest" if f.newest else "",
            "search" if f.words else "",
        ]
        told = "-".join(filter(None, parts)) or "everything"
        return f"china-ip-{told}-{self.tables.key}.{ending}"


def _first(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first of some codes, and how many there are besides."""
    return codes if len(codes) < 2 else (codes[0], f"and-{len(codes) - 1}-more")


def extract(tables: Tables, filters: Filters, lang: Lang = "en") -> Extract:
    """Cut the series in view to the statements that pass the filters.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    filters : Filters
        What is asked for.
    lang : str
        The language whose words a search looks through besides both names.

    Returns
    -------
    Extract
        The series left, each with the statements that pass.

    Raises
    ------
    FilterError
        Where a filter is not known.

    Examples
    --------
    >>> from metrics import load
    >>> taken = extract(load(), Filters(indicators=("gii_rank",), areas=("US",)))
    >>> [s.key for s in taken.series], taken.name("csv")[:20]
    (['gii_rank@US'], 'china-ip-gii_rank-US')
    """
    tables = tables.where(*(f"@{area}" for area in filters.areas))
    filters.check(tables)
    asked = folded(filters.words).split()
    latest = newest(tables) if filters.newest else frozenset()

    def keeps(point: Observation) -> bool:
        if not filters.keeps(point) or (filters.newest and id(point) not in latest):
            return False
        told = searched(tables, point, lang) if asked else ""
        return all(word in told for word in asked)

    cut = (s.restricted_to([o for o in s.statements if keeps(o)]) for s in ordered(tables))
    return Extract(tables, tuple(s for s in cut if s.statements), filters)


def of_view(view: Exploration) -> Extract:
    """Return the series of a view of the explorer within its range.

    Those that shares are of come along.
    """
    kept = {s.key: s for s in view.ranged}
    for o in (o for r in view.results for p in r.points for o in p.inputs):
        series = view.tables.all_series[o.definition.id, o.area]
        kept.setdefault(series.key, view.restricted_to(series))
    # What the range leaves nothing of is asked for all the same.
    asked = (key.partition("@")[0] for key in view.choice.series)
    ids = tuple(dict.fromkeys(s.definition.id for s in kept.values())) or tuple(
        dict.fromkeys(asked)
    )
    return Extract(view.tables, tuple(kept.values()), Filters(indicators=ids))


def ordered(tables: Tables) -> Iterable[Series]:
    """Return every series in view, in the order of the definitions and areas."""
    for indicator in tables.definitions:
        for area in tables.areas(indicator):
            yield tables.all_series[indicator, area]
