"""What changed since a deck was kept: which figures, on which slides."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from metrics import Tables, load
from metrics.briefing.changes import (
    changes,
    facts_of,
    issued,
    kept,
    key_of,
    since_code,
    snapshot,
    with_since,
)
from metrics.briefing.covers import OVERALL
from metrics.briefing.deck import Deck, DeckError, Record, Slide, from_json, parse_address, to_json
from metrics.briefing.pages import MOST_CHANGES
from metrics.briefing.ready import ready
from metrics.briefing.slides import Page
from metrics.locale import LANGS, Lang, text
from tests.tables.rows import Rows, read, row_of, write

DAY, LATER = date(2026, 1, 2), date(2026, 3, 4)
# Slides, from 0: a cover, ranks, key figures, pledges as a chart, pledges as a table, sources.
ADDRESS = (
    "title~chart!indicator?id=gii_rank"
    "~figures!indicator?id=gii_rank&show=figure!indicator?id=pledge_financing&show=figure"
    "~chart!indicator?id=pledge_financing~table!explorer?s=pledge_financing&show=table~sources"
)
# A figure in the middle of its series, which is printed once: 218 billion.
MIDDLE = {"indicator": "pledge_financing", "area": "CN", "period": "2020"}


@pytest.fixture
def deck(tables: Tables) -> Deck:
    return kept(tables, parse_address(ADDRESS), DAY)


def edited(folder: Path, edit: Callable[[Rows], object]) -> Tables:
    """Return the tables with some rows of figures changed."""
    path = folder / "indicators.csv"
    rows = read(path)
    edit(rows)
    write(path, rows)
    _without_relations(folder, rows)
    return load(folder)


def _without_relations(folder: Path, rows: Rows) -> None:
    """Relations of a figure that is taken out go with it."""
    if any(all(row[k] == v for k, v in MIDDLE.items()) for row in rows):
        return
    gone = f"{MIDDLE['indicator']}@2020"
    path = folder / "relations.csv"
    write(path, [r for r in read(path) if gone not in f"{r['left']} {r['right']}"])


def revised(rows: Rows) -> None:
    rows[row_of(rows, **MIDDLE)] |= {"value": "219000000000", "printed": "2190亿元"}


def added(rows: Rows) -> None:
    base = rows[row_of(rows, **MIDDLE)]
    rows.append(base | {"period": "2014", "value": "70000000000", "printed": "700亿元"})


def taken_out(rows: Rows) -> None:
    del rows[row_of(rows, **MIDDLE)]


def rewritten(rows: Rows) -> None:
    rows[row_of(rows, **MIDDLE)] |= {"source": "scio-2022-01-12", "note_en": "", "note_zh": ""}


def last_pages(made: tuple[Page, ...]) -> list[Page]:
    return [p for p in made if p.layout == "changes"]


def rows_of(made: tuple[Page, ...]) -> list[tuple[str, ...]]:
    return [row for p in last_pages(made) if p.grid is not None for row in p.grid[0].rows]


def test_a_record_holds_every_figure_of_every_slide(tables: Tables, deck: Deck) -> None:
    assert deck.record is not None
    assert (deck.record.version, deck.record.day) == (tables.version, "2026-01-02")
    slides = facts_of(tables, deck)
    assert [len(own) for own in slides] == [0, 16, 5, 8, 8, 0]
    assert deck.record.facts["gii_rank 2025"].startswith("10 exact ")
    assert set(deck.record.facts) == {k for own in slides for k in own}
    assert from_json(to_json(deck)) == deck


def test_nothing_changed_in_the_same_tables(tables: Tables, deck: Deck) -> None:
    assert changes(tables, deck) == ()
    made = issued(tables, deck, "en", LATER)
    assert [p.layout for p in made].count("changes") == 0
    assert [p.layout for p in issued(tables, replace(deck, record=None), "en", LATER)] == [
        p.layout for p in made
    ]


@pytest.mark.parametrize(
    ("lang", "title", "row"),
    [
        (
            "zh",
            "自2026-01-02以来的变动（1项）",
            ("专利商标质押融资额 · 全国", "2020年", "2,180亿元", "2,190亿元", "4、5"),
        ),
        (
            "en",
            "What changed since 2026-01-02 (figures: 1)",
            (
                "Patent and trademark pledge financing · Nationwide",
                "2020",
                "CNY 218.0 billion",
                "CNY 219.0 billion",
                "4, 5",
            ),
        ),
    ],
)
def test_a_revised_figure_is_told_of_its_slides_alone(
    tables: Tables, deck: Deck, copied: Path, lang: Lang, title: str, row: tuple[str, ...]
) -> None:
    now = edited(copied, revised)
    assert now.version != tables.version
    (change,) = changes(now, deck)
    before = tables.all_series["pledge_financing", "CN"]
    old = next(o for o in before.points if o.period.code == "2020")
    assert (change.series, change.period) == ("pledge_financing", "2020")
    # Neither the ranks nor the key figures, which show the latest and the base.
    assert change.places == (3, 4)
    assert change.before == snapshot(old)
    assert change.now is not None
    assert change.now.figure.printed == "2190亿元"
    made = issued(now, deck, lang, LATER)
    assert [p.layout for p in made[-2:]] == ["sources", "changes"]
    assert made[-1].title == title
    assert rows_of(made) == [row]
    assert made[-1].words[-1].lines == (str(len(made)),)


def test_a_new_figure_of_a_series_that_was_shown(tables: Tables, deck: Deck, copied: Path) -> None:
    now = edited(copied, added)
    told_of = {(c.series, c.period): c for c in changes(now, deck)}
    change = told_of["pledge_financing", "2014"]
    assert change.before == ""
    assert change.now is not None
    assert {3, 4} <= {*change.places}
    assert 1 not in change.places
    (row,) = [r for r in rows_of(issued(now, deck, "en", LATER)) if r[1] == "2014"]
    assert row[2:4] == ("not there", "CNY 70.0 billion")


def test_a_figure_that_is_shown_no_more(tables: Tables, deck: Deck, copied: Path) -> None:
    now = edited(copied, taken_out)
    (change,) = changes(now, deck)
    assert (change.period, change.now) == ("2020", None)
    assert change.before
    # Told of every slide that shows the series, since which of them had it is not known.
    assert {3, 4} <= {*change.places} <= {2, 3, 4}
    (row,) = rows_of(issued(now, deck, "zh", LATER))
    assert row[3] == "不再显示"


def test_another_source_of_a_figure_is_no_change(tables: Tables, deck: Deck, copied: Path) -> None:
    now = edited(copied, rewritten)
    assert now.version != tables.version
    (old,), (new,) = (
        [o for o in t.series("pledge_financing").points if o.period.code == "2020"]
        for t in (tables, now)
    )
    assert old.source.id != new.source.id
    assert snapshot(old) == snapshot(new) == "218000000000 exact 2180亿元"
    assert key_of(old) == key_of(new) == "pledge_financing 2020"
    assert changes(now, deck) == ()


@pytest.mark.parametrize("lang", LANGS)
def test_other_tables_without_a_changed_figure_are_told(
    tables: Tables, deck: Deck, copied: Path, lang: Lang
) -> None:
    def elsewhere(rows: Rows) -> None:
        rows[row_of(rows, indicator="agencies_closed")]["note_en"] += " Indeed."

    now = edited(copied, elsewhere)
    assert now.version != tables.version
    assert changes(now, deck) == ()
    made = issued(now, deck, lang, LATER)
    assert made[-1].layout == "changes"
    assert (
        made[-1].title
        == {
            "zh": "自2026-01-02以来，本简报的数字没有变动",
            "en": "No figure of this deck changed since 2026-01-02",
        }[lang]
    )
    assert rows_of(made) == []


def test_many_changes_take_several_slides(tables: Tables) -> None:
    # As if each figure had been another one then.
    deck = kept(tables, ready(tables, OVERALL), DAY)
    assert deck.record is not None
    other = {k: f"1 exact was {k}" for k in deck.record.facts}
    made = issued(tables, replace(deck, record=Record("0" * 12, "2025-01-01", other)), "en", LATER)
    added_pages = last_pages(made)
    sizes = [len(p.grid[0].rows) for p in added_pages if p.grid is not None]
    assert sum(sizes) == len(other) > MOST_CHANGES
    assert sizes[:-1] == [MOST_CHANGES] * (len(sizes) - 1)
    assert len({p.title for p in added_pages}) == 1
    # Numbers go on behind the slides of the deck.
    first = len(made) - len(added_pages) + 1
    numbers = [p.words[-1].lines for p in added_pages]
    assert numbers == [(f"{n}",) for n in range(first, len(made) + 1)]


def test_slides_are_named_by_their_numbers_in_what_is_issued(tables: Tables) -> None:
    # A long list of sources first takes slides that move the others.
    address = ready(tables, "creation").address().removeprefix("title!creation~")
    deck = kept(tables, parse_address(f"sources~{address.removesuffix('~sources')}"), DAY)
    assert deck.record is not None
    facts = deck.record.facts | {"gi_products 2025-12-31": "1 exact before"}
    made = issued(tables, replace(deck, record=Record("0" * 12, "", facts)), "en", LATER)
    for row in rows_of(made):
        for number in row[-1].split(", "):
            page = made[int(number) - 1]
            assert page.words[-1].lines == (number,)
            assert "gi_products" in {o.definition.id for o in page.facts}
    assert rows_of(made)


def test_what_an_address_carries_gives_the_same_changes(
    tables: Tables, deck: Deck, copied: Path
) -> None:
    now = edited(copied, revised)
    bare = replace(deck, record=None)
    assert since_code(now, bare) == ""
    assert with_since(now, bare, "") == bare
    again = with_since(now, bare, since_code(now, deck))
    assert changes(now, again) == changes(now, deck) != ()
    for broken in ("!", "AAAA", since_code(now, deck)[:-4]):
        with pytest.raises(DeckError) as fault:
            with_since(now, bare, broken)
        assert fault.value.key == "since"
        assert all(fault.value.words(lang) for lang in LANGS)


def test_a_record_written_by_hand_breaks_nothing(tables: Tables, deck: Deck) -> None:
    odd = {"gii_rank nonsense": "x", "gii_rank": "", "": "1", "nothing 2025": "1 exact 1"}
    broken = replace(deck, record=Record("", "", odd))
    made = issued(tables, broken, "en", LATER)
    assert last_pages(made)


def test_other_words_of_a_source_for_the_same_figure_are_no_change(tables: Tables) -> None:
    record = Record("older", "2026-01-02", {"gii_rank 2025": "10 exact 10th"})
    deck = Deck((Slide("chart", ("indicator?id=gii_rank",)),), record=record)
    changed = {(c.series, c.period) for c in changes(tables, deck)}
    assert ("gii_rank", "2025") not in changed


@pytest.mark.parametrize("lang", LANGS)
def test_a_record_of_other_figures_says_that_it_knows_nothing(tables: Tables, lang: Lang) -> None:
    record = Record("older", "2026-01-02", {"gii_rank 2025": "10 exact 10th"})
    deck = Deck((Slide("chart", ("indicator?id=pledge_financing",)),), record=record)
    told_ = {"day": "2026-01-02", "version": "older", "count": 0}
    assert issued(tables, deck, lang, LATER)[-1].title == text(lang)("briefing.unknown", **told_)


def packed(plain: str) -> str:
    return urlsafe_b64encode(zlib.compress(plain.encode(errors="surrogatepass"))).decode()


@pytest.mark.parametrize(
    "plain",
    [
        "[" * 20_000,
        '["v", "d", {"gii_rank 2025": "\\ud800"}, ["gii_rank"]]',
        json.dumps(["v", "d", {f"gii_rank {n}": "" for n in range(401)}, ["gii_rank"]]),
        "{}",
    ],
)
def test_a_hostile_record_is_refused(tables: Tables, plain: str) -> None:
    with pytest.raises(DeckError):
        with_since(tables, Deck((Slide("chart", ("indicator?id=gii_rank",)),)), packed(plain))


def test_what_is_no_period_is_no_change(tables: Tables) -> None:
    record = Record("older", "2026-01-02", {"gii_rank never": "1 exact 1st"})
    deck = Deck((Slide("chart", ("indicator?id=gii_rank",)),), record=record)
    assert "never" not in {c.period for c in changes(tables, deck)}
