"""What a file would change is told: figures, headlines, charts, and checks that fail or pass."""

from __future__ import annotations

from typing import Any

from metrics.curation.comparison import difference
from metrics.curation.effects import changed_series, effects
from metrics.curation.study import Study
from tests.curation.filling import FACT, SOURCE, facts_book, saved, studied, told

FEWER = FACT | {
    "indicator": "invention_applications",
    "period": "2018",
    "value": "1200000",
    "printed": "120万件",
    "differs_from": "cnipa-yearbook-2022",
    "note_zh": "与年报所印不符。",
    "note_en": "Another figure than in the yearbook.",
}


def found(*facts: dict[str, Any]) -> Study:
    made = studied(saved(facts_book(*facts)))
    assert told(made) == []
    assert made.after is not None
    return made


class TestDifference:
    def test_of_a_new_figure(self) -> None:
        *_, line = difference(found(FACT), "en")
        assert (line.kind, line.table, line.place) == ("new", "indicators", "Figures!2")
        assert "2026: CNY 1.2 trillion (1200000000000; printed “1.2万亿元”; Xinhua" in line.words
        assert "before, 2023: CNY 853.99 billion" in line.words

    def test_sources_come_before_what_cites_them(self) -> None:
        tables = [line.table for line in difference(found(FACT), "zh")]
        assert tables == ["sources", "indicators"]

    def test_of_the_same_figure_once_more(self) -> None:
        fact = FACT | {
            "indicator": "gii_rank",
            "period": "2025",
            "value": "10",
            "printed": "第10位",
        }
        *_, line = difference(found(fact), "en")
        assert "; the same as 10th of" in line.words

    def test_of_another_statement(self) -> None:
        """A later source takes the place of an earlier one, which is told."""
        *_, line = difference(found(FEWER), "en")
        assert "takes the place of 1.542002 million applications of" in line.words

    def test_of_the_year_after(self) -> None:
        fact = FACT | {"period": "2024", "value": "1024790000000", "printed": "10247.9亿元"}
        *_, line = difference(found(fact), "en")
        assert "before, 2023: CNY 853.99 billion" in line.words
        assert "+20.0% in a year" in line.words

    def test_of_a_correction(self) -> None:
        before = found(FACT).before
        row = next(o for o in before.statements if o.definition.id == "gii_rank" and o.area == "US")
        fact = FACT | {
            "indicator": "gii_rank",
            "area": "US",
            "period": row.period.code,
            "value": "99",
            "printed": "99",
            "source": row.source.id,
            "locator": row.locator,
        }
        assert told(studied(saved(facts_book(fact))))
        made = studied(saved(facts_book(fact)), correct=True)
        assert told(made) == []
        line = difference(made, "en")[-1]
        assert line.kind == "corrected"
        assert f"Value from “{row.figure.value}” to “99”" in line.words


class TestEffects:
    def test_nothing_of_an_older_point_but_its_own_chart(self) -> None:
        fact = FACT | {"period": "2010", "value": "50000000000", "printed": "500亿元"}
        made = found(fact)
        assert made.after is not None
        assert [s.key for s in changed_series(made.before, made.after)] == ["pledge_financing"]
        shown = effects(made.before, made.after, "en").shown
        assert {s.kind for s in shown} <= {"chart", "headline"}
        assert any(s.page == "pledge_financing" and s.kind == "chart" for s in shown)

    def test_of_a_newer_point(self) -> None:
        made = found(FACT)
        assert made.after is not None
        shown = effects(made.before, made.after, "en").shown
        (headline,) = [s for s in shown if (s.page, s.kind) == ("utilisation", "headline")]
        assert headline.before.startswith("CNY 853.99 bn · 2023")
        assert headline.after.startswith("CNY 1.2 tn · 2026")
        assert any(s.page == "overview" and s.kind == "chart" for s in shown)

    def test_its_charts_are_there_as_they_were_and_as_they_would_be(self) -> None:
        made = found(FACT)
        assert made.after is not None
        drawn = effects(made.before, made.after, "en").drawn
        (own,) = [d for d in drawn if d.page == "pledge_financing"]
        assert own.before is not None
        there = [
            {m.period for s in chart.series for run in s.runs for m in run}
            for chart in (own.before, own.after)
        ]
        assert there[1] - there[0] == {"2026"}
        assert own.shown in effects(made.before, made.after, "en").shown

    def test_of_a_check_that_fails(self) -> None:
        """All applications of 2018 cannot be fewer than the domestic ones, 1,393,815."""
        made = found(FEWER)
        assert made.after is not None
        checks = effects(made.before, made.after, "en").checks
        assert checks[0].fails
        assert (checks[0].id, checks[0].before) == ("applications-part-2018", "consistent")
        assert "1.393815 million" in checks[0].words

    def test_of_a_check_that_passes(self) -> None:
        """A second statement that agrees with the first is held against it."""
        fact = FACT | {
            "indicator": "invention_applications",
            "period": "2018",
            "value": "1542000",
            "printed": "154.2万件",
        }
        made = found(fact)
        assert made.after is not None
        verdicts = {c.after for c in effects(made.before, made.after, "en").checks}
        assert verdicts == {"consistent"}

    def test_of_a_slip_that_may_be_one(self) -> None:
        fact = FACT | {"value": "120000000", "printed": "1.2亿元"}
        made = found(fact)
        assert made.after is not None
        (doubt,) = effects(made.before, made.after, "en").doubts
        assert doubt.code in ("factor_low", "factor_high")

    def test_of_nothing(self) -> None:
        made = found(FACT | {"source": SOURCE["id"]})
        again = effects(made.before, made.before, "en")
        assert (again.shown, again.checks, again.doubts) == ((), (), ())
