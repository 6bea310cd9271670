"""Passages and whole texts as they are shown, on made-up texts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import Tables
from metrics.locale import LANGS, Lang
from metrics.verification import account, claim_of, claims, documents
from metrics.verification.copies import AT_END, LONGEST, Copy, name_of, read_copy, stamp
from metrics.verification.excerpts import Paragraph, Passage, excerpts, sheet
from metrics.verification.locators import Opening
from metrics.verification.marks import Mark
from metrics.verification.messages import fact_words, miss_words, place_words, title_words
from metrics.verification.model import Claim
from metrics.verification.paragraphs import (
    is_heading,
    paragraphs,
    segments,
    sentences,
    shown_signs,
)
from metrics.verification.reading import read_text
from tests.invented import invented, shelf, without, wrapped

REPORT = "cnipa-work-report-2023"
TEXT = """某局报告

（一）抓好创造。
一是授证51.7万件，新建10家中心。支持学校。再建48个站点！覆盖全境。
二是贷款达612.4亿元；金额超55亿元。
（二）强化保护。
"""
OPENINGS = (Opening("made", "progress", "（一）抓好"), Opening("made", "decade", "十年成就"))
CLAIMS = tuple(
    Claim(name, "CN", "2022", "s", locator, printed, qualifier)
    for name, locator, printed, qualifier in (
        ("granted", "progress/1/1", "51.7万件", "exact"),
        ("centres", "progress/1/1", "10家", "exact"),
        ("stations", "progress/1/1", "48个", "exact"),
        ("pledge", "progress/1/2", "612.4亿元", "exact"),
        ("amount", "progress/1/2", "超55亿元", "over"),
    )
)


@pytest.fixture(scope="module")
def folder(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelf(tables, tmp_path_factory.mktemp("texts"))


def made(text: str = TEXT, gaps: dict[int, tuple[str, ...]] | None = None) -> Copy:
    done = account(read_text("made", text, OPENINGS), CLAIMS)
    return Copy("made", "read", text, done, gaps=gaps)


def words(passage: Passage) -> list[str]:
    """Each run with its marks in brackets."""
    return ["".join(f"[{s.text}]" if s.mark else s.text for s in run) for run in passage.runs]


def plain(paragraph: Paragraph) -> str:
    return "".join(s.text for s in paragraph.segments)


def named(*indicators: str) -> set[str]:
    return {name_of(c) for c in CLAIMS if c.indicator in indicators}


class TestParagraphs:
    def parts(self, text: str, dropped: tuple[tuple[int, int], ...] = ()) -> list[str]:
        return [text[a:b] for a, b in paragraphs(text, dropped)]

    def test_a_line_is_one_and_blank_lines_are_none(self) -> None:
        assert self.parts("甲。\n\n  乙。\n丙") == ["甲。", "乙。", "丙"]
        assert self.parts("") == self.parts(" \n\n") == []

    def test_wrapped_lines_are_joined(self) -> None:
        long = "寅卯辰巳午未申酉戌亥，" * 6 + "完毕。"
        assert self.parts(wrapped(long)) == [wrapped(long)]
        assert self.parts(f"{wrapped(long)}\n短题\n{wrapped(long)}")[1] == "短题"

    def test_a_line_that_a_page_broke_off_goes_on(self) -> None:
        broken = "寅卯辰巳午未申酉戌亥" * 7 + "，其中甲乙"
        rest = "丙丁戊己庚辛" * 12 + "。"
        assert self.parts(f"{broken}\n\n{rest}\n下一段。") == [f"{broken}\n\n{rest}", "下一段。"]
        for short in ("甲、\n\n乙。", "甲是丙。丁\n\n戊。"):
            assert self.parts(short) == [short]

    def test_a_page_number_ends_none_that_goes_on(self) -> None:
        text = "甲乙丙，\n— 3 —\n丁戊。\n— 4 —\n己。"
        dropped = ((5, 10), (15, 20))
        assert [text[a:b].strip() for a, b in dropped] == ["— 3 —", "— 4 —"]
        assert self.parts(text, dropped) == ["甲乙丙，\n— 3 —\n丁戊。", "— 4 —", "己。"]

    @given(st.text(alphabet="甲，。\n 1—\f", max_size=60))
    def test_nothing_but_blanks_is_left_out(self, text: str) -> None:
        spans = paragraphs(text)
        assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())

    def test_headings_are_short_and_no_sentences(self) -> None:
        assert [
            is_heading(w) for w in ("十年成就", "为何如此？", "“甲。”", "目录 12", "", "甲；")
        ] == [
            True,
            True,
            False,
            False,
            False,
            False,
        ]

    def test_sentences_keep_their_quotes(self) -> None:
        text = "甲“乙。”丙！丁"
        assert [text[a:b] for a, b in sentences(text, (0, len(text)))] == ["甲“乙。”", "丙！", "丁"]

    def test_breaks_vanish_and_blanks_stay(self) -> None:
        assert "".join(shown_signs("５１．\n７ 万\x00件 a\nb\r\n甲")) == "５１．７ 万件 a b甲"

    @given(st.text(max_size=80))
    def test_every_sign_is_shown_as_something(self, text: str) -> None:
        assert len(shown_signs(text)) == len(text)

    def test_segments_are_cut_at_marks_and_at_the_edges(self) -> None:
        marks = list(enumerate([Mark(0, 2, code="date"), Mark(3, 5), Mark(8, 9)]))
        cut = segments(tuple("甲乙丙丁戊己庚辛壬"), (1, 7), marks)
        assert [(s.text, s.number) for s in cut] == [
            ("乙", 0),
            ("丙", -1),
            ("丁戊", 1),
            ("己庚", -1),
        ]


class TestExcerpts:
    def test_whole_sentences_around_the_figure(self) -> None:
        (passage,) = excerpts(made(), named("stations"))
        assert words(passage) == ["再建[48个]站点！"]
        assert [c.indicator for c in passage.claims] == ["stations"]

    def test_figures_of_one_place_are_one_passage(self) -> None:
        (passage,) = excerpts(made(), named("granted", "centres", "stations"))
        assert words(passage) == ["一是授证[51.7万件]，新建[10家]中心。", "再建[48个]站点！"]

    def test_sentences_that_follow_each_other_are_one_run(self) -> None:
        text = TEXT.replace("支持学校。", "")
        (passage,) = excerpts(made(text), named("centres", "stations"))
        assert words(passage) == ["一是授证51.7万件，新建[10家]中心。再建[48个]站点！"]

    def test_each_place_is_a_passage_in_the_order_of_the_text(self) -> None:
        found = excerpts(made(), {name_of(c) for c in CLAIMS})
        assert [p.locator for p in found] == ["progress/1/1", "progress/1/2"]

    def test_breaks_and_page_numbers_are_left_out(self) -> None:
        text = TEXT.replace("612.4亿元", "612.\n— 7 —\n4亿元")
        (passage,) = excerpts(made(text), named("pledge"))
        assert words(passage) == ["二是贷款达[612.4亿元]；金额超55亿元。"]

    def test_what_is_not_found_has_none(self) -> None:
        assert excerpts(made(), {"granted@CN@2021@progress/1/1"}) == ()
        assert excerpts(Copy("made", "absent"), named("granted")) == ()


class TestSheets:
    def test_paragraphs_with_every_mark(self) -> None:
        copy = made()
        shown = sheet(copy)
        assert [plain(p)[:5] for p in shown] == [
            "某局报告",
            "（一）抓好",
            "一是授证5",
            "二是贷款达",
            "（二）强化",
        ]
        assert [p.heading for p in shown] == [True, False, False, False, False]
        numbers = [s.number for p in shown for s in p.segments if s.mark]
        assert numbers == list(range(len(copy.marks)))

    def test_what_the_text_lacks_stands_where_it_should(self) -> None:
        gaps = {TEXT.index("二是"): ("a", "b"), AT_END: ("c",)}
        shown = sheet(made(gaps=gaps))
        assert [p.lacking for p in shown if p.lacking] == [("a", "b"), ("c",)]
        assert plain(shown[3]).startswith("二是")
        assert shown[-1].segments == ()

    def test_no_copy_has_no_paragraphs(self) -> None:
        assert sheet(Copy("made", "empty")) == ()


class TestCopies:
    def test_made_up_texts_are_sound(self, tables: Tables, folder: Path) -> None:
        for document in documents(tables):
            copy = read_copy(tables, folder, document)
            assert copy.state == "read"
            assert copy.account is not None
            assert copy.account.sound, document
            assert copy.gaps == {}

    def test_names_of_facts_are_their_own(self, tables: Tables, folder: Path) -> None:
        for document in documents(tables):
            own = claims(tables, document)
            copy = read_copy(tables, folder, document)
            assert len({name_of(c) for c in own}) == len(own) == len(copy.numbers)
            for claim in own:
                (passage,) = excerpts(copy, {name_of(claim)})
                assert f"[{claim.printed}]" in "".join(words(passage))

    @pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
    def test_encodings(self, tables: Tables, tmp_path: Path, encoding: str) -> None:
        text = invented(tables, REPORT)
        (tmp_path / f"{REPORT}.txt").write_bytes(text.encode(encoding))
        assert read_copy(tables, tmp_path, REPORT).state == "read"

    @pytest.mark.parametrize(
        ("raw", "state"),
        [
            (b"", "empty"),
            (" \n\u3000".encode(), "empty"),
            (b"%PDF-1.7\n" + bytes(range(256)) * 20, "garbled"),
            (b"A text in English, and nothing else.", "garbled"),
            ("知识产权的另一份文本，与此无关。".encode(), "foreign"),
            (b" " * (LONGEST + 1), "large"),
        ],
    )
    def test_what_is_wrong_with_a_file(
        self, tables: Tables, tmp_path: Path, raw: bytes, state: str
    ) -> None:
        (tmp_path / f"{REPORT}.txt").write_bytes(raw)
        copy = read_copy(tables, tmp_path, REPORT)
        assert (copy.state, copy.account, copy.marks) == (state, None, ())

    def test_a_folder_or_nothing_in_the_place_of_a_file(
        self, tables: Tables, tmp_path: Path
    ) -> None:
        (tmp_path / f"{REPORT}.txt").mkdir()
        assert read_copy(tables, tmp_path, REPORT).state == "unreadable"
        assert read_copy(tables, tmp_path / "none", REPORT).state == "absent"
        assert stamp(tmp_path / "none", REPORT) == (0, 0, 0)
        assert read_copy(tables, Path("a\0b"), REPORT).state == "unreadable"

    def test_another_document_is_named(self, tables: Tables, tmp_path: Path) -> None:
        (tmp_path / f"{REPORT}.txt").write_text(invented(tables, "hdu-reader-2024-24"), "utf-8")
        copy = read_copy(tables, tmp_path, REPORT)
        assert (copy.state, copy.like) == ("foreign", "hdu-reader-2024-24")

    def test_missing_pages_are_told_at_their_place(self, tables: Tables, tmp_path: Path) -> None:
        text = without(invented(tables, REPORT), "新时代十年，系统擘画", "新时代十年，推动")
        (tmp_path / f"{REPORT}.txt").write_text(text, "utf-8")
        copy = read_copy(tables, tmp_path, REPORT)
        lost = ("decade-plan", "decade-institutions")
        assert copy.gaps == {text.index("新时代十年，推动"): lost}
        (paragraph,) = [p for p in sheet(copy) if p.lacking]
        assert paragraph.lacking == lost
        assert plain(paragraph).startswith("新时代十年，推动")
        assert copy.misses
        assert {m.fault for m in copy.misses.values()} == {"no_place"}

    def test_the_end_may_be_missing(self, tables: Tables, tmp_path: Path) -> None:
        text = invented(tables, "shen-2020-article")
        cut = text[: text.index("三、认真落实")]
        (tmp_path / "shen-2020-article.txt").write_text(cut, "utf-8")
        copy = read_copy(tables, tmp_path, "shen-2020-article")
        assert copy.gaps == {AT_END: ("h-carry",)}
        assert sheet(copy)[-1].lacking == ("h-carry",)

    def test_a_copy_of_other_lines_and_widths(self, tables: Tables, tmp_path: Path) -> None:
        wide = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
        text = wrapped(invented(tables, REPORT)).translate(wide)
        (tmp_path / f"{REPORT}.txt").write_text(text, "utf-8")
        copy = read_copy(tables, tmp_path, REPORT)
        assert copy.misses == {}
        name = next(n for n in copy.numbers if n.startswith("pledge_financing@CN@2022@"))
        (passage,) = excerpts(copy, {name})
        assert "[４８６８．８亿元]" in words(passage)[0]


@pytest.mark.parametrize("lang", LANGS)
def test_words_of_documents_facts_and_faults(tables: Tables, lang: Lang) -> None:
    assert title_words(tables, "shen-2020-article", lang) == tables.sources["shen-2020"].title(lang)
    assert "6" in title_words(tables, "hdu-reader-2024-24", lang)
    assert place_words(tables, "nowhere/12", lang) == "nowhere/12"
    point = next(o for o in tables.statements if o.source.document == REPORT)
    assert point.definition.name(lang) in fact_words(tables, point, lang)
    done = account(read_text(REPORT, "无", ()), [claim_of(point)])
    told = miss_words(tables, point, done.missed[0], lang)
    assert point.figure.printed in told
    other = replace(done.missed[0], fault="elsewhere", says=("decade-creation",))
    assert place_words(tables, "decade-creation", lang) in miss_words(tables, point, other, lang)
