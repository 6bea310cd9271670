"""SDMX: the points that series show as SDMX-CSV 2.0, and the SDMX-ML 2.1 structure they follow."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime, time
from typing import Any

import sdmx
from sdmx.message import Header, StructureMessage
from sdmx.model import common, v21

from metrics.catalogue import Tables
from metrics.derivations import formula
from metrics.exports.files import zipped
from metrics.exports.longtable import plain
from metrics.extracts import Extract
from metrics.facts import Observation, Source
from metrics.periods import Period
from metrics.series import latest_sources
from metrics.text import LANGS, Lang, text

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
# What may be empty, what is the same for all of an indicator, and what for all rows.
OPTIONAL = frozenset({"LOWER", "UPPER", "PRINTED", "DERIVATION", "COMMENT"})
OF_INDICATORS = frozenset({"UNIT_MEASURE", "UNIT_MULT"})
OF_ALL = frozenset({"TITLE", "FILTERS", "LICENCE", "CITATION", "DATA_VERSION"})
# Code lists by the component that they are of.
CODE_LISTS = {
    "FREQ": "CL_FREQ",
    "REF_AREA": "CL_AREA",
    "INDICATOR": "CL_INDICATOR",
    "OBS_STATUS": "CL_OBS_STATUS",
    "UNIT_MEASURE": "CL_UNIT",
    "UNIT_MULT": "CL_UNIT_MULT",
    "DECIMALS": "CL_DECIMALS",
    "TIME_PER_COLLECT": "CL_TIME_PER_COLLECT",
    "QUALIFIER": "CL_QUALIFIER",
    "PERIOD_BASIS": "CL_PERIOD_BASIS",
    "SOURCE": "CL_SOURCE",
}
# The types of what is no code; all else is text.
TYPES = {
    "TIME_PERIOD": common.FacetValueType.observationalTimePeriod,
    "OBS_VALUE": common.FacetValueType.decimal,
    "LOWER": common.FacetValueType.decimal,
    "UPPER": common.FacetValueType.decimal,
}
# Lists of codes.csv, and the codes of SDMX that no table holds, with their messages.
LISTED = {
    "REF_AREA": "area",
    "OBS_STATUS": "status",
    "QUALIFIER": "qualifier",
    "PERIOD_BASIS": "period_basis",
}
WORDS = {
    "FREQ": {"A": "sdmx.annual", "D": "sdmx.daily", "_O": "sdmx.other"},
    "UNIT_MULT": {"0": "sdmx.units"},
    "TIME_PER_COLLECT": {"E": "sdmx.end", "S": "sdmx.summed", "_Z": "sdmx.not_applicable"},
}
# Measures that add up what happened in a period.
SUMMED = frozenset({"flow", "cumulative"})
# What XML cannot hold.
_UNWRITABLE = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def archive_bytes(taken: Extract, lang: Lang) -> bytes:
    """Data and structure in a zip; equal input gives equal bytes."""
    return zipped(
        (("data.csv", csv_bytes(taken, lang)), ("structure.xml", structure_bytes(taken, lang)))
    )


def csv_bytes(taken: Extract, lang: Lang) -> bytes:
    """SDMX-CSV 2.0 in UTF-8: one row for each point that the series show."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row.values() for row in rows(taken, lang))
    return file.getvalue().encode()


def rows(taken: Extract, lang: Lang) -> Iterator[dict[str, str]]:
    """Each point by column; the title and all that is said of the whole stands in every row.

    Parameters
    ----------
    lang : str
        The language of texts; codes are free of language.
    """
    said = {name: written(of(lang)) for name, of in _said(taken).items() if name in OF_ALL}
    for series in taken.series:
        years = {p.period.end.year for p in series.points if p.period.kind == "year"}
        for point in series.points:
            freq, moment = moment_of(point.period, years)
            yield {
                **LEADING,
                "FREQ": freq,
                "REF_AREA": point.area,
                "INDICATOR": point.definition.id,
                "TIME_PERIOD": moment,
                "OBS_VALUE": plain(point.figure.value),
                **_attributes(point, lang),
                **said,
            }


def moment_of(period: Period, years: Collection[int]) -> tuple[str, str]:
    """Frequency and time of a period in the terms of SDMX.

    Parameters
    ----------
    years : collection of int
        Years that have a value of their own, beside which the end of the year stays a day.

    Examples
    --------
    >>> moment_of(Period.parse("2022-12-31"), {2021}), moment_of(Period.parse("2022-12-31"), {2022})
    (('A', '2022'), ('D', '2022-12-31'))
    >>> moment_of(Period.parse("2022-01/2022-11"), ()), moment_of(Period.parse("2012/2022"), ())
    (('_O', '2022-01-01/P11M'), ('_O', '2012-01-01/P11Y'))
    """
    if period.kind == "date" and (not period.closes_a_year or period.end.year in years):
        return "D", period.code
    if period.kind in ("year", "date"):
        return "A", f"{period.end.year}"
    length = f"{period.months // 12}Y" if period.kind == "years" else f"{period.months}M"
    return "_O", f"{period.start}/P{length}"


def _attributes(point: Observation, lang: Lang) -> dict[str, str]:
    """What is said of one point alone."""
    figure = point.figure
    titles = text(lang)("list.semicolon").join(s.title(lang) for s in point.sources)
    return {
        "OBS_STATUS": point.status,
        "UNIT_MEASURE": point.definition.unit.id,
        "UNIT_MULT": "0",
        "DECIMALS": f"{len(plain(figure.value).partition('.')[2])}",
        "TIME_PER_COLLECT": _collected(point),
        "QUALIFIER": figure.qualifier,
        "LOWER": plain(figure.interval.lo),
        "UPPER": plain(figure.interval.hi),
        "PRINTED": written(figure.printed),
        "DERIVATION": written(formula(point)) if point.derived else "",
        "PERIOD": point.period.code,
        "PERIOD_BASIS": point.period_basis,
        "SOURCE": point.source.id,
        "SOURCE_TITLE": written(titles),
        "LOCATOR": point.locator,
        "COMMENT": written(point.note(lang)),
    }


def _collected(point: Observation) -> str:
    """How a value stands in its period: at its end, summed through it, or neither."""
    if point.period.kind == "date":
        return "E"
    return "S" if point.definition.measure in SUMMED else "_Z"


def written(said: str) -> str:
    r"""A text as CSV and XML can both hold it: no control characters, one kind of line end.

    Examples
    --------
    >>> written("one\r\ntwo\x00\u2028three")
    'one\ntwo\nthree'
    """
    return _UNWRITABLE.sub("", "\n".join(said.splitlines()))


def _said(taken: Extract) -> dict[str, Callable[[Lang], str]]:
    """What is said of the whole, by the id of its attribute or annotation."""
    tables, sources = taken.tables, _sources(taken)
    licences = dict.fromkeys(("facts", *(s.licence for s in sources)))

    def joined(parts: Iterable[str], lang: Lang) -> str:
        return text(lang)("list.semicolon").join(parts)

    return {
        "TITLE": taken.title,
        "FILTERS": lambda lang: joined(taken.filter_lines(lang), lang),
        "LICENCE": lambda lang: joined((tables.label("licence", c, lang) for c in licences), lang),
        "CITATION": taken.citation,
        "DATA_VERSION": lambda _: tables.version,
        "SOURCES": lambda lang: joined((s.cite(lang) for s in sources), lang),
    }


def _sources(taken: Extract) -> tuple[Source, ...]:
    """The publications that the points are cited from, the latest first."""
    return latest_sources(p for s in taken.series for p in s.points)


def structure_bytes(taken: Extract, lang: Lang) -> bytes:
    """The SDMX-ML structure message: dataflow, data structure, concepts, and the codes in use.

    Parameters
    ----------
    lang : str
        The language whose names stand first; every name is there in both.
    """
    concepts = _concepts(lang)
    lists = _code_lists(taken, lang)
    structure = _structure(concepts, lists, lang)
    message = StructureMessage(header=_header(taken, lang))
    for made in (_dataflow(taken, structure, lang), *lists.values(), concepts, structure):
        message.add(made)
    return sdmx.to_xml(message, pretty_print=True)


def _both(said: Callable[[Lang], str], lang: Lang) -> dict[str, str]:
    """A text in both languages, the given one first; nothing where it is empty."""
    first = sorted(LANGS, key=lambda code: code != lang)
    return {code: told for code in first if (told := written(said(code)))}


def _message(key: str) -> Callable[[Lang], str]:
    return lambda lang: text(lang)(key)


def _header(taken: Extract, lang: Lang) -> Header:
    """The head of the message, dated by the latest publication, so that it tells no clock."""
    known = max(s.known for s in _sources(taken) or taken.tables.sources.values())
    return Header(
        id=taken.name("xml").removesuffix(".xml"),
        prepared=datetime.combine(known, time()),
        sender=common.Agency(id=AGENCY),
        source=_both(taken.title, lang),
    )


def _maintained() -> dict[str, Any]:
    """What all parts of the structure share."""
    return {
        "maintainer": common.Agency(id=AGENCY),
        "version": VERSION,
        "is_final": False,
        "is_external_reference": False,
    }


def _concepts(lang: Lang) -> common.ConceptScheme:
    made = common.ConceptScheme(
        id="CS_CHINA_IP", name=_both(_message("sdmx.concepts"), lang), **_maintained()
    )
    for name, key in NAMES.items():
        made.append(common.Concept(id=name, name=_both(_message(key), lang)))
    return made


def _code_lists(taken: Extract, lang: Lang) -> dict[str, common.Codelist]:
    """Code lists by component, each with the codes that the rows use."""
    used = list(rows(taken, lang))
    made = {}
    for component, list_ in CODE_LISTS.items():
        codes = common.Codelist(
            id=list_,
            name=_both(_message(NAMES[component]), lang),
            is_partial=True,
            **_maintained(),
        )
        for code in sorted({row[component] for row in used}):
            codes.append(_code(taken.tables, component, code, lang))
        made[component] = codes
    return made


def _code(tables: Tables, component: str, code: str, lang: Lang) -> common.Code:
    return common.Code(
        id=code,
        name=_both(lambda one: _code_name(tables, component, code, one), lang),
        description=_both(lambda one: _code_details(tables, component, code, one), lang),
    )


def _code_name(tables: Tables, component: str, code: str, lang: Lang) -> str:
    if component in LISTED:
        return tables.label(LISTED[component], code, lang)
    if component in WORDS:
        return text(lang)(WORDS[component][code])
    if component == "INDICATOR":
        definition = tables.every_definition[code]
        scope = tables.label("scope", definition.scope, lang)
        return text(lang)("explore.scoped", name=definition.name(lang), scope=scope)
    if component == "UNIT_MEASURE":
        return tables.units[code].name(lang)
    return tables.sources[code].title(lang) if component == "SOURCE" else code


def _code_details(tables: Tables, component: str, code: str, lang: Lang) -> str:
    """Definition and note of an indicator; issuer, date, licence and address of a source."""
    if component == "INDICATOR":
        definition = tables.every_definition[code]
        return "\n".join(filter(None, (definition.definition(lang), definition.note(lang))))
    if component == "SOURCE":
        source = tables.sources[code]
        licence = tables.label("licence", source.licence, lang)
        parts = (source.issuer(lang), source.published, licence, source.url)
        return text(lang)("list.semicolon").join(filter(None, parts))
    return ""


def _structure(
    concepts: common.ConceptScheme, lists: dict[str, common.Codelist], lang: Lang
) -> v21.DataStructureDefinition:
    def parts(name: str) -> dict[str, Any]:
        return {
            "id": name,
            "concept_identity": concepts[name],
            "local_representation": _representation(name, lists),
        }

    dimensions = common.DimensionDescriptor(id="DimensionDescriptor")
    for name in DIMENSIONS:
        kind = common.TimeDimension if name == "TIME_PERIOD" else common.Dimension
        dimensions.append(kind(**parts(name)))
    measures = v21.MeasureDescriptor(id="MeasureDescriptor")
    measures.extend(v21.PrimaryMeasure(**parts(name)) for name in MEASURES)
    attributes = common.AttributeDescriptor(id="AttributeDescriptor")
    for name in ATTRIBUTES:
        status = "conditional" if name in OPTIONAL else "mandatory"
        attributes.append(
            common.DataAttribute(
                **parts(name),
                usage_status=common.UsageStatus[status],
                related_to=_relation(name, dimensions),
            )
        )
    return v21.DataStructureDefinition(
        id="DSD_CHINA_IP",
        name=_both(_message("sdmx.structure"), lang),
        dimensions=dimensions,
        measures=measures,
        attributes=attributes,
        **_maintained(),
    )


def _representation(name: str, lists: dict[str, common.Codelist]) -> common.Representation:
    if name in lists:
        return common.Representation(enumerated=lists[name])
    type_ = TYPES.get(name, common.FacetValueType.string)
    return common.Representation(non_enumerated=[common.Facet(value_type=type_)])


def _relation(name: str, dimensions: common.DimensionDescriptor) -> common.AttributeRelationship:
    if name in OF_ALL:
        return v21.NoSpecifiedRelationship()
    if name in OF_INDICATORS:
        return common.DimensionRelationship(dimensions=[dimensions.get("INDICATOR")])
    return v21.PrimaryMeasureRelationship()


def _dataflow(
    taken: Extract, structure: v21.DataStructureDefinition, lang: Lang
) -> v21.DataflowDefinition:
    """The dataflow, under the title of what is taken, with all that is said of the whole."""
    said = _said(taken)
    return v21.DataflowDefinition(
        id=FLOW,
        name=_both(taken.title, lang),
        description=_both(taken.citation, lang),
        annotations=[v21.Annotation(id=i, text=_both(of, lang)) for i, of in said.items()],
        structure=structure,
        **_maintained(),
    )
