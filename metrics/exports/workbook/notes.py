"""Notes of a workbook, numbered in the order in which its tables use them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from metrics.exports.workbook.model import Row, Table
from metrics.extracts import Extract
from metrics.facts import Observation
from metrics.text import Lang, text

QUALIFIERS = ("about", "over", "at_least", "near", "at_most")


@dataclass(frozen=True)
class Notes:
    """What must be known of figures and series, each text with one number."""

    taken: Extract
    lang: Lang

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each note by its text."""
        told = (
            n for s in self.taken.series for n in self._told(s.definition.note(self.lang), s.points)
        )
        return {note: n for n, note in enumerate(dict.fromkeys(told), 1)}

    def _told(self, own: str, points: Iterable[Observation]) -> Iterable[str]:
        yield from filter(None, (own, *(p.note(self.lang) for p in points)))

    def mark(self, note: str) -> str:
        """The mark of a note, ``[note 3]``; empty where there is no note."""
        return text(self.lang)("sheet.note", number=self.numbers[note]) if note else ""

    def table(self) -> Table:
        """The sheet that explains shorthand and gives every note."""
        say = text(self.lang)
        rows = [*self._shorthand(), *((self.mark(note), note) for note in self.numbers)]
        return Table(
            name=say("sheet.notes"),
            id="Notes",
            title=say("sheet.notes_title"),
            about=say("sheet.notes_about"),
            columns={"mark": say("sheet.mark"), "meaning": say("sheet.meaning")},
            rows=lambda: rows,
            count=len(rows),
            wrapped=("meaning",),
        )

    def _shorthand(self) -> Iterable[Row]:
        say, tables = text(self.lang), self.taken.tables
        for key in ("blank", "interval", "live", "compared", "scaled", "inferred", "header"):
            yield say(f"shorthand.{key}"), say(f"shorthand.{key}_means")
        for code in QUALIFIERS:
            yield tables.label("qualifier", code, self.lang), say(f"shorthand.{code}")
        used = {o.status for o in self.taken.statements}
        for code in tables.codes("status"):
            if code in used:
                yield tables.label("status", code, self.lang), say(f"shorthand.status_{code}")
