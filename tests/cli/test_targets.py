"""Exports onto what cannot be written: one sentence, nothing left behind."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from metrics.cli import main, slides
from metrics.exports import images
from metrics.locale import LANGS, Lang, text

FILES = ("xlsx", "figures", "csv", "json", "package", "sdmx", "pptx", "html", "pdf")
# What is written into a folder.
FOLDERS = ("png", "svg", "samples")
ROOM = 1000


def export(form: str, output: Path | str, lang: Lang) -> Result:
    some = ["--view", "indicator?id=gii_rank"] if form in slides.HELP else ["--theme", "services"]
    some = [] if form == "samples" else some
    return CliRunner().invoke(main, ["export", form, *some, "--lang", lang, "-o", str(output)])


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures need no browser where only their writing is tried."""
    drawing = io.BytesIO()
    Image.effect_noise((100, 100), 50).save(drawing, "PNG")
    picture = drawing.getvalue()

    def render(*_: Any, **__: Any) -> bytes:
        return picture

    monkeypatch.setattr(images.Renderer, "render", render)
    monkeypatch.setattr(slides, "pdf_bytes", render)


class Full(io.BytesIO):
    """A file on a disk with room for little."""

    def __init__(self, path: Path, code: int) -> None:
        super().__init__()
        self.path, self.code = path, code
        path.touch()

    def write(self, content: Any) -> int:
        if self.tell() + len(content) > ROOM:
            self.path.write_bytes(self.getvalue())
            raise OSError(self.code, os.strerror(self.code))
        return super().write(content)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let every draft fail as a system with this number does."""
    opened = Path.open

    def prepare(code: int) -> None:
        def open_(path: Path, mode: str = "r", *args: Any, **given: Any) -> IO[Any]:
            if mode == "xb":
                return Full(path, code)  # type: ignore[return-value]
            return opened(path, mode, *args, **given)

        monkeypatch.setattr(Path, "open", open_)

    return prepare


@pytest.mark.parametrize(
    ("form", "lang", "code", "key"),
    [
        *((form, lang, errno.ENOSPC, "full") for form in (*FILES, *FOLDERS) for lang in LANGS),
        *(("csv", lang, errno.EACCES, "denied") for lang in LANGS),
        *(("xlsx", lang, errno.EROFS, "read_only") for lang in LANGS),
    ],
)
def test_what_cannot_be_written_is_one_sentence(
    form: str, lang: Lang, code: int, key: str, tmp_path: Path, disk: Callable[[int], None]
) -> None:
    disk(code)
    old = b"what was there"
    path = tmp_path if form in FOLDERS else tmp_path / f"x.{form}"
    if form not in FOLDERS:
        path.write_bytes(old)
    done = export(form, path, lang)
    say = text(lang)
    reason = say("cli.unwritten", file=path, reason=say(f"file.reason.{key}"))
    assert done.stderr == say("cli.fault", reason=reason) + "\n"
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert [p.read_bytes() for p in tmp_path.iterdir()] == ([] if form in FOLDERS else [old])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", FILES)
def test_a_folder_is_no_name_of_a_file(form: str, lang: Lang, tmp_path: Path) -> None:
    for output in (tmp_path, f"{tmp_path / 'new'}{os.sep}", "-"):
        done = export(form, output, lang)
        assert done.exit_code == 2
        told = text(lang)("cli.no_file", file=output)
        of_option = text(lang)("cli.of_option", option="--output", reason=told)
        assert done.output == text(lang)("cli.fault", reason=of_option) + "\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", [*FILES, *FOLDERS])
def test_a_folder_that_is_a_file_is_told(form: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    output = tmp_path / "file" if form in FOLDERS else tmp_path / "file" / "x"
    done = export(form, output, "en")
    assert done.exit_code == 2
    assert done.output.startswith("Error: --output: ")
    assert done.output.count("\n") == 1
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


def test_a_file_that_is_open_elsewhere_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"old")

    def replace(*_: Any) -> None:  # as Windows does while Excel has the file
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", replace)
    done = export("csv", path, "en")
    assert done.exit_code == 1
    assert "open in another program" in done.output
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


def test_a_full_disk_of_drafts_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook keeps its sheets in drafts, on a disk that may be full as well."""
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(drafts))
    module = sys.modules["metrics.exports.workbook.write"]  # the function has its name
    monkeypatch.setattr(module, "add_sheet", _failing_sheet())
    done = export("xlsx", tmp_path / "x.xlsx", "en")
    assert done.exit_code == 1
    assert "the disk is full" in done.output
    assert [p.name for p in tmp_path.iterdir()] == ["drafts"]
    assert not list(drafts.iterdir())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("room", [1_000, 12_000])
def test_a_workbook_that_the_system_takes_no_more_of_leaves_nothing(
    room: int, lang: Lang, tmp_path: Path
) -> None:
    """A process that may write no more than so many bytes to a file: a draft, or the workbook."""
    drafts, path = tmp_path / "drafts", tmp_path / "x.xlsx"
    drafts.mkdir()
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))"
    command = ["export", "xlsx", "--audit", "--theme", "services", "--lang", lang]
    run = f"{limited}; from metrics.cli import main; main({[*command, '-o', str(path)]!r})"
    done = subprocess.run(
        [sys.executable, "-c", run],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "TMPDIR": str(drafts), "PYTHONIOENCODING": "utf-8"},
    )
    say = text(lang)
    reason = say("cli.unwritten", file=path, reason=say("file.reason.large"))
    assert done.stderr == say("cli.fault", reason=reason) + "\n"
    assert done.returncode == 1
    assert [p.name for p in tmp_path.rglob("*")] == ["drafts"]


def _failing_sheet() -> Callable[..., Any]:
    from lxml.etree import SerialisationError

    from metrics.exports.workbook.openpyxl_internals import add_sheet

    def add(book: Any, name: str) -> Any:
        sheet = add_sheet(book, name)
        if len(book.worksheets) > 1:
            original = sheet.close

            def close() -> None:
                original()
                raise SerialisationError("IO_ENOSPC")

            sheet.close = close
        return sheet

    return add


@pytest.mark.parametrize("length", [200, 250])
def test_long_names_have_room_for_their_drafts(length: int, tmp_path: Path) -> None:
    name = ("知" * 90)[: (length - 4) // 3] + ".csv"
    assert export("csv", tmp_path / name, "zh").exit_code == 0
    assert [p.name for p in tmp_path.iterdir()] == [name]
