"""What series measure."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.locale import Lang
from metrics.model.counting import Counting, counting_at
from metrics.model.period import Period
from metrics.model.unit import Unit


@dataclass(frozen=True)
class Definition:
    """What a series measures, for whom and in what unit.

    Parameters
    ----------
    position : int
        Place among the series on pages, the smaller first.
    countings : tuple of Counting, optional
        What each office counts, where offices count after conventions of their own.
    """

    id: str
    concept: str
    scope: str
    theme: str
    topic: str
    position: int
    headline: int
    story: int
    measure: str
    unit: Unit
    decimals: int
    relates_to: str
    relation: str
    directive: str
    name_zh: str
    name_en: str
    short_zh: str
    short_en: str
    definition_zh: str
    definition_en: str
    display: str
    note_zh: str
    note_en: str
    countings: tuple[Counting, ...] = ()

    def counting(self, area: str, period: Period) -> Counting | None:
        """Say how the office of an area counts in a period; None where nothing is known of it."""
        return counting_at(self.countings, area, period)

    def name(self, lang: Lang) -> str:
        """Name in a language."""
        return self.name_zh if lang == "zh" else self.name_en

    def short(self, lang: Lang) -> str:
        """Name for titles and headlines, which tells its scope by itself where it has one."""
        return (self.short_zh if lang == "zh" else self.short_en) or self.name(lang)

    def definition(self, lang: Lang) -> str:
        """Return the definition in a language."""
        return self.definition_zh if lang == "zh" else self.definition_en

    def note(self, lang: Lang) -> str:
        """Tell what must be known before points are compared; may be empty."""
        return self.note_zh if lang == "zh" else self.note_en
