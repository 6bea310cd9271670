"""Every statement, one a row, and the number by which formulas find it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from metrics.exports.workbook.audit.derived import cell_value, ends
from metrics.exports.workbook.audit.notes import Notes
from metrics.exports.workbook.audit.parts import Table
from metrics.exports.workbook.sheets import sheet_name
from metrics.exports.workbook.values import Num, Row
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.row import row
from metrics.rules.derivations import formula
from metrics.views.extracts import Extract
from metrics.wording import origins
from metrics.wording.numbers import Scale

# With more statements a workbook holds values alone: to find each of many rows among as many takes
# a spreadsheet a time that grows with the square of their number.
MOST_LIVE = 10_000
FACTS = (
    *("number", "id", "indicator", "scope", "area_code", "period_code", "value_base", "unit"),
    *("lo_base", "hi_base", "qualifier_code", "status_code", "shown", "printed", "derivation"),
    *("source_id", "locator", "basis", "note_text", "disputed"),
)


@dataclass(frozen=True)
class FactsTable:
    """Every statement, also repeated and superseded ones, exactly as curated."""

    taken: Extract
    mark: str
    notes: Notes
    lang: Lang

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The number of each statement, by its identity: every sheet names it by this number."""
        return {id(o): n for n, o in enumerate(self.taken.statements, 1)}

    @property
    def live(self) -> bool:
        """Whether the workbook has formulas that find other rows."""
        return len(self.taken.statements) <= MOST_LIVE

    def found(self, column: str, point: Observation) -> str:
        """Refer to what a column holds of a statement."""
        return self.table.found(column, self.numbers[id(point)])

    @cached_property
    def table(self) -> Table:
        """The table as it is written."""
        say = text(self.lang)
        return Table(
            name=sheet_name(self.mark, say("sheet.facts")),
            id=f"{self.mark}_facts",
            title=say("sheet.facts_title"),
            about=say("sheet.facts_about"),
            columns={"number": say("check.number")} | {k: say(f"sheet.{k}") for k in FACTS[1:]},
            rows=self._rows,
            count=len(self.taken.statements),
            frozen=2,
            across=3,
            key="number",
        )

    def _rows(self) -> Iterator[Row]:
        say, tables, lang = text(self.lang), self.taken.tables, self.lang
        shown = {id(p) for s in self.taken.series for p in s.points}
        base = Scale(0, "")
        for n, o in enumerate(self.taken.statements, 1):
            definition, made = o.definition, row(o)
            yield (
                Num(n),
                made["indicator"],
                definition.name(lang),
                tables.label("scope", definition.scope, lang),
                made["area"],
                made["period"],
                cell_value(o, base),
                definition.unit.name(lang),
                *ends(o.figure.interval, base),
                made["qualifier"],
                made["status"],
                say("sheet.yes") if id(o) in shown else say("sheet.no"),
                made["printed"],
                formula(o) if o.derived else None,
                made["source"],
                origins.locator_words(tables, o, lang),
                tables.label("period_basis", o.period_basis, lang),
                made[f"note_{lang}"],
                self.notes.disputed(o),
            )
