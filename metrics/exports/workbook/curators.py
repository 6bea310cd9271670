"""The workbook that curators fill in: forms, lists to choose from, and what is read beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from openpyxl.utils import get_column_letter, quote_sheetname

from metrics.curation.form import Asked, Column, Form, Wanted, WholeTable
from metrics.curation.forms import Forms
from metrics.curation.layout import ONCE
from metrics.exports.workbook.sheets import Book, Choice, Printing, Sheet, sheet_name
from metrics.exports.workbook.values import HEADER, Cell, FormulaCell, Row, Styled
from metrics.locale import Lang, text
from metrics.tables.dataset import Tables
from metrics.views.extracts import Extract, extract
from metrics.views.filters import Filters

# What is keyed is text, so that no program makes a date or a rounded number of it.
AS_TEXT = "@"
# Helpers that follow the series of a row: the columns of the sheet of definitions.
_LOOKED_UP = {"name": 2, "unit": 3, "last": 4, "before": 5}
_SERIES = "indicator"
# What a sheet shows of a text, and what runs over several lines beside it.
_QUOTED = "clause"
_WRAPPED = (_QUOTED, "others", "name", "last", "before")
_TOP = HEADER + 1


def curators_plan(tables: Tables, asked: Asked, lang: Lang) -> CuratorsPlan | None:
    """Plan the workbook that somebody asks for.

    Parameters
    ----------
    tables : Tables
        Of economies, or of the regions of China.
    asked : Asked
        What it is to hold.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    CuratorsPlan or None
        The plan; None where the tables have nothing of what is asked for.

    Examples
    --------
    >>> from metrics import load
    >>> plan = curators_plan(load(), Asked(("gii_rank",)), "en")
    >>> len(plan.forms.wanted.series)
    1
    """
    series = asked.series(tables)
    if not series:
        return None
    wanted = Wanted(series, asked.source, asked.period, asked.areas, whole=asked.whole)
    ids = tuple(dict.fromkeys(s.definition.id for s in series)) if asked.indicators else ()
    taken = extract(tables, Filters(theme=asked.theme, indicators=ids), lang)
    return CuratorsPlan(Forms(tables, wanted, lang), taken)


@dataclass(frozen=True)
class CuratorsPlan:
    """Plans the workbook.

    Parameters
    ----------
    forms : Forms
        What its sheets hold.
    taken : Extract
        The figures that it is about.
    """

    forms: Forms
    taken: Extract

    @cached_property
    def book(self) -> Book:
        """The workbook."""
        lists = _Lists(text(self.forms.lang)("curate.form.lists"))
        parts = [self._part(made, lists) for made in self.forms.sheets]
        title = text(self.forms.lang)("curate.form.title")
        return Book(self.taken, self.forms.lang, (*parts, lists.sheet(self.forms)), title=title)

    def _part(self, made: Form | WholeTable, lists: _Lists) -> Sheet:
        if isinstance(made, WholeTable):
            return self._whole(made, lists)
        return self._filled(made, lists) if made.spare else self._read(made)

    def _name(self, key: str) -> str:
        return text(self.forms.lang)(f"curate.form.{key}")

    def _top(self, key: str, about: str = "") -> list[Row]:
        """Return what stands above the headings: title, what to do, and an empty row."""
        say = text(self.forms.lang)
        said = about or say(f"curate.form.{key}_about")
        return [(Styled(say(f"curate.form.{key}_title"), "title"),), (Styled(said, "about"),), ()]

    def _filled(self, made: Form, lists: _Lists) -> Sheet:
        """Make a sheet to fill in."""
        count = len(made.rows) + made.spare
        choices = [
            Choice(f"{letter}{_TOP}:{letter}{_TOP + count - 1}", source, strict=column.strict)
            for letter, column in _lettered(made.columns)
            if column.choices and (source := lists.range(column.choices))
        ]

        def rows() -> Iterator[Row]:
            yield from self._top(made.key)
            yield [_heading(column) for column in made.columns]
            for row, known in enumerate(made.rows, _TOP):
                yield [
                    self._known(column, said, f"${letters[_SERIES]}{row}" if follows else "")
                    for column, said in zip(made.columns, known, strict=True)
                ]
            for row in range(_TOP + len(made.rows), _TOP + count):
                yield [
                    self._spare(column, f"${letters.get(_SERIES)}{row}") for column in made.columns
                ]

        letters = {column.name: letter for letter, column in _lettered(made.columns)}
        follows = made.key == "draft"
        # What is shown of a text runs over several lines, and with it what stands beside.
        quotes = _QUOTED in letters
        wrapped = [p for p in enumerate(made.columns) if quotes and p[1].name in _WRAPPED]
        # Of the list of figures the series and its name stay in view, of a draft the text.
        first = "C" if made.key == "facts" or quotes else "B"
        return Sheet(
            name=self._name(made.key),
            rows=rows,
            count=HEADER + count,
            widths=tuple(c.width for c in made.columns),
            heights={HEADER: 30.0},
            fitted=tuple((n, c.width - 2) for n, c in wrapped),
            frozen=f"{first}{_TOP}",
            choices=tuple(choices),
            printing=Printing(rows=f"{HEADER}:{HEADER}"),
        )

    def _known(self, column: Column, said: str, series: str) -> Cell:
        """Write a cell that stands there beforehand; of a draft it follows the series."""
        if not column.helper or not (series or column.name == _QUOTED):
            return _cell(column, said)
        style = "soft wrapped" if column.name in _WRAPPED else "soft"
        looked_up = bool(series) and column.name in _LOOKED_UP
        return Styled(self._of_series(column, series, said) if looked_up else said, style)

    def _spare(self, column: Column, series: str) -> Cell:
        """Leave a cell to fill in; beside a series that is chosen its name appears."""
        if not column.helper:
            return Styled(None, "to fill left", AS_TEXT)
        if column.name not in _LOOKED_UP:
            return Styled(None, "soft")
        return Styled(self._of_series(column, series, ""), "soft")

    def _of_series(self, column: Column, series: str, shown: str) -> FormulaCell:
        """Look up what the sheet of definitions tells of the series in a cell."""
        sheet = quote_sheetname(self._name("definitions"))
        last = HEADER + len(self.forms.definitions.rows)
        at = get_column_letter(_LOOKED_UP[column.name])
        ids, wanted = f"{sheet}!$A${_TOP}:$A${last}", f"{sheet}!${at}${_TOP}:${at}${last}"
        found = f'=IF({series}="","",IFERROR(INDEX({wanted},MATCH({series},{ids},0))&"",""))'
        return FormulaCell(found, shown)

    def _whole(self, made: WholeTable, lists: _Lists) -> Sheet:
        """Make a sheet for a whole table."""
        head = HEADER + len(made.above) + 1
        last = get_column_letter(len(made.heads))
        choices = [
            Choice(f"B{HEADER + n}:{last}{HEADER + n}", source, strict=column.strict)
            for n, (_, _, column) in enumerate(made.above)
            if column.choices and (source := lists.range(column.choices))
        ]

        def rows() -> Iterator[Row]:
            yield from self._top("whole", f"{made.name}  {self._name('whole_about')}")
            for label, known, column in made.above:
                first = Styled(known or None, "to fill left", AS_TEXT)
                # All else may differ from column to column.
                count = 0 if column.name in ONCE else len(made.heads) - 2
                others = [Styled(None, "to fill left", AS_TEXT)] * count
                yield [Styled(label, "line strong"), first, *others]
            yield ()
            yield [
                Styled(h, "heading" if not n else "heading right") for n, h in enumerate(made.heads)
            ]
            for area in made.rows:
                empty = [Styled(None, "to fill", AS_TEXT)] * (len(made.heads) - 1)
                yield [Styled(area, "line"), *empty]

        return Sheet(
            name=sheet_name(self._name("whole"), made.id),
            rows=rows,
            count=head + len(made.rows),
            widths=(30.0, 30.0, *[18.0] * (len(made.heads) - 2)),
            frozen=f"B{head + 1}",
            choices=tuple(choices),
        )

    def _read(self, made: Form) -> Sheet:
        """Make a sheet to read."""

        def rows() -> Iterator[Row]:
            yield from self._top(made.key)
            yield [Styled(column.heading, "heading") for column in made.columns]
            for row in made.rows:
                yield [Styled(cell, "wrapped") for cell in row]

        return Sheet(
            name=self._name(made.key),
            rows=rows,
            count=HEADER + len(made.rows),
            widths=tuple(c.width for c in made.columns),
            fitted=tuple((n, c.width) for n, c in enumerate(made.columns)),
            frozen=f"B{_TOP}",
            printing=Printing(rows=f"{HEADER}:{HEADER}"),
        )


@dataclass
class _Lists:
    """The sheet with the lists that cells choose from, each once.

    Parameters
    ----------
    name : str
        Its name.
    """

    name: str
    columns: dict[tuple[str, ...], int] = field(default_factory=dict)

    def range(self, choices: tuple[str, ...]) -> str:
        """Return the cells that list some values."""
        number = self.columns.setdefault(choices, len(self.columns) + 1)
        letter = get_column_letter(number)
        return f"{quote_sheetname(self.name)}!${letter}${_TOP}:${letter}${HEADER + len(choices)}"

    def sheet(self, forms: Forms) -> Sheet:
        """Make the sheet of the lists that were asked for."""
        say = text(forms.lang)
        longest = max(map(len, self.columns), default=0)
        top: list[Row] = [
            (Styled(say("curate.form.lists_title"), "title"),),
            (Styled(say("curate.form.lists_about"), "about"),),
            (),
            (),
        ]

        def rows() -> Iterator[Row]:
            yield from top
            for n in range(longest):
                yield [Styled(c[n], "line") if n < len(c) else None for c in self.columns]

        return Sheet(
            self.name, rows, HEADER + longest, tuple(30.0 for _ in self.columns), frozen=f"A{_TOP}"
        )


def _lettered(columns: Sequence[Column]) -> Iterator[tuple[str, Column]]:
    for number, column in enumerate(columns, 1):
        yield get_column_letter(number), column


def _heading(column: Column) -> Styled:
    return Styled(column.heading, "helper head" if column.helper else "heading")


def _cell(column: Column, known: str) -> Cell:
    """Write a cell that stands there beforehand: to be read, or to be written over."""
    if column.helper:
        return Styled(known, "soft")
    return Styled(known or None, "to fill left", AS_TEXT)
