"""XML of documents written as text."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from metrics.exports.pptx.markup import said, tag

_PREFIXES = ("w", "wp", "a", "c", "r")
XML_SPACE = "xml:space"


def w(name: str, /, *inside: str, **attributes: object) -> str:
    """Return an element of a document around others; its attributes are of the same namespace.

    Examples
    --------
    >>> w("jc", val="center"), w("p", w("r"))
    ('<w:jc w:val="center"/>', '<w:p><w:r/></w:p>')
    """
    own = {f"w:{key}": value for key, value in attributes.items()}
    return tag(f"w:{name}", *inside, **own)


def words(text: str) -> str:
    """Return the element of some words, whose spaces stay.

    Examples
    --------
    >>> words("R&D ")
    '<w:t xml:space="preserve">R&amp;D </w:t>'
    """
    return tag("w:t", said(text), **{XML_SPACE: "preserve"})


def element(xml: str) -> Any:
    """Return the element of a text of XML."""
    return parse_xml(_declared(xml))


def part_xml(xml: str) -> bytes:
    """Return a part of a document."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{_declared(xml)}'.encode()


def _declared(xml: str) -> str:
    """Declare the namespaces that are used on the outermost element."""
    used = [prefix for prefix in _PREFIXES if f"{prefix}:" in xml]
    end = min(place for place in (xml.find(sign) for sign in " />") if place > 0)
    return f"{xml[:end]} {nsdecls(*used)}{xml[end:]}"
