"""Parts of the tables to take away."""

from __future__ import annotations

import json

import pytest

from metrics import Selection, Tables
from metrics.explorer.exploration import Choice, Exploration
from metrics.exports.opendata import csv_bytes, json_bytes
from metrics.locale import LANGS, Lang
from metrics.views.extracts import MOST_NAMED, extract, of_view
from metrics.views.filters import MOST_ALIKE, FilterError, Filters, alike, filters_of


def test_without_filters_everything_is_taken(tables: Tables) -> None:
    taken = extract(tables, Filters())
    every = [o for s in tables.all_series.values() for o in s.statements]
    assert len(taken.series) == len(tables.all_series)
    assert {id(o) for o in taken.statements} == {id(o) for o in every}
    assert len(taken.statements) == len(every)
    assert taken.whole
    assert taken.filter_lines("en") == ("none; everything is in it",)


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        (Filters(theme="utilisation"), lambda o: o.definition.theme == "utilisation"),
        (Filters(areas=("US",)), lambda o: o.area == "US"),
        (Filters(areas=("US", "JP")), lambda o: o.area in ("US", "JP")),
        (Filters(qualifier="over"), lambda o: o.figure.qualifier == "over"),
        (Filters(basis="inferred"), lambda o: o.period_basis == "inferred"),
        (Filters(source="qiushi-2024-08-20"), lambda o: o.source.id == "qiushi-2024-08-20"),
        (Filters(indicators=("gii_rank",)), lambda o: o.definition.id == "gii_rank"),
    ],
)
def test_a_filter_keeps_what_it_says_and_all_of_it(
    tables: Tables, filters: Filters, holds: object
) -> None:
    assert callable(holds)
    taken = extract(tables, filters)
    wanted = [o for o in extract(tables, Filters()).statements if holds(o)]
    assert wanted
    assert [id(o) for o in taken.statements] == [id(o) for o in wanted]
    assert not taken.whole


def test_a_search_looks_through_both_languages(tables: Tables) -> None:
    for words in ("质押融资 4868.8", "pledge 2022", "PLEDGE 486,880,000,000"):
        assert "pledge_financing" in {
            s.definition.id for s in extract(tables, Filters(words=words)).series
        }, words
    assert not extract(tables, Filters(words="pledge nowhere")).statements


def test_cut_series_keep_their_breaks(tables: Tables) -> None:
    whole = tables.series("patent_intensive_value_added")
    (break_,) = whole.breaks
    others = {s.id for s in tables.sources.values()} - {break_.source.id}
    source = next(o.source.id for o in whole.statements if o.source.id in others)
    (cut,) = extract(tables, Filters(source=source, indicators=(whole.definition.id,))).series
    assert cut.broken == frozenset({break_.period})


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"theme": "nowhere"}, "theme"),
        ({"area": "XX"}, "area"),
        ({"area": "US,XX"}, "area"),
        ({"indicator": "gii_rank,nothing"}, "indicator"),
        ({"source": "nobody"}, "source"),
        ({"sup": "2"}, "sup"),
        ({"v": "yesterday"}, "v"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_not_known_is_named(tables: Tables, query: dict[str, str], name: str) -> None:
    def read() -> None:
        filters_of(query)[0].check(tables)

    with pytest.raises(FilterError) as fault:
        read()
    assert fault.value.name == name
    for lang in LANGS:
        message = fault.value.message(lang, "WHERE")
        assert name in message
        assert message.endswith(fault.value.reason(lang, "WHERE"))


@pytest.mark.parametrize(
    ("filters", "zh", "en"),
    [
        (
            Filters(indicators=("satisfactio",)),
            "没有“satisfactio”；相近的有：satisfaction",
            "“satisfactio” is not known; did you mean satisfaction, ",
        ),
        (
            Filters(indicators=("zzzz",)),
            "没有“zzzz”；可用的见 WHERE",
            "“zzzz” is not known; for what there is see WHERE",
        ),
        (
            Filters(qualifier="x"),
            "没有“x”；可用的有：exact、",
            "“x” is not known; there are: exact, ",
        ),
    ],
)
def test_a_fault_is_one_sentence(tables: Tables, filters: Filters, zh: str, en: str) -> None:
    with pytest.raises(FilterError) as fault:
        extract(tables, filters)
    assert fault.value.reason("zh", "WHERE").startswith(zh)
    assert fault.value.reason("en", "WHERE").startswith(en)


def test_of_many_possible_values_a_few_alike_are_named(tables: Tables) -> None:
    assert alike("GII_rang", tables.every_definition)[0] == "gii_rank"
    found = alike("patent", tables.every_definition)
    assert len(found) == MOST_ALIKE
    assert all("patent" in one for one in found)
    assert alike("", tables.every_definition) == []


@pytest.mark.parametrize(("lang", "told"), [("en", "Indicator: 7 indicators"), ("zh", "7项指标")])
def test_many_indicators_are_counted_not_named(tables: Tables, lang: Lang, told: str) -> None:
    ids = tuple(tables.every_definition)
    few, many = (extract(tables, Filters(indicators=ids[:n])) for n in (MOST_NAMED, 7))
    (line,) = few.filter_lines(lang)
    for i in few.filters.indicators:
        assert tables.every_definition[i].name(lang) in line
    (line,) = many.filter_lines(lang)
    assert line.endswith(told)


def test_the_file_of_all_indicators_is_hardly_larger_than_that_of_all(tables: Tables) -> None:
    whole = extract(tables, Filters())
    named = extract(tables, Filters(indicators=tuple(tables.every_definition)))
    sizes = [len(csv_bytes(taken, "en")) for taken in (whole, named)]
    assert sizes[1] < 1.2 * sizes[0]
    told = json.loads(json_bytes(named, "en"))["filters"]["indicator"]
    assert told.split(",") == list(tables.every_definition), "programs still get every id"


def test_an_address_gives_filters_and_selection() -> None:
    filters, selection = filters_of(
        {"indicator": "a,b", "theme": "creation", "q": "x y", "sup": "0", "v": "2023-06-30"}
    )
    assert filters == Filters(theme="creation", indicators=("a", "b"), words="x y")
    assert selection == Selection(False, "2023-06-30")
    assert filters.query == {"indicator": "a,b", "theme": "creation", "q": "x y"}


def test_titles_and_names_say_what_is_inside(tables: Tables) -> None:
    taken = extract(tables.select(Selection(supplement=False)), Filters(theme="creation"))
    assert taken.title("en") == "Statistics of China's intellectual property work: Creation"
    assert taken.title("zh").endswith("：创造")
    assert taken.name("csv") == f"china-ip-creation-{tables.version}-reports-last.csv"
    assert "Theme: Creation" in taken.filter_lines("en")
    assert len(taken.filter_lines("en")) == 2
    assert tables.version in taken.citation("zh")


def test_a_view_brings_the_wholes_of_its_shares(tables: Tables) -> None:
    view = Exploration(tables, Choice(("high_value_invention_patents",), "share"))
    assert [s.definition.id for s in of_view(view).series] == [
        "high_value_invention_patents",
        "invention_patents_in_force_domestic",
    ]


def test_the_whole_of_a_share_is_cut_to_the_range_too(tables: Tables) -> None:
    choice = Choice(("high_value_invention_patents",), "share", first="2023", last="2023")
    years = {
        (s.definition.id, o.period.end.year)
        for s in of_view(Exploration(tables, choice)).series
        for o in s.statements
    }
    assert years == {
        ("high_value_invention_patents", 2023),
        ("invention_patents_in_force_domestic", 2023),
    }


def test_a_search_looks_at_the_words_of_the_language(tables: Tables) -> None:
    """A source's name and a place stand in words of one language only."""
    found = extract(tables, Filters(words="Workers' Daily"), "en").statements
    assert found
    assert not extract(tables, Filters(words="Workers' Daily"), "zh").statements


def test_a_view_is_cut_to_its_range(tables: Tables) -> None:
    view = Exploration(tables, Choice(("satisfaction",), first="2020", last="2022"))
    years = {o.period.end.year for o in of_view(view).statements}
    assert years == {2020, 2021, 2022}


def test_titles_tell_scopes_apart(tables: Tables) -> None:
    titles = {extract(tables, Filters(indicators=(i,))).title("en") for i in tables.definitions}
    assert len(titles) == len(tables.definitions)


def test_a_year_is_that_in_which_periods_end(tables: Tables) -> None:
    found = extract(tables, Filters(year="2025")).statements
    assert {o.period.end.year for o in found} == {2025}
    assert len(found) == sum(
        o.period.end.year == 2025 for o in extract(tables, Filters()).statements
    )


def test_the_newest_is_one_figure_of_each_series(tables: Tables) -> None:
    found = extract(tables, Filters(newest=True)).statements
    assert len(found) == len(tables.all_series)
    for o in found:
        assert o is tables.all_series[o.definition.id, o.area].latest
    both = extract(tables, Filters(newest=True, year="2024")).statements
    assert {o.period.end.year for o in both} == {2024}
    assert len(both) < len(found)


def test_what_is_newest_follows_what_is_in_view(tables: Tables) -> None:
    asked = Filters(indicators=("gii_rank",), areas=("CN",), newest=True)
    assert [o.period.code for o in extract(tables, asked).statements] == ["2025"]
    reports = tables.select(Selection(supplement=False))
    assert [o.period.code for o in extract(reports, asked).statements] == ["2023"]


def test_year_and_newest_stand_in_addresses_titles_and_names(tables: Tables) -> None:
    filters, _ = filters_of({"year": "2025", "newest": "1"})
    assert filters == Filters(year="2025", newest=True)
    assert filters.query == {"year": "2025", "newest": "1"}
    taken = extract(tables, filters)
    assert "Year: 2025" in taken.filter_lines("en")
    assert "只列各指标最新一期" in taken.filter_lines("zh")
    assert taken.name("csv").startswith("china-ip-2025-newest-")
    for wrong in ({"newest": "2"}, {"newest": ""}):
        with pytest.raises(FilterError):
            filters_of(wrong)
    with pytest.raises(FilterError):
        extract(tables, Filters(year="1700"))
