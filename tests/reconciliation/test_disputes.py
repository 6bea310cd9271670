"""Which figures take part in a contradiction."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from metrics import Selection, Tables
from metrics.locale import LANGS
from metrics.printed.interval import Interval
from metrics.reconciliation import (
    disputed,
    disputes,
    implied,
    reconcile,
)
from metrics.reconciliation.picture import picture
from metrics.reconciliation.verdicts import judge
from metrics.reconciliation.wording import sentence


def test_a_phrase_that_fits_in_one_reading_is_no_alarm(tables: Tables) -> None:
    found = {c.relation.id for c in reconcile(tables) if c.verdict == "inconsistent"}
    assert "gii-gain-2022" not in found
    # Ten editions without a fall fit, ten rises do not.
    assert "gii-streak-2022" not in found


def test_multiples_of_two_base_years_are_not_held_against_each_other(tables: Tables) -> None:
    found = [c for c in reconcile(tables) if c.relation.id == "shared-base-pledge"]
    assert {(c.relation.reading, c.verdict, c.reason) for c in found} == {
        ("more", "not_comparable", "base"),
        ("times", "not_comparable", "base"),
    }


def test_things_counted_are_whole(tables: Tables) -> None:
    counted = [o for o in implied(tables) if o.definition.unit.quantity == "count"]
    assert len(counted) > 50
    for o in counted:
        for end in (o.figure.interval.lo, o.figure.interval.hi):
            assert end is None or end == end.to_integral_value(), o.key
    # 5,056 after a rise of 101.4%: 5,056 / 2.0145 = 2,509.8, and / 2.0135 = 2,511.1.
    found = {o.key[:3]: o.figure.interval for o in counted}
    assert found["patent_dispute_cases", "CN", "2012"] == Interval(Decimal(2510), Decimal(2511))


def test_checks_are_told_apart(tables: Tables) -> None:
    found = [(c.relation.id, c.relation.reading) for c in reconcile(tables)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("supplement", [True, False])
@pytest.mark.parametrize("vintage", ["last", "first", "2014-12-31", "2019-06-30", "2023-12-31"])
def test_whatever_is_in_view_is_told_and_explained(
    tables: Tables, vintage: str, supplement: bool
) -> None:
    seen = tables.select(Selection(supplement, vintage))
    whole = {(c.relation.id, c.relation.reading): c for c in reconcile(tables)}
    for check in reconcile(seen):
        assert all(sentence(seen, check, lang) for lang in LANGS)
        assert picture(seen, check, "zh") is not None
        if check.verdict == "inconsistent":
            assert check.explained
            assert whole[check.relation.id, check.relation.reading].verdict == "inconsistent"


def test_every_figure_of_a_contradiction_is_found_by_its_key(tables: Tables) -> None:
    for check in reconcile(tables):
        if check.verdict != "inconsistent":
            continue
        aside = [o for o in check.inputs if o.status == "D"]
        for o in aside or check.inputs:
            assert check in disputed(tables)[o.key]
            assert check in disputes(tables, [replace(o)])


def test_figures_that_prove_an_error_of_a_source_are_not_in_doubt(tables: Tables) -> None:
    proofs = [
        c
        for c in reconcile(tables)
        if c.verdict == "inconsistent" and {o.status for o in c.inputs} > {"D"}
    ]
    assert proofs
    for check in proofs:
        for o in check.inputs:
            assert (check in disputes(tables, [o])) == (o.status == "D")


def test_a_figure_that_agrees_has_none(tables: Tables) -> None:
    fits = next(o for o in tables.statements if o.definition.id == "satisfaction_change")
    assert disputes(tables, [fits]) == ()


def test_reconciling_again_does_no_work_twice(tables: Tables) -> None:
    assert reconcile(tables) is reconcile(tables)
    assert reconcile(tables.select(replace(tables.selection, supplement=False))) is not reconcile(
        tables
    )


def test_a_rank_is_not_doubted_for_economies_that_are_not_listed(tables: Tables) -> None:
    # Of 2018 Korea is fifth of those listed; without the United States it would be fourth.
    check = next(c for c in reconcile(tables) if c.relation.id == "rank-pct-kr-2018")
    fewer = tuple(t for t in check.right if t.first.area != "US")
    assert len(fewer) == len(check.right) - 1
    again = judge(tables, check.relation, check.left, fewer)
    assert again.outcome.expected == Interval(Decimal(4), None)
    assert again.verdict != "inconsistent"


def test_what_follows_from_a_doubted_figure_is_marked(tables: Tables) -> None:
    doubted = next(o for o in tables.statements if disputes(tables, (o,)))
    led = replace(next(iter(implied(tables))), inputs=(doubted,))
    assert disputes(tables, (led,)) == disputes(tables, (doubted,))
