"""Acts, plans, reforms, treaties and meetings."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.locale import Lang


@dataclass(frozen=True)
class Event:
    """A dated or undated act, plan, reform, treaty or meeting."""

    date: str
    title_zh: str
    title_en: str
    kind: str
    state: str
    directive: str
    source: str
    locator: str

    def title(self, lang: Lang) -> str:
        """Return the title in a language."""
        return self.title_zh if lang == "zh" else self.title_en
