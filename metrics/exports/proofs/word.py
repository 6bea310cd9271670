"""A checked text as a Word document: numbers in colour, with comments where they may be wrong."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from docx import Document
from docx.enum.text import WD_UNDERLINE
from docx.shared import RGBColor

from metrics.exports.proofs.parts import Part, parts
from metrics.locale import Lang, text
from metrics.proof import Judged
from metrics.proof.marks import COLOURS, SIGNS, Mark

_LINES: dict[Mark, WD_UNDERLINE] = {
    "right": WD_UNDERLINE.SINGLE,
    "wrong": WD_UNDERLINE.WAVY,
    "doubtful": WD_UNDERLINE.DASH,
    "unknown": WD_UNDERLINE.DOTTED,
}
# Signs that no XML may hold.
_UNFIT = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


def docx_bytes(words: str, judged: Sequence[Judged], lang: Lang) -> bytes:
    """Write a checked text as a document, with a comment on each number that is not right.

    Parameters
    ----------
    words : str
        The text.
    judged : sequence of Judged
        Its numbers, in order.
    lang : str
        Language of the comments.

    Returns
    -------
    bytes
        Content of the file.

    Examples
    --------
    >>> docx_bytes("共10家", [], "en")[:2]
    b'PK'
    """
    say = text(lang)
    document = Document()
    document.core_properties.title = say("proof.page.title")
    document.core_properties.author = say("site.title")
    for line in _lines(parts(words, judged)):
        paragraph = document.add_paragraph()
        for part in line:
            run = paragraph.add_run(part.text.translate(_UNFIT))
            mark, one = part.mark, part.judged
            if mark is None or one is None:
                continue
            run.font.color.rgb = RGBColor.from_string(COLOURS["light"][mark][1:])
            run.font.underline = _LINES[mark]
            if mark != "right":
                # Among notes on all that is right, nobody would see what is wrong.
                said = _comment(one, mark, lang)
                document.add_comment(run, said, say("proof.page.author"), "IP")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _comment(one: Judged, mark: Mark, lang: Lang) -> str:
    say = text(lang)
    right = say("proof.right", value=one.right) if one.right else ""
    return f"{SIGNS[mark]} {say(f'proof.verdict.{one.verdict}')}{right}\n{one.why}"


def _lines(made: Iterable[Part]) -> Iterator[list[Part]]:
    """Yield the parts of each line; a number that goes over the end of one stays whole."""
    line: list[Part] = []
    for part in made:
        if part.judged:
            line.append(Part("".join(part.text.splitlines()), part.judged, part.number))
            continue
        first, *others = part.text.split("\n")
        line.append(Part(first))
        for other in others:
            yield line
            line = [Part(other)]
    yield line
