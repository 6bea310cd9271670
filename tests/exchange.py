"""SDMX read back: the rows by the csv module, and by sdmx1 with the structure."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import sdmx
from sdmx.message import StructureMessage
from sdmx.model import common, v21

from metrics import Tables
from metrics.exports.sdmx import csv_bytes, structure_bytes
from metrics.exports.sdmx.components import FLOW
from metrics.locale import Lang
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.views.extracts import Extract


def points(taken: Extract) -> list[Observation]:
    return [p for s in taken.series for p in s.points]


def rows(taken: Extract, lang: Lang = "en") -> list[dict[str, str]]:
    """Return the rows as the csv module of Python reads them."""
    return list(csv.DictReader(io.StringIO(csv_bytes(taken, lang).decode(), newline="")))


def structure(taken: Extract, lang: Lang = "en") -> StructureMessage:
    message = sdmx.read_sdmx(io.BytesIO(structure_bytes(taken, lang)))
    assert isinstance(message, StructureMessage)
    return message


def flow(taken: Extract, lang: Lang = "en") -> v21.DataflowDefinition:
    return structure(taken, lang).dataflow[FLOW]


def observed(taken: Extract, lang: Lang = "en") -> list[common.BaseObservation]:
    """Return the observations as sdmx1 reads them by the structure."""
    data = sdmx.read_sdmx(
        io.BytesIO(csv_bytes(taken, lang)), format="csv", structure=flow(taken, lang)
    )
    return [o for found in data.data for o in found.obs]


def only(series: Series, *changed: Observation, tables: Tables) -> Extract:
    """Return an extract of one series with other statements than its own."""
    return Extract(tables, (replace(series, statements=changed),))
