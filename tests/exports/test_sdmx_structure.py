"""The structure of SDMX: another library reads it, and by it every point with its value."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
import sdmx
from sdmx.model import common, v21

from metrics import Selection, Tables
from metrics.exports.sdmx import archive_bytes, csv_bytes, structure_bytes
from metrics.exports.sdmx.components import AGENCY, COLUMNS, FLOW, LEADING, OF_ALL
from metrics.exports.sdmx.structure import CODE_LISTS, OF_INDICATORS
from metrics.locale import LANGS, Lang, text
from metrics.views.extracts import Extract, extract
from metrics.views.filters import Filters
from tests.exchange import flow, observed, only, points, rows, structure

FILTERS = {
    "everything": Filters(),
    "a theme": Filters(theme="utilisation"),
    "an indicator": Filters(indicators=("gii_rank",)),
    "a search": Filters(words="专利 质押"),
}


@pytest.fixture(scope="module", params=[*FILTERS, "the reports"])
def taken(tables: Tables, request: pytest.FixtureRequest) -> Extract:
    if request.param == "the reports":
        return extract(tables.select(Selection(supplement=False)), Filters())
    return extract(tables, FILTERS[request.param])


@pytest.fixture(scope="module")
def everything(tables: Tables) -> Extract:
    return extract(tables, Filters())


def codes(of: v21.DataflowDefinition, component: str) -> set[str]:
    """Return the codes of a component, by the structure."""
    parts = [*of.structure.dimensions, *of.structure.attributes]
    found = next(c for c in parts if c.id == component)
    return {code.id for code in found.local_representation.enumerated}


class TestStructure:
    def test_the_lists_hold_exactly_the_codes_in_use(self, taken: Extract) -> None:
        of, found = flow(taken), rows(taken)
        for component in CODE_LISTS:
            assert codes(of, component) == {row[component] for row in found}, component
        assert codes(of, "FREQ") <= {"A", "D", "_O"}
        assert codes(of, "OBS_STATUS") <= set("ABDEFIP")
        assert codes(of, "UNIT_MULT") == {"0"}
        assert codes(of, "TIME_PER_COLLECT") <= {"E", "S", "_Z"}

    def test_columns_stand_in_the_order_of_the_components(self, everything: Extract) -> None:
        of = flow(everything).structure
        parts = [c.id for group in (of.dimensions, of.measures, of.attributes) for c in group]
        assert [*LEADING, *parts] == list(COLUMNS) == list(rows(everything)[0])
        assert [type(d) for d in of.dimensions] == [common.Dimension] * 3 + [common.TimeDimension]
        assert COLUMNS[:3] == ("STRUCTURE", "STRUCTURE_ID", "ACTION")

    def test_rows_belong_to_the_dataflow_of_the_structure(self, taken: Extract) -> None:
        of = flow(taken)
        told = f"{of.maintainer.id}:{of.id}({of.version})"
        assert {(r["STRUCTURE"], r["STRUCTURE_ID"], r["ACTION"]) for r in rows(taken)} == {
            ("dataflow", told, "I")
        }
        assert told == f"{AGENCY}:{FLOW}(1.0)"

    def test_mandatory_attributes_are_never_empty(self, everything: Extract) -> None:
        attributes = flow(everything).structure.attributes
        mandatory = [a.id for a in attributes if a.usage_status.name == "mandatory"]
        for row in rows(everything):
            assert all(row[name] for name in mandatory), row
        assert {a.id for a in attributes} - set(mandatory) == {
            *("LOWER", "UPPER", "PRINTED", "DERIVATION", "COMMENT")
        }

    def test_attributes_do_not_vary_within_what_they_belong_to(self, everything: Extract) -> None:
        attributes, found = flow(everything).structure.attributes, rows(everything)
        for name in OF_ALL:
            assert isinstance(attributes.get(name).related_to, v21.NoSpecifiedRelationship)
            assert len({row[name] for row in found}) == 1
        for name in OF_INDICATORS:
            (dimension,) = attributes.get(name).related_to.dimensions
            assert dimension.id == "INDICATOR"
            pairs = {(row["INDICATOR"], row[name]) for row in found}
            assert len(pairs) == len({indicator for indicator, _ in pairs})

    @pytest.mark.parametrize("lang", LANGS)
    def test_everything_is_named_in_both_languages(self, everything: Extract, lang: Lang) -> None:
        message = structure(everything, lang)
        named = [*message.structure.values(), *message.dataflow.values()]
        for scheme in (*message.codelist.values(), *message.concept_scheme.values()):
            named += [scheme, *scheme]
        assert len(named) > len(everything.series)
        for one in named:
            assert [*one.name.localizations] == [lang, *(set(LANGS) - {lang})], one
            assert all(one.name.localizations.values()), one
        data_structure = message.structure["DSD_CHINA_IP"].name
        assert data_structure["zh"] == "中国知识产权工作统计的数据结构"
        assert data_structure["en"].startswith("Data structure of")

    def test_names_of_codes_tell_them_apart(self, everything: Extract) -> None:
        lists = structure(everything).codelist
        for lang in LANGS:
            names = [code.name[lang] for code in lists["CL_INDICATOR"]]
            assert len(set(names)) == len(names)
        assert lists["CL_AREA"]["WLD"].name["zh"] == "世界"
        assert lists["CL_UNIT"]["percent"].name["en"] == "%"
        assert "·" in lists["CL_INDICATOR"]["gii_rank"].name["en"]

    def test_the_dataflow_says_what_was_taken(self, taken: Extract) -> None:
        of = flow(taken)
        for lang in LANGS:
            told = {a.id: a.text[lang] for a in of.annotations}
            cited = {s.cite(lang) for p in points(taken) for s in p.sources}
            assert set(told.pop("SOURCES").split(text(lang)("list.semicolon"))) == cited
            first = rows(taken, lang)[0]
            assert told == {name: first[name] for name in OF_ALL}
            assert told["TITLE"] == of.name[lang] == taken.title(lang)
            assert told["CITATION"] == of.description[lang] == taken.citation(lang)
            assert told["DATA_VERSION"] == taken.tables.version
            assert all(line in told["FILTERS"] for line in taken.filter_lines(lang))

    def test_the_header_is_dated_by_the_latest_publication(self, taken: Extract) -> None:
        header = structure(taken).header
        cited = [s for p in points(taken) for s in p.sources]
        assert header.prepared.date() == max(s.known for s in cited)
        assert header.sender.id == AGENCY
        assert taken.tables.version in header.id


class TestRoundTrip:
    def test_sdmx1_reads_every_point_with_exactly_its_value(self, taken: Extract) -> None:
        wanted = Counter(
            (p.definition.id, p.area, p.period.code, p.figure.value) for p in points(taken)
        )
        found = Counter(
            (
                o.dimension["INDICATOR"].value,
                o.dimension["REF_AREA"].value,
                str(o.attached_attribute["PERIOD"]),
                Decimal(o.value),
            )
            for o in observed(taken)
        )
        assert found == wanted
        assert len(points(taken)) == sum(found.values()) > 0

    def test_every_key_is_unique(self, taken: Extract) -> None:
        keys = [str(o.dimension) for o in observed(taken)]
        assert len(set(keys)) == len(keys) == len(points(taken))

    def test_commas_quotes_lines_and_chinese_survive(self, tables: Tables) -> None:
        note = '=1+1, "two"\n第二行；“引号”,\n-3'
        series = tables.series("gii_rank")
        changed = [replace(p, note_en=note, note_zh=note) for p in series.points]
        taken = only(series, *changed, tables=tables)
        assert {row["COMMENT"] for row in rows(taken)} == {note}
        frame = pd.read_csv(io.BytesIO(csv_bytes(taken, "en")), dtype=str, keep_default_na=False)
        converted = sdmx.to_sdmx(frame, structure=flow(taken)).data[0].obs
        assert {str(o.attached_attribute["COMMENT"]) for o in converted} == {note}
        # sdmx1 joins the lines of a cell when it reads bytes; no row is lost by it.
        read = observed(taken)
        assert {str(o.attached_attribute["COMMENT"]) for o in read} == {note.replace("\n", "")}
        assert [Decimal(o.value) for o in read] == [p.figure.value for p in points(taken)]

    def test_what_xml_cannot_hold_is_left_out_of_both(self, tables: Tables) -> None:
        words = "北\x00京\u2028上\x0b海\r\n\ufffe&<b>"
        taken = Extract(tables, (tables.series("gii_rank"),), Filters(words=words))
        kept = "北京\n上\n海\n&<b>"
        assert all(kept in row["FILTERS"] for row in rows(taken))
        annotation = flow(taken).get_annotation(id="FILTERS")
        assert kept in annotation.text["zh"]
        assert len(observed(taken)) == len(tables.series("gii_rank").points)


class TestFiles:
    @pytest.mark.parametrize("lang", LANGS)
    def test_an_empty_extract_gives_the_header_alone(self, tables: Tables, lang: Lang) -> None:
        empty = Extract(tables, ())
        assert csv_bytes(empty, lang).decode() == ",".join(COLUMNS) + "\n"
        assert observed(empty, lang) == []
        assert {len(found) for found in structure(empty).codelist.values()} == {0}

    def test_equal_input_gives_equal_bytes(self, tables: Tables, taken: Extract) -> None:
        again = Extract(taken.tables, taken.series, taken.filters)
        assert archive_bytes(taken, "zh") == archive_bytes(again, "zh")
        assert structure_bytes(taken, "zh") != structure_bytes(taken, "en")

    def test_the_archive_holds_both_files(self, everything: Extract) -> None:
        with zipfile.ZipFile(io.BytesIO(archive_bytes(everything, "en"))) as archive:
            assert archive.namelist() == ["data.csv", "structure.xml"]
            assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert archive.read("data.csv") == csv_bytes(everything, "en")
            assert archive.read("structure.xml") == structure_bytes(everything, "en")

    def test_files_are_utf_8_without_a_mark(self, everything: Extract) -> None:
        assert csv_bytes(everything, "zh").startswith(b"STRUCTURE,STRUCTURE_ID,ACTION,FREQ,")
        assert structure_bytes(everything, "zh").startswith(b"<?xml version='1.0' encoding='utf-8'")
