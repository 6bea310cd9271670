"""Publications that figures are cited from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from metrics.locale import Lang
from metrics.model.period import Published


@dataclass(frozen=True)
class Source:
    """A publication that figures are cited from."""

    id: str
    title_zh: str
    title_en: str
    short_zh: str
    short_en: str
    issuer_zh: str
    issuer_en: str
    author_zh: str
    author_en: str
    published: str
    document: str
    tier: str
    read_in: str
    licence: str
    url: str

    @cached_property
    def known(self) -> date:
        """The day by which it had certainly come out."""
        return Published(self.published).latest

    def title(self, lang: Lang) -> str:
        """Return the title in a language."""
        return self.title_zh if lang == "zh" else self.title_en

    def issuer(self, lang: Lang) -> str:
        """Return the issuer in a language."""
        return self.issuer_zh if lang == "zh" else self.issuer_en

    def cite(self, lang: Lang) -> str:
        """Return short name and date, as a footer gives them."""
        short = self.short_zh if lang == "zh" else self.short_en
        date = self.published
        return f"{short}（{date}）" if lang == "zh" else f"{short} ({date})"
