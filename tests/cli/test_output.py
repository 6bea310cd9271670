"""Commands print on every screen, and say in one sentence what cannot be written."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from typing import Any

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from metrics.cli import main
from metrics.cli.output import SIGNS, json_escape, plain
from metrics.exports.files import reason_of
from metrics.locale import LANGS, Lang, text
from metrics.tables.read import ROOT

ENCODINGS = ("gbk", "ascii", "cp1252", "latin-1", "cp437", "cp936", "shift_jis", "utf-8")
COMMANDS = {
    "check": ("check",),
    "list": ("list",),
    "points": ("list", "--points"),
    "show": ("show", "gii_rank"),
    "reconcile": ("reconcile",),
    "json": ("reconcile", "--format", "json"),
    "markdown": ("reconcile", "--format", "markdown"),
    "unknown": ("show", "“①−”"),
    "theme": ("list", "--theme", "≥主题"),
    "no_texts": ("verify", "--sources", "无此文件夹−"),
    "no_folder": ("export", "xlsx", "-o", "无此文件夹−/①.xlsx"),
}

# What says the same in either.
WITHOUT_LANGUAGE = ("json", "markdown")


@pytest.fixture(scope="module")
def printed() -> dict[tuple[str, str], str]:
    """All that commands print, in Unicode."""
    found = {}
    for name, words in COMMANDS.items():
        for lang in LANGS if name not in WITHOUT_LANGUAGE else LANGS[:1]:
            found[name, lang] = CliRunner().invoke(main, [*words, "--lang", lang]).output
    return found


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_command_prints_in_any_encoding(
    printed: dict[tuple[str, str], str], encoding: str
) -> None:
    for (name, lang), said in printed.items():
        assert said, (name, lang)
        got = said.encode(encoding, "plain_signs").decode(encoding)
        for sign, plainly in (("−", "-"), ("≥", ">="), ("–", "-"), ("①", "(1)")):
            if not _has(encoding, sign):
                assert sign not in got
                assert got.count(plainly) >= said.count(sign)
        if lang == "en":
            assert "\\u" not in _without_chinese(got), "English words need no numbers of signs"


def _has(encoding: str, sign: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _without_chinese(said: str) -> str:
    """Names of places and figures that are quoted as printed stay in Chinese."""
    numbers = {f"\\u{n:04x}" for n in range(0x3007, 0xA000)}
    return "".join(p if f"\\{p[:5]}" not in numbers else p[5:] for p in said.split("\\"))


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp437"])
@pytest.mark.parametrize("words", [("list",), ("show", "nothing−"), ("reconcile",)])
def test_commands_write_the_encoding_of_the_screen(encoding: str, words: tuple[str, ...]) -> None:
    done = CliRunner(charset=encoding).invoke(main, [*words, "--lang", "zh"])
    assert done.exit_code in (0, 2)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    done.output_bytes.decode(encoding)


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp1252"])
def test_json_says_the_same_in_every_encoding(
    printed: dict[tuple[str, str], str], encoding: str
) -> None:
    done = CliRunner(charset=encoding).invoke(main, ["reconcile", "--format", "json"])
    assert json.loads(done.output_bytes.decode(encoding)) == json.loads(printed["json", "zh"])


def test_the_process_prints_what_gbk_lacks() -> None:
    own = {**os.environ, "PYTHONIOENCODING": "gbk"}
    done = subprocess.run(
        [sys.executable, "-m", "metrics", "reconcile"],
        capture_output=True,
        check=False,
        env=own,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert "-" in done.stdout.decode("gbk")


@given(st.text())
def test_any_text_is_printed_in_any_encoding(said: str) -> None:
    for encoding in ENCODINGS:
        said.encode(encoding, "plain_signs").decode(encoding)
        quoted = json.dumps(said, ensure_ascii=False)
        escaped = quoted.encode(encoding, "json_escapes").decode(encoding)
        if encoding not in ("shift_jis",):  # which reads its own yen sign as a backslash
            assert json.loads(escaped) == said


def test_signs_have_plain_forms_in_ascii() -> None:
    assert all(form.isascii() and form for form in SIGNS.values())
    assert [plain(s) for s in "−–≥≤≠×①⑳（％½ｘé"] == [
        *("-", "-", ">=", "<=", "!=", "x", "(1)", "(20)", "(", "%", "12", "x", "e")
    ]
    assert plain("质") == "\\u8d28"
    assert json.loads(f'"{json_escape("😀")}"') == "😀"


class Failing(io.TextIOWrapper):
    """A stream whose file fails."""

    def __init__(self, fault: BaseException) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")
        self.fault = fault

    def write(self, _: str) -> int:
        raise self.fault


def ended(monkeypatch: pytest.MonkeyPatch, code: int, *words: str) -> object:
    """How a command ends where its output fails."""
    monkeypatch.setattr(sys, "stdout", Failing(OSError(code, "")))
    with pytest.raises(SystemExit) as ended:
        main(words, prog_name="x")
    return ended.value.code


@pytest.mark.parametrize("lang", LANGS)
def test_output_onto_a_full_disk_is_told(
    lang: Lang, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, errno.ENOSPC, "list", "--lang", lang) == 1
    said = text(lang)("cli.unprinted", reason=text(lang)("file.reason.full"))
    assert capsys.readouterr().err == text(lang)("cli.fault", reason=said) + "\n"


@pytest.mark.parametrize("words", [("--lang", "en"), ("--lang=en",), ("--lang", "zh"), ()])
def test_a_command_that_is_stopped_says_so_in_its_language(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", Failing(KeyboardInterrupt()))
    with pytest.raises(SystemExit) as stopped:
        main(["list", *words], prog_name="x")
    assert stopped.value.code == 1
    lang: Lang = "en" if "en" in "".join(words) else "zh"
    assert capsys.readouterr().err.strip() == text(lang)("cli.aborted")


@pytest.mark.parametrize("gone", [errno.EPIPE, errno.EINVAL])
def test_a_reader_that_went_away_is_no_fault(
    gone: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, gone, "list") == 1
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("words", [("--help",), ("export", "csv", "--help")])
def test_the_help_too_is_told_to_be_unprinted(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, errno.ENOSPC, *words) == 1
    said = text("zh")("cli.unprinted", reason=text("zh")("file.reason.full"))
    assert capsys.readouterr().err == text("zh")("cli.fault", reason=said) + "\n"


def test_a_pipe_may_be_closed_at_any_time() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "metrics", "list"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        process.stdout.close()
        assert process.stderr.read() == b""


def _faults() -> list[tuple[OSError, str]]:
    windows: Any = OSError(errno.EACCES, "in use")
    windows.winerror = 32
    return [
        (OSError(errno.ENOSPC, ""), "full"),
        (OSError(errno.EROFS, ""), "read_only"),
        (PermissionError(errno.EACCES, ""), "denied"),
        (windows, "open"),
        (OSError(errno.ENAMETOOLONG, ""), "long"),
        (FileNotFoundError(errno.ENOENT, ""), "gone"),
    ]


@pytest.mark.parametrize(("fault", "key"), _faults())
def test_reasons_are_told_in_one_language(fault: OSError, key: str) -> None:
    for lang in LANGS:
        assert reason_of(fault, lang) == text(lang)(f"file.reason.{key}")
    assert "EIO" in reason_of(OSError(errno.EIO, "Input/output error"), "zh")
    assert "?" in reason_of(OSError("no number"), "zh")


def test_click_has_what_the_commands_count_on() -> None:
    with pytest.raises(click.UsageError):
        main(["nothing"], prog_name="x", standalone_mode=False)
