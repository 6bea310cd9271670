from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import Tables, load
from metrics.model.definition import Definition
from metrics.views.search import Facets, find, search

EXAM = "invention_exam_months"
IN_FORCE = "invention_patents_in_force_domestic"
PER_10K = "high_value_invention_patents_per_10k"
PLEDGE = "pledge_financing"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        # as it is written
        ("pledge", PLEDGE),
        ("质押", PLEDGE),
        ("融资", PLEDGE),
        ("审查", EXAM),
        ("授权", "invention_patents_granted"),
        ("PCT", "pct_applications"),
        ("GII", "gii_rank"),
        ("gii_rank", "gii_rank"),
        ("GDP", "patent_intensive_share_gdp"),
        ("trademark", "trademarks_registered"),
        ("innovation rank", "gii_rank"),
        ("使用费", "royalties_trade"),
        ("侵权", "infringement_cases"),
        ("美国 PCT", "pct_applications"),
        ("专利的质押融资", PLEDGE),
        ("人口高价值专利", PER_10K),
        # numbers and scopes
        ("4868.8", PLEDGE),
        ("4,868.8", PLEDGE),
        ("15.7", EXAM),
        ("突破8.4万家", "service_agencies"),
        ("港澳台", IN_FORCE),
        ("Macao", IN_FORCE),
        # typing errors: wrong, swapped, missing and doubled signs, characters of one sound
        ("质压融资", PLEDGE),
        ("资融押质", PLEDGE),
        ("质押融", PLEDGE),
        ("质质押融资", PLEDGE),
        ("审查周其", EXAM),
        ("审察周期", EXAM),
        ("专力有效量", IN_FORCE),
        ("专利有笑量", IN_FORCE),
        ("发明专力有效量", IN_FORCE),
        ("商标注侧", "trademarks_registered"),
        ("商标住册", "trademarks_registered"),
        ("满易度", "satisfaction"),
        ("创新指树", "gii_rank"),
        ("利专质押", "patent_pledge_financing"),
        ("trademrk", "trademarks_registered"),
        ("trademakr", "trademarks_registered"),
        ("pledg finacing", PLEDGE),
        ("satisfction", "satisfaction"),
        ("satissfaction", "satisfaction"),
        ("infringment", "infringement_cases"),
        ("patnets in froce", IN_FORCE),
        ("examintion time", EXAM),
        ("inovation indx", "gii_rank"),
        ("zhiyarongzi", PLEDGE),
        # synonyms and terms of the field
        ("贷款", PLEDGE),
        ("银行贷款", PLEDGE),
        ("loan", PLEDGE),
        ("collateral", PLEDGE),
        ("审限", EXAM),
        ("pendency", EXAM),
        ("有效", "valid_trademarks"),
        ("in force", IN_FORCE),
        ("版权", "royalties_trade"),
        ("特许权使用费", "royalties_trade"),
        ("royalties", "royalties_trade"),
        ("royalites", "royalties_trade"),
        ("per capita", PER_10K),
        ("人均", PER_10K),
        ("国际专利", "pct_applications"),
        ("patent cooperation treaty", "pct_applications"),
        ("芯片", "ic_layout_certificates"),
        ("lawsuits", "infringement_cases"),
        ("代理所", "service_agencies"),
    ],
)
def test_finds_first(tables: Tables, query: str, first: str) -> None:
    assert find(tables, query)[0].id == first


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("质压融资", "质押融资"),
        ("审查周其", "审查周期"),
        ("专力", "专利"),
        ("商标注侧", "商标注册"),
        ("质质押融资", "质押融资"),
        ("trademrk", "trademarks"),
        ("pledg finacing", "pledge financing"),
        ("patnets in froce", "patents in force"),
        ("xyzzy pledge", "pledge"),
        ("自主知识产权", "知识产权"),
        ("质押融资", ""),
        ("贷款", ""),
        ("royalties", ""),
        ("zzzzqqq", ""),
    ],
)
def test_says_what_is_meant_where_nothing_fits(tables: Tables, query: str, meant: str) -> None:
    assert search(tables, query).meant == meant


def test_what_is_meant_finds_the_same(tables: Tables) -> None:
    for query in ("质压融资", "审查周其", "trademrk", "patnets in froce"):
        asked = search(tables, query)
        again = search(tables, asked.meant)
        assert not again.meant
        assert again.definitions[0] == asked.definitions[0]


NAMES = [
    (d, name)
    for d in load().definitions.values()
    for name in (d.name_zh, d.name_en)
    if len(name) >= 4
]


def _edited(name: str, kind: str, random: Random) -> str:
    """Return a name with one error of a kind at a random place."""
    at = random.randrange(len(name) - 1)
    strange = random.choice("的一是在不了有和人这abcdefghiklmnopqrstuvwxyz")
    return {
        "missing": name[:at] + name[at + 1 :],
        "doubled": name[:at] + name[at] + name[at:],
        "swapped": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        "wrong": name[:at] + strange + name[at + 1 :],
    }[kind]


@given(
    st.sampled_from(NAMES),
    st.sampled_from(["missing", "doubled", "swapped", "wrong"]),
    st.randoms(use_true_random=False),
)
def test_one_error_in_a_name_still_finds_it(
    named: tuple[Definition, str], kind: str, random: Random
) -> None:
    _, name = named
    typed = _edited(name, kind, random)
    first = find(load(), typed)[:5]
    # Scopes of one concept share their name: one of them is among the first.
    assert name in {n for d in first for n in (d.name_zh, d.name_en)}, typed


def test_nothing_typed_lists_all_in_order(tables: Tables) -> None:
    assert find(tables) == list(tables.definitions.values())


def test_nonsense_finds_nothing(tables: Tables) -> None:
    assert find(tables, "zzzzqqq") == []


def test_every_word_must_be_there(tables: Tables) -> None:
    both = {d.id for d in find(tables, "trademark examination")}
    assert "trademark_exam_months" in both
    assert "valid_trademarks" not in both


@pytest.mark.parametrize(
    ("facets", "check"),
    [
        (Facets(theme="services"), lambda d: d.theme == "services"),
        (Facets(measure="rank"), lambda d: d.measure == "rank"),
        (Facets(directive="international"), lambda d: d.directive == "international"),
    ],
)
def test_facets_narrow(tables: Tables, facets: Facets, check: object) -> None:
    found = find(tables, facets=facets)
    assert found
    assert all(check(d) for d in found)  # type: ignore[operator]
    assert len(found) < len(tables.definitions)


def test_facet_of_a_source(tables: Tables) -> None:
    found = [d.id for d in find(tables, facets=Facets(source="xinhua-2021-02-01"))]
    assert "valid_trademarks" in found
    assert "gii_rank" not in found
