"""What stands in the place of a wrong number: the word, the qualifier and the manner with it."""

from __future__ import annotations

import pytest

from bench.proof import texts
from metrics import Tables
from metrics.exports.proofs import righted, txt_bytes
from metrics.proof.corrected import corrected
from metrics.proof.judge import judge
from metrics.proof.texts import language


def put_right(tables: Tables, text: str) -> str:
    return corrected(text, judge(text, tables, "en")).text


# Granted 92.1 (2023), 104.5 (2024) and 97.2 (2025) times ten thousand: +13.5 % and -7.0 %;
# satisfaction 82.36 (2024) and 82.81 (2025): +0.45; rank 35 (2013), 11 (2024), 10 (2025).
@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "2025年，我国授权发明专利97.2万件，同比增长7.0%。",
            "2025年，我国授权发明专利97.2万件，同比下降7.0%。",
        ),
        (
            "2025年，我国授权发明专利97.2万件，同比增长9.0%。",
            "2025年，我国授权发明专利97.2万件，同比下降7.0%。",
        ),
        (
            "2024年，我国授权发明专利104.5万件，同比下降13.5%。",
            "2024年，我国授权发明专利104.5万件，同比增长13.5%。",
        ),
        (
            "2025年知识产权保护社会满意度为82.81分，较上年降低0.45分。",
            "2025年知识产权保护社会满意度为82.81分，较上年提高0.45分。",
        ),
        (
            "China granted 972,000 invention patents in 2025, up 7.0% on 2024.",
            "China granted 972,000 invention patents in 2025, down 7.0% on 2024.",
        ),
        (
            "China granted 972,000 invention patents in 2025, an increase of 7.0% over 2024.",
            "China granted 972,000 invention patents in 2025, a decrease of 7.0% over 2024.",
        ),
        (
            "2025年授权发明专利97.2万件，比上年多7.3万件。",
            "2025年授权发明专利97.2万件，比上年少7.3万件。",
        ),
        (
            "2025年授权发明专利97.2万件（+7.0%）。",
            "2025年授权发明专利97.2万件（-7.0%）。",
        ),
        (
            "2024年商标注册478.1万件，同比负增长9.1%。",
            "2024年商标注册478.1万件，同比增长9.1%。",
        ),
        (
            "2025年发明专利平均审查周期15个月，较上年延长0.5个月。",
            "2025年发明专利平均审查周期15个月，较上年缩短0.5个月。",
        ),
        (
            "China ranked 10th in the Global Innovation Index in 2025, down one place from 2024.",
            "China ranked 10th in the Global Innovation Index in 2025, up one place from 2024.",
        ),
        (
            "Invention patents granted fell 13.5% to 1.045 million in 2024.",
            "Invention patents granted rose 13.5% to 1.045 million in 2024.",
        ),
    ],
)
def test_a_wrong_direction_is_put_right_with_its_word(
    tables: Tables, text: str, right: str
) -> None:
    assert put_right(tables, text) == right
    assert any("the other way" in j.why for j in judge(text, tables, "en"))
    assert any("方向相反" in j.why for j in judge(text, tables, "zh"))


# Value added 2024: more than 18 trillion yuan; satisfaction 2025: 82.81.
@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "2024年，专利密集型产业增加值达到18万亿元。",
            "2024年，专利密集型产业增加值超过18万亿元。",
        ),
        (
            "The value added of patent-intensive industries was exactly CNY 18 trillion in 2024.",
            "The value added of patent-intensive industries was more than CNY 18 trillion in 2024.",
        ),
        (
            "2025年知识产权保护满意度首次突破83分。",
            "2025年知识产权保护满意度达到82.81分。",
        ),
        (
            "In 2025 social satisfaction with IP protection exceeded 83 points.",
            "In 2025 social satisfaction with IP protection reached 82.81 points.",
        ),
        ("2023年，授权发明专利达93万余件。", "2023年，授权发明专利达92万件。"),
        ("2023年，授权发明专利突破93万件大关。", "2023年，授权发明专利达到92万件。"),
        ("2023年，授权发明专利95万件以上。", "2023年，授权发明专利92万件。"),
        (
            "Value added of patent-intensive industries was 18 trillion yuan in 2024.",
            "Value added of patent-intensive industries was more than 18 trillion yuan in 2024.",
        ),
    ],
)
def test_a_qualifier_is_replaced_where_it_stands(tables: Tables, text: str, right: str) -> None:
    assert put_right(tables, text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "China ranked 10th in the Global Innovation Index in 2025, up two places from 2024.",
            "China ranked 10th in the Global Innovation Index in 2025, up one place from 2024.",
        ),
        (
            "2024年我国全球创新指数排名第十三位。",
            "2024年我国全球创新指数排名第十一位。",
        ),
        (
            "The average examination period of invention patents was sixteen months in 2025.",
            "The average examination period of invention patents was fifteen months in 2025.",
        ),
        (
            "2023年，授权发明专利九十五点一万件。",
            "2023年，授权发明专利九十二点一万件。",
        ),
        (
            "At the end of 2024, invention patents in force of all owners numbered 5.69 million,"
            " up 15% year on year.",
            "At the end of 2024, invention patents in force of all owners numbered 5.69 million,"
            " up 14% year on year.",
        ),
    ],
)
def test_a_correction_is_in_the_manner_of_the_text(tables: Tables, text: str, right: str) -> None:
    assert put_right(tables, text) == right


@pytest.mark.parametrize("part", ["tuning", "held"])
def test_no_correction_is_to_be_corrected(tables: Tables, part: str) -> None:
    for text in texts(part):
        made = corrected(text.text, judge(text.text, tables, text.lang))
        if not made.left:
            assert not any(j.accused for j in judge(made.text, tables, text.lang)), made.text


def test_what_is_left_wrong_is_counted_and_told(tables: Tables) -> None:
    """Of January to September 2024 it was 7922.3; of all of 2024 the tables have nothing."""
    text = "2023年授权发明专利95.1万件。\n2024年专利商标质押融资额7922.3亿元。"
    judged = judge(text, tables, "zh")
    made = corrected(text, judged)
    assert ([j.text for j in made.put], [j.text for j in made.left]) == (["95.1万"], ["7922.3亿"])
    told = "已更正1处，共2处有误。未更正、照原样保留的：7922.3亿（第2行第15字）。"
    assert righted(text, judged, "zh") == told
    assert txt_bytes(text, judged, "zh").decode().endswith(f"———\n{told}\n")
    assert righted("2023年", judge("2023年", tables, "zh"), "zh") == ""


@pytest.mark.parametrize(
    "text",
    [
        "2025年，我国授权发明专利97.2万件，同比增长7.0%。",
        "The value added of patent-intensive industries was exactly CNY 18 trillion in 2024.",
        "2023年，授权发明专利95.1万件，超过93万件。",
    ],
)
def test_a_corrected_text_has_nothing_to_correct(tables: Tables, text: str) -> None:
    right = put_right(tables, text)
    assert not any(j.accused for j in judge(right, tables, language(right)))
