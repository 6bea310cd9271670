"""Slides of an office program: native charts of exactly the facts, in both languages."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches

from metrics import Tables, load
from metrics.briefing.boxes import FOOT
from metrics.briefing.covers import OVERALL
from metrics.briefing.deck import Deck, Slide
from metrics.briefing.exhibit import Exhibit
from metrics.briefing.pages import pages
from metrics.briefing.ready import ready
from metrics.briefing.remarks import remarks_of
from metrics.briefing.slides import Page
from metrics.charts.compile import axes
from metrics.explorer import results
from metrics.exports.files import CancelledError, save
from metrics.exports.pptx import TemplateError, write
from metrics.exports.pptx.charts import drawings
from metrics.exports.pptx.markup import SPACES
from metrics.exports.pptx.scales import day_of, serial
from metrics.locale import LANGS, Lang, text
from metrics.wording import observations as words
from metrics.wording import origins

DAY = date(2026, 1, 1)
A, C = f"{{{SPACES['a']}}}", f"{{{SPACES['c']}}}"
VIEWS = (
    Slide("title", ("creation",)),
    Slide("chart", ("indicator?id=gii_rank",)),
    Slide("chart", ("indicator?id=gii_rank&chart=paths",)),
    Slide("chart", ("indicator?id=pledge_financing",)),
    Slide("chart", ("indicator?id=invention_applications",)),
    Slide("chart", ("indicator?id=royalties_trade_growth",)),
    Slide("chart", ("indicator?id=patent_applications_residents&chart=ranking",)),
    Slide("chart", ("indicator?id=ip_charges_receipts&chart=balance",)),
    Slide("charts", ("services", "indicator?id=invention_patents_in_force")),
    Slide("chart", ("explorer?s=gii_rank,gii_rank@US,pledge_financing&from=2016&ev=plan",)),
    Slide("chart", ("explorer?s=pct_applications,pct_applications@US&t=index",)),
    Slide("table", ("indicator?id=valid_trademarks&show=table",)),
    Slide(
        "chart_figures",
        ("indicator?id=pct_applications&chart=paths", "indicator?id=satisfaction&show=figure"),
    ),
    Slide("chart", ("indicator?id=nothing_at_all",)),
    Slide("sources"),
)
# Charts of these and of three ready-made decks.
COUNTS = {"": 13, OVERALL: 9, "creation": 14, "international": 11}


@cache
def shown(name: str, lang: Lang) -> tuple[Page, ...]:
    tables = load()
    deck = ready(tables, name) if name else Deck(VIEWS, tables.selection)
    return pages(tables, deck, lang, DAY)


@cache
def content_of(name: str, lang: Lang) -> bytes:
    return made(shown(name, lang), lang)


def made(some: Sequence[Page], lang: Lang, **more: Any) -> bytes:
    file = io.BytesIO()
    write(some, load(), lang, file, title="Title", **more)
    return file.getvalue()


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def charts_of(slide: Any) -> list[Any]:
    return [s.chart for s in slide.shapes if s.has_chart]


def numbers_of(chart: Any) -> list[float]:
    """Return the numbers in the workbook of a chart, from the cells that its series name."""
    sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
    found = []
    for reference in [f"{C}yVal", f"{C}val"]:
        for cells in chart._chartSpace.iter(reference):
            formula = cells.find(f".//{C}f").text.removeprefix("Sheet1!").replace("$", "")
            cached = {
                int(pt.get("idx")): float(pt.find(f"{C}v").text) for pt in cells.iter(f"{C}pt")
            }
            values = [cell.value for row in sheet[formula] for cell in row]
            assert {n: v for n, v in enumerate(values) if v is not None} == cached
            found += [v for v in values if v is not None]
    return found


def expected(found: Exhibit, place: int) -> list[float]:
    """Return the facts of an exhibit in the scale of its axis."""
    assert found.spec is not None
    exponent = found.spec.plots[place].exponent
    if found.exploration is not None:
        panel = found.exploration.panels[place]
        points = [results.value_of(p) for r in panel.results for p in r.points]
        plain = found.exploration.choice.transform != "none"
        return [float(p.scaleb(0 if plain else -exponent)) for p in points]
    return [float(o.figure.value.scaleb(-exponent)) for o in found.facts]


def xml_of(content: bytes, *folders: str) -> Iterator[tuple[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml") and name.startswith(tuple(f"ppt/{f}/" for f in folders)):
                yield name, etree.fromstring(archive.read(name))


@pytest.fixture(params=LANGS)
def lang(request: pytest.FixtureRequest) -> Lang:
    code: Lang = request.param
    return code


@pytest.mark.parametrize(("name", "most"), COUNTS.items())
def test_the_numbers_of_every_chart_are_the_facts(name: str, most: int, lang: Lang) -> None:
    count = 0
    book = opened(content_of(name, lang))
    for page, slide in zip(shown(name, lang), book.slides, strict=True):
        charts = iter(charts_of(slide))
        for placed in page.placed:
            for place in range(len(drawings(placed.exhibit.spec, placed.box, lang))):
                numbers = numbers_of(next(charts))
                facts = sorted(expected(placed.exhibit, place))
                view = placed.exhibit.exploration
                derived = view is not None and view.choice.transform != "none"
                wanted = pytest.approx(facts, rel=1e-15) if derived else facts
                assert sorted(numbers) == wanted, page.title
                count += 1
        assert next(charts, None) is None
    assert count == most


def test_points_stand_at_their_days(lang: Lang) -> None:
    page = shown("", lang)[1]
    (chart,) = charts_of(opened(content_of("", lang)).slides[1])
    sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
    days = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert sorted(days) == sorted(day_of(axes.day_of(o.period)) for o in page.facts)


def test_nothing_joins_across_a_break(tables: Tables) -> None:
    """The rank of 2010 stands alone: each run is a series of its own."""
    page, slide = shown("", "zh")[1], opened(content_of("", "zh")).slides[1]
    (chart,) = charts_of(slide)
    series = list(chart._chartSpace.iter(f"{C}ser"))
    spec = page.placed[0].exhibit.spec
    assert spec is not None
    assert len(series) == len(spec.series[0].runs) == 2
    first = series[0].find(f"{C}yVal")
    assert [pt.find(f"{C}v").text for pt in first.iter(f"{C}pt")] == ["43"]


def test_a_break_has_its_rule_and_its_name(lang: Lang) -> None:
    placed = shown("", lang)[1].placed[0]
    assert placed.exhibit.spec is not None
    (drawing,) = drawings(placed.exhibit.spec, placed.box, lang)
    (rule,) = drawing.rules
    (break_,) = placed.exhibit.spec.plots[0].breaks
    assert drawing.days is not None
    at = drawing.plot.x + drawing.days.share(serial(day_of(break_.at))) * drawing.plot.w
    assert rule.box.x == pytest.approx(at)
    # It lies between the rank of 2010 and that of 2011.
    first, second = (run.at for run in drawing.runs)
    assert max(first) < day_of(break_.at) < min(second)
    named = [n for n in drawing.notes if n.lines[0][0].text == break_.label]
    assert len(named) == 1
    over = [root for _, root in xml_of(content_of("", lang), "drawings")]
    assert any(break_.label in "".join(root.itertext()) for root in over)


def test_ranks_run_downward(lang: Lang) -> None:
    slides = opened(content_of("", lang)).slides
    for n in (1, 2):
        axis = list(charts_of(slides[n])[0]._chartSpace.iter(f"{C}valAx"))[-1]
        assert axis.find(f"{C}scaling/{C}orientation").get("val") == "maxMin"
        assert float(axis.find(f"{C}scaling/{C}min").get("val")) >= 0
        # There is no place nought.
        assert axis.find(f"{C}numFmt").get("formatCode") in ("0;;", '0"  ";;')


def test_bounds_are_hollow_and_their_labels_have_words() -> None:
    (chart,) = charts_of(opened(content_of("", "zh")).slides[3])
    (series,) = chart._chartSpace.iter(f"{C}ser")
    hollow = [
        p.find(f"{C}idx").get("val")
        for p in series.iter(f"{C}dPt")
        if (fill := p.find(f"{C}spPr/{A}solidFill/{A}srgbClr")) is not None
        and fill.get("val") == "FFFFFF"
    ]
    forms = {
        label.find(f"{C}idx").get("val"): label.find(f"{C}numFmt").get("formatCode")
        for label in series.iter(f"{C}dLbl")
    }
    assert len(hollow) == 1
    assert forms[hollow[0]] == '"超"#,##0'
    assert [
        p.find(f"{C}idx").get("val")
        for p in series.iter(f"{C}dPt")
        if len(list(p.iter(f"{A}pattFill")))
    ] == [str(len(forms) + 1)], "the part-year is hatched"


def test_a_year_without_a_figure_leaves_a_gap() -> None:
    (chart,) = charts_of(opened(content_of("", "zh")).slides[3])
    names = list(chart.plots[0].categories)
    assert names[:4] == ["2015", " ", " ", "2018"]
    assert list(chart.plots[0].series[0].values)[1:3] == [None, None]


def test_every_run_has_faces_for_latin_and_chinese(lang: Lang) -> None:
    count = 0
    for name, root in xml_of(content_of("", lang), "slides", "charts", "drawings", "notesSlides"):
        for run in root.iter(f"{A}r", f"{A}br", f"{A}fld"):
            properties = run.find(f"{A}rPr")
            assert properties is not None, name
            assert properties.get("lang") == {"zh": "zh-CN", "en": "en-US"}[lang]
        for tag in ("rPr", "endParaRPr", "defRPr"):
            for properties in root.iter(A + tag):
                assert properties.find(f"{A}latin").get("typeface") == "Arial", name
                assert properties.find(f"{A}ea").get("typeface") == "Microsoft YaHei", name
                count += 1
    assert count > 300


def test_every_chart_card_and_table_has_an_alternative_text(lang: Lang) -> None:
    book = opened(content_of("", lang))
    for page, slide in zip(shown("", lang), book.slides, strict=True):
        told = [
            shape._element.xpath(".//p:cNvPr")[0].get("descr")
            for shape in slide.shapes
            if shape.has_chart or shape.has_table or shape.shape_type == 6
        ]
        assert all(told), page.title
        if page.layout in ("chart", "chart_figures") and not page.faults:
            alts = "".join(told)
            for placed in page.placed:
                if placed.exhibit.exploration is None:
                    assert placed.exhibit.alt in alts


def test_titles_and_numbers_stand_in_placeholders_in_reading_order(lang: Lang) -> None:
    book = opened(content_of("", lang))
    for n, (page, slide) in enumerate(zip(shown("", lang), book.slides, strict=True), 1):
        assert slide.shapes.title.text == page.title
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id
        kinds = [p.placeholder_format.type for p in slide.placeholders]
        names = [shape.name for shape in slide.shapes]
        if page.layout == "title":
            assert PP_PLACEHOLDER.SUBTITLE in kinds
            continue
        assert PP_PLACEHOLDER.SLIDE_NUMBER in kinds
        assert slide.shapes[-1].text_frame.text in (str(n), "")
        assert slide.shapes[-1]._element.xpath(".//a:fld/a:t")[0].text == str(n)
        footed = any(w.size == FOOT for w in page.words)
        assert names[-1] == "Slide number"
        assert (names[-2] == "Footer") == footed


def test_a_cover_is_filled_in_and_draws_its_curve(tables: Tables, lang: Lang) -> None:
    slide = Slide("title", (OVERALL,)).filled(lang, "office", "综合处").filled(lang, "author", "张")
    (page,) = pages(tables, Deck((slide,)), lang, DAY)
    (cover,) = opened(made([page], lang)).slides
    told = [s.text_frame.text for s in cover.shapes if s.has_text_frame]
    assert {"综合处", "张", page.title} <= set(told)
    names = [s.name for s in cover.shapes]
    assert {"Area", "Trend", "Point"} <= set(names)
    (line,) = [s for s in cover.shapes if s.name == "Trend"]
    assert page.curve is not None
    assert len(line._element.xpath(".//a:lnTo")) == len(page.curve.points) - 1


def test_notes_have_every_figure_as_printed(tables: Tables, lang: Lang) -> None:
    book = opened(content_of(OVERALL, lang))
    count = 0
    for page, slide in zip(shown(OVERALL, lang), book.slides, strict=True):
        if not page.facts:
            continue
        told = slide.notes_slide.notes_text_frame.text
        for o in page.facts:
            for part in (
                origins.printed_words(o, lang) if not o.derived else "",
                o.definition.name(lang),
                words.period_words(o, lang),
                str(words.statement(o, lang)),
                origins.source_words(tables, o, lang),
                origins.locator_words(tables, o, lang),
            ):
                assert part in told
            count += 1
        assert all(placed.exhibit.view in told for placed in page.placed)
        # What must be known comes first, before the list of figures with its version.
        lines = told.split("\n")
        head = text(lang)("pptx.facts", count=len(page.facts), version=tables.version)
        assert lines[: lines.index(head)] == list(remarks_of(page))
    assert count > 200


def test_a_derived_figure_has_its_formula_in_the_notes(tables: Tables, lang: Lang) -> None:
    (page,) = pages(tables, Deck((Slide("chart", ("indicator?id=satisfaction",)),)), lang, DAY)
    told = opened(made([page], lang)).slides[0].notes_slide.notes_text_frame.text
    derived = [o for o in page.facts if o.derived]
    assert derived
    from metrics.rules.derivations import formula

    assert all(formula(o) in told for o in derived)


def test_tables_are_native(lang: Lang) -> None:
    page, slide = shown("", lang)[11], opened(content_of("", lang)).slides[11]
    (table,) = [s.table for s in slide.shapes if s.has_table]
    grid = page.placed[0].exhibit.grid
    assert grid is not None
    rows = [[cell.text.replace("\v", "") for cell in row.cells] for row in table.rows]
    wanted = [list(map(_bare, row)) for row in (grid.columns, *grid.rows)]
    assert [list(map(_bare, row)) for row in rows] == wanted
    assert table.first_row
    assert not table.horz_banding


def _bare(told: str) -> str:
    return re.sub(r"\s", "", told)


def test_what_cannot_be_shown_is_said(lang: Lang) -> None:
    page, slide = shown("", lang)[13], opened(content_of("", lang)).slides[13]
    told = _bare("".join(s.text_frame.text for s in slide.shapes if s.has_text_frame))
    assert page.faults
    assert all(_bare(fault) in told for fault in page.faults)


def test_properties_name_the_data_and_no_person(tables: Tables, lang: Lang) -> None:
    about = opened(content_of("", lang)).core_properties
    assert about.title == "Title"
    assert about.language == {"zh": "zh-CN", "en": "en-US"}[lang]
    assert tables.version in about.subject
    assert about.last_modified_by == ""
    assert about.modified.year >= 2026


def test_values_in_the_file_are_exact() -> None:
    """A number of the file is the decimal of the facts, not one that was computed near it."""
    for page in shown("", "zh"):
        for placed in page.placed:
            for drawing in drawings(placed.exhibit.spec, placed.box, "zh"):
                for run in drawing.runs:
                    for value in run.values:
                        assert value is None or len(Decimal(repr(value)).as_tuple().digits) <= 17


# Templates


def template(folder: Path, *, titles: bool = True, macros: bool = False) -> Path:
    """Return an office's template of 4 to 3, with faces of its own and two example slides."""
    book = Presentation()
    book.slide_width, book.slide_height = Inches(10), Inches(7.5)
    theme = book.slide_master.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    )
    theme._blob = theme.blob.replace(b'<a:ea typeface=""/>', '<a:ea typeface="方正仿宋"/>'.encode())
    for layout in (0, 1):
        slide = book.slides.add_slide(book.slide_layouts[layout])
        slide.shapes.title.text = "EXAMPLE"
        slide.notes_slide.notes_text_frame.text = "EXAMPLE"
    root = book.part._element
    ids = "".join(f'<p14:sldId id="{s.get("id")}"/>' for s in root.sldIdLst)
    p14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
    extension = (
        f'<p:extLst xmlns:p="{SPACES["p"]}"><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
        f'<p14:sectionLst xmlns:p14="{p14}"><p14:section name="S" id="{{1}}">'
        f"<p14:sldIdLst>{ids}</p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>"
    )
    for old in root.findall(f"{{{SPACES['p']}}}extLst"):
        root.remove(old)
    root.append(etree.fromstring(extension))
    if not titles:
        for layout in book.slide_layouts:
            for shape in list(layout.placeholders):
                shape.element.getparent().remove(shape.element)
    path = folder / "office.pptx"
    book.save(str(path))
    if macros:
        retyped(path, b"presentationml.presentation.main", b"presentation.macroEnabled.main")
    return path


def retyped(path: Path, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in held.items():
            typed = content.replace(old, new) if name == "[Content_Types].xml" else content
            archive.writestr(name, typed)


def test_a_template_gives_master_faces_and_size(tmp_path: Path, lang: Lang) -> None:
    content = made(shown("", lang), lang, template=template(tmp_path))
    book = opened(content)
    assert (book.slide_width, book.slide_height) == (Inches(10), Inches(7.5))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        slides = [n for n in names if re.fullmatch(r"ppt/slides/slide\d+\.xml", n)]
        assert len(slides) == len(book.slides) == len(shown("", lang))
        assert not any(b"EXAMPLE" in archive.read(n) for n in names)
        assert b"sectionLst" not in archive.read("ppt/presentation.xml")
    for slide in book.slides:
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= book.slide_width * 1.001
            assert 0 <= shape.top <= shape.top + shape.height <= book.slide_height * 1.001
    titles = [s.shapes.title._element for s in book.slides]
    for title in titles:
        (properties,) = title.iter(f"{A}rPr")
        assert properties.find(f"{A}latin").get("typeface") == "+mj-lt"
        assert properties.find(f"{A}ea").get("typeface") == "+mj-ea"
        assert properties.find(f"{A}solidFill") is None, "the title keeps the template's colour"
    assert book.slides[0].slide_layout.name == "Title Slide"
    assert {s.slide_layout.name for s in list(book.slides)[1:]} == {"Title Only"}


def test_a_template_of_the_kind_potx_is_taken(tmp_path: Path) -> None:
    path = template(tmp_path)
    retyped(path, b"presentationml.presentation.main", b"presentationml.template.main")
    assert len(opened(made(shown("", "zh")[:2], "zh", template=path)).slides) == 2


def test_a_file_that_is_no_template_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "letter.pptx"
    with pytest.raises(TemplateError) as missing:
        made(shown("", "zh")[:1], "zh", template=path)
    path.write_text("Dear Sir")
    with pytest.raises(TemplateError) as broken:
        made(shown("", "zh")[:1], "zh", template=path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(TemplateError) as other:
        made(shown("", "zh")[:1], "zh", template=path)
    for fault in (missing, broken, other):
        assert "letter.pptx" in fault.value.words("zh")
        assert "letter.pptx" in fault.value.words("en")
    assert "另存为" in broken.value.words("zh")
    assert "save it as .pptx" in str(other.value)


def test_templates_with_macros_or_without_titles_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="macros"):
        made(shown("", "zh")[:1], "zh", template=template(tmp_path, macros=True))
    with pytest.raises(TemplateError, match="Title Only"):
        made(shown("", "zh")[:1], "zh", template=template(tmp_path, titles=False))


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 3:
            raise CancelledError

    file = io.BytesIO()
    with pytest.raises(CancelledError):
        write(shown("", "zh"), load(), "zh", file, title="Title", progress=stop)
    assert file.getvalue() == b""
    assert seen == [(n, len(shown("", "zh"))) for n in range(4)]
    path = tmp_path / "deck.pptx"
    with pytest.raises(CancelledError):
        save(path, lambda f: write(shown("", "zh"), load(), "zh", f, title="T", progress=stop))
    assert not list(tmp_path.iterdir())


def test_progress_ends_with_all_slides() -> None:
    seen: list[tuple[int, int]] = []
    made(shown("", "en")[:2], "en", progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_hard_texts_stay_text(tables: Tables) -> None:
    title = 'A <b> & "quotes" _x000D_ \x07 ]]> 📈'
    slide = Slide("chart", ("indicator?id=gii_rank",)).titled("en", title)
    (page,) = pages(tables, Deck((slide,)), "en", DAY)
    book = opened(made([page], "en"))
    assert "<b> &" in book.slides[0].shapes.title.text
