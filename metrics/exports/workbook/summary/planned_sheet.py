"""What every sheet of the summary workbook is made from: the plan, and its language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.locale import Lang, Text, text

if TYPE_CHECKING:
    from metrics.exports.workbook.summary.plan import SummaryPlan


@dataclass(frozen=True)
class PlannedSheet:
    """A part of the workbook that its plan decides.

    Parameters
    ----------
    plan : SummaryPlan
        The workbook.
    """

    plan: SummaryPlan

    @property
    def lang(self) -> Lang:
        """Language of the workbook."""
        return self.plan.lang

    @property
    def say(self) -> Text:
        """The words of its language."""
        return text(self.plan.lang)
