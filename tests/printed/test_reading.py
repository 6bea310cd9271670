from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from metrics.model.figure import Figure
from metrics.printed.interval import Interval
from metrics.printed.numerals import number
from metrics.printed.reading import agrees, read_printed
from metrics.printed.refused import PrintedError

D = Decimal
numbers = st.decimals(min_value=-(10**6), max_value=10**6, places=3)
positive = st.decimals(min_value="0.001", max_value=10**6, places=3)


@st.composite
def intervals(draw: st.DrawFn, values: st.SearchStrategy[Decimal] = numbers) -> Interval:
    lo, hi = sorted((draw(values), draw(values)))
    return Interval(lo, hi)


def inside(interval: Interval, share: Decimal) -> Decimal:
    assert interval.lo is not None
    assert interval.hi is not None
    return interval.lo + (interval.hi - interval.lo) * share


shares = st.decimals(min_value=0, max_value=1, places=2)


class TestPrinted:
    @pytest.mark.parametrize(
        ("printed", "value", "last_digit_unit", "qualifier", "tail"),
        [
            ("4868.8亿元", "486880000000", "10000000", "exact", "元"),
            ("突破3000万件", "30000000", "10000", "over", "件"),
            ("40%以上", "40", "1", "at_least", "%以上"),
            ("1000余家", "1000", "1", "over", "家"),
            ("20多个国家和地区", "20", "1", "over", "个国家和地区"),
            ("近万项次", "10000", "10000", "near", "项次"),
            ("超千件", "1000", "1000", "over", "件"),
            ("超过12万件", "120000", "10000", "over", "件"),
            ("不超过12万件", "120000", "10000", "at_most", "件"),
            ("1.6万亿美元", "1600000000000", "100000000000", "exact", "美元"),
            ("迈上4000亿元台阶", "400000000000", "100000000", "at_least", "元台阶"),
            ("第11位", "11", "1", "exact", "位"),
            ("全球首位", "1", "1", "exact", "位"),
            ("世界第二位", "2", "1", "exact", "位"),
            ("连续十年", "10", "1", "exact", "年"),
            ("五十周年", "50", "1", "exact", "周年"),
            ("两场", "2", "1", "exact", "场"),
            ("9.9个百分点", "9.9", "0.1", "exact", "个百分点"),
            ("over 4.2 million", "4200000", "100000", "over", ""),
            ("CNY 486.88 billion", "486880000000", "10000000", "exact", ""),
            ("约33%", "33", "1", "about", "%"),
        ],
    )
    def test_reads(
        self, printed: str, value: str, last_digit_unit: str, qualifier: str, tail: str
    ) -> None:
        reading = read_printed(printed)
        assert reading.value == D(value)
        assert reading.last_digit_unit == D(last_digit_unit)
        assert reading.qualifier == qualifier
        assert reading.tail == tail

    def test_fraction_is_read_in_per_cent_and_agrees_with_its_rounding(self) -> None:
        reading = read_printed("约占全国的1/3")
        assert reading.qualifier == "about"
        assert agrees(reading, D("33.3"))
        assert agrees(reading, D("33.33"))
        assert not agrees(reading, D("33.4"))

    def test_no_figure(self) -> None:
        with pytest.raises(PrintedError):
            read_printed("稳居前列")

    @pytest.mark.parametrize(
        ("numeral", "value"),
        [("二十五", 25), ("十", 10), ("一百零五", 105), ("三万二千", 32000), ("两亿", 200000000)],
    )
    def test_chinese_numerals(self, numeral: str, value: int) -> None:
        assert number(numeral).value == value


class TestFigure:
    def test_half_a_unit_of_the_last_digit(self) -> None:
        figure = Figure(D(4212000), "421.2万件", "exact", D(1000), whole=False)
        assert figure.interval == Interval(D(4211500), D(4212500))

    def test_a_count_is_exact(self) -> None:
        assert Figure(D(3192), "3192件", "exact", D(1), whole=True).interval == Interval(
            D(3192), D(3192)
        )

    def test_bounds(self) -> None:
        over = Figure(D(40), "超40", "over", D(1), whole=True).interval
        least = Figure(D(40), "40以上", "at_least", D(1), whole=True).interval
        near = Figure(D(40), "近40", "near", D(1), whole=True).interval
        assert D(40) not in over
        assert D("40.01") in over
        assert D(40) in least
        assert D(40) not in near
        assert D("39.9") in near

    def test_about_is_its_printed_precision_either_way(self) -> None:
        assert Figure(D(33), "约33%", "about", D(1), whole=False).interval == Interval(D(32), D(34))


class TestIntervalArithmetic:
    @given(intervals(), intervals(), shares, shares)
    def test_sum_and_difference_contain_every_pair(
        self, a: Interval, b: Interval, s: Decimal, t: Decimal
    ) -> None:
        x, y = inside(a, s), inside(b, t)
        assert x + y in a + b
        assert x - y in a - b

    @given(intervals(positive), intervals(positive), shares, shares)
    def test_quotient_contains_every_pair_and_is_tight(
        self, a: Interval, b: Interval, s: Decimal, t: Decimal
    ) -> None:
        assume(b.lo is not None and b.lo > 0)
        quotient = a.over(b)
        exact = inside(a, s) / inside(b, t)
        slack = D("1e-20") * (1 + abs(exact))
        assert quotient.lo is not None
        assert quotient.hi is not None
        assert quotient.lo - slack <= exact <= quotient.hi + slack
        assert a.lo is not None
        assert b.hi is not None
        assert abs(quotient.lo - a.lo / b.hi) <= slack

    def test_one_sided_inputs_give_one_sided_results(self) -> None:
        over = Interval(D(800), None)
        assert over - Interval(D(100), D(101)) == Interval(D(699), None)
        assert over.over(Interval(D(100), D(200))) == Interval(D(4), None)
        quotient = Interval(D(100), D(200)).over(Interval(D(800), None, lo_open=True))
        assert quotient == Interval(D(0), D("0.25"), lo_open=True, hi_open=True)

    def test_an_empty_interval_is_refused(self) -> None:
        with pytest.raises(ValueError, match="empty interval"):
            Interval(D(2), D(1))

    def test_negative_quantities_are_not_divided(self) -> None:
        with pytest.raises(ValueError, match="positive"):
            Interval(D(-1), D(1)).over(Interval(D(1), D(2)))
