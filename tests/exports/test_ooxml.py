"""Each rule of what Excel needs finds a workbook that breaks it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn, TableFormula

from metrics.exports.workbook.cells import OrderedFont
from metrics.exports.workbook.openpyxl_internals import set_default_font
from tests.ooxml import faults

DOUBLE = "Years[[#This Row],[Value]]*2"
SPARKLINES = """<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"
 xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:sparklineGroups
 xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:colorSeries
 rgb="FF12436D"/><x14:colorLast rgb="FF12436D"/><x14:sparklines><x14:sparkline>
<xm:f>'One'!A2:B2</xm:f><xm:sqref>D2</xm:sqref></x14:sparkline><x14:sparkline>
<xm:f>'One'!A3:B3</xm:f><xm:sqref>D3</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups
></ext></extLst>"""
SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
TABLE, CHART, DRAWING = "xl/tables/table1.xml", "xl/charts/chart1.xml", "xl/drawings/drawing1.xml"
RELATIONS, TYPES = "xl/worksheets/_rels/sheet1.xml.rels", "[Content_Types].xml"


@pytest.fixture(scope="module")
def sound() -> dict[str, str]:
    """Return the parts of a small workbook with a bit of everything."""
    book = Workbook()
    set_default_font(book, OrderedFont(name="Arial", size=10))
    one: Any = book.active
    one.title = "One"
    two = book.create_sheet("Two & more")
    for row in (
        ("Year", "Value", "Double", "Trend"),
        (2023, 5, f"={DOUBLE}"),
        (2024, 7, f"={DOUBLE}"),
    ):
        one.append(row)
    columns = [
        TableColumn(id=n, name=name)
        for n, name in enumerate(("Year", "Value", "Double", "Trend"), 1)
    ]
    columns[2].calculatedColumnFormula = TableFormula(attr_text=DOUBLE)
    one.add_table(Table(displayName="Years", ref="A1:D3", tableColumns=columns))
    one["F1"] = '=HYPERLINK("#\'Two & more\'!A"&MATCH(1,A1:A3,0),"more")'
    one["F2"] = "=SUM(Years[Value])+total"
    one["F3"] = "back"
    one["F3"].hyperlink = Hyperlink(ref="F3", location="'Two & more'!A1")
    one["F4"].hyperlink = "https://example.org/"
    listed = DataValidation(type="list", formula1='"a,b"', sqref="G1")
    one.add_data_validation(listed)
    rule = CellIsRule(
        operator="lessThan", formula=["0"], fill=PatternFill("solid", bgColor="FF0000")
    )
    one.conditional_formatting.add("B2:B3", rule)
    one.oddFooter.center.text = "&P"
    one.column_dimensions["B"].width = 12
    one.column_dimensions["D"].width = 12
    chart = BarChart()
    chart.title = "Values"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.add_data(Reference(one, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    two.add_chart(chart, "A3")
    two["A1"] = "x"
    book.defined_names["total"] = DefinedName("total", attr_text="'Two & more'!$A$1")
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts[SHEET] = (
        parts[SHEET]
        .replace("<v />", "<v>1</v>")
        .replace("<v/>", "<v>1</v>")
        .replace("<v></v>", "<v>1</v>")
    )
    parts[SHEET] = parts[SHEET].replace("</worksheet>", f"{SPARKLINES}</worksheet>")
    parts[DRAWING] = parts[DRAWING].replace('name="Chart 1"', 'name="Chart 1" descr="Values"')
    return parts


def packed(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, said in parts.items():
            archive.writestr(name, said)
    return file.getvalue()


def test_a_sound_workbook_has_no_fault(sound: dict[str, str]) -> None:
    assert faults(packed(sound)) == []


LONG = "x" * 256
FORMULA = "SUM(Years[Value])+total"
# What is broken: the part, what stands there, what is put there, and what is said of it.
BREAKS: list[tuple[str, str, str, str]] = [
    (SHEET, "<sheetFormatPr", "<mergeCells/><sheetFormatPr", "sheetFormatPr behind mergeCells"),
    (SHEET, "<pageMargins", "<pages/><pageMargins", "pages in worksheet, which has none"),
    (SHEET, "<extLst>", "<extLst/><extLst>", "worksheet has extLst 2 times"),
    (BOOK, "<calcPr", "<bookViews/><calcPr", "workbook has bookViews 2 times"),
    (
        STYLES,
        '<sz val="10"/><name val="Arial"/>',
        '<name val="Arial"/><sz val="10"/>',
        "sz behind name",
    ),
    (STYLES, "<left/><right/>", "<right/><left/>", "left behind right in border"),
    (
        TABLE,
        "<tableColumns",
        '<tableStyleInfo name="x"/><tableColumns',
        "tableColumns behind tableSt",
    ),
    (CHART, "</barChart>", "</barChart><layout/>", "layout behind chart in plotArea"),
    (
        CHART,
        '<barDir val="col"/><grouping val="clustered"/>',
        '<grouping val="clustered"/><barDir val="col"/>',
        "barDir behind grouping",
    ),
    (
        CHART,
        '<idx val="0"/><order val="0"/>',
        '<order val="0"/><idx val="0"/>',
        "idx behind order in ser",
    ),
    (
        CHART,
        '<plotVisOnly val="1"/>',
        '<plotVisOnly val="1"/><legend/>',
        "legend behind plotVisOnly",
    ),
    (CHART, "t>Values", 't xml:space="preserve">Values', "a text with an attribute"),
    (
        CHART,
        "<a:prstDash",
        "<a:noFill/><a:solidFill/><a:prstDash",
        "ln is filled twice: noFill, so",
    ),
    (CHART, "<a:prstDash", "<a:round/><a:prstDash", "prstDash behind round in ln"),
    (CHART, "<a:t>Values</a:t>", "", "a run of text without text"),
    (CHART, '<delete val="0"/>', "", "an axis that does not say"),
    (DRAWING, "<clientData/>", "<clientData/><pic/>", "pic behind clientData"),
    (DRAWING, ' descr="Values"', "", "a shape without a description"),
    (
        TYPES,
        '<Override PartName="/xl/tables/table1.xml"',
        '<Override PartName="/xl/tables/none.xml"',
        "/xl/tables/none.xml has a type and is not there",
    ),
    (TYPES, 'Extension="rels"', 'Extension="other"', "_rels/.rels has no type"),
    (
        SHEET,
        "<pageMargins",
        '<a xmlns="http://example.org/2019"/><pageMargins',
        "a of http://example",
    ),
    (
        TYPES,
        "spreadsheetml.table+xml",
        "spreadsheetml.queryTable+xml",
        "table1.xml is a table and has the type",
    ),
    (
        RELATIONS,
        "/xl/tables/table1.xml",
        "/xl/tables/table2.xml",
        "xl/tables/table2.xml is not there",
    ),
    (
        RELATIONS,
        "/xl/tables/table1.xml",
        "/xl/tables/table2.xml",
        "nothing leads to xl/tables/table1.xml",
    ),
    (RELATIONS, 'Id="rId1"', 'Id="rId9"', "rId1 is no relation of it"),
    (
        RELATIONS,
        "relationships/table",
        "relationships/queryTable",
        "a relation of the kind queryTable",
    ),
    (RELATIONS, "https://example.org/", "#'Two'!A1", "is outside"),
    (
        RELATIONS,
        "https://example.org/",
        "https://example.org/" + "x" * 2100,
        "an address of 2120 characters",
    ),
    (BOOK, 'name="Two &amp; more"', 'name="one"', "2 sheets are named one"),
    (BOOK, 'name="One"', f'name="{"汉" * 32}"', "has a name of 32 characters"),
    (BOOK, 'name="One"', 'name="O/ne"', "has a character that is forbidden"),
    (BOOK, 'name="One"', 'name="History"', "a name that Excel keeps for itself"),
    (BOOK, 'name="total"', 'name="years"', "years names 2 things"),
    (BOOK, 'name="total"', 'name="GII2024"', "GII2024 looks like a cell"),
    (BOOK, 'name="total"', 'name="R1C1"', "R1C1 looks like a cell"),
    (BOOK, 'name="total"', 'name="c"', "c looks like a cell"),
    (BOOK, 'name="total"', 'name="to tal"', "to tal has a character"),
    (
        BOOK,
        'name="total"',
        'name="total" localSheetId="7"',
        "total belongs to a sheet that is not there",
    ),
    (
        BOOK,
        "</definedNames>",
        '<definedName name="TOTAL">1</definedName></definedNames>',
        "total is defined 2 times",
    ),
    (BOOK, "'Two &amp; more'!$A$1<", "'Three'!$A$1<", "total: there is no sheet 'Three'"),
    (BOOK, "'Two &amp; more'!$A$1<", "#REF!<", "total: #REF!"),
    (TABLE, 'displayName="Years"', 'displayName="T2"', "T2 looks like a cell"),
    (TABLE, 'name="Year"/>', 'name="Years"/>', "A1 is 'Year', its column 'Years'"),
    (TABLE, 'name="Trend"/>', 'name="value"/>', "2 columns are named value"),
    (TABLE, 'count="4"', 'count="3"', "4 columns (3) over 4"),
    (TABLE, 'ref="A1:D3"', 'ref="A1:E3"', "4 columns (4) over 5"),
    (TABLE, 'ref="A1:D3"', 'ref="A1:D1"', "no row below its headings"),
    (TABLE, "*2</calculated", "*3</calculated", "C2 is 'Years[[#This Row],[Value]]*2', its column"),
    (TABLE, "Years[[#This Row],[Value]]*2", "", "column Double has an empty formula"),
    (
        SHEET,
        '<c r="D1" t="inlineStr"><is><t>Trend</t></is>',
        '<c r="D1" t="str"><f>"Trend"</f><v>Trend</v>',
        "D1 is no text",
    ),
    (TABLE, '<tableColumn id="2"', '<tableColumn id="1"', "2 columns have the number 1"),
    (
        TABLE,
        "<tableColumns",
        '<autoFilter ref="A1:D2"/><tableColumns',
        "its filter is A1:D2, not A1:D3",
    ),
    (
        SHEET,
        "<conditionalF",
        '<autoFilter ref="A1:D3"/><conditionalF',
        "a table meets merged cells or the filter",
    ),
    (
        SHEET,
        "<conditionalF",
        '<mergeCells><mergeCell ref="D3:E3"/></mergeCells><conditionalF',
        "a table meets",
    ),
    (
        SHEET,
        '<tableParts count="1"><tablePart',
        '<tableParts count="1"><x',
        "lists 0 tables and has 1",
    ),
    (SHEET, "<is><t>Trend</t></is>", "<is><t/></is>", "D1 is '', its column 'Trend'"),
    (SHEET, '<row r="4">', '<row r="3">', "row 3 behind row 3"),
    (SHEET, '<c r="B2"', '<c r="A2"', "A2 is out of place"),
    (SHEET, '<c r="B2" t="n"', '<c r="B2" t="n" cm="1"', "B2 is a dynamic array"),
    (SHEET, f"{FORMULA}</f><v>1</v>", f"{FORMULA}</f><v/>", "F2: a formula without a result"),
    (SHEET, '<c r="F2"><f>', '<c r="F2" t="e"><f>', "F2: the error 1"),
    (SHEET, "<t>back</t>", f"<t>{'x' * 32_768}</t>", "F3: a text of 32768 characters"),
    (SHEET, "<v>5</v>", "<v>inf</v>", "B2: the number inf"),
    (SHEET, '<c r="B2" t="n"', '<c r="B2" s="5" t="n"', "style 5 of 1"),
    (SHEET, 'dxfId="0"', 'dxfId="3"', "a rule has the look 3 of 1"),
    (SHEET, 'min="4" max="4"', 'min="2" max="4"', "columns 2 to 4 behind 2"),
    (SHEET, '<col width="12"', '<col width="300"', "a column is 300 wide"),
    (SHEET, '<row r="4">', '<row r="4" ht="500">', "row 4 is 500 high"),
    (SHEET, "&amp;C&amp;P", f"&amp;C{LONG}", "a header or footer of 258 characters"),
    (
        STYLES,
        '<cellXfs count="1"><xf numFmtId="0" fontId="0"',
        '<cellXfs count="1"><xf numFmtId="0" fontId="4"',
        "a style has font 4 of 1",
    ),
    (
        STYLES,
        '<cellXfs count="1"><xf numFmtId="0"',
        '<cellXfs count="1"><xf numFmtId="170"',
        "a style has number format 170",
    ),
    (SHEET, FORMULA, "CONCAT(1,2)", "CONCAT is newer than Excel 2007"),
    (SHEET, FORMULA, "WORKDAY.INTL(1,2)", "WORKDAY.INTL is newer than Excel 2007"),
    (SHEET, FORMULA, "_xlfn.CONCAT(1,2)", "is not as Excel of 2007"),
    (SHEET, FORMULA, "=1+1", "is not as Excel of 2007"),
    (SHEET, FORMULA, "Years[@Value]", "is not as Excel of 2007"),
    (SHEET, FORMULA, "[1]One!A1", "is not as Excel of 2007"),
    (SHEET, FORMULA, "SUM(Years[Values])", "Years has no column Values"),
    (SHEET, FORMULA, "SUM(Months[Value])", "there is no table Months"),
    (SHEET, FORMULA, "SUM(totals)", "there is no totals"),
    (SHEET, FORMULA, "'Three'!A1", "there is no sheet 'Three'"),
    (SHEET, FORMULA, f'"{LONG}"&amp;1', "a text of 256 characters"),
    (SHEET, FORMULA, "1" + "+1" * 4096, "8193 characters"),
    (SHEET, "#'Two &amp; more'!A\"", "#'Three'!A\"", "F1: there is no sheet 'Three'"),
    (SHEET, "<formula>0</formula>", "<formula>IFS(1,2)</formula>", "a rule of One: IFS is newer"),
    (
        SHEET,
        "location=\"'Two &amp; more'!A1\"",
        "location=\"'Three'!A1\"",
        "F3: there is no sheet 'Three'",
    ),
    (SHEET, "location=\"'Two &amp; more'!A1\"", "", "F3: a link to nothing"),
    (
        SHEET,
        '<hyperlink ref="F3"',
        '<hyperlink ref="F3" location="total"/><hyperlink ref="F3"',
        "F3: 2 links",
    ),
    (SHEET, '"a,b"', f'"{LONG}"', "G1: a list of 256 characters"),
    (SHEET, '"a,b"', "Three!$A$1:$A$2", "G1: there is no sheet Three"),
    (SHEET, 'sqref="G1" ', f'sqref="G1" prompt="{LONG}" ', "G1: its prompt is too long"),
    (CHART, "'One'!$B$2:$B$3", "'Three'!$B$2:$B$3", "chart1.xml: there is no sheet 'Three'"),
    (SHEET, "<x14:sparklineGroup>", '<x14:sparklineGroup dateAxis="1">', "a sparkline along dates"),
    (
        SHEET,
        "</x14:sparklineGroups",
        "<x14:sparklineGroup/></x14:sparklineGroups",
        "One: 2 groups of sparklines",
    ),
    (
        SHEET,
        "</x14:sparklineGroups",
        "<x14:sparklineGroup/></x14:sparklineGroups",
        "a group without sparklines",
    ),
    (SHEET, "x14:colorSeries", "x14:colorLow", "colours of sparklines out of order"),
    (
        SHEET,
        "'One'!A2:B2",
        "'Two &amp; more'!A2:B2",
        "the sparkline of D2 reads 'Two & more'!A2:B2, another sheet",
    ),
    (SHEET, "'One'!A2:B2", "A2:B2", "another sheet or none"),
    (SHEET, "'One'!A2:B2", "'One'!A3:B3", "another row"),
    (SHEET, "'One'!A2:B2", "'One'!F2:G2", "outside of its table"),
    (SHEET, "'One'!A2:B2", "'One'!B2:C2", "read other columns in other rows"),
    (SHEET, "<xm:sqref>D3", "<xm:sqref>G3", "D3 has no sparkline, and others of Years do"),
    (SHEET, "{05C60535-1F16-4fd2-B633-F4F36F0B64E0}", "{1}", "One: extensions"),
]


@pytest.mark.parametrize(("part", "old", "new", "said"), BREAKS, ids=[b[3][:40] for b in BREAKS])
def test_each_rule_finds_what_breaks_it(
    sound: dict[str, str], part: str, old: str, new: str, said: str
) -> None:
    assert old in sound[part]
    found = faults(packed(sound | {part: sound[part].replace(old, new)}))
    assert any(said in fault for fault in found), found


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (SHEET, "xl/worksheets/sheet1.xml is twice in the archive"),
        ("xl/other/", "xl/other/ is a folder"),
        ("xl/vbaProject.bin", "xl/vbaProject.bin has no type"),
        ("xl/other.xml", "nothing leads to xl/other.xml"),
        ("xl/_rels/other.xml.rels", "xl/_rels/other.xml.rels belongs to no part"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_parts_that_do_not_belong_are_found(sound: dict[str, str], name: str, said: str) -> None:
    file = io.BytesIO(packed(sound))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, sound.get(name, "<x/>"))
    assert any(said in fault for fault in faults(file.getvalue()))


def test_what_wps_cannot_unpack_is_found(sound: dict[str, str]) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        for name, said in sound.items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(said.encode())
    found = faults(file.getvalue())
    assert f"{SHEET} is written for archives over 4 GB (zip64)" in found
    assert f"{SHEET} is packed in an unusual way" in found
