"""A brief made of a deck and the tables: summary, findings, what changed, annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from metrics.briefing import numerals
from metrics.briefing.addresses import REGIONS
from metrics.briefing.changes import change_grid
from metrics.briefing.covers import OVERALL, newest_month
from metrics.briefing.deck import Deck, Slide
from metrics.briefing.documents import grids
from metrics.briefing.documents.chart_tables import of_chart
from metrics.briefing.documents.model import (
    Block,
    Brief,
    Chart,
    Heading,
    Line,
    Paragraph,
    Span,
    Table,
    plain,
)
from metrics.briefing.documents.noting import checked, closed, dated
from metrics.briefing.documents.sentences import paragraph, subjects
from metrics.briefing.exhibit import Exhibit
from metrics.briefing.exhibits import names_of
from metrics.briefing.pages import exhibits_of
from metrics.charts.compile.notes import selection_lines
from metrics.locale import Lang, text
from metrics.model.observation import Observation, each_once
from metrics.tables.dataset import Tables
from metrics.wording.findings.names import midst


def brief(
    tables: Tables, deck: Deck, lang: Lang, day: date, *, office: str = "", title: str = ""
) -> Brief:
    """Make a written brief of a deck.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    deck : Deck
        The slides and what is in view.
    lang : str
        ``zh`` or ``en``.
    day : date
        On which it is issued.
    office : str
        Who issues it; that of the deck's cover where it is empty.
    title : str
        What it is called; that of the deck's cover where it is empty.

    Returns
    -------
    Brief
        All that it says, in blocks.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.briefing.deck import parse_address
    >>> tables, deck = load(), parse_address("chart!indicator?id=gii_rank")
    >>> made = brief(tables, deck, "en", date(2026, 1, 1))
    >>> [type(block).__name__ for block in made.blocks]
    ['Heading', 'Paragraph', 'Chart', 'Table']
    """
    return _Writing(tables, deck, lang).brief(day, office, title)


# Slides with their places and what they show.
_Shown = Sequence[tuple[int, Slide, list[Exhibit]]]
# Findings that a summary tells; decks begin with what matters most.
MOST_FINDINGS = 9
# Notes of a chart that the annex gives figure by figure.
_IN_ANNEX = ("reported", "none_reported", "inferred", "derived", "implied", "implied_some")


@dataclass
class _Writing:
    """One brief while it is written."""

    tables: Tables
    deck: Deck
    lang: Lang
    faults: list[str] = field(default_factory=list)
    doubtful: list[tuple[str, str]] = field(default_factory=list)
    # What a slide is called in the table of changes, by its place.
    called: dict[int, str] = field(default_factory=dict)
    # Keys of the series whose course is told.
    told: set[str] = field(default_factory=set)
    _charts: int = 0
    _tables: int = 0

    def brief(self, day: date, office: str, title: str) -> Brief:
        """Write it."""
        shown = [(n, slide, self._found(slide)) for n, slide in enumerate(self.deck.slides)]
        facts = each_once(o for _, _, found in shown for e in found for o in e.facts)
        blocks = [*self._summary(shown), *self._findings(shown), *self._rest(shown)]
        blocks += self._changes(len(blocks))
        say = text(self.lang)
        return Brief(
            self.lang,
            title or self._title(facts, [e for _, _, found in shown for e in found]),
            say("brief.state", newest=newest_month(self.tables, self.lang)),
            office or self.deck.cover.fields.get((self.lang, "office"), ""),
            day,
            tuple(blocks),
            tuple(self._annex(facts)),
            self.tables.version,
            tuple(dict.fromkeys(self.faults)),
            tuple(self.doubtful),
        )

    def _found(self, slide: Slide) -> list[Exhibit]:
        if slide.layout in ("title", "sources"):
            return []
        found, faults = exhibits_of(self.tables, slide, self.lang)
        self.faults += faults
        return found

    def _title(self, facts: Sequence[Observation], found: Sequence[Exhibit]) -> str:
        """Return the title of the cover, edited or by rule."""
        say = text(self.lang)
        cover = self.deck.cover
        if edited := cover.titles.get(self.lang):
            self._check(edited, facts, ())
            return edited
        of = cover.views[0] if cover.views else ""
        if of in self.tables.codes("theme"):
            named = self.tables.label("theme", of, self.lang)
            return say("brief.of_theme", name=named if self.lang == "zh" else midst(named))
        if of == REGIONS:
            return say("briefing.regions")
        if len(found) == 1 and not of:
            return say("brief.of_one", name=found[0].texts.title)
        return say("brief.overall" if of == OVERALL else "briefing.own")

    def _check(self, edited: str, facts: Sequence[Observation], names: Sequence[str]) -> None:
        known = (*names_of(self.tables, facts, self.lang), *names)
        if odd := numerals.unresolved(edited, facts, known, self.lang):
            self.doubtful.append((edited, text(self.lang)("list.comma").join(odd)))

    def _summary(self, shown: _Shown) -> Iterator[Block]:
        """Tell the findings in short, then the key figures of the first slide if it has some."""
        told = [e for _, _, found in shown for e in found if e.kind == "chart"]
        if len(told) > 1:
            yield Paragraph(plain(self._in_short(told[:MOST_FINDINGS])))
        for place, slide, found in shown:
            figures = [e for e in found if e.kind == "figure"]
            if figures and slide.layout in ("figures", "chart_figures"):
                alone = slide.layout == "figures"
                named = self._edited(slide, found) if alone else ""
                caption = named or text(self.lang)("brief.key")
                yield self._table(
                    place, grids.key_figures(self.tables, figures, caption, self.lang)
                )
                return
            if found:
                return

    def _in_short(self, told: Sequence[Exhibit]) -> str:
        """Join the findings to sentences: one for each theme, or each on its own within one."""
        say = text(self.lang)
        themes: dict[str, list[str]] = {}
        for e in told:
            themes.setdefault(self._theme(e), []).append(e.finding)
        if len(themes) == 1:
            return say("brief.sentences").join(
                f"{finding}{say('brief.stop')}" for own in themes.values() for finding in own
            )
        inside = midst if self.lang == "en" else str
        sentences = (
            say(
                "brief.summary_of",
                theme=theme,
                told=say("list.semicolon").join(map(inside, dict.fromkeys(own))),
            )
            for theme, own in themes.items()
        )
        return say("brief.sentences").join(f"{own}{say('brief.stop')}" for own in sentences)

    def _findings(self, shown: _Shown) -> Iterator[Block]:
        """Tell every chart and table, under headings of their themes where there are several."""
        told = [(n, s, e) for n, s, found in shown for e in found if e.kind != "figure"]
        themes = [self._theme(e) for _, _, e in told]
        several = len(dict.fromkeys(themes)) > 1
        part, last = 0, ""
        within = 0
        titled = {n: self._edited(s, [e for m, _, e in told if m == n]) for n, s, _ in told}
        # A heading that stands alone is not numbered.
        alone = len(told) == 1 and not self._more(shown)
        begun: set[int] = set()
        for (place, _, found), theme in zip(told, themes, strict=True):
            # An edited title is of all that its slide shows.
            if not titled[place] or place not in begun:
                if several and theme != last:
                    part, last, within = part + 1, theme, 0
                    yield Heading(1, theme, (part,))
                within += 1
                number = (part, within) if several else (within,)
                heading = titled[place] or found.finding
                yield Heading(len(number), heading, () if alone else number)
            begun.add(place)
            yield from self._finding(place, found)
        self._parts = part if several else within

    _parts: int = 0

    def _edited(self, slide: Slide, found: Sequence[Exhibit]) -> str:
        """Return the edited title of a slide, its numbers held against what it shows."""
        edited = slide.titles.get(self.lang, "")
        if edited:
            facts = each_once(o for e in found for o in e.facts)
            self._check(edited, facts, [e.texts.title for e in found])
        return edited

    def _theme(self, found: Exhibit) -> str:
        series = subjects(self.tables, found)
        code = series[0].definition.theme if series else ""
        known = code in self.tables.codes("theme")
        return self.tables.label("theme", code, self.lang) if known else found.texts.title

    def _finding(self, place: int, found: Exhibit) -> Iterator[Block]:
        line = paragraph(self.tables, found, self.lang, self.told)
        self.told |= {series.key for series in subjects(self.tables, found)}
        if line:
            yield Paragraph(line)
        if found.spec is not None and found.spec.plots:
            self._charts += 1
            self.called.setdefault(place, text(self.lang)("brief.figure_no", n=self._charts))
            yield Chart(found.spec, self._caption(found), found.finding)
        table = grids.of_grid(found) or of_chart(
            self.tables, found, self.lang, [note for span in line for note in span.notes]
        )
        if table is not None:
            yield self._table(place, table)

    def _table(self, place: int, table: Table) -> Table:
        self._tables += 1
        self.called.setdefault(place, text(self.lang)("brief.table_no", n=self._tables))
        return table

    def _caption(self, found: Exhibit) -> Line:
        """Return what stands below a chart: what is measured, and a note of all else."""
        say, texts = text(self.lang), found.texts
        about = " ".join(texts.subtitle).removeprefix(texts.title)
        parts = [p for p in about.split(say("list.dot").strip()) if p.strip()]
        parts = [p.strip() for p in parts]
        told = say("brief.captioned", name=texts.title, about=say("brief.comma").join(parts))
        notes = [dated(texts.source, self.lang), *map(self._own_note, texts.notes)]
        note = closed(notes, self.lang)
        return (Span(told if parts else texts.title, (note,)),)

    @staticmethod
    def _more(shown: _Shown) -> _Shown:
        """List the slides of figures that the key figures of the first slide leave out."""
        first = next((n for n, _, found in shown if found), None)
        figured = (one for one in shown if any(e.kind == "figure" for e in one[2]))
        return [one for one in figured if one[0] != first]

    def _own_note(self, note: str) -> str:
        """Return a note of a chart; empty where the annex tells the same beside each figure."""
        say = text(self.lang)
        begun = [
            say(f"chart.{key}", periods="\0", rule="\0", formulas="", count=0).partition("\0")[0]
            for key in _IN_ANNEX
        ]
        return "" if note.startswith(tuple(begun)) else checked(note, self.lang)

    def _rest(self, shown: _Shown) -> Iterator[Block]:
        """Tell the figures of later slides: in one table, those under an edited title in theirs."""
        say = text(self.lang)
        groups: dict[str, list[tuple[int, Exhibit]]] = {}
        for place, slide, found in self._more(shown):
            figures = [e for e in found if e.kind == "figure"]
            named = self._edited(slide, figures) if slide.layout == "figures" else ""
            own = groups.setdefault(named or say("brief.more_figures"), [])
            own += [(place, e) for e in figures]
        for caption, own in groups.items():
            self._parts += 1
            yield Heading(1, caption, (self._parts,))
            for place, _ in own:
                self.called.setdefault(place, say("brief.table_no", n=self._tables + 1))
            figures = [e for _, e in own]
            table = grids.key_figures(self.tables, figures, caption, self.lang)
            yield self._table(own[0][0], table)

    def _changes(self, before: int) -> Iterator[Block]:
        """Tell what changed since the deck was kept, where it was kept with other tables."""
        found = change_grid(self.tables, self.deck, self.called, self.lang)
        if found is None:
            return
        title, grid = found
        say = text(self.lang)
        self._parts += 1
        yield Heading(1, say("brief.changes"), (self._parts,) if before else ())
        if not grid.rows:
            yield Paragraph(plain(title + say("brief.stop")))
            return
        columns = [*grid.columns[:-1], say("brief.where_head")]
        self._tables += 1
        yield grids.changed(title, columns, grid.rows)

    def _annex(self, facts: Sequence[Observation]) -> Iterator[Block]:
        if not facts:
            return
        say = text(self.lang)
        yield Heading(1, say("brief.annex"))
        table = grids.annex(self.tables, facts, self.lang)
        count = sum(len(row) > 1 for row in table.rows)
        yield Paragraph(plain(say("brief.annex_lead", count=count)))
        version = say("chart.version", version=self.tables.version)
        lines = [*selection_lines(self.tables, self.lang), version]
        yield Paragraph(plain(say("list.semicolon").join(lines) + say("brief.stop")), small=True)
        yield table
