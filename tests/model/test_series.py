from __future__ import annotations

from dataclasses import replace

import pytest

from metrics import Tables
from metrics.model.period import Period
from metrics.model.series import Series, joinable, reason_against


@pytest.fixture(scope="session")
def tables(reports: Tables) -> Tables:
    return reports


class TestPoints:
    def test_the_exact_statement_stands_before_the_bound(self, tables: Tables) -> None:
        point = tables.series("pledge_financing").points[0]
        assert point.figure.printed == "4868.8亿元"
        assert [o.figure.printed for o in tables.series("pledge_financing").others(point)] == [
            "迈上4000亿元台阶"
        ]

    def test_the_latest_publication_is_shown(self, tables: Tables) -> None:
        series = tables.series("invention_exam_months")
        assert series.points[0].source.id == "qiushi-2024-08-20"
        assert series.others(series.points[0])[0].source.id == "cnipa-work-report-2023"

    def test_the_name_that_differs_gives_way(self, tables: Tables) -> None:
        series = tables.series("enterprise_industrialisation_rate")
        assert len(series.points) == 1
        assert series.latest.status == "A"
        assert series.others(series.latest)[0].status == "D"


class TestSegments:
    def test_a_bound_is_not_joined_with_an_exact_value(self, tables: Tables) -> None:
        assert [len(s) for s in tables.series("valid_trademarks").segments] == [1, 2]
        assert [len(s) for s in tables.series("pledge_financing").segments] == [1, 1]

    def test_unlike_periods_are_not_joined(self, tables: Tables) -> None:
        assert [len(s) for s in tables.series("royalties_trade").segments] == [1, 1]
        assert [len(s) for s in tables.series("invention_exam_months").segments] == [2, 1]

    def test_a_break_is_not_joined(self, tables: Tables) -> None:
        first, second = tables.series("patent_intensive_share_gdp").points[:2]
        assert joinable(first, second)
        assert not joinable(first, replace(second, status="B"))

    def test_scopes_are_series_of_their_own(self, tables: Tables) -> None:
        concept = tables.concept("invention_patents_in_force")
        assert {s.definition.scope for s in concept} == {"owners_all", "domestic_excl_hmt"}
        for series in concept:
            assert {p.definition.scope for p in series.points} == {series.definition.scope}


class TestRefusals:
    def test_across_concepts(self, tables: Tables) -> None:
        one, other = tables.series("gii_rank").latest, tables.series("satisfaction").latest
        assert reason_against(one, other) == "concept"

    def test_part_year_against_another_part(self, tables: Tables) -> None:
        assert reason_against(*tables.series("royalties_trade").points) == "period"

    def test_part_year_against_full_year(self, tables: Tables) -> None:
        part = tables.series("royalties_trade").points[0]
        assert reason_against(part, replace(part, period=Period.parse("2023"))) == "period"

    def test_across_a_break(self, tables: Tables) -> None:
        first, second = tables.series("satisfaction").points[:2]
        assert reason_against(first, replace(second, status="B")) == "break"

    def test_across_a_break_further_back(self, tables: Tables) -> None:
        series = tables.series("satisfaction")
        first, second, third = series.points
        broken = replace(series, statements=(first, replace(second, status="B"), third))
        assert broken.against(broken.points[0], broken.points[2]) == "break"
        assert broken.base is broken.points[1]

    def test_two_bounds(self, tables: Tables) -> None:
        point = tables.series("pledge_financing").points[1]
        assert reason_against(point, replace(point, period=Period.parse("2024"))) == "bounds"

    def test_a_level_over_a_year_compares_with_one_at_a_date(self, tables: Tables) -> None:
        first, *_, last = tables.series("invention_exam_months").points
        assert reason_against(first, last) is None


def test_tidy_frame(tables: Tables) -> None:
    frame = tables.series("valid_trademarks").frame()
    assert list(frame.columns) == [
        "indicator",
        "area",
        "period",
        "start",
        "end",
        "value",
        "lo",
        "hi",
        "printed",
        "qualifier",
        "status",
        "source",
        "derived",
    ]
    first = frame.iloc[0]
    assert first["value"] == first["lo"] == 30_000_000
    assert first["hi"] == float("inf")
    assert str(first["end"].date()) == "2020-12-31"


def test_every_series_has_points_in_order(tables: Tables) -> None:
    for series in tables.all_series.values():
        assert isinstance(series, Series)
        ends = [p.period for p in series.points]
        assert ends == sorted(set(ends))
