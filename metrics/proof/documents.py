"""The words of a file that was handed over: plain text, a Word document, a presentation.

Files are read in memory and never unpacked. What is too large, broken, encrypted or holds programs
is refused before any of it is read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Literal

from lxml import etree

from metrics.proof.sizes import LARGEST, PART, PARTS, UNPACKED
from metrics.verification.flatten import decode

Fault = Literal["kind", "large", "broken", "macros", "empty"]
# Signs of the longest text that is judged.
LONGEST = 500_000
SUFFIXES = (".txt", ".md", ".docx", ".pptx")
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
# One sign in so many may be none of a text.
_ODD = 50
# A signature of the old formats of Office, and of encrypted files of the new ones.
_COMPOUND = b"\xd0\xcf\x11\xe0"


class DocumentError(ValueError):
    """A file that is not read; ``reason`` is the code of why."""

    def __init__(self, reason: Fault) -> None:
        self.reason = reason
        super().__init__(reason)


def words_of(name: str, raw: bytes) -> str:
    """Read the words of a file.

    Parameters
    ----------
    name : str
        Its name, of which the ending tells the kind.
    raw : bytes
        Its content.

    Returns
    -------
    str
        One paragraph a line.

    Raises
    ------
    DocumentError
        Where it is not read.

    Examples
    --------
    >>> words_of("draft.txt", "共10家".encode())
    '共10家'
    """
    if len(raw) > LARGEST:
        raise DocumentError("large")
    suffix = PurePath(name).suffix.casefold()
    if suffix in (".docx", ".pptx"):
        words = _packed(raw, suffix)
    elif suffix in SUFFIXES or not suffix:
        words = _plain(raw)
    else:
        raise DocumentError("kind")
    if len(words) > LONGEST:
        raise DocumentError("large")
    if not words.strip():
        raise DocumentError("empty")
    return words


def _plain(raw: bytes) -> str:
    """Read a text; what is packed, or holds zeros and is no UTF-16, is none."""
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if raw.startswith((b"PK\x03\x04", _COMPOUND, b"%PDF")) or (b"\0" in raw and not wide):
        raise DocumentError("kind")
    words = decode(raw)
    odd = sum(sign == "\ufffd" or (sign < " " and sign not in "\t\n\r\f") for sign in words)
    if odd * _ODD > len(words):
        raise DocumentError("kind")  # a picture, a program
    return words


def _packed(raw: bytes, suffix: str) -> str:
    """Read the words of a package of Office."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            parts = _parts(package, suffix)
            lines = (line for part in parts for line in _lines(_unpacked(package, part)))
            return "\n".join(_bounded(lines))
    except DocumentError:
        raise
    except (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, EOFError, ValueError) as fault:
        raise DocumentError("broken") from fault
    except (RuntimeError, NotImplementedError) as fault:  # encrypted, or packed in an unknown way
        raise DocumentError("broken") from fault


def _parts(package: zipfile.ZipFile, suffix: str) -> list[str]:
    """Return the parts that hold words, in order; refuse what is too large or holds programs."""
    listed = package.infolist()
    if len(listed) > PARTS or sum(i.file_size for i in listed) > UNPACKED:
        raise DocumentError("large")
    names = [i.filename for i in listed]
    if any(n.casefold().endswith("vbaproject.bin") for n in names):
        raise DocumentError("macros")
    if suffix == ".docx":
        found = [n for n in names if n in ("word/document.xml", "word/footnotes.xml")]
        found.sort()
    else:
        slides = sorted((int(m[1]), m[0]) for n in names if (m := _SLIDE.fullmatch(n)))
        found = [name for _, name in slides]
    if not found:
        raise DocumentError("broken")
    return found


def _bounded(lines: Iterator[str]) -> Iterator[str]:
    """Yield lines until they are too many signs."""
    signs = 0
    for line in lines:
        signs += len(line) + 1
        if signs > LONGEST:
            raise DocumentError("large")
        yield line


def _unpacked(package: zipfile.ZipFile, name: str) -> bytes:
    """Unpack one part, but no more of it than it may have."""
    with package.open(name) as part:
        content = part.read(PART + 1)
    if len(content) > PART:
        raise DocumentError("large")
    return content


def _lines(content: bytes) -> Iterator[str]:
    """Yield the paragraphs of a part, and rows of tables with bars between their cells.

    What was deleted under tracking is left out. Office writes no document types, which may hold
    entities.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise DocumentError("broken")
    for element in root.iter("{*}p", "{*}tr"):
        if next(element.iterancestors("{*}Fallback"), None) is not None:
            continue  # the same again, for readers that know less
        row = next(element.iterancestors("{*}tr"), None)
        if row is not None and _many_cells(row):
            continue  # it was read with its row
        if etree.QName(element).localname == "p":
            words = "".join(_signs(element))
        else:
            words = _row(element) if _many_cells(element) else ""
        if words.strip():
            yield words


def _many_cells(row: etree._Element) -> bool:
    return len(row.findall("{*}tc")) > 1


def _row(row: etree._Element) -> str:
    """Write a row of a table as one line, its cells between bars."""
    cells = []
    for cell in row.findall("{*}tc"):
        words = ("".join(_signs(p)) for p in cell.iter("{*}p"))
        cells.append(" ".join(" ".join(words).replace("|", " ").split()))
    return f"| {' | '.join(cells)} |"


def _signs(element: etree._Element) -> Iterator[str]:
    """Yield the words of a paragraph; a paragraph in it, as of a text box, has its own turn."""
    for child in element:
        if not isinstance(child.tag, str):
            continue  # a comment
        tag = etree.QName(child).localname
        if tag == "t":
            yield child.text or ""
        elif tag in ("br", "cr"):
            yield "\n"
        elif tag == "tab":
            yield "\t"
        elif tag not in ("p", "Fallback"):
            yield from _signs(child)
