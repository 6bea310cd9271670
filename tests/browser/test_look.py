"""The measures of `make bench-look`, on a page of which all is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bench.look import AIMS, judged
from bench.pageview import SCRIPT, Sight

pytestmark = pytest.mark.browser

# A card of 400 x 300 whose axis rectangle is 300 x 200, and another beside it, 10 px lower inside.
CARD = """
<div class="st-key-card-{name}" style="position:absolute;left:{left}px;top:100px;width:400px;
height:300px">
 <div style="font:20px sans-serif;height:30px;overflow:hidden">{title}</div>
 <div class="js-plotly-plot" style="position:absolute;left:50px;top:{top}px;width:340px;
height:230px">
  <svg class="main-svg" width="340" height="230" style="font:14px sans-serif">
   <g class="draglayer">
    <rect class="nsewdrag" width="300" height="200" fill="transparent"></rect>
   </g>
   {marks}
  </svg>
 </div>
 <div style="position:absolute;bottom:0;font:12px sans-serif">Source: A</div>
</div>
"""
PAGE = """<body style="margin:0;background:#fff"><div id="root"><div class="stMain"
style="position:relative;height:900px;overflow:auto"><div style="height:1800px;position:relative">
{cards}{more}</div></div></div></body>"""
SOUND = '<text x="10" y="40" fill="#1B2A41">10</text>'


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1000, "height": 900})
    yield opened
    opened.close()


def measured(page: Page, marks: str = SOUND, more: str = "", title: str = "Rank") -> dict[str, Any]:
    cards = CARD.format(name="a", left=0, top=40, marks=marks, title=title)
    cards += CARD.format(name="b", left=450, top=50, marks=SOUND, title="Rank")
    page.set_content(PAGE.format(cards=cards, more=more))
    seen: dict[str, Any] = page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    return seen


class TestMeasures:
    def test_shares_lines_and_places(self, page: Page) -> None:
        seen = measured(page)
        assert seen["charts"] == 2
        assert seen["shares"] == [0.5, 0.5]
        assert seen["lines"] == [1, 1]
        assert seen["apart"] == 10
        assert seen["first"] == 140
        assert seen["screens"] == 2
        assert seen["smallest"] == 12
        assert not seen["overlaps"] + seen["cuts"] + seen["faint"]

    def test_places_do_not_depend_on_what_was_scrolled(self, page: Page) -> None:
        measured(page)
        page.evaluate("document.querySelector('.stMain').scrollTop = 60")
        assert page.evaluate(SCRIPT.read_text(encoding="utf-8"))["first"] == 140

    def test_texts_on_each_other(self, page: Page) -> None:
        seen = measured(page, SOUND + '<text x="14" y="42" fill="#1B2A41">11</text>')
        assert seen["overlaps"] == ["10 | 11"]

    def test_texts_over_the_edge(self, page: Page) -> None:
        seen = measured(page, '<text x="330" y="40" fill="#1B2A41">Singapore</text>')
        assert seen["cuts"] == ["Singapore"]

    def test_a_title_that_does_not_fit(self, page: Page) -> None:
        seen = measured(page, title="A title of many words that takes more lines than there are")
        assert seen["cuts"]

    def test_letters_that_stand_out_too_little(self, page: Page) -> None:
        seen = measured(page, '<text x="10" y="40" fill="#9AA5B4">10</text>')
        assert seen["faint"] == ["10"]
        seen = measured(page, '<text x="10" y="40" fill="#8B95A3">■</text>')
        assert not seen["faint"], "signs are shapes"

    def test_letters_on_a_bar_are_held_against_it(self, page: Page) -> None:
        path = '<path d="M0,0H80V90H0Z" fill="#12436D"></path>'
        bar = f'<g class="bars"><g class="point">{path}</g></g>'
        assert measured(page, bar + SOUND)["faint"] == ["10"]
        white = '<text x="10" y="40" fill="#FFFFFF">10</text>'
        assert not measured(page, bar + white)["faint"]

    def test_small_letters(self, page: Page) -> None:
        assert measured(page, more='<p style="font-size:9px">x</p>')["smallest"] == 9

    def test_what_is_not_seen_does_not_count(self, page: Page) -> None:
        hidden = (
            '<p style="font-size:9px;visibility:hidden">x</p>'
            '<p style="font-size:9px;opacity:0">x</p>'
            '<div style="height:0;overflow:hidden"><p style="font-size:9px">x</p></div>'
        )
        assert measured(page, more=hidden)["smallest"] == 12

    def test_wider_than_the_window(self, page: Page) -> None:
        wide = '<div style="position:absolute;left:0;top:600px;width:1200px;height:5px"></div>'
        assert measured(page, more=wide)["sideways"] >= 200


def sight(**changed: Any) -> Sight:
    seen = {
        "charts": 2,
        "shares": [0.63, 0.56],
        "lines": [1, 1],
        "apart": 0,
        "first": 300,
        "screens": 3,
        "overlaps": [],
        "cuts": [],
        "smallest": 12,
        "faint": [],
        "sideways": 0,
    }
    own = {"page": "creation", "size": "1920", "lang": "zh"}
    more = {"axe": {}, "errors": (), "strangers": ()}
    given = {
        k: changed.pop(k) for k in ("page", "size", "axe", "errors", "strangers") if k in changed
    }
    return Sight(**{**own, **more, **given}, seen={**seen, **changed})


@pytest.mark.parametrize(
    "changed",
    [
        {"charts": 8},
        {"shares": [0.63, 0.4, 0.4]},
        {"shares": [0.6, 0.6]},
        {"shares": [0.44], "size": "390"},
        {"lines": [1, 2]},
        {"apart": 3},
        {"first": 800, "page": "overview", "size": "1366"},
        {"screens": 6.4, "size": "390"},
        {"overlaps": ["10 | 11"]},
        {"cuts": ["Singapore"]},
        {"smallest": 11},
        {"faint": ["10"]},
        {"axe": {"label": 1}},
        {"axe": {"color-contrast": 1}},
        {"errors": ("x",)},
        {"strangers": ("https://elsewhere.example",)},
        {"sideways": 4},
    ],
)
def test_an_aim_that_is_missed_is_told(
    changed: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert judged({"now": [sight()]})
    assert "missed" not in capsys.readouterr().out
    assert not judged({"now": [sight(), sight(**changed)]})
    told = capsys.readouterr().out
    assert told.count("missed") == 1
    assert told.count(" ok") == len(AIMS) - 1
