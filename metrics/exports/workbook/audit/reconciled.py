"""Which checks of the printed figures belong to a workbook, in which order, and in how many words.

Told apart from their table, as notes and the cover speak of the checks too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.reconciliation import Check, Verdict, disputes, reconcile, unexplained
from metrics.reconciliation.listing import ordered
from metrics.reconciliation.model import VERDICTS
from metrics.reconciliation.wording import sentence
from metrics.views.extracts import Extract


@dataclass(frozen=True)
class Reconciled:
    """The checks that the figures of a workbook take part in.

    Parameters
    ----------
    taken : Extract
        What the workbook holds.
    partly : bool
        Whether one figure of a check is enough; otherwise all of them must be in the workbook.
    """

    taken: Extract
    lang: Lang
    partly: bool = False

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks in the order in which they are listed everywhere."""
        held = {id(o) for o in self.taken.statements}
        every = any if self.partly else all
        # A claim that no series holds is no statement of the tables: it comes with its figures.
        filters = replace(self.taken.filters, indicators=())
        found = [
            c
            for c in reconcile(self.taken.tables)
            if every(id(o) in held for o in c.inputs if not claimed(c, o))
            and all(filters.keeps(o) for o in c.inputs if claimed(c, o))
        ]
        return ordered(found)

    @cached_property
    def numbers(self) -> Mapping[tuple[str, str], int]:
        """The number of each check on its sheet, by its identity."""
        return {c.key: n for n, c in enumerate(self.checks, 1)}

    @cached_property
    def counts(self) -> Counter[Verdict]:
        """How many checks have each verdict."""
        return Counter(c.verdict for c in self.checks)

    def words(self) -> str:
        """Say how many checks there are, and what came of them."""
        say = text(self.lang)
        return say("cover.reconciled_words", total=len(self.checks), counts=self._counted())

    def _counted(self) -> str:
        say, counts = text(self.lang), self.counts
        told = [
            say(f"check.count_{verdict}", count=counts[verdict])
            for verdict in VERDICTS
            if counts[verdict] and verdict != "inconsistent"
        ]
        missing = len(unexplained(self.checks))
        key = "cover.reconciled_unexplained" if missing else "cover.reconciled_explained"
        explained = say(key, missing=missing) if counts["inconsistent"] else ""
        fails = say("check.count_inconsistent", count=counts["inconsistent"], explained=explained)
        agree = 1 if counts["consistent"] else 0
        return say("list.comma").join([*told[:agree], fails, *told[agree:]])

    def notes(self, point: Observation) -> Iterator[tuple[str, Check]]:
        """Yield what must be known of a figure that contradicts others.

        There is a note for each contradiction.
        """
        for check in disputes(self.taken.tables, (point,)):
            yield self._noted[check.key], check

    @cached_property
    def _noted(self) -> Mapping[tuple[str, str], str]:
        """The note of each inconsistent check, by its identity."""
        every = reconcile(self.taken.tables)
        return {c.key: self._note(c) for c in every if c.verdict == "inconsistent"}

    def _note(self, check: Check) -> str:
        """Return the check in a sentence, and why the figures do not fit.

        A link leads to where it is worked out.
        """
        parts = [
            sentence(self.taken.tables, check, self.lang),
            check.relation.explanation(self.lang),
            self.where(check),
        ]
        return (" " if self.lang == "en" else "").join(filter(None, parts))

    def where(self, check: Check) -> str:
        """Say where a check is worked out; empty where it is not in the workbook."""
        number = self.numbers.get(check.key)
        return text(self.lang)("sheet.see_reconciliation", number=number) if number else ""


def claimed(check: Check, o: Observation) -> bool:
    """Tell whether a figure of a check is the claim of its own row, which no series holds."""
    return o.definition.id == check.relation.id
