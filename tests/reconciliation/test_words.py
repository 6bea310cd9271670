"""How checks are told: figures told apart, sums, falls, ranges, and ends that only touch."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics import Tables
from metrics.model.unit import Unit
from metrics.printed.interval import Interval
from metrics.reconciliation import Check, reconcile
from metrics.reconciliation.model import Outcome
from metrics.reconciliation.outcomes import gap_words
from metrics.reconciliation.wording import sentence
from metrics.wording.intervals import interval_words

PERCENT = Unit("percent", "measured", ("%",), "%", "%")
MARKS = Unit("trademarks", "count", ("件",), "件", "trademarks")
YUAN = Unit("cny", "money", ("元",), "元", "CNY")
RATIO = Unit("patents_per_10k", "ratio", ("件",), "件/万人", "per 10,000 people")


def one(tables: Tables, id_: str, reading: str = "plain") -> Check:
    found = reconcile(tables)
    return next(c for c in found if (c.relation.id, c.relation.reading) == (id_, reading))


def between(lo: str, hi: str) -> Interval:
    return Interval(Decimal(lo), Decimal(hi))


class TestRanges:
    def test_the_unit_is_said_once(self) -> None:
        found = between("98395000000000", "99249000000000")
        assert interval_words(found, YUAN, "zh") == "98.395至99.249万亿元"
        assert interval_words(found, YUAN, "en") == "CNY 98.395 to 99.249 trillion"
        assert interval_words(between("1.8", "2.0"), RATIO, "zh") == "1.8至2.0件/万人"
        assert interval_words(between("12.3", "12.4"), PERCENT, "zh") == "12.3%至12.4%"

    def test_both_ends_are_in_one_scale(self) -> None:
        assert interval_words(between("8000", "10000"), MARKS, "zh") == "0.8至1.0万件"

    def test_no_digit_that_the_claim_does_not_need(self) -> None:
        found = between("12.3784", "12.3793")
        assert interval_words(found, PERCENT, "en", Decimal("0.01")) == "12.38%"
        # Wider than the digit: outward, so that nothing possible is cut off.
        assert interval_words(between("12.371", "12.394"), PERCENT, "en", Decimal("0.01")) == (
            "12.37% to 12.40%"
        )

    def test_a_bound_keeps_its_side(self) -> None:
        assert interval_words(Interval(None, Decimal(5), hi_open=True), None, "en") == "less than 5"
        assert interval_words(Interval(Decimal(5), None), None, "zh") == "不少于5"


class TestOverlap:
    @pytest.mark.parametrize(
        ("one_", "other", "overlaps"),
        [
            (between("0", "1"), between("1", "2"), False),
            (between("0", "1"), between("1", "1"), True),
            (between("0", "1"), between("0.5", "2"), True),
            (between("0", "1"), Interval(Decimal(1), None), False),
            (Interval(None, Decimal(1)), Interval(Decimal(1), None), False),
            (Interval(None, None), between("1", "2"), True),
            (between("0", "1"), between("2", "3"), False),
        ],
    )
    def test_ends_that_touch(self, one_: Interval, other: Interval, overlaps: bool) -> None:
        assert Outcome(one_, other).overlaps is overlaps
        assert Outcome(other, one_).overlaps is overlaps

    def test_a_month_off_is_noticed(self, tables: Tables) -> None:
        # 10 months are [9.5, 10.5]; 11 would be [10.5, 11.5] and only touch.
        pair = next(
            c
            for c in reconcile(tables)
            if c.relation.kind == "same"
            and c.inputs[0].definition.id == "trademark_exam_months"
            and c.inputs[0].period.code == "2012"
        )
        assert pair.verdict == "consistent"


class TestSentences:
    def test_scopes_are_told_apart(self, tables: Tables) -> None:
        check = one(tables, "applications-part-2017")
        zh, en = sentence(tables, check, "zh"), sentence(tables, check, "en")
        assert "国内（含港澳台）124.5709万件（2017年）应不超过全部申请人138.1594万件" in zh
        assert "(Domestic, incl. Hong Kong, Macao, Taiwan; 2017)" in en
        assert "(All applicants; 2017)" in en

    def test_one_scope_of_several_stands_in_the_name(self, tables: Tables) -> None:
        check = next(
            c
            for c in reconcile(tables)
            if c.relation.kind == "same" and c.inputs[0].definition.id == "ip_charges_payments"
        )
        assert sentence(tables, check, "zh").startswith(
            "知识产权使用费（国际收支） · 支出（进口）："
        )

    def test_many_figures_are_told_by_their_sum(self, tables: Tables) -> None:
        check = next(
            c for c in reconcile(tables) if c.relation.kind == "years_total" and len(c.right) == 10
        )
        said = sentence(tables, check, "en")
        assert "10 figures that add up to 3.9424 to 3.9615 million patents (2012 to 2021)" in said

    def test_an_average_runs_from_its_base_to_its_end(self, tables: Tables) -> None:
        said = sentence(tables, one(tables, "said-royalties-trade-2024-average"), "en")
        assert "the text has 5.7% (2020–2024)" in said

    def test_a_place_lost_is_told_as_lost(self, tables: Tables) -> None:
        check = one(tables, "said-gii-2013")
        assert sentence(tables, check, "zh") == (
            "全球创新指数排名：由第34位（2012年）到第35位（2013年），算得下降1位，"
            "原文为下降1位（2012—2013年），两者相符。"
        )
        assert "is down 1 place; the text has down 1 place" in sentence(tables, check, "en")

    def test_of_a_bound_nothing_follows(self, tables: Tables) -> None:
        said = sentence(tables, one(tables, "patent-pledge-part-2018"), "en")
        assert said.endswith("only a bound is printed, so that nothing follows.")

    def test_what_does_not_compare_claims_nothing(self, tables: Tables) -> None:
        said = sentence(tables, one(tables, "scope-across-2020"), "zh")
        assert said.endswith("不能放在一起核对：口径不同。")
        assert "应" not in said

    def test_a_number_of_the_phrase_is_counted_as_the_claim(self, tables: Tables) -> None:
        check = next(
            c
            for c in reconcile(tables)
            if c.relation.kind == "at_most" and c.right[0].number == 500
        )
        assert "500 brands" in sentence(tables, check, "en")

    def test_a_gap_has_a_unit(self, tables: Tables) -> None:
        assert gap_words(tables, one(tables, "gii-gain-2022", "base_2012"), "zh") == "1位"
        assert gap_words(tables, one(tables, "gii-gain-2022", "base_2013"), "zh") == ""
