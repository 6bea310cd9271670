"""References that name nothing, keys that only look different, and ids that were changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics import load
from tests.tables.rows import broken, dozen, places, problems, read, row_of, write

FACTS = "indicators.csv"
SHARE = {"indicator": "patent_intensive_share_gdp", "source": "cnipa-notice-509"}
DIFFERENT = {"note_zh": "两处不同。", "note_en": "They differ."}


@pytest.mark.parametrize(
    ("table", "where", "change", "column", "code", "says"),
    [
        ("indicators", SHARE, {"source": "nowhere"}, "source", "unknown", "a id of sources"),
        (
            "indicators",
            SHARE,
            {"source": "cnipa-notice-59"},
            "source",
            "unknown_near",
            "cnipa-notice-509",
        ),
        (
            "indicators",
            SHARE,
            {"source": "CNIPA-notice-509"},
            "source",
            "spelling",
            "cnipa-notice-509",
        ),
        (
            "indicators",
            SHARE,
            {"source": "cnipa–notice-509"},
            "source",
            "spelling",
            "cnipa-notice-509",
        ),
        (
            "indicators",
            SHARE,
            {"indicator": "gdp share"},
            "indicator",
            "unknown",
            "definitions.csv",
        ),
        ("indicators", SHARE, {"area": "cn"}, "area", "spelling", "CN"),
        ("indicators", SHARE, {"area": "CHN"}, "area", "enum_near", "CN, as it seems"),
        ("indicators", SHARE, {"area": "XX"}, "area", "enum", "one of: CN"),
        ("indicators", SHARE, {"area": "KR"}, "area", "unnamed", "list area"),
        ("indicators", SHARE, {"status": "Ａ"}, "status", "spelling", "A"),
        ("indicators", SHARE, {"locator": "nowhere/1"}, "locator", "unnamed", "list heading"),
        ("indicators", SHARE, {"locator": "tex"}, "locator", "unnamed_near", "text, as it seems"),
        (
            "indicators",
            {"indicator": "agencies_closed"},
            {"locator": "a-interests"},
            "locator",
            "no_place",
            "outline of cnipa-work-report-2023",
        ),
        (
            "indicators",
            SHARE,
            {"differs_from": "nowhere"} | DIFFERENT,
            "differs_from",
            "unknown",
            "sources",
        ),
        (
            "indicators",
            SHARE,
            {"differs_from": "scio-2023-04-24"} | DIFFERENT,
            "differs_from",
            "differs_none",
            "scio-2023-04-24 does not",
        ),
        (
            "indicators",
            SHARE,
            {"differs_from": "cnipa-notice-509"} | DIFFERENT,
            "differs_from",
            "differs_none",
            "states the same figure",
        ),
        ("events", {"kind": "session"}, {"source": "nowhere"}, "source", "unknown", "sources.csv"),
        (
            "definitions",
            {"id": "satisfaction_change"},
            {"relates_to": "joy"},
            "relates_to",
            "unknown",
            "definitions",
        ),
        (
            "definitions",
            {"id": "satisfaction_change"},
            {"relates_to": "satisfaction_change"},
            "relates_to",
            "itself",
            "another",
        ),
        (
            "definitions",
            {"id": "satisfaction_change"},
            {"relates_to": ""},
            "relates_to",
            "required_with",
            "empty",
        ),
        (
            "definitions",
            {"id": "satisfaction_change"},
            {"relation": ""},
            "relation",
            "required_with",
            "empty",
        ),
        (
            "derivations",
            {},
            {"inputs": "satisfaction@1999 gii_rank@2022"},
            "inputs",
            "input",
            "satisfaction@1999 names none",
        ),
        (
            "derivations",
            {},
            {"inputs": "satisfaction@2014 gii_rank@2022"},
            "inputs",
            "itself",
            "follows from itself",
        ),
        (
            "relations",
            {"id": "clusters-5"},
            {"left": "clusters_top5@2021"},
            "left",
            "input",
            "clusters_top5@2021 names none",
        ),
        (
            "relations",
            {"id": "gii-before"},
            {"right": "gii_rank@JP@2022"},
            "right",
            "input",
            "gii_rank@JP@2022 names none",
        ),
        (
            "relations",
            {"id": "gii-before"},
            {"right": "gii_rank@US@2022"},
            "right",
            "itself",
            "another figure",
        ),
        (
            "relations",
            {"id": "clusters-5"},
            {"source": "nowhere"},
            "source",
            "unknown",
            "sources.csv",
        ),
        (
            "explanations",
            {"numeral": "第一"},
            {"numeral": "第九"},
            "numeral",
            "numeral",
            "numeral of the context",
        ),
        (
            "outline",
            {"locator": "progress"},
            {"locator": "nowhere/p1"},
            "locator",
            "unnamed",
            "heading",
        ),
        (
            "codes",
            {"list": "theme", "code": "creation"},
            {"code": "making"},
            "code",
            "no_code",
            "column theme",
        ),
        (
            "codes",
            {"list": "theme", "code": "creation"},
            {"list": "themes"},
            "list",
            "no_list",
            "theme",
        ),
    ],
)
def test_what_names_nothing(
    tmp_path: Path,
    table: str,
    where: dict[str, str],
    change: dict[str, str],
    column: str,
    code: str,
    says: str,
) -> None:
    line, found = broken(dozen(tmp_path), change, table=table, **where)
    assert places(found) == [(f"{table}.csv", line, column, code)]
    assert says in found[0].message("en")


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("sources", "cnipa-work-report-2023", "cnipa-work-report-2024"),
        ("definitions", "gii_rank", "gii_ranks"),
        ("definitions", "invention_patents_in_force", "invention_patents_inforce"),
    ],
)
def test_a_changed_id_is_blamed_once(tmp_path: Path, table: str, old: str, new: str) -> None:
    """Many rows still name it: not they are at fault."""
    line, found = broken(dozen(tmp_path), {"id": new}, table=table, id=old)
    assert places(found) == [(f"{table}.csv", line, "id", "changed_id")]
    assert f"Write {old} here again" in found[0].message("en")


def test_a_changed_heading_is_blamed_once(tmp_path: Path) -> None:
    line, found = broken(
        dozen(tmp_path), {"code": "decade-economi"}, table="codes", code="decade-economy"
    )
    assert places(found) == [("codes.csv", line, "code", "changed_id")]


def test_one_name_that_nothing_has_is_one_problem(tmp_path: Path) -> None:
    path = dozen(tmp_path) / FACTS
    rows = read(path)
    lines = [n for n, r in enumerate(rows, 2) if r["source"] == "cnipa-work-report-2023"]
    for line in lines:
        rows[line - 2]["source"] = "nowhere"
    write(path, rows)
    found = problems(tmp_path)
    assert places(found) == [(FACTS, lines[0], "source", "unknown")]
    assert found[0].also == tuple(lines[1:])


@pytest.mark.parametrize(
    ("table", "where", "change", "column"),
    [
        ("events", {"kind": "session"}, {"title_en": "Regulations on  copyright"}, "title_en"),
        ("events", {"kind": "session"}, {"title_en": "REGULATIONS ON COPYRIGHT"}, "title_en"),
        ("events", {"kind": "session"}, {"title_en": "Regulations on сopyright"}, "title_en"),
        ("events", {"kind": "session"}, {"title_en": "Ｒegulations on copyright"}, "title_en"),
    ],
)
def test_keys_that_only_look_different(
    tmp_path: Path, table: str, where: dict[str, str], change: dict[str, str], column: str
) -> None:
    path = dozen(tmp_path) / f"{table}.csv"
    rows = read(path)
    row = rows[row_of(rows, **where)]
    first = len(rows) + 2
    rows += [row | {column: "Regulations on copyright"}, row | change]
    write(path, rows)
    found = problems(tmp_path)
    assert places(found) == [(f"{table}.csv", first + 1, column, "twin")]
    assert f"line {first}" in found[0].message("en")


def test_ids_that_only_look_different(tmp_path: Path) -> None:
    path = dozen(tmp_path) / "units.csv"
    rows = read(path)
    rows.append(rows[row_of(rows, id="patents_per_10k")] | {"id": "patents-per-10k"})
    write(path, rows)
    assert places(problems(tmp_path)) == [("units.csv", len(rows) + 1, "id", "twin")]


def test_a_line_that_cannot_be_read_lacks_nothing(tmp_path: Path) -> None:
    """What names the figure of an unreadable row is not blamed."""
    path = dozen(tmp_path) / FACTS
    text = path.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(text) if line.startswith("clusters_top5"))
    text[at] += ",more"
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    assert places(problems(tmp_path)) == [(FACTS, at + 1, "", "uneven")]


def test_most_series_of_a_concept_are_right(tmp_path: Path) -> None:
    path = dozen(tmp_path) / "definitions.csv"
    rows = read(path)
    first = rows[row_of(rows, id="gii_rank")]
    rows += [first | {"id": f"gii_rank_{n}", "position": str(2000 + n)} for n in (1, 2)]
    first["name_en"] = "Global Innovation Index"
    write(path, rows)
    found = problems(tmp_path)
    line = rows.index(first) + 2
    assert places(found) == [("definitions.csv", line, "name_en", "concept")]
    assert "“Global Innovation Index rank”" in found[0].message("en")


def test_the_tables_of_a_dozen_facts_are_sound(tmp_path: Path) -> None:
    tables = load(dozen(tmp_path))
    assert len(tables.statements) == 28
    assert tables.series("satisfaction").points[0].derived
