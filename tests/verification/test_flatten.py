"""Copies of one text are alike after flattening, and every sign leads back to the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.verification.flatten import decode, flatten, signs_of
from metrics.verification.numerals import numerals

SIGNS = (
    "0123456789０９.．,，%％万亿千百十一二三两第首零〇○余多个件家年月日是要"
    '“”"「（()）、。；: \u3000OIl⼀①'
)
PRINTED = st.text(alphabet=SIGNS, max_size=60)
TEXTS = st.one_of(st.text(max_size=200), st.text(alphabet=SIGNS + "\n\f\r", max_size=200))

PLAIN = "截至2022年底，总量达83.6万件（含“甲”、“乙”），占1/3；——其中新建1000余家。"


@pytest.mark.parametrize(
    ("copy", "text"),
    [
        ("４２１．２万件", "421.2万件"),
        ("421. 2 万 件", "421.2万件"),
        ("42\n1.2万\n\n件", "421.2万件"),
        ("4,267.2万件", "4267.2万件"),
        ("1,000余家", "1000余家"),
        ("1,234,567件", "1234567件"),
        ("2022,29个", "2022,29个"),
        ("１２．７１％", "12.71%"),
        ("佔１／３", "占1/3"),
        ("萬億兩個餘約超過", "万亿两个余约超过"),
        ("⼀是⼆是", "一是二是"),
        ("「四個」『兩個』", "“四个”“两个”"),
        ('"四个"和"两个"', "“四个”和“两个”"),
        ("2014－2020年", "2014—2020年"),
        ("2021-02-01", "2021—02—01"),
        ("二○二二年", "二〇二二年"),
        ("1O家、I5家、3l件", "10家、15家、31件"),
        ("PCT国际专利", "PCT国际专利"),
        ("\ufeff新\u200b建", "新建"),
        ("10²", "10²"),
    ],
)
def test_forms_of_one_sign_are_alike(copy: str, text: str) -> None:
    assert signs_of(copy) == text


def test_a_span_leads_back_to_the_original() -> None:
    text = "达 ４，２６７．\n２ 万件。"
    flat = flatten(text)
    found = numerals(flat.text)[0]
    assert found.text == "4267.2万"
    start, end = flat.original(*found.span)
    assert text[start:end] == "４，２６７．\n２ 万"


@pytest.mark.parametrize("number", ["12", "- 12 -", "— 12 —", "第12页", "第 12 页 共 40 页"])
def test_page_numbers_are_left_out(number: str) -> None:
    text = f"前一页的末\n{number}\n尾。"
    flat = flatten(text)
    assert flat.text == "前一页的末尾。"
    assert [text[a:b].strip() for a, b in flat.dropped] == [number]


@pytest.mark.parametrize("text", ["新建\n62\n家中心", "达\n2022\n年", "占1\n2\n3件", "约\n40\n%"])
def test_a_number_on_a_line_of_its_own_is_no_page_number(text: str) -> None:
    assert flatten(text).text == text.replace("\n", "")


def test_running_heads_are_left_out_only_beside_pages() -> None:
    pages = [f"内部参考2024年\n第{n}段文字没有完\n— {n} —\n\f" for n in (1, 2, 3)]
    assert flatten("".join(pages)).text == "".join(f"第{n}段文字没有完" for n in (1, 2, 3))
    repeated = "内部参考\n甲\n" * 3
    assert flatten(repeated).text == "内部参考甲" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_of_copies(encoding: str) -> None:
    assert decode(PLAIN.encode(encoding)) == PLAIN


def test_traditional_copies_in_their_own_encoding() -> None:
    text = "全國知識產權保護中心和發展，專利權的數量為兩萬"
    assert decode(text.encode("big5")) == text


def test_bytes_of_no_text_do_not_raise() -> None:
    assert isinstance(decode(bytes(range(256))), str)


@given(TEXTS)
def test_every_sign_leads_back_into_the_original(text: str) -> None:
    flat = flatten(text)
    assert len(flat.text) == len(flat.starts) == len(flat.ends)
    assert list(flat.starts) == sorted(flat.starts)
    for at, (start, end) in enumerate(zip(flat.starts, flat.ends, strict=True)):
        assert 0 <= start < end <= len(text)
        assert flat.original(at, at + 1) == (start, end)


@given(PRINTED)
def test_the_original_of_a_numeral_reads_alike(text: str) -> None:
    flat = flatten(text, pages=False)
    for found in numerals(flat.text):
        start, end = flat.original(*found.span)
        again = signs_of(text[start:end])
        assert again.replace("O", "0").replace("I", "1").replace("l", "1") == found.text.replace(
            "O", "0"
        )


@given(TEXTS)
def test_flattening_twice_changes_nothing(text: str) -> None:
    once = signs_of(text)
    again = signs_of(once)
    assert signs_of(again) == again


@given(PRINTED, st.integers(1, 7))
def test_line_breaks_make_no_difference(text: str, width: int) -> None:
    broken = "\n".join(text[n : n + width] for n in range(0, len(text), width))
    assert signs_of(broken) == signs_of(text)
