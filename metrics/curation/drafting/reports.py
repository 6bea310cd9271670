"""The words of a report that was sent: plain text, a Word document, a presentation, a PDF.

A PDF is read page by page within bounds. One that holds pictures of its pages has no words.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import Literal

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from metrics.proof.documents import LONGEST, DocumentError, words_of
from metrics.proof.documents import SUFFIXES as OTHERS
from metrics.proof.sizes import LARGEST

Reason = Literal["kind", "large", "broken", "macros", "empty", "locked", "scanned"]
SUFFIXES = (*OTHERS, ".pdf")
# Pages of a PDF, and bytes of what is drawn on one of them.
PAGES, DRAWN = 500, 4_000_000
_PDF = b"%PDF-"


class ReportError(ValueError):
    """A report that is not read; ``reason`` is the code of why."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason)


def report_words(name: str, raw: bytes) -> str:
    """Read the words of a report.

    Parameters
    ----------
    name : str
        Name of its file, of which the ending tells the kind.
    raw : bytes
        Its content.

    Returns
    -------
    str
        Its words; pages of a PDF are parted by form feeds.

    Raises
    ------
    ReportError
        Where it is not read.

    Examples
    --------
    >>> report_words("report.txt", "共10家".encode())
    '共10家'
    >>> report_words("report.pdf", b"%PDF-1.7")
    Traceback (most recent call last):
        ...
    metrics.curation.drafting.reports.ReportError: broken
    """
    if PurePath(name).suffix.casefold() != ".pdf":
        try:
            return words_of(name, raw)
        except DocumentError as fault:
            raise ReportError(fault.reason) from fault
    if len(raw) > LARGEST:
        raise ReportError("large")
    if not raw.strip():
        raise ReportError("empty")
    if _PDF not in raw[:1024]:
        raise ReportError("broken")
    words = "\f".join(_pages(raw))
    if not words.strip():
        raise ReportError("scanned")
    return words


def _pages(raw: bytes) -> Iterator[str]:
    """Yield the words of each page until they are too many."""
    signs = 0
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReportError("locked")
        if len(reader.pages) > PAGES:
            raise ReportError("large")
        for page in reader.pages:
            words = _words(page)
            signs += len(words)
            if signs > LONGEST:
                raise ReportError("large")
            yield words
    except ReportError:
        raise
    except DependencyError as fault:  # a cipher that needs another library
        raise ReportError("locked") from fault
    except LimitReachedError as fault:
        raise ReportError("large") from fault
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise ReportError("broken") from fault
    except (IndexError, RecursionError, NotImplementedError, AssertionError) as fault:
        raise ReportError("broken") from fault


def _words(page: PageObject) -> str:
    drawn = page.get_contents()
    if drawn is not None and len(drawn.get_data()) > DRAWN:
        raise ReportError("large")
    return page.extract_text().rstrip()
