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
    """

    shown: tuple[Shown, ...]
    checks: tuple[Checked, ...]
    doubts: tuple[Problem, ...]
    sums: int = 0


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
    Effects(shown=(), checks=(), doubts=(), sums=0)
    """
    changed = changed_series(before, after)
    known = {(d.file, d.code, d.value) for d in doubts(before)}
    shown = [*_shown(before, after, changed, lang)]
    checks = [*_checked(before, after, lang)]
    old, new = (before.regional, after.regional) if regions else (before, before)
    by_region = changed_series(old, new)
    if by_region:
        shown += _shown_by_region(old, new, by_region, lang)
        checks += _checked(old, new, lang)
    # Each table of regions has its sums: of those that are new and come out their number will do.
    told = [c for c in checks if c.fails or c.before or not c.by_region]
    return Effects(
        tuple(shown),
        tuple(sorted(told, key=lambda c: not c.fails)),
        tuple(d for d in doubts(after) if (d.file, d.code, d.value) not in known),
        len(checks) - len(told),
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


def _shown(before: Tables, after: Tables, changed: Sequence[Series], lang: Lang) -> Iterator[Shown]:
    """Yield what is another on the overview, the pages of themes and those of indicators."""
    if not changed:
        return
    yield from _page("overview", overview(before, lang), overview(after, lang))
    for theme in dict.fromkeys(s.definition.theme for s in changed):
        yield from _page(theme, theme_page(before, theme, lang), theme_page(after, theme, lang))
    # Economies share the page of their indicator.
    for indicator in dict.fromkeys(s.definition.id for s in changed):
        yield from _page(
            indicator, _of_indicator(before, indicator, lang), _of_indicator(after, indicator, lang)
        )


def _shown_by_region(
    before: Tables, after: Tables, changed: Sequence[Series], lang: Lang
) -> Iterator[Shown]:
    """Yield the newest ranking and the paths of each indicator on the page of regions."""
    for indicator in dict.fromkeys(s.definition.id for s in changed):
        old = {c.id: c for c in _by_region(before, indicator, lang)}
        for chart in _by_region(after, indicator, lang):
            known = old.get(chart.id)
            if known is None or _undated(known) != _undated(chart):
                title = "" if known is None else known.text.title
                yield Shown(REGIONS, "chart", chart.text.subtitle, title, chart.text.title)


def _by_region(tables: Tables, indicator: str, lang: Lang) -> Iterator[ChartSpec]:
    if tables.areas(indicator):
        kinds = (of_kind(tables, tables.main_series(indicator), k, lang) for k in CHARTS)
        yield from (chart for chart in kinds if chart is not None)


def _of_indicator(tables: Tables, indicator: str, lang: Lang) -> PageView:
    """Return the page of an indicator; an empty one where nothing is known of it."""
    if not tables.areas(indicator):
        return PageView("")
    return indicator_page(tables, tables.main_series(indicator), lang)


def _page(page: str, before: PageView, after: PageView) -> Iterator[Shown]:
    old = {(h.indicator, h.area): h for h in before.headlines}
    for head in after.headlines:
        was = _headline(old.get((head.indicator, head.area)))
        if was != _headline(head):
            yield Shown(page, "headline", head.label, was, _headline(head))
    charts = {c.id: c for c in _charts(before)}
    for chart in _charts(after):
        known = charts.get(chart.id)
        if known is None or _undated(known) != _undated(chart):
            title = "" if known is None else known.text.title
            yield Shown(page, "chart", chart.text.subtitle, title, chart.text.title)


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
