"""Several statements of one figure: which of them is shown."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.model.observation import Observation


def recency(o: Observation) -> tuple[object, ...]:
    """Prefer the printed to the derived, the own definition, the later, the exact, the finer."""
    return (
        not o.derived,
        o.status != "D",
        o.source.known,
        not o.figure.one_sided,
        -o.figure.last_digit_unit,
        o.source.id,
    )


def last_printed(statements: Sequence[Observation]) -> Observation:
    """Choose the statement of a figure that is shown: the last printed, in its finest form.

    A later rounding or bound does not hide an earlier statement that it agrees with and that says
    more; what it contradicts it replaces.
    """
    last, *earlier = sorted(statements, key=recency, reverse=True)
    kept = [last]
    for o in earlier:
        if o.derived != last.derived or (o.status == "D") != (last.status == "D"):
            continue
        if not all(o.figure.interval.intersects(k.figure.interval) for k in kept):
            break  # it was replaced, and with it what came before
        kept.append(o)
    fitting = [o for o in kept if not o.figure.one_sided]
    return max(fitting, key=lambda o: (-o.figure.interval.width, recency(o)), default=last)


def first_printed(statements: Sequence[Observation]) -> Observation:
    """Choose the first printed statement of a figure; of one day the exact, then the finer."""
    printed = [o for o in statements if not o.derived] or list(statements)
    day = min(o.source.known for o in printed)
    return max((o for o in printed if o.source.known == day), key=recency)
