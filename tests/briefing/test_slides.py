"""Slides: what stands on them, how large, and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import combinations, pairwise
from typing import Any

import pytest

from metrics import Tables
from metrics.briefing.addresses import kind_of, parts
from metrics.briefing.boxes import COVER, FOOT, HEIGHT, NUMBER, SIDE, SMALL, WIDTH, Box, Words, ems
from metrics.briefing.cards import card_words, trend_box
from metrics.briefing.covers import OVERALL
from metrics.briefing.deck import (
    FIELDS,
    LONGEST_FIELD,
    LONGEST_TITLE,
    Deck,
    Slide,
    parse_address,
)
from metrics.briefing.drawing import figure_of, table_words
from metrics.briefing.exhibits import exhibit, names_of
from metrics.briefing.numerals import unresolved
from metrics.briefing.pages import MOST_SOURCES, pages
from metrics.briefing.ready import DECKS, ready
from metrics.briefing.slides import Page, Placed
from metrics.charts.compile.notes import selection_lines
from metrics.charts.plotly import COLOURS, SLIDE, Canvas, draw
from metrics.charts.spec import ChartSpec
from metrics.exports.pptx.notes import note_lines
from metrics.locale import LANGS, Lang, text
from metrics.model.series import latest_sources
from metrics.wording.names_apart import apart

DAY = date(2026, 1, 2)
PLOT = 200
PAIRS = [
    ("high_value_invention_patents_per_10k", "valid_trademarks"),
    ("invention_exam_months", "trademark_exam_months"),
    ("satisfaction", "infringement_cases"),
    ("pct_applications&chart=paths", "royalties_trade"),
    ("patent_applications_residents&chart=ranking", "gii_rank"),
]


@dataclass(frozen=True)
class Shown:
    """A slide of a ready deck, drawn."""

    tables: Tables
    name: str
    lang: Lang
    page: Page
    figure: Any


@pytest.fixture(scope="module")
def shown(tables: Tables, reports: Tables) -> list[Shown]:
    return [
        Shown(chosen, name, lang, page, figure_of(page))
        for chosen in (tables, reports)
        for name in DECKS
        for lang in LANGS
        for page in pages(chosen, ready(chosen, name), lang, DAY)
    ]


def one(tables: Tables, address: str, lang: Lang = "en") -> Page:
    (page,) = pages(tables, parse_address(address), lang, DAY)
    return page


def body_words(page: Page) -> Iterator[Words]:
    """Words between the texts at the top and the footer."""
    for placed in page.placed:
        yield from placed.head
        yield from card_words(placed)
        if placed.exhibit.grid is not None:
            yield from (w for row in table_words(placed.exhibit.grid, placed.box) for w in row)
    if page.grid is not None:
        yield from (w for row in table_words(*page.grid) for w in row)


def footer_of(page: Page) -> Words:
    *_, foot, number = page.words
    assert number.right
    return foot


def solid(words: Words | str) -> str:
    """Return A text without the spaces at which it may be broken."""
    return "".join((words if isinstance(words, str) else "".join(words.lines)).split())


def axes(figure: Any) -> dict[str, Any]:
    layout = figure.to_plotly_json()["layout"]
    return {k.replace("axis", ""): v for k, v in layout.items() if re.fullmatch(r"[xy]axis\d*", k)}


def notes(figure: Any) -> list[str]:
    return [a.text for a in figure.layout.annotations]


class TestReadyDecks:
    def test_nothing_is_missing(self, shown: list[Shown]) -> None:
        assert {s.name for s in shown} == set(DECKS)
        for s in shown:
            assert not s.page.faults, (s.name, s.page.faults)
            assert s.page.title
            assert s.page.alt
            assert not s.page.unresolved

    def test_the_overall_deck_is_a_short_one(self, tables: Tables, reports: Tables) -> None:
        assert 11 <= len(pages(tables, ready(tables, OVERALL), "en", DAY)) <= 13
        assert 5 <= len(pages(reports, ready(reports, OVERALL), "en", DAY)) <= 13

    def test_every_deck_has_a_cover_and_its_sources(self, tables: Tables) -> None:
        for name in DECKS:
            deck = ready(tables, name)
            layouts = [s.layout for s in deck.slides]
            assert (layouts[0], layouts[-1]) == ("title", "sources")
            assert not {"title", "sources"} & {*layouts[1:-1]}
            assert parse_address(deck.address()) == deck

    def test_of_bounds_alone_a_slide_tells_the_newest(self, tables: Tables) -> None:
        """It draws no bars of the same length."""
        views = [v for n in DECKS for s in ready(tables, n).slides for v in s.views]
        own = [v for v in views if kind_of(v) == "chart" and {"id"} == set(parts(v)[1])]
        assert own
        for view in own:
            assert not all(p.figure.one_sided for p in exhibit(tables, view, "en").facts), view

    @pytest.mark.parametrize(
        ("name", "zh", "en"),
        [
            ("overall", "知识产权总体情况", "Intellectual property in China: overall situation"),
            ("creation", "创造", "Creation"),
            ("governance", "治理", "Governance"),
        ],
    )
    def test_covers(self, tables: Tables, name: str, zh: str, en: str) -> None:
        for lang, title in (("zh", zh), ("en", en)):
            cover = pages(tables, ready(tables, name), lang, DAY)[0]  # type: ignore[arg-type]
            assert cover.title == title
            assert tables.version not in cover.alt
            assert ("2026年1月2日" if lang == "zh" else "2 January 2026") in cover.alt

    @pytest.mark.parametrize(
        ("lang", "told"),
        [
            ("zh", ["副题", "单位", "综合处", "汇报人", "张三", "日期", "2026年1月30日", "数据"]),
            (
                "en",
                ["Below", "Office", "CNIPA", "Author", "A. B.", "Date", "30 January 2026", "Data"],
            ),
        ],
    )
    def test_a_cover_shows_what_it_is_filled_in_with(
        self, tables: Tables, lang: Lang, told: list[str]
    ) -> None:
        slide = ready(tables, OVERALL).slides[0]
        below, _, office, _, author, *_ = told
        for name, words in zip(FIELDS, (below, office, author, "2026-01-30"), strict=True):
            slide = slide.filled(lang, name, words)
        (page,) = pages(tables, Deck((slide,)), lang, DAY)
        drawn = [line for words in page.words for line in words.lines]
        assert [line for line in drawn if line in told] == told
        assert page.words[0].size == COVER
        assert all(words in page.alt for words in told)
        shown = notes(figure_of(page))
        assert not [words for words in told if words not in shown]
        # One language's words are not those of the other.
        (other,) = pages(tables, Deck((slide,)), "en" if lang == "zh" else "zh", DAY)
        assert office not in other.alt

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_cover_draws_the_first_headline_that_is_counted(
        self, tables: Tables, lang: Lang
    ) -> None:
        (page,) = pages(tables, Deck((Slide("title", (OVERALL,)),)), lang, DAY)
        assert page.curve is not None
        assert {o.definition.id for o in page.facts} == {"invention_patents_in_force_domestic"}
        # Heights are counted from zero at the lower edge.
        first, last = page.facts[0].figure.value, page.facts[-1].figure.value
        (_, low), (_, high) = page.curve.points[0], page.curve.points[-1]
        share = (page.curve.base - low) / (page.curve.base - high)
        assert share == pytest.approx(float(first / last))
        (own,) = pages(tables, Deck((Slide("title"),)), lang, DAY)
        assert own.curve is None

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize("letter", ["长", "W"])
    def test_the_longest_words_of_a_cover_stand_apart(
        self, tables: Tables, lang: Lang, letter: str
    ) -> None:
        slide = Slide("title", (OVERALL,)).titled(lang, letter * LONGEST_TITLE)
        for name in FIELDS:
            slide = slide.filled(lang, name, letter * LONGEST_FIELD)
        (page,) = pages(tables, Deck((slide,)), lang, DAY)
        for words in page.words:
            assert words.box.y >= 0
            assert words.bottom <= HEIGHT
        title, *rest = page.words
        assert not [w for w in rest if w.box.meets(title.box)]

    def test_a_cover_says_what_is_left_out(self, reports: Tables) -> None:
        (cover,) = pages(reports, Deck((Slide("title"),), reports.selection), "en", DAY)
        (plain,) = pages(reports.whole or reports, Deck((Slide("title"),)), "en", DAY)
        assert len(cover.alt) > len(plain.alt)

    def test_slides_are_numbered_but_for_the_cover(self, shown: list[Shown]) -> None:
        expected = 0
        for s in shown:
            expected = 1 if s.page.layout == "title" else expected + 1
            told = [w.lines for w in s.page.words if w.right]
            if s.page.layout != "title":
                assert told == [(str(expected),)]
            assert (("1",) in told) is False

    def test_titles_by_rule_are_borne_out_by_their_slides(self, shown: list[Shown]) -> None:
        for s in shown:
            if s.page.layout not in ("chart", "charts"):
                continue
            scopes = [s.tables.label("scope", c, s.lang) for c in s.tables.codes("scope")]
            names = [*names_of(s.tables, s.page.facts, s.lang), *scopes]
            assert unresolved(s.page.title, s.page.facts, names, s.lang) == (), s.page.title


class TestSizes:
    def test_a_slide_is_of_1920_by_1080_pixels(self, shown: list[Shown]) -> None:
        for s in shown:
            layout = s.figure.layout
            assert (layout.width, layout.height, layout.autosize) == (1920, 1080, False)
            sides = dict.fromkeys(("l", "r", "t", "b", "pad"), 0)
            assert layout.margin.to_plotly_json() == {**sides, "autoexpand": False}

    def test_no_text_is_small(self, shown: list[Shown]) -> None:
        for s in shown:
            sizes = [s.figure.layout.font.size]
            notes_ = [a.font.size for a in s.figure.layout.annotations if a.text]
            # The footer alone is smaller, and what a cover's curve is of.
            cover = s.page.layout == "title"
            limits = bool(selection_lines(s.tables, s.lang))
            footed = limits if cover else True
            assert notes_.count(FOOT) == footed + (cover and s.page.curve is not None)
            sizes += [size for size in notes_ if size != FOOT]
            sizes += [a["tickfont"]["size"] for a in axes(s.figure).values() if a.get("tickfont")]
            sizes += [t.textfont.size for t in s.figure.data if t.textfont.size is not None]
            for size in sizes:
                assert min(size if isinstance(size, list | tuple) else [size]) >= SMALL
            # Nor is one made small within a text.
            assert not [n for n in notes(s.figure) if "font-size" in n or "<su" in n]

    def test_every_axis_with_labels_has_a_size(self, shown: list[Shown]) -> None:
        for s in shown:
            for axis in axes(s.figure).values():
                assert axis.get("visible") is False or axis["tickfont"]["size"] >= SMALL

    def test_words_are_inside(self, shown: list[Shown]) -> None:
        for s in shown:
            for words in (*s.page.words, *body_words(s.page)):
                box = words.box
                assert box.x >= SIDE, words
                assert box.x + box.w <= WIDTH - SIDE + 1, words
                assert box.y >= 0, words
                assert words.bottom <= HEIGHT, words
                # A box is as high as its lines, and no line is wider.
                assert box.h >= len(words.lines) * words.size
                for line in words.lines:
                    assert ems(line, bold=words.bold) * words.size <= box.w, words

    def test_boxes_are_inside_and_do_not_meet(self, shown: list[Shown]) -> None:
        for s in shown:
            for placed in s.page.placed:
                box = placed.box
                assert box.x >= SIDE
                assert box.x + box.w <= WIDTH - SIDE + 1
                assert box.y >= max(w.bottom for w in (*s.page.words[:1], *placed.head))
                assert box.y + box.h <= footer_of(s.page).box.y
            for a, b in combinations([p.box for p in s.page.placed], 2):
                assert a.x + a.w <= b.x or b.x + b.w <= a.x or a.y + a.h <= b.y

    def test_the_footer_meets_nothing(self, shown: list[Shown]) -> None:
        for s in shown:
            if s.page.layout == "title":
                continue
            foot = footer_of(s.page)
            assert foot.box.x + foot.box.w <= WIDTH - SIDE - NUMBER
            for words in body_words(s.page):
                assert words.bottom <= foot.box.y, (s.name, s.page.title, words)

    def test_a_figure_stands_in_its_frame(self, shown: list[Shown]) -> None:
        for s in shown:
            for placed in s.page.placed:
                for words in card_words(placed):
                    assert words.bottom <= placed.box.y + placed.box.h, placed.exhibit.view
                    assert words.box.x + words.box.w <= placed.box.x + placed.box.w

    def test_key_figures_of_a_slide_are_of_one_size_and_on_one_line(
        self, shown: list[Shown]
    ) -> None:
        for s in shown:
            values = [
                words
                for placed in s.page.placed
                if s.page.layout == "figures"
                for words in card_words(placed)
                if words.tone == "accent" and words.size > SMALL
            ]
            assert len({words.size for words in values}) <= 1, s.page.title
            assert len(values) in (0, len(s.page.placed))
            assert all(len(words.lines) == 1 for words in values), s.page.title

    def test_titles_are_of_48_pixels_and_two_lines_at_most(self, shown: list[Shown]) -> None:
        for s in shown:
            if s.page.layout != "title":
                head = s.page.words[0]
                assert (head.size, len(head.lines) <= 2) == (48, True), s.page.title
                # Neither of two lines is a remnant.
                wide = [ems(line, bold=True) for line in head.lines]
                assert min(wide) > max(wide) / 2, head.lines

    def test_one_plot_fills_half_of_its_slide(self, shown: list[Shown]) -> None:
        found = 0
        for s in shown:
            if s.page.layout != "chart":
                continue
            known = axes(s.figure)
            plots = [a for name, a in known.items() if name.startswith("y")]
            if len(plots) != 1:
                continue
            low, high = plots[0]["domain"]
            left, right = next(a for n, a in known.items() if n.startswith("x"))["domain"]
            assert (high - low) * (right - left) >= 0.5, (s.name, s.lang, s.page.title)
            found += 1
        assert found > 40

    def test_key_figures_of_the_overall_deck_are_of_64_pixels(self, shown: list[Shown]) -> None:
        sizes = {
            placed.size
            for s in shown
            for placed in s.page.placed
            if s.name == OVERALL and placed.exhibit.card is not None
        }
        assert sizes == {64}

    def test_key_figures_are_told_in_one_size_on_one_level(self, shown: list[Shown]) -> None:
        for s in shown:
            if s.name != OVERALL or s.page.layout != "figures":
                continue
            whole = s.tables.selection.supplement
            rows: dict[float, set[float]] = {}
            for placed in s.page.placed:
                accented = [w for w in card_words(placed) if w.tone == "accent"]
                (value,) = (w for w in accented if w.size == placed.size)
                card = placed.exhibit.card
                assert card is not None
                assert card.value.number in value.lines[0]
                assert "".join(w.lines[0] for w in sorted(accented, key=lambda w: w.box.x)).replace(
                    " ", ""
                ) == str(card.value).replace(" ", "")
                rows.setdefault(placed.box.y, set()).add(value.box.y)
                assert trend_box(placed) is not None or not whole
            assert all(len(levels) == 1 for levels in rows.values())

    def test_plots_are_high_enough(self, shown: list[Shown]) -> None:
        for s in shown:
            for axis in axes(s.figure).values():
                low, high = axis.get("domain", (0, 1))
                assert 0 <= low < high <= 1
            for name, axis in axes(s.figure).items():
                if name.startswith("y") and s.figure.data:
                    low, high = axis["domain"]
                    assert (high - low) * HEIGHT >= PLOT, (s.name, s.page.title)


class TestFooters:
    def test_the_source_takes_one_line_and_remarks_stand_in_the_notes(
        self, shown: list[Shown]
    ) -> None:
        for s in shown:
            if s.page.layout in ("title", "sources"):
                continue
            told = solid(footer_of(s.page))
            sources = dict.fromkeys(p.exhibit.texts.source for p in s.page.placed)
            limits = selection_lines(s.tables, s.lang)
            if len(list(filter(None, sources))) < 2 and not limits:
                assert len(footer_of(s.page).lines) == 1, s.page.title
            assert all(solid(limit) in told for limit in limits)
            spoken = note_lines(s.page, s.tables, s.lang)
            for placed in s.page.placed:
                for remark in placed.exhibit.texts.remarks:
                    assert remark in spoken, (s.page.title, remark)

    def test_charts_cite_their_primary_source(self, shown: list[Shown]) -> None:
        for s in shown:
            if s.page.layout not in ("chart", "charts"):
                continue
            told = solid(footer_of(s.page))
            for placed in s.page.placed:
                assert placed.exhibit.spec is not None
                assert placed.exhibit.spec.text.source
                assert solid(placed.exhibit.spec.text.source) in told

    def test_figures_have_their_sources_in_one_line(self, shown: list[Shown]) -> None:
        for s in shown:
            figures = [p.exhibit for p in s.page.placed if p.exhibit.card is not None]
            if not figures:
                continue
            told = solid(footer_of(s.page))
            cites = dict.fromkeys(solid(e.facts[0].source.cite(s.lang)) for e in figures)
            assert next(iter(cites)) in told
            left = sum(cite not in told for cite in cites)
            # Sources that have no room are counted.
            assert not left or f"{left}" in told

    def test_trends_of_a_slide_have_one_height(self, shown: list[Shown]) -> None:
        seen = 0
        for s in shown:
            own = [p for p in s.page.placed if p.exhibit.card is not None]
            boxes = [box for p in own if (box := trend_box(p)) is not None]
            seen += len(boxes)
            assert len({box.h for box in boxes}) <= 1
            for p in own:
                box = trend_box(p)
                assert box is None or max(w.bottom for w in card_words(p)) < box.y
                # What a chart beside it draws is not drawn again.
                charted = [
                    o.definition.id for q in s.page.placed if q not in own for o in q.exhibit.facts
                ]
                assert box is None or p.exhibit.facts[0].definition.id not in charted
        assert seen

    def test_breaks_are_marked_and_told(self, shown: list[Shown]) -> None:
        found = 0
        for s in shown:
            drawn = solid("".join(notes(s.figure)))
            for spec in specs_of(s.page):
                for plot in spec.plots:
                    for break_ in plot.breaks:
                        assert solid(break_.label) in drawn
                        spoken = "".join(note_lines(s.page, s.tables, s.lang))
                        assert solid(break_.reason) in solid(spoken)
                        found += 1
        assert found > 20

    def test_the_sources_are_all_listed(self, tables: Tables) -> None:
        deck = ready(tables, OVERALL)
        made = [p for p in pages(tables, deck, "en", DAY) if p.layout == "sources"]
        cited = latest_sources(made[0].facts)
        assert made[0].title == f"Sources ({len(cited)})"
        rows = [row for p in made if p.grid is not None for row in p.grid[0].rows]
        reports = {s.title("en") for s in cited if s.tier == "report"}
        assert reports <= {title for _, title, _ in rows}
        # The others are counted by issuer, none of them left out.
        counts = [re.fullmatch(r"(\d+) (?:publications|more)", title) for _, title, _ in rows]
        assert sum(int(m[1]) if m else 1 for m in counts) == len(cited)
        assert all(p.grid is not None and len(p.grid[0].rows) <= MOST_SOURCES for p in made)


class TestCharts:
    def test_a_slide_draws_every_mark_of_its_charts(self, shown: list[Shown]) -> None:
        for s in shown:
            wanted = Counter(
                (f"{series.key}@{mark.period}", mark.value, bool(mark.open))
                for spec in specs_of(s.page)
                for series in spec.series
                for mark in series.marks
            )
            assert wanted == Counter(marks_of(s.figure)), s.page.title

    def test_what_is_hovered_is_told_in_three_rows(self, shown: list[Shown]) -> None:
        for s in shown:
            told = {h for t in s.figure.data for h in (t.text or ()) if t.customdata is not None}
            assert all(1 <= h.count("<br>") <= 2 for h in told), s.page.title

    def test_names_at_the_ends_are_kept(self, shown: list[Shown]) -> None:
        found = 0
        for s in shown:
            drawn = solid("".join(notes(s.figure)))
            for spec in specs_of(s.page):
                for plot in spec.plots:
                    named = [x for x in plot.series if x.role in ("subject", "second") and x.name]
                    if len(plot.series) < 2:
                        continue
                    every = [x.name for x in plot.series if x.name]
                    # Names of indicators may be told without what all of them share.
                    short = dict(zip(every, apart(every, spec.lang), strict=True))
                    for series in named:
                        said = (series.name, short[series.name])
                        forms = [solid(escape(name, quote=False)) for name in said]
                        assert any(form in drawn for form in forms), s.page.title
                        found += 1
        assert found > 40

    def test_every_trace_and_note_has_its_axes(self, shown: list[Shown]) -> None:
        for s in shown:
            known = axes(s.figure)
            for trace in s.figure.data:
                assert {trace.xaxis, trace.yaxis} <= set(known)
            for part in (*s.figure.layout.annotations, *s.figure.layout.shapes):
                for ref in (part.xref, part.yref):
                    assert ref == "paper" or ref.replace(" domain", "") in known
            for axis in known.values():
                assert axis.get("anchor", "x") in known

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize(("one_", "other"), PAIRS)
    def test_two_charts_keep_their_axes(
        self, tables: Tables, lang: Lang, one_: str, other: str
    ) -> None:
        page = one(tables, f"charts!indicator?id={one_}!indicator?id={other}", lang)
        for s in [Shown(tables, "", lang, page, figure_of(page))]:
            known = axes(s.figure)
            left, right = (part_axes(p) for p in s.page.placed)
            assert left + right == len(known)
            first = [a for n, a in known.items() if n[0] == "x"]
            spans = sorted(tuple(a["domain"]) for a in first)
            assert all(a[1] < b[0] for a, b in pairwise(spans))
            middle = s.page.placed[1].box.x / WIDTH
            sides = {t.xaxis: known[t.xaxis]["domain"][0] > middle - 1e-4 for t in s.figure.data}
            assert set(sides.values()) == {False, True}

    def test_numbers_have_no_si_suffix(self, shown: list[Shown]) -> None:
        for s in shown:
            told = [a["ticktext"] for a in axes(s.figure).values() if a.get("ticktext") is not None]
            told += [t.text for t in s.figure.data if t.text is not None]
            labels = [str(label) for some in told for label in some] + notes(s.figure)
            assert not [n for n in labels if re.search(r"\d\s?[kMGµ](?![A-Za-z])", n)]
            for name, axis in axes(s.figure).items():
                plain = axis.get("visible") is False or axis.get("showticklabels") is False
                assert plain or axis.get("ticktext") is not None, (s.page.title, name)


def part_axes(placed: Placed) -> int:
    canvas = Canvas(WIDTH, HEIGHT)
    assert placed.exhibit.spec is not None
    draw(canvas, placed.exhibit.spec, placed.box, SLIDE)
    return len(canvas.axes)


def specs_of(page: Page) -> list[ChartSpec]:
    return [p.exhibit.spec for p in page.placed if p.exhibit.spec is not None]


def marks_of(figure: Any) -> Iterator[tuple[str, float, bool]]:
    """Yield address, value and hollowness of everything that a figure draws a mark of."""
    paper = COLOURS["light"].paper
    for trace in figure.data:
        if trace.customdata is None:
            continue
        # Names of rows stand beside them as words.
        lying = figure.layout[axis_name(trace.yaxis)].showticklabels is False
        values = trace.x if lying else trace.y
        fills = trace.marker.color
        every = fills if isinstance(fills, list | tuple) else [fills] * len(values)
        for key, value, fill in zip(trace.customdata, values, every, strict=True):
            yield key, value, fill == paper


def axis_name(axis: str) -> str:
    return f"{axis[0]}axis{axis[1:]}"


class TestEditing:
    def test_an_edited_title_is_shown_and_held_to_the_facts(self, tables: Tables) -> None:
        address = "chart!indicator?id=gii_rank*zh:由第29位升至第9位*en:From 29th to 10th"
        page = one(tables, address, "zh")
        assert page.title == "由第29位升至第9位"
        assert page.words[0].lines == ("由第29位升至第9位",)
        assert notes(figure_of(page))[0] == "<b>由第29位升至第9位</b>"
        assert page.unresolved == ("第9",)
        other = one(tables, address, "en")
        assert (other.title, other.unresolved) == ("From 29th to 10th", ())

    def test_a_language_without_a_title_of_its_own_has_that_of_the_rule(
        self, tables: Tables
    ) -> None:
        page = one(tables, "chart!indicator?id=gii_rank*zh:题", "en")
        assert page.title == "Global Innovation Index rank rose from 29th to 10th (2011–2025)"
        assert page.unresolved == ()

    def test_a_title_is_no_markup(self, tables: Tables) -> None:
        page = one(tables, "chart!indicator?id=gii_rank*en:<i>A</i> & B", "en")
        assert notes(figure_of(page))[0] == "<b>&lt;i&gt;A&lt;/i&gt; &amp; B</b>"

    def test_a_long_title_takes_lines_and_leaves_a_plot(self, tables: Tables) -> None:
        slide = Slide("chart", ("indicator?id=gii_rank",)).titled("zh", "长" * 300)
        (page,) = pages(tables, Deck((slide,)), "zh", DAY)
        assert len(page.words[0].lines) > 3
        (placed,) = page.placed
        assert placed.box.y > page.words[1].bottom
        assert placed.box.y + placed.box.h <= footer_of(page).box.y

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_slide_says_what_it_cannot_show(self, tables: Tables, lang: Lang) -> None:
        page = one(tables, "charts!indicator?id=gii_rank!nowhere", lang)
        fault = text(lang)("deck_fault.unknown_view", view="nowhere")
        assert page.faults == (fault,)
        assert len(page.placed) == 1
        assert solid(fault) in solid("".join(notes(figure_of(page))).replace("<br>", ""))

    @pytest.mark.parametrize("layout", ["chart", "charts", "chart_figures", "figures", "table"])
    def test_an_empty_slide(self, tables: Tables, layout: str) -> None:
        page = one(tables, layout)
        assert page.faults == (text("en")("deck_fault.empty"),)
        assert figure_of(page).layout.width == WIDTH

    def test_a_layout_has_only_so_much_room(self, tables: Tables) -> None:
        page = one(tables, "chart!indicator?id=gii_rank!indicator?id=pledge_financing")
        assert len(page.placed) == 1
        (fault,) = page.faults
        assert fault == text("en")(
            "deck_fault.room", layout="One chart", view="indicator?id=pledge_financing"
        )
        figure = one(tables, "chart!indicator?id=gii_rank&show=figure")
        assert figure.placed == ()
        assert len(figure.faults) == 1

    def test_out_of_view(self, reports: Tables) -> None:
        (page,) = pages(reports, parse_address("chart!indicator?id=pct_applications"), "en", DAY)
        assert page.faults == (
            text("en")("deck_fault.out_of_view", view="indicator?id=pct_applications"),
        )

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_chart_with_figures(self, tables: Tables, lang: Lang) -> None:
        shown = ("gii_rank", "pledge_financing", "valid_trademarks_domestic_excl_hmt")
        figures = [f"indicator?id={i}&show=figure" for i in shown]
        page = one(tables, "!".join(["chart_figures", "indicator?id=gii_rank", *figures]), lang)
        chart, *cards = page.placed
        assert [p.exhibit.kind for p in page.placed] == ["chart", *["figure"] * 3]
        assert all(chart.box.x + chart.box.w < card.box.x for card in cards)
        for card in cards:
            for words in card_words(card):
                assert words.bottom <= card.box.y + card.box.h
        assert {o.definition.id for o in page.facts} == {*shown}

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_table_stands_between_lead_and_footer(self, tables: Tables, lang: Lang) -> None:
        view = "explorer?s=gii_rank,gii_rank@US,pledge_financing,satisfaction&show=table"
        page = one(tables, f"table!{view}", lang)
        for words in body_words(page):
            assert words.box.y >= page.words[1].bottom
            assert words.bottom <= footer_of(page).box.y

    def test_two_panels_of_a_view_stand_in_one_box(self, tables: Tables) -> None:
        page = one(tables, "chart!explorer?s=gii_rank,pledge_financing")
        known = axes(figure_of(page))
        heights = sorted(a["domain"] for n, a in known.items() if n[0] == "y")
        assert len(heights) == 2
        assert heights[0][1] < heights[1][0]
        box: Box = page.placed[0].box
        assert heights[0][0] >= 1 - (box.y + box.h) / HEIGHT
        assert heights[1][1] <= 1 - box.y / HEIGHT


def test_a_ready_made_deck_shows_nothing_twice(tables: Tables, reports: Tables) -> None:
    for chosen in (tables, reports):
        for name in DECKS:
            slides = ready(chosen, name).slides
            views = [v for s in slides if s.layout != "title" for v in s.views]
            assert len(views) == len(set(views)), name
