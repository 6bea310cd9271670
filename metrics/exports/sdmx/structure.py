"""The structure that the rows follow, as SDMX-ML 2.1: components, concepts and code lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

import sdmx
from sdmx.message import Header, StructureMessage
from sdmx.model import common, v21

from metrics.exports.sdmx.components import (
    AGENCY,
    ATTRIBUTES,
    DIMENSIONS,
    FLOW,
    MEASURES,
    NAMES,
    OF_ALL,
    VERSION,
    cited,
    of_all,
    written,
)
from metrics.exports.sdmx.rows import rows
from metrics.locale import LANGS, Lang, text
from metrics.tables.dataset import Tables
from metrics.views.extracts import Extract

# What may be empty, and what is the same for all of an indicator.
OPTIONAL = frozenset({"LOWER", "UPPER", "PRINTED", "DERIVATION", "COMMENT"})
OF_INDICATORS = frozenset({"UNIT_MEASURE", "UNIT_MULT"})
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


def structure_bytes(taken: Extract, lang: Lang) -> bytes:
    """Return the SDMX-ML structure message.

    It holds dataflow, data structure, concepts, and the codes in use.

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
    """Return a text in both languages, the given one first; nothing where it is empty."""
    first = sorted(LANGS, key=lambda code: code != lang)
    return {code: told for code in first if (told := written(said(code)))}


def _message(key: str) -> Callable[[Lang], str]:
    return lambda lang: text(lang)(key)


def _header(taken: Extract, lang: Lang) -> Header:
    """Return the head of the message, dated by the latest publication.

    No clock is told, so that equal tables give equal bytes.
    """
    known = max(s.known for s in cited(taken) or taken.tables.sources.values())
    return Header(
        id=taken.name("xml").removesuffix(".xml"),
        prepared=datetime.combine(known, time()),
        sender=common.Agency(id=AGENCY),
        source=_both(taken.title, lang),
    )


def _maintained() -> dict[str, Any]:
    """Return what all parts of the structure share."""
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
    """Return code lists by component, each with the codes that the rows use."""
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
    """Return definition and note of an indicator; issuer, date, licence and address of a source."""
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
    """Return the dataflow, under the title of what is taken, with all that is said of the whole."""
    said = of_all(taken)
    return v21.DataflowDefinition(
        id=FLOW,
        name=_both(taken.title, lang),
        description=_both(taken.citation, lang),
        annotations=[v21.Annotation(id=i, text=_both(of, lang)) for i, of in said.items()],
        structure=structure,
        **_maintained(),
    )
