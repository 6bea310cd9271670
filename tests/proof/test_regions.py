"""Numbers of regions in texts, on three regions of tables worked out by hand."""

from __future__ import annotations

import pytest

from metrics import Tables
from metrics.proof.judge import judge


def verdicts(tables: Tables, text: str) -> list[tuple[str, str, str]]:
    return [(j.text, j.verdict, j.area) for j in judge(text, tables, "en") if j.area]


@pytest.mark.parametrize(
    "text",
    [
        "2022年，广东省发明专利授权量为45件，占全国的50.6%，同比增长12.5%；北京市发明专利授权量为40件。",
        "In 2022, Guangdong was granted 45 invention patents, 50.6% of the domestic total,"
        " up 12.5% on the year before; Beijing was granted 40 invention patents.",
    ],
)
def test_a_figure_its_share_and_its_growth_are_the_regions_own(tables: Tables, text: str) -> None:
    """45 of 89 are 50.6%, and 12.5% more than 40; Beijing has 40."""
    found = verdicts(tables, text)
    assert [(area, verdict) for _, verdict, area in found] == [
        ("CN-GD", "verified"),
        ("CN-GD", "derived_ok"),
        ("CN-GD", "derived_ok"),
        ("CN-BJ", "verified"),
    ]


def test_a_number_of_a_region_is_never_held_against_the_country(tables: Tables) -> None:
    """China granted 327,000 domestic inventions in 2017; of Guangdong nothing is known of it."""
    (found,) = [
        j for j in judge("2017年广东发明专利授权量为4.6万件。", tables, "zh") if j.text == "4.6万"
    ]
    assert found.verdict == "unknown"


@pytest.mark.parametrize(
    "before",
    [
        "在北京举行的发布会上说，",
        "新华社北京1月12日电 ",
        "《视听表演北京条约》生效。",
        "上海合作组织会议上公布，",
    ],
)
def test_what_is_only_called_after_a_region_names_none(tables: Tables, before: str) -> None:
    text = before + "2021年，我国授权发明专利69.6万件。"
    assert [a for t, _, a in verdicts(tables, text) if t == "69.6万"] == ["CN"]


@pytest.mark.parametrize("place", ["广东省", "广东深圳"])
def test_another_number_is_not_judged_and_what_is_told_is_of_the_region(
    tables: Tables, place: str
) -> None:
    """Guangdong was granted 45, which is no figure of the country."""
    (found,) = [
        j for j in judge(f"2022年，{place}发明专利授权量为54件。", tables, "zh") if j.text == "54"
    ]
    assert found.verdict == "unknown"
    assert "45件" in found.why
    assert "全国的数" not in found.why
