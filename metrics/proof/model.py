"""What is found out about a number of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal[
    "verified",
    "contradicted",
    "wrong_scope",
    "wrong_qualifier",
    "derived_ok",
    "derived_wrong",
    "unknown",
    "not_a_figure",
]
VERDICTS: tuple[Verdict, ...] = (
    "verified",
    "derived_ok",
    "contradicted",
    "wrong_scope",
    "wrong_qualifier",
    "derived_wrong",
    "unknown",
    "not_a_figure",
)
# Verdicts that accuse a number.
ACCUSED: frozenset[Verdict] = frozenset(
    {"contradicted", "wrong_scope", "wrong_qualifier", "derived_wrong"}
)


@dataclass(frozen=True)
class Judged:
    """A number of a text with its verdict.

    Parameters
    ----------
    start, end : int
        Offsets in the text, in characters.
    text : str
        What stands there.
    verdict : str
        One of the verdicts.
    indicator, area, period : str
        Codes of the figure that it was held against; empty where there is none.
    right : str
        What should stand there instead; empty where nothing is wrong or it is not known.
    why : str
        One sentence in the reader's language.
    """

    start: int
    end: int
    text: str
    verdict: Verdict
    indicator: str = ""
    area: str = ""
    period: str = ""
    right: str = ""
    why: str = ""

    @property
    def accused(self) -> bool:
        """Whether the text is said to be wrong here."""
        return self.verdict in ACCUSED
