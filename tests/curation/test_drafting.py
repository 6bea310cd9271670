"""A report drafted: its rows as worked out by hand, confirmed ones imported, hostile files told."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from metrics import Tables
from metrics.curation.drafting.candidates import candidates
from metrics.curation.drafting.reports import DRAWN, PAGES, report_words
from metrics.curation.headings import title
from metrics.locale import LANGS, Lang, text
from tests.curation.drafted import (
    CHINESE,
    ENGLISH,
    complete_source,
    decide,
    drafted,
    pdf,
    rows_of,
    word,
)
from tests.curation.filling import SOURCE, run, told
from tests.curation.filling import studied as study_file
from tests.frozen import FROZEN

# Printed form, value, qualifier, indicator, period and its basis, by hand.
Row = tuple[str, str, str, str, str, str]
BY_HAND: dict[str, list[Row]] = {
    CHINESE: [
        ("98.3万件", "983000", "exact", "invention_patents_granted", "2026", "Inferred"),
        ("1.1%", "1.1", "exact", "", "2025/2026", "Inferred"),
        ("超过9100亿元", "910000000000", "over", "pledge_financing", "2026", "Inferred"),
        (
            *("560.3万件", "5603000", "exact", "invention_patents_in_force_domestic"),
            *("2026-12-31", "Stated"),
        ),
        ("14.5个月", "14.5", "exact", "invention_exam_months", "2026", "Inferred"),
        ("7", "7", "exact", "", "2026", "Inferred"),
        ("93.5%以上", "93.5", "at least", "", "2026", "Inferred"),
    ],
    ENGLISH: [
        (
            *("more than RMB 910 billion", "910000000000", "over", "pledge_financing"),
            *("2026", "Stated"),
        ),
        ("7.1%", "7.1", "exact", "pledge_financing_yearly_growth", "2025/2026", "Stated"),
        ("6.3 million", "6300000", "exact", "invention_patents_in_force", "2026-12-31", "Stated"),
        ("14.5 months", "14.5", "exact", "invention_exam_months", "2026", "Inferred"),
    ],
}
SHOWN = ("printed", "value", "qualifier", "indicator", "period", "period_basis")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report-2026.txt"
    file.write_text(CHINESE, encoding="utf-8")
    return file


class TestRows:
    @pytest.mark.parametrize("words", BY_HAND)
    def test_they_are_those_worked_out_by_hand(self, words: str, tmp_path: Path) -> None:
        file = tmp_path / "report.txt"
        file.write_text(words, encoding="utf-8")
        rows = rows_of(drafted(file, tmp_path / "a.xlsx"), "en")
        assert [tuple(row[c] for c in SHOWN) for row in rows] == BY_HAND[words]

    @pytest.mark.parametrize("words", BY_HAND)
    @pytest.mark.parametrize("ending", [".docx", ".pdf"])
    def test_they_are_the_same_from_word_and_pdf(
        self, words: str, ending: str, tmp_path: Path
    ) -> None:
        plain, other = tmp_path / "report.txt", tmp_path / f"report{ending}"
        plain.write_text(words, encoding="utf-8")
        other.write_bytes({".docx": word, ".pdf": pdf}[ending](words))
        made = [rows_of(drafted(f, tmp_path / f"{f.suffix}.xlsx"), "en") for f in (plain, other)]
        assert made[0] == made[1]

    @pytest.mark.parametrize("lang", LANGS)
    def test_they_are_told_in_the_language_of_the_curator(
        self, report: Path, tmp_path: Path, lang: Lang
    ) -> None:
        first, _, money, *_ = rows_of(drafted(report, tmp_path / "a.xlsx", lang), lang)
        say = text(lang)
        assert money["clause"] == "全国专利商标质押融资额【超过9100亿元】。"
        assert money["qualifier"] == {"zh": "超过", "en": "over"}[lang]
        assert money["note_zh"] == text("zh")("curate.draft.heading")
        assert money["note_en"] == text("en")("curate.draft.heading")
        assert "patent_pledge_financing" in money["others"]
        assert len(money["others"].splitlines()) == 2
        assert first["source"] == "report-2026"
        assert first["locator"] == "text"
        assert say("curate.form.confirm") in {"确认", "confirm"}

    def test_a_figure_that_is_told_twice_has_two_places(self, tmp_path: Path) -> None:
        file = tmp_path / "a.txt"
        file.write_text("2026年，发明专利授权量为98.3万件。\n\n2026年发明专利授权量达98.3万件。\n")
        rows = rows_of(drafted(file, tmp_path / "a.xlsx"), "en")
        assert [row["locator"] for row in rows] == ["text", "text#2"]

    def test_a_rate_that_was_kept_has_a_row_for_each_year(self, tables: Tables) -> None:
        words = "2026年，专利商标质押融资额连续三年保持40%以上增长。"
        [streak, *kept] = candidates(words, tables)
        assert streak.printed == "三年"
        rows = [(one.printed, one.dating.code) for one in kept]
        assert rows == [("40%以上", f"{year}/{year + 1}") for year in (2023, 2024, 2025)]

    def test_a_break_is_told_as_other_statements_of_the_period_tell_it(
        self, tables: Tables, tmp_path: Path
    ) -> None:
        file = tmp_path / "a.txt"
        words = "{}年，全国办理专利侵权纠纷行政案件5.8万件。"
        file.write_text(words.format(2022) + "\n\n" + words.format(2026) + "\n")
        rows = rows_of(drafted(file, tmp_path / "a.xlsx"), "en")
        labels = [tables.label("status", code, "en") for code in ("B", "A")]
        assert [row["status"] for row in rows] == labels

    def test_a_listed_source_gets_no_row(self, report: Path, tmp_path: Path) -> None:
        book = drafted(report, tmp_path / "a.xlsx", "en", "--source", "cnipa-white-paper-2024")
        assert rows_of(book, "en")[0]["source"] == "cnipa-white-paper-2024"
        assert book["New sources"]["A5"].value is None

    def test_an_unknown_indicator_has_a_row_of_its_own_to_fill_in(
        self, report: Path, tmp_path: Path
    ) -> None:
        sheet = drafted(report, tmp_path / "a.xlsx")["New indicators"]
        heads = [cell.value for cell in sheet[4]]
        assert heads[:2] == ["Decision", "In the text"]
        proposed = [sheet.cell(row, 2).value for row in range(5, 9)]
        assert ["【" in (p or "") for p in proposed] == [True, True, True, False]
        assert "#" not in str([[c.value for c in row] for row in sheet.iter_rows(min_row=5)])
        unit = heads.index(title("definitions", "unit", "en")) + 1
        assert [sheet.cell(row, unit).value for row in (5, 7)] == ["percent", "percent"]

    def test_what_verification_explains_is_no_row(self, tables: Tables) -> None:
        words = "一是印发第十四次会议文件（国发〔2026〕5号），“十四五”期间第二批，新建10家中心。"
        assert [one.printed for one in candidates(words, tables)] == ["10家"]

    @pytest.mark.parametrize(
        ("words", "printed", "value", "qualifier"),
        [
            ("融资额迈上8000亿元台阶。", "迈上8000亿元", "800000000000", "at_least"),
            ("授权量同比下降约3.5个百分点。", "下降约3.5个百分点", "-3.5", "about"),
            ("我国排名升至第9位。", "第9位", "9", "exact"),
            ("惠及2.3万余家企业。", "2.3万余家", "23000", "over"),
            ("Fees fell by nearly 3.2 percent.", "fell by nearly 3.2 percent", "-3.2", "over"),
            (
                *("Patents in force were 1.3 and 1.6 million in 2022 and 2023.", "1.3 million"),
                *("1300000", "exact"),
            ),
        ],
    )
    def test_a_form_holds_all_that_qualifies_and_turns_it(
        self, tables: Tables, words: str, printed: str, value: str, qualifier: str
    ) -> None:
        one = candidates(words, tables)[0]
        reading = one.form.reading
        read = one.printed, f"{reading.value.normalize():f}", reading.qualifier
        assert read == (printed, value, qualifier)

    @pytest.mark.parametrize(
        ("words", "area"),
        [
            ("上海、江西、四川等18个省（区、市）出台知识产权稳经济政策。", "CN"),
            ("2026年，广东外观设计专利授权量为21万件。", "CN-GD"),
            ("2026年，美国PCT国际专利申请量为5.3万件。", "US"),
            ("我国在太阳能电池领域的全球专利申请量超过15万件。", "CN"),
        ],
    )
    def test_an_area_is_named_where_the_tables_have_such(
        self, tables: Tables, words: str, area: str
    ) -> None:
        assert [one.area for one in candidates(words, tables)] == [area]


class TestRoundTrip:
    @pytest.mark.parametrize("lang", LANGS)
    def test_confirmed_rows_are_imported_and_no_others(
        self, report: Path, tmp_path: Path, copied: Path, lang: Lang
    ) -> None:
        output = tmp_path / "draft.xlsx"
        book = drafted(report, output, lang, "--source", SOURCE["id"])
        complete_source(book, lang, SOURCE)
        decisions = {0: "confirm", 1: "strike", 3: "confirm", 5: "strike"}
        output.write_bytes(decide(book, lang, decisions))
        done = run("import", output, "--data", copied, "--lang", lang)
        assert done.exit_code == 0, done.output
        before = (FROZEN / "indicators.csv").read_text("utf-8").splitlines()
        after = (copied / "indicators.csv").read_text("utf-8").splitlines()
        keys = [line.split(",")[:5] for line in after if line not in before]
        assert keys == [
            ["invention_patents_granted", "CN", "2026", "983000", "98.3万件"],
            ["invention_patents_in_force_domestic", "CN", "2026-12-31", "5603000", "560.3万件"],
        ]
        remark = text(lang)("curate.remark.struck", count=2, rows="6, 10")
        assert remark in done.output
        assert text(lang)("curate.remark.undecided", count=3, rows="7, 9, 11") in done.output
        assert run("check", "--data", copied).exit_code == 0
        again = run("import", output, "--data", copied, "--lang", lang)
        assert again.exit_code == 1

    def test_nothing_confirmed_is_told(self, report: Path, tmp_path: Path, copied: Path) -> None:
        output = tmp_path / "draft.xlsx"
        book = drafted(report, output)
        complete_source(book, "en", SOURCE)
        output.write_bytes(decide(book, "en", {}))
        done = run("import", output, "--data", copied, "--lang", "en")
        assert done.exit_code == 1
        assert "No row of draft.xlsx is confirmed" in done.output

    def test_what_the_source_lacks_is_told_by_cell(self, report: Path, tmp_path: Path) -> None:
        book = drafted(report, tmp_path / "draft.xlsx")
        found = study_file(decide(book, "en", {0: "confirm"}))
        assert any(line.startswith("New sources!C5") for line in told(found)), told(found)

    def test_another_word_is_no_decision(self, report: Path, tmp_path: Path) -> None:
        book = drafted(report, tmp_path / "draft.xlsx")
        complete_source(book, "en", SOURCE)
        book["Draft"]["A5"].value = "maybe"
        (line,) = [t for t in told(study_file(decide(book, "en", {}))) if "Draft" in t]
        assert line.startswith("Draft!A5 (Decision), value “maybe”: expected “confirm”")


def locked(writer: PdfWriter) -> None:
    writer.encrypt("secret", algorithm="RC4-128")


def bare(writer: PdfWriter) -> None:
    del writer.pages[0]["/Contents"]


def heavy(writer: PdfWriter) -> None:
    drawn = DecodedStreamObject()
    drawn.set_data(b"q Q\n" * (DRAWN // 4 + 1))
    writer.pages[0][NameObject("/Contents")] = writer._add_object(drawn.flate_encode())


def long(writer: PdfWriter) -> None:
    for _ in range(PAGES):
        writer.add_blank_page(10, 10)


def bomb() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 40_000_000)
    return made.getvalue()


HOSTILE = [
    ("a.pdf", pdf("10家", locked), "locked"),
    ("a.pdf", pdf("10家", bare), "scanned"),
    ("a.pdf", pdf("10家", heavy), "large"),
    ("a.pdf", pdf("10家", long), "large"),
    ("a.pdf", pdf("10家")[:200], "broken"),
    ("a.pdf", b"no pdf", "broken"),
    ("a.pdf", b"", "empty"),
    ("a.txt", b" \n", "empty"),
    ("a.txt", pdf("10家"), "kind"),
    ("a.xlsx", b"PK", "kind"),
    ("a.docx", bomb(), "large"),
    ("a.docx", b"\xd0\xcf\x11\xe0locked", "broken"),
]


class TestHostileFiles:
    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize("number", range(len(HOSTILE)))
    def test_each_ends_in_one_sentence(self, number: int, lang: Lang, tmp_path: Path) -> None:
        name, raw, reason = HOSTILE[number]
        file, output = tmp_path / name, tmp_path / "out.xlsx"
        file.write_bytes(raw)
        done = run("draft", "--text", file, "-o", output, "--lang", lang)
        assert done.exit_code == 2
        kinds = ".txt .md .docx .pptx .pdf"
        assert text(lang)(f"curate.draft.unread_{reason}", file=name, kinds=kinds) in done.output
        assert not output.exists()

    @pytest.mark.parametrize("lang", LANGS)
    def test_so_do_a_file_that_is_not_there_and_a_bad_id(self, lang: Lang, tmp_path: Path) -> None:
        output = tmp_path / "o.xlsx"
        done = run("draft", "--text", tmp_path / "no.txt", "-o", output, "--lang", lang)
        assert done.exit_code == 2
        assert text(lang)("curate.draft.unread_missing", file="no.txt") in done.output
        words = ("--source", "Xinhua 2027")
        done = run("draft", "--text", "a", "-o", output, "--lang", lang, *words)
        assert done.exit_code == 2
        assert text(lang)("curate.bad_source", value="Xinhua 2027") in done.output

    def test_a_text_without_figures_writes_nothing(self, tmp_path: Path) -> None:
        file = tmp_path / "a.txt"
        file.write_text("一是加强领导。2026年召开第十次会议。", encoding="utf-8")
        done = run("draft", "--text", file, "-o", tmp_path / "o.xlsx", "--lang", "en")
        assert done.exit_code == 1
        assert "has no number that may be a figure" in done.output
        assert not (tmp_path / "o.xlsx").exists()

    def test_a_pdf_without_a_password_but_locked_against_change_is_read(self) -> None:
        raw = pdf("共10家", lambda w: w.encrypt("", "owner", algorithm="RC4-128"))
        assert report_words("a.pdf", raw) == "共10家"
