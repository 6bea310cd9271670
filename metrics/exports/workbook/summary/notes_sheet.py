"""The sheet of notes and sources: what the workbook holds, how to use it, what must be known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from metrics.charts.compile.breaks import breaks_of
from metrics.exports.figures import line
from metrics.exports.series_rows import PREFIX
from metrics.exports.workbook.placing import LINE, row_height
from metrics.exports.workbook.sheets import NamedTable, Printing, Sheet
from metrics.exports.workbook.summary.data_sheet import refreshed_from, refreshing
from metrics.exports.workbook.summary.marks import explained
from metrics.exports.workbook.summary.names import LATEST
from metrics.exports.workbook.summary.planned_sheet import PlannedSheet
from metrics.exports.workbook.summary.yearly import is_told
from metrics.exports.workbook.told import filters_told, refusals_told
from metrics.exports.workbook.values import Cell, Link, Num, Row, Styled
from metrics.model.observation import Observation
from metrics.model.period import Period, day_label
from metrics.model.refusal import counted_words
from metrics.model.series import HOME, latest_sources
from metrics.model.source import Source
from metrics.reconciliation import Check, disputes
from metrics.reconciliation.wording import sentence
from metrics.wording.lines import cells as width_of
from metrics.wording.lines import wrap
from metrics.wording.numbers import join_words

if TYPE_CHECKING:
    from metrics.exports.workbook.summary.plan import SummaryPlan

NAME = "ip_sources"
# What a line is about; what it says; issuer or periods; published; link; figures.
WIDTHS = (32.0, 76.0, 24.0, 14.0, 36.0, 8.0)
SOURCES = ("source_id", "source_title", "issuer", "published", "url", "figures")
# Of more economies only their number is told.
MOST_NAMED = 6
# Lines of one cell at most: of higher rows a spreadsheet shows but the beginning.
MOST_LINES = 24
# Words leave room at the ends of their lines, addresses more of it.
ROOM, BROKEN = 3.0, 0.8


@dataclass(frozen=True)
class _Line:
    """A row of the sheet with its height, where that is not of one line."""

    cells: Row
    height: float | None = None


def notes_sheet(plan: SummaryPlan) -> Sheet:
    """Return the sheet of notes and sources."""
    notes = _Notes(plan)
    lines, sources = notes.lines, notes.sources
    every = (*lines, *sources)
    heads = tuple(str(head) for head in notes.heads)
    top = len(lines) + 1
    return Sheet(
        name=notes.say("notes_sheet.name"),
        rows=lambda: (made.cells for made in every),
        count=len(every),
        widths=WIDTHS,
        heights={n: made.height for n, made in enumerate(every, 1) if made.height},
        tables=(NamedTable(NAME, heads, len(sources) - 1, top),) if sources else (),
        printing=Printing(area=f"A1:F{len(every)}"),
    )


@dataclass(frozen=True)
class _Notes(PlannedSheet):
    """The lines of the sheet."""

    @cached_property
    def points(self) -> tuple[Observation, ...]:
        """The figures in view."""
        return tuple(p for s in self.plan.taken.series for p in s.points)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The name of each indicator, as the other sheets have it."""
        return {r.series.definition.id: r.label for r in self.plan.every_row}

    @cached_property
    def lines(self) -> tuple[_Line, ...]:
        """All above the table of sources."""
        made = [_Line((Styled(self.plan.taken.title(self.lang), "title"),), 24.0)]
        for line_ in self._facts():
            made += self._pair(*line_)
        for key, lines in (
            ("marks", explained(self.plan.taken.tables, self.plan.every_row, self.lang)),
            ("use", self._use()),
            ("notes", self._noted()),
            ("breaks", self._broken()),
            ("disputes", self._disputed()),
        ):
            told = list(lines)
            if told:
                made += self._section(key)
                made += [one for row in told for one in self._pair(*row)]
        if self.cited:
            made += self._section("sources")
        return tuple(made)

    def _section(self, key: str) -> Iterator[_Line]:
        """Yield the heading of a part, an empty row before it."""
        yield _Line(())
        yield _Line((Styled(self.say(f"notes_sheet.{key}"), "section"),), 20.0)

    def _pair(self, about: str, said: str, when: str = "") -> Iterator[_Line]:
        """Yield a label and its text, in several rows where it is very long."""
        first = about
        for part in _parts(line(said), WIDTHS[1] - ROOM):
            texts = (first, part, when)
            tall = row_height(self._measured(texts))
            cells: list[Cell] = [Styled(first, "wrapped"), Styled(part, "wrapped")]
            yield _Line([*cells, *((Styled(when, "wrap"),) if when else ())], tall)
            first, when = "", ""

    def _facts(self) -> Iterator[tuple[str, str]]:
        """Yield what the workbook is, by what it was made, and what was left out."""
        say, plan, lang = self.say, self.plan, self.lang
        if not self.points:
            yield say("cover.empty"), say("notes_sheet.empty")
        for n, told in enumerate(filters_told(plan.taken, plan.view, lang)):
            yield say("cover.filters") if n == 0 else "", told
        yield say("cover.version"), plan.taken.tables.version
        yield say("cover.date"), day_label(plan.made_on, lang)
        if self.points:
            printed = [p for p in self.points if not p.implied] or self.points
            newest = max(p.period for p in printed)
            yield say("notes_sheet.newest"), newest.label(lang)
        for n, told in enumerate(refusals_told(plan.view, lang)):
            yield say("cover.refused") if n == 0 else "", told
        yield say("cover.citation"), plan.taken.citation(lang)
        yield say("cover.licence"), say("notes_sheet.licence")

    def _use(self) -> Iterator[tuple[str, str]]:
        """Yield how to look up, sort, pivot, go on next year, and bring up to date."""
        say, plan = self.say, self.plan
        if plan.rows:
            told = [row for row in plan.rows if is_told(row.series)] or plan.rows
            name = min((row.name for row in told), key=len)
            latest, counted = f"={name}{LATEST}", f"=COUNT({name})"
            named = {"name": name, "latest": latest, "counted": counted, "prefix": PREFIX}
            for key in ("lookup", "sort", "pivot", "next"):
                yield say(f"notes_sheet.{key}"), say(f"notes_sheet.{key}_how", **named)
        yield say("notes_sheet.refresh"), refreshing(plan)
        yield "", refreshed_from(plan)

    def _noted(self) -> Iterator[tuple[str, str, str]]:
        """Yield the notes of the indicators and of their figures, equal ones together."""
        found: dict[tuple[str, str], dict[str, list[Period]]] = {}
        for series in self.plan.taken.series:
            own = series.definition
            for point in series.points:
                way = own.counting(series.area, point.period)
                if way is not None:
                    areas = found.setdefault((own.id, counted_words(way, self.lang)), {})
                    areas.setdefault(series.area, []).append(point.period)
            if own.note(self.lang):
                found.setdefault((own.id, own.note(self.lang)), {})
            for point in series.points:
                if said := point.note(self.lang):
                    areas = found.setdefault((own.id, said), {})
                    areas.setdefault(series.area, []).append(point.period)
        for (indicator, said), areas in found.items():
            for among, periods in _alike(areas):
                told = join_words([p.label(self.lang) for p in periods], self.lang)
                yield self._about(indicator, among), said, told

    def _broken(self) -> Iterator[tuple[str, str]]:
        """Yield the breaks with their reasons, equal ones together."""
        found: dict[tuple[str, str], list[str]] = {}
        for series in self.plan.taken.series:
            for rule in breaks_of(self.plan.taken.tables, [series], self.lang):
                found.setdefault((series.definition.id, rule.reason), []).append(series.area)
        for (indicator, reason), areas in found.items():
            yield self._about(indicator, areas), reason

    def _disputed(self) -> Iterator[tuple[str, str]]:
        """Yield what does not fit together, where a figure in view is part of it."""
        for check in disputes(self.plan.taken.tables, self.points):
            yield self._parties(check), self._dispute(check)

    def _parties(self, check: Check) -> str:
        own = dict.fromkeys(o.definition.id for o in check.inputs)
        return self.say("list.semicolon").join(self.labels[i] for i in own if i in self.labels)

    def _dispute(self, check: Check) -> str:
        told = sentence(self.plan.taken.tables, check, self.lang)
        why = check.relation.explanation(self.lang)
        return (" " if self.lang == "en" else "").join(filter(None, (told, why)))

    def _about(self, indicator: str, areas: Sequence[str]) -> str:
        """Name an indicator, and the economies where it is not China alone."""
        label, own = self.labels[indicator], list(dict.fromkeys(areas))
        if own in ([], [HOME]):
            return label
        tables, lang = self.plan.taken.tables, self.lang
        if len(own) > MOST_NAMED:
            told = self.say("notes_sheet.economies", count=len(own))
        else:
            told = join_words([tables.label("area", area, lang) for area in own], lang)
        return self.say("explore.scoped", name=label, scope=told)

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The headings of the table of sources."""
        return tuple(self.say(f"sheet.{column}") for column in SOURCES)

    @cached_property
    def cited(self) -> tuple[Source, ...]:
        """The publications of the figures in view, reports first, then the latest."""
        return tuple(sorted(latest_sources(self.points), key=lambda s: s.tier != "report"))

    @cached_property
    def sources(self) -> tuple[_Line, ...]:
        """The table of sources with its headings."""
        if not self.cited:
            return ()
        counts = Counter(source.id for p in self.points for source in p.sources)
        made = [_Line([Styled(head, "heading indented") for head in self.heads], 2 * LINE)]
        for s in self.cited:
            texts = (s.id, s.title(self.lang), s.issuer(self.lang), s.published, s.url)
            cells: list[Cell] = [Styled(told, "wrap") if told else None for told in texts]
            # A link does not wrap everywhere, so that the address is a text beside it.
            if s.url:
                cells[0] = Link(s.id, url=s.url)
            made.append(_Line([*cells, Num(counts[s.id])], row_height(self._measured(texts))))
        return tuple(made)

    def _measured(self, texts: Sequence[str]) -> list[tuple[Cell, float]]:
        """Return texts with the room that each has in a line."""
        # Latin letters are narrower than the digits that widths are counted in.
        more = 1.1 if self.lang == "en" else 1.0
        room = [(w - ROOM) * more for w in WIDTHS]
        room[SOURCES.index("url")] *= BROKEN
        return list(zip(texts, room, strict=False))


def _alike(areas: Mapping[str, Sequence[Period]]) -> Iterable[tuple[list[str], tuple[Period, ...]]]:
    """Return economies whose periods are the same together; one entry where there is none."""
    found: dict[tuple[Period, ...], list[str]] = {}
    for area, periods in areas.items():
        found.setdefault(tuple(periods), []).append(area)
    return [(own, periods) for periods, own in found.items()] or [([], ())]


def _parts(said: str, width: float) -> list[str]:
    """Part a text that a cell does not show in full."""
    if width_of(said) <= width * MOST_LINES:
        return [said]
    lines = wrap(said, width)
    chunks = [lines[n : n + MOST_LINES] for n in range(0, len(lines), MOST_LINES)]
    return [_joined(chunk) for chunk in chunks]


def _joined(lines: Sequence[str]) -> str:
    """Join lines again, with a blank between Latin words."""
    made = ""
    for part in lines:
        latin = made[-1:].isascii() and part[:1].isascii()
        made += f" {part}" if made and latin else part
    return made
