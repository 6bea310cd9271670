"""The command as an assistant starts it, and what is told where its package is missing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from mcp import StdioServerParameters

from tests.assistant.asked import asking, of

BLOCKED = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("mcp", "pydantic"):
            raise ModuleNotFoundError("blocked: " + name, name=name)
sys.meta_path.insert(0, Block())
from metrics.cli import main
main(sys.argv[1:])
"""


def test_a_process_answers_and_refuses() -> None:
    words = ["-m", "metrics", "mcp", "--lang", "en"]
    started = StdioServerParameters(command=sys.executable, args=words, env=dict(os.environ))
    with asking(started) as client:
        made = client.answer("newest", indicator="satisfaction")
        assert made["figure"]["value_in_words"] == "82.81 points"
        asked = {"base": of("gii_rank", "2010"), "end": of("gii_rank", "2022")}
        refused = client.answer("compare", **asked)["refusals"]
        assert refused[0]["why"].startswith("a break lies between")


def without_the_package(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BLOCKED, *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


@pytest.mark.parametrize(("lang", "told"), [("zh", "未安装"), ("en", "is not installed")])
def test_a_missing_package_is_told_in_one_sentence(lang: str, told: str) -> None:
    done = without_the_package("mcp", "--lang", lang)
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert "requirements-extras.txt" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_other_commands_do_without_it() -> None:
    done = without_the_package("show", "gii_rank", "--lang", "en")
    assert done.returncode == 0, done.stderr
