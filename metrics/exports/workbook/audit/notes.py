"""Notes of a workbook, numbered in the order in which its tables use them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from metrics.exports.workbook.audit.parts import Table
from metrics.exports.workbook.audit.reconciled import Reconciled
from metrics.exports.workbook.formulas import lead
from metrics.exports.workbook.values import HEADER, Cell, Row
from metrics.locale import Lang, text
from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.reconciliation.model import VERDICTS
from metrics.views.extracts import Extract
from metrics.wording.lines import cells as width_of

# How long a definition may be that stands in one line above its table.
ROOM = 190
QUALIFIERS = ("about", "over", "at_least", "near", "at_most")


@dataclass(frozen=True)
class Notes:
    """What must be known of figures and series, each text with one number.

    Parameters
    ----------
    found : Reconciled
        The checks of the workbook: a figure that contradicts others has a note that says so.
    """

    taken: Extract
    lang: Lang
    found: Reconciled

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each note by its text."""
        return {note: n for n, note in enumerate(dict.fromkeys(self._told()), 1)}

    def about(self, concept: str) -> str:
        """Say what a concept is, in notes where a line of a page has no room for it."""
        marks = self._joined(self._long(concept))
        return text(self.lang)("sheet.defined", notes=marks) if marks else self._short(concept)

    @cached_property
    def _scopes(self) -> dict[str, dict[str, Definition]]:
        """The definition of each scope, by concept."""
        found: dict[str, dict[str, Definition]] = {}
        for definition in (s.definition for s in self.taken.series):
            found.setdefault(definition.concept, {}).setdefault(definition.scope, definition)
        return found

    def _short(self, concept: str) -> str:
        """Say in one line what a concept is; of several scopes each one's own."""
        own, lang = self._scopes[concept].values(), self.lang
        if len(own) == 1:
            return next(d.definition(lang) for d in own)
        label = self.taken.tables.label
        return " ".join(_line(label("scope", d.scope, lang), d, lang) for d in own)

    def _long(self, concept: str) -> list[str]:
        """Return the definitions of a concept as notes, where they are too long for one line."""
        if width_of(self._short(concept)) <= ROOM:
            return []
        say, label = text(self.lang), self.taken.tables.label
        return [
            _line(
                say(
                    "explore.scoped", name=d.name(self.lang), scope=label("scope", scope, self.lang)
                ),
                d,
                self.lang,
            )
            for scope, d in self._scopes[concept].items()
        ]

    def _told(self) -> Iterator[str]:
        for series in self.taken.series:
            yield from self._long(series.definition.concept)
            yield from filter(None, [series.definition.note(self.lang)])
            for point in series.points:
                yield from self._of(point)
        # Statements that were superseded stand among all statements alone, which come after.
        for point in self.taken.statements:
            yield from self._disputes(point)

    def _of(self, point: Observation) -> Iterator[str]:
        yield from filter(None, [point.note(self.lang)])
        yield from self._disputes(point)

    def _disputes(self, point: Observation) -> Iterator[str]:
        return (note for note, _ in self.found.notes(point))

    @cached_property
    def _leads(self) -> dict[str, Cell]:
        """Where the check of a note is worked out, by the text of the note."""
        name, numbers = text(self.lang)("sheet.reconciliation"), self.found.numbers
        return {
            note: lead(name, HEADER + len(numbers), numbers[check.key], where)
            for point in self.taken.statements
            for note, check in self.found.notes(point)
            if (where := self.found.where(check))
        }

    def mark(self, note: str) -> str:
        """Return the mark of a note, ``[note 3]``; empty where there is no note."""
        return text(self.lang)("sheet.note", number=self.numbers[note]) if note else ""

    def marks(self, point: Observation) -> str | None:
        """Return the marks of all notes of a figure."""
        return self._joined(self._of(point))

    def disputed(self, point: Observation) -> str | None:
        """Return the marks of the notes that say what a figure contradicts."""
        return self._joined(self._disputes(point))

    def _joined(self, notes: Iterable[str]) -> str | None:
        return " ".join(map(self.mark, notes)) or None

    def table(self) -> Table:
        """Return the sheet that explains shorthand and gives every note."""
        say = text(self.lang)
        leads = self._leads
        rows: list[Row] = [(*row, None) for row in self._shorthand()]
        rows += [(self.mark(note), note, leads.get(note)) for note in self.numbers]
        columns = ("mark", "meaning", *(("leads",) if leads else ()))
        return Table(
            name=say("sheet.notes"),
            id="Notes",
            title=say("sheet.notes_title"),
            about=say("sheet.notes_about"),
            columns={key: say(f"sheet.{key}") for key in columns},
            rows=lambda: [row[: len(columns)] for row in rows],
            count=len(rows),
            wrapped=("meaning",),
        )

    def _shorthand(self) -> Iterable[Row]:
        say, tables = text(self.lang), self.taken.tables
        for key in ("blank", "interval", "live", "compared", "scaled", "inferred", "header"):
            yield say(f"shorthand.{key}"), say(f"shorthand.{key}_means")
        if self.found.checks:
            yield say("shorthand.brackets"), say("shorthand.brackets_means")
            for verdict in VERDICTS:
                word = say(f"reconcile.verdict.{verdict}")
                yield word, say(f"shorthand.verdict_{verdict}")
        for code in QUALIFIERS:
            yield tables.label("qualifier", code, self.lang), say(f"shorthand.{code}")
        used = {o.status for o in self.taken.statements}
        for code in tables.codes("status"):
            if code in used:
                yield tables.label("status", code, self.lang), say(f"shorthand.status_{code}")


def _line(name: str, definition: Definition, lang: Lang) -> str:
    return text(lang)("filter.line", name=name, value=definition.definition(lang))
