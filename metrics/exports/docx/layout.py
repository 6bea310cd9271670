"""How a brief is set: the manner of official documents of China, and a plain one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from metrics.charts.plotly.style import COLOURS
from metrics.exports.pptx.theme import EAST_ASIAN, LATIN
from metrics.locale import Lang

Name = Literal["official", "plain"]
LAYOUTS: tuple[Name, ...] = get_args(Name)
Align = Literal["left", "center", "right", "both"]

SERIF = "Times New Roman"
# Names under which offices have the faces, and what takes their place where they are not there.
FALLBACKS: Mapping[str, str] = {
    "方正小标宋简体": "华文中宋",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
}
# Twips of a line of the page grid, 22 of which fill a page of GB/T 9704, and twentieths of a point
# by which letters of 16 pt stand closer, so that 28 of them fill a line of 156 mm.
PITCH, CLOSER = 579, -5


@dataclass(frozen=True)
class Look:
    """How a style looks.

    Parameters
    ----------
    east, latin : str
        Faces of Chinese and of Latin letters.
    size : float
        Points.
    before, after : float
        Points of room above and below.
    line : float
        Points from line to line; 0 for the height of the face, which charts in the text need.
    indent : bool
        Whether the first line is set in by two letters.
    on_grid : bool
        Whether lines stand on the grid of the page, where there is one.
    with_next : bool
        Whether it stands on one page with what follows.
    """

    east: str
    latin: str
    size: float
    bold: bool = False
    align: Align = "left"
    colour: str = "#000000"
    before: float = 0
    after: float = 0
    line: float = 0
    indent: bool = False
    on_grid: bool = True
    with_next: bool = False


@dataclass(frozen=True)
class Layout:
    """How a document is set.

    Parameters
    ----------
    margins : tuple of float
        Millimetres at top, bottom, left and right.
    footer : float
        Millimetres from the lower edge to the number of the page.
    looks : mapping
        Looks by the name of the style.
    chart : tuple of str
        Latin and Chinese face of charts.
    grid : bool
        Whether lines stand on a grid, and letters closer, as official documents are set.
    grouped : bool
        Whether thousands are parted by commas.
    outside : bool
        Whether numbers of pages stand at the outer edges.
    signed : bool
        Whether office and date stand below the text, else below the title.
    """

    margins: tuple[float, float, float, float]
    footer: float
    looks: Mapping[str, Look] = field(hash=False)
    chart: tuple[str, str]
    grid: bool = False
    grouped: bool = True
    outside: bool = False
    signed: bool = False


TABLE, CHART, SIGNED = "Brief Table", "Brief Chart", "Brief Signature"
# Long tables, remarks below them, the line that names an annex, and the mark of one.
LONG, REMARK = "Brief Long Table", "Brief Remark"
ENCLOSED, ANNEX = "Brief Enclosure", "Brief Annex"
NOTE, MARK = "footnote text", "footnote reference"
BODY = "Body Text"


def layout(name: Name, lang: Lang) -> Layout:
    """Return a layout by its name.

    Examples
    --------
    >>> official = layout("official", "zh")
    >>> official.margins, official.looks["Body Text"].east
    ((37, 35, 28, 26), '仿宋_GB2312')
    """
    return _official(lang) if name == "official" else _plain(lang)


def _official(lang: Lang) -> Layout:
    song, kai, hei, fang = "方正小标宋简体", "楷体_GB2312", "黑体", "仿宋_GB2312"
    zh = lang == "zh"
    # The grid is one of Chinese letters; English has letters and lines of its own.
    size, line, small = (16, 0, 10.5) if zh else (14, 21, 10)
    own = {"line": line, "on_grid": True}
    body = {"indent": True, "align": "both", **own}
    head = {"bold": not zh, "indent": True, "with_next": True, **own}
    looks = {
        "Normal": Look(fang, SERIF, size),
        BODY: Look(fang, SERIF, size, **body),  # type: ignore[arg-type]
        "Title": Look(
            song, SERIF, 22, bold=not zh, align="center", line=0 if zh else 28, with_next=True
        ),
        "Subtitle": Look(kai, SERIF, size, align="center", line=line, after=0 if zh else 8),
        "Heading 1": Look(hei, SERIF, size, before=0 if zh else 4, **head),  # type: ignore[arg-type]
        "Heading 2": Look(kai, SERIF, size, before=0 if zh else 4, **head),  # type: ignore[arg-type]
        "Caption": Look(
            hei, SERIF, small, align="center", before=3, after=3, line=15, on_grid=False
        ),
        TABLE: Look(fang, SERIF, small, before=0.5, after=0.5, line=14.5, on_grid=False),
        LONG: Look(fang, SERIF, 9, line=13, on_grid=False),
        REMARK: Look(fang, SERIF, 9, before=4, line=13, on_grid=False),
        ENCLOSED: Look(fang, SERIF, size, indent=True, with_next=True, line=line),
        ANNEX: Look(hei, SERIF, size, bold=not zh, with_next=True, line=line),
        CHART: Look(fang, SERIF, 10.5, align="center", before=5, on_grid=False, with_next=True),
        SIGNED: Look(fang, SERIF, size, align="right", with_next=True, line=line),
        "Footer": Look("宋体", SERIF, 14),
        NOTE: Look(fang, SERIF, 9, align="both", line=12, on_grid=False),
    }
    return Layout(
        (37, 35, 28, 26),
        25,
        looks,
        (SERIF, hei),
        grid=zh,
        grouped=not zh,
        outside=True,
        signed=True,
    )


def _plain(lang: Lang) -> Layout:
    east, latin, accent = EAST_ASIAN, LATIN, COLOURS["light"].accent
    soft = COLOURS["light"].soft
    body = Look(east, latin, 11, align="both" if lang == "zh" else "left", after=8, line=18)
    looks = {
        "Normal": Look(east, latin, 11),
        BODY: body,
        "Title": Look(east, latin, 22, bold=True, colour=accent, after=6, line=29, with_next=True),
        "Subtitle": Look(east, latin, 11, colour=soft, after=14, line=16),
        "Heading 1": Look(
            east, latin, 15, bold=True, colour=accent, before=14, after=6, line=20, with_next=True
        ),
        "Heading 2": Look(
            east, latin, 12.5, bold=True, before=10, after=4, line=17, with_next=True
        ),
        "Caption": Look(east, latin, 9.5, bold=True, before=4, after=4, line=13),
        TABLE: Look(east, latin, 9.5, before=1.5, after=1.5, line=13),
        LONG: Look(east, latin, 8.5, before=0.5, after=0.5, line=12),
        REMARK: Look(east, latin, 8.5, colour=soft, before=4, line=12),
        ENCLOSED: Look(east, latin, 11, with_next=True),
        ANNEX: Look(east, latin, 15, bold=True, with_next=True),
        CHART: Look(east, latin, 9.5, before=4, with_next=True),
        SIGNED: Look(east, latin, 11, align="right"),
        "Footer": Look(east, latin, 9, align="center", colour=soft),
        NOTE: Look(east, latin, 8, line=11),
    }
    return Layout((25, 22, 25, 25), 12, looks, (latin, east))


def faces_of(name: Name, lang: Lang) -> dict[str, str]:
    """Return the faces of a layout, each with what takes its place; empty where nothing is named.

    Examples
    --------
    >>> faces_of("official", "zh")["仿宋_GB2312"], faces_of("plain", "en")
    ('仿宋', {'Arial': ''})
    """
    looks = layout(name, lang).looks.values()
    east = dict.fromkeys(look.east for look in looks) if lang == "zh" else {}
    latin = dict.fromkeys(look.latin for look in looks)
    return {face: FALLBACKS.get(face, "") for face in (*east, *latin)}
