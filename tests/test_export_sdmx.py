"""SDMX: another library reads the structure, and by it every point with exactly its value."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest
import sdmx
from sdmx.message import StructureMessage
from sdmx.model import common, v21

from metrics import Selection, Tables
from metrics.exports.sdmx import (
    AGENCY,
    CODE_LISTS,
    COLUMNS,
    FLOW,
    LEADING,
    OF_ALL,
    OF_INDICATORS,
    archive_bytes,
    csv_bytes,
    structure_bytes,
)
from metrics.extracts import Extract, Filters, extract
from metrics.facts import Observation
from metrics.periods import Period
from metrics.series import Series
from metrics.text import LANGS, Lang, text

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


def points(taken: Extract) -> list[Observation]:
    return [p for s in taken.series for p in s.points]


def rows(taken: Extract, lang: Lang = "en") -> list[dict[str, str]]:
    """The rows as the csv module of Python reads them."""
    return list(csv.DictReader(io.StringIO(csv_bytes(taken, lang).decode(), newline="")))


def structure(taken: Extract, lang: Lang = "en") -> StructureMessage:
    message = sdmx.read_sdmx(io.BytesIO(structure_bytes(taken, lang)))
    assert isinstance(message, StructureMessage)
    return message


def flow(taken: Extract, lang: Lang = "en") -> v21.DataflowDefinition:
    return structure(taken, lang).dataflow[FLOW]


def observed(taken: Extract, lang: Lang = "en") -> list[common.BaseObservation]:
    """The observations as sdmx1 reads them by the structure."""
    data = sdmx.read_sdmx(
        io.BytesIO(csv_bytes(taken, lang)), format="csv", structure=flow(taken, lang)
    )
    return [o for found in data.data for o in found.obs]


def codes(of: v21.DataflowDefinition, component: str) -> set[str]:
    """The codes of a component, by the structure."""
    parts = [*of.structure.dimensions, *of.structure.attributes]
    found = next(c for c in parts if c.id == component)
    return {code.id for code in found.local_representation.enumerated}


def only(series: Series, *changed: Observation, tables: Tables) -> Extract:
    """An extract of one series with other statements than its own."""
    return Extract(tables, (replace(series, statements=changed),))


class TestValues:
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

    def test_values_and_ends_are_written_in_full(self, everything: Extract) -> None:
        for row, point in zip(rows(everything), points(everything), strict=True):
            for column in ("OBS_VALUE", "LOWER", "UPPER"):
                assert re.fullmatch(r"(-?\d+(\.\d+)?)?", row[column]), row
            assert row["OBS_VALUE"] == f"{point.figure.value:f}"
            assert len(row["OBS_VALUE"].partition(".")[2]) == int(row["DECIMALS"])
            span = point.figure.interval
            assert row["LOWER"] == ("" if span.lo is None else f"{span.lo:f}")
            assert row["UPPER"] == ("" if span.hi is None else f"{span.hi:f}")

    def test_an_open_side_is_empty(self, everything: Extract) -> None:
        sides = {
            (row["QUALIFIER"], bool(row["LOWER"]), bool(row["UPPER"])) for row in rows(everything)
        }
        assert {s for s in sides if not all(s[1:])} == {
            ("over", True, False),
            ("at_least", True, False),
            ("near", False, True),
        }

    def test_a_large_value_has_no_exponent(self, tables: Tables) -> None:
        series = tables.series("gii_rank")
        large = replace(series.latest.figure, value=Decimal("4.212E+6"))
        (row,) = rows(only(series, replace(series.latest, figure=large), tables=tables))
        assert (row["OBS_VALUE"], row["DECIMALS"], row["UNIT_MULT"]) == ("4212000", "0", "0")


class TestKeys:
    def test_every_key_is_unique(self, taken: Extract) -> None:
        keys = [str(o.dimension) for o in observed(taken)]
        assert len(set(keys)) == len(keys) == len(points(taken))

    def test_time_says_when_the_period_ends(self, everything: Extract) -> None:
        for row, point in zip(rows(everything), points(everything), strict=True):
            start, end = days(row["TIME_PERIOD"])
            assert end == point.period.end, row
            if point.period.kind != "date":
                assert start == point.period.start, row

    def test_frequencies_of_all_kinds_of_periods(self, everything: Extract) -> None:
        found = {
            (p.period.kind, p.period.closes_a_year and p.period.kind == "date", row["FREQ"])
            for row, p in zip(rows(everything), points(everything), strict=True)
        }
        assert found == {
            ("year", False, "A"),
            ("date", True, "A"),
            ("date", False, "D"),
            ("months", False, "_O"),
            ("years", False, "_O"),
        }

    @pytest.mark.parametrize(
        ("period", "freq", "moment"),
        [
            ("2022", "A", "2022"),
            ("2022-12-31", "A", "2022"),
            ("2024-06-30", "D", "2024-06-30"),
            ("2022-01/2022-11", "_O", "2022-01-01/P11M"),
            ("2012/2022", "_O", "2012-01-01/P11Y"),
        ],
    )
    def test_periods_in_the_terms_of_sdmx(
        self, tables: Tables, period: str, freq: str, moment: str
    ) -> None:
        series = tables.series("gii_rank")
        point = replace(series.latest, period=Period.parse(period))
        (row,) = rows(only(series, point, tables=tables))
        assert (row["FREQ"], row["TIME_PERIOD"], row["PERIOD"]) == (freq, moment, period)

    def test_the_end_of_a_year_stays_a_day_beside_the_year(self, tables: Tables) -> None:
        series = tables.series("gii_rank")
        both = [
            replace(series.latest, period=Period.parse(code))
            for code in ("2021-12-31", "2022", "2022-12-31")
        ]
        taken = only(series, *both, tables=tables)
        assert sorted((r["FREQ"], r["TIME_PERIOD"], r["PERIOD"]) for r in rows(taken)) == [
            ("A", "2021", "2021-12-31"),
            ("A", "2022", "2022"),
            ("D", "2022-12-31", "2022-12-31"),
        ]
        assert len({str(o.dimension) for o in observed(taken)}) == 3

    def test_how_a_value_stands_in_its_period(self, everything: Extract) -> None:
        found = defaultdict(set)
        for row, p in zip(rows(everything), points(everything), strict=True):
            found[row["TIME_PER_COLLECT"]].add(
                "date" if p.period.kind == "date" else p.definition.measure
            )
        assert found["E"] == {"date"}
        assert found["S"] == {"flow", "cumulative"}
        assert found["_Z"] >= {"rank", "rate", "share", "growth"}
        assert len(found) == 3


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


class TestTexts:
    def test_a_row_says_all_of_a_printed_figure(self, tables: Tables) -> None:
        taken = extract(tables, Filters(indicators=("satisfaction",)))
        points_ = {p.period.code: p for p in points(taken)}
        for lang in LANGS:
            for row in rows(taken, lang):
                point = points_[row["PERIOD"]]
                assert row["PRINTED"] == point.figure.printed
                assert row["OBS_STATUS"] == point.status
                assert row["UNIT_MEASURE"] == "points"
                assert row["SOURCE"] == point.source.id
                assert row["LOCATOR"] == point.locator
                assert row["COMMENT"] == point.note(lang)
                assert row["PERIOD_BASIS"] == point.period_basis

    def test_a_derived_figure_has_its_formula_and_all_its_sources(
        self, everything: Extract
    ) -> None:
        derived = [
            (row, p)
            for row, p in zip(rows(everything), points(everything), strict=True)
            if p.derived
        ]
        assert derived
        for row, point in derived:
            assert (row["OBS_STATUS"], row["PRINTED"]) == ("I", "")
            assert row["DERIVATION"].startswith(point.inputs[0].figure.printed)
            assert all(s.title_en in row["SOURCE_TITLE"] for s in point.sources)
        assert sum(bool(row["DERIVATION"]) for row in rows(everything)) == len(derived)

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

    @pytest.mark.parametrize("lang", LANGS)
    def test_texts_are_in_the_language_and_codes_in_none(
        self, everything: Extract, lang: Lang
    ) -> None:
        (first, *_), (other, *_) = rows(everything, lang), rows(everything, "en")
        assert first["TITLE"] == everything.title(lang)
        assert {k: first[k] for k in CODE_LISTS} == {k: other[k] for k in CODE_LISTS}


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


def days(moment: str) -> tuple[date, date]:
    """First and last day of a time of SDMX."""
    start, _, length = moment.partition("/P")
    if not length:
        return (
            (date(int(start), 1, 1), date(int(start), 12, 31))
            if len(start) == 4
            else (date.fromisoformat(start), date.fromisoformat(start))
        )
    first = date.fromisoformat(start)
    months = int(length[:-1]) * {"M": 1, "Y": 12}[length[-1]] + first.month - 1
    after = date(first.year + months // 12, months % 12 + 1, first.day)
    return first, after - timedelta(days=1)
