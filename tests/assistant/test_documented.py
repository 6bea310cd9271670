"""What the documentation shows of each tool is what the tool answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from metrics import Tables
from metrics.assistant.server import server
from metrics.assistant.tools import LONGEST
from tests.assistant.asked import Asking, asking
from tests.docs.markdown import DOCS, Markdown

PAGE = Markdown.of(DOCS / "mcp.md")
_SECTION = re.compile(r"^### (\w+)$(.*?)(?=^##)", re.MULTILINE | re.DOTALL)
SHOWN = {
    name: [json.loads(block) for block in Markdown(told).blocks("json")]
    for name, told in _SECTION.findall(PAGE.text)
}


@pytest.fixture(scope="module")
def client(tables: Tables) -> Iterator[Asking]:
    with asking(server(lambda: tables, "en")) as made:
        yield made


def part_of(part: Any, whole: Any) -> bool:
    """Whether all that is shown is in an answer; lists begin alike."""
    if isinstance(part, dict):
        return all(name in whole and part_of(part[name], whole[name]) for name in part)
    if isinstance(part, list):
        return len(part) <= len(whole) and all(map(part_of, part, whole))
    return bool(part == whole)


def test_a_part_is_told_from_what_is_not() -> None:
    whole = {"a": [{"b": 1, "c": 2}, 3], "d": []}
    assert part_of({"a": [{"c": 2}], "d": []}, whole)
    assert not part_of({"a": [{"c": 3}]}, whole)
    assert not part_of({"d": [1]}, whole)
    assert not part_of({"e": 1}, whole)


def test_every_tool_is_shown(client: Asking) -> None:
    assert list(SHOWN) == [tool.name for tool in client.tools()]


@pytest.mark.parametrize("tool", SHOWN)
def test_it_answers_what_is_shown(client: Asking, tool: str) -> None:
    asked, shown = SHOWN[tool]
    answer = client.answer(tool, **asked)
    assert part_of(shown, answer), answer


def test_the_configurations_start_it() -> None:
    blocks = [json.loads(block) for block in PAGE.section("Setting it up").blocks("json")]
    for told in blocks:
        (servers,) = told.values()
        assert servers["ipstats"]["args"][0] == "mcp"
        assert servers["ipstats"]["command"].endswith("ipstats")


def test_the_bound_of_a_text_is_told() -> None:
    assert f"{LONGEST:,} signs" in PAGE.text
