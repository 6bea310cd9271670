"""XML written as text, and the namespaces of slides and charts."""

from __future__ import annotations

from typing import Any

from pptx.oxml import parse_xml

from metrics.exports.workbook.cells import clean

_OFFICE = "http://schemas.openxmlformats.org"
SPACES = {
    "a": f"{_OFFICE}/drawingml/2006/main",
    "c": f"{_OFFICE}/drawingml/2006/chart",
    "cdr": f"{_OFFICE}/drawingml/2006/chartDrawing",
    "p": f"{_OFFICE}/presentationml/2006/main",
    "r": f"{_OFFICE}/officeDocument/2006/relationships",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
_DECLARED = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in SPACES.items())
_QUOTED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def said(words: str) -> str:
    """Return a text as XML holds it, without characters that it does not take."""
    return clean(words).translate(_QUOTED)


def tag(name: str, /, *inside: str, **attributes: object) -> str:
    """Return an element around others.

    Parameters
    ----------
    **attributes
        Those that are None are left out; ``r_id`` is written ``r:id``.

    Examples
    --------
    >>> tag("a:p", tag("a:t", said("R&D")), id=1)
    '<a:p id="1"><a:t>R&amp;D</a:t></a:p>'
    """
    told = "".join(
        f' {key.replace("r_", "r:")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    within = "".join(inside)
    return f"<{name}{told}>{within}</{name}>" if within else f"<{name}{told}/>"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return said(value).replace("\n", "&#10;") if isinstance(value, str) else str(value)


def val(name: str, value: object) -> str:
    """Return an element that has nothing but a value."""
    return tag(name, val=value)


def declared(xml: str) -> str:
    """Return the XML of one element with all namespaces declared on it."""
    end = min(place for place in (xml.find(sign) for sign in " />") if place > 0)
    return xml[:end] + _DECLARED + xml[end:]


def parsed(xml: str) -> Any:
    """Return the element of a text of XML."""
    return parse_xml(declared(xml))


def document(xml: str) -> bytes:
    """Return a part of a file."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return (head + declared(xml)).encode()
