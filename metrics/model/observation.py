"""What the tables say: sources, definitions, printed statements of figures, events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.locale import Lang
from metrics.model.definition import Definition
from metrics.model.figure import Figure
from metrics.model.period import Period
from metrics.model.source import Source


@dataclass(frozen=True)
class Observation:
    """One printed statement of a figure, or a figure derived from such statements.

    Parameters
    ----------
    differs_from : tuple of str
        Ids of sources whose statements of the same figure do not agree with it; the notes say why.
    inputs : tuple of Observation
        What it was derived from; empty where it is printed.
    rule : str
        The rule of derivation, empty where it is printed.
    implied : bool
        Whether it is derived only because it follows, and shown only where it is asked for.
    """

    definition: Definition
    area: str
    period: Period
    figure: Figure
    status: str
    source: Source
    locator: str
    period_basis: str
    note_zh: str
    note_en: str
    differs_from: tuple[str, ...] = ()
    inputs: tuple[Observation, ...] = ()
    rule: str = ""
    implied: bool = False

    def note(self, lang: Lang) -> str:
        """Return the note in a language."""
        return self.note_zh if lang == "zh" else self.note_en

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What names the statement in its table: indicator, area, period, source, locator."""
        return self.definition.id, self.area, self.period.code, self.source.id, self.locator

    @property
    def derived(self) -> bool:
        """Whether the figure is printed nowhere but follows from printed ones."""
        return bool(self.inputs)

    @property
    def annual(self) -> bool:
        """Whether it is of a year: the whole, its last day, or growth on the year before."""
        span = self.period
        if span.kind == "years":
            return self.definition.measure == "growth" and span.end.year == span.start.year + 1
        return span.kind in ("year", "date") and span.closes_a_year

    @property
    def sources(self) -> tuple[Source, ...]:
        """Its source, or each of those that it is derived from once."""
        own = (o.source for o in self.inputs or (self,))
        return tuple({s.id: s for s in own}.values())

    @property
    def reported(self) -> bool:
        """Whether one of the five reports prints it."""
        return self.source.tier == "report" and not self.derived


def each_once(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """Return observations in their order without those that stand there already."""
    return tuple({id(o): o for o in observations}.values())
