"""The chart card, drawn without a browser."""

from __future__ import annotations

import json
from dataclasses import replace
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from metrics import Tables
from metrics.charts.plotly import Size
from metrics.charts.spec import (
    Axis,
    BreakSpec,
    ChartSpec,
    ChartText,
    Mark,
    PlotSpec,
    SeriesSpec,
    Tick,
)
from metrics.locale import Lang
from pages.parts.blocks import card, figures
from pages.parts.blocks.sizes import LARGE, LEAD, SMALL
from pages.parts.frame.shell import Context
from tests.apps import html


def sample(title: str = "全球创新指数排名升至第10位", **changed: object) -> ChartSpec:
    axis = Axis(11, 9, (Tick(11, "11"), Tick(9, "9")), rank=True)
    along = Axis(738000, 738400, (Tick(738000, "2020"), Tick(738400, "2021")))
    marks = (
        Mark(738000, 11, "2024", "11", ("第11位", "2024年", "《求是》（2024-08-20）")),
        Mark(738400, 10, "2025", "10", ("第10位", "2025年", "<深圳特区报>")),
    )
    series = SeriesSpec("gii_rank", "", "全球创新指数排名", "subject", (marks,), "第10位")
    breaks = (BreakSpec(738100, "新口径", "2011年版起可比"),)
    plot = PlotSpec("lines", (series,), axis, along, "位", breaks=breaks)
    words = ChartText(
        title,
        "位次 · 2024—2025年",
        "排名",
        "来源：报",
        (),
        ("一条说明",),
        "数据版本 x",
        "两个年份。",
    )
    return replace(
        ChartSpec("gii", "indicator?id=gii_rank", "zh", words, (plot,)),
        **changed,  # type: ignore[arg-type]
    )


def show(context: object, spec: object) -> None:
    from pages.parts.blocks.card import show_card

    show_card(context, spec)  # type: ignore[arg-type]


def drawn(tables: Tables, spec: ChartSpec, lang: Lang = "zh") -> AppTest:
    app = AppTest.from_function(show, args=(Context(tables, lang, "light"), spec)).run()
    assert not app.exception
    return app


def test_a_card_says_its_finding_and_keeps_the_evidence_behind_it(tables: Tables) -> None:
    words = html(drawn(tables, sample()))
    assert '<h3>全球创新指数排名升至<span class="ip-nb">第10位</span></h3>' in words
    assert "来源：报" in words
    popover = words.partition('id="d-gii"')[2].partition('id="m-gii"')[0]
    for told in (
        "一条说明",
        "新口径：2011年版起可比",
        "第11位",
        "&lt;深圳特区报&gt;",
        "数据版本 x",
    ):
        assert told in popover
    assert 'href="indicator?lang=zh&amp;id=gii_rank"' in popover
    assert "≠" not in words


def test_a_figure_that_fails_a_check_is_marked_and_leads_to_it(tables: Tables) -> None:
    words = unescape(html(drawn(tables, sample(disputes=("a", "b")))))
    assert 'href="checks?lang=zh&check=a,b"' in words


def test_the_menu_offers_pictures_files_and_the_very_chart(tables: Tables) -> None:
    menu = unescape(html(drawn(tables, sample())).partition('id="m-gii"')[2])
    for form in ("wide", "portrait", "square", "cover", "4k"):
        assert f"picture.png?view=indicator%3Fid%3Dgii_rank&form={form}&lang=zh&look=light" in menu
    assert "picture.svg?" in menu
    assert "data/indicators.csv?lang=zh&indicator=gii_rank" in menu
    assert "explorer?lang=zh&s=gii_rank&show=table" in menu
    assert "present?lang=zh&d=chart!indicator?id%3Dgii_rank" in menu
    assert 'data-do="add" data-view="indicator?id=gii_rank"' in menu
    assert 'data-link="indicator?lang=zh&id=gii_rank"' in menu


def test_a_chart_is_sent_with_its_words_and_as_the_same_figure_each_time(tables: Tables) -> None:
    app = drawn(tables, sample())
    first = app.get("plotly_chart")[0].proto
    assert first.alt == "两个年份。"
    app.run()
    again = app.get("plotly_chart")[0].proto
    assert (again.id, again.spec) == (first.id, first.spec)


@pytest.mark.parametrize(
    ("title", "width", "lines"),
    [
        (
            "发明专利审查缩短至15个月，商标注册缩短至4个月",
            1920,
            1,
        ),  # 45 half cells of 10 px: 468 of 510
        ("发明专利审查缩短至15个月，商标注册缩短至4个月", 1366, 2),  # of 384
        ("Examination time fell to 15 months, that of trade marks to 4", 1920, 2),
    ],
)
def test_titles_of_a_row_take_as_many_lines_as_its_longest(
    title: str, width: int, lines: int
) -> None:
    row = [sample("短"), sample(title)]
    assert card.title_lines(row, SMALL, width) == lines


def test_widths_of_cards() -> None:
    widths = [(s.width(1920), s.width(1366), s.width(390)) for s in (LEAD, SMALL, LARGE)]
    assert widths == [(1116, 862, 358), (544, 418, 358), (1262, 975, 358)]


def test_a_card_tells_as_much_as_it_has_room_for_and_all_of_it_in_its_details(
    tables: Tables,
) -> None:
    spec = sample()
    forms = ("全球创新指数排名 · 全球比较 · 2024—2025", "2024—2025")
    spec = replace(spec, text=replace(spec.text, subtitles=forms))
    assert card.subtitle_for(spec, 400) == forms[0]
    assert card.subtitle_for(spec, 100) == card.subtitle_for(spec, 10) == forms[1]
    popover = html(drawn(tables, spec)).partition('id="d-gii"')[2].partition('id="m-gii"')[0]
    assert spec.text.subtitle in popover


def test_a_figure_tells_its_size_and_names_its_data() -> None:
    size = Size(512, 330)
    made = figures.drawn(sample(), "light", size, exact=True).to_dict()["layout"]
    assert (made["width"], made["height"], made["autosize"]) == (512, 330, False)
    # Text can be compared, an object cannot.
    assert json.loads(made["meta"])["span"] == [738000, 738400]
    same, other = (
        figures.drawn(sample(subject), "light", size).to_dict()["layout"]["datarevision"]
        for subject in ("别的标题", "全球创新指数排名升至第10位")
    )
    assert same == other
    dark = figures.drawn(sample(), "dark", size).to_dict()["layout"]
    assert dark["datarevision"] != made["datarevision"]
    # A card of another width is measured by who draws it.
    assert "width" not in dark
