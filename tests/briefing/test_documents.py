"""Written briefs: sentences by rule, a note at each number, tables, what changed."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from metrics import Tables, load
from metrics.briefing.changes import kept
from metrics.briefing.covers import OVERALL
from metrics.briefing.deck import Deck, Slide, parse_address
from metrics.briefing.documents import brief
from metrics.briefing.documents.chart_tables import MOST_NAMES
from metrics.briefing.documents.grids import noted_once
from metrics.briefing.documents.model import Brief, Chart, Heading, Line, Paragraph, Table, told
from metrics.briefing.documents.noting import dated
from metrics.briefing.exhibits import exhibit
from metrics.briefing.ready import DECKS, LONG_AGO, ready
from metrics.charts.compile.citing import nearest
from metrics.locale import LANGS, Lang
from tests.briefing.test_changes import Rows, edited, revised, row_of

DAY = date(2026, 1, 29)
PLEDGE = "chart!indicator?id=pledge_financing"


def written(tables: Tables, address: str, lang: Lang = "zh", **more: str) -> Brief:
    return brief(tables, parse_address(address), lang, DAY, **more)


def paragraphs(made: Brief) -> list[Line]:
    return [b.line for b in made.blocks if isinstance(b, Paragraph)]


def small(made: Brief) -> list[Table]:
    return [b for b in made.blocks if isinstance(b, Table)]


def notes(line: Line) -> list[tuple[str, str]]:
    """Return each note with the last word before it."""
    return [
        (re.split(r"[\s，；：。为]", span.text)[-1], note) for span in line for note in span.notes
    ]


class TestSentences:
    def test_newest_growth_base_and_course_each_with_its_source(self, tables: Tables) -> None:
        """853.99 over 486.88 billion is 1.7540."""
        (line,) = paragraphs(written(tables, PLEDGE))
        assert told(line) == (
            "2023年专利商标质押融资额为8,540亿元，比上年增长75.4%；"
            "2015年为848.5亿元，2019年以来逐年上升。"
        )
        (newest, first), (base, second) = notes(line)
        assert newest.endswith("8,540亿元")
        assert base == "848.5亿元"
        assert "变动按2022年的4,868.8亿元计算" in first
        assert first.startswith("国新办发布会（2024年1月16日）；变动按2022年的4,868.8亿元计算")
        # The sentence is rounded, its note has every digit.
        assert first.endswith("；完整数字为8,539.9亿元。")
        assert second == "中新社（2020年12月2日）。"

    def test_the_same_in_english(self, tables: Tables) -> None:
        (line,) = paragraphs(written(tables, PLEDGE, "en"))
        assert told(line) == (
            "Pledge financing stood at CNY 854 billion in 2023, up 75.4% on the year before. "
            "The figure for 2015 was CNY 84.85 billion; it has risen each year since 2019."
        )

    def test_a_bound_is_told_as_one_and_its_note_says_so(self, tables: Tables) -> None:
        (line,) = paragraphs(written(tables, "chart!indicator?id=patent_intensive_value_added"))
        assert told(line).startswith("2024年专利密集型产业增加值超18万亿元，比上年增长超6.6%")
        ((_, note),) = notes(line)
        assert "原文“突破18万亿元”，为界限值，不是确数" in note

    def test_a_number_in_a_sentence_has_four_digits_and_its_note_all(self, tables: Tables) -> None:
        (line,) = paragraphs(written(tables, "chart!indicator?id=ip_charges_receipts"))
        assert told(line).startswith("2024年知识产权使用费收入为101.3亿美元，比上年下降7.2%")
        assert notes(line)[0][1].endswith("完整数字为101.254亿美元。")

    def test_closing_zeros_of_a_rounded_number_are_left_out(self, tables: Tables) -> None:
        (line,) = paragraphs(written(tables, PLEDGE, "en"))
        assert "CNY 854 billion" in told(line)

    def test_whether_hong_kong_macao_and_taiwan_are_in_it_is_named(self, tables: Tables) -> None:
        """A name that says domestic needs what is left out, another one both."""
        addresses = (
            "invention_patents_in_force_domestic",
            "high_value_invention_patents",
        )
        for lang, names in (
            (
                "zh",
                ("国内发明专利有效量（不含港澳台）", "高价值发明专利拥有量（国内，不含港澳台）"),
            ),
            (
                "en",
                (
                    "Domestic invention patents in force (excl. Hong Kong, Macao, Taiwan) stood",
                    "High-value invention patents (domestic, excl. Hong Kong, Macao, Taiwan) stood",
                ),
            ),
        ):
            for address, name in zip(addresses, names, strict=True):
                (line,) = paragraphs(written(tables, f"chart!indicator?id={address}", lang))
                assert told(line).count(name) == 1

    def test_a_caption_has_no_names_of_rules(self, tables: Tables) -> None:
        """What is derived has its working in the annex."""
        made = written(tables, "chart!indicator?id=satisfaction")
        (caption,) = (b.caption for b in made.blocks if isinstance(b, Chart))
        (note,) = caption[0].notes
        assert "推算规则" not in note
        annex = [told(row[2]) for t in made.annex if isinstance(t, Table) for row in t.rows[1:]]
        assert any("+ 0.71" in working for working in annex)

    def test_a_rank_goes_up_and_down_in_places(self, tables: Tables) -> None:
        (line,) = paragraphs(written(tables, "chart!indicator?id=gii_rank"))
        assert told(line).startswith("2025年全球创新指数排名为第10位，比上年上升1位")

    def test_other_economies_are_told_of_the_same_period(self, tables: Tables) -> None:
        (line,) = paragraphs(written(tables, "chart!indicator?id=gii_rank&chart=paths"))
        others = told(line).partition("同期，")[2]
        assert others == "美国第3位、韩国第4位、新加坡第5位。"
        # One source has one note, behind the last of its numbers.
        assert [number for number, _ in notes(line)] == [
            "第10位",
            "第29位",
            "美国第3位、韩国第4位、新加坡第5位",
        ]

    def test_points_of_per_cent_differ_by_points(self, tables: Tables) -> None:
        (line,) = paragraphs(written(tables, "chart!indicator?id=patent_intensive_share_gdp", "en"))
        assert "13.38% in 2024, up 0.34 percentage points on the year before" in told(line)

    def test_a_figure_that_compares_with_none_is_told_beside_the_one_before(
        self, tables: Tables
    ) -> None:
        (line,) = paragraphs(written(tables, "chart!indicator?id=infringement_cases"))
        assert told(line) == (
            "2025年专利侵权纠纷行政案件为5.7万件；2024年为7.2万件，与2025年不可直接比较。"
        )

    def test_a_bound_before_stays_a_bound(self, copied: Path) -> None:
        def bounded(rows: Rows) -> None:
            row = rows[row_of(rows, indicator="infringement_cases", period="2024")]
            row |= {"qualifier": "over", "printed": "超7.2万件"}

        tables = edited(copied, bounded)
        (line,) = paragraphs(written(tables, "chart!indicator?id=infringement_cases"))
        assert told(line) == (
            "2025年专利侵权纠纷行政案件为5.7万件；2024年超7.2万件，与2025年不可直接比较。"
        )

    def test_bounds_are_english(self, tables: Tables) -> None:
        address = "chart!indicator?id=patent_intensive_value_added"
        (line,) = paragraphs(written(tables, address, "en"))
        assert "was more than CNY 18 trillion in 2024" in told(line)

    def test_the_figure_that_is_shown_is_told_not_a_newer_one(self, tables: Tables) -> None:
        address = "chart!indicator?id=ip_charges_receipts&chart=balance"
        found = exhibit(tables, address.removeprefix("chart!"), "zh")
        assert "（2023）" in found.finding
        (line,) = paragraphs(written(tables, address))
        assert told(line).startswith("2023年知识产权使用费收入为109")

    def test_a_course_is_told_once(self, tables: Tables) -> None:
        again = "chart!indicator?id=pledge_financing&chart=growth"
        _, first, second = paragraphs(written(tables, f"{PLEDGE}~{again}"))
        assert "2015年为848.5亿元" in told(first)
        assert told(second).startswith("2023年专利商标质押融资额为8,540亿元，比上年增长75.4%。")
        assert "2015年" not in told(second)

    def test_one_source_in_a_row_is_named_once(self, tables: Tables) -> None:
        address = "chart!indicator?id=ip_charges_receipts"
        (line,) = paragraphs(written(tables, address))
        first, *others = [note for _, note in notes(line)]
        assert first.startswith("世界银行《世界发展指标》（2025年）；变动按2023年的")
        assert "计算，来源相同；" in first
        # 55 million is the same number when it is rounded.
        assert others == ["同上。"]

    def test_nothing_compares_with_what_is_a_change_itself(self, tables: Tables) -> None:
        (line,) = paragraphs(written(tables, "chart!indicator?id=royalties_trade_growth"))
        assert "比上年" not in told(line)


class TestOrder:
    def test_what_ended_long_ago_stands_last(self, tables: Tables) -> None:
        """Counts that end in 2022 or before stand behind those that go to 2025."""
        charts = (s for s in ready(tables, "creation").slides if s.layout == "chart")
        ids = [s.views[0].partition("id=")[2].partition("&")[0] for s in charts]
        ends = [tables.main_series(i).latest.period.end.year for i in ids]
        ended = [end <= max(ends) - LONG_AGO for end in ends]
        assert True in ended
        assert ended == sorted(ended)

    def test_one_theme_has_findings_only(self, tables: Tables) -> None:
        made = written(tables, f"title~{PLEDGE}~chart!indicator?id=patent_intensive_value_added")
        assert [(b.level, b.number) for b in made.of("Heading") if isinstance(b, Heading)] == [
            (1, (1,)),
            (1, (2,)),
            (1, ()),
        ]
        kinds = [type(b).__name__ for b in made.blocks]
        finding = ["Heading", "Paragraph", "Chart", "Table"]
        assert kinds == ["Paragraph", *finding, *finding]

    def test_without_key_figures_the_findings_are_the_summary(self, tables: Tables) -> None:
        made = written(tables, f"{PLEDGE}~chart!indicator?id=gii_rank")
        headings = [b for b in made.blocks if isinstance(b, Heading)]
        findings = [h.text for h in headings if h.level == 2]
        pledge, rank = findings
        assert told(paragraphs(made)[0]) == f"运用方面，{pledge}。国际方面，{rank}。"
        assert [h.text for h in headings if h.level == 1] == ["运用", "国际"]

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize("name", DECKS)
    def test_every_ready_made_deck_is_told_whole(
        self, tables: Tables, name: str, lang: Lang
    ) -> None:
        deck = ready(tables, name)
        made = brief(tables, deck, lang, DAY)
        views = [v for s in deck.slides if s.layout not in ("title", "sources") for v in s.views]
        shown = [exhibit(tables, v, lang) for v in views]
        charts = [b.spec for b in made.blocks if isinstance(b, Chart)]
        assert charts == [e.spec for e in shown if e.kind == "chart"]
        cells = [told(row[0]) for table in small(made) for row in table.rows]
        for e in shown:
            assert e.kind != "figure" or any(cell.startswith(e.texts.title) for cell in cells)
            assert e.grid is None or e.grid.columns in [table.head for table in small(made)]
        assert not made.faults
        assert all(s.text for b in made.every if isinstance(b, Paragraph) for s in b.line)

    def test_the_annex_has_every_figure_once_with_its_source(self, tables: Tables) -> None:
        made = written(tables, f"{PLEDGE}~table!explorer?s=pledge_financing&show=table")
        (annex,) = (b for b in made.annex if isinstance(b, Table))
        rows = [tuple(map(told, row)) for row in annex.rows if len(row) > 1]
        points = sorted(
            tables.series("pledge_financing").points, key=lambda o: o.period, reverse=True
        )
        series = tables.series("pledge_financing")
        named = [nearest(series, o) for o in points]
        assert [row[2] for row in rows] == [o.figure.printed for o in named]
        assert [row[3] for row in rows] == [dated(o.source.cite("zh"), "zh") for o in named]

    def test_one_source_in_a_row_of_the_annex_is_named_once(self, tables: Tables) -> None:
        made = written(tables, "chart!indicator?id=ip_charges_receipts", "en")
        (annex,) = (b for b in made.annex if isinstance(b, Table))
        cited = [told(row[3]) for row in annex.rows if len(row) > 1]
        series = sum(len(row) == 1 for row in annex.rows)
        assert cited.count("World Bank WDI (2025)") == series
        assert cited.count("Same source") == len(cited) - series > 20


class TestTables:
    def test_the_newest_periods_of_a_chart_each_with_its_note(self, tables: Tables) -> None:
        (table,) = small(written(tables, PLEDGE))
        assert table.head == ("期间", "2020年", "2021年", "2022年", "2023年", "2024年1—9月")
        (row,) = table.rows
        assert tuple(map(told, row)) == (
            "数值（亿元）",
            "2,180",
            "3,098",
            "4,868.8",
            "8,539.9",
            "7,922.3",
        )
        assert "最近5期，共8期" in told(table.caption)
        cited = [cell[0].notes for cell in row[1:]]
        points = {o.period.code: o for o in tables.series("pledge_financing").points}
        for codes, own in zip(("2022", "2023", "2024-01/2024-09"), cited[2:], strict=True):
            assert own[0].startswith(dated(points[codes].source.cite("zh"), "zh"))

    def test_a_note_of_several_numbers_says_so(self, tables: Tables) -> None:
        """The World Bank's figures of 2023 have a remark; the others have the source only."""
        (table,) = small(written(tables, "chart!indicator?id=ip_charges_receipts"))
        assert table.head == ("期间", "2021年", "2022年", "2023年", "2024年")
        marks = [[n for s in cell for n in s.notes] for row in table.rows for cell in row[1:]]
        (first,), second, (third,), last, *others = marks
        assert first == "世界银行《世界发展指标》（2025年）；其余各数同此。"
        assert third.startswith("世界银行《世界发展指标》（2025年）；世界银行先后两版不同")
        assert (second, last) == ([], [])
        assert [len(own) for own in others] == [0, 0, 1, 0]

    def test_a_note_of_few_numbers_names_them(self, tables: Tables) -> None:
        (table,) = small(
            written(tables, "chart!explorer?s=invention_exam_months,trademark_exam_months")
        )
        every = [n for row in table.rows for cell in row for s in cell for n in s.notes]
        assert any(note.endswith("2025年商标注册审查周期的数同此。") for note in every)

    def test_one_source_is_noted_once_in_a_table(self, tables: Tables) -> None:
        address = "chart!indicator?id=ip_charges_receipts"
        (table,) = small(written(tables, address))
        own = [n for row in table.rows for cell in row for s in cell for n in s.notes]
        assert len(own) == len(set(own)) < 10

    def test_each_figure_of_those_below_each_other_has_a_note(self) -> None:
        told_notes = noted_once(["甲。", "乙。", "乙。", "丙。", "丙。", "丙。"], "zh")
        assert told_notes == [
            ("甲。",),
            ("乙。",),
            ("同上注。",),
            ("丙。",),
            ("同上注。",),
            ("同上注。",),
        ]

    def test_names_have_one_column_where_each_has_one_figure(self, tables: Tables) -> None:
        address = "chart!indicator?id=patent_applications_residents&chart=ranking"
        (table,) = small(written(tables, address))
        assert len(table.head) == 2
        assert told(table.rows[0][0]) == "中国"
        assert len(table.rows) == MOST_NAMES

    def test_computed_values_have_no_source_of_their_own(self, tables: Tables) -> None:
        """The index of 2015 is no figure that a publication prints."""
        address = "chart!explorer?s=satisfaction&t=index"
        (table,) = small(written(tables, address))
        values = [told(row[1]) for row in table.rows]
        assert "82.81" not in values
        assert not [n for row in table.rows for s in row[1] for n in s.notes]

    def test_a_table_is_told_without_a_chart(self, tables: Tables) -> None:
        made = written(tables, "table!explorer?s=gii_rank&show=table")
        assert not made.of("Chart")
        (table,) = small(made)
        assert tuple(map(told, table.rows[0])) == ("2025年", "第10位")


class TestDecks:
    def test_what_changed_is_told_with_the_figures_that_show_it(
        self, tables: Tables, copied: Path
    ) -> None:
        deck = kept(tables, parse_address(f"title~{PLEDGE}"), DAY)
        made = brief(edited(copied, revised), deck, "zh", DAY)
        table = small(made)[-1]
        assert [tuple(map(told, row)) for row in table.rows] == [
            ("专利商标质押融资额 · 全国", "2020年", "2,180亿元", "2,190亿元", "图1")
        ]
        assert "1项" in told(table.caption)

    def test_without_changes_it_says_so(self, tables: Tables, copied: Path) -> None:
        deck = kept(tables, parse_address("chart!indicator?id=gii_rank"), DAY)
        made = brief(edited(copied, revised), deck, "zh", DAY)
        assert "没有变动" in told(paragraphs(made)[-1])

    def test_of_the_same_tables_nothing_is_told(self, tables: Tables) -> None:
        deck = kept(tables, parse_address(PLEDGE), DAY)
        assert len(small(brief(tables, deck, "zh", DAY))) == 1

    def test_edited_titles_stay_and_their_doubtful_numbers_are_told(self, tables: Tables) -> None:
        slides = (
            Slide("title", (OVERALL,), {"zh": "质押融资情况"}),
            Slide("chart", ("indicator?id=pledge_financing",), {"zh": "质押融资达到9,100亿元"}),
        )
        made = brief(tables, Deck(slides), "zh", DAY)
        assert made.title == "质押融资情况"
        assert [b.text for b in made.blocks if isinstance(b, Heading)] == ["质押融资达到9,100亿元"]
        assert [title for title, _ in made.doubtful] == ["质押融资达到9,100亿元"]

    def test_edited_titles_of_several_charts_and_of_figures_stay(self, tables: Tables) -> None:
        charts = ("indicator?id=pledge_financing", "indicator?id=gii_rank")
        figure = "indicator?id=satisfaction&show=figure"
        slides = (
            Slide("charts", charts, {"zh": "质押与排名"}),
            Slide("figures", (figure,), {"zh": "社会评价"}),
        )
        made = brief(tables, Deck(slides), "zh", DAY)
        headings = [(b.level, b.text) for b in made.blocks if isinstance(b, Heading)]
        assert headings == [(1, "运用"), (2, "质押与排名"), (1, "社会评价")]
        assert told(small(made)[-1].caption) == "社会评价"

    def test_what_a_slide_has_no_room_for_is_told(self, tables: Tables) -> None:
        made = written(tables, f"{PLEDGE}!indicator?id=gii_rank")
        assert len(made.of("Chart")) == 1
        assert len(made.faults) == 1

    def test_what_cannot_be_shown_is_told(self, tables: Tables) -> None:
        made = written(tables, "chart!indicator?id=nothing_at_all")
        assert len(made.faults) == 1
        assert not made.blocks

    @pytest.mark.parametrize(
        ("of", "zh", "en"),
        [
            (
                OVERALL,
                "知识产权总体情况简报",
                "Intellectual property in China: the overall situation",
            ),
            ("creation", "知识产权创造情况简报", "Intellectual property in China: creation"),
            ("", "知识产权简报", "Briefing on intellectual property in China"),
        ],
    )
    def test_the_title_names_what_it_is_of(self, tables: Tables, of: str, zh: str, en: str) -> None:
        deck = Deck((Slide("title", (of,) if of else ()),))
        assert brief(tables, deck, "zh", DAY).title == zh
        assert brief(tables, deck, "en", DAY).title == en

    def test_one_view_alone_gives_its_name_and_no_number(self, tables: Tables) -> None:
        made = written(tables, PLEDGE)
        assert made.title == "专利商标质押融资额情况简报"
        (heading,) = (b for b in made.blocks if isinstance(b, Heading))
        assert heading.number == ()

    @pytest.mark.parametrize("lang", LANGS)
    def test_what_the_annex_tells_is_not_told_below_charts(
        self, tables: Tables, lang: Lang
    ) -> None:
        for name in DECKS:
            made = brief(tables, ready(tables, name), lang, DAY)
            captions = [b.caption[-1].notes for b in made.blocks if isinstance(b, Chart)]
            for (note,) in captions:
                assert "五份报告" not in note
                assert "five reports" not in note.lower()
                assert not re.search(r"\d{4}-\d{2}", note.split("“")[0])

    def test_title_and_office_are_those_that_are_given(self, tables: Tables) -> None:
        made = written(tables, PLEDGE, title="一份简报", office="综合处")
        assert (made.title, made.office) == ("一份简报", "综合处")
        assert load().version == made.version

    def test_the_office_of_the_cover_issues_the_brief(self, tables: Tables) -> None:
        address = f"title*zh.office:综合处~{PLEDGE}"
        assert written(tables, address).office == "综合处"
        assert written(tables, address, "en").office == ""
        assert written(tables, address, office="另一处").office == "另一处"
