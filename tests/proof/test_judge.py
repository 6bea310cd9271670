"""Texts of one or two numbers, worked out by hand from the figures that they are held against."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import Tables, load
from metrics.locale import LANGS
from metrics.proof import ACCUSED, Judged
from metrics.proof.judge import judge
from metrics.proof.texts import paragraphs
from metrics.wording.findings.heroes import of_indicator
from metrics.wording.findings.series import of_series
from metrics.wording.observations import statement


def judged(tables: Tables, text: str) -> list[Judged]:
    return [j for j in judge(text, tables, "en") if j.verdict != "not_a_figure"]


# The figures: granted 69.6 (2021), 79.8 (2022), 92.1 (2023) and 104.5 (2024) times ten thousand;
# pledge financing 1515 (2019), 3098 (2021), 4868.8 (2022), 8539.9 (2023) times 100 million yuan;
# royalties 3445.6 to November and 3872.5 in all of 2022; in force 499.1 of all and 401.5 of
# domestic owners (2023); rank 12, 11, 12, 11, 10 from 2021 to 2025; satisfaction 81.25 and 82.04.
@pytest.mark.parametrize(
    ("text", "verdict", "right"),
    [
        ("2023年，授权发明专利92.1万件。", "verified", ""),
        ("2023年，授权发明专利92万件。", "verified", ""),
        ("2023年，授权发明专利95.1万件。", "contradicted", "92.1万"),
        ("二〇二三年授权发明专利九十二点一万件。", "verified", ""),
        ("2021年，授权发明专利79.8万件。", "wrong_scope", "69.6万"),
        ("2022年知识产权使用费进出口总额3445.6亿元。", "wrong_scope", "3872.5亿"),
        ("2022年1—11月知识产权使用费进出口总额3872.5亿元。", "wrong_scope", "3445.6亿"),
        ("2023年底，国内发明专利有效量499.1万件。", "wrong_scope", "401.5万"),
        ("2023年底，发明专利有效量401.5万件。", "verified", ""),
        ("2023年，授权发明专利超过93万件。", "wrong_qualifier", "92万"),
        ("2023年，授权发明专利超过92万件。", "verified", ""),
        ("2023年，授权发明专利近92万件。", "wrong_qualifier", "92.1万"),
        ("2023年，授权发明专利近100万件。", "verified", ""),
        ("2024年我国全球创新指数排名第11位。", "verified", ""),
        ("2024年我国全球创新指数排名第8位。", "contradicted", "11"),
        ("In 2023 China granted 921,000 invention patents.", "verified", ""),
        ("In 2023 China granted 0.92 million invention patents.", "verified", ""),
        ("In 2023 China granted 951,000 invention patents.", "contradicted", "921,000"),
        ("Pledge financing came to RMB 753.99 billion in 2023.", "contradicted", "853.99 billion"),
    ],
)
def test_levels(tables: Tables, text: str, verdict: str, right: str) -> None:
    [found] = judged(tables, text)
    assert (found.verdict, found.right) == (verdict, right)
    assert found.indicator
    assert found.why


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("2023年发明专利授权量同比增长15.4%。", "derived_ok"),  # 92.1 / 79.8
        ("2023年发明专利授权量同比增长18.4%。", "derived_wrong"),
        ("2023年发明专利授权量同比下降15.4%。", "derived_wrong"),
        ("2023年质押融资额比2021年增长175.7%。", "derived_ok"),  # 8539.9 / 3098
        ("2023年质押融资额是2019年的5.6倍。", "derived_ok"),  # 8539.9 / 1515
        ("2023年质押融资额是2019年的6.6倍。", "derived_wrong"),
        ("2023年质押融资额比2021年翻了一番多。", "derived_ok"),
        ("2022年质押融资额比2021年翻了一番。", "derived_wrong"),
        ("2023年满意度比上年提高0.79分。", "derived_ok"),
        ("2023年满意度比上年提高0.97分。", "derived_wrong"),
        ("2025年全球创新指数排名比上年提升1位。", "derived_ok"),
        ("2025年全球创新指数排名比上年提升2位。", "derived_wrong"),
        ("2019年至2023年，质押融资额年均增长54.1%。", "derived_ok"),
        ("2019年至2023年，质押融资额年均增长44.1%。", "derived_wrong"),
        ("Invention patents granted rose 15.4 percent year on year in 2023.", "derived_ok"),
        ("Invention patents granted rose 18.4 percent year on year in 2023.", "derived_wrong"),
    ],
)
def test_what_follows_from_figures(tables: Tables, text: str, verdict: str) -> None:
    [found] = judged(tables, text)
    assert found.verdict == verdict
    if verdict == "derived_ok":
        assert found.right == ""
        assert "÷" in found.why or "−" in found.why


def test_lists_are_dealt_out(tables: Tables) -> None:
    """分别 and respectively give each year, or each name, its own number."""
    text = "2022年、2023年，发明专利授权量分别为79.8万件和92.1万件。"
    assert [j.period for j in judged(tables, text)] == ["2022", "2023"]
    text = "2022年，发明专利授权量和商标注册量分别达到79.8万件、671.7万件。"
    assert [(j.indicator, j.verdict) for j in judged(tables, text)] == [
        ("invention_patents_granted", "verified"),
        ("trademarks_registered", "contradicted"),
    ]
    text = "In 2022 and 2023 China granted 798,000 and 921,000 invention patents respectively."
    assert [j.verdict for j in judged(tables, text)] == ["verified", "verified"]


def test_the_year_before_is_the_year_before(tables: Tables) -> None:
    text = "2023年授权发明专利92.1万件，上年为79.8万件。"
    assert [j.period for j in judged(tables, text)] == ["2023", "2022"]
    text = "It granted 921,000 invention patents in 2023, against 798,000 a year earlier."
    assert [j.period for j in judged(tables, text)] == ["2023", "2022"]


@pytest.mark.parametrize(
    "text",
    [
        "2023年授权专利365万件。",  # not of inventions
        "2023年浙江省授权发明专利6.5万件。",
        "浙江省这一年很忙。2023年授权发明专利6.5万件。",
        "2023年高校授权发明专利15万件。",
        "2023年，绿色低碳领域授权发明专利5万件。",
        "授权发明专利6.5万件。",  # no year
        "2031年授权发明专利200万件。",
        "2023年，三项工作和两个方面的发明专利授权。",
        "到2035年，力争发明专利授权量达到200万件。",
        "2018年研发经费投入19678亿元，增长11.8%。",
        "Guangdong was granted 143,000 invention patents in 2023, up 24 percent.",
        "In 2023 Chinese courts concluded 490,000 IP cases.",
    ],
)
def test_silence_goes_before_a_false_alarm(tables: Tables, text: str) -> None:
    assert not any(j.accused for j in judge(text, tables, "en"))


def test_no_right_sentence_is_accused(tables: Tables) -> None:
    """What the program itself says of its figures is right."""
    accused = []
    for series in tables.all_series.values():
        for lang in LANGS:
            for said in (of_series(tables, series, lang), of_indicator(series, lang)):
                accused += [(j, said) for j in judge(said, tables, lang) if j.accused]
    assert not accused


def test_a_figure_is_found_and_a_wrong_digit_told(tables: Tables) -> None:
    """Of China's figures, told by their short names: nearly all are known, and all errors seen."""
    right = wrong = 0
    for series in tables.all_series.values():
        if series.area != "CN":
            continue
        for point in series.main:
            told, short = statement(point, "zh"), series.definition.short("zh")
            text = f"{point.period.label('zh')}，{short}为{told}。"
            own = judged(tables, text)
            assert not any(j.accused for j in own), text
            right += any(j.verdict == "verified" for j in own)
            digit = told.number[0]
            if not digit.isdigit():
                continue
            other = text.replace(told.number, f"{(int(digit) + 4) % 9 + 1}{told.number[1:]}")
            wrong += any(j.accused for j in judged(tables, other))
    every = sum(len(s.main) for s in tables.all_series.values() if s.area == "CN")
    assert right > 0.85 * every
    assert wrong > 0.8 * every


TABLES = load()


@given(
    st.lists(
        st.sampled_from(
            [
                *("2023年", "授权", "发明专利", "92.1万件", "，", "。", "\n", "15.4%", "同比增长"),
                *("分别", "第11位", "超", "近", "十四五", "一", "China", " granted ", "921,000"),
                *(" in 2023", ", ", ". ", "up ", "percent", "RMB ", "9", "/", "−", "万", "倍"),
            ]
        ),
        max_size=40,
    )
)
def test_any_text_is_judged_and_spans_are_its_own(parts: list[str]) -> None:
    text = "".join(parts)
    found = judge(text, TABLES, "zh")
    assert all(text[j.start : j.end] == j.text for j in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all((j.verdict in ACCUSED) == j.accused for j in found)


def test_ten_thousand_characters_take_less_than_two_seconds(tables: Tables) -> None:
    text = "2023年，我国授权发明专利92.1万件，同比增长15.4%，质押融资额8539.9亿元。\n" * 250
    assert len(text) > 10_000
    judge("2023", tables, "zh")
    # Of the processor: what else the machine does is no cost of the check.
    start = time.process_time()
    judge(text, tables, "zh")
    assert time.process_time() - start < 2


def test_places_are_those_of_the_text(tables: Tables) -> None:
    """Line breaks and full-width signs within a number do not move it."""
    text = "截至２０２２年底，我国发明专利有效量达 ４２１．\n２ 万件。"
    [found] = judged(tables, text)
    assert found.text == text[found.start : found.end] == "４２１．\n２ 万"
    assert found.verdict == "verified"


class TestLongTexts:
    @pytest.mark.parametrize(
        "words",
        ["一百二十", "一", "1 ", "1\n", "5%", "2023年授权发明专利92.1万件，", "（", "2023年1月"],
    )
    def test_what_never_ends_takes_no_longer_than_its_length(
        self, tables: Tables, words: str
    ) -> None:
        begun = time.perf_counter()
        judge(words * (6_000 // len(words)), tables, "zh")
        # Some seconds on a machine at rest; read with all that stands before, it took minutes.
        assert time.perf_counter() - begun < 30

    def test_a_list_without_an_end_is_judged_to_its_last_number(self, tables: Tables) -> None:
        words = "2023年授权发明专利92.1万件，" * 150 + "2023年授权发明专利95.1万件"
        told = [j for j in judge(words, tables, "zh") if j.verdict != "not_a_figure"]
        assert len(told) == 151
        assert {j.verdict for j in told[:-1]} == {"verified"}
        assert told[-1].verdict == "contradicted"
        assert words[told[-1].start : told[-1].end] == told[-1].text == "95.1万"

    def test_a_long_paragraph_is_parted_between_sentences(self) -> None:
        words = "In 2023, 921,000 invention patents were granted. " * 100
        parted = paragraphs(words)
        assert len(parted) > 2
        assert all(p.text.strip().endswith("granted.") for p in parted)
        assert sum(len(p.text) for p in parted) == len(words)


# PCT applications of 2024: China 70160, the United States 54087, Japan 48397, Korea 23851.
@pytest.mark.parametrize(
    ("text", "number", "verdict", "right"),
    [
        # 79.8 + 92.1 + 104.5 = 276.4
        ("2022年至2024年三年，我国累计授权发明专利276.4万件。", "276.4万", "derived_ok", ""),
        (
            "2022年至2024年三年，我国累计授权发明专利286.4万件。",
            "286.4万",
            "derived_wrong",
            "276.4万",
        ),
        ("2023年和2024年两年共授权发明专利196.6万件。", "196.6万", "derived_ok", ""),
        ("2022—2024年，年均授权发明专利92.1万件。", "92.1万", "derived_ok", ""),
        ("2022—2024年，年均授权发明专利95.1万件。", "95.1万", "derived_wrong", "92.1万"),
        (
            "From 2022 to 2024 China granted 2.764 million invention patents in total.",
            "2.764 million",
            "derived_ok",
            "",
        ),
        ("2024年我国PCT国际专利申请量比美国多16073件。", "16073", "derived_ok", ""),
        ("2024年我国PCT国际专利申请量比美国多18073件。", "18073", "derived_wrong", "16073"),
        ("2024年我国PCT国际专利申请量是韩国的2.9倍。", "2.9倍", "derived_ok", ""),
        ("2024年我国PCT国际专利申请量是韩国的3.9倍。", "3.9倍", "derived_wrong", "2.9倍"),
        (
            "In 2024 China filed 16,073 more PCT applications than the United States.",
            "16,073",
            "derived_ok",
            "",
        ),
        ("2023年质押融资额8539.9亿元。上年为4868.8亿元。", "4868.8亿", "verified", ""),
        ("2023年质押融资额8539.9亿元。上年为4668.8亿元。", "4668.8亿", "contradicted", "4868.8亿"),
        (
            "Pledge financing came to RMB 853.99 billion in 2023. "
            "For 2022 the figure was RMB 468.88 billion.",
            "468.88 billion",
            "contradicted",
            "486.88 billion",
        ),
        (
            "Pledge financing came to RMB 853.99 billion in 2023, "
            "compared with RMB 309.8 billion two years earlier.",
            "309.8 billion",
            "verified",
            "",
        ),
        (
            "| 年份 | 授权发明专利（万件） |\n| --- | --- |\n| 2022 | 79.8 |\n| 2023 | 95.1 |",
            "95.1",
            "contradicted",
            "92.1",
        ),
        ("年份\t授权发明专利（万件）\n2022\t79.8\n2023\t95.1", "95.1", "contradicted", "92.1"),
        ("據報道，二〇二三年授權發明專利95.1萬件。", "95.1萬", "contradicted", "92.1萬"),
    ],
)
def test_sums_comparisons_and_what_goes_on(
    tables: Tables, text: str, number: str, verdict: str, right: str
) -> None:
    found = next(j for j in judged(tables, text) if j.text == number)
    assert (found.verdict, found.right) == (verdict, right)


def test_a_scope_that_is_set_off_is_heard(tables: Tables) -> None:
    """In force at the end of 2023: 499.1 of all owners, 401.5 without Hong Kong, Macao, Taiwan."""
    for text in (
        "2023年底，国内（不含香港、澳门、台湾地区）发明专利有效量为499.1万件。",
        "Invention patents in force, excluding Hong Kong, Macao and Taiwan, numbered 4.991 million"
        " at the end of 2023.",
    ):
        [found] = judged(tables, text)
        assert found.verdict == "wrong_scope"
