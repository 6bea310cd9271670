"""The order of elements that ECMA-376 gives, which Excel insists on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lxml import etree

from tests.parts import Parts

_AXIS = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark "
    "minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt"
)
_SERIES = "idx order tx spPr"
_FILLED = "dPt dLbls trendline errBars"
_LABELS = (
    "numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize separator"
)
_FILLS = "noFill solidFill gradFill blipFill pattFill grpFill"
_LETTERS = (
    f"ln {_FILLS} effectLst effectDag highlight uLnTx uLn uFillTx uFill latin ea cs sym hlinkClick "
    "hlinkMouseOver rtl extLst"
)
_BORDERS = "top left start bottom right end insideH insideV tl2br tr2bl"
_OBJECTS = "sp grpSp graphicFrame cxnSp pic contentPart"
# Schema, then element or parent/element, then its children in their order.
ORDER: dict[str, dict[str, str]] = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": {
        "worksheet": (
            "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr "
            "sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate "
            "customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
            "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks "
            "customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing "
            "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts "
            "extLst"
        ),
        "sheetPr": "tabColor outlinePr pageSetUpPr",
        "sheetView": "pane selection pivotSelection extLst",
        "c": "f v is extLst",
        "cfRule": "formula colorScale dataBar iconSet extLst",
        "colorScale": "cfvo color",
        "dataBar": "cfvo color",
        "conditionalFormatting": "cfRule extLst",
        "dataValidation": "formula1 formula2",
        "headerFooter": "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter",
        "autoFilter": "filterColumn sortState extLst",
        "sortState": "sortCondition extLst",
        "workbook": (
            "fileVersion fileSharing workbookPr workbookProtection bookViews sheets "
            "functionGroups externalReferences definedNames calcPr oleSize customWorkbookViews "
            "pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr "
            "webPublishObjects extLst"
        ),
        "table": "autoFilter sortState tableColumns tableStyleInfo extLst",
        "tableColumn": "calculatedColumnFormula totalsRowFormula xmlColumnPr extLst",
        "styleSheet": (
            "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles "
            "colors extLst"
        ),
        # The standard leaves the order of a font open; this is the one that Excel writes.
        "font": (
            "b i strike condense extend outline shadow u vertAlign sz color name family "
            "charset scheme"
        ),
        "border": "start end left right top bottom diagonal vertical horizontal",
        "patternFill": "fgColor bgColor",
        "xf": "alignment protection extLst",
        "dxf": "font numFmt fill alignment border protection extLst",
    },
    "http://schemas.openxmlformats.org/drawingml/2006/chart": {
        "chartSpace": (
            "date1904 lang roundedCorners style clrMapOvr pivotSource protection chart spPr "
            "txPr externalData printSettings userShapes extLst"
        ),
        "chart": (
            "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend "
            "plotVisOnly dispBlanksAs showDLblsOverMax extLst"
        ),
        "title": "tx layout overlay spPr txPr extLst",
        "legend": "legendPos legendEntry layout overlay spPr txPr extLst",
        "legendEntry": "idx delete txPr extLst",
        "layout": "manualLayout extLst",
        "manualLayout": "layoutTarget xMode yMode wMode hMode x y w h extLst",
        "lineChart": (
            "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId "
            "extLst"
        ),
        "barChart": ("barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst"),
        "scatterChart": "scatterStyle varyColors ser dLbls axId extLst",
        "areaChart": "grouping varyColors ser dLbls dropLines axId extLst",
        "lineChart/ser": f"{_SERIES} marker {_FILLED} cat val smooth extLst",
        "barChart/ser": (
            f"{_SERIES} invertIfNegative pictureOptions {_FILLED} cat val shape extLst"
        ),
        "scatterChart/ser": f"{_SERIES} marker {_FILLED} xVal yVal smooth extLst",
        "areaChart/ser": f"{_SERIES} pictureOptions {_FILLED} cat val extLst",
        "valAx": f"{_AXIS} crossBetween majorUnit minorUnit dispUnits extLst",
        "catAx": f"{_AXIS} auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl extLst",
        "dateAx": (
            f"{_AXIS} auto lblOffset baseTimeUnit majorUnit majorTimeUnit minorUnit "
            "minorTimeUnit extLst"
        ),
        "scaling": "logBase orientation max min extLst",
        "dPt": "idx invertIfNegative marker bubble3D explosion spPr pictureOptions extLst",
        "dLbls": f"dLbl delete {_LABELS} showLeaderLines leaderLines extLst",
        "dLbl": f"idx delete layout tx {_LABELS} extLst",
        "errBars": "errDir errBarType errValType noEndCap plus minus val spPr extLst",
        "spPr": f"xfrm custGeom prstGeom {_FILLS} ln effectLst effectDag scene3d sp3d extLst",
        "rich": "bodyPr lstStyle p",
        "txPr": "bodyPr lstStyle p",
        "strRef": "f strCache extLst",
        "numRef": "f numCache extLst",
        "strCache": "ptCount pt extLst",
        "numCache": "formatCode ptCount pt extLst",
    },
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": {
        "pPr": (
            "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
            "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
            "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
            "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
            "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
        ),
        "rPr": (
            "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
            "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs "
            "highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout "
            "specVanish oMath rPrChange"
        ),
        "sectPr": (
            "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
            "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection "
            "bidi rtlGutter docGrid printerSettings sectPrChange"
        ),
        "footnotePr": "pos numFmt numStart numRestart footnote",
        "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
        "tblPr": (
            "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
            "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
            "tblDescription tblPrChange"
        ),
        "tblBorders": _BORDERS,
        "tcBorders": _BORDERS,
        "tblCellMar": "top left start bottom right end",
        "tr": "tblPrEx trPr tc sdt",
        "tcPr": (
            "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
            "tcFitText vAlign hideMark"
        ),
        "tc": "tcPr p tbl",
        "sdt": "sdtPr sdtEndPr sdtContent",
        "style": (
            "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
            "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr "
            "tblPr trPr tcPr tblStylePr"
        ),
        "styles": "docDefaults latentStyles style",
        "rPrDefault": "rPr",
        "pPrDefault": "pPr",
        "font": (
            "altName panose1 charset family notTrueType pitch sig embedRegular embedBold "
            "embedItalic embedBoldItalic"
        ),
    },
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": {
        "inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
    },
    "http://schemas.openxmlformats.org/drawingml/2006/main": {
        "ln": (f"{_FILLS} prstDash custDash round bevel miter headEnd tailEnd extLst"),
        "pattFill": "fgClr bgClr",
        "r": "rPr t",
        "rPr": _LETTERS,
        "defRPr": _LETTERS,
        "endParaRPr": _LETTERS,
    },
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing": {
        "twoCellAnchor": f"from to {_OBJECTS} clientData",
        "oneCellAnchor": f"from ext {_OBJECTS} clientData",
        "absoluteAnchor": f"pos ext {_OBJECTS} clientData",
        "from": "col colOff row rowOff",
        "to": "col colOff row rowOff",
        "sp": "nvSpPr spPr style txBody",
        "pic": "nvPicPr blipFill spPr style",
        "graphicFrame": "nvGraphicFramePr xfrm graphic",
    },
}
# What every program knows; all else may stand only in a list of extensions, which those that do
# not know it pass over.
_EVERYWHERE = set(ORDER)
# Children that may be there more than once in an element where most may not.
REPEATED = {"cols", "conditionalFormatting"}
_CHARTS = {"lineChart", "barChart", "scatterChart", "areaChart"}
_AXES = {"valAx", "catAx", "dateAx"}


def order_faults(parts: Parts, folder: str = "xl/") -> Iterator[str]:
    """Yield the children that stand where the standard has none of them."""
    for name in parts.content:
        if name.startswith(folder) and name.endswith(".xml"):
            for element in parts.tree(name).iter(etree.Element):
                if len(element):
                    yield from (f"{name}: {fault}" for fault in _misplaced(element))


def newer_faults(parts: Parts) -> Iterator[str]:
    """Yield elements that only newer programs know, and that have nothing to fall back on."""
    for name in parts.content:
        if name.startswith("xl/") and name.endswith(".xml"):
            for element in parts.tree(name).iter(etree.Element):
                known = etree.QName(element)
                within = (etree.QName(e).localname for e in element.iterancestors())
                if known.namespace not in _EVERYWHERE and "extLst" not in within:
                    yield f"{name}: {known.localname} of {known.namespace}"


def _misplaced(element: Any) -> Iterator[str]:
    known = etree.QName(element)
    sequences = ORDER.get(known.namespace or "", {})
    children = [etree.QName(e).localname for e in element.iterchildren(etree.Element)]
    if known.localname == "plotArea" and sequences:
        yield from _misplaced_in_plot(children)
        return
    parent = element.getparent()
    within = "" if parent is None else f"{etree.QName(parent).localname}/{known.localname}"
    sequence = sequences.get(within, sequences.get(known.localname))
    if sequence is None:
        return
    order = sequence.split()
    yield from _out_of(order, children, known.localname)
    fills = [child for child in children if child in _FILLS.split()]
    if len(fills) > 1 and known.localname in ("ln", "spPr", "rPr", "defRPr", "endParaRPr"):
        yield f"{known.localname} is filled twice: {', '.join(fills)}"
    if known.localname in ("worksheet", "workbook", "styleSheet", "table", "chart"):
        for child, count in Counter(children).items():
            if count > 1 and child not in REPEATED:
                yield f"{known.localname} has {child} {count} times"


def _out_of(order: list[str], children: list[str], parent: str) -> Iterator[str]:
    places = []
    for child in children:
        if child in order:
            places.append(order.index(child))
        else:
            yield f"{child} in {parent}, which has none"
    for before, after in pairwise(places):
        if after < before:
            yield f"{order[after]} behind {order[before]} in {parent}"


def _misplaced_in_plot(children: list[str]) -> Iterator[str]:
    """Yield what is wrong in a plot area: layout, charts, their axes, look."""
    kinds = ["chart" if c in _CHARTS else "axis" if c in _AXES else c for c in children]
    yield from _out_of(["layout", "chart", "axis", "dTable", "spPr", "extLst"], kinds, "plotArea")
