"""Comparisons that the explorer offers: what it opens on, and where a reader may begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from metrics.model.series import HOME
from metrics.tables.dataset import Tables


@dataclass(frozen=True)
class Example:
    """A comparison to begin with.

    Parameters
    ----------
    name : str
        Key of its words in the catalogues, below ``example``.
    series : tuple of str
        Keys of its series.
    query : dict of str to str
        What else stands in its address, such as the transform.
    """

    name: str
    series: tuple[str, ...]
    query: dict[str, str] = field(default_factory=dict)


FIVE = (HOME, "US", "JP", "KR", "DE")


def _economies(indicator: str, areas: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(indicator if a == HOME else f"{indicator}@{a}" for a in areas)


EXAMPLES = (
    Example("pct", _economies("pct_applications", FIVE)),
    Example("pledge", ("pledge_financing",), {"t": "pct"}),
    Example("examination", ("invention_exam_months", "trademark_exam_months")),
    Example(
        "owners",
        (
            "invention_patents_in_force",
            "invention_patents_in_force_domestic_incl",
            "invention_patents_in_force_foreign",
        ),
    ),
    Example("gii", _economies("gii_rank", (*FIVE, "SG"))),
    Example("charges", ("ip_charges_receipts", "ip_charges_payments")),
)


def examples(tables: Tables) -> Iterator[Example]:
    """Yield the comparisons of which something is in view, each cut to what is.

    Examples
    --------
    >>> from metrics import load
    >>> next(examples(load())).series[:2]
    ('pct_applications', 'pct_applications@US')
    """
    for one in EXAMPLES:
        if series := tuple(key for key in one.series if key in tables.by_key):
            yield Example(one.name, series, one.query)


def opening(tables: Tables) -> Example:
    """Return what the explorer opens on: the first that can be drawn, else the first series.

    Examples
    --------
    >>> from metrics import Selection, load
    >>> opening(load().select(Selection(supplement=False))).name
    'pledge'
    """
    found = (e for e in examples(tables) if any(len(tables.by_key[k].points) > 1 for k in e.series))
    return next(found, Example("", tuple(tables.by_key)[:1]))
