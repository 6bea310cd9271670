"""A file of rows that one session has handed in: studied once, in memory, and kept nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from metrics import DataError, Tables
from metrics.apart import ApartError
from metrics.curation.comparison import Line, difference
from metrics.curation.effects import Effects, effects
from metrics.curation.packages import IncomingError
from metrics.curation.study import Study, study
from metrics.locale import Lang
from metrics.tables.read import REGIONS
from pages.parts.frame.faults import logged
from pages.parts.state import limits
from pages.parts.state.limits import READERS, ROOM, FullError, Held
from pages.parts.state.store import contents

# Megabytes of a file; what is larger does not leave the browser.
MOST = limits.ROWS // limits.MEGABYTE
_UPLOAD, _COUNT = "upload", "uploads_curate"
_LONGEST_NAME = 60
# Signs of a name that a message would take for markup.
_ODD = re.compile(r"[^\w .()（）+-]+")
# Says what is being done.
Tell = Callable[[str], object]


@dataclass(frozen=True)
class Compared:
    """What a sound file would change, in one language."""

    lines: tuple[Line, ...]
    effects: Effects


@dataclass(frozen=True)
class Upload:
    """A file that was handed in.

    Parameters
    ----------
    name : str
        Its name.
    raw : bytes
        Its content.
    correct : bool
        Whether a row whose key is there already takes the place of that row.
    studies : dict of str to Study
        What came of it, by the version of the tables.
    compared : dict
        What it would change, by language, for the newest of them.
    drawn : dict
        What the page made of that, which is small: what is made of its tables goes with each run.
    held : Held, optional
        Counts its bytes among those of all sessions.
    """

    name: str
    raw: bytes
    correct: bool = False
    studies: dict[str, Study] = field(default_factory=dict)
    compared: dict[Lang, Compared] = field(default_factory=dict)
    drawn: dict[object, Any] = field(default_factory=dict)
    held: Held | None = None


class UploadError(Exception):
    """Why nothing can be said of a file: ``key`` is that of the message, with its values."""

    def __init__(self, key: str, **values: str) -> None:
        self.key, self.values = key, values
        super().__init__(key)


def held() -> Upload | None:
    """Return the file of this session."""
    upload: Upload | None = st.session_state.get(_UPLOAD)
    return upload


def widget() -> str:
    """Name the widget that takes files: another name forgets the file that it had."""
    return f"upload_rows_{st.session_state.get(_COUNT, 0)}"


def take(name: str, raw: bytes) -> None:
    """Take a file in the place of the one that there was.

    Raises
    ------
    UploadError
        Where sessions hold as much as they may together.
    """
    st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
    drop()
    try:
        held_bytes = ROOM.held(len(raw))
    except FullError:
        raise UploadError("curate.page.busy") from None
    plain = " ".join(_ODD.sub(" ", name).split())[-_LONGEST_NAME:]
    st.session_state[_UPLOAD] = Upload(plain, raw, held=held_bytes)


def drop() -> None:
    """Forget the file."""
    st.session_state.pop(_UPLOAD, None)


def set_correct(*, correct: bool) -> None:
    """Say whether rows take the place of those that are there."""
    upload = held()
    if upload is not None and upload.correct != correct:
        st.session_state[_UPLOAD] = Upload(upload.name, upload.raw, correct, held=upload.held)


def studied(upload: Upload, served: Tables) -> Study:
    """Read a file and judge it together with the tables, once.

    Parameters
    ----------
    upload : Upload
        The file.
    served : Tables
        The tables that are shown.

    Returns
    -------
    Study
        What came of it.

    Raises
    ------
    UploadError
        Where nothing can be said of it, with the reason.
    """
    known = upload.studies.get(served.version)
    if known is not None:
        return known
    if len(upload.raw) > MOST * 10**6:
        raise UploadError("curate.page.large", file=upload.name, most=str(MOST))
    try:
        found = READERS.run(study, upload.name, upload.raw, contents(), correct=upload.correct)
    except ApartError as fault:
        raise _unread(upload, fault) from None
    except IncomingError as fault:
        raise UploadError(f"curate.unread_{fault.reason}", file=upload.name) from None
    except (DataError, OSError):
        raise UploadError("curate.page.unsound") from None
    except Exception as fault:
        raise UploadError("curate.page.fault", reference=logged(fault, "an upload")) from None
    upload.studies.clear()
    upload.compared.clear()
    upload.drawn.clear()
    if found.before.version == served.version:
        found = replace(found, before=served)  # what is made of those is there already
    upload.studies[served.version] = found
    return found


def compared(upload: Upload, found: Study, lang: Lang, tell: Tell) -> Compared:
    """Compare what is there with what would be, once for each language.

    Parameters
    ----------
    upload : Upload
        The file.
    found : Study
        What came of it; it is sound and has something new.
    lang : str
        ``zh`` or ``en``.
    tell : callable
        Is told what is being done: ``difference``, then ``effects``.

    Returns
    -------
    Compared
        The rows one by one, and what readers would see.

    Raises
    ------
    UploadError
        Where that fails, with the reason.
    """
    known = upload.compared.get(lang)
    if known is not None:
        return known
    assert found.after is not None
    try:
        tell("difference")
        lines = READERS.run(difference, found, lang)
        tell("effects")
        by_region = REGIONS in found.contents
        shown = READERS.run(effects, found.before, found.after, lang, regions=by_region)
    except ApartError as fault:
        raise _unread(upload, fault) from None
    except Exception as fault:
        raise UploadError("curate.page.fault", reference=logged(fault, "an upload")) from None
    made = Compared(lines, shown)
    upload.compared[lang] = made
    return made


def _unread(upload: Upload, fault: ApartError) -> UploadError:
    """Say that a file takes too long or too much, or that others have theirs read."""
    if fault.reason == "busy":
        return UploadError("curate.page.busy")
    return UploadError("handed.slow", file=upload.name, seconds=f"{READERS.seconds:.0f}")
