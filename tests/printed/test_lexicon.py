"""Numbers in every form that the lexicon knows are read back; every reader knows its words."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from metrics.briefing.numerals.patterns import NUMERAL
from metrics.briefing.numerals.reading import readings
from metrics.printed.lexicon import (
    ARRIVING,
    CARDINALS,
    DOWN,
    FALLS,
    MULTIPLIERS,
    NARROW,
    OF_FRACTIONS,
    ON_THE_LINE,
    QUALIFIERS,
    UP,
    Qualifier,
)
from metrics.printed.numerals import number
from metrics.printed.qualifiers import turned
from metrics.printed.reading import read_printed
from metrics.printed.refused import PrintedError
from metrics.verification.flatten import flatten, signs_of
from metrics.verification.numerals import numerals
from metrics.verification.quotes import occurrences
from metrics.wording.observations import SIGNS

D = Decimal
Written = tuple[str, Decimal, Decimal]
BEFORE = [(q, w) for q, words in QUALIFIERS.items() for w in words.before]
AFTER = [(q, w) for q, words in QUALIFIERS.items() for w in words.after]
HAN = "零一二三四五六七八九"
SIZES = {"百": 2, "千": 3, "万": 4, "亿": 8, "万亿": 12, "千万": 7, "百万": 6}
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


def hanzi(n: int) -> str:
    """Return A number below ten thousand in Chinese signs."""
    said = ""
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // place % 10
        if digit:
            said += HAN[digit] + name
        elif said and n % place and not said.endswith("零"):
            said += "零"
    return said


def in_words(n: int) -> str:
    """Return A number below a thousand in English words."""
    names = {value: word for word, value in CARDINALS.items()}
    hundreds, rest = divmod(n, 100)
    parts = [f"{names[hundreds]} hundred"] if hundreds else []
    if rest > 20 and rest % 10:
        parts.append(f"{names[rest // 10 * 10]}-{names[rest % 10]}")
    elif rest:
        parts.append(names[rest])
    return " and ".join(parts)


digits = st.decimals(min_value="0.1", max_value=999, places=1)


@st.composite
def chinese(draw: st.DrawFn) -> Written:
    """Return A number as Chinese texts write it, its value and the worth of its last digit."""
    form = draw(st.sampled_from(("plain", "scaled", "mixed", "signs", "pointed", "grouped")))
    n, size = draw(digits), draw(st.sampled_from(sorted(SIZES)))
    if form == "plain":
        said: Written = (f"{n}", n, D("0.1"))
    elif form == "scaled":
        scale = D(1).scaleb(SIZES[size])
        said = (f"{n}{draw(st.sampled_from(('', ' ')))}{size}", n * scale, scale / 10)
    elif form == "mixed":
        high, low = draw(st.integers(1, 99)), draw(st.integers(1, 9999))
        said = (f"{high}亿{low}万", D(high * 10**8 + low * 10**4), D(10**4))
    elif form == "signs":
        high, low = draw(st.integers(1, 9999)), draw(st.integers(1, 9))
        said = (f"{hanzi(high)}万{HAN[low]}千", D(high * 10**4 + low * 1000), D(1000))
    elif form == "pointed":
        whole, part = draw(st.integers(1, 99)), draw(st.integers(1, 9))
        said = (f"{hanzi(whole)}点{HAN[part]}亿", (whole + D(part) / 10) * 10**8, D(10**7))
    else:
        many = draw(st.integers(10**3, 10**9))
        assume(many % 1000 or many < 10**4)
        said = (f"{many:,}", D(many), D(1))
    return (said[0].translate(WIDE), *said[1:]) if draw(st.booleans()) else said


@st.composite
def english(draw: st.DrawFn) -> Written:
    """Return A number as English texts write it, its value and the worth of its last digit."""
    form = draw(st.sampled_from(("plain", "scaled", "words", "large")))
    n, word = draw(digits), draw(st.sampled_from(sorted(MULTIPLIERS)))
    if form == "plain":
        return f"{n}", n, D("0.1")
    if form == "scaled":
        gap = draw(st.sampled_from((" ", ""))) if len(word) > 2 else ""
        return f"{n}{gap}{word}", n * MULTIPLIERS[word], D(MULTIPLIERS[word]) / 10
    many = draw(st.integers(1, 999))
    if form == "words":
        return in_words(many), D(many), D(100 if many % 100 == 0 else 1)
    assume(len(word) > 2)
    assume(word != "hundred")
    return f"{in_words(many)} {word}", D(many) * MULTIPLIERS[word], D(MULTIPLIERS[word])


def joined(*words: str) -> str:
    """Words one after the other, English ones with blanks between."""
    gap = " " if any(w.isascii() and w.isalpha() for w in words) else ""
    return gap.join(w for w in words if w)


def written(word: str) -> st.SearchStrategy[Written]:
    """Return A number in the language of a word; signs stand in both."""
    if any(c.isalpha() for c in word):
        return english() if word.isascii() else chinese()
    return chinese() | english()


def read(form: str) -> tuple[Decimal, Decimal, Qualifier]:
    reading = read_printed(form)
    return reading.value, reading.last_digit_unit, reading.qualifier


@given(chinese() | english(), st.sampled_from(("", "-", "−", "–", "－", "- ")))
def test_a_number_is_read_with_its_sign(said: Written, minus: str) -> None:
    form, value, step = said
    assert read(minus + form) == (-value if minus else value, step, "exact")
    assert number(form.translate(NARROW)).value == value


@given(st.data(), st.sampled_from(BEFORE))
def test_a_qualifier_before(data: st.DataObject, qualified: tuple[Qualifier, str]) -> None:
    code, word = qualified
    form, value, step = data.draw(written(word))
    gap = " " if word.isascii() else data.draw(st.sampled_from(("", " ")))
    assert read(word + gap + form) == (value, step, code)


@given(st.data(), st.sampled_from([(q, w) for q, w in AFTER if w not in OF_FRACTIONS]))
def test_a_qualifier_after(data: st.DataObject, qualified: tuple[Qualifier, str]) -> None:
    code, word = qualified
    form, value, step = data.draw(written(word))
    unit = data.draw(st.sampled_from((" cases", "%", "") if word.isascii() else ("件", "%", "")))
    gap = " " if word.isascii() else ""
    assert read(form + unit + gap + word) == (value, step, code)


@given(st.integers(1, 9), st.sampled_from([(q, w) for q, w in AFTER if w in OF_FRACTIONS]))
def test_a_qualifier_of_fractions(n: int, qualified: tuple[Qualifier, str]) -> None:
    code, word = qualified
    assert read(f"{HAN[n]}成{word}") == (D(10 * n), D(10), code)
    with pytest.raises(PrintedError, match=word):
        read_printed(f"{n}{word}")


@given(st.data(), st.sampled_from(DOWN), st.sampled_from([("exact", ""), *BEFORE]))
def test_a_fall_turns_the_sign_and_the_bound(
    data: st.DataObject, down: str, qualified: tuple[Qualifier, str]
) -> None:
    code, word = qualified
    latin = down.isascii()
    assume(not word or word.isascii() == latin)
    # What fell below 3 % did not fall by less than that.
    assume(f"{down} {word}" not in QUALIFIERS["near"].before)
    form, value, step = data.draw(written(down))
    said = f"{down} {word} {form}%" if latin else f"{down}了{word}{form}%"
    assert read(said) == (-value, step, turned(code))


@given(st.data(), st.sampled_from(UP))
def test_a_rise_does_not(data: st.DataObject, up: str) -> None:
    form, value, step = data.draw(written(up))
    assert read(f"{up} {form}%") == (value, step, "exact")


@given(st.data(), st.sampled_from([*DOWN, *UP]), st.sampled_from(ARRIVING))
def test_a_level_that_was_reached_is_no_fall(
    data: st.DataObject, moved: str, arriving: str
) -> None:
    assume(moved.isascii() == arriving.isascii())
    # Of nouns of a fall the verb tells the size: 降幅为 3%.
    assume(moved.isascii() or moved not in FALLS)
    form, value, step = data.draw(written(moved))
    # "up to" is a bound.
    assume((moved, arriving) != ("up", "to"))
    said = f"{moved} {arriving} {form}" if moved.isascii() else f"{moved}{arriving}{form}"
    assert read(said) == (value, step, "exact")


@given(st.data(), st.sampled_from([(q, w) for q, w in BEFORE if q not in ("exact", "about")]))
def test_a_minus_and_a_bound(data: st.DataObject, qualified: tuple[Qualifier, str]) -> None:
    """Below −3 % is plain; nearly −3 % may be either side, and is refused."""
    code, word = qualified
    form, value, step = data.draw(written(word))
    if word in ON_THE_LINE:
        assert read(f"{word} -{form}") == (-value, step, code)
    else:
        with pytest.raises(ValueError, match="minus"):
            read_printed(f"{word} -{form}")


@given(st.integers(1, 9999), st.sampled_from("余多"), st.sampled_from(("", "万", "亿")))
def test_odd_ones_reach_to_the_place_before_them(n: int, odd: str, size: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8}[size]
    place = next(p for p in (1000, 100, 10, 1) if n % p == 0)
    for form in (f"{n}{odd}{size}件", f"{hanzi(n)}{odd}{size}件"):
        interval = read_printed(form).interval
        assert (interval.lo, interval.hi) == (n * factor, (n + place) * factor)
        assert interval.lo_open
        assert interval.hi_open


@given(chinese(), st.sampled_from(("至", "到", "-", "~", "～", "—", "和", "、", " ")), chinese())
def test_two_numbers_are_never_one(one: Written, between: str, other: Written) -> None:
    with pytest.raises(ValueError, match=r"two numbers|not understood|two meanings"):
        read_printed(f"{one[0]}件{between}{other[0]}件")


@given(st.text(max_size=12), chinese(), st.text(max_size=12))
def test_any_form_is_read_or_refused(before: str, said: Written, after: str) -> None:
    try:
        reading = read_printed(before + said[0] + after)
    except PrintedError:
        return
    assert reading.last_digit_unit > 0
    assert reading.value in reading.interval or reading.qualifier != "exact"


class TestEveryReader:
    """Words of the lexicon are known to the guards of verification and to the reader of titles."""

    @pytest.mark.parametrize(("code", "word"), BEFORE)
    def test_before(self, code: Qualifier, word: str) -> None:
        text = flatten(f"甲共{word} 100件").text
        assert [o.fit for o in occurrences("100件", text, [(0, 99)], numerals(text))] == [
            "unqualified"
        ]
        said = f"{word} 100件"
        assert next(readings(_numeral(said), None, said)).qualifier == code

    @pytest.mark.parametrize(("code", "word"), AFTER)
    def test_after(self, code: Qualifier, word: str) -> None:
        text = flatten(f"共100件{word}。").text
        found = occurrences("100", text, [(0, 99)], numerals(text))
        assert [o.fit for o in found] == ["unqualified"]
        said = f"共100件{'' if word == '+' else ' '}{word}"
        assert next(readings(_numeral(said), None, said)).qualifier == code

    @pytest.mark.parametrize("down", DOWN)
    def test_falls(self, down: str) -> None:
        text = flatten(f"甲{down} 3%").text
        assert [o.fit for o in occurrences("3%", text, [(0, 99)], numerals(text))] == [
            "unqualified"
        ]

    @pytest.mark.parametrize(
        ("text", "printed", "fit"),
        [
            ("增速为-3.2%", "3.2%", "unqualified"),
            ("增速为-3.2%", "-3.2%", "whole"),
            ("2%-3%", "3%", "whole"),
            ("成效显著——20%", "20%", "whole"),
            ("缩短至15个月", "15个月", "whole"),
            ("缩短15个月", "15个月", "unqualified"),
            ("十来家", "十", "unqualified"),
            ("连续十年来", "连续十年", "whole"),
        ],
    )
    def test_signs_of_a_text(self, text: str, printed: str, fit: str) -> None:
        flat = flatten(text).text
        found = occurrences(printed, flat, [(0, len(flat))], numerals(flat))
        assert [o.fit for o in found] == ([] if printed == "十" else [fit])

    @pytest.mark.parametrize(
        "form",
        ["1亿2000万", "3千万", "20余万", "十几", "三成五", "两万五", "百分之三十", "翻番", "半数"],
    )
    def test_forms_are_whole(self, form: str) -> None:
        text = flatten(f"甲达{form}以下").text
        assert [n.text for n in numerals(text)] == [signs_of(form)]
        said = f"达{form}件"
        assert _numeral(said)[0] in (form, "三")  # 成 and its digit are read behind the numeral

    def test_signs(self) -> None:
        assert set(SIGNS) == set(QUALIFIERS)
        assert "" not in SIGNS.values()


def _numeral(title: str) -> re.Match[str]:
    m = NUMERAL.search(title)
    assert m is not None
    return m
