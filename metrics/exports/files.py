"""Files that are whole or not there at all."""

from __future__ import annotations

import errno
import secrets
import stat
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO

from metrics.locale import Lang, text

# The time that every entry of an archive bears, so that equal contents are equal bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)
Progress = Callable[[int, int], None]


class CancelledError(Exception):
    """The work was stopped by the one who asked for it."""


def silent(done: int, total: int) -> None:
    """Tell nobody how far the work is."""


def save(path: Path, write: Callable[[IO[bytes]], None]) -> None:
    """Write a file under its name only when all of it is written.

    A new file has the rights that the system gives new files, one that was there keeps its own.
    Where the name is a symbolic link, what it leads to is written.

    Parameters
    ----------
    write : callable
        Writes the content; whatever it raises, no part of the file is left, and a file that was
        there before stays as it was.
    """
    mode = _mode(path)
    target = path.resolve()
    # The longest names have no room for more.
    draft = target.with_name(f".{target.name[:40]}.{secrets.token_hex(8)}")
    try:
        with draft.open("xb") as file:
            if mode is not None:
                draft.chmod(mode)  # before anything stands in it that others may not read
            write(file)
        draft.replace(target)
    except BaseException:
        with suppress(OSError):  # Windows deletes nothing that may not be written
            draft.chmod(stat.S_IRUSR | stat.S_IWUSR)
            draft.unlink(missing_ok=True)
        raise


def save_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files into a folder only when all of them are written.

    Parameters
    ----------
    folder : Path
        Where they go; it is made where it is not there.
    files : iterable of (str, bytes)
        Their names and contents; whatever making them raises, nothing of them is left, and files
        that were there before stay as they were, also where one of them is held by another program.
    """
    new = not folder.exists()
    drafts: list[tuple[Path, Path]] = []
    placed: list[tuple[Path, bytes | None]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files:
            drafts.append((folder / f".{secrets.token_hex(8)}", folder / name))
            with drafts[-1][0].open("xb") as file:
                file.write(content)
        for draft, target in drafts:
            before = target.read_bytes() if target.is_file() else None
            draft.replace(target)
            placed.append((target, before))
    except BaseException:
        for target, before in placed:
            _put_back(target, before)
        with suppress(OSError):
            for draft, _ in drafts:
                draft.unlink(missing_ok=True)
            if new:
                folder.rmdir()
        raise


def _put_back(target: Path, before: bytes | None) -> None:
    """Make a file again what it was; take away one that was not there."""
    with suppress(OSError):
        if before is None:
            target.unlink(missing_ok=True)
        else:
            save(target, lambda file: _put(file, before))


def _put(file: IO[bytes], content: bytes) -> None:
    file.write(content)


def _mode(path: Path) -> int | None:
    """Return the rights of a file, or None where there is none."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


_REASONS = {
    "ENOSPC": "full",
    "EDQUOT": "full",
    "EFBIG": "large",
    "EACCES": "denied",
    "EPERM": "denied",
    "EBUSY": "open",
    "ETXTBSY": "open",
    "EROFS": "read_only",
    "ENAMETOOLONG": "long",
    "EINVAL": "name",
    "EILSEQ": "name",
    "EISDIR": "folder",
    "ENOENT": "gone",
    "ENOTDIR": "gone",
    "ELOOP": "loop",
}
# Windows has numbers of its own for what POSIX does not part.
_WINDOWS = {32: "open", 33: "open", 39: "full", 112: "full", 123: "name", 206: "long"}


def reason_of(fault: OSError, lang: Lang) -> str:
    """Say in words why the system refused a file; systems themselves speak other languages.

    Parameters
    ----------
    fault : OSError
        What the system reported.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Part of a sentence.

    Examples
    --------
    >>> reason_of(OSError(errno.ENOSPC, ""), "en")
    'the disk is full'
    """
    code = errno.errorcode.get(fault.errno or 0, "")
    key = _WINDOWS.get(getattr(fault, "winerror", None) or 0) or _REASONS.get(code, "other")
    return text(lang)(f"file.reason.{key}", code=code or "?")


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Put files into an archive; equal files give equal bytes."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()
