"""Where commands write: names that can be files, progress, and what is said when it fails."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from metrics.exports.files import Progress
from metrics.locale import Lang, text


def output_file(output: str, lang: Lang) -> Path:
    """The file to write; what cannot be one is told before the work begins."""
    say, path = text(lang), Path(output)
    told = ""
    if not output:  # as a path it would be the folder that the command runs in
        told = say("cli.no_name")
    elif _special(path):
        told = say("cli.no_file", file=path)
    elif not path.parent.is_dir():
        told = say("cli.no_folder", folder=path.parent)
    if told:
        raise click.BadParameter(told, param_hint="--output")
    return path


def output_folder(output: str, lang: Lang) -> Path:
    """The folder to write files into; it is made where it is not there."""
    path = Path(output)
    if not output or (path.exists() and not path.is_dir()):
        raise click.BadParameter(text(lang)("cli.no_directory", path=output), param_hint="--output")
    return path


def _special(path: Path) -> bool:
    """Whether a path names something that is no ordinary file, such as a device."""
    try:
        return path.exists() and not path.is_file()
    except OSError:
        return False  # writing it will tell what is wrong


@contextmanager
def written(path: Path, lang: Lang) -> Iterator[None]:
    """Tell in words why a file cannot be written; leave no draft where the process is ended."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    except OSError as fault:
        told = text(lang)("cli.unwritten", file=path, reason=fault.strerror or fault)
        raise click.ClickException(told) from None
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def bar(lang: Lang) -> Iterator[Progress]:
    """A bar that shows how far the work is."""
    with click.progressbar(length=1, label=text(lang)("cli.writing"), file=sys.stderr) as shown:

        def progress(done: int, total: int) -> None:
            shown.length = max(total, 1)
            shown.update(done - shown.pos)

        yield progress
