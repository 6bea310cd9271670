"""Two numbers of one sentence: their scopes, their times, and what is reckoned from them."""

from __future__ import annotations

import pytest

from metrics import Tables
from metrics.proof import Judged
from metrics.proof.judge import judge


def found(tables: Tables, text: str, number: str) -> Judged:
    return next(j for j in judge(text, tables, "en") if number in j.text)


# In force: 568.9 of all owners (2024); of domestic ones 401.5 (2023), 475.6 (2024), 532 (2025).
@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2025年底，我国发明专利有效量为532万件，比2024年底的568.9万件有所下降。", "475.6万"),
        (
            "Invention patents in force rose from 4.015 million at the end of 2023 to 5.689 million"
            " at the end of 2024.",
            "4.756 million",
        ),
    ],
)
def test_two_scopes_in_one_comparison_are_not_both_right(
    tables: Tables, text: str, right: str
) -> None:
    first, last = (j for j in judge(text, tables, "en") if j.verdict != "not_a_figure")
    assert first.verdict == "verified"
    assert (last.verdict, last.right) == ("wrong_scope", right)
    assert "Two scopes" in last.why


def test_two_scopes_of_which_the_tables_have_no_other_figure_are_told(tables: Tables) -> None:
    """Of all owners there is no figure of 2025 yet."""
    text = "发明专利有效量由2024年底的568.9万件变为2025年底的532万件。"
    judged = [j for j in judge(text, tables, "en") if j.verdict != "not_a_figure"]
    assert [j.verdict for j in judged] == ["unknown", "unknown"]
    assert all("Two scopes" in j.why for j in judged)


def test_one_scope_in_a_comparison_is_right(tables: Tables) -> None:
    """All owners: 499.06 at the end of 2023 and 568.9 at the end of 2024."""
    text = "我国发明专利有效量由2023年底的499.1万件增至2024年底的568.9万件。"
    assert [j.verdict for j in judge(text, tables, "zh") if j.indicator] == ["verified"] * 2


# Infringement cases: 7.2 (2024) and 5.7 (2025) times ten thousand; rate 53.3 (2024), 54 (2025).
@pytest.mark.parametrize(
    ("text", "number", "verdict", "right"),
    [
        (
            "2025年知识产权保护社会满意度达82.81分。全年办理专利侵权纠纷行政案件7.2万件。",
            "7.2万",
            "wrong_scope",
            "5.7万",
        ),
        (
            "2025年知识产权保护社会满意度达82.81分。全年办理专利侵权纠纷行政案件5.7万件。",
            "5.7万",
            "verified",
            "",
        ),
        (
            "2025年知识产权保护社会满意度达82.81分。办理专利侵权纠纷行政案件7.2万件。",
            "7.2万",
            "unknown",
            "",
        ),
        (
            "The industrialisation rate of enterprises' invention patents rose to 54 percent in"
            " 2025 from 53.3 percent.",
            "53.3",
            "verified",
            "",
        ),
        (
            "Invention patents granted reached 1.045 million in 2024, up from 921,000.",
            "921,000",
            "verified",
            "",
        ),
        (
            "Satisfaction with IP protection rose by 0.45 points to 82.81 points in 2025 from 82.36"
            " points.",
            "82.36",
            "verified",
            "",
        ),
        (
            "Invention patents granted rose from 696,000 in 2021 to 1.045 million in 2024 before"
            " falling 7.0% to 972,000 in 2025.",
            "7.0%",
            "derived_ok",
            "",
        ),
        (
            "2024年，专利密集型产业增加值占GDP比重达13.38%。企业发明专利产业化率达到54%。",
            "54%",
            "verified",
            "",
        ),
    ],
)
def test_of_which_time_a_number_is(
    tables: Tables, text: str, number: str, verdict: str, right: str
) -> None:
    one = found(tables, text, number)
    assert (one.verdict, one.right) == (verdict, right)


def test_of_equal_figures_the_nearest_in_time_is_cited(tables: Tables) -> None:
    """The rank was 11 in 2022 and in 2024."""
    one = found(tables, "2025年我国全球创新指数排名第11位。", "11")
    assert one.verdict == "wrong_scope"
    assert ", 2024:" in one.why
    assert ", 2022:" not in one.why


def test_what_is_passed_is_held_against_the_year_of_its_sentence(tables: Tables) -> None:
    """51.3 in 2023, 53.3 in 2024 and 54 in 2025."""
    text = (
        "一是2022年，我国发明专利授权79.8万件。二是2024年企业发明专利产业化率53.3%，首次超过50%。"
    )
    one = found(tables, text, "50%")
    assert (one.verdict, one.period) == ("verified", "2024")


def test_of_what_has_no_date_the_newest_figure_is_cited(tables: Tables) -> None:
    one = found(tables, "商标注册平均审查周期为4个月。", "4")
    assert (one.verdict, one.period) == ("verified", "2025")


def test_a_break_is_told_and_not_that_there_are_no_figures(tables: Tables) -> None:
    for number, said in (("20.8%", "The sum is right"), ("30.8%", "was not judged")):
        text = f"中国办理专利侵权纠纷行政案件2025年为5.7万件，比2024年下降{number}。"
        one = found(tables, text, number)
        assert one.verdict == "unknown"
        assert "break" in one.why
        assert said in one.why


def test_a_number_finer_than_the_tables_is_told_as_that(tables: Tables) -> None:
    one = found(tables, "2025年商标注册平均审查周期为4.5个月。", "4.5")
    assert one.verdict == "unknown"
    assert "may be rounded" in one.why


def test_a_part_of_the_country_is_told_as_the_reason(tables: Tables) -> None:
    text = "我市知识产权工作会议召开。2025年授权发明专利1.2万件。"
    one = found(tables, text, "1.2万")
    assert one.verdict == "unknown"
    assert "part of the country" in one.why


# 1620 / 1200 = 1.35; 162 / 120 = 1.35, a year over four 1.0779; 120 / 10 = 12, a year over twelve
# 1.2301; 8 / 24 = 1/3; 10,100 / 5000 = 2.02; 15.5 / 22.6 = 0.686.
@pytest.mark.parametrize(
    ("text", "number", "verdict", "right"),
    [
        ("Staff grew from 1,200 in 2015 to 1,620 in 2020, by 35%.", "35%", "derived_ok", ""),
        ("Staff grew from 1,200 in 2015 to 1,620 in 2020, by 45%.", "45%", "derived_wrong", "35%"),
        ("Staff rose 35% from 1,200 in 2015 to 1,620 in 2020.", "35%", "derived_ok", ""),
        (
            "Spending rose from CNY 10 million in 2012 to CNY 120 million in 2024, a factor of 12.",
            "12",
            "derived_ok",
            "",
        ),
        (
            "Spending rose from CNY 10 million in 2012 to CNY 120 million in 2024, on average 25.4%"
            " a year.",
            "25.4%",
            "derived_wrong",
            "23.0%",
        ),
        (
            "Waiting was cut from 24 months in 2010 to 8 months in 2020, by two thirds.",
            "two thirds",
            "derived_ok",
            "",
        ),
        (
            "Waiting was cut from 24 months in 2010 to 8 months in 2020, by half.",
            "half",
            "derived_wrong",
            "66.7%",
        ),
        ("Staff doubled from 5,000 in 2010 to 10,100 in 2020.", "doubled", "derived_ok", ""),
        ("代理机构由2020年的120家增至2024年的162家，增长35%。", "35%", "derived_ok", ""),
        ("代理机构由2020年的120家增至2024年的162家，增长45%。", "45%", "derived_wrong", "35%"),
        ("代理机构由2020年的120家增至2024年的162家，下降35%。", "35%", "derived_wrong", "增长35%"),
        ("代理机构由2020年的120家增至2024年的162家，年均增长7.8%。", "7.8%", "derived_ok", ""),
        ("代理机构由2020年的120家增至2024年的162家，增加52家。", "52", "derived_wrong", "42"),
        (
            "发明专利审查周期由2012年的22.6个月压减到15.5个月，缩短近三分之一。",
            "三分之一",
            "derived_ok",
            "",
        ),
        (
            "全球创新指数排名从2013年的第35位上升到2025年的第10位，累计上升23位。",
            "23",
            "derived_wrong",
            "25",
        ),
    ],
)
def test_a_text_is_held_against_its_own_numbers(
    tables: Tables, text: str, number: str, verdict: str, right: str
) -> None:
    judged = [j for j in judge(text, tables, "en") if j.verdict != "not_a_figure"]
    one = next(j for j in judged if j.text.endswith(number))
    assert (one.verdict, one.right) == (verdict, right)
    assert one.why


@pytest.mark.parametrize(
    "text",
    [
        "代理机构由2020年的120家增至2024年的162家，2024年同比增长9%。",
        "代理机构由2020年的120家增至2024年的162家；商标申请增长45%。",
        "Staff grew from 1,200 in 2015 to 1,620 in 2020, while spending rose 45%.",
        "高价值发明专利占比由2020年的30%提高到2024年的40%，增长10%。",
        "全国专利代理机构由2020年的3253家增至2024年的5500家，其中2024年新增420家，增长8.3%。",
        "审查周期由20个月压减到15个月，压减5个月，效率提高33%。",
        "企业数量由100家增加到150家，产值增长80%。",
        "第一季度由100件增至150件，第二季度增长20%。",
        "全市专利授权由上年的3000件增加到3600件，同比增长20%，其中发明专利增长35%。",
        "Agents rose from 20,000 in 2015 to 30,000 in 2020, up 50%, and revenue rose 80%.",
        "案件由2019年的100件增至2020年的400件，增长3倍。",
        "Cases rose from 100 in 2019 to 400 in 2020, a fourfold increase.",
    ],
)
def test_a_change_of_something_else_is_not_reckoned(tables: Tables, text: str) -> None:
    assert not any(j.accused for j in judge(text, tables, "en"))
