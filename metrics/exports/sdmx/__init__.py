"""SDMX: the points that series show as SDMX-CSV 2.0, and the SDMX-ML 2.1 structure they follow."""

from __future__ import annotations

from metrics.exports.files import zipped
from metrics.exports.sdmx.rows import csv_bytes
from metrics.locale import Lang
from metrics.views.extracts import Extract

__all__ = ["archive_bytes", "csv_bytes", "structure_bytes"]


def structure_bytes(taken: Extract, lang: Lang) -> bytes:
    """Return the structure of data; its library is loaded when one is asked for."""
    from metrics.exports.sdmx import structure

    return structure.structure_bytes(taken, lang)


def archive_bytes(taken: Extract, lang: Lang) -> bytes:
    """Return data and structure in a zip; equal input gives equal bytes."""
    return zipped(
        (("data.csv", csv_bytes(taken, lang)), ("structure.xml", structure_bytes(taken, lang)))
    )
