"""What slides are made on: the house's own master, or the office's template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.util import Emu

from metrics.briefing import covers
from metrics.briefing.boxes import BOTTOM, COVER, HEIGHT, NUMBER, SIDE, SMALL, TITLE, TOP, WIDTH
from metrics.charts.plotly.style import COLOURS, LINE
from metrics.exports.pptx.markup import SPACES
from metrics.exports.pptx.theme import EAST_ASIAN, LATIN, PIXEL, POINTS, Faces, SlideTheme
from metrics.exports.templates import PPTX, Template, TemplateError, content_of, unusable
from metrics.locale import Lang

_A = f"{{{SPACES['a']}}}"
_P = f"{{{SPACES['p']}}}"
_R = f"{{{SPACES['r']}}}"
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_ASIDE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


@dataclass(frozen=True)
class Base:
    """A presentation without slides.

    Parameters
    ----------
    cover, plain : SlideLayout
        Layouts of the cover and of every other slide.
    """

    presentation: Any
    ground: SlideTheme
    cover: Any
    plain: Any


def base(lang: Lang, template: Path | Template | None) -> Base:
    """Return an empty presentation; raise `TemplateError` where the template cannot be used."""
    made = _house(lang) if template is None else _office(lang, template)
    # A small picture of slides that are gone.
    package = made.presentation.part.package
    for relation in [r for r in package.iter_rels() if r.reltype == RT.THUMBNAIL]:
        package.drop_rel(package.relate_to(relation.target_part, RT.THUMBNAIL))
    return made


def check(template: Path | Template, lang: Lang) -> None:
    """Raise `TemplateError` where a template cannot be used."""
    base(lang, template)


def _house(lang: Lang) -> Base:
    """Return the house's own master: white paper, one accent, the faces of the charts."""
    made = Presentation()
    ground = SlideTheme(lang)
    made.slide_width, made.slide_height = Emu(ground.width), Emu(ground.height)
    master = made.slide_master
    kept = {layout.name: layout for layout in made.slide_layouts}
    cover, plain = kept.pop("Title Slide"), kept.pop("Title Only")
    for layout in kept.values():
        made.slide_layouts.remove(layout)
    _theme(master)
    for owner in (master, cover, plain):
        _placed(owner)
    styles = master.element.find(f"{_P}txStyles")
    for properties in styles.find(f"{_P}titleStyle").iter(f"{_A}lvl1pPr"):
        properties.set("algn", "l")
        letters = properties.find(f"{_A}defRPr")
        letters.set("sz", str(TITLE * POINTS))
        letters.set("b", "1")
    return Base(made, ground, cover, plain)


def _theme(master: Any) -> None:
    """Write the colours and faces of the house into the theme."""
    part = master.part.part_related_by(RT.THEME)
    root = etree.fromstring(part.blob)
    palette = COLOURS["light"]
    colours = {
        "dk1": palette.ink,
        "lt1": palette.paper,
        "dk2": palette.soft,
        "lt2": palette.grid,
        **{f"accent{n}": colour for n, colour in enumerate(palette.marks, 1)},
    }
    scheme = root.find(f".//{_A}clrScheme")
    for name, colour in colours.items():
        slot = scheme.find(f"{_A}{name}")
        for old in list(slot):
            slot.remove(old)
        etree.SubElement(slot, f"{_A}srgbClr", val=colour.lstrip("#"))
    for font in ("majorFont", "minorFont"):
        faces = root.find(f".//{_A}{font}")
        faces.find(f"{_A}latin").set("typeface", LATIN)
        faces.find(f"{_A}ea").set("typeface", EAST_ASIAN)
    part.blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _placed(owner: Any) -> None:
    """Put the placeholders of a master or layout in the places that slides give them."""
    high, title = SMALL * LINE, covers.TOP + 48
    places = {
        PP_PLACEHOLDER.TITLE: (SIDE, TOP, WIDTH - 2 * SIDE, TITLE * LINE),
        PP_PLACEHOLDER.CENTER_TITLE: (covers.LEFT, title, covers.TEXT_WIDTH, COVER * LINE),
        PP_PLACEHOLDER.SUBTITLE: (covers.LEFT, title + COVER * LINE + 20, covers.TEXT_WIDTH, 60),
        PP_PLACEHOLDER.BODY: (SIDE, 180, WIDTH - 2 * SIDE, 700),
        PP_PLACEHOLDER.SLIDE_NUMBER: (WIDTH - SIDE - NUMBER, HEIGHT - BOTTOM - high, NUMBER, high),
    }
    for shape in list(owner.placeholders):
        kind = shape.placeholder_format.type
        if kind in (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER):
            shape.element.getparent().remove(shape.element)
            continue
        x, y, w, h = (round(side * PIXEL) for side in places[kind])
        shape.left, shape.top, shape.width, shape.height = x, y, w, h


def _office(lang: Lang, template: Path | Template) -> Base:
    content = content_of(template, PPTX)
    try:
        made: Any = Presentation(BytesIO(content))
        _emptied(made)
        found = _titled(made)
        master = found[0].slide_master if found else None
        faces = _faces(master) if master is not None else None
    # Whatever a broken file does to its reader, the office gets to know what to do.
    except Exception:
        raise unusable(template, PPTX) from None
    if faces is None:
        raise TemplateError("pptx", "no_title", path=template.name)
    plain = min(found, key=_other_places)
    covers = [c for c in found if PP_PLACEHOLDER.CENTER_TITLE in _kinds(c)]
    ground = SlideTheme(lang, int(made.slide_width), int(made.slide_height), faces, own=True)
    return Base(made, ground, covers[0] if covers else plain, plain)


def _titled(made: Any) -> list[Any]:
    """Return the layouts of the first master that have a place for a title."""
    layouts = list(made.slide_layouts) if len(made.slide_masters) else []
    return [layout for layout in layouts if _kinds(layout) & set(_TITLES)]


def _emptied(made: Any) -> None:
    """Take the example slides out with all that only they refer to."""
    root = made.element
    slides = root.find(f"{_P}sldIdLst")
    for slide in list(slides if slides is not None else ()):
        made.part.drop_rel(slide.get(f"{_R}id"))
        slides.remove(slide)
    # Lists of slides by section, and shows of some of them, would name slides that are gone.
    for shows in root.findall(f"{_P}custShowLst"):
        root.remove(shows)
    for extension in list(root.iter(f"{_P}ext")):
        if any(etree.QName(part).localname == "sectionLst" for part in extension):
            extension.getparent().remove(extension)
    for extensions in root.findall(f"{_P}extLst"):
        if not len(extensions):
            root.remove(extensions)


def _kinds(layout: Any) -> set[Any]:
    return {shape.placeholder_format.type for shape in layout.placeholders}


def _other_places(layout: Any) -> tuple[int, bool]:
    """Say how many places besides title, date, footer and number a layout has."""
    kinds = [shape.placeholder_format.type for shape in layout.placeholders]
    others = sum(kind not in (*_TITLES, *_ASIDE) for kind in kinds)
    return others, PP_PLACEHOLDER.CENTER_TITLE in kinds


def _faces(master: Any) -> Faces:
    """Return the faces of a theme, by their parts in it.

    Chinese has one of its own where it has none.
    """
    root = etree.fromstring(master.part.part_related_by(RT.THEME).blob)
    found = dict(_theme_faces(root))
    return Faces(*(found[key] for key in ("minor-lt", "minor-ea", "major-lt", "major-ea")))


def _theme_faces(root: Any) -> Iterator[tuple[str, str]]:
    for font, code in (("minor", "mn"), ("major", "mj")):
        for script, element, fallback in (("lt", "latin", LATIN), ("ea", "ea", EAST_ASIAN)):
            face = root.find(f".//{_A}{font}Font/{_A}{element}")
            named = face is not None and face.get("typeface")
            yield f"{font}-{script}", f"+{code}-{script}" if named else fallback


def index_of(layout: Any, kind: Any) -> str:
    """Return the index of a placeholder of a layout, or empty where it has none."""
    found = (s.placeholder_format for s in layout.placeholders)
    return next((str(f.idx) for f in found if f.type == kind), "")
