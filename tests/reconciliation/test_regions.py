"""What holds between figures of regions by rule, on tables of three regions added by hand."""

from __future__ import annotations

from metrics import Tables
from metrics.reconciliation import disputed_relations, reconcile
from metrics.reconciliation.errors import errors_page
from metrics.reconciliation.model import Check
from metrics.reconciliation.wording import sentence


def by_id(tables: Tables) -> dict[str, Check]:
    return {c.relation.id: c for c in reconcile(tables.regional)}


def test_the_regions_of_a_table_add_up_to_its_total(tables: Tables) -> None:
    """60, 130 and 10 are 200."""
    check = by_id(tables)["regions-sum-patents_granted_domestic-2021"]
    assert check.verdict == "consistent"
    assert check.outcome.expected.lo == check.outcome.expected.hi == 200


def test_a_sum_that_does_not_come_out_is_an_alarm_with_its_reason(tables: Tables) -> None:
    """8, 20 and 2 are 30, and the table prints 31."""
    check = by_id(tables)["regions-sum-designs_granted_domestic-2020"]
    assert (check.verdict, check.outcome.gap) == ("inconsistent", 1)
    assert check.explained
    told = sentence(tables.regional, check, "en")
    assert told.startswith("Designs granted: ")
    assert "Beijing" in told


def test_a_table_without_one_of_its_regions_says_no_more_than_that_they_are_a_part(
    tables: Tables,
) -> None:
    """15 and 2 of 60, where Guangdong is not printed."""
    check = by_id(tables)["regions-sum-utility_models_granted_domestic-2020"]
    assert (check.relation.kind, check.verdict) == ("at_most", "no_power")


def test_three_kinds_add_up_in_each_region(tables: Tables) -> None:
    """40, 60 and 30 of Guangdong are 130."""
    checks = by_id(tables)
    kinds = [c for name, c in checks.items() if name.startswith("regions-kinds-")]
    assert len(kinds) == 8
    assert {c.verdict for c in kinds} == {"consistent"}
    own = checks["regions-kinds-patents_granted_domestic-CN-GD-2021"]
    assert own.outcome.expected.lo == 130


def test_the_total_of_a_table_is_held_against_what_is_told_of_china(tables: Tables) -> None:
    """The invented 34,600 are not the 346,000 that a text prints of China."""
    check = by_id(tables)["regions-total-invention_patents_granted_domestic-2018"]
    assert check.verdict == "inconsistent"
    assert {o.area for o in check.inputs} == {"CN"}


def test_no_check_of_regions_is_among_those_of_economies(tables: Tables) -> None:
    assert not by_id(tables).keys() & {c.relation.id for c in reconcile(tables)}


def test_an_alarm_marks_the_figures_that_take_part(tables: Tables) -> None:
    series = tables.regional.series("designs_granted_domestic", "CN-BJ")
    first, *others = series.points
    assert disputed_relations(tables.regional, [first]) == (
        "regions-sum-designs_granted_domestic-2020",
    )
    assert disputed_relations(tables.regional, others) == ()


def test_the_register_has_the_tables_that_do_not_come_out(tables: Tables) -> None:
    page = errors_page(tables)
    assert "## Designs granted (by region), 2020" in page
    assert "The regions add up to 30." in page
