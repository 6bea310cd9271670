"""The one error of curated data: where it is, what was expected and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from metrics.locale import Lang, text


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in a table.

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
    details : mapping of str to str
        What the message names besides the place.
    """

    file: str
    row: int
    column: str
    value: str
    code: str
    details: dict[str, str] = field(default_factory=dict, compare=False)

    def expected(self, lang: Lang) -> str:
        """Say what was expected here."""
        return text(lang)(f"problem.{self.code}.expected", **self.details)

    def remedy(self, lang: Lang) -> str:
        """Say how to mend it."""
        return text(lang)(f"problem.{self.code}.remedy", **self.details)

    def message(self, lang: Lang) -> str:
        """Say all of it in one line."""
        say = text(lang)
        place = say("problem.row", row=self.row) if self.row else say("problem.whole_file")
        parts = [f"{self.file} {place}"]
        if self.column:
            parts.append(say("problem.column", column=self.column))
        if self.value:
            parts.append(say("problem.value", value=self.value))
        return say(
            "problem.line",
            place=say("problem.join").join(parts),
            expected=self.expected(lang),
            remedy=self.remedy(lang),
        )


class DataError(Exception):
    """The tables hold faults; all of them are listed, not the first only."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set_by_place(problems)))
        super().__init__("\n".join(p.message("en") for p in self.problems))


def set_by_place(problems: Sequence[Problem]) -> list[Problem]:
    """Drop exact repeats of a fault."""
    return list({(p.file, p.row, p.column, p.value, p.code): p for p in problems}.values())
