"""Which figures take part in a contradiction."""

from __future__ import annotations

from dataclasses import replace

from metrics import Tables
from metrics.reconciliation import contradictions, disputed, disputes, fitting, reconcile


def test_a_phrase_that_fits_in_one_reading_is_no_contradiction(tables: Tables) -> None:
    found = contradictions(reconcile(tables))
    assert fitting(reconcile(tables), "gii-gain-2022") is not None
    assert "gii-gain-2022" not in {c.relation.id for c in found}
    # Ten editions without a fall fit, ten rises do not.
    assert "gii-streak-2022" not in {c.relation.id for c in found}
    # Neither reading of the two multiples of pledge financing gives one base.
    assert [c.relation.reading for c in found if c.relation.id == "shared-base-pledge"] == [
        "more",
        "times",
    ]


def test_every_figure_of_a_contradiction_is_found_by_its_key(tables: Tables) -> None:
    for check in contradictions(reconcile(tables)):
        for o in check.inputs:
            assert check in disputed(tables)[o.key]
            assert check in disputes(tables, [replace(o)])


def test_a_figure_that_agrees_has_none(tables: Tables) -> None:
    fits = next(o for o in tables.statements if o.definition.id == "satisfaction_change")
    assert disputes(tables, [fits]) == ()


def test_reconciling_again_does_no_work_twice(tables: Tables) -> None:
    assert reconcile(tables) is reconcile(tables)
    assert reconcile(tables.select(replace(tables.selection, supplement=False))) is not reconcile(
        tables
    )
