"""Numbers of running text: what they count, which way they move, how they are qualified."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.proof.numbers import Stated, numbers
from metrics.proof.texts import paragraphs


def figures(text: str) -> list[Stated]:
    return [n for p in paragraphs(text) for n in numbers(p) if not n.plain]


@pytest.mark.parametrize(
    ("text", "value", "kind", "role", "qualifier"),
    [
        ("授权发明专利92.1万件", "921000", "count", "level", "exact"),
        ("授权发明专利９２．１万件", "921000", "count", "level", "exact"),
        ("有效量四百二十一点二万件", "4212000", "count", "level", "exact"),
        ("同比增长15.4%", "15.4", "percent", "change", "exact"),
        ("增速为15.4%", "15.4", "percent", "change", "exact"),
        ("增长到15.4%", "15.4", "percent", "level", "exact"),
        ("提高0.47个百分点", "0.47", "points", "change", "exact"),
        ("压减至16.5个月", "16.5", "months", "level", "exact"),
        ("缩短2个月", "2", "months", "change", "exact"),
        ("位居第11位", "11", "rank", "level", "exact"),
        ("较上年提升1位", "1", "rank", "change", "exact"),
        ("超过4800亿元", "480000000000", "cny", "level", "over"),
        ("近500万件", "5000000", "count", "level", "near"),
        ("420余万件", "4200000", "count", "level", "over"),
        ("约三成", "30", "percent", "level", "about"),
        ("占三分之一", "33.33333333333333333333333333", "percent", "level", "exact"),
        ("翻一番", "100", "times", "change", "exact"),
        ("新增发明专利授权92.1万件", "921000", "count", "level", "exact"),
        ("1.6万亿美元", "1600000000000", "usd", "level", "exact"),
        ("it granted 921,000 patents", "921000", "bare", "level", "exact"),
        ("up 15.4 percent", "15.4", "percent", "change", "exact"),
        ("15.4 percent higher", "15.4", "percent", "change", "exact"),
        ("rose to RMB 853.99 billion", "853990000000", "cny", "level", "exact"),
        ("more than 4 million", "4000000", "bare", "level", "over"),
        ("it ranked 11th", "11", "rank", "level", "exact"),
        ("held at four months", "4", "months", "level", "exact"),
        ("it doubled", "100", "times", "change", "exact"),
        ("5.6 times as much", "5.6", "times", "level", "exact"),
    ],
)
def test_a_number_is_read_with_what_stands_beside_it(
    text: str, value: str, kind: str, role: str, qualifier: str
) -> None:
    [number] = figures(text)
    assert number.value == Decimal(value)
    assert (number.kind, number.role, number.qualifier) == (kind, role, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        "2023年12月31日",
        "2022年1—11月",
        "“十四五”规划",
        "党的二十大精神",
        "二〇二三年底",
        "每万人口",
        "一是强化保护",
        "The 14th Five-Year Plan",
        "the 20th National Congress",
        "in May 2022",
        "see Table 2",
        "1. Creation",
        "1. 全球创新指数",
        "（2）专利",
        "会议于14:30召开",
        "下午3点半开会",
        "在第二会议室",
        "302会议室",
        "见第二行",
        "见第3页",
        "—3—",
        "电话010-62083114",
        "咨询12330热线",
        "手机13800138000",
        "位居全球前十",
        "at 14:30",
        "at 9 a.m.",
        "in Room 302",
        "see line 3",
        "page 4 of 12",
        "tel. 010-62083114",
        "+86 10 6208 3114",
        "among the top ten",
    ],
)
def test_dates_sessions_and_marks_are_no_figures(text: str) -> None:
    assert not figures(text)
    assert any(n.plain for p in paragraphs(text) for n in numbers(p))


def test_a_range_is_one_number() -> None:
    [one] = figures("增长10%—15%")
    assert (one.told.lo, one.told.hi) == (Decimal("9.5"), Decimal("15.5"))


def test_a_fall_is_told_from_a_rise() -> None:
    [fell, rose] = figures("注册量下降29.0%，授权量增长15.4%")
    assert fell.falling
    assert not rose.falling


def test_a_number_shares_the_scale_of_the_next() -> None:
    """由3.01升至3.24万件: both are of ten thousand."""
    first, last = figures("由3.01升至3.24万件")
    assert (first.value, last.value) == (Decimal(30100), Decimal(32400))
