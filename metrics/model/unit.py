"""What figures are measured in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from metrics.locale import Lang


@dataclass(frozen=True)
class Unit:
    """What a series is measured in.

    Parameters
    ----------
    id : str
        Code in units.csv.
    quantity : str
        count, ratio, measured, rank or money.
    classifiers : tuple of str
        Unit words that printed forms use.
    name_zh, name_en : str
        Names on axes and behind numbers.
    """

    id: str
    quantity: str
    classifiers: tuple[str, ...]
    name_zh: str
    name_en: str

    def name(self, lang: Lang) -> str:
        """Name of the unit in a language."""
        return self.name_zh if lang == "zh" else self.name_en

    @cached_property
    def words(self) -> frozenset[str]:
        """Words of it in printed forms, in small letters: its classifiers and its names."""
        return frozenset(w.casefold() for w in (*self.classifiers, self.name_zh, self.name_en))

    @property
    def large(self) -> bool:
        """Whether values are scaled by 万 or million when they are large."""
        return self.quantity in ("count", "money")
