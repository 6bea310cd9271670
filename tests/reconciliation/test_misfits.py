"""The classes of misfits on invented figures: each with its case and with what only looks like it.

The office publishes yearly; a paper prints figures and growth. All numbers are counts.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import Selection, Tables, load
from metrics.cli import main
from metrics.locale import LANGS
from metrics.reconciliation import Check, disputes, reconcile, unexplained
from metrics.reconciliation.declarations import declaration_problems
from metrics.reconciliation.misfits import DECLARABLE, SOURCE_ERROR, implied_base
from metrics.reconciliation.model import FITS, MISFITS, VERDICTS
from metrics.reconciliation.picture import picture
from metrics.reconciliation.wording import sentence
from tests.reconciliation.small import AREA, Fact, Publication, Row, small

EARLY = Publication("office-2020", "Office", "2020-03-02")
LATE = Publication("office-2021", "Office", "2021-03-02")
LAST = Publication("office-2022", "Office", "2022-03-02")
PAPER = Publication("paper-2021", "Paper", "2021-03-02")
SOURCES = (EARLY, LATE, LAST, PAPER)


@pytest.fixture(scope="module")
def codes(tables: Tables) -> Tables:
    return tables


def checked(tables: Tables, facts: Sequence[Fact], *rows: Row) -> tuple[Tables, dict[str, Check]]:
    """Return checks by the reading of declared relations, and of repeated figures by ``same``."""
    made = small(tables, SOURCES, facts, rows)
    found = {("same" if c.relation.id.startswith("same-") else c.relation.reading): c
             for c in reconcile(made)}  # fmt: skip
    return made, found


def growth(printed: str, **more: str) -> Row:
    return Row("growth", "growth", "2019 2020", "printed", printed, "paper-2021", **more)  # type: ignore[arg-type]


def codes_of(tables: Tables) -> list[str]:
    return [p.code for p in declaration_problems(tables)]


class TestBaseRevisedSince:
    # 1,000 was printed first and 1,010 later; 1,100 is 10% above 1,000 and 8.9% above 1,010.
    FACTS = (
        Fact("2019", "1000", "office-2020", "office-2021"),
        Fact("2019", "1010", "office-2021"),
        Fact("2020", "1100", "office-2021"),
    )

    def test_another_vintage_of_the_base_fits(self, codes: Tables) -> None:
        made, found = checked(codes, self.FACTS, growth("10.0%"))
        check = found["plain"]
        assert check.verdict == "revised_base"
        assert [o.figure.printed for o in check.vintage] == ["1000"]
        # 1100/1.1005 = 999.55 and 1100/1.0995 = 1000.45: 1,000 is the one whole number between.
        base = implied_base(check)
        assert base is not None
        assert (base.lo, base.hi) == (1000, 1000)
        assert "leads back to 1,000 applications, not to 1,010" in sentence(made, check, "en")
        assert "office-2020" in sentence(made, check, "en")

    def test_a_vintage_that_does_not_fit_explains_nothing(self, codes: Tables) -> None:
        # 11.0% leads back to 990.5 to 991.4, which neither vintage is.
        _, found = checked(codes, self.FACTS, growth("11.0%"))
        assert found["plain"].verdict == "inconsistent"

    def test_another_statement_that_is_no_vintage_explains_nothing(self, codes: Tables) -> None:
        # Of one day; or so far off that one of them may be a slip.
        twice = (replace(self.FACTS[0], source="paper-2021"), *self.FACTS[1:])
        # 1,100 is 8.9% above 1,010, and 1,000 is shown.
        _, found = checked(codes, twice, growth("8.9%"))
        assert found["plain"].right[0].first.figure.printed == "1000"
        assert found["plain"].verdict == "inconsistent"
        far = (replace(self.FACTS[0], value="1300"), *self.FACTS[1:])
        # 1,100 is 15.4% below 1,300.
        _, found = checked(codes, far, growth("-15.4%"))
        assert found["plain"].verdict == "inconsistent"

    def test_a_rounded_statement_is_no_vintage(self, codes: Tables) -> None:
        # "Over 950" agrees with both and would fit nearly any growth.
        facts = [
            Fact("2019", "1000", "office-2020", "office-2021"),
            Fact("2019", "950", "office-2021", printed="over 950", qualifier="over"),
            Fact("2020", "1100", "office-2021"),
        ]
        _, found = checked(codes, facts, growth("9.0%"))
        assert found["plain"].verdict == "inconsistent"

    @pytest.mark.parametrize(
        ("printed", "verdict", "problem"),
        [
            # 1100/1.0955 = 1004.1 and 1100/1.0945 = 1005.03: 0.5% off.
            ("9.5%", "revised_base", []),
            # 1100/1.0795 = 1018.99: 1.9% off, and 1100/1.0785 = 1019.9.
            ("7.9%", "revised_base", []),
            # 1100/1.0755 = 1022.8: 2.3% off.
            ("7.5%", "inconsistent", ["misfit_gap"]),
            # A missed sign leads back to 1,215: 21% off.
            ("-9.5%", "inconsistent", ["misfit_gap"]),
            # It fits: nothing is to be declared.
            ("10.0%", "consistent", ["misfit_stale"]),
        ],
    )
    def test_a_declaration_is_believed_as_far_as_it_can_be_true(
        self, codes: Tables, printed: str, verdict: str, problem: list[str]
    ) -> None:
        facts = [Fact("2019", "1000", "office-2020"), Fact("2020", "1100", "office-2021")]
        made, found = checked(codes, facts, growth(printed, misfit="revised_base"))
        assert found["plain"].verdict == verdict
        assert codes_of(made) == problem

    def test_the_implied_base_is_told(self, codes: Tables) -> None:
        facts = [Fact("2019", "1000", "office-2020"), Fact("2020", "1100", "office-2021")]
        made, found = checked(codes, facts, growth("9.5%", misfit="revised_base"))
        said = sentence(made, found["plain"], "en")
        assert "the printed growth leads back to 1,005 applications, not to 1,000" in said
        assert "as printed for 2019" in said
        assert "1,005件，而非所印的1,000件（2019年）" in sentence(made, found["plain"], "zh")

    def test_a_level_has_no_base(self, codes: Tables) -> None:
        facts = [Fact("2019", "1000", "office-2020"), Fact("2020", "995", "office-2021")]
        row = Row("level", "at_most", "2020", "2019", misfit="revised_base")
        made, found = checked(codes, facts, row)
        assert found["plain"].verdict == "inconsistent"
        assert codes_of(made) == ["misfit_kind"]

    def test_a_digit_wrong_by_more_is_an_alarm_again(self, tables: Tables) -> None:
        """The declared growth of 2020 with another first digit of its base."""
        (check,) = [c for c in reconcile(tables) if c.relation.id == "said-pct-applications-2020"]
        assert check.verdict == "revised_base"
        facts = tables.frames["indicators"].copy()
        own = (facts["indicator"] == "pct_applications") & (facts["area"] == "CN")
        wrong = own & (facts["period"] == "2019")
        facts.loc[wrong, ["value", "printed"]] = ["68990", "68,990"]
        made = Tables({**tables.frames, "indicators": facts}, "wrong")
        (again,) = [c for c in reconcile(made) if c.key == check.key]
        assert again.verdict == "inconsistent"
        assert "misfit_gap" in codes_of(made)


class TestRevised:
    @pytest.mark.parametrize(
        ("other", "source", "verdict"),
        [
            # One issuer, two days: up to a fifth of the figure.
            ("1010", "office-2021", "revised"),
            ("1190", "office-2021", "revised"),
            ("1300", "office-2021", "inconsistent"),
            ("10000", "office-2021", "inconsistent"),
            # Two publications of two issuers: up to a fiftieth.
            ("1010", "paper-2021", "revised"),
            ("1050", "paper-2021", "inconsistent"),
        ],
    )
    def test_two_statements_of_one_figure(
        self, codes: Tables, other: str, source: str, verdict: str
    ) -> None:
        facts = [Fact("2019", "1000", "office-2020", source), Fact("2019", other, source)]
        _, found = checked(codes, facts)
        assert found["same"].verdict == verdict

    def test_of_one_day_they_contradict_each_other(self, codes: Tables) -> None:
        facts = [
            Fact("2019", "1000", "office-2021", "paper-2021"),
            Fact("2019", "1010", "paper-2021"),
        ]
        _, found = checked(codes, facts)
        assert found["same"].verdict == "inconsistent"

    def test_two_places_of_one_source_contradict_each_other(self, codes: Tables) -> None:
        facts = [
            Fact("2019", "8310", "paper-2021", "paper-2021"),
            Fact("2019", "9310", "paper-2021", locator="a-summary"),
        ]
        made, found = checked(codes, facts)
        check = found["same"]
        assert check.verdict == "inconsistent"
        assert all(disputes(made, (o,)) == (check,) for o in made.statements)
        for lang in LANGS:
            said = sentence(made, check, lang)
            assert said.count("paper-2021") == 2
            assert made.locator("a-summary", lang) in said
            drawn = picture(made, check, lang)
            assert drawn is not None
            assert drawn.expected.label != drawn.observed.label

    @pytest.mark.parametrize(
        ("shorter", "longer", "verdict"),
        [
            # 70.8 thousand is 70,869 cut off, and 70.9 rounded.
            ("70.8 thousand", "70869", "reading_ruled_out"),
            # 70.7 is neither, but within a fiftieth and of another day.
            ("70.7 thousand", "70869", "revised"),
            ("75.0 thousand", "70869", "inconsistent"),
        ],
    )
    def test_a_number_that_was_cut_off(
        self, codes: Tables, shorter: str, longer: str, verdict: str
    ) -> None:
        value = f"{Decimal(shorter.split()[0]) * 1000:.0f}"
        facts = [
            Fact("2019", value, "office-2020", "paper-2021", printed=shorter),
            Fact("2019", longer, "paper-2021"),
        ]
        made, found = checked(codes, facts)
        assert found["same"].verdict == verdict
        cut = "if it was cut off" in sentence(made, found["same"], "en")
        assert cut == (verdict == "reading_ruled_out")

    def test_what_neither_says_is_no_revision(self, codes: Tables) -> None:
        facts = [Fact("2019", "1000", "office-2020"), Fact("2019", "1010", "office-2021")]
        _, found = checked(codes, facts)
        assert found["same"].verdict == "inconsistent"
        assert unexplained(tuple(found.values()))

    # The parts were 400 and 600 when 1,000 was printed; the first was revised to 410.
    PARTS = (
        Fact("2018", "400", "office-2020", "office-2022"),
        Fact("2018", "410", "office-2022"),
        Fact("2019", "600", "office-2020"),
        Fact("2020", "1000", "paper-2021"),
    )

    def test_a_total_that_fits_by_the_vintage_of_its_day(self, codes: Tables) -> None:
        made, found = checked(codes, self.PARTS, Row("total", "years_total", "2018 2019", "2020"))
        check = found["plain"]
        assert check.verdict == "revised"
        assert [o.figure.printed for o in check.vintage] == ["400"]
        assert "the vintage of its own day: 400 applications" in sentence(made, check, "en")

    def test_a_vintage_that_came_later_explains_nothing(self, codes: Tables) -> None:
        # Printed 1,010 in 2021, but 410 came in 2022; what is held against it is the 400 of then.
        facts = (*self.PARTS[:3], Fact("2020", "1010", "paper-2021"))
        row = Row("total", "years_total", "2018~office-2020 2019", "2020")
        _, found = checked(codes, facts, row)
        assert found["plain"].verdict == "inconsistent"


class TestReadings:
    FACTS = (
        Fact("2018", "900", "office-2020"),
        Fact("2019", "1000", "office-2020"),
        Fact("2020", "1100", "office-2021"),
    )

    def rows(self, printed: str, first: str = "2018") -> tuple[Row, Row]:
        said = {"printed": printed, "source": "paper-2021"}
        one = Row("phrase", "growth", f"{first} 2020", reading="from_2020", **said)  # type: ignore[arg-type]
        return one, replace(one, right="2019 2020", reading="from_2021")

    def test_one_that_fits_rules_the_other_out(self, codes: Tables) -> None:
        # From 900 it is 22.2%, from 1,000 10%.
        made, found = checked(codes, self.FACTS, *self.rows("10.0%"))
        assert found["from_2020"].verdict == "reading_ruled_out"
        assert found["from_2021"].verdict == "consistent"
        assert "另一读法" in sentence(made, found["from_2020"], "zh")

    def test_where_none_fits_both_are_alarms(self, codes: Tables) -> None:
        _, found = checked(codes, self.FACTS, *self.rows("15.0%"))
        assert {c.verdict for c in found.values()} == {"inconsistent"}

    def test_a_reading_out_of_view_is_not_forgotten(self, codes: Tables) -> None:
        # Neither fits, but one of them has a figure that is not there.
        _, found = checked(codes, self.FACTS[1:], *self.rows("15.0%"))
        assert [(c.verdict, c.reason) for c in found.values()] == [("not_comparable", "reading")]


class TestClassifiedDifferently:
    def found(self, codes: Tables, other: Fact) -> tuple[Tables, Check]:
        facts = [Fact("2019", "1000", "office-2020"), other]
        left = f"{other.indicator}@{AREA}@2019"
        row = Row("one", "same", "2019", left, misfit="classified_differently", reading="as_one")
        made, found = checked(codes, facts, row)
        return made, found["as_one"]

    @pytest.mark.parametrize(
        ("value", "source", "verdict", "problem"),
        [
            ("1010", "paper-2021", "classified_differently", []),
            ("1050", "paper-2021", "inconsistent", ["misfit_gap"]),
            ("1010", "office-2021", "inconsistent", ["misfit_sources"]),
            ("1000", "paper-2021", "consistent", ["misfit_stale"]),
        ],
    )
    def test_by_two_issuers_and_a_little(
        self, codes: Tables, value: str, source: str, verdict: str, problem: list[str]
    ) -> None:
        other = Fact("2019", value, source, indicator="patent_applications_residents")
        made, check = self.found(codes, other)
        assert check.verdict == verdict
        assert codes_of(made) == problem


class TestExplained:
    FACTS = (Fact("2019", "1000", "office-2020"), Fact("2020", "1100", "office-2021"))

    def test_what_is_declared_needs_an_explanation(self, codes: Tables) -> None:
        row = replace(growth("9.5%", misfit="revised_base"), explained=False)
        made, found = checked(codes, self.FACTS, row)
        assert found["plain"].verdict == "revised_base"
        assert unexplained(tuple(found.values())) == (found["plain"],)
        assert codes_of(made) == ["misfit_unexplained"]

    def test_what_the_figures_show_needs_none(self, codes: Tables) -> None:
        row = replace(growth("10.0%"), explained=False)
        _, found = checked(codes, TestBaseRevisedSince.FACTS, row)
        assert found["plain"].verdict == "revised_base"
        assert not unexplained((found["plain"],))

    def test_messages_say_what_to_do(self, codes: Tables) -> None:
        made, _ = checked(codes, self.FACTS, growth("7.5%", misfit="revised_base"))
        (problem,) = declaration_problems(made)
        assert (problem.file, problem.row, problem.column) == ("relations.csv", 2, "misfit")
        # 1100/1.0755 = 1022.78, the first whole number above it is 1,023: 2.3% of 1,000.
        assert "at most 2% of the figure, not 2.3%" in problem.message("en")
        assert "2.3%" in problem.message("zh")


class TestCheckCommand:
    """The command on a copy of the tables, one cell of ``misfit`` changed."""

    def run(self, folder: Path, id_: str, misfit: str, lang: str) -> tuple[int, str]:
        path = folder / "relations.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            if row["id"] == id_:
                row["misfit"] = misfit
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        done = CliRunner().invoke(main, ["check", "--data", str(folder), "--lang", lang])
        return done.exit_code, done.output

    @pytest.mark.parametrize(
        ("id_", "misfit", "told"),
        [
            # A part and its whole have no base.
            ("scope-domestic-incl-2013", "revised_base", "the kind of relation can have"),
            # 12.4% and 7.1% lead back to bases 5% apart, but the phrase has a reading that fits.
            ("centres-2025-03", "revised", "without it the check is “consistent”"),
            ("gii-gain-2022", "revised", "without it the check is “reading ruled out”"),
            # 587,000 is kept by no classification: the gap is of another sort, the kind too.
            ("population-2014", "classified_differently", "the kind of relation can have: –"),
            # No check at all: a figure that is implied.
            ("implied-royalties-exports-2018", "revised", "the kind of relation can have: –"),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, copied: Path, id_: str, misfit: str, told: str
    ) -> None:
        code, said = self.run(copied, id_, misfit, "en")
        assert code == 1
        assert told in said
        assert "relations.csv" in said
        assert misfit in said
        assert "Traceback" not in said

    def test_the_message_is_in_both_languages(self, copied: Path) -> None:
        code, said = self.run(copied, "centres-2025-03", "revised", "zh")
        assert code == 1
        assert "不声明时核对结论为“相符”" in said

    def test_what_may_be_declared_passes_and_without_it_is_an_alarm(self, copied: Path) -> None:
        assert self.run(copied, "residents-2021", "classified_differently", "en")[0] == 0
        assert self.run(copied, "residents-2021", "", "en")[0] == 0
        found = {c.relation.id: c.verdict for c in reconcile(load(copied))}
        assert found["residents-2021"] == "inconsistent"


def test_every_code_can_be_declared_and_every_verdict_is_of_one_sort(tables: Tables) -> None:
    assert {*DECLARABLE, SOURCE_ERROR} == set(tables.codes("misfit"))
    assert {d.verdict for d in DECLARABLE.values()} == set(DECLARABLE)
    assert set(VERDICTS) == FITS | MISFITS | {"not_comparable"}


COUNTS = st.integers(900, 1100)


@settings(max_examples=40)
@given(base=COUNTS, again=COUNTS, end=COUNTS, tenths=st.integers(-250, 250))
def test_marks_stand_only_on_figures_of_an_alarm(
    tables: Tables, base: int, again: int, end: int, tenths: int
) -> None:
    """Whatever is printed: a figure is marked if, and only if, an inconsistent check names it."""
    facts = [
        Fact("2019", str(base), "office-2020", "office-2021"),
        Fact("2019", str(again), "office-2021"),
        Fact("2020", str(end), "office-2022"),
        Fact("2021", "1000", "office-2022"),
    ]
    printed = f"{'-' if tenths < 0 else ''}{abs(Decimal(tenths)) / 10:.1f}%"
    made, found = checked(tables, facts, growth(printed, misfit="revised_base"))
    alarms = [c for c in found.values() if c.verdict == "inconsistent"]
    named = {o.key for c in alarms for o in c.inputs}
    for o in made.statements:
        assert bool(disputes(made, (o,))) == (o.key in named)
        assert {c.key for c in disputes(made, (o,))} == {c.key for c in alarms if o in c.inputs}
    check = found["plain"]
    assert check.misses == (not check.outcome.intersects)
    if check.verdict == "revised_base":
        led = implied_base(check)
        assert led is not None
        stated = check.right[0].first.figure.value
        near = min(abs(end_ - stated) for end_ in (led.lo, led.hi) if end_ is not None)
        assert check.vintage or near <= stated / 50


@pytest.mark.parametrize("supplement", [True, False])
@pytest.mark.parametrize("vintage", ["last", "first", "2019-06-30", "2023-12-31"])
def test_whatever_is_in_view_marks_only_what_takes_part(
    tables: Tables, vintage: str, supplement: bool
) -> None:
    seen = tables.select(Selection(supplement, vintage))
    alarms = [c for c in reconcile(seen) if c.verdict == "inconsistent"]
    # Figures that prove an error of a source stand; the error itself is marked.
    proofs = [[o for o in c.inputs if o.status == "D"] or c.inputs for c in alarms]
    named = {o.key for doubtful in proofs for o in doubtful}
    for series in seen.all_series.values():
        for point in series.points:
            parts = point.inputs or (point,)
            assert bool(disputes(seen, (point,))) == any(o.key in named for o in parts)
