"""The tools of an assistant: each a question to the tables, none changes anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from metrics.assistant.answers import (
    Checked,
    Citation,
    Comparison,
    InView,
    Line,
    Newest,
    Number,
    Search,
    Transformed,
)
from metrics.assistant.asking import View, fault, named, view_of
from metrics.assistant.comparing import compare, transformed
from metrics.assistant.finding import searched
from metrics.assistant.telling import cite, line, newest
from metrics.charts.compile.notes import selection_lines
from metrics.locale import Lang
from metrics.model.selection import LAST
from metrics.model.series import latest_sources
from metrics.proof import Judged
from metrics.proof.judge import judge
from metrics.tables.dataset import Tables
from metrics.tables.problems import DataError

# Signs of a text that are judged in ten to twenty seconds; assistants wait for a minute.
LONGEST = 100_000
# Of a number in a text no more signs are repeated.
LONGEST_NUMBER = 60
# Of what a search finds, of the figures of a series and of the numbers of a text no more is told
# unless it is asked for: an answer is to leave the assistant room to think.
FOUND, FIGURES, NUMBERS = 6, 12, 20

Indicator = Annotated[
    str,
    Field(min_length=1, max_length=100, description="Id of an indicator, from `search`: gii_rank"),
]
Area = Annotated[
    str,
    Field(
        max_length=100,
        description="Economy or region of China by code or name: US, 美国, CN-GD, 广东; "
        "China by default",
    ),
]
Period = Annotated[
    str,
    Field(
        max_length=100,
        description="ISO code: 2022, 2022-12-31, 2022-01/2022-11 (part of a year), 2021/2022; "
        "a year also means its last day; the newest by default",
    ),
]
Before = Annotated[
    str,
    Field(max_length=100, description="A period of the series: only what is earlier is listed"),
]
Most = Annotated[int, Field(ge=1, le=50, description="How many are listed at most")]
Language = Annotated[
    Lang | None, Field(description="Language of the answer; that of the server by default")
]
Supplement = Annotated[
    bool, Field(description="Whether figures from outside the five reports are in view")
]
Vintage = Annotated[
    str,
    Field(
        max_length=100,
        description="`last` printed, `first` printed, or what was known on a day: 2023-06-30",
    ),
]
Kind = Literal["pct", "change", "cagr", "index", "share"]


class Asked(BaseModel):
    """One figure that is asked for."""

    model_config = ConfigDict(extra="forbid")
    indicator: Indicator
    period: Period = ""
    area: Area = ""

    @model_validator(mode="before")
    @classmethod
    def _as_meant(cls, given: object) -> object:
        return as_meant(given) if isinstance(given, dict) else given


def as_meant(given: dict[str, Any]) -> dict[str, Any]:
    """Read arguments as assistants write them: null for what is left out, a year as a number.

    Examples
    --------
    >>> as_meant({"indicator": "gii_rank", "period": 2025, "area": None})
    {'indicator': 'gii_rank', 'period': '2025'}
    """
    said = {name: value for name, value in given.items() if value is not None}
    years = {"period", "base", "before", "words"}
    return {n: str(v) if n in years and type(v) is int else v for n, v in said.items()}


@dataclass(frozen=True)
class Tools:
    """The tools over some tables.

    Parameters
    ----------
    tables : callable
        Gives the tables as they are now, with everything in view.
    lang : str
        Language of answers where none is asked for.
    """

    tables: Callable[[], Tables]
    lang: Lang

    def _view(self, lang: Lang | None, supplement: bool, vintage: str) -> View:
        own = lang or self.lang
        try:
            tables = self.tables()
        except DataError as unsound:
            # What was sound before is out of date: nobody would know.
            first = unsound.problems[0].message(own)
            said = {"count": len(unsound.problems), "first": first, "command": "ipstats check"}
            raise fault("tables", own, **said) from None
        return view_of(tables, own, supplement=supplement, vintage=vintage)

    def search(
        self,
        words: Annotated[
            str,
            Field(
                max_length=200, description="Words or numbers in Chinese or English; all if empty"
            ),
        ],
        area: Area = "",
        most: Most = FOUND,
        lang: Language = None,
        supplement: Supplement = True,
        vintage: Vintage = LAST,
    ) -> Search:
        """Find indicators by words, synonyms, typing errors or printed numbers. Begin here.

        Several indicators may share a name and differ in scope (total, domestic, ...): choose by
        `scope`.
        """
        view = self._view(lang, supplement, vintage)
        return searched(view, words, area, most)

    def series(
        self,
        indicator: Indicator,
        area: Area = "",
        before: Before = "",
        most: Most = FIGURES,
        lang: Language = None,
        supplement: Supplement = True,
        vintage: Vintage = LAST,
    ) -> Line:
        """Give the figures of an indicator in one area, with scope, breaks and sources."""
        view = self._view(lang, supplement, vintage).together(named(indicator, area))
        series = view.series(indicator, area)
        return line(view, series, view.page(series, most, before))

    def newest(
        self,
        indicator: Indicator,
        area: Area = "",
        lang: Language = None,
        supplement: Supplement = True,
        vintage: Vintage = LAST,
    ) -> Newest:
        """Give the newest figure of an indicator; of a flow that of the newest whole year."""
        view = self._view(lang, supplement, vintage).together(named(indicator, area))
        return newest(view, view.series(indicator, area))

    def compare(
        self,
        base: Annotated[Asked, Field(description="The earlier figure, or one area")],
        end: Annotated[Asked, Field(description="The later figure, or the other area")],
        lang: Language = None,
        supplement: Supplement = True,
        vintage: Vintage = LAST,
    ) -> Comparison:
        """Compare two figures: change over time, two areas at one time, a part and its whole.

        Of one series the earlier figure is the base. What does not compare (other scope, part of a
        year against a year, a break between, ranks in per cent) is refused with the reason: pass
        the refusal on, do not compute it yourself. Pass `caveats` on, too.
        """
        asked = (named(a.indicator, a.area) for a in (base, end))
        view = self._view(lang, supplement, vintage).together(*asked)
        one, other = (view.series(a.indicator, a.area) for a in (base, end))
        return compare(
            view, (one, view.point(one, base.period)), (other, view.point(other, end.period))
        )

    def transform(
        self,
        indicator: Indicator,
        kind: Annotated[
            Kind,
            Field(
                description="pct: growth on the point before; change: in its unit; cagr: average "
                "yearly growth since the base; index: base 100; share: of its declared whole"
            ),
        ] = "pct",
        area: Area = "",
        base: Annotated[
            str,
            Field(
                max_length=100,
                description="Period of the base of index and cagr; the first by default",
            ),
        ] = "",
        before: Before = "",
        most: Most = FIGURES,
        lang: Language = None,
        supplement: Supplement = True,
        vintage: Vintage = LAST,
    ) -> Transformed:
        """Transform a series, each result with its interval and working; refusals with reasons."""
        view = self._view(lang, supplement, vintage).together(named(indicator, area))
        series = view.series(indicator, area)
        return transformed(view, series, kind, view.page(series, most, before), base)

    def cite(
        self,
        indicator: Indicator,
        period: Period = "",
        area: Area = "",
        lang: Language = None,
        supplement: Supplement = True,
        vintage: Vintage = LAST,
    ) -> Citation:
        """Cite a figure: a sentence for a footnote, the publication, the place in it."""
        view = self._view(lang, supplement, vintage).together(named(indicator, area))
        series = view.series(indicator, area)
        return cite(view, series, view.point(series, period))

    def check_text(
        self,
        text: Annotated[str, Field(description="Your draft, in Chinese or English")],
        only: Annotated[
            Literal["wrong", "figures", "all"],
            Field(
                description="wrong: numbers that are wrong; figures: all that may be statistics; "
                "all: dates and marks of lists as well"
            ),
        ] = "figures",
        start: Annotated[
            int, Field(ge=0, description="Sign of the text from which numbers are listed")
        ] = 0,
        most: Most = NUMBERS,
        lang: Language = None,
        supplement: Supplement = True,
        vintage: Vintage = LAST,
    ) -> Checked:
        """Check every number of a text against the tables. Do so before you hand a text on.

        Each number is verified, contradicted (with the right value), of a wrong scope or
        qualifier, rightly or wrongly derived, or unknown to the tables.
        """
        view = self._view(lang, supplement, vintage)
        if len(text) > LONGEST:
            raise fault("long", view.lang, most=LONGEST)
        judged = judge(text, view.tables, view.lang)
        told = [j for j in judged if only == "all" or j.verdict != "not_a_figure"]
        listed = [j for j in told if j.start >= start and (only != "wrong" or j.accused)]
        shown, further = listed[:most], listed[most:]
        return Checked(
            right=not any(j.accused for j in judged),
            counts=dict(Counter(j.verdict for j in told)),
            numbers=[_number(j) for j in shown],
            more=len(further),
            next=further[0].start if further else None,
        )

    def in_view(
        self,
        lang: Language = None,
        supplement: Supplement = True,
        vintage: Vintage = LAST,
    ) -> InView:
        """Tell what answers are chosen from: version of the tables, supplement, vintage."""
        view = self._view(lang, supplement, vintage)
        sources = latest_sources(view.tables.statements)
        return InView(
            version=view.tables.version,
            selection=view.tables.selection.code,
            in_words=selection_lines(view.tables, view.lang),
            series=len(view.tables.all_series),
            statements=len(view.tables.statements),
            publications=len(sources),
            latest_publication=sources[0].cite(view.lang) if sources else "",
        )


def _number(judged: Judged) -> Number:
    """Tell a number with its verdict; thousands of digits are not repeated."""
    return Number(**asdict(judged) | {"text": judged.text[:LONGEST_NUMBER]})
