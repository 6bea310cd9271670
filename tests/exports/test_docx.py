"""A brief as a document: real headings, notes, fields, charts of exactly the facts, faces."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree
from openpyxl import load_workbook

from metrics import load
from metrics.briefing.boxes import Box
from metrics.briefing.changes import kept
from metrics.briefing.covers import OVERALL
from metrics.briefing.deck import Deck, parse_address
from metrics.briefing.documents import brief
from metrics.briefing.documents.model import (
    Brief,
    Chart,
    Heading,
    Paragraph,
    Table,
    plain,
    told,
)
from metrics.briefing.exhibits import exhibit
from metrics.briefing.ready import ready
from metrics.exports.docx import LAYOUTS, faces_of, write
from metrics.exports.docx.layout import Name, layout
from metrics.exports.docx.tables import SMALL
from metrics.exports.docx.write import chinese, from_right
from metrics.exports.files import CancelledError, save
from metrics.exports.pptx.charts import drawings
from metrics.exports.pptx.wording import TALL
from metrics.exports.templates import TemplateError
from metrics.locale import LANGS, Lang
from tests.briefing.test_changes import edited, revised
from tests.exports.test_pptx import VIEWS
from tests.ooxml.documents import document_faults

DAY = date(2026, 1, 29)
OFFICE = {"zh": "综合处", "en": "Statistics Office"}
BOTH = [(lang, name) for lang in LANGS for name in LAYOUTS]
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
HAN = re.compile("[\u4e00-\u9fff]")


@cache
def told_brief(deck: str, lang: Lang) -> Brief:
    tables = load()
    chosen = ready(tables, deck) if deck else Deck(VIEWS, tables.selection)
    return brief(tables, chosen, lang, DAY, office=OFFICE[lang])


def made(own: Brief, **more: Any) -> bytes:
    file = io.BytesIO()
    write(own, file, **more)
    return file.getvalue()


@cache
def content_of(deck: str, lang: Lang, name: Name) -> bytes:
    return made(told_brief(deck, lang), name=name)


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def parts_of(content: bytes, beginning: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {n: archive.read(n) for n in archive.namelist() if n.startswith(beginning)}


def styled(document: Any, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == style]


def words_of(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


@pytest.mark.parametrize(("lang", "name"), BOTH)
class TestText:
    def test_blocks_stand_in_their_order(self, lang: Lang, name: Name) -> None:
        own = told_brief(OVERALL, lang)
        body = opened(content_of(OVERALL, lang, name)).element.body
        kinds = []
        for child in body:
            if child.tag == qn("w:tbl"):
                kinds.append("Table")
            elif child.find(f".//{qn('w:drawing')}") is not None:
                kinds.append("Chart")
            elif child.tag == qn("w:p"):
                style = child.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))
                kinds += {
                    "Heading1": ["Heading"],
                    "Heading2": ["Heading"],
                    "BodyText": ["Paragraph"],
                    "BriefRemark": ["Paragraph"],
                }.get(style, [])
        wanted = [type(b).__name__ for b in own.every]
        if name == "official":
            # Text above office and date.
            wanted.insert(len(own.blocks), "Paragraph")
        assert kinds == wanted

    def test_headings_are_headings(self, lang: Lang, name: Name) -> None:
        document = opened(content_of(OVERALL, lang, name))
        headings = [b for b in told_brief(OVERALL, lang).every if isinstance(b, Heading)]
        for level in (1, 2):
            shown = styled(document, f"Heading {level}")
            same = [b.text for b in headings if b.level == level]
            plainly = [s.replace(",", "") for s in shown]
            assert len(shown) == len(same)
            for said, text in zip(plainly, same, strict=True):
                assert said.endswith(text.replace(",", ""))

    def test_title_office_and_date_are_places_to_fill_in(self, lang: Lang, name: Name) -> None:
        document = opened(content_of(OVERALL, lang, name))
        found = {
            c.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")): words_of(c)
            for c in document.element.body.iter(qn("w:sdt"))
        }
        day = "2026年1月29日" if lang == "zh" else "29 January 2026"
        title = told_brief(OVERALL, lang).title
        assert found == {"title": title, "office": OFFICE[lang], "date": day}

    def test_nothing_is_empty(self, lang: Lang, name: Name) -> None:
        for deck in (OVERALL, ""):
            body = opened(content_of(deck, lang, name)).element.body
            for paragraph in body.iter(qn("w:p")):
                held = words_of(paragraph).strip()
                assert held or paragraph.find(f".//{qn('w:drawing')}") is not None

    def test_captions_count_themselves(self, lang: Lang, name: Name) -> None:
        document = opened(content_of(OVERALL, lang, name))
        own = told_brief(OVERALL, lang)
        names = {"zh": ("图", "表"), "en": ("Figure", "Table")}[lang]
        fields: dict[str, list[int]] = {n: [] for n in names}
        for paragraph in document.paragraphs:
            if paragraph.style.name != "Caption":
                continue
            (code,) = paragraph._p.iter(qn("w:instrText"))
            kind = code.text.split()[1]
            assert code.text.split() == ["SEQ", kind, "\\*", "ARABIC"]
            number = re.match(rf"{kind} ?(\d+)", paragraph.text)
            assert number is not None
            fields[kind].append(int(number[1]))
        assert fields[names[0]] == list(range(1, len(own.of("Chart")) + 1))
        assert fields[names[1]] == list(range(1, len(own.of("Table")) + 1))

    def test_each_note_stands_behind_its_number(self, lang: Lang, name: Name) -> None:
        own = told_brief(OVERALL, lang)
        content = content_of(OVERALL, lang, name)
        (notes,) = parts_of(content, "word/footnotes.xml").values()
        texts = {
            int(note.get(qn("w:id"))): words_of(note).strip() for note in etree.fromstring(notes)
        }
        wanted = []
        for block in own.every:
            lines = [block.line] if isinstance(block, Paragraph) else []
            lines += [block.caption] if isinstance(block, Chart | Table) else []
            lines += [c for row in block.rows for c in row] if isinstance(block, Table) else []
            wanted += [(s.text, n) for line in lines for s in line for n in s.notes]
        marks = list(opened(content).element.body.iter(qn("w:footnoteReference")))
        assert len(marks) == len(wanted) == len(texts) - 2
        for mark, (before, note) in zip(marks, wanted, strict=True):
            run = mark.getparent()
            told_before = ""
            for earlier in run.itersiblings(preceding=True):
                told_before = words_of(earlier) + told_before
            grouped = layout(name, lang).grouped
            assert told_before.endswith(before if grouped else before.replace(",", ""))
            assert texts[int(mark.get(qn("w:id")))] == (note if grouped else plainly(note))

    def test_tables_repeat_their_headings_and_part_no_row(self, lang: Lang, name: Name) -> None:
        document = opened(content_of(OVERALL, lang, name))
        for table in document.tables:
            first, *others = table.rows
            assert first._tr.trPr.find(qn("w:tblHeader")) is not None
            assert all(r._tr.trPr.find(qn("w:cantSplit")) is not None for r in (first, *others))
            assert not any(r._tr.trPr.find(qn("w:tblHeader")) is not None for r in others)

    def test_no_chart_and_no_small_table_is_parted_from_its_caption(
        self, lang: Lang, name: Name
    ) -> None:
        document = opened(content_of(OVERALL, lang, name))
        assert document.styles["Brief Chart"].paragraph_format.keep_with_next
        body = list(document.element.body)
        for child, after in pairwise(body):
            if child.find(f".//{qn('w:drawing')}") is not None:
                style = child.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))
                assert style == "BriefChart"
                next_one = after.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))
                assert next_one in ("BriefChart", "Caption")
            if after.tag == qn("w:tbl"):
                assert child.pPr.find(qn("w:keepNext")) is not None
                head, *rows, last = after.findall(qn("w:tr"))
                whole = len(rows) < SMALL
                # Of a longer one the first two rows and the last two stand together.
                together = [head, *rows] if whole else [head, rows[0], rows[-1]]
                held = [p.pPr.find(qn("w:keepNext")) for r in together for p in r.iter(qn("w:p"))]
                assert None not in held
                ends = [p.pPr.find(qn("w:keepNext")) for p in last.iter(qn("w:p"))]
                assert set(ends) == {None}

    def test_languages_and_what_the_file_is_about(self, lang: Lang, name: Name) -> None:
        document = opened(content_of(OVERALL, lang, name))
        about = document.core_properties
        assert about.language == {"zh": "zh-CN", "en": "en-US"}[lang]
        assert (about.title, about.author) == (told_brief(OVERALL, lang).title, OFFICE[lang])
        assert load().version in about.keywords
        (own,) = document.styles.element.iter(qn("w:rPrDefault"))
        (spoken,) = own.iter(qn("w:lang"))
        assert spoken.get(qn("w:eastAsia")) == "zh-CN"
        (theme,) = document.settings.element.iter(qn("w:themeFontLang"))
        assert theme.get(qn("w:eastAsia")) == "zh-CN"

    def test_every_style_that_is_used_names_its_faces(self, lang: Lang, name: Name) -> None:
        document = opened(content_of(OVERALL, lang, name))
        looks = layout(name, lang).looks
        used = {p.style.name for p in document.paragraphs} | {"footnote text", "Footer"}
        used |= {p.style.name for t in document.tables for p in t.rows[0].cells[0].paragraphs}
        assert used <= set(looks)
        for style in used:
            (faces,) = document.styles[style].element.iter(qn("w:rFonts"))
            look = looks[style]
            named = {key.rpartition("}")[2]: value for key, value in faces.attrib.items()}
            assert named == {
                "ascii": look.latin,
                "hAnsi": look.latin,
                "cs": look.latin,
                "eastAsia": look.east,
            }


@pytest.mark.parametrize(("lang", "name"), BOTH)
@pytest.mark.parametrize("deck", [OVERALL, ""])
def test_word_finds_nothing_to_repair(deck: str, lang: Lang, name: Name) -> None:
    content = content_of(deck, lang, name)
    assert document_faults(content) == []
    assert "word/stylesWithEffects.xml" not in parts_of(content, ""), "another truth of the styles"


def plainly(text: str) -> str:
    """Return a text without commas between thousands, but for what is quoted."""
    parts = re.split("(“[^”]*”)", text)
    return "".join(
        p if n % 2 else re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", p) for n, p in enumerate(parts)
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("deck", [OVERALL, ""])
class TestCharts:
    def test_each_plot_is_a_native_chart_with_words_for_it(self, deck: str, lang: Lang) -> None:
        content = content_of(deck, lang, "plain")
        own = [b for b in told_brief(deck, lang).blocks if isinstance(b, Chart)]
        plots = [(b.finding, b.spec.text, plot) for b in own for plot in b.spec.plots]
        assert len(parts_of(content, "word/charts/chart")) == len(plots)
        document = opened(content)
        drawn = list(document.element.body.iter(qn("wp:docPr")))
        assert len(drawn) == len(plots)
        assert len({d.get("id") for d in drawn}) == len(drawn)
        for shape, (finding, text, _) in zip(drawn, plots, strict=True):
            stop = {"zh": "。", "en": ". "}[lang]
            said, _, rest = shape.get("descr").partition(f"{finding}{stop}")
            assert (said, bool(rest)) == ("", True)
            if sum(t is text for _, t, _ in plots) == 1:
                assert rest == text.alt

    def test_its_workbook_holds_what_it_draws(self, deck: str, lang: Lang) -> None:
        document = opened(content_of(deck, lang, "official"))
        specs = [b.spec for b in told_brief(deck, lang).blocks if isinstance(b, Chart)]
        plots = [plot for spec in specs for plot in spec.plots]
        references = [c.get(qn("r:id")) for c in document.element.body.iter(f"{C}chart")]
        for plot, key in zip(plots, references, strict=True):
            part = document.part.related_parts[key]
            chart = etree.fromstring(part.blob)
            (data,) = chart.iter(f"{C}externalData")
            held = part.related_parts[data.get(qn("r:id"))].blob
            sheet = load_workbook(io.BytesIO(held))["Sheet1"]
            found: list[float] = []
            for values in [*chart.iter(f"{C}yVal"), *chart.iter(f"{C}val")]:
                cells = values.find(f".//{C}f").text.removeprefix("Sheet1!").replace("$", "")
                column = (
                    [row[0].value for row in sheet[cells]] if ":" in cells else [sheet[cells].value]
                )
                cached = {
                    int(p.get("idx")): float(p.find(f"{C}v").text) for p in values.iter(f"{C}pt")
                }
                assert {n: v for n, v in enumerate(column) if v is not None} == cached
                found += [v for v in column if v is not None]
            assert sorted(found) == pytest.approx(sorted(m.value for m in plot.marks))

    def test_letters_are_those_of_the_layout(self, deck: str, lang: Lang) -> None:
        for name in LAYOUTS:
            latin, east = layout(name, lang).chart
            for part in parts_of(content_of(deck, lang, name), "word/charts/chart").values():
                root = etree.fromstring(part)
                a = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
                assert {e.get("typeface") for e in root.iter(f"{a}ea")} == {east}
                assert {e.get("typeface") for e in root.iter(f"{a}latin")} == {latin}


@pytest.mark.parametrize("lang", LANGS)
def test_names_of_breaks_stand_above_the_values_of_bars(lang: Lang) -> None:
    """In a low plot the value of a high bar stands above the plot."""
    spec = exhibit(load(), "indicator?id=infringement_cases", lang).spec
    assert spec is not None
    (drawing,) = drawings(spec, Box(0, 0, 800, 200), lang)
    plot = drawing.plot
    values = [m.value for m in spec.plots[0].marks]
    tops = [plot.y + (1 - drawing.value.share(v)) * plot.h - TALL for v in values]
    breaks = {b.label for b in spec.plots[0].breaks}
    named = [n for n in drawing.notes if n.lines[0][0].text in breaks]
    assert len(named) == len(spec.plots[0].breaks) > 1
    assert min(tops) < plot.y
    assert all(n.box.y + n.box.h <= min(tops) for n in named)
    assert all(n.box.y >= drawing.frame.y for n in named)


class TestAnnex:
    @pytest.mark.parametrize(("lang", "name"), BOTH)
    def test_numbers_stand_to_the_right(self, lang: Lang, name: Name) -> None:
        annex = opened(content_of(OVERALL, lang, name)).tables[-1]
        rows = [r for r in annex.rows if len(r._tr.tc_lst) == 4]
        assert len(rows) > 100
        for row in rows:
            sides = [str(c.paragraphs[0].alignment).partition(" ")[0] for c in row.cells]
            assert sides == ["LEFT", "RIGHT", "LEFT", "LEFT"]
            assert row.cells[1].paragraphs[0].style.name == "Brief Long Table"


class TestOfficial:
    def test_the_page_is_that_of_the_standard(self) -> None:
        section = opened(content_of(OVERALL, "zh", "official")).sections[0]
        assert (section.page_width, section.page_height) == pytest.approx(
            (Mm(210), Mm(297)), rel=1e-3
        )
        sides = (
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
        assert sides == pytest.approx((Mm(37), Mm(35), Mm(28), Mm(26)), rel=1e-3)

    def test_styles_are_those_of_the_standard(self) -> None:
        styles = opened(content_of(OVERALL, "zh", "official")).styles
        wanted = {
            "Title": ("方正小标宋简体", 22),
            "Heading 1": ("黑体", 16),
            "Heading 2": ("楷体_GB2312", 16),
            "Body Text": ("仿宋_GB2312", 16),
        }
        for name, (face, size) in wanted.items():
            faces = styles[name].element.rPr.rFonts
            assert (faces.get(qn("w:eastAsia")), styles[name].font.size) == (face, Pt(size))

    def test_faces_have_another_where_they_are_not_there(self) -> None:
        (fonts,) = parts_of(content_of(OVERALL, "zh", "official"), "word/fontTable.xml").values()
        named = {
            font.get(qn("w:name")): [a.get(qn("w:val")) for a in font.iter(qn("w:altName"))]
            for font in etree.fromstring(fonts)
        }
        for face, other in faces_of("official", "zh").items():
            assert named[face] == ([other] if other else [])

    def test_numbers_of_pages_stand_outside(self) -> None:
        document = opened(content_of(OVERALL, "zh", "official"))
        assert document.settings.odd_and_even_pages_header_footer
        section = document.sections[0]
        sides = []
        for footer in (section.footer, section.even_page_footer):
            (paragraph,) = footer.paragraphs
            (code,) = paragraph._p.iter(qn("w:instrText"))
            assert code.text.strip() == "PAGE"
            assert paragraph.text == "— 1 —"
            sides.append(str(paragraph.alignment))
        assert ["RIGHT" in sides[0], "LEFT" in sides[1]] == [True, True]

    def test_headings_count_in_chinese(self) -> None:
        document = opened(content_of(OVERALL, "zh", "official"))
        numbers = [h.partition("、")[0] for h in styled(document, "Heading 1")][:-1]
        assert numbers == [chinese(n) for n in range(1, len(numbers) + 1)]
        assert all(h.startswith("（") for h in styled(document, "Heading 2"))

    def test_office_and_date_stand_below_the_text_and_before_the_annex(self) -> None:
        document = opened(content_of(OVERALL, "zh", "official"))
        names = [p.style.name for p in document.paragraphs]
        last = max(n for n, name in enumerate(names) if name == "Brief Signature")
        before, *around = document.paragraphs[last - 3 : last + 3]
        assert before.text == "以上数字的原文表述和来源逐一列于附件。"
        assert before._p.pPr.find(qn("w:keepNext")) is not None
        assert [p.style.name for p in around] == [
            "Brief Enclosure",
            "Brief Signature",
            "Brief Signature",
            "Brief Annex",
            "Heading 1",
        ]
        assert [words_of(p._p) for p in around] == [
            "附件：数据表",
            OFFICE["zh"],
            "2026年1月29日",
            "附件",
            "数据表",
        ]
        assert around[3]._p.pPr.find(qn("w:pageBreakBefore")) is not None
        # The date is the longer: it stands two letters from the edge, the office begins two letters
        # before it.
        rooms = [p._p.pPr.ind.get(qn("w:rightChars")) for p in around[1:3]]
        assert rooms == [str(200 + 650 + 200 - 300), "200"]

    def test_the_date_begins_two_letters_behind_the_office(self) -> None:
        """An office of twelve letters and a date of 6.5; one of the length of the date."""
        assert from_right("国家知识产权局综合统计处", "2026年1月29日") == [2, 2 + 12 - 2 - 6.5]
        assert from_right("2026年1月29日", "2026年1月29日") == [4, 2]
        assert from_right("2026年1月29日") == [2]

    @pytest.mark.parametrize("named", [True, False])
    def test_the_annex_is_named_where_there_is_one(self, *, named: bool) -> None:
        """An empty line before the annex is named, another before the office."""
        more = (Heading(1, "数据表"),) if named else ()
        own = Brief("zh", "题", "数", "处", DAY, (Paragraph(plain("文")),), more, "v")
        document = opened(made(own))
        free = [
            words_of(p._p)
            for p in document.paragraphs
            if p._p.pPr.find(qn("w:spacing")) is not None
            and p._p.pPr.find(qn("w:spacing")).get(qn("w:beforeLines")) == "100"
        ]
        assert free == (["附件：数据表", "处"] if named else ["处"])

    def test_thousands_are_not_parted(self) -> None:
        document = opened(content_of(OVERALL, "zh", "official"))
        text = "".join(p.text for p in document.paragraphs)
        assert "8540亿元" in text
        assert not re.search(r"\d,\d{3}", text)
        forms = [
            form.get("formatCode")
            for part in parts_of(
                content_of(OVERALL, "zh", "official"), "word/charts/chart"
            ).values()
            for form in etree.fromstring(part).iter(f"{C}numFmt")
        ]
        assert forms
        assert not [f for f in forms if "," in f]

    def test_signs_of_either_face_are_chinese(self) -> None:
        own = Brief("zh", "称“通知”", "x", "", DAY, (Paragraph(plain("1—9月的“12%……”")),), (), "v")
        document = opened(made(own))
        signs = [
            run
            for run in document.element.body.iter(qn("w:r"))
            if words_of(run) and not re.search(r"[^“”—…]", words_of(run))
        ]
        assert "".join(map(words_of, signs)) == "“”—“……”"
        for run in signs:
            faces = run.rPr.rFonts
            assert faces.get(qn("w:hint")) == "eastAsia"
            assert faces.get(qn("w:ascii")) in ("方正小标宋简体", "仿宋_GB2312")
        digits = [r for r in document.element.body.iter(qn("w:r")) if "12%" in words_of(r)]
        assert [r.rPr.rFonts.get(qn("w:ascii")) for r in digits] == [None]


def template(folder: Path, *, dotx: bool = False, macros: bool = False) -> Path:
    """Return an office's own document: letter paper, headings in green, numbered."""
    book = docx.Document()
    book.add_paragraph("旧的正文")
    section = book.sections[0]
    section.page_width, section.page_height = Mm(216), Mm(279)
    section.footer.paragraphs[0].text = "内部"
    book.styles["Heading 1"].font.size = Pt(19)
    heading = book.styles["Heading 1"].element.get_or_add_pPr()
    heading.append(heading.makeelement(qn("w:numPr"), {}))
    book.styles["Normal"].font.name = "Georgia"
    path = folder / ("office.dotx" if dotx else "office.docx")
    book.save(str(path))
    if dotx or macros:
        parts = parts_of(path.read_bytes(), "")
        old, new = b"wordprocessingml.document.main", b"wordprocessingml.template.main"
        if macros:
            old, new = (
                b"application/vnd.openxmlformats-officedocument." + old,
                b"application/vnd.ms-word.document.macroEnabled.main",
            )
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(old, new)
        with zipfile.ZipFile(path, "w") as archive:
            for name, held in parts.items():
                archive.writestr(name, held)
    return path


class TestTemplates:
    @pytest.mark.parametrize("dotx", [False, True])
    def test_page_and_styles_are_those_of_the_office(self, tmp_path: Path, *, dotx: bool) -> None:
        own = told_brief(OVERALL, "zh")
        document = opened(made(own, template=template(tmp_path, dotx=dotx)))
        assert "旧的正文" not in "".join(p.text for p in document.paragraphs)
        assert document.sections[0].page_width == pytest.approx(Mm(216), rel=1e-3)
        assert document.sections[0].footer.paragraphs[0].text == "内部"
        assert document.styles["Heading 1"].font.size == Pt(19)
        assert document.styles["Normal"].font.name == "Georgia"
        # They count themselves.
        assert styled(document, "Heading 1")[0] == "创造"
        assert document.styles["footnote text"].type == WD_STYLE_TYPE.PARAGRAPH
        width = Mm(216) - document.sections[0].left_margin - document.sections[0].right_margin
        extents = {int(e.get("cx")) for e in document.element.body.iter(qn("wp:extent"))}
        assert max(extents) == pytest.approx(width, rel=1e-3)

    def test_styles_of_a_chinese_word_are_found(self, tmp_path: Path) -> None:
        """It numbers the ids of its styles; their names in the file stay the English ones."""
        path = template(tmp_path)
        parts = parts_of(path.read_bytes(), "")
        styles = parts["word/styles.xml"].decode()
        for name, own in (("Heading1", "1"), ("Heading2", "2"), ("Title", "a3"), ("Normal", "a")):
            for key in ("styleId", "val"):
                styles = styles.replace(f'w:{key}="{name}"', f'w:{key}="{own}"')
        # Some programs name them in Chinese, too.
        styles = styles.replace('<w:name w:val="heading 2"/>', '<w:name w:val="标题 2"/>')
        styles = styles.replace('<w:name w:val="a"/>', '<w:name w:val="Normal"/>')
        styles = styles.replace('<w:name w:val="a3"/>', '<w:name w:val="Title"/>')
        parts["word/styles.xml"] = styles.encode()
        with zipfile.ZipFile(path, "w") as archive:
            for name, held in parts.items():
                archive.writestr(name, held)
        document = opened(made(told_brief(OVERALL, "zh"), template=path))
        used = [p._p.pPr.pStyle.val for p in document.paragraphs]
        assert {"1", "2", "a3"} <= set(used)
        headings = [p for p in document.paragraphs if p._p.pPr.pStyle.val == "2"]
        second = [b for b in told_brief(OVERALL, "zh").blocks if isinstance(b, Heading)]
        assert len(headings) == sum(b.level == 2 for b in second)

    def test_what_is_no_template_is_refused_in_words(self, tmp_path: Path) -> None:
        own = told_brief("", "zh")
        path = tmp_path / "letter.docx"
        with pytest.raises(TemplateError) as missing:
            made(own, template=path)
        path.write_text("Dear Sir")
        with pytest.raises(TemplateError) as broken:
            made(own, template=path)
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
        with pytest.raises(TemplateError) as other:
            made(own, template=path)
        for fault in (missing, broken, other):
            for lang in LANGS:
                assert "letter.docx" in fault.value.words(lang)
        assert "另存为" in broken.value.words("zh")
        assert "save it as .docx" in str(other.value)

    def test_templates_with_macros_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(TemplateError, match="macros"):
            made(told_brief("", "zh"), template=template(tmp_path, macros=True))


@pytest.mark.parametrize("lang", LANGS)
def test_a_brief_that_is_issued_again_tells_what_changed(lang: Lang, copied: Path) -> None:
    """A figure is raised by 10 after the brief was kept: a table tells both, a chart the newer."""
    tables = load()
    deck = kept(tables, parse_address("title~chart!indicator?id=pledge_financing"), DAY)
    first, again = (brief(own, deck, lang, DAY) for own in (tables, edited(copied, revised)))
    before, after = (opened(made(own)) for own in (first, again))
    assert len(after.tables) == len(before.tables) + 1
    heading = {"zh": "与上次相比的变动", "en": "What changed since the last issue"}[lang]
    assert not [h for h in styled(before, "Heading 1") if heading in h]
    assert len([h for h in styled(after, "Heading 1") if heading in h]) == 1
    changed = next(t for t in after.tables if len(t.columns) == 5)
    then, now = (cell.text for cell in changed.rows[1].cells[2:4])
    # 2180亿元, CNY 218.0 billion.
    assert [re.sub(r"\D", "", value) for value in (then, now)] == ["2180", "2190"]
    charts = [parts_of(made(own), "word/charts/chart1.xml") for own in (first, again)]
    assert [b"219" in b"".join(c.values()) for c in charts] == [False, True]


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        assert total
        if done == 3:
            raise CancelledError

    path = tmp_path / "x.docx"
    with pytest.raises(CancelledError):
        save(path, lambda file: write(told_brief("", "zh"), file, progress=stop))
    assert not list(tmp_path.iterdir())


def test_english_documents_have_no_chinese_but_what_is_printed() -> None:
    own = told_brief(OVERALL, "en")
    for block in own.blocks:
        lines = [block.line] if isinstance(block, Paragraph) else []
        lines += [block.caption] if isinstance(block, Chart | Table) else []
        assert not any(HAN.search(told(line)) for line in lines)
