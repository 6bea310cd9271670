"""The command that checks a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from metrics.cli import main

RIGHT = "2023年，我国授权发明专利92.1万件。"
WRONG = "2023年，我国授权发明专利95.1万件。"
KEYS = ["start", "end", "text", "verdict", "indicator", "area", "period", "right", "why"]


def run(*words: str, typed: str | bytes = "") -> tuple[int, str]:
    done = CliRunner().invoke(main, ["proof", *words], input=typed)
    return done.exit_code, done.output


def test_a_right_text_exits_with_0_and_a_wrong_one_with_1() -> None:
    assert run("-", typed=RIGHT)[0] == 0
    code, told = run("-", typed=WRONG)
    assert code == 1
    assert "95.1万 → 92.1万" in told
    assert "第1行" in told


def test_json_has_the_places_in_characters(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text("甲\n" + WRONG, encoding="utf-8")
    code, told = run(str(file), "--format", "json", "--lang", "en")
    listed = json.loads(told)
    assert code == 1
    assert [list(one) for one in listed] == [KEYS] * len(listed)
    wrong = listed[-1]
    assert (wrong["start"], wrong["end"], wrong["text"]) == (16, 21, "95.1万")
    assert (wrong["verdict"], wrong["right"]) == ("contradicted", "92.1万")
    assert (wrong["indicator"], wrong["area"], wrong["period"]) == (
        "invention_patents_granted",
        "CN",
        "2023",
    )


def test_texts_of_chinese_editors_are_read() -> None:
    assert run("-", typed=WRONG.encode("gb18030"))[0] == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, lang: str) -> None:
    code, told = run(str(tmp_path / "none.txt"), "--lang", lang)
    assert code == 2
    assert len(told.strip().splitlines()) == 1
    assert "none.txt" in told


def test_a_text_without_numbers_says_so() -> None:
    assert run("-", "--lang", "en", typed="Nothing here.") == (0, "The text has no numbers.\n")
