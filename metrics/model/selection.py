"""What is in view: with or without the supplement and implied values, and as it stood when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from metrics.model.observation import Observation

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
    implied : bool
        Whether values that printed figures imply, but nobody prints, are in view.

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
    implied: bool = False

    def __post_init__(self) -> None:
        if not is_vintage(self.vintage):
            raise ValueError(f"no vintage: {self.vintage!r}; write last, first or 2023-06-30")

    @property
    def as_of(self) -> date | None:
        """The day whose knowledge is shown, if one is chosen."""
        return None if self.vintage in (LAST, FIRST) else date.fromisoformat(self.vintage)

    @property
    def whole(self) -> bool:
        """Whether it is what is shown by default: all that is printed, the last printed shown."""
        return self == WHOLE

    @property
    def code(self) -> str:
        """A name of the selection, free of language.

        Examples
        --------
        >>> Selection().code, Selection(supplement=False, implied=True).code
        ('all-last', 'reports-last-implied')
        """
        made = f"{'all' if self.supplement else 'reports'}-{self.vintage}"
        return f"{made}-implied" if self.implied else made

    @property
    def query(self) -> dict[str, str]:
        """The parameters that carry it in an address; none where it is the default."""
        chosen = {} if self.supplement else {"sup": "0"}
        if self.vintage != LAST:
            chosen["v"] = self.vintage
        return {**chosen, "imp": "1"} if self.implied else chosen

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Selection:
        """Read the parameters of an address; raise ``ValueError`` where the vintage is none.

        Examples
        --------
        >>> Selection.of({"imp": "1"}).query
        {'imp': '1'}
        """
        vintage = query.get("v") or LAST
        return cls(query.get("sup") != "0", vintage, query.get("imp") == "1")

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


# Everything that is printed, as last printed.
WHOLE = Selection()
