"""Nothing that runs assumes a POSIX shell, a POSIX module or an encoding."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from metrics.tables.read import ROOT

FOLDERS = ("metrics", "pages", "tools", "bench", "tests/docs", "tests/package")
# What Windows has not.
POSIX = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios"}
SHELLS = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}
# The place of the encoding, and that of the mode, among the positional arguments.
ENCODING = {"read_text": 0, "write_text": 1, "open": 3, ".open": 2}
MODE = {"open": 1, ".open": 0}
# They open no text.
OPENERS = {"browser.open", "os.open", "tarfile.open", "webbrowser.open"}


def sources() -> list[Path]:
    every = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return [ROOT / "dashboard.py", ROOT / "conftest.py", *every]


def assumptions(code: str) -> Iterator[str]:
    """Yield each call and import of some code that does not hold everywhere."""
    tree = ast.parse(code)
    guarded = {
        id(below) for node in ast.walk(tree) if isinstance(node, ast.Try) for below in node.body
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and id(node) not in guarded:
            if POSIX & {alias.name for alias in node.names}:
                yield ast.unparse(node)
        elif isinstance(node, ast.Call) and (_shell(node) or _unencoded(node)):
            yield ast.unparse(node)


def _keywords(call: ast.Call) -> dict[str | None, str]:
    return {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}


def _shell(call: ast.Call) -> bool:
    return _keywords(call).get("shell") == "True" or ast.unparse(call.func) in SHELLS


def _unencoded(call: ast.Call) -> bool:
    """Whether a call reads or writes text in whatever encoding the system has."""
    keywords = _keywords(call)
    if None in keywords or "encoding" in keywords:
        return False
    if keywords.get("text") == "True" or keywords.get("universal_newlines") == "True":
        return True
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    own = f".{name}" if isinstance(call.func, ast.Attribute) and name == "open" else name
    if own not in ENCODING or len(call.args) > ENCODING[own]:
        return False
    if own not in MODE:
        return True
    place = MODE[own]
    mode = ast.unparse(call.args[place]) if len(call.args) > place else keywords.get("mode", "")
    return "b" not in mode and ast.unparse(call.func) not in OPENERS


@pytest.mark.parametrize("path", sources(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_code_holds_everywhere(path: Path) -> None:
    assert not list(assumptions(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "code",
    [
        "path.read_text()",
        "path.write_text(words)",
        "path.open()",
        "path.open('w')",
        "open(name)",
        "open(name, 'w', newline='')",
        "subprocess.run(words, text=True)",
        "subprocess.run('ls | wc', shell=True)",
        "os.system('ls')",
        "import fcntl",
    ],
)
def test_what_does_not_is_found(code: str) -> None:
    assert list(assumptions(code)) == [ast.unparse(ast.parse(code))]


@pytest.mark.parametrize(
    "code",
    [
        "path.read_text('utf-8')",
        "path.write_text(words, encoding='utf-8')",
        "path.open('rb')",
        "open(name, mode='wb')",
        "open(name, encoding='utf-8')",
        "subprocess.run(words, text=True, encoding='utf-8')",
        "subprocess.run(['ls'], capture_output=True)",
        "try:\n    import resource\nexcept ImportError:\n    pass",
    ],
)
def test_what_does_is_not(code: str) -> None:
    assert not list(assumptions(code))
