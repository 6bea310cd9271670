"""Every numeral of a text is found, and words that only look like one are not; worked by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.verification.flatten import flatten
from metrics.verification.numerals import numerals
from metrics.verification.rules import CLASSES, classified

FOUND = [
    # Arabic, with what belongs to their size.
    ("新建10家", "10"),
    ("总量83.6万件", "83.6万"),
    ("总价值1.6万亿美元", "1.6万亿"),
    ("下达资金12亿元", "12亿"),
    ("3千万户", "3千万"),
    ("带动1200余家学校", "1200余"),
    ("20多个国家", "20多"),
    ("2多边合作", "2"),
    ("同比增长7.8%", "7.8%"),
    ("下降5‰", "5‰"),
    ("高9.9个百分点", "9.9"),
    ("约占1/4", "1/4"),
    ("1—11月", "1 11"),
    ("10—20家", "10 20"),
    ("2021—02—01", "2021 02 01"),
    # Chinese.
    ("六个方面", "六"),
    ("近万项次", "万"),
    ("超千件", "千"),
    ("上百家", "百"),
    ("百余家", "百余"),
    ("十余个", "十余"),
    ("三千万件", "三千万"),
    ("二十一条措施", "二十一"),
    ("三点五倍", "三点五"),
    ("三分之一", "三分之一"),
    ("百分之五十四点三", "百分之五十四点三"),
    ("百分之51.3", "百分之51.3"),
    ("两场活动", "两"),
    ("十分钟", "十"),
    ("二〇二二年", "二〇二二"),
    ("一个月", "一"),
    ("增加一倍", "一"),
    ("每万人口", "万"),
    ("“十四五”规划", "十四五"),
    # Ordinals.
    ("第12位", "第12"),
    ("第二十五次集体学习", "第二十五"),
    ("世界第一", "第一"),
    ("第一批", "第一"),
    ("全球首位", "首"),
    ("世界上首个", "首"),
    # Words.
    ("统一部署一批项目，进一步落实", ""),
    ("首先，首要任务是首创", ""),
    ("十分重要的一系列成果", ""),
    ("四川、长三角，万里行，百姓", ""),
    ("第一动力，第三方，新一代，新一轮", ""),
    ("走出了一条道路，是一个整体，每一名职工", ""),
    ("高9个百分点，百分比", "9"),
    ("百年未有之大变局", ""),
    ("以防万一", ""),
    ("零容忍，归零", "零"),
]

EXPLAINED = [
    ("截至2022年底", ["date"]),
    ("2022年5月5日生效", ["date"] * 3),
    ("1—11月，总额", ["date"] * 2),
    ("2014—2020年", ["date"] * 2),
    ("2021-02-01", ["date"] * 3),
    ("二〇二〇年", ["date"]),
    ("面向2035年", ["date"]),
    ("22.6个月压减至13个月", ["", ""]),
    ("党的十九大、十九届历次全会", ["session"] * 2),
    ("十九届二中、三中、五中全会", ["session"] * 4),
    ("第二十五次集体学习", ["session"]),
    ("第十四届会议，首届大赛", ["session"] * 2),
    ("〔2020〕第77号", ["document"] * 2),
    ("2024年第24期", ["document"] * 2),
    ("第三条第二款", ["document"] * 2),
    ("《2022年报告》", ["title"]),
    ("《计划（2014—2020年）》", ["title"] * 2),
    ("“十四五”规划", ["plan"]),
    ("增强“四个意识”、“一带一路”", ["name"] * 3),
    ("统筹国内国际两个大局", ["name"]),
    ("八项规定", ["name"]),
    ("（一）深化改革。一是甲。二要乙。", ["marker"] * 3),
    ("第一，加强保护。第二，提高水平。", ["marker"] * 2),
    ("一、总则", ["marker"]),
    ("新时代十年，十年来", ["span"] * 2),
    ("近五年，未来十五年，10多年来", ["span"] * 3),
    ("品牌500强中，前五位的集群", ["universe"] * 2),
    ("在入选的100家企业中我国占", ["universe"]),
    ("每万人口拥有量", ["denominator"]),
    ("首次通报，首批支持，全国首例", ["first"] * 3),
    ("第二批清单，第四轮修改", ["round"] * 2),
    ("目录\n甲乙丙丁\t1\n戊己庚辛\t6\n壬癸子丑\t9\n正文", ["page"] * 3),
    ("两者兼具", ["listing"]),
    # What may be a fact is explained by no rule.
    ("连续十年上升", [""]),
    ("连续5年保持增长", [""]),
    ("连续两次列入", [""]),
    ("第三次纳入", [""]),
    ("世界第一，全球首位", ["", ""]),
    ("世界上首个突破的国家", [""]),
    ("出台四方面12项举措", ["", ""]),
    ("合作五十周年，合作50周年", ["", ""]),
    ("近10倍，超10倍", ["", ""]),
    ("第12位", [""]),
    ("六个方面", [""]),
]


@pytest.mark.parametrize(("text", "wanted"), FOUND)
def test_numerals_are_found_whole(text: str, wanted: str) -> None:
    assert [n.text for n in numerals(text)] == wanted.split()


def test_kinds() -> None:
    text = "10家、1.6万亿元、40%、1/3、第二位、六个、三分之一"
    kinds = [n.kind for n in numerals(text)]
    assert kinds == ["arabic", "mixed", "percent", "fraction", "ordinal", "chinese", "fraction"]


@pytest.mark.parametrize(("text", "wanted"), EXPLAINED)
def test_rules_explain_the_regular(text: str, wanted: list[str]) -> None:
    flat = flatten(text)
    found = numerals(flat.text)
    classes = classified(flat, found)
    assert [classes.get(n, "") for n in found] == wanted


def test_classes_are_the_closed_list() -> None:
    told = {code for _, wanted in EXPLAINED for code in wanted}
    # Two classes have no rule: only rows of the table name them.
    assert {*told, "repeated", "noise"} == {*CLASSES, ""}


@given(
    st.text(max_size=120),
    st.text(alphabet="一二十百千万亿第首两零.0123456789年月(—)《》“”、是", max_size=60),
)
def test_any_text_is_read(some: str, signs: str) -> None:
    flat = flatten(some + signs)
    found = numerals(flat.text)
    assert all(flat.text[n.start : n.end] == n.text for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert set(classified(flat, found).values()) <= set(CLASSES)
