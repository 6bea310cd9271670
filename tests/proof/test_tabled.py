"""Numbers of one table: of one indicator, and totals of their row or column."""

from __future__ import annotations

from metrics import Tables
from metrics.proof.judge import judge

# Ranks from 2021 to 2023: China 12, 11, 12; the United States 3, 2, 3; Japan 13; India 46, 40, 40.
RANKS = """\
| Edition | China | US | Japan | India |
|---|---|---|---|---|
| 2021 | 12 | 3 | 13 | 46 |
| 2022 | 11 | 2 | 13 | 40 |
| 2023 | 12 | 3 | 13 | 42 |
"""
# Of residents and of non-residents: 1,426,644 and 159,019 in 2021, 1,344,817 and 152,342 in 2020.
OFFICES = """\
中国的专利申请（件）
| 年份 | 居民 | 非居民 | 合计 |
| --- | ---: | ---: | ---: |
| 2021 | 1,426,644 | 159,019 | 1,585,663 |
| 2020 | 1,344,817 | 152,342 | 1,479,159 |
"""


def verdicts(tables: Tables, text: str) -> dict[str, str]:
    return {j.text: j.verdict for j in judge(text, tables, "en") if j.verdict != "not_a_figure"}


def test_a_table_without_a_name_is_read_by_its_figures(tables: Tables) -> None:
    found = [j for j in judge(RANKS, tables, "en") if j.verdict != "not_a_figure"]
    assert [j.text for j in found if j.verdict != "verified"] == ["42"]
    assert [(j.verdict, j.right) for j in found if j.text == "42"] == [("contradicted", "40")]
    assert {j.indicator for j in found} == {"gii_rank"}


def test_a_column_of_totals_is_added_up(tables: Tables) -> None:
    found = verdicts(tables, OFFICES)
    assert found["1,585,663"] == "verified"  # also the figure of all applicants
    assert found["1,479,159"] == "derived_wrong"


def test_the_years_of_a_span_are_those_of_a_chain(tables: Tables) -> None:
    found = verdicts(tables, "满意度：81.25→82.40→82.36（2022—2024年）。")
    assert list(found.values()) == ["verified", "contradicted", "verified"]
