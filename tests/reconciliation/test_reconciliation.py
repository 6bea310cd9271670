"""Figures held against each other: intervals worked by hand, verdicts, words, faults."""

from __future__ import annotations

import csv
import json
import re
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from metrics import DataError, Selection, Tables, load
from metrics.cli import main
from metrics.locale import LANGS
from metrics.model.reference import OPERANDS, Operand, Reference, UnreadableReferenceError
from metrics.printed.interval import Interval
from metrics.reconciliation import Check, implied, reconcile, unexplained
from metrics.reconciliation.kinds import KINDS
from metrics.reconciliation.loading import claim, relations
from metrics.reconciliation.model import FITS, VERDICTS
from metrics.reconciliation.sides import Quantity
from metrics.reconciliation.verdicts import has_power
from metrics.reconciliation.wording import sentence
from metrics.reconciliation.workings import working
from metrics.wording.intervals import span


@pytest.fixture(scope="module")
def checks(tables: Tables) -> tuple[Check, ...]:
    return reconcile(tables)


def one(checks: tuple[Check, ...], id_: str, reading: str = "plain") -> Check:
    return next(c for c in checks if (c.relation.id, c.relation.reading) == (id_, reading))


# Each: id, reading, expected from and to, observed from and to, verdict. None is an open side.
# The arithmetic stands beside it, as done by hand from the printed forms.
WORKED = [
    # 5.75/4.985 = 1.15346..., 5.85/4.975 = 1.17587...; printed 16.8%.
    ("growth-infringement-2022", "as_one", "15.346", "17.588", "16.75", "16.85", "consistent"),
    # The same across the break of wording.
    ("growth-infringement-2022", "plain", "15.346", "17.588", "16.75", "16.85", "not_comparable"),
    # 4868.75/3098.5 = 1.571325, 4868.85/3097.5 = 1.571864; the bound is 40%: far below.
    ("growth-pledge-2022", "plain", "57.132", "57.187", "40", None, "no_power"),
    # 2179.5/1515.5 = 1.438139, 2180.5/1514.5 = 1.439749; 44 (a tenth more) would not fit.
    ("growth-pledge-2020", "plain", "43.813", "43.975", "40", None, "consistent"),
    # sqrt(153175.5/121289.5) = 1.123784..., sqrt(153176.5/121288.5) = 1.123793.
    ("cagr-patent-intensive-2022", "from_2020", *("12.378", "12.380", "12.35", "12.45"),
     "consistent"),
    # 153175.5/142983.5 = 1.0712809, 153176.5/142982.5 = 1.0712955.
    ("cagr-patent-intensive-2022", "from_2021", *("7.128", "7.130", "12.35", "12.45"),
     "reading_ruled_out"),
    # 81.25 less nothing: 80.605 - 63.695 = 16.91, 80.615 - 63.685 = 16.93.
    ("change-satisfaction-2012-2021", "plain", "16.91", "16.93", "16.915", "16.925", "consistent"),
    # Places: 35 - 11 = 24; 34 - 11 = 23.
    ("gii-gain-2022", "base_2013", "24", "24", "24", "24", "consistent"),
    ("gii-gain-2022", "base_2012", "23", "23", "24", "24", "reading_ruled_out"),
    # 13.035 - 12.715 = 0.32, 13.045 - 12.705 = 0.34; but 2023 is on the census basis.
    ("change-patent-intensive-share-2022-2023", *("plain", "0.32", "0.34", "0.435", "0.445"),
     "not_comparable"),
    # Less than 10 times: above 8539.85/10 = 853.985; more than 10 times: below 4868.85/10. One of
    # the two multiples is dated from 2012, the other from 2013.
    ("shared-base-pledge", "times", "85398500000", None, None, "48688500000", "not_comparable"),
    # By 10 times is to 11 times: 8539.85/11 = 776.35, 4868.85/11 = 442.6227...
    ("shared-base-pledge", "more", "77635000000", None, None, "44262272728", "not_comparable"),
    # 8539.85/848.55 = 10.06405, 8539.95/848.45 = 10.06535; less than 10 is printed.
    ("multiple-pledge-2023-from-2015", "times", *("10.064", "10.066", None, "10"),
     "reading_ruled_out"),
    ("multiple-pledge-2023-from-2015", "more", "9.064", "9.066", None, "10", "consistent"),
    # 61 - 52 thousand, each half a thousand either way.
    ("layouts-2022", "plain", "8000", "10000", "9106", "9106", "consistent"),
    # 2495 - 2490.
    ("gi-products-2022", "plain", "5", "5", "5", "5", "consistent"),
    # 5066 - 2544 against 104 approvals: the scope changed.
    ("gi-products-2025", "plain", "2522", "2522", "104", "104", "not_comparable"),
    # 420 + 432 + 453 + 530 thousand, less 0.5 + 0.5 + 0.5 + 5, and 695,946.
    ("grants-2017-2021", "plain", "2524446", "2537446", "2530500", "2531500", "consistent"),
    # 6562 - 6085, 7076 - 6562, 7277 - 7076; 107 of 125 in the first half.
    ("gi-trademarks-2021", "plain", "477", "477", "477", "477", "consistent"),
    ("gi-trademarks-2022", "plain", "514", "514", "514", "514", "consistent"),
    ("gi-trademarks-2023", "plain", "201", "201", "201", "201", "consistent"),
    ("gi-trademarks-2024-half", "plain", "107", None, "125", "125", "consistent"),
    # 61 to 72 thousand, each half a thousand either way, and 11 thousand.
    ("layouts-2023-certificates", "plain", "10000", "12000", "10500", "11500", "consistent"),
    # 62 + 35 + 8 + 7.
    ("centres-2023", "plain", "112", "112", "112", "112", "consistent"),
    # (62 + 35) - (57 + 30).
    ("centres-new-2022", "plain", "10", "10", "10", "10", "consistent"),
    # 77 + 48.
    ("centres-2025-03", "plain", "125", "125", "125", "125", "consistent"),
    # 10,977,275,045.16 + 42,723,692,438.94 = 53,700,967,484.10; the later vintage gives 53.640.
    ("usd-2023", "vintage_then", "53700967484", "53700967485", "53650000000", "53750000000",
     "consistent"),
    ("usd-2023", "vintage_now", "53640102822", "53640102823", "53650000000", "53750000000",
     "revised"),
    # The dollars of 2012 to 2021 are 333,223,679,485, of 2013 to 2022 372,198,989,642: by 6.1
    # and by 7.3. 2.19 trillion is printed.
    ("conversion-decade", "years_2012_2021", *("2032664444846", "2432532860258"),
     *("2185000000000", "2195000000000"), "consistent"),
    ("conversion-decade", "years_2013_2022", *("2270413836809", "2717052624395"),
     *("2185000000000", "2195000000000"), "reading_ruled_out"),
    # 14.3 trillion and 12.4%, without a year, against those of three years.
    ("undated-patent-intensive-value", "year_2020", *("12128850000000", "12128950000000"),
     *("14250000000000", "14350000000000"), "reading_ruled_out"),
    ("undated-patent-intensive-value", "year_2021", *("14298250000000", "14298350000000"),
     *("14250000000000", "14350000000000"), "consistent"),
    ("undated-patent-intensive-value", "year_2022", *("15317550000000", "15317650000000"),
     *("14250000000000", "14350000000000"), "reading_ruled_out"),
    ("undated-patent-intensive-share", "year_2020", *("11.965", "11.975", "12.35", "12.45"),
     "reading_ruled_out"),
    ("undated-patent-intensive-share", "year_2021", *("12.435", "12.445", "12.35", "12.45"),
     "consistent"),
    ("undated-patent-intensive-share", "year_2022", *("12.705", "12.715", "12.35", "12.45"),
     "reading_ruled_out"),
    # 663/4.9: 662,500/4.95 and 663,500/4.85 per 10,000; from 2013: 586.5/4.025 less a hundredth,
    # 587.5/4.015 more a hundredth.
    ("population-2014", "as_one", "1442571428", "1477895393", "1338383838", "1368041238",
     "inconsistent"),
    # 587,000 without a part against 585,767 with it.
    ("scope-domestic-incl-2013", "as_one", None, "585767", "586500", "587500", "inconsistent"),
    # 662,500 less 587,500 at the least; but the figure of 2013 is in doubt.
    ("inflow-inforce-domestic-2014", "plain", "75000", None, "232500", "233500",
     "not_comparable"),
    # 4,212,188 - 3,596,901 at the least; 798,347 were granted.
    ("inflow-inforce-2022", "plain", "615287", None, "798347", "798347", "consistent"),
    # 34, 35, 29, 29, 25, 22, 17, 14, 14, 12, 11: two rises, nine steps without a fall, and
    # ten editions.
    ("gii-streak-2022", "strict", "2", "2", "10", "10", "reading_ruled_out"),
    ("gii-streak-2022", "not_falling", "9", "9", "10", "10", "reading_ruled_out"),
    ("gii-streak-2022", "editions", "10", "10", "10", "10", "consistent"),
    # 43.8, 42.1, 57.1; 2019 grew by at most 1515.5/1224 = 23.8: three, and not four.
    ("pledge-streak-2022", "plain", "3", "3", "3", "3", "consistent"),
    # 44.9, 46.8, 48.1, 51.3: three rises, and what was before is not printed.
    ("rate-streak-2023", "strict", "3", None, "5", "5", "consistent"),
    # 69,610 against 55,678 and fewer.
    ("rank-pct-2023", "listed", "1", None, "1", "1", "consistent"),
    # 58,990 against 57,840: closer than a tenth.
    ("rank-pct-2019", "listed", "1", None, "1", "1", "consistent"),
    # 21,516/205,305 and 57,239/205,305.
    ("said-pct-share-2013", "plain", "10.48002", "10.48002", "10.45", "10.55", "consistent"),
    ("said-pct-share-us-2013", "plain", "27.87998", "27.87999", "27.85", "27.95", "consistent"),
    # 4,206,500 and 49,777,500 at the most.
    ("trademarks-domestic-2025", "plain", *(None, "53984000", "49876500", "49877500"),
     "consistent"),
    # 1,355,500 less 1,103,226 at the least.
    ("inflow-domestic-grants-2017", "plain", *("252274", None, "326500", "327500"), "consistent"),
    # Of all owners and of domestic ones.
    ("scope-across-2023", "plain", *(None, "4015500", "4212188", "4212188"), "not_comparable"),
    # 4,000,000 passed at 4,014,500 to 4,015,500.
    ("threshold-domestic-2023", "plain", "4014500", "4015500", "4000000", None, "consistent"),
    # 1 - (14.45 - 6.45)/9.85 = 18.78%, 1 - (14.35 - 6.55)/9.95 = 21.61%; 11.76 of 58.65 is 20.04%.
    ("weight-royalties-2021", "plain", "18.781", "21.609", "20.043", "20.044", "not_comparable"),
    # 14.4 down to 14.35 - 9.95.
    ("mix-royalties-2022", "plain", "4.4", "14.45", "6.45", "6.55", "no_power"),
    # 1,664,500/4,015,500 and 1,665,500/4,014,500.
    ("said-high-value-share-2023", "plain", "41.451", "41.488", "41.45", "41.55", "consistent"),
]  # fmt: skip


def near(ours: Decimal | None, worked: str | None) -> bool:
    """Whether an end is what was worked out, to the digits that were written down."""
    if ours is None or worked is None:
        return ours is None and worked is None
    digits = Decimal(1).scaleb(int(Decimal(worked).as_tuple().exponent))
    return abs(ours - Decimal(worked)) <= digits


class TestByHand:
    @pytest.mark.parametrize("row", WORKED, ids=[f"{r[0]} {r[1]}" for r in WORKED])
    def test_intervals_and_verdict(
        self, checks: tuple[Check, ...], row: tuple[str | None, ...]
    ) -> None:
        id_, reading, *ends, verdict = row
        check = one(checks, str(id_), str(reading))
        expected, observed = check.outcome.expected, check.outcome.observed
        ours = (expected.lo, expected.hi, observed.lo, observed.hi)
        for own, worked in zip(ours, ends, strict=True):
            assert near(own, worked), (ours, ends)
        assert check.verdict == verdict

    def test_many_kinds_are_worked(self, checks: tuple[Check, ...]) -> None:
        kinds = {one(checks, str(r[0]), str(r[1])).relation.kind for r in WORKED}
        assert len(kinds) >= 15

    def test_what_is_implied(self, tables: Tables) -> None:
        found = {(o.definition.id, o.period.code): o for o in implied(tables)}
        # 14.35 - 9.95 and 14.45 - 9.85.
        imports = found["royalties_import_growth", "2022-01/2022-11"]
        assert imports.figure.interval == Interval(Decimal("4.40"), Decimal("4.60"))
        # 3445.55/1.0655 = 3233.74, 3445.65/1.0645 = 3236.87.
        base = found["royalties_trade", "2021-01/2021-11"].figure
        assert base.interval.lo is not None
        assert base.interval.hi is not None
        assert 323_373 <= base.interval.lo / 10**6 <= 323_375
        assert 323_686 <= base.interval.hi / 10**6 <= 323_689
        # 84 - 52; 153175.5/0.12715 and 153176.5/0.12705 are 120.468 and 120.564 trillion.
        assert found["top500_brands", "2012"].figure.value == 32
        assert found["gross_domestic_product", "2022"].figure.value == Decimal(120_500_000_000_000)
        # 4868.85/10 is the most in one reading, 8539.85/10 the least in the other decade.
        assert any(
            o.figure.interval.hi == Decimal(48_690_000_000)
            for o in implied(tables)
            if (o.definition.id, o.period.code) == ("pledge_financing", "2012")
        )
        for o in found.values():
            assert o.derived
            assert o.status == "I"
            assert not o.figure.printed


positive = st.decimals(min_value=1, max_value=10**9, places=2, allow_nan=False)
half = st.decimals(min_value=0, max_value=Decimal("0.5"), places=2, allow_nan=False)


class TestArithmetic:
    @given(base=positive, end=positive, b=half, e=half)
    def test_growth_holds_every_true_growth(
        self, base: Decimal, end: Decimal, b: Decimal, e: Decimal
    ) -> None:
        growth = outcome("growth", Interval.around(base, 2 * b), Interval.around(end, 2 * e))
        for true_base, true_end in ((base, end), (base - b, end + e), (base + b, end - e)):
            true = (true_end / true_base - 1) * 100
            assert growth.lo is not None
            assert growth.hi is not None
            assert growth.lo - Decimal("1e-12") <= true <= growth.hi + Decimal("1e-12")

    def test_bounds_give_bounds(self) -> None:
        over, plain = Interval(Decimal(100), None, lo_open=True), Interval.point(Decimal(150))
        growth = outcome("growth", over, plain)
        assert (growth.lo, growth.hi, growth.hi_open) == (None, 50, True)
        assert outcome("growth", Interval.point(Decimal(0)), plain).lo is None

    def test_places_are_gained_downwards(self) -> None:
        first, last = (Quantity(Interval.point(Decimal(n)), falls=True) for n in (34, 11))
        claim = Quantity(Interval.point(Decimal(23)))
        for kind in ("change", "cumulative_change", "inflow"):
            assert KINDS[kind].compute([claim], [first, last], "plain").expected.lo == 23


def outcome(kind: str, *right: Interval) -> Interval:
    """Say what is expected of levels."""
    claim = Quantity(Interval.point(Decimal(1)))
    return KINDS[kind].compute([claim], [Quantity(i) for i in right], "plain").expected


class TestVerdicts:
    def test_every_kind_has_an_arithmetic_and_a_number_of_operands(self, tables: Tables) -> None:
        kinds = set(tables.codes("check_kind"))
        assert kinds == set(OPERANDS)
        assert {k for k in kinds if not k.startswith("implied_")} == set(KINDS)

    def test_no_inconsistency_is_left_unexplained(self, checks: tuple[Check, ...]) -> None:
        assert not unexplained(checks)
        assert {c.verdict for c in checks} == set(VERDICTS)

    def test_only_consistent_checks_have_power(self, checks: tuple[Check, ...]) -> None:
        for check in checks:
            if check.verdict in ("consistent", "no_power"):
                assert has_power(check) == (check.verdict == "consistent"), check.relation.id

    def test_one_reading_fits(self, checks: tuple[Check, ...]) -> None:
        # Of two statements of one figure only the form of a number is read in another way.
        ruled_out = {
            c.relation.id
            for c in checks
            if c.verdict == "reading_ruled_out" and c.relation.readings > 1
        }
        assert {"gii-gain-2022", "gii-streak-2022"} < ruled_out
        for id_ in ruled_out:
            readings = [c for c in checks if c.relation.id == id_]
            assert sum(c.verdict in FITS for c in readings) == 1
            assert len(readings) == readings[0].relation.readings

    def test_what_is_out_of_view_takes_no_part(self, tables: Tables) -> None:
        reports = reconcile(tables.select(Selection(supplement=False)))
        assert 0 < len(reports) < 60
        assert all(o.reported for c in reports for o in c.inputs)

    def test_no_derived_figure_takes_part(self, checks: tuple[Check, ...]) -> None:
        assert not any(o.derived for c in checks for o in c.inputs)

    def test_a_wrong_figure_is_noticed(self, copied: Path) -> None:
        def change(row: dict[str, str]) -> None:
            if row["indicator"] == "centres_new":
                row |= {"value": "12", "printed": "12家"}

        edit(copied, "indicators", change)
        found = reconcile(load(copied))
        assert [c.relation.id for c in unexplained(found)] == ["centres-new-2022"]

    def test_what_stands_is_not_added_over_years(self, copied: Path) -> None:
        def change(row: dict[str, str]) -> None:
            if row["id"] == "grants-2017-2021":
                row["right"] = "gi_products@2022-12-31 gi_products@2023-12-31"

        edit(copied, "relations", change)
        found = next(c for c in reconcile(load(copied)) if c.relation.id == "grants-2017-2021")
        assert (found.verdict, found.reason) == ("not_comparable", "stock_total")


class TestWords:
    def test_each_check_is_one_sentence_in_both_languages(
        self, tables: Tables, checks: tuple[Check, ...]
    ) -> None:
        for check in checks:
            zh, en = (sentence(tables, check, lang) for lang in LANGS)
            assert zh.endswith("。")
            assert zh.count("。") == 1
            assert en.endswith(".")
            assert not re.search(r"[一-鿿]", en), en
            told = zh
            for source in tables.sources.values():
                told = told.replace(source.cite("zh"), "")
            assert not re.search(r"[A-Za-z]{2,}", re.sub("PCT|GDP|RCEP|DMTO", "", told)), zh
            assert "{" not in zh + en

    def test_the_working_has_printed_forms(self, checks: tuple[Check, ...]) -> None:
        for check in checks:
            assert working(check)
        told = working(one(checks, "gii-gain-2022", "base_2012"))
        assert told == "第34位 − 第11位 = 23; 24位 = 24"

    def test_intervals_open_and_closed(self) -> None:
        assert span(Interval(None, Decimal(10), hi_open=True)) == "(−∞, 10)"
        assert span(Interval(Decimal(3), None)) == "[3, ∞)"
        assert span(Interval(None, None)) == "(−∞, ∞)"


def edit(folder: Path, table: str, change: object) -> None:
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        change(row)  # type: ignore[operator]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


class TestCommand:
    def run(self, *words: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, ("reconcile", *words))
        return done.exit_code, done.output

    def test_all_verdicts_within_five_seconds(self, checks: tuple[Check, ...]) -> None:
        start = time.process_time()  # other work on the machine does not count
        code, told = self.run("--lang", "en")
        assert time.process_time() - start < 5
        assert code == 0
        assert f"{len(checks)} checks: " in told
        assert told.endswith("has a written explanation.\n")

    def test_json_has_every_check(self, checks: tuple[Check, ...]) -> None:
        code, told = self.run("--format", "json")
        made = json.loads(told)
        assert code == 0
        assert len(made["checks"]) == sum(made["counts"].values()) == len(checks)
        assert {"expected", "observed", "sentence_zh", "inputs"} <= set(made["checks"][0])

    @pytest.mark.parametrize("form", ["text", "json", "markdown"])
    def test_an_unexplained_inconsistency_fails(self, copied: Path, form: str) -> None:
        def change(row: dict[str, str]) -> None:
            if row["id"] == "residents-2021":
                row |= {"explanation_zh": "", "explanation_en": ""}

        edit(copied, "relations", change)
        code, told = self.run("--data", str(copied), "--format", form, "--lang", "en")
        assert code == 1
        assert "residents-2021" in told


def test_a_claim_of_multiples_is_in_the_unit_of_its_relation(tables: Tables) -> None:
    row = next(r for r in relations(tables) if r.id == "said-pct-applications-2020")
    end = tables.series("pct_applications").points[-1]
    for unit, value in (("times", 10), ("percent", 900)):
        said = claim(tables, replace(row, printed="增长9倍", unit=unit), end, end.period)
        assert said.figure.value == value


class TestTable:
    @pytest.mark.parametrize(
        ("change", "code", "column"),
        [
            ({"right": "gii_rank@2013 gii_rank@1999"}, "input", "right"),
            ({"left": "gii_rank@1999"}, "input", "left"),
            ({"right": "gii_rank@2013"}, "operands", "right"),
            ({"right": "gii_rank@2013 gii_rank@2014 gii_rank@2015"}, "operands", "right"),
            ({"left": "gii rank"}, "pattern", "left"),
            ({"right": "gii_rank"}, "pattern", "right"),
            ({"left": "printed"}, "claim", "printed"),
            ({"left": "printed", "printed": "位"}, "unreadable", "printed"),
            (
                {"left": "printed", "printed": "6个百分点", "unit": "places"},
                "unit_words",
                "printed",
            ),
            ({"check_kind": "guess"}, "enum", "check_kind"),
            ({"reading": "maybe"}, "enum", "reading"),
            ({"explanation_zh": "因为"}, "translation", "explanation_en"),
            ({"check_kind": "implied_rest", "left": "nothing@2014"}, "target", "unit"),
            ({"unit": "furlongs"}, "unknown", "unit"),
        ],
    )
    def test_a_broken_row(
        self, copied: Path, change: dict[str, str], code: str, column: str
    ) -> None:
        def apply(row: dict[str, str]) -> None:
            if row["id"] == "change-gii-rank-2013-2014":
                row |= change

        edit(copied, "relations", apply)
        with pytest.raises(DataError) as fault:
            load(copied)
        found = {(p.file, p.code, p.column) for p in fault.value.problems}
        assert ("relations.csv", code, column) in found

    @pytest.mark.parametrize("word", ["", "gii_rank", "gii_rank@", "@2014", "gii_rank@us@2014"])
    def test_what_is_no_reference(self, word: str) -> None:
        with pytest.raises(UnreadableReferenceError):
            Operand.parse(word)

    def test_a_reference_is_written_as_it_is_read(self) -> None:
        for word in ("gii_rank@US@2014", "pledge_financing@2022~at_least", "a@2022-01/2022-11"):
            assert Reference.parse(word).text == word
