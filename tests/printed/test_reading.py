from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from metrics.locale import LANGS
from metrics.model.figure import Figure
from metrics.printed.interval import Interval
from metrics.printed.numerals import number
from metrics.printed.reading import Reading, agrees, read_printed, read_words
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

    @pytest.mark.parametrize(
        ("printed", "value", "qualifier"),
        [
            ("-3.2%", "-3.2", "exact"),
            ("−3.2%", "-3.2", "exact"),
            ("－３．２％", "-3.2", "exact"),
            ("增长-3.2%", "-3.2", "exact"),
            ("fell 3.2%", "-3.2", "exact"),
            ("降幅3.2%", "-3.2", "exact"),
            ("负增长3.2%", "-3.2", "exact"),
            ("下降约3.2%", "-3.2", "about"),
            ("下滑1.2%", "-1.2", "exact"),
            ("下降超过3%", "-3", "near"),
            ("down more than 3%", "-3", "near"),
            ("降幅3%以上", "-3", "at_most"),
            ("declined by nearly 3%", "-3", "over"),
            ("减少近3%", "-3", "over"),
            ("3.2% lower than in 2014", "-3.2", "exact"),
            ("增速回落3个百分点", "-3", "exact"),
            ("低于上年3分", "-3", "exact"),
            ("高于2014年0.71分", "0.71", "exact"),
            ("below −3%", "-3", "near"),
            ("CNY −3 billion", "-3000000000", "exact"),
            ("减少一半", "-50", "exact"),
            ("同比净增3.2万件", "32000", "exact"),
            ("净减少300件", "-300", "exact"),
            ("同比微降0.1%", "-0.1", "exact"),
            ("增幅收窄3.2个百分点", "-3.2", "exact"),
            ("8 months shorter", "-8", "exact"),
            ("ca. 5,000", "5000", "about"),
            ("首超5亿", "500000000", "over"),
            ("近两成半", "25", "near"),
            ("八成强", "80", "over"),
            ("3个月内", "3", "at_most"),
            ("3家内资企业", "3", "exact"),
            ("20家上下游企业", "20", "exact"),
            ("增速放缓3.2个百分点", "-3.2", "exact"),
            ("moved up 2 places", "2", "exact"),
            ("#12", "12", "exact"),
            ("halved", "-50", "exact"),
            # Levels that were reached.
            ("降至15个月", "15", "exact"),
            ("缩短至15个月", "15", "exact"),
            ("fell to 15 months", "15", "exact"),
            ("fell below 3%", "3", "near"),
            ("跌破3%", "3", "near"),
            ("下降到不足3%", "3", "near"),
            ("下降为3%", "3", "exact"),
            ("下降幅度为3%", "-3", "exact"),
            ("rose to 3 million", "3000000", "exact"),
            ("由第11位升至第9位", "9", "exact"),
            ("from 34th to 10th", "10", "exact"),
            ("自2012年的3件增至2020年的近百件", "100", "near"),
        ],
    )
    def test_signs_and_levels(self, printed: str, value: str, qualifier: str) -> None:
        reading = read_printed(printed)
        assert (reading.value, reading.qualifier) == (D(value), qualifier)

    @pytest.mark.parametrize(
        ("printed", "value", "step", "unit"),
        [
            ("3千万户", "30000000", "10000000", "户"),
            ("1亿2000万元", "120000000", "10000", "元"),
            ("140万亿1879亿元", "140187900000000", "100000000", "元"),
            ("1亿2千万", "120000000", "10000000", ""),
            ("三点五亿", "350000000", "10000000", ""),
            ("两万五", "25000", "1000", ""),
            ("百分之三十", "30", "1", "%"),
            ("百分之五十四点三", "54.3", "0.1", "%"),
            ("千分之五", "0.5", "0.1", "%"),
            ("5‰", "0.5", "0.1", "%"),
            ("三成", "30", "10", "%"),
            ("三成五", "35", "1", "%"),
            ("一成半", "15", "1", "%"),
            ("3百20万件", "3200000", "10000", "件"),
            ("3.2 mln", "3200000", "100000", ""),
            ("11.8件/万人", "11.8", "0.1", "件/万人"),
            ("一半", "50", "1", "%"),
            ("three quarters", "75", "1", "%"),
            ("翻一番", "100", "100", "%"),
            ("翻两番", "300", "100", "%"),
            ("增长1倍", "100", "100", "%"),
            ("增长1.5倍", "150", "10", "%"),
            ("doubled", "100", "100", "%"),
            ("rose threefold", "200", "100", "%"),
            ("翻了一倍", "100", "100", "%"),
            ("百分之百", "100", "1", "%"),
            ("5 cases in May 2012", "5", "1", "cases in May 2012"),
            ("2012年以来增长3倍", "300", "100", "%"),
            ("是2012年的3倍", "3", "1", "倍"),
            ("增长到3倍", "3", "1", "倍"),
            ("twice", "2", "1", "times"),
            ("half a million", "500000", "100000", ""),
            ("每万人口16件", "16", "1", "件"),
            ("up 3% on 2012", "3", "1", "% on 2012"),
        ],
    )
    def test_forms(self, printed: str, value: str, step: str, unit: str) -> None:
        reading = read_printed(printed)
        assert (reading.value, reading.last_digit_unit) == (D(value), D(step))
        assert (reading.qualifier, reading.tail) == ("exact", unit)

    @pytest.mark.parametrize(
        ("printed", "lo", "hi"),
        [
            ("20余万件", "200000", "300000"),
            ("3亿多元", "300000000", "400000000"),
            ("1500余", "1500", "1600"),
            ("十几家", "10", "20"),
            ("13个多月", "13", "14"),
            ("三成多", "30", "40"),
            ("减少20余件", "-30", "-20"),
            ("近半", None, "50"),
            ("过半", "50", None),
            ("下降超过3%", None, "-3"),
            ("增长近10倍", None, "1000"),
        ],
    )
    def test_bounds_are_open(self, printed: str, lo: str | None, hi: str | None) -> None:
        interval = read_printed(printed).interval
        ends = tuple(None if end is None else D(end) for end in (lo, hi))
        assert (interval.lo, interval.hi) == ends
        assert (interval.lo_open, interval.hi_open) == (lo is not None, hi is not None)

    def test_growth_by_multiples_is_a_multiple_where_the_unit_is_one(self) -> None:
        doubled = read_printed("more than doubled").in_unit(("倍",))
        assert (doubled.value, doubled.qualifier, doubled.tail) == (D(2), "over", "倍")
        assert read_printed("翻两番").in_unit(("倍",)).value == 4
        assert read_printed("翻两番").in_unit(("%",)).value == 300
        assert read_printed("近10倍").in_unit(("倍",)).value == 10

    @pytest.mark.parametrize(
        ("printed", "reason", "word"),
        [
            ("3%-5%", "two", "5"),
            ("2到3倍", "two", "3倍"),
            ("between 3 and 5", "two", "5"),
            ("1 200", "two", "200"),
            ("100万件(约占全国三分之一)", "two", "三分之一"),
            ("并非100万件", "word", "并非"),
            ("±3%", "word", "±"),
            ("½", "word", "½"),
            ("半年", "word", "半"),
            ("(3.2%)", "word", "("),
            ("约近100件", "qualifiers", "约 近"),
            ("近20余万件", "qualifiers", "近"),
            ("下降-3.2%", "direction", "下降-"),
            ("increased 3 times", "direction", "times"),
            ("下降3倍", "direction", "倍"),
            ("超过-3%", "sign", "超过"),
            ("数十家", "vague", "数十"),
            ("dozens", "vague", "dozens"),
            ("百万级", "vague", "百万级"),
            ("七八家", "malformed", "七八"),
            ("10强", "word", "强"),
            ("亿美元级", "vague", "亿美元级"),
            ("3百5", "malformed", "3百5"),
            ("10亿级", "vague", "10亿级"),
            ("百万量级", "vague", "百万量级"),
            ("千亿元级", "vague", "千亿元级"),
            ("降幅收窄3个百分点", "direction", "降幅收窄"),
            ("1亿2000", "malformed", "2000"),
            ("2014年", "year", "2014年"),
            ("稳居前列", "none", ""),
        ],
    )
    def test_what_is_not_understood_is_named(self, printed: str, reason: str, word: str) -> None:
        with pytest.raises(PrintedError) as refused:
            read_printed(printed)
        assert (refused.value.reason, refused.value.word) == (reason, word)
        assert all(word in refused.value.message(lang) for lang in LANGS)

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


@given(
    st.integers(0, 10**15)
    | st.builds(lambda n, k: n * 10**k, st.integers(0, 999), st.integers(0, 9))
)
def test_digits_alone_are_read_as_words_would_be(number: int) -> None:
    assert read_printed(f"{number}") == read_words(f"{number}")


@pytest.mark.parametrize("printed", ["007", "２１", "²", "1_000", "12.5", "-3", "1,234"])
def test_what_is_not_digits_alone_goes_by_its_words(printed: str) -> None:
    def told(read: Callable[[str], Reading]) -> object:
        try:
            return read(printed)
        except PrintedError as fault:
            return fault.reason, fault.word

    assert told(read_printed) == told(read_words)
