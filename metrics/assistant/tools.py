"""The tools of an assistant: each a question to the tables, none changes anything."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Annotated

from pydantic import BaseModel, Field

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
from metrics.assistant.asking import View, fault, view_of
from metrics.assistant.comparing import compare, transformed
from metrics.assistant.telling import cite, found, line, newest
from metrics.charts.compile.notes import selection_lines
from metrics.locale import Lang
from metrics.model.selection import LAST
from metrics.model.series import HOME, latest_sources
from metrics.proof import judge
from metrics.rules.transforms import Transform
from metrics.tables.dataset import Tables
from metrics.views.search import Facets, search, series_found

# Signs of a text that are judged in about ten seconds.
LONGEST = 200_000
# Of what a search finds no more is told unless it is asked for.
FOUND = 8

Indicator = Annotated[str, Field(description="Id of an indicator, from `search`: gii_rank")]
Area = Annotated[
    str,
    Field(description="Economy by code or name: US, 美国, Japan; China by default"),
]
Period = Annotated[
    str,
    Field(
        description="ISO code: 2022, 2022-12-31, 2022-01/2022-11 (part of a year), 2021/2022; "
        "a year also means its last day; the newest by default"
    ),
]
Language = Annotated[
    Lang | None, Field(description="Language of the answer; that of the server by default")
]
Supplement = Annotated[
    bool, Field(description="Whether figures from outside the five reports are in view")
]
Vintage = Annotated[
    str,
    Field(description="`last` printed, `first` printed, or what was known on a day: 2023-06-30"),
]


class Asked(BaseModel):
    """One figure that is asked for."""

    indicator: Indicator
    period: Period = ""
    area: Area = ""


@dataclass(frozen=True)
class Tools:
    """The tools over some tables.

    Parameters
    ----------
    tables : Tables
        With everything in view.
    lang : str
        Language of answers where none is asked for.
    """

    tables: Tables
    lang: Lang

    def _view(self, lang: Lang | None, supplement: bool, vintage: str) -> View:
        return view_of(self.tables, lang or self.lang, supplement=supplement, vintage=vintage)

    def search(
        self,
        words: Annotated[str, Field(description="Words or numbers in Chinese or English")],
        area: Area = "",
        most: Annotated[int, Field(ge=1, le=50, description="How many at most")] = FOUND,
        lang: Language = None,
        supplement: Supplement = True,
        vintage: Vintage = LAST,
    ) -> Search:
        """Find indicators by words, synonyms, typing errors or printed numbers. Begin here.

        Several indicators may share a name and differ in scope (total, domestic, ...): choose by
        `scope`.
        """
        view = self._view(lang, supplement, vintage)
        code = view.economy(area) if area else HOME
        made = search(view.tables, words, Facets(area=code))
        series = [series_found(view.tables, d.id, code) for d in made.definitions]
        told = [s for s in series if s is not None]
        return Search(
            found=[found(view, s) for s in told[:most]],
            more=max(0, len(told) - most),
            meant=made.meant,
        )

    def series(
        self,
        indicator: Indicator,
        area: Area = "",
        lang: Language = None,
        supplement: Supplement = True,
        vintage: Vintage = LAST,
    ) -> Line:
        """Give all figures of an indicator in one economy, with scope, breaks and sources."""
        view = self._view(lang, supplement, vintage)
        return line(view, view.series(indicator, area))

    def newest(
        self,
        indicator: Indicator,
        area: Area = "",
        lang: Language = None,
        supplement: Supplement = True,
        vintage: Vintage = LAST,
    ) -> Newest:
        """Give the newest figure of an indicator; of a flow that of the newest whole year."""
        view = self._view(lang, supplement, vintage)
        return newest(view, view.series(indicator, area))

    def compare(
        self,
        base: Annotated[Asked, Field(description="The earlier figure, or one economy")],
        end: Annotated[Asked, Field(description="The later figure, or the other economy")],
        lang: Language = None,
        supplement: Supplement = True,
        vintage: Vintage = LAST,
    ) -> Comparison:
        """Compare two figures: change over time, two economies at one time, a part and its whole.

        What does not compare (other scope, part of a year against a year, a break between, ranks
        in per cent) is refused with the reason: pass the refusal on, do not compute it yourself.
        """
        view = self._view(lang, supplement, vintage)
        one, other = (view.series(a.indicator, a.area) for a in (base, end))
        return compare(
            view, (one, view.point(one, base.period)), (other, view.point(other, end.period))
        )

    def transform(
        self,
        indicator: Indicator,
        kind: Annotated[
            Transform,
            Field(
                description="pct: growth on the point before; change: in its unit; cagr: average "
                "yearly growth since the base; index: base 100; share: of its declared whole"
            ),
        ] = "pct",
        area: Area = "",
        base: Annotated[
            str, Field(description="Period of the base of index and cagr; the first by default")
        ] = "",
        lang: Language = None,
        supplement: Supplement = True,
        vintage: Vintage = LAST,
    ) -> Transformed:
        """Transform a series, each result with its interval and working; refusals with reasons."""
        view = self._view(lang, supplement, vintage)
        return transformed(view, view.series(indicator, area), kind, base)

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
        view = self._view(lang, supplement, vintage)
        series = view.series(indicator, area)
        return cite(view, series, view.point(series, period))

    def check_text(
        self,
        text: Annotated[str, Field(description="Your draft, in Chinese or English")],
        everything: Annotated[
            bool, Field(description="Whether dates and marks of lists are told as well")
        ] = False,
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
        told = [j for j in judged if everything or j.verdict != "not_a_figure"]
        return Checked(
            right=not any(j.accused for j in told),
            counts=dict(Counter(j.verdict for j in told)),
            numbers=[Number(**asdict(j)) for j in told],
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
