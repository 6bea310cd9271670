"""Ten tasks of a colleague: at most three actions each, and the right answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from metrics import Tables
from metrics.locale import LANGS, Lang
from tests.offices import Office
from tests.tasks import ACTIONS, TASKS, Handed, Task, done

# Answers that were worked out by hand, from the printed figures.
RANK = {"zh": (10, "2025年"), "en": (10, "2025")}
SOURCE = {
    "zh": "局长会议工作报告（2023）",
    "en": "CNIPA work report (2023)",
}


@pytest.fixture(scope="module", params=LANGS)
def answered(
    request: pytest.FixtureRequest,
    tables: Tables,
    summary: Callable[[Lang], bytes],
    office: Office,
) -> tuple[Lang, dict[str, tuple[Task, Any]]]:
    lang: Lang = request.param
    content = summary(lang)
    handed = Handed(tables, lang, content)
    wanted = [task(handed) for task in TASKS]
    answers = done(handed, office, wanted)
    names = [task.__name__ for task in TASKS]
    return lang, dict(zip(names, zip(wanted, answers, strict=True), strict=True))


@pytest.mark.office
def test_each_is_answered_rightly_in_a_few_actions(
    answered: tuple[Lang, dict[str, tuple[Task, Any]]],
) -> None:
    _, tasks = answered
    assert len(tasks) == 10
    assert {name: answer for name, (_, answer) in tasks.items()} == {
        name: task.right for name, (task, _) in tasks.items()
    }
    assert max(len(task.actions) for task, _ in tasks.values()) <= ACTIONS


@pytest.mark.office
def test_answers_are_those_worked_out_by_hand(
    answered: tuple[Lang, dict[str, tuple[Task, Any]]],
) -> None:
    lang, tasks = answered
    found = {name: answer for name, (_, answer) in tasks.items()}
    assert found["newest_rank"] == RANK[lang]
    assert found["months_of_examination"] == 20
    # 486.88 / 309.8 = 1.5716
    assert found["growth_of_pledges"] == 57.2
    # 5,689,000 / 2,670,784 = 2.1301, whose fifth root is 1.1633
    assert found["average_growth"] == pytest.approx(0.1633, abs=5e-5)
    assert ("patent_intensive_value_added", "2024") in found["bounds"]
    assert len(found["bounds"]) == 11
    # 69,610 / 55,678 = 1.2502
    assert found["two_economies"] == pytest.approx(1.2502, abs=5e-5)
    assert found["chart_of_another"][0] == 63.69
    assert len(found["all_of_a_year"]) == 27
    assert found["source_of_a_figure"][0] == SOURCE[lang]
    # Agencies closed, put right and interviewed in 2022; agencies at the end of 2021.
    services = {"zh": "服务", "en": "Services"}[lang]
    counted = {year: count for (theme, year), count in found["pivot"].items() if theme == services}
    assert counted == {2021: 1, 2022: 3}
