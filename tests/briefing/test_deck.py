"""A deck as an address and as a file, and what is said where one cannot be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import Selection
from metrics.briefing.deck import (
    FIELDS,
    FORMAT,
    LAYOUTS,
    LONGEST_FIELD,
    LONGEST_TITLE,
    MOST,
    Deck,
    DeckError,
    Record,
    Slide,
    from_json,
    parse_address,
    to_json,
)
from metrics.locale import LANGS, text

# Signs of the address itself, of markup, and of both languages.
SIGNS = st.sampled_from([*"~!*%:?=&,@#", "%7E", "%2", "\n", "\t", "😀", "专利", "é", '"', "<b>"])
TEXTS = st.lists(SIGNS | st.text(max_size=5), max_size=12).map("".join)


@st.composite
def slides(draw: st.DrawFn) -> Slide:
    made = Slide(draw(st.sampled_from(LAYOUTS)), tuple(draw(st.lists(TEXTS, max_size=4))))
    for lang in draw(st.sets(st.sampled_from(LANGS))):
        made = made.titled(lang, draw(TEXTS))
        for name in draw(st.sets(st.sampled_from(FIELDS))) if made.layout == "title" else ():
            made = made.filled(lang, name, draw(TEXTS))
    return made


@st.composite
def decks(draw: st.DrawFn) -> Deck:
    selection = Selection(
        draw(st.booleans()), draw(st.sampled_from(["last", "first", "2023-06-30"]))
    )
    facts = draw(st.dictionaries(TEXTS, TEXTS, max_size=4))
    record = draw(st.none() | st.builds(Record, TEXTS, TEXTS, st.just(facts)))
    return Deck(tuple(draw(st.lists(slides(), max_size=5))), selection, record)


@given(decks())
def test_an_address_is_read_as_it_was_written(deck: Deck) -> None:
    read = parse_address(deck.address(), deck.selection)
    assert read.slides == deck.slides
    assert read.selection == deck.selection
    assert read.address() == deck.address()


@given(decks())
def test_a_file_is_read_as_it_was_written(deck: Deck) -> None:
    assert from_json(to_json(deck)) == deck
    assert from_json(b"\xef\xbb\xbf" + to_json(deck)) == deck


def test_an_address_written_by_hand() -> None:
    deck = Deck(
        (
            Slide("title"),
            Slide(
                "charts", ("services", "explorer?s=a,b&t=pct"), {"zh": "一~二!三*四%", "en": "A: b"}
            ),
        )
    )
    code = "title~charts!services!explorer?s=a,b&t=pct*zh:一%7E二%21三%2A四%25*en:A: b"
    assert deck.address() == code
    assert parse_address(code) == deck
    assert parse_address("") == Deck()


def test_a_file_written_by_hand() -> None:
    deck = Deck(
        (Slide("title"), Slide("chart", ("services",), {"zh": "题"})),
        Selection(False, "2023-06-30"),
        Record("0123456789ab", "2026-01-02", {"gii_rank 2025": "10 exact 第10位"}),
    )
    assert json.loads(to_json(deck)) == {
        "format": "ip-statistics-deck",
        "selection": {"sup": "0", "v": "2023-06-30"},
        "slides": [
            {"layout": "title"},
            {"layout": "chart", "views": ["services"], "title": {"zh": "题"}},
        ],
        "made": {"data": "0123456789ab", "date": "2026-01-02"},
        "facts": {"gii_rank 2025": "10 exact 第10位"},
    }


def test_a_title_is_one_line_and_an_empty_one_gives_way_to_the_rule() -> None:
    slide = Slide("chart").titled("zh", " 一行\n两行  三行 ")
    assert slide.titles == {"zh": "一行 两行 三行"}
    assert slide.titled("en", "A").titled("zh", " \n ").titles == {"en": "A"}
    assert len(Slide("chart").titled("en", "a" * 500).titles["en"]) == LONGEST_TITLE


def test_the_fields_of_a_cover_stand_in_address_and_file() -> None:
    cover = Slide("title", ("overall",)).titled("zh", "题")
    cover = cover.filled("zh", "office", " 综合处 ").filled("en", "date", "2026-01-30")
    deck = Deck((cover,))
    assert deck.address() == "title!overall*zh:题*zh.office:综合处*en.date:2026-01-30"
    assert parse_address(deck.address()) == deck
    (filed_,) = json.loads(to_json(deck))["slides"]
    assert filed_["title"] == {"zh": "题", "zh.office": "综合处", "en.date": "2026-01-30"}
    assert from_json(to_json(deck)) == deck
    assert deck.cover == cover
    assert cover.filled("zh", "office", " ").fields == {("en", "date"): "2026-01-30"}
    assert len(cover.filled("en", "author", "a" * 99).fields["en", "author"]) == LONGEST_FIELD


@pytest.mark.parametrize("code", ["chart*zh.office:A", "title*zh.telephone:A", "title*fr.office:A"])
def test_only_a_cover_has_fields_and_only_those_that_there_are(code: str) -> None:
    with pytest.raises(DeckError) as fault:
        parse_address(code)
    assert fault.value.key == "title"


def filed(**changed: Any) -> bytes:
    made = {"format": FORMAT, "slides": [{"layout": "title"}]} | changed
    return json.dumps(made).encode()


def second(**slide: Any) -> bytes:
    return filed(slides=[{"layout": "title"}, {"layout": "chart"} | slide])


@pytest.mark.parametrize(
    ("content", "key", "place", "value"),
    [
        (b"", "json", None, None),
        (b"{", "json", None, None),
        (b"\xff\xfe{}", "json", None, None),
        (b"[" * 100_000, "json", None, None),
        (b'{"format": "ip-statistics-deck", "slides": [], "\\ud800": 1}', "json", None, None),
        (b"[]", "format", None, None),
        (b"{}", "format", None, None),
        (filed(format="another"), "format", None, None),
        (filed(slides=None), "slides", None, None),
        (filed(slides={}), "slides", None, None),
        (filed(slides=["title"]), "slides", None, None),
        (filed(slides=[{"layout": "title"}] * (MOST + 1)), "many", None, None),
        (filed(selection={"v": "yesterday"}), "selection", None, None),
        (filed(selection={"v": ["last"]}), "selection", None, None),
        (second(layout="pie"), "layout", 2, "pie"),
        (second(layout=None), "layout", 2, "None"),
        (second(layout=["chart"]), "layout", 2, "['chart']"),
        (second(views="services"), "view", 2, "services"),
        (second(views=["services", 7]), "view", 2, "7"),
        (second(views=["x" * 1001]), "view", 2, "x" * 80),
        (second(title="A"), "title", 2, "A"),
        (second(title={"fr": "Un"}), "title", 2, "fr"),
        (second(title={"zh": 7}), "title", 2, "zh"),
    ],
)
def test_what_is_wrong_with_a_file(
    content: bytes, key: str, place: int | None, value: str | None
) -> None:
    with pytest.raises(DeckError) as fault:
        from_json(content)
    assert fault.value.key == key
    assert fault.value.told.get("slide") == place
    assert fault.value.told.get("value") == value
    for lang in LANGS:
        said = fault.value.words(lang)
        assert said == text(lang)(f"deck_fault.{key}", **fault.value.told)
        assert str(place or "") in said
        assert (value or "") in said


def test_the_words_of_a_fault_name_its_place_and_a_way_out() -> None:
    with pytest.raises(DeckError) as fault:
        parse_address("title~pie!services")
    assert fault.value.words("en") == (
        "Slide 2: the layout “pie” is not known; there are "
        "title, chart, charts, chart_figures, figures, table, sources"
    )
    assert fault.value.words("zh").startswith("第2张幻灯片的版式“pie”未知；可用的有：title")
    assert str(fault.value) == fault.value.words("en")


@pytest.mark.parametrize(
    ("address", "key", "place"),
    [
        ("~".join(["title"] * (MOST + 1)), "many", None),
        ("pie", "layout", 1),
        ("title~chart!" + "x" * 1001, "view", 2),
        ("title~chart~chart*fr:Un", "title", 3),
        ("chart*", "title", 1),
    ],
)
def test_what_is_wrong_with_an_address(address: str, key: str, place: int | None) -> None:
    with pytest.raises(DeckError) as fault:
        parse_address(address)
    assert (fault.value.key, fault.value.told.get("slide")) == (key, place)


def test_as_many_slides_as_may_be() -> None:
    address = "~".join(["title"] * MOST)
    assert len(parse_address(address).slides) == MOST
    assert from_json(to_json(parse_address(address))) == parse_address(address)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
KEYS = ("layout", "views", "title", "facts")
ODD_SLIDES = st.fixed_dictionaries(
    {}, optional={k: JUNK | st.sampled_from(["chart", [], {}, {"zh": "题"}]) for k in KEYS}
)
ODD_DECKS = st.fixed_dictionaries(
    {"format": st.just(FORMAT), "slides": st.lists(ODD_SLIDES | JUNK, max_size=3) | JUNK},
    optional={"selection": JUNK, "made": JUNK, "facts": JUNK},
)


def tried(reader: Callable[[Any], Deck], content: object) -> Deck | DeckError:
    try:
        return reader(content)
    except DeckError as fault:
        return fault


@given(ODD_DECKS | JUNK)
def test_nothing_but_a_deck_error_comes_of_a_broken_file(content: object) -> None:
    read = tried(from_json, json.dumps(content).encode())
    if isinstance(read, Deck):
        assert from_json(to_json(read)) == read
    else:
        assert all(read.words(lang) for lang in LANGS)


@given(st.binary(max_size=40))
def test_nothing_but_a_deck_error_comes_of_bytes(content: bytes) -> None:
    with pytest.raises(DeckError):
        from_json(content)


@given(TEXTS)
def test_nothing_but_a_deck_error_comes_of_an_address(address: str) -> None:
    read = tried(parse_address, address)
    if isinstance(read, Deck):
        assert parse_address(read.address()) == read
    else:
        assert all(read.words(lang) for lang in LANGS)


@pytest.mark.parametrize(
    ("place", "by", "order"),
    [
        (0, 1, "bacd"),
        (1, -1, "bacd"),
        (1, 2, "acdb"),
        (0, -1, "abcd"),
        (3, 1, "abcd"),
        (0, 9, "bcda"),
        (3, -9, "dabc"),
        (2, 0, "abcd"),
    ],
)
def test_a_slide_is_moved(place: int, by: int, order: str) -> None:
    deck = Deck(tuple(Slide("chart", (name,)) for name in "abcd"), Selection(False))
    moved = deck.moved(place, by)
    assert "".join(s.views[0] for s in moved.slides) == order
    assert moved.selection == deck.selection


def test_a_slide_is_changed_and_taken_out() -> None:
    a, b, c, new = (Slide("chart", (name,)) for name in "abcn")
    deck = Deck((a, b, c))
    assert deck.with_slide(1, new).slides == (a, new, c)
    assert deck.with_slide(1, None).slides == (a, c)
    assert deck.slides == (a, b, c)


def test_more_slides_stand_before_the_sources() -> None:
    a, b, new, sources = (Slide("chart", ("a",)), Slide("title"), Slide("table"), Slide("sources"))
    assert Deck((a, b, sources)).with_more([new, a]).slides == (a, b, new, a, sources)
    assert Deck((a, b)).with_more([new]).slides == (a, b, new)
    assert Deck((sources, a)).with_more([new]).slides == (sources, a, new)
    assert Deck().with_more([new]).slides == (new,)
