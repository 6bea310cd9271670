"""The sheet of reconciliation: the printed figures held against each other, one check a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from metrics.exports.workbook.audit.checks import TOLERANCE, Recomputation
from metrics.exports.workbook.audit.derived import ends
from metrics.exports.workbook.audit.excel_rules import recomputed
from metrics.exports.workbook.audit.facts import FactsTable
from metrics.exports.workbook.audit.parts import Table
from metrics.exports.workbook.audit.reconciled import Reconciled, claimed
from metrics.exports.workbook.formulas import lead
from metrics.exports.workbook.values import HEADER, Cell, FormulaCell, Num, Row
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.printed.interval import Interval
from metrics.reconciliation import Check
from metrics.reconciliation.model import MISFITS, VERDICTS, Term
from metrics.reconciliation.outcomes import unit_of
from metrics.reconciliation.wording import sentence
from metrics.reconciliation.workings import claim, prediction
from metrics.rules.written import Ends
from metrics.wording import origins
from metrics.wording.numbers import Scale, axis_unit, scale_of

ENDS = ("lo_expected", "hi_expected", "lo_observed", "hi_observed")
LIVE = tuple(f"{end}_live" for end in ENDS)
COLUMNS = (
    *("verdict", "sentence", "explanation", "reading_note", "check_kind"),
    *("working", "claim", "claim_source", "unit"),
    *(column for end in ENDS for column in (end, f"{end}_live")),
    *("meets", "meets_live", "claim_rows", "against_rows", "check_id"),
)
# Texts that run over several lines, and how wide each is; columns of rows, which may be many.
WRAPPED = {
    **{"sentence": 60.0, "explanation": 50.0, "reading_note": 36.0, "check_kind": 24.0},
    **{"working": 40.0, "claim": 30.0, "claim_source": 30.0, "claim_rows": 24.0},
    **{"against_rows": 30.0},
}


@dataclass(frozen=True)
class ReconciliationTable:
    """The checks of a workbook as a table, with what the spreadsheet computes again.

    Parameters
    ----------
    found : Reconciled
        The checks and their rows.
    facts : FactsTable
        Where the ends of the figures stand.
    """

    found: Reconciled
    facts: FactsTable
    lang: Lang

    @cached_property
    def table(self) -> Table:
        """The table as it is written."""
        say = text(self.lang)
        return Table(
            name=say("sheet.reconciliation"),
            id="Reconciliation",
            title=say("sheet.reconciliation_title"),
            about=say("sheet.reconciliation_about", facts=self.facts.table.name),
            columns={"number": say("check.number")} | {k: say(f"sheet.{k}") for k in self._kept},
            rows=lambda: self._rows,
            count=len(self.found.checks),
            frozen=2,
            key="number",
            wrapped=tuple(WRAPPED),
            widths=WRAPPED,
            across=3,
            beside=(self.found.words(),),
        )

    @cached_property
    def _kept(self) -> tuple[str, ...]:
        """Its columns behind the number."""
        return tuple(k for k in COLUMNS if self.facts.live or k not in LIVE)

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return tuple(self._row(n, c) for n, c in enumerate(self.found.checks, 1))

    @cached_property
    def _cells(self) -> dict[int, Ends]:
        """The cells of the ends of each statement that is in the workbook."""
        facts = self.facts
        every = {id(o): o for c in self.found.checks for o in c.inputs if id(o) in facts.numbers}
        return {
            key: Ends(
                None if o.figure.interval.lo is None else facts.found("lo_base", o),
                None if o.figure.interval.hi is None else facts.found("hi_base", o),
            )
            for key, o in every.items()
        }

    def _row(self, number: int, check: Check) -> Row:
        say, lang, tables = text(self.lang), self.lang, self.found.taken.tables
        relation, outcome = check.relation, check.outcome
        left = [o for t in check.left for o in t.parts]
        met = say("sheet.yes") if outcome.intersects else say("sheet.no")
        return (
            Num(number),
            say(f"reconcile.verdict.{check.verdict}"),
            sentence(tables, check, lang),
            relation.explanation(lang) or None,
            relation.note(lang) or None,
            tables.label("check_kind", relation.kind, lang),
            prediction(check),
            claim(check),
            say("list.semicolon").join(
                dict.fromkeys(origins.source_words(tables, o, lang) for o in left)
            ),
            *self._numbers(check),
            met,
            FormulaCell(self._meets(HEADER + number, outcome.expected, outcome.observed), met),
            self._places(check, check.left),
            self._places(check, check.right),
            relation.id,
        )

    def _numbers(self, check: Check) -> Iterator[Cell]:
        """Yield the unit, and each end as a number with its formula."""
        scale, unit = self._scale(check)
        yield unit
        outcome = check.outcome
        pairs = zip(
            (outcome.expected, outcome.observed), recomputed(check, self._cells), strict=True
        )
        for interval, again in pairs:
            for shown, made in zip(ends(interval, scale), (again.lo, again.hi), strict=True):
                yield shown
                if self.facts.live:
                    yield _live(made, scale, shown)

    def _scale(self, check: Check) -> tuple[Scale, str]:
        """Return the scale of the ends of a check, and its unit in words."""
        unit, outcome = unit_of(self.found.taken.tables, check), check.outcome
        if unit is None:
            counted = "sheet.pairs" if check.relation.kind == "distinct" else "sheet.places"
            return Scale(0, ""), text(self.lang)(counted)
        sides = (outcome.observed, outcome.expected)
        sizes = [abs(end) for i in sides for end in (i.lo, i.hi) if end is not None]
        scale = scale_of(max(sizes), unit, self.lang) if sizes else Scale(0, "")
        return scale, axis_unit(scale, unit, self.lang)

    def _meets(self, row: int, expected: Interval, observed: Interval) -> str:
        """Tell whether the two intervals of a row have a value in common, over its four ends."""
        cells = [f"{self.table.letter(end)}{row}" for end in ENDS]
        strict = expected.lo_open or observed.hi_open, observed.lo_open or expected.hi_open
        both = (
            f"AND({_not_above(cells[0], cells[3], strict=strict[0])},"
            f"{_not_above(cells[2], cells[1], strict=strict[1])})"
        )
        # In words: some programs show what is true or false as 1 or 0.
        say = text(self.lang)
        return f'=IF({both},"{say("sheet.yes")}","{say("sheet.no")}")'

    def _places(self, check: Check, terms: Sequence[Term]) -> Cell:
        """Return the numbers of the figures of a side among all statements.

        The cell leads to the first of them.
        """
        say, held, facts = text(self.lang), self.facts.numbers, self.facts.table
        parts = [o for t in terms for o in t.parts]
        numbers = [held[id(o)] for o in parts if id(o) in held]
        told = [say("list.comma").join(_runs(numbers))] if numbers else []
        if any(claimed(check, o) for o in parts):
            told.append(say("sheet.this_row"))
        if others := self._outside(check, parts):
            told.append(say("sheet.outside", count=others))
        said = say("list.semicolon").join(told)
        if not numbers:
            return said or None
        return lead(facts.name, facts.last, numbers[0], said)

    def _outside(self, check: Check, parts: Sequence[Observation]) -> int:
        """Say how many of some figures are not in the workbook."""
        held = self.facts.numbers
        return sum(id(o) not in held and not claimed(check, o) for o in parts)

    def again(self) -> Iterator[Recomputation]:
        """Yield what the sheet of checks says of it.

        These are live ends, live verdicts, and how many of each.
        """
        say, table = text(self.lang), self.table
        for end in ENDS if self.facts.live else ():
            place = table.place(f"{end}_live")
            count = sum(row[place] is not None for row in self._rows)
            own, live = table.cells(end), table.cells(f"{end}_live")
            same = f'=SUMPRODUCT(({live}<>"")*(ABS({own}-{live})<=ABS({own})*{TOLERANCE}))'
            what = say("check.ends", name=say(f"sheet.{end}"))
            yield Recomputation(what, table.name, Num(count), same)
        equal = f"=SUMPRODUCT(--({table.cells('meets')}={table.cells('meets_live')}))"
        yield Recomputation(say("check.meets"), table.name, Num(table.count), equal)
        counts, verdict = self.found.counts, table.cells("verdict")
        for code in VERDICTS:
            word = say(f"reconcile.verdict.{code}")
            what = say("check.verdicts", verdict=word)
            live = f'=COUNTIF({verdict},"{word}")'
            yield Recomputation(what, table.name, Num(counts[code]), live)
        aside = say("reconcile.verdict.not_comparable")
        parted = (
            f'=SUMPRODUCT(({verdict}<>"{aside}")*({table.cells("meets_live")}="{say("sheet.no")}"))'
        )
        missing = sum(counts[code] for code in MISFITS)
        yield Recomputation(say("check.parted"), table.name, Num(missing), parted)


def _live(made: str | None, scale: Scale, shown: Num | None) -> FormulaCell | None:
    if made is None or shown is None:
        return None
    return FormulaCell(f"=({made})/10^{scale.exponent}" if scale.exponent else f"={made}", shown)


def _not_above(lo: str, hi: str, *, strict: bool) -> str:
    """Write that a lower end is not beyond an upper one; an end without a bound never is."""
    return f'OR({lo}="",{hi}="",{lo}{"<" if strict else "<="}{hi})'


def _runs(numbers: Sequence[int]) -> list[str]:
    """Return numbers in order, those that follow each other as one.

    Examples
    --------
    >>> _runs([12, 14, 15, 16])
    ['12', '14–16']
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [f"{r[0]}" if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs]
