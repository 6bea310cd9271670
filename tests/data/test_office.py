"""The curated tables whole, as a workbook that an office program opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics import Tables
from metrics.exports.workbook import AuditPlan, SummaryPlan
from metrics.locale import LANGS, Lang
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
from metrics.views.extracts import extract
from metrics.views.filters import Filters
from tests.books import DAY, book_of, made
from tests.offices import Office
from tests.recalculation import bare, drawn, formulas
from tests.tasks import TASKS, Handed, done

pytestmark = pytest.mark.office


def test_everything_recalculates_to_the_same_numbers(tables: Tables, office: Office) -> None:
    content = book_of(in_view(tables, ALL_WITH_IMPLIED), "zh")
    assert formulas(content, office.convert(bare(content), "xlsx", "xlsx")) > 6000


def test_every_chart_is_drawn_on_a_page_of_its_own(
    tables: Tables, office: Office, tmp_path: Path
) -> None:
    strong = dict(drawn(AuditPlan(extract(tables, Filters(), "en"), "en", DAY), office, tmp_path))
    assert len(strong) > 40
    assert {name for name, pixels in strong.items() if pixels <= 60} == set(), "no marks"


@pytest.mark.parametrize("lang", LANGS)
def test_ten_tasks_are_answered_as_the_tables_say(
    tables: Tables, office: Office, lang: Lang
) -> None:
    content = made(SummaryPlan(extract(tables, Filters(), lang), lang, DAY))
    handed = Handed(tables, lang, content)
    wanted = [task(handed) for task in TASKS]
    assert done(handed, office, wanted) == [task.right for task in wanted]
