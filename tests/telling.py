"""What must hold of all that pages tell, of frozen tables and of the curated ones."""

from __future__ import annotations

from collections import Counter

from metrics import Selection, Tables
from metrics.locale import LANGS, Lang
from metrics.model.period import Period
from metrics.model.series import Series
from metrics.reconciliation import in_view
from metrics.views.headlines import headline
from metrics.views.pages import THEMES, overview, theme_page
from metrics.views.parts import Headline, PageView
from metrics.wording.observations import period_words

# Of so many views one is looked at whole; of all of them what stands in a headline.
APART = 5


def views_of(tables: Tables) -> list[Tables]:
    """List what may be in view: every kind of selection, as it stood on every day that it changed.

    Of several that hold the same statements, and show the same of them, one is enough.
    """
    known = sorted({s.known for s in tables.sources.values()})
    found: dict[object, Tables] = {}
    for vintage in ("last", "first", *(day.isoformat() for day in known)):
        for supplement in (True, False):
            view = tables.select(Selection(supplement=supplement, vintage=vintage))
            found.setdefault((vintage == "first", supplement, view.statements), view)
    implied = [Selection(supplement=supplement, implied=True) for supplement in (True, False)]
    return [*(in_view(tables, one) for one in implied), *found.values()]


def some_views_of(tables: Tables) -> list[Tables]:
    """List views spread over the years, after those with all that is printed or implied."""
    first, rest = (every := views_of(tables))[:6], every[6:]
    return [*first, *rest[::APART]]


def newest_comparable(series: Series) -> Period:
    """Find the end of the newest statement, of a flow that of whole years where it has any.

    A value that only follows from others stands in for a printed one nowhere.
    """
    every = [o for o in series.statements if not o.implied] or list(series.statements)
    flow = series.definition.measure == "flow"
    years = [o for o in every if flow and o.period.kind == "year"]
    return max((o.period for o in years or every), key=lambda p: (p.end, p.start))


def check_headlines(view: Tables, heads: tuple[Headline, ...], lang: Lang) -> None:
    """Refuse a headline that is older than the newest comparable statement in view."""
    for head in heads:
        series = view.series(head.indicator, head.area)
        wanted = newest_comparable(series)
        found = next(p for p in series.points if p.period == wanted)
        label = period_words(found, lang)
        assert label in head.period, (view.selection, head.indicator, head.period, label)
        assert head.value.number
        assert head.label
        assert label in head.alt
        if not view.selection.supplement and not view.selection.implied:
            assert not head.report, (view.selection, head.report)


def check_page(view: Tables, theme: str, page: PageView, lang: Lang) -> None:
    """Refuse a page of a theme that leaves a series out or tells it twice."""
    lead = () if page.lead is None else (page.lead,)
    specs = (*lead, *(c.spec for c in page.charts))
    drawn = {s.key for spec in specs for s in spec.series}
    addressed = {spec.view.partition("id=")[2].partition("&")[0] for spec in specs}
    rows = Counter(row.key for row in page.rows)
    assert max(rows.values(), default=1) == 1
    assert not drawn & set(rows)
    ids = Counter(spec.id for spec in specs)
    assert max(ids.values(), default=1) == 1
    for definition in view.definitions.values():
        if definition.theme != theme:
            continue
        key = view.main_series(definition.id).key
        told = (key in drawn or definition.id in addressed) + (key in rows)
        assert told == 1, (view.selection, theme, key)
    assert len(page.charts) <= 6
    assert len(page.headlines) <= 8
    assert len(page.findings) <= 3
    for finding in page.findings:
        assert finding.strong in finding.sentence
        assert finding.key in view.by_key
    assert len({f.key for f in page.findings}) == len(page.findings)
    check_headlines(view, page.headlines, lang)


def check_every_headline(view: Tables) -> None:
    """Look at what may head a page, of every series in both languages."""
    for lang in LANGS:
        heads = tuple(headline(view, series, lang) for series in view.all_series.values())
        check_headlines(view, heads, lang)


def check_everything(view: Tables, lang: Lang) -> None:
    """Look at every page of what is in view."""
    whole = overview(view, lang)
    check_headlines(view, whole.headlines, lang)
    assert 1 + len(whole.charts) <= 7
    lead = () if whole.lead is None else (whole.lead,)
    titles = [spec.text.title for spec in (*lead, *(c.spec for c in whole.charts))]
    assert len(set(titles)) == len(titles), (view.selection, titles)
    for theme in THEMES:
        check_page(view, theme, theme_page(view, theme, lang), lang)


def cut(series: Series, count: int) -> Series:
    """Give the series as it stood with its first points alone."""
    kept = {p.period for p in series.points[:count]}
    return series.restricted_to(o for o in series.statements if o.period in kept)
