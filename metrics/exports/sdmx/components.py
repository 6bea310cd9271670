"""What the rows and the structure share: the components, and what is said of the whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from metrics.exports.longtable import licences
from metrics.locale import Lang, text
from metrics.model.series import latest_sources
from metrics.model.source import Source
from metrics.views.extracts import Extract

AGENCY = "CHINA_IP_STATISTICS"
FLOW = "CHINA_IP"
VERSION = "1.0"
# What every row begins with: which dataflow it belongs to, and that it is for information.
LEADING = {
    "STRUCTURE": "dataflow",
    "STRUCTURE_ID": f"{AGENCY}:{FLOW}({VERSION})",
    "ACTION": "I",
}

# The components of the structure in the order of the columns, with the message that names each.
DIMENSIONS = {
    "FREQ": "sdmx.freq",
    "REF_AREA": "filter.area",
    "INDICATOR": "filter.indicator",
    "TIME_PERIOD": "sdmx.time_period",
}
MEASURES = {"OBS_VALUE": "column.value"}
ATTRIBUTES = {
    "OBS_STATUS": "column.status",
    "UNIT_MEASURE": "longtable.unit",
    "UNIT_MULT": "sdmx.unit_mult",
    "DECIMALS": "sdmx.decimals",
    "TIME_PER_COLLECT": "sdmx.collected",
    "QUALIFIER": "column.qualifier",
    "LOWER": "longtable.lo",
    "UPPER": "longtable.hi",
    "PRINTED": "column.printed",
    "DERIVATION": "longtable.derivation",
    "PERIOD": "column.period",
    "PERIOD_BASIS": "filter.basis",
    "SOURCE": "column.source",
    "SOURCE_TITLE": "sdmx.source_title",
    "LOCATOR": "column.locator",
    "COMMENT": "column.note",
    "TITLE": "longtable.title",
    "FILTERS": "longtable.filters",
    "LICENCE": "longtable.licence",
    "CITATION": "longtable.citation",
    "DATA_VERSION": "longtable.data_version",
}
NAMES = {**DIMENSIONS, **MEASURES, **ATTRIBUTES}
COLUMNS = (*LEADING, *NAMES)
# What is the same for all rows.
OF_ALL = frozenset({"TITLE", "FILTERS", "LICENCE", "CITATION", "DATA_VERSION"})
# What XML cannot hold.
_UNWRITABLE = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(said: str) -> str:
    r"""Return a text as CSV and XML can both hold it: no control characters, one kind of line end.

    Examples
    --------
    >>> written("one\r\ntwo\x00\u2028three")
    'one\ntwo\nthree'
    """
    return _UNWRITABLE.sub("", "\n".join(said.splitlines()))


def of_all(taken: Extract) -> dict[str, Callable[[Lang], str]]:
    """Return what is said of the whole, by the id of its attribute or annotation."""
    tables, sources = taken.tables, cited(taken)
    codes = licences(sources)

    def joined(parts: Iterable[str], lang: Lang) -> str:
        return text(lang)("list.semicolon").join(parts)

    return {
        "TITLE": taken.title,
        "FILTERS": lambda lang: joined(taken.filter_lines(lang), lang),
        "LICENCE": lambda lang: joined((tables.label("licence", c, lang) for c in codes), lang),
        "CITATION": taken.citation,
        "DATA_VERSION": lambda _: tables.version,
        "SOURCES": lambda lang: joined((s.cite(lang) for s in sources), lang),
    }


def cited(taken: Extract) -> tuple[Source, ...]:
    """Return the publications that the points are cited from, the latest first."""
    return latest_sources(p for s in taken.series for p in s.points)
