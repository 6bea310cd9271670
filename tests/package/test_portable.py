"""Nothing that runs takes the encoding of the system for that of a file or of another program.

The linter finds it where a file is opened, and shells and modules that Windows has not; not where
the type of a path is not plain, and not where a program is started.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from metrics.tables.read import ROOT

FOLDERS = ("metrics", "pages", "tools", "bench", "tests/docs", "tests/package")
# The place of the encoding among the positional arguments.
ENCODING = {"read_text": 0, "write_text": 1}


def sources() -> list[Path]:
    every = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return [ROOT / "dashboard.py", ROOT / "conftest.py", *every]


def unencoded(code: str) -> Iterator[str]:
    """Yield the calls that read or write text in whatever encoding the system has."""
    for call in (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)):
        keywords = {k.arg: ast.unparse(k.value) for k in call.keywords}
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        file = name in ENCODING and len(call.args) <= ENCODING[name]
        program = "True" in (keywords.get("text"), keywords.get("universal_newlines"))
        if (file or program) and "encoding" not in keywords:
            yield ast.unparse(call)


def test_code_holds_everywhere() -> None:
    for path in sources():
        assert not list(unencoded(path.read_text(encoding="utf-8"))), path


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("path.read_text()", True),
        ("path.write_text(words)", True),
        ("subprocess.run(words, text=True)", True),
        ("path.read_text('utf-8')", False),
        ("path.write_text(words, encoding='utf-8')", False),
        ("subprocess.run(words, text=True, encoding='utf-8')", False),
        ("subprocess.run(words, capture_output=True)", False),
    ],
)
def test_what_does_not_is_found(code: str, found: bool) -> None:
    assert bool(list(unencoded(code))) == found
