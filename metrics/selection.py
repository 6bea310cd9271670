"""Which statements are in view: with or without the supplement, and as they stood when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.facts import Observation

LAST = "last"
FIRST = "first"


@dataclass(frozen=True)
class Selection:
    """Which statements are in view.

    Parameters
    ----------
    supplement : bool
        Whether figures from outside the five reports are in view.
    vintage : str
        ``last``: of several statements of a figure the last printed is shown; ``first``: the first
        printed; an ISO date: the last printed by that day, later publications being out of view.

    Raises
    ------
    ValueError
        Where the vintage is neither of the words nor a date.

    Examples
    --------
    >>> Selection(vintage="2023-06-30").as_of
    datetime.date(2023, 6, 30)
    """

    supplement: bool = True
    vintage: str = LAST

    def __post_init__(self) -> None:
        if not is_vintage(self.vintage):
            raise ValueError(f"no vintage: {self.vintage!r}; write last, first or 2023-06-30")

    @property
    def as_of(self) -> date | None:
        """The day whose knowledge is shown, if one is chosen."""
        return None if self.vintage in (LAST, FIRST) else date.fromisoformat(self.vintage)

    @property
    def whole(self) -> bool:
        """Whether everything is in view, the last printed shown."""
        return self.supplement and self.vintage == LAST

    @property
    def code(self) -> str:
        """A name of the selection, free of language."""
        return f"{'all' if self.supplement else 'reports'}-{self.vintage}"

    @property
    def query(self) -> dict[str, str]:
        """The parameters that carry it in an address; none where everything is in view."""
        chosen = {} if self.supplement else {"sup": "0"}
        return chosen if self.vintage == LAST else {**chosen, "v": self.vintage}

    def keeps(self, statement: Observation) -> bool:
        """Tell whether a printed statement is in view."""
        if not self.supplement and not statement.reported:
            return False
        return self.as_of is None or statement.source.known <= self.as_of


def is_vintage(code: str) -> bool:
    """Tell whether a text names a vintage."""
    if code in (LAST, FIRST):
        return True
    try:
        # Python reads other ISO forms too; an address has only one.
        return date.fromisoformat(code).isoformat() == code
    except ValueError:
        return False


# Everything, as last printed.
WHOLE = Selection()
