"""What a search finds for an assistant, also by region of China."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace

from metrics.assistant.answers import Search
from metrics.assistant.asking import View
from metrics.assistant.telling import found
from metrics.model.series import HOME, Series
from metrics.views.search import Facets, search, series_found


def searched(view: View, words: str, area: str, most: int) -> Search:
    """Find indicators, among the regions of China where one is asked for.

    Parameters
    ----------
    view : View
        What is in view.
    words : str
        What is looked for; the name of a region among them narrows the search to it.
    area : str
        Code or name of an area; China where it is empty.
    most : int
        How many are told.

    Returns
    -------
    Search
        The best match first; what only regions have figures of comes last.

    Raises
    ------
    ToolError
        Where there is no such area.

    Examples
    --------
    >>> from metrics import load
    >>> made = searched(View(load(), "en"), "patents granted in Guangdong", "", 1)
    >>> made.found[0].indicator, made.found[0].area
    ('patents_granted_domestic', 'CN-GD')
    """
    if area:
        here = view if view.area(area) in view.tables.codes("area") else view.regional
        return _told(_found(here, words, here.economy(area)), most)
    code, rest = view.region_in(words)
    if code and (there := _found(view.regional, rest, code)).series:
        return _told(there, most)
    alone = _found(view.regional, words, HOME)
    return _told(_found(view, words, HOME), most, alone.of(view.tables.by_region_alone))


@dataclass(frozen=True)
class _Found:
    view: View
    series: tuple[Series, ...]
    meant: str = ""

    def of(self, indicators: Container[str]) -> _Found:
        """Keep some indicators alone."""
        kept = tuple(s for s in self.series if s.definition.id in indicators)
        return replace(self, series=kept)


def _found(view: View, words: str, area: str) -> _Found:
    made = search(view.tables, words, Facets(area=area))
    series = (series_found(view.tables, d.id, area) for d in made.definitions)
    return _Found(view, tuple(s for s in series if s is not None), made.meant)


def _told(first: _Found, most: int, last: _Found | None = None) -> Search:
    """Tell what was found; of what comes last one has a place whatever comes before it."""
    own = [found(first.view, s) for s in first.series[:most]]
    if last is None or not last.series:
        return Search(found=own, more=len(first.series) - len(own), meant=first.meant)
    own = own[: most - 1] if most > 1 else own
    own += [found(last.view, s) for s in last.series[: most - len(own)]]
    more = len(first.series) + len(last.series) - len(own)
    return Search(found=own, more=more, meant=first.meant)
