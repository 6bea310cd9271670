"""Each rule in all its readings: interval, value, print, cells of a spreadsheet, refusals."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, localcontext
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import Tables
from metrics.locale import LANGS, Lang, text
from metrics.model.figure import Figure
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.refusal import NotComparableError
from metrics.printed.interval import Interval
from metrics.rules import published
from metrics.rules.average_growth import average_growth, base_of_average_growth
from metrics.rules.change import BASE_OF_CHANGE, BASE_OF_GAIN, CHANGE, GAIN, average_change
from metrics.rules.comparison import compare
from metrics.rules.economies import DIFFERENCE
from metrics.rules.growth import BASE_OF_GROWTH, GROWTH, MIXTURE, WEIGHT
from metrics.rules.index import INDEX
from metrics.rules.multiple import (
    BASE_OF_MULTIPLE,
    BASE_OF_TIMES_MORE,
    CONVERSION,
    MULTIPLE,
    TIMES_MORE,
)
from metrics.rules.rule import Rule
from metrics.rules.runs import place, run_above, run_length
from metrics.rules.share import SHARE, SHARE_WITH_REST, later_whole, whole
from metrics.rules.total import LAPSED, MEAN, REST, TOTAL
from metrics.rules.transforms import TRANSFORMS, transform_words
from metrics.rules.written import Ends, Form

D = Decimal
# Each rule with what its inputs are: an amount, any number, a growth in per cent, a positive lead.
RULES: dict[str, tuple[Rule, str]] = {
    "change": (CHANGE, "aa"),
    "average change over 3 years": (average_change(3), "aa"),
    "gain": (GAIN, "aa"),
    "difference": (DIFFERENCE, "aa"),
    "growth": (GROWTH, "aa"),
    "average growth over 3 years": (average_growth(36), "aa"),
    "average growth over 11 months": (average_growth(11), "aa"),
    "average growth over a year": (average_growth(12), "aa"),
    "index": (INDEX, "aa"),
    "share": (SHARE, "aa"),
    "multiple": (MULTIPLE, "aa"),
    "times more": (TIMES_MORE, "aa"),
    "total": (TOTAL, "aaaa"),
    "mean": (MEAN, "aaaa"),
    "rest": (REST, "aaa"),
    "lapsed": (LAPSED, "aaa"),
    "whole of a plain ratio": (whole(1), "aa"),
    "whole of per cent": (whole(100), "aa"),
    "whole per 10,000": (whole(10_000), "aa"),
    "base of change": (BASE_OF_CHANGE, "an"),
    "base of gain": (BASE_OF_GAIN, "an"),
    "base of growth": (BASE_OF_GROWTH, "ag"),
    "base of average growth": (base_of_average_growth(36), "ag"),
    "base over 11 months": (base_of_average_growth(11), "ag"),
    "base of multiple": (BASE_OF_MULTIPLE, "aa"),
    "base of times more": (BASE_OF_TIMES_MORE, "aa"),
}
NAMES = sorted(RULES)


def decimals(low: int, high: int, places: int) -> st.SearchStrategy[Decimal]:
    """Return decimals of so many places; whole numbers are drawn in a fraction of the time."""
    return st.integers(low * 10**places, high * 10**places).map(lambda n: D(n).scaleb(-places))


amounts = st.integers(50, 10**10).map(lambda n: D(n).scaleb(-2))
numbers = decimals(-(10**4), 10**4, 2)
growths = decimals(-90, 900, 1)
halves = st.integers(0, 40).map(lambda n: D(n).scaleb(-2))
# How far an inside value is along its interval, in sixtieths.
SIXTIETHS = 60
shares = st.integers(0, SIXTIETHS)
KINDS = {"a": amounts, "n": numbers, "g": growths}


@st.composite
def inputs(draw: st.DrawFn, kinds: str) -> list[tuple[Decimal, Interval, Decimal]]:
    """Return printed values, the intervals that they stand for, and a value inside of each."""
    drawn = []
    for kind in kinds:
        value, half, share = draw(KINDS[kind]), draw(halves), draw(shares)
        interval = Interval(value - half, value + half)
        inside = value - half + 2 * half * share / SIXTIETHS
        drawn.append((value, interval, inside))
    return drawn


@st.composite
def odd_inputs(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    """Any interval, also one with an open side, and a value inside of it."""
    lo, inside, hi = sorted(draw(st.lists(numbers, min_size=3, max_size=3)))
    sides = draw(st.sampled_from(["both", "lo", "hi"]))
    interval = Interval(lo if sides != "hi" else None, hi if sides != "lo" else None)
    return interval, inside


SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "^": "*"})
TOKEN = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<percent>%?)|(?P<cell>[A-Z]\d+)|\^")


def evaluated(written: str, cells: dict[str, Decimal]) -> Decimal:
    """Say what arithmetic in print or in cells comes to, in exact decimals: a root as a power."""

    def token(m: re.Match[str]) -> str:
        if m[0] == "^":
            return "**"
        number = f"D('{m['number'].replace(',', '')}')" if m["number"] else f"cells['{m['cell']}']"
        return f"({number}/100)" if m["percent"] else number

    python = TOKEN.sub(token, written).translate(SIGNS)
    with localcontext(prec=60):
        result: Decimal = eval(python, {"__builtins__": {}}, {"D": D, "cells": cells})
    return result


def near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= D("1e-25") * (1 + abs(one))


class TestReadings:
    """One statement of a rule, read in four ways, says one thing."""

    @pytest.mark.parametrize("name", NAMES)
    @given(data=st.data())
    def test_the_interval_holds_every_exact_result(self, name: str, data: st.DataObject) -> None:
        rule, kinds = RULES[name]
        drawn = data.draw(inputs(kinds))
        made = rule.interval(*(i for _, i, _ in drawn))
        if made.one_sided:
            # Only what may be divided by zero, or falls below it, gives no interval.
            assert rule.name not in ("change", "gain", "total", "rest", "lapsed")
            return
        for values in ([v for v, _, _ in drawn], [inside for _, _, inside in drawn]):
            result = rule.value(*values)
            assert result is not None
            assert result in made or near(result, nearest(made, result))

    @pytest.mark.parametrize("name", NAMES)
    @given(data=st.data())
    def test_print_and_cells_come_to_the_value(self, name: str, data: st.DataObject) -> None:
        rule, kinds = RULES[name]
        values = [value for value, _, _ in data.draw(inputs(kinds))]
        result = rule.value(*values)
        if result is None:
            return
        cells = {f"A{n}": value for n, value in enumerate(values)}
        assert near(evaluated(rule.excel(*cells), cells), result)
        percent = "%" if "per cent" in name else ""
        forms = [
            Form(f"{abs(v):f}{percent if n else ''}", negative=v < 0) for n, v in enumerate(values)
        ]
        assert near(evaluated(rule.formula(*forms), {}), result)

    @pytest.mark.parametrize("name", NAMES)
    @given(data=st.data())
    def test_cells_come_to_both_ends(self, name: str, data: st.DataObject) -> None:
        rule, kinds = RULES[name]
        intervals = [interval for _, interval, _ in data.draw(inputs(kinds))]
        made = rule.interval(*intervals)
        cells: dict[str, Decimal] = {}
        for n, own in enumerate(intervals):
            assert own.lo is not None
            assert own.hi is not None
            cells |= {f"L{n}": own.lo, f"H{n}": own.hi}
        ends = rule.excel_ends(*(Ends(f"L{n}", f"H{n}") for n in range(len(intervals))))
        for end, written in ((made.lo, ends.lo), (made.hi, ends.hi)):
            if end is not None:
                assert written is not None
                assert near(evaluated(written, cells), end)

    @pytest.mark.parametrize("name", ["change", "growth", "index", "share", "total"])
    def test_an_open_input_leaves_an_end_open(self, name: str) -> None:
        rule, kinds = RULES[name]
        over = Interval(D(100), None, lo_open=True)
        made = rule.interval(*[Interval.point(D(50))] * (len(kinds) - 1), over)
        assert made.lo is not None
        assert made.lo_open
        assert made.hi is None
        plain, open_ = Ends("L", "H"), Ends("M", None)
        assert rule.excel_ends(*[plain] * (len(kinds) - 1), open_).hi is None

    @pytest.mark.parametrize("name", NAMES)
    @given(data=st.data())
    def test_no_bound_and_no_sign_misleads(self, name: str, data: st.DataObject) -> None:
        """Bounds and numbers below zero give all that can follow, or nothing; never a fault."""
        rule, kinds = RULES[name]
        drawn = [data.draw(odd_inputs()) for _ in kinds]
        made = rule.interval(*(interval for interval, _ in drawn))
        result = rule.value(*(inside for _, inside in drawn))
        if result is not None:
            slack = D("1e-25") * (1 + abs(result))
            assert any(r in made for r in (result, result - slack, result + slack))

    @pytest.mark.parametrize("rule", [GROWTH, INDEX, SHARE, MULTIPLE, average_growth(24)])
    @pytest.mark.parametrize("base", ["0", "-3"])
    def test_nothing_is_divided_by_nothing(self, rule: Rule, base: str) -> None:
        assert rule.value(D(base), D(5)) is None
        assert rule.interval(Interval.point(D(base)), Interval.point(D(5))) == Interval(None, None)

    def test_a_range_has_ends_and_no_value(self) -> None:
        six, seven, amount = (Interval.point(D(n)) for n in ("6.1", "7.3", "10"))
        assert CONVERSION.interval(amount, six, seven) == Interval(D(61), D(73))
        assert CONVERSION.formula("10 dollars", "6.1", "7.3") == "10 dollars × (6.1 … 7.3)"
        assert CONVERSION.value(D(10), D("6.1"), D("7.3")) is None
        ends = CONVERSION.excel_ends(*(Ends(c, c) for c in ("A1", "B1", "C1")))
        assert ends == Ends("A1*MIN(B1,C1)", "A1*MAX(B1,C1)")
        with pytest.raises(ValueError, match="range"):
            CONVERSION.excel("A1", "B1", "C1")


def nearest(interval: Interval, value: Decimal) -> Decimal:
    """Return the end of an interval that lies next to a value.

    Roots are rounded in their last digit.
    """
    assert interval.lo is not None
    assert interval.hi is not None
    return min((interval.lo, interval.hi), key=lambda end: abs(end - value))


class TestByHand:
    @pytest.mark.parametrize(
        ("rule", "values", "worked"),
        [
            (CHANGE, ("63.69", "80.61"), "16.92"),
            (GAIN, ("34", "11"), "23"),
            (GROWTH, ("3098", "4868"), "57.1336"),  # 4868/3098 = 1.571336
            (INDEX, ("80", "100"), "125"),
            (SHARE, ("401.5", "166.5"), "41.4695"),  # 166.5/401.5
            (MULTIPLE, ("20", "80"), "4"),
            (TIMES_MORE, ("20", "80"), "3"),
            (TOTAL, ("62", "35", "8", "7"), "112"),
            (REST, ("3872.5", "3445.6"), "426.9"),
            (LAPSED, ("695946", "3596901", "3057844"), "156889"),
            (average_growth(24), ("100", "121"), "10"),
            (BASE_OF_GROWTH, ("117", "17"), "100"),
            (base_of_average_growth(24), ("121", "10"), "100"),
            (BASE_OF_MULTIPLE, ("80", "4"), "20"),
            (BASE_OF_TIMES_MORE, ("80", "3"), "20"),
            (BASE_OF_CHANGE, ("84", "52"), "32"),
            (BASE_OF_GAIN, ("11", "24"), "35"),
            (whole(100), ("30", "12"), "250"),
            (whole(10_000), ("66.3", "4.9"), "135306.12"),  # 663000/4.9
            (SHARE_WITH_REST, ("11.76", "46.89"), "20.0512"),  # 11.76/58.65
            (WEIGHT, ("6.5", "14.4", "9.9"), "20.2020"),  # 1 - 7.9/9.9
        ],
        ids=lambda p: p.name if isinstance(p, Rule) else "",
    )
    def test_values(self, rule: Rule, values: tuple[str, ...], worked: str) -> None:
        result = rule.value(*map(D, values))
        assert result is not None
        digits = D(1).scaleb(int(D(worked).as_tuple().exponent))
        assert abs(result - D(worked)) <= digits

    def test_of_more_parts_than_calls_may_nest(self) -> None:
        assert TOTAL.value(*[D(1)] * 5000) == 5000

    def test_a_sum_and_a_bound_of_a_ratio(self) -> None:
        parts = [Interval.around(D(n), D(1)) for n in (57, 30)]
        assert TOTAL.interval(*parts) == Interval(D(86), D(88))
        # 663 thousand over 4.9 per ten thousand: 662.5/4.95 and 663.5/4.85.
        made = whole(10_000).interval(
            Interval(D(662500), D(663500)), Interval(D("4.85"), D("4.95"))
        )
        assert made.lo is not None
        assert made.hi is not None
        assert (int(made.lo), int(made.hi)) == (1338383838, 1368041237)

    def test_a_whole_that_may_have_grown(self) -> None:
        grown = later_whole(100).interval(*(Interval.point(D(n)) for n in ("30", "12", "2")))
        assert grown == Interval(D("247.5"), D(255))
        assert later_whole(1).formula("30", "0.12", "2") == "30 ÷ 0.12 × (0.99 … 1 + 2%)"

    def test_growth_of_a_mixture(self) -> None:
        # 14.4 down to 14.35 - 9.95.
        made = MIXTURE.interval(*(Interval.around(D(n), D("0.1")) for n in ("14.4", "9.9")))
        assert made == Interval(D("4.40"), D("14.45"))
        assert MIXTURE.formula("14.4%", "9.9个百分点") == "14.4% … 14.4% − 9.9个百分点"


class TestWriting:
    def test_brackets_stand_where_the_signs_need_them(self) -> None:
        assert LAPSED.formula("a", "b", "c") == "a − (b − c)"
        assert REST.formula("a", "b", "c") == "a − b − c"
        assert BASE_OF_TIMES_MORE.formula("a", "b") == "a ÷ (1 + b)"
        assert GROWTH.excel("A1", "B1") == "(B1/A1-1)*100"
        assert base_of_average_growth(108).formula("a", "13.7%") == "a ÷ (1 + 13.7%) ^ 9"

    def test_what_falls_is_taken_away(self) -> None:
        fall = Form("3.2%", negative=True)
        assert BASE_OF_GROWTH.formula("454.5亿元", fall) == "454.5亿元 ÷ (1 − 3.2%)"
        assert BASE_OF_CHANGE.formula("84", Form("52", negative=True)) == "84 + 52"
        assert CHANGE.formula(Form("5", negative=True), "8") == "8 + 5"
        assert CHANGE.formula("8", Form("5", negative=True)) == "−5 − 8"
        assert MULTIPLE.formula("8", Form("5", negative=True)) == "(−5) ÷ 8"

    def test_a_year_has_no_root(self) -> None:
        assert average_growth(12).formula("a", "b") == "(b ÷ a − 1) × 100"
        assert average_growth(12).excel("A1", "B1") == GROWTH.excel("A1", "B1")

    @pytest.mark.parametrize("lang", LANGS)
    def test_every_rule_has_a_name(self, lang: Lang) -> None:
        every = [rule for rule, _ in RULES.values()] + [CONVERSION, MIXTURE, WEIGHT, later_whole(1)]
        assert all(rule.words(lang) for rule in every)
        assert len({GROWTH.words(lang), INDEX.words(lang), CHANGE.words(lang)}) == 3
        assert len({transform_words(kind, lang) for kind in TRANSFORMS}) == len(TRANSFORMS)

    def test_names_agree_with_the_catalogue(self) -> None:
        named = {k.removeprefix("rule.") for k in text("en").messages if k.startswith("rule.")}
        rules = [rule for rule, _ in RULES.values()] + [CONVERSION, MIXTURE, WEIGHT, later_whole(1)]
        assert named == {rule.name for rule in rules} | {"none"}


class TestInverses:
    @given(base=amounts, growth=growths)
    def test_what_grew_leads_back_to_its_base(self, base: Decimal, growth: Decimal) -> None:
        end = base * (1 + growth / 100)
        assert near(BASE_OF_GROWTH.value(end, growth) or D(0), base)
        led = BASE_OF_GROWTH.interval(Interval.around(end, D(1)), Interval.around(growth, D("0.1")))
        if not led.one_sided:
            assert base in led

    @given(
        base=amounts,
        times=st.decimals(min_value="0.1", max_value=10, places=2, allow_nan=False),
        months=st.integers(6, 240),
    )
    def test_average_growth_leads_back(self, base: Decimal, times: Decimal, months: int) -> None:
        end = base * times
        growth = average_growth(months).value(base, end)
        assert growth is not None
        again = base_of_average_growth(months).value(end, growth)
        assert again is not None
        assert abs(again - base) <= D("1e-20") * base

    @given(rate=st.integers(1, 60), years=st.integers(1, 12))
    def test_even_growth_is_its_own_average(self, rate: int, years: int) -> None:
        end = D(100) * (1 + D(rate) / 100) ** years
        assert near(average_growth(12 * years).value(D(100), end) or D(0), D(rate))

    @given(base=amounts, end=amounts)
    def test_by_times_is_one_less_than_to_times(self, base: Decimal, end: Decimal) -> None:
        to, by = (rule.value(base, end) for rule in (MULTIPLE, TIMES_MORE))
        assert to is not None
        assert by is not None
        assert near(by, to - 1)
        assert near(BASE_OF_TIMES_MORE.value(end, by) or D(0), base)
        assert near(BASE_OF_MULTIPLE.value(end, to) or D(0), base)

    @given(
        share=st.decimals(min_value="0.01", max_value="0.99", places=2),
        rest=st.integers(-20, 40),
        lead=st.integers(1, 30),
    )
    def test_a_weight_is_found_again(self, share: Decimal, rest: int, lead: int) -> None:
        part = D(rest + lead)
        growth = share * part + (1 - share) * rest
        found = WEIGHT.interval(*(Interval.point(D(n)) for n in (growth, part, lead)))
        assert found.lo is not None
        assert abs(found.lo - 100 * share) < D("1e-9")


class TestRuns:
    @given(levels=st.lists(st.integers(1, 9), min_size=2, max_size=12))
    def test_a_strict_run_is_no_longer_than_one_without_a_fall(self, levels: list[int]) -> None:
        steps = [Interval.point(D(b - a)) for a, b in pairwise(levels)]
        strict, loose = (run_length(steps, strict=s) for s in (True, False))
        assert strict.lo is not None
        assert loose.lo is not None
        assert strict.lo <= loose.lo

    @given(own=st.integers(1, 99), others=st.lists(st.integers(1, 99), max_size=9))
    def test_a_place_counts_those_above(self, own: int, others: list[int]) -> None:
        found = place(Interval.point(D(own)), [Interval.point(D(n)) for n in others])
        assert found.lo == found.hi == 1 + sum(n > own for n in others)

    def test_years_above_a_bound(self) -> None:
        levels = [Interval.point(D(n)) for n in (100, 110, 154, 220)]
        assert run_above(Interval(D(40), None), levels) == Interval(D(2), D(2))


@pytest.fixture(scope="module")
def stock(reports: Tables) -> Observation:
    return reports.series("invention_patents_in_force_domestic").points[0]


def of(stock: Observation, value: str, when: str, **changed: object) -> Observation:
    figure = Figure(D(value), value, "exact", D(1), True)
    told: dict[str, object] = {"figure": figure, "period": Period.parse(when), **changed}
    return replace(stock, **told)  # type: ignore[arg-type]


class TestRefusals:
    @pytest.mark.parametrize("rule", [GROWTH, INDEX, MULTIPLE, average_growth(24)])
    @pytest.mark.parametrize(
        ("base", "end", "changed", "reason"),
        [
            ("0", "5", {}, "zero_base"),
            ("-3", "5", {}, "negative"),
            ("5", "-3", {}, "negative"),
            ("5", "6", {"status": "B"}, "break"),
            ("5", "6", {"status": "D"}, "definition"),
            ("5", "6", {"area": "US"}, "scope"),
            ("5", "6", {"period": Period.parse("2022-01/2022-11")}, "period"),
            ("5", "6", {}, None),
        ],
    )
    def test_of_a_ratio(
        self, stock: Observation, rule: Rule, base: str, end: str,
        changed: dict[str, object], reason: str | None,
    ) -> None:  # fmt: skip
        first, last = of(stock, base, "2020-12-31"), of(stock, end, "2022-12-31", **changed)
        assert rule.refusal(first, last) == reason
        for lang in LANGS:
            assert reason is None or NotComparableError(reason).words(lang)

    def test_a_change_needs_no_positive_base(self, stock: Observation) -> None:
        assert CHANGE.refusal(of(stock, "0", "2020-12-31"), of(stock, "-5", "2021-12-31")) is None

    def test_of_bounds(self, stock: Observation) -> None:
        over = [
            replace(o, figure=replace(o.figure, qualifier="over"))
            for o in (of(stock, "5", "2020-12-31"), of(stock, "6", "2021-12-31"))
        ]
        assert GROWTH.refusal(*over) == CHANGE.refusal(*over) == "bounds"
        assert INDEX.refusal(over[0], of(stock, "6", "2021-12-31")) == "bound_base"

    def test_of_what_is_a_ratio_itself(self, reports: Tables) -> None:
        ranks = reports.series("gii_rank").points
        assert GROWTH.refusal(ranks[0], ranks[-1]) == "rank"
        rates = reports.series("patent_intensive_share_gdp").points
        assert INDEX.refusal(rates[0], rates[-1]) == "percent"
        assert CHANGE.refusal(rates[0], rates[-1]) is None

    def test_of_no_time(self, stock: Observation) -> None:
        one, other = of(stock, "5", "2020-12-31"), of(stock, "6", "2020-12-31")
        assert average_growth(0).refusal(one, other) == "no_time"
        assert average_growth(0).value(D(5), D(6)) is None

    def test_of_a_share(self, reports: Tables) -> None:
        part = reports.series("high_value_invention_patents").points[-1]
        every = reports.series("invention_patents_in_force_domestic").points
        whole_ = next(o for o in every if o.period == part.period)
        assert SHARE.refusal(whole_, part) is None
        assert SHARE.refusal(part, whole_) == "unrelated"
        assert SHARE.refusal(replace(whole_, period=Period.parse("2001")), part) == (
            "no_common_period"
        )
        none = replace(whole_, figure=Figure(D(0), "0", "exact", D(1), True))
        assert SHARE.refusal(none, part) == "zero_base"

    def test_of_a_total_over_time(self, reports: Tables) -> None:
        stocks = reports.series("invention_patents_in_force_domestic").points
        flows = reports.series("patent_intensive_value_added").points
        assert TOTAL.refusal(*stocks) == "stock_total"
        assert TOTAL.refusal(*reports.series("satisfaction").points) == "no_total"
        assert TOTAL.refusal(*flows) is None
        growth = replace(flows[0].definition, measure="growth")
        points = [replace(o, definition=growth) for o in flows]
        assert TOTAL.refusal(*points) is None, "a change in yuan adds up over years"
        shares = [
            replace(o, definition=replace(growth, unit=reports.units["percent"])) for o in flows
        ]
        assert TOTAL.refusal(*shares) == "no_total"
        assert TOTAL.refusal(stocks[0], stocks[0]) is None, "parts of one day are added"
        assert TOTAL.compute(*flows) == Interval(D("40955000000000"), D("41165000000000"))


class TestComparison:
    def test_growth_of_a_stock(self, reports: Tables) -> None:
        first, last = reports.series("invention_patents_in_force_domestic").points
        growth = compare(first, last)
        # 401.45/221.35 and 401.55/221.25, less one, in per cent
        lo, hi = growth.interval.lo, growth.interval.hi
        assert lo is not None
        assert hi is not None
        assert (round(lo, 3), round(hi, 3)) == (D("81.364"), D("81.492"))
        assert growth.relative
        assert growth.direction == 1

    def test_a_bound_gives_a_bound(self, reports: Tables) -> None:
        growth = compare(*reports.series("pledge_financing").points)
        assert growth.interval.hi is None
        assert growth.interval.lo is not None
        assert round(growth.interval.lo, 2) == D("64.31")
        assert growth.value is None

    def test_a_percentage_changes_by_points(self, reports: Tables) -> None:
        first, _, last = reports.series("patent_intensive_share_gdp").points
        moved = compare(first, last)
        assert not moved.relative
        assert moved.interval == Interval(D("1.055"), D("1.165"))

    def test_a_rank_changes_by_places(self, reports: Tables) -> None:
        assert compare(*reports.series("gii_rank").points).interval == Interval.point(D(1))

    def test_a_difference_agrees_with_the_numbers_beside_it(self, reports: Tables) -> None:
        """From 22.6 to 15 is 7.6 less, whatever digits each is printed with."""
        point = reports.series("invention_exam_months").points[0]
        long, short = (
            replace(point, figure=Figure(D(v), v, "exact", D(d), False), period=Period.parse(p))
            for v, d, p in (("22.6", "0.1", "2012"), ("15", "1", "2025"))
        )
        assert compare(long, short).value == D("-7.6")
        assert compare(long, short).direction == -1

    def test_what_does_not_compare_is_refused(self, reports: Tables) -> None:
        every = reports.series("invention_patents_in_force").points[0]
        domestic = reports.series("invention_patents_in_force_domestic").points[-1]
        with pytest.raises(NotComparableError) as refused:
            compare(every, domestic)
        assert refused.value.reason == "scope"
        assert refused.value.words("zh") == "口径不同"


def test_exponents_are_exact() -> None:
    assert average_growth(32).formula("a", "b") == "((b ÷ a) ^ (3/8) − 1) × 100"


class TestPublished:
    def test_ranks_in_the_interval_are_not_told_apart(self, tables: Tables) -> None:
        """The 14th of 2020 is published as 9th to 16th; the 17th of 2018 lies outside."""
        ranks = tables.series("gii_rank")
        (found,) = [f for p in ranks.points if (f := tables.published(p)) is not None]
        assert (found.interval.lo, found.interval.hi) == (9, 16)
        inner = {p.period.code for p in published.inside(ranks, found)}
        assert inner == {"2019", "2021", "2022", "2023", "2024", "2025"}

    def test_an_interval_is_of_one_economy(self, tables: Tables) -> None:
        others = tables.series("gii_rank", "US").points
        assert not any(tables.published(p) for p in others)
