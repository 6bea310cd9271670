"""The same figure printed in several places: where they agree within rounding, and where not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from metrics.model.observation import Observation
from metrics.tables.problems import Problem


@dataclass(frozen=True)
class Pair:
    """Two printed statements of one figure.

    Parameters
    ----------
    first, second : Observation
        In the order of the table.
    row : int
        Line of the second in indicators.csv.
    """

    first: Observation
    second: Observation
    row: int

    @property
    def agrees(self) -> bool:
        """Whether some value fits both, given how each is rounded."""
        return self.first.figure.interval.intersects(self.second.figure.interval)

    @property
    def crosses(self) -> bool:
        """Whether one stands in a report and the other in the supplement."""
        return self.first.reported != self.second.reported

    @property
    def of_one_source(self) -> bool:
        """Whether one publication prints both, in two places."""
        return self.first.source == self.second.source

    @property
    def explained(self) -> bool:
        """Whether one of them says that it differs from the other, and a note tells why.

        Of one publication's statements, that is the one that names its own source.
        """
        first, second = self.first, self.second
        return (second.source.id in first.differs_from and bool(first.note_zh)) or (
            first.source.id in second.differs_from and bool(second.note_zh)
        )


def every_pair(statements: Sequence[Observation]) -> tuple[Pair, ...]:
    """Pair every two statements of one figure, also those of one publication in two places.

    Examples
    --------
    >>> from metrics import load
    >>> found = every_pair(load().statements)
    >>> any(pair.of_one_source for pair in found) or len(found) > 30
    True
    """
    groups: dict[tuple[object, ...], list[tuple[int, Observation]]] = {}
    for row, o in enumerate(statements, 2):
        span = o.period
        key = (o.definition.id, o.area, span.start, span.end, span.kind, o.status == "D")
        groups.setdefault(key, []).append((row, o))
    return tuple(
        Pair(first, second, row)
        for group in groups.values()
        for (_, first), (row, second) in combinations(group, 2)
    )


def unexplained_problems(found: Sequence[Pair]) -> Iterator[Problem]:
    """List the disagreements that no note explains."""
    for pair in found:
        if not pair.agrees and not pair.explained:
            first, second = pair.first, pair.second
            details = {"other": first.figure.printed, "source": first.source.id}
            code = "unexplained"
            if pair.of_one_source:
                code, details = "unexplained_place", {**details, "locator": first.locator}
            yield Problem(
                "indicators.csv", pair.row, "printed", second.figure.printed, code, details
            )
