"""The answers that an assistant gets, as data with the meaning of each part."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from metrics.proof.model import Verdict

# An exact number as text: JSON programs round numbers.
Exact = Annotated[str, Field(description="Exact decimal as text, in the base unit")]
Open = Annotated[str | None, Field(description="Exact decimal as text; null where it is open")]
# All values that digits and words may stand for: short, and the same for people and programs.
Interval = Annotated[
    str, Field(description="All values it may stand for: [3275000, 3285000], (23000, inf)")
]
Breaks = Annotated[list[str], Field(description="Periods before which the series breaks")]
Regions = Annotated[
    int, Field(description="How many regions of China have figures; ask with `area`: CN-GD, 广东")
]
Caveats = Annotated[list[str], Field(description="Pass on with the results")]


class Answer(BaseModel):
    """An answer; nothing of it changes."""

    model_config = ConfigDict(frozen=True)


class Publication(Answer):
    """What a figure was printed in."""

    id: str
    title: str
    issuer: str
    published: str = Field(description="ISO date, as far as it is known")
    tier: str = Field(description="Kind of publication; `report` is one of the five reports")
    url: str


class Point(Answer):
    """A figure of a series that is told beside it: quote `value_in_words` with scope and period."""

    period: str = Field(description="ISO code: year, day, span of months or of years")
    value: Exact
    value_in_words: str = Field(description="With unit and qualifier, ready to be quoted")
    printed: str = Field(description="As the source prints it, or the working of a derived figure")
    derived: bool = Field(description="Whether no source prints it, but it follows from others")
    qualifier: str = Field(description="exact, about, over, at_least, near or at_most")
    interval: Interval
    status: str = Field(
        description="A normal, B first after a break, D other definition, E estimate, "
        "F target, I derived, P provisional"
    )
    source: str = Field(description="Citation of the source, short")
    locator: str = Field(description="Where it stands in the source")
    note: str = Field(description="What a reader must know; may be empty")


class Figure(Point):
    """A figure: quote `value_in_words` with its scope and period."""

    indicator: str = Field(description="Id of the indicator")
    name: str
    area: str = Field(
        description="Code of the economy or region, CN for China, CN-GD for Guangdong"
    )
    scope: str = Field(description="Whose figure it is; figures of unlike scopes never compare")
    unit: str = Field(description="The base unit")
    period_in_words: str
    interval_in_words: str
    status_in_words: str
    breaks: Breaks


class Found(Answer):
    """An indicator that was found, with its newest figure."""

    indicator: str
    name: str
    scope: str
    theme: str
    unit: str
    area: str = Field(description="Code of the area that `newest` is of")
    areas: list[str] = Field(description="Codes of the economies that have figures")
    regions: Regions
    breaks: Breaks
    newest: Point


class Search(Answer):
    """Indicators, the best match first."""

    found: list[Found]
    more: int = Field(description="How many others were found that are not listed")
    meant: str = Field(description="What seems to be meant where nothing fits as typed; or empty")


class Line(Answer):
    """A series: an indicator in one economy."""

    indicator: str
    name: str
    area: str
    area_in_words: str
    scope: str
    unit: str
    definition: str
    note: str = Field(description="What must be known before points are compared; may be empty")
    breaks: Breaks
    part_of: str = Field(description="Id of the whole that it is a declared part of; or empty")
    other_scopes: list[str] = Field(description="Ids of the same concept in other scopes")
    areas: list[str] = Field(description="Codes of the areas that have figures beside it")
    regions: Regions
    figures: list[Point] = Field(description="By period, the newest last")
    earlier: int = Field(description="How many earlier figures are not listed; see `before`")


class Newest(Answer):
    """The newest figure of a series, and what else is printed of the same period."""

    figure: Figure
    others: list[Figure]


class Refused(Answer):
    """What is not computed, and why."""

    wanted: str = Field(description="What was to be computed")
    reason: str = Field(description="Code of the reason")
    why: str = Field(description="The reason in words, then what can be done instead")
    periods: list[str]


class Computed(Answer):
    """A result with the interval that follows from those of its inputs."""

    kind: str = Field(description="change, pct, index, cagr, share, difference or multiple")
    value_in_words: str = Field(description="Ready to be quoted, with sign, unit and bounds")
    value: Open
    interval: Interval
    period: str
    base: str = Field(description="Period that it is computed from; empty where there is none")
    working: str = Field(description="The arithmetic over the figures")


class Comparison(Answer):
    """Two figures held against each other: results, and refusals where they do not compare."""

    base: Figure
    end: Figure
    change_allowed: bool = Field(description="Whether a change or a difference may be told")
    results: list[Computed]
    refusals: list[Refused]
    caveats: Caveats


class Transformed(Answer):
    """A series transformed, and the pairs of its figures that do not compare."""

    indicator: str
    name: str
    area: str
    scope: str
    transform: str
    breaks: Breaks
    results: list[Computed] = Field(description="By period, the newest last")
    earlier: int = Field(description="How many earlier results are not listed; see `before`")
    refusals: list[Refused]
    caveats: Caveats


class Citation(Answer):
    """How a figure is cited, with its place in the source."""

    figure: Figure
    citation: str = Field(description="One sentence for a footnote, with the version of the data")
    publications: list[Publication]
    also_printed_in: list[str] = Field(description="Other statements of the same period, in short")


class Number(Answer):
    """A number of a text with its verdict."""

    start: int
    end: int
    text: str
    verdict: Verdict
    indicator: str
    area: str
    period: str
    right: str = Field(description="What should stand there; empty where nothing is wrong")
    why: str


class Checked(Answer):
    """The numbers of a text, each with its verdict."""

    right: bool = Field(description="Whether no number of the whole text is said to be wrong")
    counts: dict[Verdict, int] = Field(description="Of the whole text, by verdict")
    numbers: list[Number]
    more: int = Field(description="How many further numbers are not listed")
    next: int | None = Field(description="`start` by which they are listed; null where none is")


class InView(Answer):
    """What the figures of an answer are chosen from."""

    version: str = Field(description="Names the state of the tables")
    selection: str
    in_words: list[str]
    series: int
    statements: int
    publications: int
    latest_publication: str
