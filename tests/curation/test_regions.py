"""Facts of regions: rows that go into their own table, and whole tables with their sums."""

from __future__ import annotations

import csv
import io
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from metrics import Tables, load
from metrics.cli.keeping import mend
from metrics.curation.effects import effects
from metrics.curation.study import study
from metrics.tables.loading import tables_of
from metrics.tables.read import Row, file_contents
from tests.curation.filling import run, saved, sheet_of, studied, told
from tests.frozen import FROZEN

CONTENTS = file_contents(FROZEN)
LINES = CONTENTS["regions"].decode().splitlines()
ROWS: list[Row] = list(csv.DictReader(LINES))
NAMES = {"CN": "国内合计", "CN-BJ": "北京市", "CN-GD": "广 东", "CN-HK": "香港"}
ABOVE = [
    ["指标", "designs_granted_domestic"],
    ["来源", "cnipa-yearbook-2022"],
    ["位置", "table-1-1"],
    [],
]


def without(*taken: Row) -> dict[str, bytes]:
    """Return the tables without some facts of regions."""
    kept = [line for line, row in zip(LINES[1:], ROWS, strict=True) if row not in taken]
    return {**CONTENTS, "regions": "".join(f"{line}\n" for line in (LINES[0], *kept)).encode()}


def as_csv(rows: list[Row], **names: str) -> bytes:
    """Write facts under the headings of the table, areas by their names."""
    made = io.StringIO()
    writer = csv.DictWriter(made, ROWS[0].keys())
    writer.writeheader()
    writer.writerows(row | {"area": names.get(row["area"], row["area"])} for row in rows)
    return made.getvalue().encode("gb18030")


def designs(*years: str) -> list[Row]:
    own = [r for r in ROWS if r["indicator"] == "designs_granted_domestic"]
    return [r for r in own if r["period"] in years]


def whole(*rows: list[Any], above: list[list[str]] = ABOVE, name: str = "表") -> bytes:
    """Make a workbook with a whole table of two years."""
    return saved(sheet_of([*above, ["地区", "2021", "2022"], *rows], name))


@pytest.mark.parametrize("names", [NAMES, {}], ids=["by name", "by code"])
def test_rows_of_regions_go_into_their_own_table(names: dict[str, str]) -> None:
    rows = designs("2021", "2022")
    found = study("a.csv", as_csv(rows, **names), without(*rows))
    assert told(found) == []
    assert found.contents == {"regions": CONTENTS["regions"]}
    assert found.after is not None
    assert found.after.version == load().version


def test_the_same_word_for_china_stays_with_economies() -> None:
    fact = next(csv.DictReader(CONTENTS["indicators"].decode().splitlines()))
    assert fact["area"] == "CN"
    found = studied(as_csv([fact, *designs("2021")]))
    assert [one.table for one in found.sorted.same] == ["indicators", *["regions"] * 4]


def test_the_table_itself_is_there_already() -> None:
    # A total without a region beside it is told from China's figure by its name alone.
    alone = [r for r in ROWS if r["period"] == "2018"]
    assert [r["area"] for r in alone] == ["CN"]
    for rows in (as_csv(ROWS, CN="国内合计"), as_csv([r for r in ROWS if r not in alone])):
        found = studied(rows)
        assert told(found) == []
        assert {one.table for one in found.sorted.same} == {"regions"}
        assert not found.sorted.new


def test_a_whole_table_gives_the_same_bytes() -> None:
    rows = designs("2021", "2022")
    table = [["广东省", 30, 22], ["北京", 10, 10], ["香港特区", 2, 2], ["国内", 42, 34]]
    found = study("a.xlsx", whole(*table), without(*rows))
    assert told(found) == []
    assert found.contents == {"regions": CONTENTS["regions"]}


def test_each_column_may_have_its_own_source_and_each_row_its_note() -> None:
    above = [
        *ABOVE[:1],
        ["来源", "cnipa-yearbook-2022", "wdi-2026-01-28"],
        ["位置", "table-1-1"],
        ["状态", "", "B"],
        ["注（中文）", "", "改"],
        ["注（英文）", "", "New."],
        [],
    ]
    heads = ["地区", "2021", "2022", "注（中文）", "注（英文）"]
    rows = [["北京", 10, 11, "甲", "One."], ["广东", 30, 22]]
    found = study(
        "a.xlsx", saved(sheet_of([*above, heads, *rows], "表")), without(*designs("2021", "2022"))
    )
    assert told(found) == []
    new = [one.row for one in found.new]
    assert [(r["area"], r["source"], r["status"], r["note_en"]) for r in new] == [
        ("CN-BJ", "cnipa-yearbook-2022", "A", "One."),
        ("CN-BJ", "wdi-2026-01-28", "B", "One."),
        ("CN-GD", "cnipa-yearbook-2022", "A", ""),
        ("CN-GD", "wdi-2026-01-28", "B", "New."),
    ]


def test_values_have_the_decimals_that_are_printed() -> None:
    above = [["指标", "royalties_trade_growth"], *ABOVE[1:]]
    heads = ["地区", "2020/2021", "2021/2022"]
    found = studied(saved(sheet_of([*above, heads, ["广东", "9.0%", "10%"]], "表")))
    assert [one.row["value"] for one in found.new] == ["9.0", "10"]


class TestSums:
    @pytest.mark.parametrize(
        ("rows", "place", "words"),
        [
            # Of a part of the regions no more is known than that the total is no less.
            ([["北京", 10, 10], ["广东", 30, 25], ["国内", 42, 34]], "表!C8", "35 or more"),
            (
                [["北京", 10, 10], ["国内", 40, 34], ["国外", 8, 6], ["总计", 48, 41]],
                "表!C9",
                "40,",
            ),
            ([["北京", 10, 10], ["总计", 9, 41]], "表!B7", "10 or more"),
        ],
    )
    def test_what_does_not_come_out_is_told_at_the_total(
        self, rows: list[list[Any]], place: str, words: str
    ) -> None:
        (message,) = told(studied(whole(*rows), correct=True))
        assert message.startswith(f"{place}, value")
        assert words in message

    def test_what_is_from_abroad_is_no_figure_of_a_region(self) -> None:
        table = [["北京", 10, 10], ["国内", 42, 34], ["国外", 8, 6], ["总计", 50, 40]]
        found = studied(whole(*table))
        assert told(found) == []
        assert {one.row["area"] for one in found.sorted.same} == {"CN-BJ", "CN"}
        assert [r.place.cell for r in found.remarks if r.code == "sum"] == ["B9", "C9"]

    def test_a_misprinted_total_is_a_row_of_its_own(self) -> None:
        rows = designs("2020")
        before = without(*rows)
        found = study("a.csv", as_csv(rows), before)
        assert told(found) == []
        assert found.after is not None
        shown = effects(tables_of(before), found.after, "en")
        assert [(c.id, c.fails) for c in shown.checks] == [
            ("regions-sum-designs_granted_domestic-2020", True)
        ]


class TestAreasThatNobodyKnows:
    @pytest.mark.parametrize(
        ("area", "words"), [("深圳", "A part of a region"), ("CN-GDD", "CN-GD")]
    )
    def test_in_a_list(self, area: str, words: str) -> None:
        (row, *_) = designs("2021")
        (message,) = told(studied(as_csv([row | {"area": area}, *designs("2022")])))
        assert message.startswith("report.xlsx!B2 (area)")
        assert words in message
        assert "codes.csv (list area or region)" in message

    def test_in_a_whole_table(self) -> None:
        (message,) = told(studied(whole(["北京", 10, 10], ["深圳", 3, 4])))
        assert message.startswith("表!A7, value “深圳”")

    def test_an_economy_has_no_place_among_regions(self) -> None:
        (message,) = told(studied(whole(["北京", 10, 10], ["美国", 3, 4])))
        assert message.startswith("表!A7, value “美国”")


def test_every_problem_of_both_tables_is_told_at_once() -> None:
    fact = next(csv.DictReader(CONTENTS["indicators"].decode().splitlines()))
    own = fact | {"period": "1999", "value": "x"}
    (row, *_) = designs("2021")
    other = row | {"period": "2019", "value": "1"}
    found = studied(as_csv([own, other]))
    assert {f.place.row for f in found.findings} == {2, 3}


def test_effects_are_told_of_the_page_of_regions() -> None:
    rows = designs("2022")
    before = without(*rows)
    found = study("a.csv", as_csv(rows), before)
    assert found.after is not None
    shown = effects(tables_of(before), found.after, "en")
    assert {s.page for s in shown.shown} == {"regions"}
    # The sum of its regions, and the three kinds of patents of the total and of each region.
    assert shown.sums == 1 + 4


class TestFolders:
    @pytest.fixture
    def sent(self, tmp_path: Path) -> Path:
        file = tmp_path / "sent.csv"
        file.write_bytes(as_csv(designs("2021", "2022")))
        return file

    def test_a_folder_without_regions_gets_them(self, copied: Path, sent: Path) -> None:
        (copied / "regions.csv").unlink()
        done = run("import", sent, "--data", copied, "--lang", "en")
        assert done.exit_code == 0, done.output
        assert (copied / "regions.csv").read_text(encoding="utf-8").splitlines()[0] == LINES[0]
        assert len(load(copied).regional.statements) == 8

    def test_what_was_cut_off_is_taken_away_again(
        self, copied: Path, sent: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from metrics.cli import keeping

        (copied / "regions.csv").unlink()
        saving = keeping.save_all

        def killed(folder: Path, files: Any) -> None:
            saving(folder, files)
            if folder == copied:
                raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(keeping, "save_all", killed)
            run("import", sent, "--data", copied)
        assert (copied / "regions.csv").is_file()
        mended = mend(copied)
        assert mended is not None
        assert mended[0] == "restored"
        assert not (copied / "regions.csv").exists()

    def test_a_cell_that_a_whole_column_lacks_is_told_once(self, copied: Path, sent: Path) -> None:
        years = (str(year) for year in range(2010, 2014))
        rows = [r | {"period": y, "status": ""} for y in years for r in designs("2020")]
        sent.write_bytes(as_csv(rows))
        done = run("import", sent, "--data", copied, "--lang", "en")
        assert done.exit_code == 1
        assert done.stderr.count("Fill in status.") == 1
        assert "The same in 15 more lines: 3, 4, 5" in done.stderr


class TestTemplate:
    def test_a_whole_table_has_all_regions_and_their_list(
        self, tmp_path: Path, tables: Tables
    ) -> None:
        file = tmp_path / "a.xlsx"
        words = ("--regions", "--table", "--indicator", "designs_granted_domestic")
        done = run("template", "-o", file, "--lang", "zh", *words)
        assert done.exit_code == 0, done.output
        sheet = load_workbook(BytesIO(file.read_bytes())).worksheets[0]
        down = [cell.value for cell in sheet["A"]]
        head = down.index("地区")
        assert down[head + 1 :] == ["国内合计", "北京", "广东", "香港", "国外", "合计"]
        ranges = {str(v.sqref) for v in sheet.data_validations.dataValidation}
        source = down.index("来源") + 1
        assert f"B{source}:E{source}" in ranges

    def test_a_list_has_a_row_for_each_region_that_is_chosen_by_name(self, tmp_path: Path) -> None:
        file = tmp_path / "a.xlsx"
        words = ("--regions", "--indicator", "designs_granted_domestic", "--period", "2023")
        assert run("template", "-o", file, "--lang", "en", *words).exit_code == 0
        book = load_workbook(BytesIO(file.read_bytes()))
        sheet = book["Fill in"]
        heads = [cell.value for cell in sheet[4]]
        area = heads.index("Region") + 1
        own = [sheet.cell(row, area).value for row in range(5, 9)]
        assert own == ["Domestic total", "Beijing", "Guangdong", "Hong Kong"]
        lists = [[c.value for c in column if c.value] for column in book["Lists"].columns]
        assert any(c[-4:] == own for c in lists)

    def test_a_filled_whole_table_comes_back(self, tmp_path: Path) -> None:
        file = tmp_path / "a.xlsx"
        words = ("--regions", "--table", "--indicator", "designs_granted_domestic")
        run("template", "-o", file, "--lang", "en", "--source", "cnipa-yearbook-2022", *words)
        book = load_workbook(file)
        sheet = book.worksheets[0]
        rows = {cell.value: cell.row for cell in sheet["A"]}
        years = {cell.value: cell.column for cell in sheet[rows["Region"]]}
        sheet.cell(rows["Locator"], 2).value = "table-1-1"
        for row in designs("2021", "2022"):
            name = load().regional.label("area", row["area"], "en")
            sheet.cell(rows[name], years[row["period"]]).value = row["printed"]
        sheet.cell(rows["Foreign"], years["2022"]).value = "6"
        sheet.cell(rows["Total"], years["2022"]).value = "40"
        found = study("a.xlsx", saved(book), without(*designs("2021", "2022")))
        assert told(found) == []
        assert found.contents == {"regions": CONTENTS["regions"]}
