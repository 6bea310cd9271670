"""What the tables say: sources, definitions, printed statements of figures, events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from metrics.figures import Figure
from metrics.numbers import Unit
from metrics.periods import Period, Published
from metrics.text import Lang


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
        """Title in a language."""
        return self.title_zh if lang == "zh" else self.title_en

    def issuer(self, lang: Lang) -> str:
        """Issuer in a language."""
        return self.issuer_zh if lang == "zh" else self.issuer_en

    def cite(self, lang: Lang) -> str:
        """Short name and date, as a footer gives them."""
        short = self.short_zh if lang == "zh" else self.short_en
        date = self.published
        return f"{short}（{date}）" if lang == "zh" else f"{short} ({date})"


@dataclass(frozen=True)
class Definition:
    """What a series measures, for whom and in what unit."""

    id: str
    concept: str
    scope: str
    theme: str
    topic: str
    headline: int
    story: int
    measure: str
    unit: Unit
    decimals: int
    better: str
    relates_to: str
    relation: str
    directive: str
    name_zh: str
    name_en: str
    definition_zh: str
    definition_en: str
    display: str
    note_zh: str
    note_en: str

    def name(self, lang: Lang) -> str:
        """Name in a language."""
        return self.name_zh if lang == "zh" else self.name_en

    def definition(self, lang: Lang) -> str:
        """Definition in a language."""
        return self.definition_zh if lang == "zh" else self.definition_en

    def note(self, lang: Lang) -> str:
        """What must be known before points of the series are compared; may be empty."""
        return self.note_zh if lang == "zh" else self.note_en


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
        """Note in a language."""
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
    def sources(self) -> tuple[Source, ...]:
        """Its source, or each of those that it is derived from once."""
        own = (o.source for o in self.inputs or (self,))
        return tuple({s.id: s for s in own}.values())

    @property
    def reported(self) -> bool:
        """Whether one of the five reports prints it."""
        return self.source.tier == "report" and not self.derived


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
        """Title in a language."""
        return self.title_zh if lang == "zh" else self.title_en
