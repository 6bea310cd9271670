"""The one shape in which an observation leaves as data: its columns, and what stands in them."""

from __future__ import annotations

from typing import Any

from metrics.model.observation import Observation


def row(observation: Observation) -> dict[str, Any]:
    """Return an observation by column; every frame and every file of figures is made of it.

    The columns of the curated table come first, under their names. Values are exact decimals in
    the base unit of the series, days are dates, what is not known is None.

    Parameters
    ----------
    observation : Observation
        Printed or derived.

    Returns
    -------
    dict
        indicator, area, period, value, printed (None where it is derived), qualifier, status,
        source, locator, period_basis, differs_from, note_zh, note_en; start and end of the period;
        lo and hi of the interval, and whether each end is left out; derived.

    Examples
    --------
    >>> from metrics import load
    >>> made = row(load().series("gii_rank").points[0])
    >>> made["indicator"], made["area"], made["lo_open"], made["derived"]
    ('gii_rank', 'CN', False, False)
    """
    figure, interval = observation.figure, observation.figure.interval
    return {
        "indicator": observation.definition.id,
        "area": observation.area,
        "period": observation.period.code,
        "value": figure.value,
        "printed": figure.printed or None,
        "qualifier": figure.qualifier,
        "status": observation.status,
        "source": observation.source.id,
        "locator": observation.locator,
        "period_basis": observation.period_basis,
        "differs_from": " ".join(observation.differs_from) or None,
        "note_zh": observation.note_zh or None,
        "note_en": observation.note_en or None,
        "start": observation.period.start,
        "end": observation.period.end,
        "lo": interval.lo,
        "hi": interval.hi,
        "lo_open": interval.lo_open,
        "hi_open": interval.hi_open,
        "derived": observation.derived,
    }
