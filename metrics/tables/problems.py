"""The one error of curated data: where it is, what was expected and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from metrics.locale import Lang, text

# Faults of form, which a program that saved the file makes in a whole column at once.
_BY_COLUMN = frozenset(
    {
        "blank_line",
        "empty_row",
        "separator",
        "uneven",
        "stray",
        "spelling",
        "number_form",
        "number_rounded",
        "date_form",
        "period_form",
        "period_whole",
        "unknown",
        "unnamed",
        "no_place",
        "no_list",
        "duplicate",
        "pattern",
    }
)
# Faults of which one value in a column is one cause: a code in another language, empty cells.
_BY_VALUE = frozenset({"required", "enum", "enum_near"})
_SHOWN = 5
# The fault of a file that is there and cannot be read; it may be over in a moment.
UNREADABLE = "unreadable_file"
# How the codes of faults begin that the place of all tables has.
PLACE = "store_"


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in a table, or one doubt about it.

    Parameters
    ----------
    file : str
        Name of the table's file.
    row : int
        Line in the file, the header being line 1; 0 where the whole file is at fault.
    column : str
        Column, or empty.
    value : str
        The value found, or empty.
    code : str
        Key of the fault in the catalogues (``problem.<code>``).
    details : dict of str to str
        What the message names besides the place.
    words : dict of str to str
        What the message names in words: keys of the catalogues, filled with the details.
    also : tuple of int
        Further lines with the same fault in the same column.
    doubt : bool
        Whether the tables may be right all the same: told by ``check``, refused by nobody.
    """

    file: str
    row: int
    column: str
    value: str
    code: str
    details: dict[str, str] = field(default_factory=dict, compare=False)
    words: dict[str, str] = field(default_factory=dict, compare=False)
    also: tuple[int, ...] = ()
    doubt: bool = False

    @property
    def of_place(self) -> bool:
        """Whether not a file is at fault but the place of all tables, whose address it names."""
        return self.code.startswith(PLACE)

    @property
    def lines(self) -> str:
        """The first lines with this fault; empty where the whole file is at fault."""
        rows = ", ".join(str(n) for n in (self.row, *self.also)[:_SHOWN])
        return rows + ("…" if len(self.also) >= _SHOWN else "") if self.row else ""

    def expected(self, lang: Lang) -> str:
        """Say what was expected here."""
        return self._said("expected", lang)

    def remedy(self, lang: Lang) -> str:
        """Say how to mend it."""
        return self._said("remedy", lang)

    def _said(self, part: str, lang: Lang) -> str:
        say = text(lang)
        words = {name: say(key, **self.details) for name, key in self.words.items()}
        return say(f"problem.{self.code}.{part}", **self.details, **words)

    def message(self, lang: Lang) -> str:
        """Say all of it in one line.

        Examples
        --------
        >>> Problem("units.csv", 3, "id", "", "required", {"column": "id"}).message("en")
        'units.csv line 3, column id: expected a value. Fill in id.'
        """
        say = text(lang)
        place = say("problem.row", row=self.row) if self.row else say("problem.whole_file")
        parts = [self.file if self.of_place else f"{self.file} {place}"]
        if self.column:
            parts.append(say("problem.column", column=self.column))
        if self.value:
            parts.append(say("problem.value", value=self.value))
        line = say(
            "problem.doubtful" if self.doubt else "problem.line",
            place=say("problem.join").join(parts),
            expected=self.expected(lang),
            remedy=self.remedy(lang),
        )
        if not self.also:
            return line
        rows = ", ".join(str(n) for n in self.also[:_SHOWN])
        rest = "…" if len(self.also) > _SHOWN else ""
        return line + say("problem.also", count=len(self.also), rows=rows + rest)


class DataError(Exception):
    """The tables hold faults; all of them are listed, not the first only."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=_order))
        super().__init__("\n".join(p.message("en") for p in self.problems))

    def __reduce__(self) -> tuple[object, ...]:
        """Pass the problems to another process, not their words."""
        return DataError, (self.problems,)


def _order(problem: Problem) -> tuple[str, int, str, str]:
    return problem.file, problem.row, problem.column, problem.code


def causes(problems: Iterable[Problem]) -> list[Problem]:
    """Keep one problem for each cause.

    Of several at one cell the first counts, as problems of a cell by itself are found before
    those of what it says. What a program did to a whole column is one problem with many lines.

    Examples
    --------
    >>> bad = [Problem("units.csv", n, "id", " a", "stray", {"signs": "U+0020"}) for n in (2, 3)]
    >>> [(p.row, p.also) for p in causes([*bad, bad[0]])]
    [(2, (3,))]
    """
    first: dict[tuple[object, ...], str] = {}
    kept: dict[tuple[object, ...], Problem] = {}
    for p in problems:
        cell = p.file, p.row, p.column
        whole = p.code if not p.row or not p.column else ""
        if first.setdefault((*cell, whole), p.code) == p.code:
            kept.setdefault((*cell, p.code, p.value, *sorted(p.details.items())), p)
    grouped: dict[tuple[object, ...], list[Problem]] = {}
    for p in kept.values():
        one = () if p.code in _BY_COLUMN else (p.row * (p.code not in _BY_VALUE), p.value)
        target = p.value if p.code in ("unknown", "unnamed") else ""
        grouped.setdefault((p.file, p.column, p.code, target, *one), []).append(p)
    return [
        replace(group[0], also=tuple(p.row for p in group[1:]) or group[0].also)
        for group in (sorted(g, key=_order) for g in grouped.values())
    ]
