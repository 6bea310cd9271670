"""What must be known besides has pages of its own behind the slides."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from metrics.briefing.boxes import HEIGHT, SIDE, SMALL, WIDTH
from metrics.briefing.deck import parse_address
from metrics.briefing.pages import pages
from metrics.briefing.ready import DECKS, ready
from metrics.briefing.remarks import remark_pages, remarks_of
from metrics.exports import decks
from metrics.locale import LANGS, Lang
from metrics.tables.dataset import Tables

DAY = date(2026, 1, 2)


def solid(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", DECKS)
def test_every_remark_stands_under_its_slide(tables: Tables, name: str, lang: Lang) -> None:
    slides = pages(tables, ready(tables, name), lang, DAY)
    behind = remark_pages(slides, lang)
    told = solid("".join(line for p in behind for w in p.words[1:-2] for line in w.lines))
    # Number and title of each slide stand before its remarks.
    expected = (
        f"{number}·{page.title}{''.join(remarks_of(page))}"
        for number, page in enumerate(slides, 1)
        if remarks_of(page)
    )
    assert told == solid("".join(expected))
    assert [p.words[-1].lines for p in behind] == [
        (str(len(slides) + n),) for n in range(1, len(behind) + 1)
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_pages_of_remarks_have_room_for_them(tables: Tables, lang: Lang) -> None:
    for name in DECKS:
        for page in remark_pages(pages(tables, ready(tables, name), lang, DAY), lang):
            _, *own, foot, _ = page.words
            for above, below in itertools.pairwise(own):
                assert above.bottom <= below.box.y + 0.01
            assert all(w.size == SMALL for w in own)
            assert all(w.box.x >= SIDE and w.box.right <= WIDTH - SIDE for w in own)
            assert own[-1].bottom <= foot.box.y < HEIGHT


def test_a_pdf_ends_with_them_and_nothing_else_does(tables: Tables) -> None:
    bounds = pages(tables, parse_address("chart!indicator?id=pledge_financing"), "en", DAY)
    assert len(decks.with_remarks(bounds, "en")) == len(decks.shown(bounds)) + 1
    assert "Hollow marks are bounds" in decks.with_remarks(bounds, "en")[-1].alt
    plain = pages(tables, parse_address("sources"), "en", DAY)
    assert len(decks.with_remarks(plain, "en")) == 1
