"""Shapes inside a chart, which move with it: rules at breaks, names at ends of lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from metrics.briefing.boxes import Box
from metrics.charts.plotly.style import COLOURS
from metrics.exports.pptx.markup import document, tag, val
from metrics.exports.pptx.model import Drawing, Note, Rule
from metrics.exports.pptx.texts import body, letters, paragraph
from metrics.exports.pptx.theme import SlideTheme, solid

# Bands lie over the points here, so they are thin.
BAND = 25000


def overlay_xml(drawing: Drawing, ground: SlideTheme) -> bytes:
    """Return the drawing part of a chart; empty where nothing stands over it."""
    if not drawing.notes and not drawing.rules:
        return b""
    shapes = _shapes(drawing, ground)
    return document(tag("c:userShapes", *shapes))


def _shapes(drawing: Drawing, ground: SlideTheme) -> Iterator[str]:
    own = 2
    for rule in drawing.rules:
        yield _anchored(drawing.frame, rule.box, _rule(rule, drawing.frame, ground, own))
        own += 1
    for note in drawing.notes:
        yield _anchored(drawing.frame, note.box, _note(note, drawing.frame, ground, own))
        own += 1


def _anchored(frame: Box, box: Box, shape: str) -> str:
    def corner(name: str, x: float, y: float) -> str:
        shares = ((x - frame.x) / frame.w, (y - frame.y) / frame.h)
        across, down = (f"{min(max(s, 0), 1):.5f}" for s in shares)
        return tag(name, tag("cdr:x", across), tag("cdr:y", down))

    return tag(
        "cdr:relSizeAnchor",
        corner("cdr:from", box.x, box.y),
        corner("cdr:to", box.x + box.w, box.y + box.h),
        shape,
    )


def _within(box: Box, frame: Box) -> Box:
    return replace(box, x=box.x - frame.x, y=box.y - frame.y)


def _rule(rule: Rule, frame: Box, ground: SlideTheme, own: int) -> str:
    named = tag("cdr:cNvPr", id=own, name=f"Rule {own}")
    if rule.box.w > 0 and rule.box.h > 0:
        fill = tag("a:srgbClr", val("a:alpha", BAND), val=rule.colour.lstrip("#"))
        look = tag("a:solidFill", fill) + "<a:ln><a:noFill/></a:ln>"
        return tag(
            "cdr:sp",
            tag("cdr:nvSpPr", named, "<cdr:cNvSpPr/>"),
            tag("cdr:spPr", ground.frame(_within(rule.box, frame)), _geometry("rect"), look),
            macro="",
            textlink="",
        )
    dash = val("a:prstDash", rule.dash)
    line = tag("a:ln", solid(rule.colour), dash, w=ground.line(rule.width))
    return tag(
        "cdr:cxnSp",
        tag("cdr:nvCxnSpPr", named, "<cdr:cNvCxnSpPr/>"),
        tag("cdr:spPr", ground.frame(_within(rule.box, frame)), _geometry("line"), line),
        macro="",
    )


def _geometry(kind: str) -> str:
    return tag("a:prstGeom", "<a:avLst/>", prst=kind)


def _note(note: Note, frame: Box, ground: SlideTheme, own: int) -> str:
    size = ground.size(note.size)
    ink = letters(ground, size, solid(COLOURS["light"].ink), name="a:endParaRPr")
    lines = "".join(
        paragraph(
            [
                (
                    piece.text,
                    letters(
                        ground,
                        ground.size(piece.size) if piece.size else size,
                        solid(piece.colour),
                        bold=piece.bold,
                    ),
                )
                for piece in line
            ],
            size=ground.size(max([note.size, *(piece.size for piece in line)])),
            align=note.align,
            end=ink,
        )
        for line in note.lines
    )
    return tag(
        "cdr:sp",
        tag(
            "cdr:nvSpPr", tag("cdr:cNvPr", id=own, name=f"Name {own}"), tag("cdr:cNvSpPr", txBox=1)
        ),
        tag("cdr:spPr", ground.frame(_within(note.box, frame)), _geometry("rect"), "<a:noFill/>"),
        body(lines, name="cdr:txBody", wrap=False, anchor="ctr"),
        macro="",
        textlink="",
    )
