"""Templates of an office: read whole, taken as the document that they are a template of."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from metrics.exports.errors import TemplateError as TemplateError
from metrics.proof.sizes import PARTS, UNPACKED

_MACROS = b"macroEnabled"
_PROGRAM = "vbaproject.bin"
_TYPES = "[Content_Types].xml"
_MARKUP = (".xml", ".rels", ".vml")
# A template is pictures and a few pages of XML; more than this is something else.
LARGEST = 200_000_000
# Bytes of all its XML, which readers hold as many times as much.
MOST_MARKUP = 40_000_000


@dataclass(frozen=True)
class Kind:
    """A kind of office file: its name in messages, the content types of template and document."""

    name: str
    template: bytes
    document: bytes


@dataclass(frozen=True)
class Template:
    """An office's own file as it was handed over: its name, and its content."""

    name: str
    content: bytes


PPTX = Kind("pptx", b".presentationml.template.main+xml", b".presentationml.presentation.main+xml")
DOCX = Kind("docx", b".wordprocessingml.template.main+xml", b".wordprocessingml.document.main+xml")


def content_of(template: Path | Template, kind: Kind) -> bytes:
    """Return a template as a document; raise `TemplateError` where it cannot be one.

    Parameters
    ----------
    template : Path or Template
        A document, or a template without macros.
    kind : Kind
        What it is to be.
    """
    content = template.content if isinstance(template, Template) else _read(template, kind)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check(archive, len(content), template, kind)
            return _as_document(archive, content, kind)
    except TemplateError:
        raise
    # Whatever a broken file does to its reader, the office gets to know what to do.
    except Exception:
        raise unusable(template, kind) from None


def _read(path: Path, kind: Kind) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        reason = fault.strerror or fault
        raise TemplateError(kind.name, "unread", path=path, reason=reason) from None


def unusable(template: Path | Template, kind: Kind) -> TemplateError:
    """Return the fault of a file that is of another kind, or broken."""
    return TemplateError(kind.name, f"no_{kind.name}", path=template.name)


def _check(archive: zipfile.ZipFile, size: int, template: Path | Template, kind: Kind) -> None:
    """Refuse what is too large, or holds programs, before any of it is unpacked."""
    listed = archive.infolist()
    markup = sum(i.file_size for i in listed if i.filename.casefold().endswith(_MARKUP))
    whole = sum(i.file_size for i in listed)
    if size > LARGEST or len(listed) > PARTS or whole > UNPACKED or markup > MOST_MARKUP:
        raise TemplateError(kind.name, "large", path=template.name)
    held = any(i.filename.casefold().endswith(_PROGRAM) for i in listed)
    if held or _MACROS in archive.read(_TYPES):
        raise TemplateError(kind.name, "macros", path=template.name)


def _as_document(archive: zipfile.ZipFile, content: bytes, kind: Kind) -> bytes:
    if kind.template not in archive.read(_TYPES):
        return content
    changed = BytesIO()
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as made:
        for name in archive.namelist():
            held = archive.read(name)
            if name == _TYPES:
                held = held.replace(kind.template, kind.document)
            made.writestr(name, held)
    return changed.getvalue()
