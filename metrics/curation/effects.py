"""What a file would change for readers: headlines, charts, and checks that fail or pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from metrics.charts.spec import ChartSpec
from metrics.locale import Lang
from metrics.model.series import Series
from metrics.reconciliation import reconcile
from metrics.reconciliation.regions import PREFIX
from metrics.reconciliation.wording import sentence
from metrics.tables.dataset import Tables
from metrics.tables.doubts import doubts
from metrics.tables.problems import Problem
from metrics.tables.read import REGIONS
from metrics.views.pages import indicator_page, overview, theme_page
from metrics.views.parts import Headline, PageView
from metrics.views.stories import of_kind

# Verdicts by which a check fails.
_FAILING = frozenset({"inconsistent"})
# What the page of regions shows of an indicator.
CHARTS = ("ranking", "paths")


@dataclass(frozen=True)
class Shown:
    """Something that a page would show otherwise.

    Parameters
    ----------
    page : str
        ``overview``, the code of a theme, or the id of an indicator.
    kind : str
        ``headline`` or ``chart``.
    label : str
        What it is about.
    before, after : str
        What it says; empty where it is not there.
    """

    page: str
    kind: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Drawn:
    """A chart that would be drawn otherwise.

    Parameters
    ----------
    page : str
        As `Shown` has it.
    before : ChartSpec, optional
        As it is drawn now; None where there is none yet.
    after : ChartSpec
        As it would be drawn.
    """

    page: str
    before: ChartSpec | None
    after: ChartSpec

    @property
    def shown(self) -> Shown:
        """What its titles say."""
        title = "" if self.before is None else self.before.text.title
        return Shown(self.page, "chart", self.after.text.subtitle, title, self.after.text.title)


@dataclass(frozen=True)
class Checked:
    """A check whose verdict would be another.

    Parameters
    ----------
    id : str
        Its relation.
    before, after : str
        The verdicts; empty where the check is not there.
    words : str
        What it says then.
    """

    id: str
    before: str
    after: str
    words: str

    @property
    def fails(self) -> bool:
        """Whether figures would contradict each other that do not now."""
        return self.after in _FAILING

    @property
    def by_region(self) -> bool:
        """Whether it is one of those that hold by rule in tables of regions."""
        return self.id.startswith(PREFIX)


@dataclass(frozen=True)
class Effects:
    """All that would change for readers.

    Parameters
    ----------
    shown : tuple of Shown
        Headlines and charts, page by page.
    checks : tuple of Checked
        Checks, those that fail first.
    doubts : tuple of Problem
        What is probably a slip, and was not there before.
    sums : int
        Sums of tables of regions that are new and come out.
    drawn : tuple of Drawn
        Charts of the pages of indicators and of regions, as they were and as they would be.
    """

    shown: tuple[Shown, ...]
    checks: tuple[Checked, ...]
    doubts: tuple[Problem, ...]
    sums: int = 0
    drawn: tuple[Drawn, ...] = ()


def effects(before: Tables, after: Tables, lang: Lang, *, regions: bool = True) -> Effects:
    """Compare what readers see of two states of the tables.

    Parameters
    ----------
    before, after : Tables
        The tables without and with the new rows.
    lang : str
        Language of the words.
    regions : bool
        Whether facts of regions may be others, which are many.

    Returns
    -------
    Effects
        What is another.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> effects(tables, tables, "en")
    Effects(shown=(), checks=(), doubts=(), sums=0, drawn=())
    """
    pages = [*_pages(before, after, changed_series(before, after), lang)]
    checks = [*_checked(before, after, lang)]
    by_region: list[Drawn] = []
    if regions:
        old, new = before.regional, after.regional
        by_region += _by_region(old, new, changed_series(old, new), lang)
        checks += _checked(old, new, lang)
    known = {(d.file, d.code, d.value) for d in doubts(before)}
    # Each table of regions has its sums: of those that are new and come out their number will do.
    told = [c for c in checks if c.fails or c.before or not c.by_region]
    return Effects(
        (*(one for page in pages for one in page.shown), *(one.shown for one in by_region)),
        tuple(sorted(told, key=lambda c: not c.fails)),
        tuple(d for d in doubts(after) if (d.file, d.code, d.value) not in known),
        len(checks) - len(told),
        (*(d for p in pages if p.name in after.definitions for d in p.drawn), *by_region),
    )


def changed_series(before: Tables, after: Tables) -> tuple[Series, ...]:
    """List the series that have other statements than before, in the order of pages."""
    old = before.all_series
    order = {d: n for n, d in enumerate(after.definitions)}
    found = [
        series
        for key, series in after.all_series.items()
        if key not in old or set(_said(series)) != set(_said(old[key]))
    ]
    return tuple(sorted(found, key=lambda s: (order[s.definition.id], s.area)))


def _said(series: Series) -> Iterator[tuple[object, ...]]:
    return (
        (o.key, o.figure.value, o.figure.printed, o.figure.qualifier, o.status)
        for o in series.statements
    )


@dataclass(frozen=True)
class _Page:
    """A page as it is, and as it would be."""

    name: str
    before: PageView
    after: PageView

    @property
    def shown(self) -> Iterator[Shown]:
        """Yield what it would show otherwise."""
        old = {(h.indicator, h.area): h for h in self.before.headlines}
        for head in self.after.headlines:
            was = _headline(old.get((head.indicator, head.area)))
            if was != _headline(head):
                yield Shown(self.name, "headline", head.label, was, _headline(head))
        yield from (one.shown for one in self.drawn)

    @property
    def drawn(self) -> Iterator[Drawn]:
        """Yield the charts that it would draw otherwise."""
        return _drawn(self.name, _charts(self.before), _charts(self.after))


def _pages(before: Tables, after: Tables, changed: Sequence[Series], lang: Lang) -> Iterator[_Page]:
    """Yield what may be another: the overview, the pages of themes and those of indicators."""
    if not changed:
        return
    yield _Page("overview", overview(before, lang), overview(after, lang))
    for theme in dict.fromkeys(s.definition.theme for s in changed):
        yield _Page(theme, theme_page(before, theme, lang), theme_page(after, theme, lang))
    # Economies share the page of their indicator.
    for indicator in dict.fromkeys(s.definition.id for s in changed):
        yield _Page(
            indicator, _of_indicator(before, indicator, lang), _of_indicator(after, indicator, lang)
        )


def _by_region(
    before: Tables, after: Tables, changed: Sequence[Series], lang: Lang
) -> Iterator[Drawn]:
    """Yield the newest ranking and the paths of each indicator on the page of regions."""
    for indicator in dict.fromkeys(s.definition.id for s in changed):
        old, new = (_of_regions(tables, indicator, lang) for tables in (before, after))
        yield from _drawn(REGIONS, old, new)


def _of_regions(tables: Tables, indicator: str, lang: Lang) -> list[ChartSpec]:
    if not tables.areas(indicator):
        return []
    kinds = (of_kind(tables, tables.main_series(indicator), k, lang) for k in CHARTS)
    return [chart for chart in kinds if chart is not None]


def _drawn(page: str, before: Sequence[ChartSpec], after: Sequence[ChartSpec]) -> Iterator[Drawn]:
    """Yield the charts that are new, or not what they were."""
    old = {chart.id: chart for chart in before}
    for chart in after:
        known = old.get(chart.id)
        if known is None or _undated(known) != _undated(chart):
            yield Drawn(page, known, chart)


def _of_indicator(tables: Tables, indicator: str, lang: Lang) -> PageView:
    """Return the page of an indicator; an empty one where nothing is known of it."""
    if not tables.areas(indicator):
        return PageView("")
    return indicator_page(tables, tables.main_series(indicator), lang)


def _charts(page: PageView) -> list[ChartSpec]:
    lead = [page.lead] if page.lead is not None else []
    return [*lead, *(c.spec for c in page.charts)]


def _undated(chart: ChartSpec) -> ChartSpec:
    """Return a chart without the version of the data, which changes with every row."""
    return replace(chart, text=replace(chart.text, version=""))


def _headline(head: Headline | None) -> str:
    """Say what a headline says, in a line."""
    if head is None:
        return ""
    return " · ".join(filter(None, (f"{head.value}", head.period, head.change)))


def _checked(before: Tables, after: Tables, lang: Lang) -> Iterator[Checked]:
    old = {c.key: c.verdict for c in reconcile(before)}
    for check in reconcile(after):
        was = old.get(check.key, "")
        if was != check.verdict:
            words = sentence(after, check, lang)
            yield Checked(check.relation.id, was, check.verdict, words)
