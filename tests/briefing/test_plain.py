"""What a printed deck says beside its charts is understood without the pages."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.briefing.boxes import FOOT, Box, about, title
from metrics.briefing.covers import OVERALL
from metrics.briefing.drawing import table_words
from metrics.briefing.exhibits import exhibit
from metrics.briefing.pages import pages
from metrics.briefing.ready import DECKS, ready
from metrics.briefing.remarks import remarks_of
from metrics.charts.plotly import SLIDE, Canvas, draw
from metrics.charts.plotly.ends import ends_of
from metrics.locale import LANGS, Lang, text
from metrics.model.series import latest_sources
from metrics.tables.dataset import Tables

DAY = date(2026, 1, 2)
IN_FORCE = "indicator?id=invention_patents_in_force_domestic"
GRANTED = "indicator?id=invention_patents_granted"


@pytest.mark.parametrize("lang", LANGS)
def test_remarks_name_neither_checks_nor_rules_nor_reports(tables: Tables, lang: Lang) -> None:
    inside = {
        "zh": ("见“核对”", "推算规则", "五份报告"),
        "en": ("see Checks", "Rule “", "five reports"),
    }[lang]
    seen = 0
    for name in DECKS:
        for page in pages(tables, ready(tables, name), lang, DAY):
            told = "\n".join(remarks_of(page))
            assert not [words for words in inside if words in told], page.title
            seen += bool(told)
    assert seen > 20


def test_what_does_not_fit_is_told_with_its_figures(tables: Tables) -> None:
    remarks = " ".join(exhibit(tables, IN_FORCE, "zh").texts.remarks)
    assert "585,767件" in remarks
    assert "58.7万件" in remarks


def test_what_is_computed_is_told_with_its_working(tables: Tables) -> None:
    found = exhibit(tables, "indicator?id=high_value_invention_patents_per_10k", "en")
    working = [r for r in found.texts.remarks if "7.5" in r]
    assert working == [
        "Computed from printed figures, itself not printed: "
        "end of 2020: 7.5 per 10,000 people − 1.2"
    ]


@pytest.mark.parametrize(
    ("view", "zh", "en"),
    [
        ("indicator?id=gii_rank&chart=paths", "其余灰线为韩国、德国、新加坡", "other grey lines: "),
        ("explorer?s=invention_exam_months,trademark_exam_months", "灰点为年中数", "grey dots: "),
        ("indicator?id=satisfaction", "×为推算值", "× computed"),
    ],
)
def test_signs_have_words(tables: Tables, view: str, zh: str, en: str) -> None:
    for lang, words in (("zh", zh), ("en", en)):
        (told,) = exhibit(tables, view, lang).texts.subtitle  # type: ignore[arg-type]
        assert words in told.replace("\N{NO-BREAK SPACE}", " ")
    (plain,) = exhibit(tables, "indicator?id=pledge_financing", "en").texts.subtitle
    assert "grey" not in plain
    assert "×" not in plain


@pytest.mark.parametrize("view", [IN_FORCE, GRANTED])
def test_every_line_is_named_with_what_it_includes(tables: Tables, view: str) -> None:
    spec = exhibit(tables, view, "en").spec
    assert spec is not None
    (plot,) = spec.plots
    ends = ends_of(plot, SLIDE, 1760, "en")
    assert {end.series.key for end in ends} == {series.key for series in plot.series}
    told = [" ".join(row.words for row in end.rows) for end in ends]
    assert not [t for t in told if "Domestic" in t and "Hong Kong, Macao, Taiwan" not in t]


def test_english_numbers_below_a_million_are_written_out(tables: Tables) -> None:
    spec = exhibit(tables, GRANTED, "en").spec
    assert spec is not None
    (plot,) = spec.plots
    said = [SLIDE.said(m) for m in plot.series[0].marks]
    assert said[-2:] == ["1,045,000", "972,000"]
    assert all(s.endswith(",000") for s in said)
    assert plot.values.ticks[-1].label == "1,200,000"


@pytest.mark.parametrize("lang", LANGS)
def test_only_the_closing_slide_has_the_version_of_the_data(tables: Tables, lang: Lang) -> None:
    for page in pages(tables, ready(tables, OVERALL), lang, DAY):
        told = "".join("".join(w.lines) for w in page.words)
        assert (tables.version in told) == (page.layout == "sources")


@pytest.mark.parametrize("lang", LANGS)
def test_lists_of_sources_stand_above_the_foot(tables: Tables, lang: Lang) -> None:
    for name in DECKS:
        made = [p for p in pages(tables, ready(tables, name), lang, DAY) if p.layout == "sources"]
        assert made
        for page in made:
            assert page.grid is not None
            lowest = max(w.bottom for row in table_words(*page.grid) for w in row)
            assert lowest < next(w.box.y for w in page.words if w.size == FOOT), name


@pytest.mark.parametrize("lang", LANGS)
def test_sources_of_the_newest_figures_come_first(tables: Tables, lang: Lang) -> None:
    made = [p for p in pages(tables, ready(tables, OVERALL), lang, DAY) if p.layout == "sources"]
    rows = [row for page in made if page.grid is not None for row in page.grid[0].rows]
    newest = latest_sources(made[0].facts)[0]
    assert rows[0] == (newest.issuer(lang), newest.title(lang), newest.published)
    # An issuer that stands there already is told to have more.
    named: set[str] = set()
    for issuer, told, _ in rows:
        count = told.split("种")[0].removeprefix("另") if lang == "zh" else told.split()[0]
        if issuer in named and count.isdigit():
            assert told == text(lang)("briefing.more_of", n=count)
        named.add(issuer)


def test_a_chinese_title_is_broken_where_it_pauses() -> None:
    told = "发明专利审查周期缩短至15个月，商标注册审查周期缩短至4个月，知识产权保护满意度升至82.8分"
    assert title(told).lines == (
        "发明专利审查周期缩短至15个月，",
        "商标注册审查周期缩短至4个月，知识产权保护满意度升至82.8分",
    )
    # Without a pause it is broken before a number.
    told = "国内和国外的全部权利人在中国所有省级行政区维持有效的发明专利已经达到532万件"
    assert title(told).lines[1] == "532万件"


@pytest.mark.parametrize("lang", LANGS)
def test_values_keep_clear_of_a_target(tables: Tables, lang: Lang) -> None:
    spec = exhibit(tables, "indicator?id=high_value_invention_patents_per_10k", lang).spec
    assert spec is not None
    (ground,) = draw(Canvas(1920, 1080), spec, Box(80, 200, 1760, 760), SLIDE)
    (target,) = spec.plots[0].references
    level = ground.py(target.value)
    # The axis has a label there, and the target its name at the right.
    beside = [w for w in ground.words if w.x > ground.box.x + 100 and w.right < 1800]
    assert beside
    assert not [w for w in beside if w.y < level + 8 and w.bottom > level - 8]


def test_no_line_ends_with_a_dot_between_parts() -> None:
    told = about(["patents in force", "per 10,000 people", "2020–2025"], Box(0, 0, 400, 0), 20)
    assert told.lines == ("patents in force · per 10,000 people", "2020–2025")
