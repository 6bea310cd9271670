"""Where exports write: names that can be files, and what is said when writing fails."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from metrics.cli.output import Failure, Misuse
from metrics.exports.files import reason_of
from metrics.locale import Lang, text


def output_file(output: str, lang: Lang) -> Path:
    """Return the file to write; what cannot be one is told before the work begins."""
    say, path = text(lang), Path(output)
    told = ""
    if not output:  # as a path it would be the folder that the command runs in
        told = say("cli.no_name")
    elif output == "-" or _special(path) or output.endswith(("/", os.sep)):
        told = say("cli.no_file", file=output)
    elif not path.parent.is_dir():
        told = say("cli.no_folder", folder=path.parent)
    if told:
        raise Misuse(told, lang, "--output")
    return path


def output_folder(output: str, lang: Lang) -> Path:
    """Return the folder to write files into; it is made where it is not there."""
    path = Path(output)
    if not output or (path.exists() and not path.is_dir()):
        raise Misuse(text(lang)("cli.no_directory", path=output), lang, "--output")
    return path


def _special(path: Path) -> bool:
    """Tell whether a path names something that is no ordinary file, such as a device."""
    try:
        return path.exists() and not path.is_file()
    except OSError:
        return False  # writing it will tell what is wrong


@contextmanager
def written(path: Path, lang: Lang) -> Iterator[None]:
    """Tell in words why a file cannot be written; leave no draft where the process is ended."""
    ours = threading.current_thread() is threading.main_thread()  # others may not set handlers
    before = signal.signal(signal.SIGTERM, _ended) if ours else None
    try:
        yield
    except OSError as fault:
        told = text(lang)("cli.unwritten", file=path, reason=reason_of(fault, lang))
        raise Failure(told, lang) from None
    finally:
        if ours:
            signal.signal(signal.SIGTERM, before)


def _ended(number: int, _: object) -> None:
    sys.exit(128 + number)
