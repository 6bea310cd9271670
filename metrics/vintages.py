"""Several statements of one figure: which of them is shown."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.facts import Observation


def recency(o: Observation) -> tuple[object, ...]:
    """The printed before the derived, the own definition, the later, the exact, the finer."""
    return (
        not o.derived,
        o.status != "D",
        o.source.known,
        not o.figure.one_sided,
        -o.figure.resolution,
        o.source.id,
    )


def last_printed(statements: Sequence[Observation]) -> Observation:
    """Choose the statement of a figure that is shown: the last printed, in its finest form.

    A later rounding or bound does not hide an earlier statement that it agrees with and that says
    more; what it contradicts it replaces.
    """
    last = max(statements, key=recency)
    fitting = [
        o
        for o in statements
        if not o.figure.one_sided
        and o.derived == last.derived
        and (o.status == "D") == (last.status == "D")
        and o.figure.interval.meets(last.figure.interval)
    ]
    return max(fitting, key=lambda o: (-o.figure.interval.width, recency(o)), default=last)


def first_printed(statements: Sequence[Observation]) -> Observation:
    """Choose the first printed statement of a figure; of one day the exact, then the finer."""
    printed = [o for o in statements if not o.derived] or list(statements)
    day = min(o.source.known for o in printed)
    return max((o for o in printed if o.source.known == day), key=recency)
