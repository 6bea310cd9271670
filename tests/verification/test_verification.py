"""Facts at their places and numerals accounted for, on small made-up texts."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from metrics import Tables, load
from metrics.cli import main
from metrics.verification import CLASSES, account, documents, find_text, marked, passages, verify
from metrics.verification.flatten import flatten
from metrics.verification.library import NoTextsError
from metrics.verification.locators import Opening, outline
from metrics.verification.marks import marks_of
from metrics.verification.model import Account, Claim, Explanation
from metrics.verification.reading import read_text

TEXT = """某局工作报告

2022年进展

（一）抓好创造。
一是严把授权。授予证书51.7万件，新建10家中心和48个站点，支持38个城市。
二是促进运用。贷款达612.4亿元，连续三年保持25%以上增长；金额超55亿元，约占当地的1/4。
（二）强化保护。一是受理4.3万件。二是带动1200余家学校。

十年成就

总量达83.6万件，位居世界第一，连续五年上升，第三次入选。在三片林区建站。
"""
OPENINGS = (
    Opening("made", "progress", "（一）抓好创造"),
    Opening("made", "decade", "十年成就"),
    Opening("made", "decade/p1", "总量达"),
)
ROWS = (
    Explanation("made", "三片林区", "三", "name"),
    Explanation("made", "十年成就", "十", "span"),
)


def claim(
    indicator: str, locator: str, printed: str, qualifier: str = "exact", **more: str
) -> Claim:
    return Claim(indicator, "CN", more.get("period", "2022"), "s", locator, printed, qualifier)


CLAIMS = (
    claim("granted", "progress/1/1", "51.7万件"),
    claim("centres", "progress/1/1", "10家"),
    claim("stations", "progress/1/1", "48个"),
    claim("cities", "progress/1/1", "38个"),
    claim("pledge", "progress/1/2", "612.4亿元"),
    claim("streak", "progress/1/2", "连续三年"),
    *(
        claim("growth", "progress/1/2", "25%以上", "at_least", period=f"{y}/{y + 1}")
        for y in (2019, 2020, 2021)
    ),
    claim("amount", "progress/1/2", "超55亿元", "over"),
    claim("share", "progress/1/2", "约占当地的1/4", "about"),
    claim("cases", "progress/2/1", "4.3万件"),
    claim("schools", "progress/2/2", "1200余家", "over"),
    claim("stock", "decade/p1", "83.6万件"),
    claim("rank", "decade/p1", "世界第一"),
    claim("rise", "decade/p1", "连续五年"),
    claim("chosen", "decade/p1", "第三次"),
)
READING = read_text("made", TEXT, OPENINGS, ROWS)


def held(*changed: Claim, without: str = "") -> Account:
    """Hold the made-up facts, some changed or one left out, against the made-up text."""
    other = {c.indicator for c in changed} | {without}
    return account(READING, [*(c for c in CLAIMS if c.indicator not in other), *changed])


def fault_of(changed: Claim) -> tuple[str, tuple[str, ...]]:
    done = held(changed)
    (miss,) = [m for m in done.missed if m.claim == changed]
    assert not done.sound
    return miss.fault, miss.says


class TestPlaces:
    def test_numbers_are_read_from_the_text(self) -> None:
        assert list(READING.outline.places) == [
            "progress",
            "progress/1",
            "progress/1/1",
            "progress/1/2",
            "progress/2",
            "progress/2/1",
            "progress/2/2",
            "decade",
            "decade/p1",
        ]

    def test_a_place_holds_what_no_smaller_place_holds(self) -> None:
        text = READING.flat.text
        ((start, end),) = READING.outline.spans("progress/1")
        assert text[start:end] == "(一)抓好创造。"
        assert READING.outline.spans("progress") == ()
        ((start, end),) = READING.outline.spans("progress/2/1#2")
        assert text[start:end] == "一是受理4.3万件。"

    def test_no_place_has_none(self) -> None:
        assert READING.outline.spans("progress/7") == READING.outline.spans("nowhere") == ()
        assert READING.outline.at(0) == ""
        assert READING.outline.at(len(READING.flat.text) - 1) == "decade/p1"

    def test_items_without_parts(self) -> None:
        flat = flatten("一、意义统一要求如下：\n一要甲，统一是乙；二要丙。三要丁")
        found = outline(flat, [Opening("made", "h", "一、意义")])
        assert [flat.text[a:b] for a, b in found.spans("h/2")] == ["二要丙。"]
        assert "h/3" in found.places

    def test_a_missing_number_does_not_end_the_list(self) -> None:
        flat = flatten("（一）甲。（三）丙。一是丁。四是戊。")
        found = outline(flat, [Opening("made", "h", "（一）甲")])
        assert list(found.places) == ["h", "h/1", "h/3", "h/3/1", "h/3/4"]

    def test_missing_and_doubtful_places(self) -> None:
        openings = [
            Opening("made", "a", "甲"),
            Opening("made", "b", "乙"),
            Opening("made", "c", "、"),
        ]
        found = outline(flatten("甲、丙、丁"), openings)
        assert (found.missing, found.doubtful) == (("b",), ("c",))


class TestFacts:
    def test_all_stand_and_nothing_is_left(self) -> None:
        done = account(READING, CLAIMS)
        assert done.sound
        assert len(done.found) == len(CLAIMS)
        assert done.figures == len(CLAIMS) - 2
        assert done.counts == {"date": 1, "marker": 6, "span": 1, "name": 1}

    @pytest.mark.parametrize(
        ("indicator", "change", "fault"),
        [
            ("granted", {"printed": "51.9万件"}, "absent"),
            ("granted", {"printed": "1.7万件"}, "absent"),
            ("granted", {"printed": "超51.7万件", "qualifier": "over"}, "absent"),
            ("granted", {"qualifier": "over"}, "qualifier"),
            ("granted", {"locator": "progress/1/2"}, "elsewhere"),
            ("granted", {"locator": "progress/1"}, "elsewhere"),
            ("granted", {"locator": "progress"}, "no_place"),
            ("granted", {"locator": "progress/1/9"}, "no_place"),
            ("granted", {"locator": "nowhere"}, "no_place"),
            ("granted", {"locator": "progress/1/1#2"}, "numbered"),
            ("amount", {"printed": "55亿元", "qualifier": "exact"}, "qualifier"),
            ("amount", {"printed": "近55亿元", "qualifier": "near"}, "absent"),
            ("share", {"printed": "占当地的1/4", "qualifier": "exact"}, "qualifier"),
            ("share", {"printed": "1/4", "qualifier": "exact"}, "qualifier"),
            ("schools", {"printed": "1200家", "qualifier": "exact"}, "absent"),
            ("schools", {"printed": "200余家"}, "absent"),
            ("cases", {"printed": "3万件"}, "absent"),
            ("rank", {"printed": "世界第二"}, "absent"),
            ("rank", {"printed": "世界"}, "absent"),
            ("rank", {"printed": ""}, "absent"),
        ],
    )
    def test_what_is_wrong_is_named(
        self, indicator: str, change: dict[str, str], fault: str
    ) -> None:
        own = next(c for c in CLAIMS if c.indicator == indicator)
        assert fault_of(replace(own, **change))[0] == fault

    def test_the_other_place_is_named(self) -> None:
        own = next(c for c in CLAIMS if c.indicator == "cases")
        assert fault_of(replace(own, locator="decade/p1")) == ("elsewhere", ("progress/2/1",))

    def test_what_stands_there_instead_is_told(self) -> None:
        own = next(c for c in CLAIMS if c.indicator == "cases")
        assert fault_of(replace(own, printed="4.9万件"))[1] == (
            ")强化保护。一是受理[4.3万]件。二是带动1200",
        )

    def test_one_figure_becomes_one_fact(self) -> None:
        """38 keyed as 48, which stands there too: for another fact."""
        done = held(claim("cities", "progress/1/1", "48个"))
        assert [(m.claim.indicator, m.fault) for m in done.missed] == [("stations", "taken")]
        assert [left.numeral.text for left in done.leftovers] == ["38"]

    def test_a_rate_kept_for_years_is_a_fact_for_each(self) -> None:
        two = [c for c in CLAIMS if c.period != "2020/2021"]
        (left,) = account(READING, two).leftovers
        assert (left.numeral.text, left.wanted, left.given) == ("25%", 3, 2)
        four = claim("growth", "progress/1/2", "25%以上", "at_least", period="2018/2019")
        assert [m.fault for m in account(READING, [*CLAIMS, four]).missed] == ["taken"]

    @pytest.mark.parametrize("own", CLAIMS, ids=lambda c: f"{c.indicator}-{c.period[:4]}")
    def test_a_removed_fact_leaves_its_numeral_over(self, own: Claim) -> None:
        done = account(READING, [c for c in CLAIMS if c != own])
        assert len(done.leftovers) == 1
        assert done.leftovers[0].place == own.locator

    def test_a_copy_that_lacks_pages(self) -> None:
        text = TEXT[: TEXT.index("（二）")]
        done = account(read_text("made", text, OPENINGS, ROWS), CLAIMS)
        assert done.reading.outline.missing == ("decade", "decade/p1")
        assert {m.fault for m in done.missed} == {"no_place"}
        assert not done.complete
        assert done.idle == ()

    def test_an_explanation_of_nothing_is_told(self) -> None:
        rows = (*ROWS, Explanation("made", "2022年", "2022", "noise"))
        done = account(read_text("made", TEXT, OPENINGS, rows), CLAIMS)
        assert done.idle == rows[-1:]
        assert not done.sound

    def test_a_row_of_another_document_explains_nothing_here(self) -> None:
        rows = (replace(ROWS[0], document="other"), ROWS[1])
        done = account(read_text("made", TEXT, OPENINGS, rows), CLAIMS)
        assert [left.numeral.text for left in done.leftovers] == ["三"]

    @given(
        st.text(max_size=150), st.text(max_size=8), st.text(alphabet="（一）是1万。超", max_size=40)
    )
    def test_any_text_and_any_form_is_read(self, text: str, printed: str, signs: str) -> None:
        reading = read_text("made", text + signs, OPENINGS, ROWS)
        done = account(reading, [claim("x", "progress/1/1", printed), claim("y", "decade", signs)])
        marks = marks_of(done)
        assert len(done.missed) + len(done.found) == 2
        assert all(a.end <= b.start for a, b in pairwise(marks))


class TestMarks:
    def test_figures_carry_their_facts_and_the_rest_its_class(self) -> None:
        marks = marks_of(account(READING, CLAIMS[:1]))
        told = {TEXT[m.start : m.end]: (len(m.claims), m.code, m.left_over) for m in marks}
        assert told["51.7万件"] == (1, "", False)
        assert told["2022"] == (0, "date", False)
        assert told["612.4亿"] == (0, "", True)

    def test_marks_stand_in_the_original(self) -> None:
        copy = TEXT.replace("51.7万", "５１．\n７ 万")
        done = account(read_text("made", copy, OPENINGS, ROWS), CLAIMS)
        assert done.sound
        assert "５１．\n７ 万件" in {copy[m.start : m.end] for m in marks_of(done) if m.claims}

    def test_a_figure_of_several_facts_is_marked_once(self) -> None:
        marks = marks_of(account(READING, CLAIMS))
        (mark,) = [m for m in marks if TEXT[m.start : m.end] == "25%以上"]
        assert [c.period for c in mark.claims] == ["2019/2020", "2020/2021", "2021/2022"]

    def test_passages_of_the_original(self) -> None:
        ((start, end),) = passages(READING, "progress/2/2")
        assert TEXT[start:end].startswith("二是带动1200余家学校。")
        assert passages(READING, "nowhere") == ()

    def test_an_unknown_document_is_marked_by_class_alone(self, tables: Tables) -> None:
        text = "2022年新建10家"
        assert [m.code for m in marked(text, "no-document", tables)] == ["date", ""]


def at_hand(folder: Path, document: str) -> Path:
    """Return A folder with one document that holds next to nothing."""
    folder.mkdir(exist_ok=True)
    (folder / f"{document}.txt").write_text("2022年新建10家。", "utf-8")
    return folder


class TestFolders:
    def test_documents_that_are_not_there(self, tables: Tables, tmp_path: Path) -> None:
        done = verify(tables, at_hand(tmp_path, "shen-2020-article"))
        assert [a.reading.document for a in done.accounts] == ["shen-2020-article"]
        assert len(done.unread) == len(documents(tables)) - 1
        assert done.unread_facts == 89
        assert not done.sound

    def test_a_folder_without_texts(self, tables: Tables, tmp_path: Path) -> None:
        with pytest.raises(NoTextsError, match=r"shen-2020-article\.txt"):
            verify(tables, tmp_path)

    def test_a_folder_in_the_place_of_a_text(self, tmp_path: Path) -> None:
        (tmp_path / "made.txt").mkdir()
        assert find_text(tmp_path, "made") is None


class TestTables:
    def test_classes_have_names(self, tables: Tables) -> None:
        assert tables.codes("numeral_class") == CLASSES

    def test_outlines_name_places_of_facts(self, tables: Tables) -> None:
        known = {
            (r.document, r.locator.split("/")[0]) for r in tables.frames["outline"].itertuples()
        }
        for o in tables.statements:
            if o.source.document:
                heading = o.locator.partition("#")[0].split("/")[0]
                assert (o.source.document, heading) in known, o.locator

    def test_rows_are_few_signs(self, tables: Tables) -> None:
        assert len(tables.frames["explanations"]) <= 12
        for name, column in (("explanations", "context"), ("outline", "opens")):
            assert tables.frames[name][column].str.len().max() <= 24

    def test_a_numeral_outside_its_context_is_a_problem(self, copied: Path) -> None:
        path = copied / "explanations.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        rows[0]["numeral"] = "七"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        with pytest.raises(Exception, match=r"explanations\.csv line 2, column numeral"):
            load(copied)


class TestCommand:
    def test_faults_and_leftovers_are_listed(self, tmp_path: Path) -> None:
        folder = at_hand(tmp_path, "shen-2020-article")
        done = CliRunner().invoke(main, ["verify", "--sources", str(folder), "--lang", "en"])
        assert done.exit_code == 1
        assert "0 of 2 facts" in done.output
        assert "pages are missing" in done.output
        assert "新建[10]家" in done.output
        assert "has no cnipa-work-report-2023" in done.output

    def test_the_same_as_json(self, tmp_path: Path) -> None:
        folder = at_hand(tmp_path, "shen-2020-article")
        done = CliRunner().invoke(main, ["verify", "--sources", str(folder), "--format", "json"])
        assert done.exit_code == 1
        told = json.loads(done.output)
        assert told["sound"] is False
        assert told["documents"][0]["classes"] == {"date": 1}
        assert told["documents"][0]["left_over"][0]["span"] == [7, 9]
        assert {m["fault"] for m in told["documents"][0]["missed"]} == {"no_place"}

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_a_folder_without_texts_says_what_it_should_have(
        self, tmp_path: Path, lang: str
    ) -> None:
        done = CliRunner().invoke(main, ["verify", "--sources", str(tmp_path), "--lang", lang])
        assert done.exit_code == 2
        assert "cnipa-work-report-2023.txt" in done.output

    def test_without_a_folder_the_option_is_asked_for(self) -> None:
        done = CliRunner().invoke(main, ["verify"], env={"REPORTS_DIR": ""})
        assert done.exit_code == 2
        assert "--sources" in done.output
