"""What is made of tables is kept with them, and goes with them."""

from __future__ import annotations

import gc
import weakref

from metrics import Tables
from metrics.briefing.exhibits import exhibit
from metrics.briefing.ready import ready
from metrics.reconciliation import ALL_WITH_IMPLIED, disputed, in_view, readings, reconcile
from metrics.tables.kept import kept
from metrics.tables.loading import trial_of
from metrics.tables.read import file_contents
from metrics.views.search import find
from tests.frozen import FROZEN


def test_it_is_made_once_for_the_same_tables() -> None:
    tables = trial_of(file_contents(FROZEN))
    assert reconcile(tables) is reconcile(tables)
    assert readings(tables) is readings(tables)


def test_none_is_made_where_it_is_nothing() -> None:
    calls: list[Tables] = []

    @kept
    def nothing(tables: Tables) -> None:
        calls.append(tables)

    tables = trial_of(file_contents(FROZEN))
    assert [nothing(tables), nothing(tables)] == [None, None]
    assert calls == [tables]


def test_each_question_has_its_own_answer() -> None:
    tables = trial_of(file_contents(FROZEN))
    assert in_view(tables, ALL_WITH_IMPLIED) is in_view(tables, ALL_WITH_IMPLIED)
    assert ready(tables, "creation") is ready(tables, "creation")
    assert ready(tables, "creation") != ready(tables, "utilisation")


def test_tables_on_trial_are_let_go() -> None:
    tables = trial_of(file_contents(FROZEN))
    assert disputed(tables) is not None
    assert ready(in_view(tables, ALL_WITH_IMPLIED), "overall").slides
    assert exhibit(tables, f"indicator?id={find(tables)[0].id}", "en").spec is not None
    gone = weakref.ref(tables)
    del tables
    gc.collect()
    assert gone() is None
