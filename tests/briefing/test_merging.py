"""Two decks that were changed apart: nothing that either side added is lost."""

from __future__ import annotations

import pytest

from metrics.briefing.deck import MOST, Deck, DeckError, parse_address
from metrics.briefing.merging import merged

# Slides of one letter each: a cover, charts, a list of sources.
CODES = {"t": "title", "s": "sources", **{c: f"chart!{c}" for c in "abcdxyz"}}
LETTERS = {code: letter for letter, code in CODES.items()}


def deck(letters: str) -> Deck:
    return parse_address("~".join(CODES[c] for c in letters))


def letters(made: Deck) -> str:
    return "".join(LETTERS[Deck((slide,)).address()] for slide in made.slides)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "wanted"),
    [
        ("tabs", "tabs", "tabxs", "tabxs"),  # only they changed it
        ("tabs", "tabxs", "tabs", "tabxs"),  # only we did
        ("tabs", "tabxs", "tabys", "tabxys"),  # both added, before the sources
        ("", "x", "y", "xy"),
        ("tabs", "tbs", "taxbs", "txbs"),  # what either removed is gone
        ("tabs", "tas", "tbs", "ts"),
        ("abcd", "dabc", "abcdx", "dxabc"),  # we moved, they added
        ("abcd", "abcdx", "dabc", "dxabc"),  # they moved, we added
        ("abcd", "badc", "dcba", "badc"),  # both moved
        ("tabs", "", "tabxs", "x"),  # we removed all, they added
        ("tabs", "taxs", "taxs", "taxs"),  # both did the same
        ("aab", "ab", "aabx", "abx"),  # one of two equal slides is removed
        ("ab", "aab", "abx", "aabx"),
    ],
)
def test_what_both_did_is_in_it(base: str, ours: str, theirs: str, wanted: str) -> None:
    assert letters(merged(deck(base), deck(ours), deck(theirs))) == wanted


def test_a_slide_that_both_edited_stands_twice() -> None:
    base, ours, theirs = (parse_address(f"title~chart!a{t}") for t in ("", "*en:X", "*en:Y"))
    made = merged(base, ours, theirs)
    assert {s.titles.get("en") for s in made.slides if s.layout == "chart"} == {"X", "Y"}


def test_no_slide_of_either_side_is_lost_by_any_additions() -> None:
    base = deck("tabs")
    ours, theirs = (
        parse_address("~".join(["title", *(f"chart!{side}{n}" for n in range(9)), "sources"]))
        for side in "xy"
    )
    made = merged(base, ours, theirs)
    assert len(made.slides) == 20


def test_more_than_a_deck_may_have_is_refused() -> None:
    ours, theirs = (
        parse_address("~".join(f"chart!{side}{n}" for n in range(MOST))) for side in "xy"
    )
    with pytest.raises(DeckError, match=f"{2 * MOST}"):
        merged(Deck(), ours, theirs)
