"""Templates of an office: read whole, taken as the document that they are a template of."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from metrics.locale import LANGS, Lang, text

_MACROS = b"macroEnabled"
_TYPES = "[Content_Types].xml"
# A template is pictures and a few pages of XML; more than this is something else.
LARGEST = 200_000_000


class TemplateError(ValueError):
    """A template that cannot be used; ``kind``, ``key`` and ``told`` are its message."""

    def __init__(self, kind: str, key: str, **told: object) -> None:
        self.kind, self.key, self.told = kind, key, told
        super().__init__(" / ".join(self.words(lang) for lang in LANGS))

    def words(self, lang: Lang) -> str:
        """Say what is wrong, and how to mend it."""
        return text(lang)(f"{self.kind}.template_{self.key}", **self.told)


@dataclass(frozen=True)
class Kind:
    """A kind of office file: its name in messages, the content types of template and document."""

    name: str
    template: bytes
    document: bytes


PPTX = Kind("pptx", b".presentationml.template.main+xml", b".presentationml.presentation.main+xml")
DOCX = Kind("docx", b".wordprocessingml.template.main+xml", b".wordprocessingml.document.main+xml")


def content_of(path: Path, kind: Kind) -> bytes:
    """Return a template as a document; raise `TemplateError` where it cannot be one.

    Parameters
    ----------
    path : Path
        Of a document, or of a template without macros.
    kind : Kind
        What it is to be.
    """
    try:
        content = path.read_bytes()
    except OSError as fault:
        reason = fault.strerror or fault
        raise TemplateError(kind.name, "unread", path=path, reason=reason) from None
    try:
        if len(content) > LARGEST:
            raise ValueError("large")
        return _as_document(content, path, kind)
    except TemplateError:
        raise
    # Whatever a broken file does to its reader, the office gets to know what to do.
    except Exception:
        raise unusable(path, kind) from None


def unusable(path: Path, kind: Kind) -> TemplateError:
    """Return the fault of a file that is of another kind, or broken."""
    return TemplateError(kind.name, f"no_{kind.name}", path=path.name)


def _as_document(content: bytes, path: Path, kind: Kind) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        types = archive.read(_TYPES)
        if _MACROS in types:
            raise TemplateError(kind.name, "macros", path=path.name)
        if kind.template not in types:
            return content
        changed = BytesIO()
        with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as made:
            for name in archive.namelist():
                held = archive.read(name)
                if name == _TYPES:
                    held = held.replace(kind.template, kind.document)
                made.writestr(name, held)
        return changed.getvalue()
