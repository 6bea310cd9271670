"""The axes of a view of the explorer: scales, units, time, and which points stand on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.charts.compile.axes import (
    HALF_YEAR,
    rank_axis,
    slot_of,
    slots_axis,
    spanned,
    value_axis,
)
from metrics.charts.compile.series import drawn_points, heights, slot_labels
from metrics.charts.compile.targets import targets_of
from metrics.charts.spec import Axis, Reference, SeriesSpec
from metrics.explorer.exploration import RELATIVE, Exploration, Panel
from metrics.explorer.results import unit_text, value_of
from metrics.locale import Lang
from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.rules.transforms import Point, Result
from metrics.wording.numbers import Scale, scale_of

# Changes are seen against none at all.
FROM_ZERO = frozenset({"change", "pct", "cagr"})


@dataclass(frozen=True)
class DrawnPanel:
    """A panel of a view with what its plot stands on.

    Parameters
    ----------
    view : Exploration
        A view of the explorer.
    panel : Panel
        One of its panels.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice
    >>> view = Exploration(load(), Choice(("pledge_financing",)))
    >>> panel = DrawnPanel(view, view.panels[0])
    >>> panel.scale("zh").word, panel.unit("zh"), panel.axis([848.5, 8539.9], "en").high
    ('亿', '亿元', 9000.0)
    """

    view: Exploration
    panel: Panel

    @property
    def key(self) -> str:
        """Its name within the view."""
        return self.panel.key

    @property
    def results(self) -> tuple[Result, ...]:
        """The transformed series."""
        return self.panel.results

    @property
    def shared(self) -> list[Panel]:
        """The panels that share its scale: those that would stand on one axis."""
        return [p for p in self.view.panels if p.scale == self.panel.scale]

    def scale(self, lang: Lang) -> Scale:
        """Return its scale: that of the largest value of all that share it."""
        if self.view.choice.transform in RELATIVE:
            return Scale(0, "")
        return scale_of(self._largest, self._definition.unit, lang)

    def unit(self, lang: Lang) -> str:
        """Return its unit in words, with its scale; none of ranks."""
        if self._of_ranks:
            return ""
        return unit_text(self.results, lang, largest=self._largest)

    @property
    def targets(self) -> tuple[Observation, ...]:
        """The targets of its series, where they stand as they are printed."""
        if self.view.choice.transform != "none":
            return ()
        return targets_of(self.view.tables, [r.series for r in self.results])

    def values(
        self,
        series: Mapping[str, Sequence[SeriesSpec]],
        levels: Mapping[str, Sequence[Reference]],
    ) -> list[float]:
        """Return all values that share its scale, of the series and levels of each panel's key."""
        own = heights([m for p in self.shared for s in series[p.key] for m in s.marks])
        return [*own, *(r.value for p in self.shared for r in levels[p.key])]

    def axis(self, values: Sequence[float], lang: Lang) -> Axis:
        """Return the axis of all values that share its scale; backward where less is better."""
        if self._of_ranks:
            return rank_axis(values, lang)
        zero = self.view.choice.transform in FROM_ZERO or self.barred
        axis = value_axis(values, lang, zero=zero)
        if self._definition.measure == "rank" and self.view.choice.transform == "change":
            # A larger rank is a worse one: its change runs downward.
            return Axis(axis.high, axis.low, axis.ticks[::-1], axis.zero)
        return axis

    @property
    def barred(self) -> bool:
        """Whether it is one of bars: a flow by itself, as it is printed."""
        alone = len(self.results) == 1
        return alone and self._definition.measure == "flow" and self.view.choice.transform == "none"

    def drawn(self, result: Result) -> Sequence[Point]:
        """Return the points of one of its series that are drawn: of bars one a year."""
        if not self.barred:
            return result.points
        kept = {id(o) for o in drawn_points(result.series)}
        return [p for p in result.points if id(p.inputs[0]) in kept]

    @property
    def _definition(self) -> Definition:
        return self.results[0].series.definition

    @property
    def _of_ranks(self) -> bool:
        return self._definition.measure == "rank" and self.view.choice.transform == "none"

    @property
    def _largest(self) -> Decimal:
        return max(abs(value_of(p)) for s in self.shared for r in s.results for p in r.points)


def drawn_panels(view: Exploration) -> tuple[DrawnPanel, ...]:
    """Return every panel of a view with what its plot stands on."""
    return tuple(DrawnPanel(view, panel) for panel in view.panels)


def along_of(panels: Sequence[DrawnPanel]) -> Axis:
    """Return the axis of time that all plots share; bars need half a year on both sides."""
    observed = [p.inputs[-1] for panel in panels for r in panel.results for p in panel.drawn(r)]
    barred = [panel.barred for panel in panels]
    if all(barred):
        return slots_axis(slot_labels(observed))
    axis = spanned([o.period for o in observed])
    if not any(barred):
        return axis
    at = [slot_of(o.period) for o in observed]
    low, high = min(axis.low, min(at) - HALF_YEAR), max(axis.high, max(at) + HALF_YEAR)
    return replace(axis, low=low, high=high)
