"""What an assistant asks: figures with all that belongs to them, or refusals with reasons.

The answers are worked out by hand from the rows of the frozen tables.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from metrics import Tables
from metrics.assistant.server import server
from metrics.assistant.tools import LONGEST
from metrics.locale import LANGS, Lang
from tests.assistant.asked import Asking, asking, of

# Signs of an answer where an assistant does not ask for more.
SHORT = 6000
TOOLS = {
    *("search", "series", "newest", "compare"),
    *("transform", "cite", "check_text", "in_view"),
}


@pytest.fixture(scope="module")
def client(tables: Tables) -> Iterator[Asking]:
    with asking(server(lambda: tables, "zh")) as made:
        yield made


class TestQuestions:
    def test_which_indicator_is_meant(self, client: Asking) -> None:
        found = client.answer("search", words="银行贷款 质押")["found"]
        assert found[0]["indicator"] == "pledge_financing"
        assert found[0]["newest"]["printed"] == "8539.9亿元"

    def test_in_english_and_with_a_typing_error(self, client: Asking) -> None:
        made = client.answer("search", words="pledge finacing", most=1, lang="en")
        assert made["found"][0]["name"] == "Patent and trademark pledge financing"
        assert made["more"] > 0
        assert made["meant"] == "pledge financing"

    def test_where_another_economy_stands(self, client: Asking) -> None:
        figure = client.answer("newest", indicator="gii_rank", area="美国")["figure"]
        assert (figure["period"], figure["value"], figure["printed"]) == ("2025", "3", "第3位")
        assert (
            figure["source"].startswith("上海科学技术情报研究所")
            or "2025-09-29" in figure["source"]
        )

    def test_how_a_series_ran(self, client: Asking) -> None:
        made = client.answer("series", indicator="invention_patents_in_force", lang="en")
        assert made["scope"] == "All owners"
        assert made["other_scopes"] == [
            "invention_patents_in_force_domestic",
            "invention_patents_in_force_domestic_incl",
        ]
        (counted,) = [f for f in made["figures"] if f["period"] == "2022-12-31"]
        assert counted["interval"] == "[4212188, 4212188]"
        (rounded,) = [f for f in made["figures"] if f["period"] == "2024-12-31"]
        assert rounded["interval"] == "[5688500, 5689500]"

    def test_where_a_series_breaks(self, client: Asking) -> None:
        made = client.answer("series", indicator="patent_intensive_value_added")
        assert made["breaks"] == ["2023"]

    def test_how_much_it_grew(self, client: Asking) -> None:
        base, end = of("pledge_financing", "2022"), of("pledge_financing", "2023")
        made = client.answer("compare", base=end, end=base, lang="en")
        change, growth = made["results"]
        # 853.99 − 486.88; 853.99 ÷ 486.88 = 1.75400...
        assert change["value_in_words"] == "+CNY 367.11 billion"
        assert growth["value_in_words"] == "+75.4%"
        # 8539.85 ÷ 4868.85 and 8539.95 ÷ 4868.75
        assert re.fullmatch(r"\[75\.397\d+, 75\.403\d+\]", growth["interval"])
        assert made["change_allowed"] is True

    def test_which_economy_is_ahead(self, client: Asking) -> None:
        base, end = of("pct_applications", "2024", "US"), of("pct_applications", "2024")
        difference, multiple = client.answer("compare", base=base, end=end)["results"]
        # 70160 − 54087; 70160 ÷ 54087 = 1.29716...
        assert difference["value_in_words"] == "中国比美国多1.6073万件"
        assert multiple["value_in_words"] == "1.30倍"

    @pytest.mark.parametrize(
        ("indicator", "period", "base", "end", "told"),
        [
            ("gii_rank", "2025", "CN", "US", "United States is 7 places ahead of China"),
            ("gii_rank", "2025", "US", "KR", "Republic of Korea is 1 place behind United States"),
            ("gii_rank", "2023", "CN", "CN", None),
            ("pct_applications", "2023", "CN", "US", "United States is 13,932 applications below"),
        ],
    )
    def test_by_how_much(
        self, client: Asking, indicator: str, period: str, base: str, end: str, told: str | None
    ) -> None:
        pair = {"base": of(indicator, period, base), "end": of(indicator, period, end)}
        made = client.answer("compare", lang="en", **pair)
        words = [r["value_in_words"] for r in made["results"] if r["kind"] == "difference"]
        assert [w[: len(told or "")] for w in words] == ([told] if told else [])

    def test_what_changed_from_year_to_year(self, client: Asking) -> None:
        made = client.answer("transform", indicator="satisfaction", kind="change")
        assert made["earlier"] == 1
        asked = {"kind": "change", "before": made["results"][0]["period"]}
        earlier = client.answer("transform", indicator="satisfaction", **asked)
        assert earlier["earlier"] == 0
        by_period = {r["period"]: r["value"] for r in earlier["results"] + made["results"]}
        # 64.96 − 63.69; 82.81 − 82.36
        assert (by_period["2013"], by_period["2025"]) == ("1.27", "0.45")

    def test_where_it_is_printed(self, client: Asking) -> None:
        made = client.answer("cite", indicator="satisfaction", period="2022", lang="en")
        assert made["publications"][0]["id"] == "cnipa-work-report-2023"
        assert made["figure"]["locator"] == "The past decade: economy and society"
        assert "81.25分" in made["citation"]
        assert len(made["also_printed_in"]) == 1

    def test_whether_a_text_is_right(self, client: Asking) -> None:
        text = "2023年，我国授权发明专利95.1万件。"
        made = client.answer("check_text", text=text)
        assert made["right"] is False
        (wrong,) = made["numbers"]
        assert (wrong["verdict"], wrong["right"]) == ("contradicted", "92.1万")
        assert text[wrong["start"] : wrong["end"]] == "95.1万"
        made = client.answer("check_text", text=text.replace("95.1", "92.1"))
        assert (made["right"], made["counts"]) == (True, {"verified": 1})

    def test_what_was_known_on_a_day(self, client: Asking) -> None:
        day = "2023-06-30"
        made = client.answer("newest", indicator="gii_rank", vintage=day)
        assert (made["figure"]["period"], made["figure"]["value"]) == ("2022", "11")
        seen = client.answer("in_view", vintage=day, supplement=False)
        assert seen["selection"] == f"reports-{day}"
        assert len(seen["in_words"]) == 2


class TestTraps:
    def test_a_total_is_no_growth_of_the_domestic_part(self, client: Asking) -> None:
        base = of("invention_patents_in_force_domestic", "2021")
        end = of("invention_patents_in_force", "2022")
        made = client.answer("compare", base=base, end=end)
        assert (made["change_allowed"], made["results"]) == (False, [])
        assert made["refusals"][0]["reason"] == "scope"
        assert made["refusals"][0]["why"] == "口径不同；请把每个口径各看作一个系列"
        assert made["base"]["scope"] != made["end"]["scope"]

    def test_of_one_day_the_part_has_a_share_and_still_no_growth(self, client: Asking) -> None:
        base = of("invention_patents_in_force_domestic", "2022")
        end = of("invention_patents_in_force", "2022")
        made = client.answer("compare", base=base, end=end)
        assert made["change_allowed"] is False
        (share,) = made["results"]
        # 3280000 ÷ 4212188 = 0.77869...
        assert (share["kind"], share["value_in_words"]) == ("share", "77.9%")

    def test_eleven_months_are_no_year(self, client: Asking) -> None:
        base, end = of("royalties_trade", "2021"), of("royalties_trade", "2022-01/2022-11")
        made = client.answer("compare", base=base, end=end, lang="en")
        assert (made["change_allowed"], made["results"]) == (False, [])
        (refused,) = made["refusals"]
        assert refused["reason"] == "period"
        assert refused["why"].startswith("periods of unlike length; ")
        assert made["end"]["note"].startswith("January to November only")

    def test_nine_months_are_not_given_for_the_year(self, client: Asking) -> None:
        told = client.refusal("cite", indicator="pledge_financing", period="2024", lang="en")
        assert "no figure of 2024" in told
        assert "2024-01/2024-09" in told

    def test_ranks_of_two_editions_across_a_break(self, client: Asking) -> None:
        base, end = of("gii_rank", "2010"), of("gii_rank", "2022")
        made = client.answer("compare", base=base, end=end)
        assert (made["change_allowed"], made["results"]) == (False, [])
        assert [r["reason"] for r in made["refusals"]] == ["break"]

    def test_ranks_on_one_side_of_it_have_places_but_no_per_cent(self, client: Asking) -> None:
        base, end = of("gii_rank", "2012"), of("gii_rank", "2022")
        made = client.answer("compare", base=base, end=end, lang="en")
        (change,) = made["results"]
        assert change["value"] == "-23"  # from 34th to 11th
        assert "23 places" in change["value_in_words"]
        assert made["caveats"] == [
            "Model and data change with every edition; ranks of different editions compare only "
            "roughly."
        ]
        assert [r["reason"] for r in made["refusals"]] == ["rank"]

    def test_ranks_that_a_published_interval_does_not_tell_apart(self, client: Asking) -> None:
        base, end = of("gii_rank", "2020"), of("gii_rank", "2021")
        made = client.answer("compare", base=base, end=end, lang="en")
        assert made["results"][0]["value"] == "-2"
        assert made["caveats"][-1] == (
            "14th in 2020: published confidence interval 9th to 16th; "
            "not told apart from it: 12th of 2021"
        )

    def test_growth_over_a_break(self, client: Asking) -> None:
        base = of("patent_intensive_value_added", "2022")
        end = of("patent_intensive_value_added", "2023")
        made = client.answer("compare", base=base, end=end, lang="en")
        assert (made["change_allowed"], made["results"]) == (False, [])
        assert [r["reason"] for r in made["refusals"]] == ["break"]
        assert made["end"]["breaks"] == ["2023"]

    def test_figures_of_two_definitions(self, client: Asking) -> None:
        one = "invention_patents_in_force_domestic"
        made = client.answer("compare", base=of(one, "2013"), end=of(one, "2022"), lang="en")
        assert made["results"] == []
        assert [r["reason"] for r in made["refusals"]] == ["definition"]

    def test_more_than_one_figure_against_more_than_another(self, client: Asking) -> None:
        base = of("pledge_financing_yearly_growth", "2019/2020")
        end = of("pledge_financing_yearly_growth", "2020/2021")
        made = client.answer("compare", base=base, end=end)
        assert (made["change_allowed"], made["results"]) == (False, [])
        assert [r["reason"] for r in made["refusals"]] == ["bounds"]

    def test_a_bound_against_an_exact_figure_gives_a_bound(self, client: Asking) -> None:
        base, end = of("pct_applications", "2015"), of("pct_applications", "2016")
        change, growth = client.answer("compare", base=base, end=end)["results"]
        # More than 29,800, then 43,168: less than 43168 − 29800.
        assert change["value"] is None
        assert (change["interval"], change["value_in_words"]) == ("(-inf, 13368)", "不足1.3368万件")
        assert growth["value"] is None

    def test_nine_months_have_no_growth_over_a_year(self, client: Asking) -> None:
        base, end = of("pledge_financing", "2023"), of("pledge_financing", "2024-01/2024-09")
        made = client.answer("compare", base=base, end=end)
        assert [r["reason"] for r in made["refusals"]] == ["period"]

    def test_eleven_months_have_no_growth_over_six(self, client: Asking) -> None:
        base = of("royalties_trade", "2022-01/2022-11")
        end = of("royalties_trade", "2024-01/2024-06")
        made = client.answer("compare", base=base, end=end)
        assert [r["reason"] for r in made["refusals"]] == ["period"]

    def test_a_count_in_the_midst_of_a_year_tells_the_months_between(self, client: Asking) -> None:
        base, end = of("centres_total", "2023"), of("centres_total", "2024-08-20")
        change, _ = client.answer("compare", base=base, end=end, lang="en")["results"]
        assert change["value_in_words"] == "+3 centres over 8 months"  # 115 − 112

    def test_what_was_printed_first_and_last(self, client: Asking) -> None:
        asked = {"indicator": "royalties_trade", "period": "2022-01/2022-11"}
        seen = client.answer("cite", vintage="2022-06-30", **asked | {"period": "2021"})
        assert seen["figure"]["period"] == "2021"
        told = client.refusal("cite", vintage="2022-06-30", lang="en", **asked)
        assert "no figure of 2022-01/2022-11" in told

    def test_two_economies_at_two_times(self, client: Asking) -> None:
        base, end = of("gii_rank", "2024"), of("gii_rank", "2025", "US")
        made = client.answer("compare", base=base, end=end, lang="en")
        assert made["results"] == []
        assert [r["reason"] for r in made["refusals"]] == ["two_times"]

    def test_two_concepts(self, client: Asking) -> None:
        base, end = of("satisfaction", "2022"), of("gii_rank", "2022")
        made = client.answer("compare", base=base, end=end)
        assert [r["reason"] for r in made["refusals"]] == ["concept"]

    def test_a_figure_and_itself(self, client: Asking) -> None:
        one = of("satisfaction", "2022")
        made = client.answer("compare", base=one, end=one)
        assert [r["reason"] for r in made["refusals"]] == ["no_time"]

    def test_what_a_transform_leaves_out_is_told(self, client: Asking) -> None:
        made = client.answer("transform", indicator="royalties_trade")
        assert {r["reason"] for r in made["refusals"]} == {"period"}
        assert "2022-01/2022-11" in {p for r in made["refusals"] for p in r["periods"]}


class TestFaults:
    @pytest.mark.parametrize(
        ("lang", "told"), [("zh", "没有指标"), ("en", "there is no indicator")]
    )
    def test_an_unknown_indicator_names_what_may_be_meant(
        self, client: Asking, lang: Lang, told: str
    ) -> None:
        said = client.refusal("newest", indicator="pledge", lang=lang)
        assert told in said
        assert "pledge_financing" in said

    def test_an_economy_without_figures_names_those_with(self, client: Asking) -> None:
        told = client.refusal("series", indicator="satisfaction", area="Japan", lang="en")
        assert "has no figures of Japan; it has some of: CN" in told

    def test_an_economy_that_is_none(self, client: Asking) -> None:
        told = client.refusal("search", words="gii", area="Atlantis", lang="en")
        assert "there is no economy or region Atlantis" in told

    def test_what_only_the_supplement_has_is_out_of_view(self, client: Asking) -> None:
        asked = {"indicator": "invention_applications", "lang": "en"}
        client.answer("newest", **asked)
        told = client.refusal("newest", supplement=False, **asked)
        assert "out of view" in told

    def test_a_vintage_that_is_none(self, client: Asking) -> None:
        assert "不是版本" in client.refusal("in_view", vintage="2023")

    def test_a_text_that_is_too_long(self, client: Asking) -> None:
        assert "过长" in client.refusal("check_text", text="一" * (LONGEST + 1))

    @pytest.mark.parametrize(
        ("tool", "asked", "told"),
        [
            ("newest", {"indicator": "gii_rank", "period": "2020"}, "newest takes no period"),
            ("newest", {}, "newest: indicator is missing"),
            ("newest", {"indicator": None}, "newest: indicator is missing"),
            ("newest", {"indicator": ""}, "newest: indicator cannot be"),
            ("newest", {"indicator": "x" * 101}, "newest: indicator is too long; at most 100"),
            ("newest", {"indicator": ["gii_rank"]}, "newest: indicator cannot be ['gii_rank']"),
            ("newest", {"indicator": "gii_rank@ZZ"}, "has no figures of ZZ"),
            ("compare", {"base": {"indicator": "gii_rank"}}, "compare: end is missing"),
            ("compare", {"base": {"year": 1}, "end": {}}, "compare: base.indicator is missing"),
            ("transform", {"indicator": "gii_rank", "kind": "none"}, "kind is one of pct, change"),
            ("search", {"words": "gii", "most": 51}, "search: most cannot be 51"),
            ("search", {"words": "x" * 100_000}, "search: words is too long; at most 200 signs"),
            ("series", {"indicator": "gii_rank", "before": "1999"}, "no figure of 1999"),
            ("check_text", {"text": 2023}, "check_text: text cannot be 2023"),
            ("publish", {}, "there is no tool publish; there are: search, series"),
        ],
    )
    def test_what_a_tool_does_not_take(
        self, client: Asking, tool: str, asked: dict[str, Any], told: str
    ) -> None:
        said = client.refusal(tool, lang="en", **asked)
        assert told in said
        assert len(said.splitlines()) == 1
        assert len(said) < 400

    def test_a_language_that_is_none(self, client: Asking) -> None:
        told = client.refusal("newest", indicator="gii_rank", lang="fr")
        assert told == "newest：参数“lang”只能是 zh、en，不能是“fr”"

    def test_nothing_of_the_library_is_told(self, client: Asking) -> None:
        told = client.refusal("newest", indicator="pledge", lang="en")
        assert told.startswith("there is no indicator pledge")

    def test_null_is_what_is_left_out_and_a_year_may_be_a_number(self, client: Asking) -> None:
        asked = {"indicator": "satisfaction", "period": 2022, "area": None, "lang": None}
        made = client.answer("cite", **asked)
        assert made["figure"]["period"] == "2022"
        pair = {"base": asked | {"lang": "x"}, "end": asked}
        assert "lang" in client.refusal("compare", **pair)
        one = {"indicator": "satisfaction", "period": 2022, "area": None}
        assert client.answer("compare", base=one, end=one | {"period": 2023})["results"]

    def test_an_empty_text_has_nothing_wrong(self, client: Asking) -> None:
        for text in ("", " \n", "没有数字。"):
            made = client.answer("check_text", text=text)
            assert (made["right"], made["counts"], made["numbers"]) == (True, {}, [])

    def test_a_base_that_is_no_period_of_the_series(self, client: Asking) -> None:
        told = client.refusal("transform", indicator="satisfaction", kind="index", base="1999")
        assert "1999" in told


class TestSize:
    """An answer is to leave an assistant room to think: what is long comes in parts."""

    def test_every_answer_is_short(self, client: Asking, tables: Tables) -> None:
        for one in tables.all_series.values():
            asked = {"indicator": one.definition.id, "area": one.area, "lang": "en"}
            kinds = [{"kind": kind} for kind in ("pct", "change", "cagr", "index", "share")]
            for tool, more in [("series", {}), ("newest", {}), *(("transform", k) for k in kinds)]:
                assert len(client.told(tool, **asked, **more)) < SHORT, (one.key, tool, more)

    def test_what_is_found_is_short(self, client: Asking) -> None:
        for words in ("", "patent", "专利", "2023"):
            assert len(client.told("search", words=words, lang="en")) < SHORT

    def test_text_and_data_say_the_same_without_spaces(self, client: Asking) -> None:
        told = client.told("newest", indicator="gii_rank")
        assert json.loads(told) == client.answer("newest", indicator="gii_rank")
        assert "\n" not in told

    def test_a_long_series_is_told_in_parts(self, client: Asking, tables: Tables) -> None:
        seen: list[str] = []
        before, earlier = "", 1
        while earlier:
            asked = {"indicator": "ip_charges_payments", "before": before, "most": 5}
            made = client.answer("series", **asked)
            seen = [f["period"] for f in made["figures"]] + seen
            before, earlier = seen[0], made["earlier"]
        points = tables.series("ip_charges_payments", "CN").points
        assert seen == [p.period.code for p in points]

    def test_numbers_of_a_long_text_are_told_in_parts(self, client: Asking) -> None:
        right, wrong = "2023年授权发明专利92.1万件。", "2023年授权发明专利95.1万件。"
        text = right * 40 + wrong + right * 9
        made = client.answer("check_text", text=text)
        assert (made["right"], made["counts"]) == (False, {"verified": 49, "contradicted": 1})
        assert (len(made["numbers"]), made["more"]) == (20, 30)
        rest = client.answer("check_text", text=text, start=made["next"], most=50)
        assert (len(rest["numbers"]), rest["more"], rest["next"]) == (30, 0, None)
        (one,) = client.answer("check_text", text=text, only="wrong")["numbers"]
        assert text[one["start"] : one["end"]] == "95.1万"
        every = client.answer("check_text", text=text, only="all", most=2)
        assert [n["verdict"] for n in every["numbers"]] == ["not_a_figure", "verified"]

    def test_thousands_of_digits_are_not_repeated(self, client: Asking) -> None:
        assert len(client.told("check_text", text="9" * 3000)) < 1000


class TestWhatIsOffered:
    def test_every_tool_reads_only_and_says_what_it_takes_and_gives(self, client: Asking) -> None:
        tools = client.tools()
        assert {t.name for t in tools} == TOOLS
        for tool in tools:
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint is True
            assert tool.description
            assert tool.output_schema
            for name, taken in tool.input_schema["properties"].items():
                assert taken.get("description"), (tool.name, name)

    def test_the_indicators_are_a_resource_in_each_language(
        self, client: Asking, tables: Tables
    ) -> None:
        assert client.resources() == {f"ipstats://indicators/{lang}.csv" for lang in LANGS}
        for lang in LANGS:
            lines = client.resource(f"ipstats://indicators/{lang}.csv").splitlines()
            assert lines[0] == "indicator,name,scope,unit,areas,regions"
            every = {*tables.definitions, *tables.regional.definitions}
            assert len(lines) == 1 + len(every)
            own = tables.definitions["gii_rank"].name(lang)
            assert any(line.startswith(f"gii_rank,{own},") for line in lines)

    def test_it_tells_how_it_is_used(self, client: Asking) -> None:
        assert "check_text" in (client.client.instructions or "")
