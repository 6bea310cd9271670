"""Figures of rows: interval, bound and multiple, as their printed form says; worked by hand."""

from __future__ import annotations

from decimal import Decimal

from metrics.model.figure import figure_of
from metrics.model.unit import Unit
from metrics.printed.interval import Interval

D = Decimal
CASES = Unit("cases", "count", ("件",), "件", "cases")
PERCENT = Unit("percent", "measured", ("%",), "%", "%")
TIMES = Unit("times", "measured", ("倍",), "倍", "times")


def test_more_than_a_round_number_ends_at_the_next_one() -> None:
    figure = figure_of("200000", "20余万件", "over", CASES)
    assert figure.interval == Interval(D(200000), D(300000), lo_open=True, hi_open=True)


def test_it_stays_a_bound_for_what_is_computed_from_it() -> None:
    figure = figure_of("200000", "20余万件", "over", CASES)
    assert figure.one_sided
    assert figure.bound == Interval(D(200000), None, lo_open=True)
    plain = figure_of("12000", "1.2万件", "exact", CASES)
    assert plain.bound == plain.interval


def test_a_fall_of_more_is_below() -> None:
    figure = figure_of("-3", "下降超过3%", "near", PERCENT)
    assert figure.interval == Interval(None, D(-3), hi_open=True)
    some = figure_of("-20", "减少20余件", "near", CASES)
    assert some.interval == Interval(D(-30), D(-20), lo_open=True, hi_open=True)
    assert some.bound == Interval(None, D(-20), hi_open=True)


def test_doubling_is_twice_in_a_unit_of_multiples() -> None:
    assert figure_of("2", "翻一番", "exact", TIMES).interval == Interval(D("1.5"), D("2.5"))
    assert figure_of("100", "翻一番", "exact", PERCENT).interval == Interval(D(50), D(150))
