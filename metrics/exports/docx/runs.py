"""Words as runs: Chinese signs in Chinese faces, notes behind numbers, fields, controls."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from metrics.briefing.documents.model import Line, Span
from metrics.exports.docx.markup import w, words
from metrics.exports.pptx.markup import said, tag
from metrics.locale import Lang

# Signs that Chinese and Latin faces both have, and that a reader of Chinese expects full width.
_SIGNS = re.compile("([“”‘’—…·]+)")
# What stands in quotes is printed so.
_GROUPED = re.compile(r"“[^”]*”|(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True)
class RunWriter:
    """Writes words as runs.

    Parameters
    ----------
    lang : str
        ``zh`` or ``en``.
    grouped : bool
        Whether thousands are parted by commas.
    bold : bool
        Whether letters are bold.
    """

    lang: Lang
    grouped: bool = True
    bold: bool = False

    def plain(self, text: str, face: str = "", *, printed: bool = False) -> str:
        """Return the runs of some words.

        Parameters
        ----------
        text : str
            The words.
        face : str
            The Chinese face of the paragraph, for signs that are of either; the program chooses
            where it is empty.
        printed : bool
            Whether they stay as they are to the last sign.

        Returns
        -------
        str
            Markup.

        Examples
        --------
        >>> RunWriter("en").plain("10th")
        '<w:r><w:t xml:space="preserve">10th</w:t></w:r>'
        >>> RunWriter("zh", grouped=False).plain("8,539.9亿元").count("8539.9亿元")
        1
        """
        told = text if self.grouped or printed else ungrouped(text)
        if self.lang == "en":
            return w("r", self._looks(), words(told)) if told else ""
        return "".join(self._chinese(piece, face) for piece in _SIGNS.split(told) if piece)

    def _looks(self, *inside: str) -> str:
        bold = (w("b"),) if self.bold else ()
        return w("rPr", *inside, *bold) if inside or bold else ""

    def _chinese(self, piece: str, face: str) -> str:
        """Write one run; what it leaves open to the program is Chinese."""
        sign = _SIGNS.fullmatch(piece) is not None
        own = {"ascii": face, "hAnsi": face} if sign and face else {}
        return w("r", self._looks(w("rFonts", hint="eastAsia", **own)), words(piece))

    def line(self, line: Line, face: str, note: Callable[[str], str]) -> str:
        """Return the runs of a line; ``note`` makes the mark of a footnote."""
        return "".join(self._spans(line, face, note))

    def _spans(self, line: Line, face: str, note: Callable[[str], str]) -> Iterator[str]:
        for span in line:
            yield self._span(span, face)
            yield from map(note, span.notes)

    def _span(self, span: Span, face: str) -> str:
        return self.plain(span.text, face, printed=span.printed)


def ungrouped(text: str) -> str:
    """Return numbers without the commas between their thousands.

    Examples
    --------
    >>> ungrouped("8,539.9亿元、1,234,567件")
    '8539.9亿元、1234567件'
    >>> ungrouped("原文“1,224亿元”")
    '原文“1,224亿元”'
    """
    return _GROUPED.sub(lambda m: m[0].strip(","), text)


def sequence(name: str, number: int) -> str:
    """Return the field that numbers captions of a name, with the number that it stands at."""
    return field(f"SEQ {name} \\* ARABIC", str(number))


def field(instruction: str, result: str) -> str:
    """Return a field, as runs."""
    return "".join(
        (
            w("r", w("fldChar", fldCharType="begin")),
            w("r", tag("w:instrText", f" {said(instruction)} ", **{"xml:space": "preserve"})),
            w("r", w("fldChar", fldCharType="separate")),
            w("r", words(result)),
            w("r", w("fldChar", fldCharType="end")),
        )
    )


def control(name: str, title: str, runs: str, own: int) -> str:
    """Return a content control around runs: a place of the document that is filled in.

    Parameters
    ----------
    name, title : str
        What programs know it by, and what a reader sees.
    runs : str
        What it holds.
    own : int
        A number of its own.

    Returns
    -------
    str
        Markup.

    Examples
    --------
    >>> "w:tag" in control("office", "Office", RunWriter("en").plain("CNIPA"), 1)
    True
    """
    about = w("sdtPr", w("alias", val=title), w("tag", val=name), w("id", val=own))
    return w("sdt", about, w("sdtContent", runs))
