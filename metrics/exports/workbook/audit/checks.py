"""The sheet of checks: what the program computed, computed again by the spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from metrics.explorer.exploration import name
from metrics.exports.workbook.audit.derivations import known, live_derivation
from metrics.exports.workbook.audit.derived import cell_value, ends
from metrics.exports.workbook.audit.facts import FactsTable
from metrics.exports.workbook.audit.parts import Table
from metrics.exports.workbook.audit.tables import ConceptTable
from metrics.exports.workbook.formulas import literal, this_row
from metrics.exports.workbook.values import HEADER, Cell, FormulaCell, Num, Row
from metrics.locale import Lang, Text, text
from metrics.model.observation import Observation
from metrics.rules.derivations import formula
from metrics.tables.agreement import every_pair
from metrics.views.extracts import Extract
from metrics.wording.numbers import Scale, places_of

# Two floating-point numbers that differ by less are one number.
TOLERANCE = "1E-9"
BASE = Scale(0, "")
CHECKS = "Checks"


@dataclass(frozen=True)
class Recomputation:
    """One comparison.

    Parameters
    ----------
    what, where : str
        In words: what is checked, and on which sheet.
    program : Num or str
        What the program computed: a number, or yes or no in words, as some programs show what is
        true or false as 1 or 0.
    live : str
        The formula that computes it again.
    """

    what: str
    where: str
    program: Num | str
    live: str


def checks(
    taken: Extract,
    concepts: Sequence[ConceptTable],
    others: Sequence[Table],
    facts: FactsTable,
    lang: Lang,
) -> tuple[Recomputation, ...]:
    """Return all checks of a workbook.

    Parameters
    ----------
    taken : Extract
        The part of the tables that is taken away.
    concepts : sequence of ConceptTable
        The tables of concepts.
    others : sequence of Table
        Tables besides those of concepts, whose columns of values are only added up.
    facts : FactsTable
        The table of all statements.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of Recomputation
        Comparisons in the order of the sheets.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.exports.workbook import AuditPlan
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("gii_rank",)))
    >>> plan = AuditPlan(taken, "en", date(2026, 1, 1))
    >>> len(checks(taken, plan.concepts, (), plan.facts, "en")) > 0
    True
    """
    found = [c for made in concepts for c in _of_concept(made, facts, lang)]
    found += [c for table in others for c in _sums(table, lang)]
    if facts.live:
        found += [*_derivations(taken, facts, lang), *_agreements(taken, facts, lang)]
    return tuple(found)


def _sums(table: Table, lang: Lang) -> Iterator[Recomputation]:
    """Yield the sum of each column of values or of their ends."""
    rows = list(table.rows())
    for place, key in enumerate(table.columns):
        if key.startswith(("value", "lo", "hi")) or key in ("point", "point_lo", "point_hi"):
            yield from _sum(table, key, [row[place] for row in rows], lang)


def _sum(table: Table, key: str, cells: Iterable[Cell], lang: Lang) -> Iterator[Recomputation]:
    """Yield the sum of a column: a total that says nothing but that no cell was changed."""
    numbers = [Decimal(c.value) for c in cells if isinstance(c, Num)]
    if numbers:
        total = Num(sum(numbers, Decimal(0)), 4)
        what = text(lang)("check.sum", column=table.columns[key])
        yield Recomputation(what, table.name, total, f"=SUM({table.cells(key)})")


def _of_concept(made: ConceptTable, facts: FactsTable, lang: Lang) -> Iterator[Recomputation]:
    """Yield live formulas, intervals and the total of a table."""
    say, table = text(lang), made.table
    for quantity in made.computed:
        count = sum(d.value is not None for d in made.derived[quantity].values())
        if not count or not facts.live:
            continue
        number, live = table.cells(quantity), table.cells(f"{quantity}_live")
        formula_ = f'=SUMPRODUCT(({number}<>"")*(ABS({number}-{live})<={TOLERANCE}))'
        what = say("check.live", name=say(f"sheet.{quantity}"))
        yield Recomputation(what, table.name, Num(count), formula_)
    value, lo, hi = (table.cells(key) for key in ("value", "lo", "hi"))
    inside = f'=SUMPRODUCT((({lo}="")+({lo}<={value})>0)*(({hi}="")+({value}<={hi})>0))'
    yield Recomputation(say("check.inside"), table.name, Num(table.count), inside)
    yield _total(made, facts, lang)
    sides = [ends(p.figure.interval, made.scale) for _, p in made.entries]
    for place, key in enumerate(("lo", "hi")):
        yield from _sum(table, key, [side[place] for side in sides], lang)


def _total(made: ConceptTable, facts: FactsTable, lang: Lang) -> Recomputation:
    """Return the values of a table against those of the facts.

    The total says nothing but that they are the same.
    """
    fact = facts.table
    total = sum((p.figure.value for _, p in made.entries), Decimal(0))
    scaled = total.scaleb(-made.scale.exponent)
    say = text(lang)
    ids = dict.fromkeys(s.definition.id for s in made.series)
    sums = "+".join(
        f'SUMIFS({fact.cells("value_base")},{fact.cells("id")},"{i}",'
        f'{fact.cells("shown")},"{say("sheet.yes")}")'
        for i in ids
    )
    own = f"SUM({made.table.cells('value')})"
    live = f"=IF(ABS(({sums})/10^{made.scale.exponent}-{own})<=ABS({own})*{TOLERANCE},{own},NA())"
    places = places_of(scaled)
    return Recomputation(say("check.total"), made.table.name, Num(scaled, min(places, 4)), live)


def _derivations(taken: Extract, facts: FactsTable, lang: Lang) -> Iterator[Recomputation]:
    """Yield figures that no source prints, computed from the printed ones where those are in it."""
    say = text(lang)
    for o in taken.statements:
        if not o.derived or not all(known(taken, facts, i) for i in o.inputs):
            continue
        program = cell_value(o, BASE)
        what = say(
            "check.derivation",
            name=name(taken.tables, taken.tables.series(o.definition.id, o.area), lang),
            period=o.period.label(lang),
            formula=formula(o),
        )
        yield Recomputation(what, facts.table.name, program, live_derivation(o, facts))


def _agreements(taken: Extract, facts: FactsTable, lang: Lang) -> Iterator[Recomputation]:
    """Yield two publications' statements of one figure: whether their intervals meet."""
    say = text(lang)
    yes, no = say("sheet.yes"), say("sheet.no")
    for pair in every_pair([o for o in taken.statements if not o.derived]):
        what = say(
            "check.agreement",
            name=name(
                taken.tables,
                taken.tables.series(pair.first.definition.id, pair.first.area),
                lang,
            ),
            period=pair.first.period.label(lang),
            first=pair.first.figure.printed,
            second=pair.second.figure.printed,
        )
        meet = f"AND({_below(pair.first, pair.second, facts)},"
        meet += f"{_below(pair.second, pair.first, facts)})"
        live = f'=IF({meet},"{yes}","{no}")'
        yield Recomputation(what, facts.table.name, yes if pair.agrees else no, live)


def _below(one: Observation, other: Observation, facts: FactsTable) -> str:
    """Write that the lower end of one interval is not beyond the upper end of another."""
    low, high = one.figure.interval, other.figure.interval
    if low.lo is None or high.hi is None:
        return "TRUE"
    strict = low.lo_open or high.hi_open
    sides = facts.found("lo_base", one), facts.found("hi_base", other)
    return ("<" if strict else "<=").join(sides)


def checks_table(found: Sequence[Recomputation], lang: Lang) -> Table:
    """Return the sheet of checks; the last column must say in each row that both agree."""
    say = text(lang)
    keys = ("number", "what", "sheet", "program", "recomputed", "equal")
    columns = {k: say(f"check.{k}") for k in keys}
    agree, differ = say("check.agree"), say("check.differ")
    equal = _equal(columns, agree, differ, say)

    def rows() -> Iterator[Row]:
        for n, check in enumerate(found, 1):
            shown = check.program
            told = say("check.both", live=shown, program=shown) if isinstance(shown, str) else ""
            live = FormulaCell(check.live, shown)
            agreed = FormulaCell(equal, f"{told}{agree}")
            yield Num(n), check.what, check.where, shown, live, agreed

    cells = f"F{HEADER + 1}:F{HEADER + len(found)}"
    verdict = f'=SUMPRODUCT(--(RIGHT({cells},{len(agree)})="{agree}"))&"/"&ROWS({cells})'
    return Table(
        name=say("sheet.checks"),
        id=CHECKS,
        title=say("sheet.checks_title"),
        about=say("sheet.checks_about", agree=agree),
        columns=columns,
        rows=rows,
        count=len(found),
        frozen=2,
        key="number",
        computed={"equal": equal},
        wrapped=("what",),
        widths={"what": 64.0},
        beside=(say("check.verdict"), FormulaCell(verdict, f"{len(found)}/{len(found)}")),
    )


def _equal(heads: Mapping[str, str], agree: str, differ: str, say: Text) -> str:
    """Write in words whether both of a row are one: that both say no is agreement too."""
    program, live = (this_row(CHECKS, heads[k]) for k in ("program", "recomputed"))
    marks = ("\0", "\1")
    told = literal(say("check.both", live=marks[0], program=marks[1]))
    for mark, cell in zip(marks, (live, program), strict=True):
        told = told.replace(mark, f'"&{cell}&"')
    close = f"ABS({program}-{live})<=ABS({program})*{TOLERANCE}"
    same = f"IF(ISNUMBER({program}),{close},{program}={live})"
    words = f'IF(ISNUMBER({program}),"",{told})&IF({same},"{agree}","{differ}")'
    return f'=IFERROR({words},"{differ}")'
