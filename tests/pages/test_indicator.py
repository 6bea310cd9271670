"""The page of an indicator, run without a browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from metrics import load
from metrics.locale import LANGS, Lang, text
from pages.parts.blocks.evidence import TABS, by_publication, related
from pages.parts.frame.shell import Context
from tests.apps import REPORTS, html, open_page


def chosen(lang: Lang, **choice: str) -> AppTest:
    app = open_page("indicator", lang, **choice)
    app.session_state["view"] = {"lang": lang} | choice
    app.session_state["called_back"] = True
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("indicator", ["pledge_financing", "rcep_obligations", "gii_rank"])
def test_everything_about_one(indicator: str, lang: Lang) -> None:
    app = chosen(lang, id=indicator)
    body, say = html(app), text(lang)
    series = load().series(indicator)
    assert f'<h1 class="ip-hero">{series.definition.name(lang)}</h1>' in body
    assert series.definition.definition(lang) in body
    assert (len(app.get("plotly_chart")) > 0) == (indicator != "rcep_obligations")
    assert series.latest.figure.printed in body.partition('data-role="citation"')[2]
    assert app.get_by_key(f"take_xlsx_{lang}").label == say("take.xlsx")
    address = f"data/indicators.csv?lang={lang}&amp;indicator={indicator}&amp;area=CN"
    assert address in body


@pytest.mark.parametrize("lang", LANGS)
def test_number_and_unit_stand_apart_and_no_tier_is_named(lang: Lang) -> None:
    body = html(chosen(lang, id="pledge_financing"))
    number, unit = {"zh": ("8,539.9", "亿元"), "en": ("CNY 853.99", "billion")}[lang]
    cells = f'<td class="ip-number">{number}</td><td class="ip-unit">{unit}</td>'
    assert cells in body
    tier = load().label("tier", "supplement", lang)
    assert f"[{tier}]" not in body
    assert f"〔{tier}〕" not in body


@pytest.mark.parametrize("lang", LANGS)
def test_only_the_open_tab_is_worked_out(lang: Lang) -> None:
    say = text(lang)
    own = {
        "data": f'<th scope="col" class="ip-number">{say("column.number")}</th>',
        "statements": f'<th scope="col" class="ip-published">{say("column.published")}</th>',
        "notes": say("indicator.events"),
        "checks": "ip-verdict",
        "related": say("indicator.topic"),
    }
    for tab in TABS:
        body = html(chosen(lang, id="pledge_financing", tab=tab))
        shown = body.partition('class="ip-tabs"')[2].partition("</nav>")[2]
        assert own[tab] in shown, tab
        others = [words for name, words in own.items() if name != tab and name != "data"]
        assert not any(words in shown for words in others), tab


def test_the_open_tab_stays_in_the_other_language() -> None:
    app = chosen("zh", id="gii_rank", tab="statements")
    app.query_params["lang"] = "en"
    app.run()
    body = html(app)
    assert '<a href="?lang=en&amp;id=gii_rank&amp;tab=statements"' in body
    assert text("en")("column.published") in body


def test_a_transform_draws_what_is_computed() -> None:
    app = chosen("en", id="pledge_financing", **{"as": "pct"})
    assert "75.4" in app.get("plotly_chart")[0].proto.spec
    assert 'aria-current="true">Per cent change</a>' in html(app)
    ranks = html(chosen("en", id="gii_rank"))
    assert "as=change" in ranks
    assert "as=pct" not in ranks


def test_the_table_stands_in_place_of_the_chart() -> None:
    app = chosen("en", id="gii_rank", **{"as": "table"})
    assert not [c for c in app.get("plotly_chart") if "c-indicator-lead" in c.proto.id]
    assert "ip-astable" in html(app)


def test_economies_are_a_choice_and_the_name_says_which() -> None:
    body = html(chosen("en", id="gii_rank", area="US"))
    assert "· United States</h1>" in body
    assert '<a href="?lang=en&amp;id=gii_rank"' in body.partition('id="ip-economies"')[2]


def test_statements_stand_by_publication() -> None:
    made = by_publication(load().select(REPORTS).series("pledge_financing"))
    assert [o.source.id for o in made] == [
        "qiushi-2024-08-20",
        "cnipa-work-report-2023",
        "cnipa-work-report-2023",
    ]


def test_relations_lead_both_ways() -> None:
    here = Context(load(), "zh", "light")
    amount = {d.id for d, _ in related(here, here.tables.definitions["pledge_financing"])}
    assert {"pledge_financing_yearly_growth", "pledge_financing_decade_multiple"} <= amount
    rate = here.tables.definitions["pledge_financing_yearly_growth"]
    assert "pledge_financing" in {d.id for d, _ in related(here, rate)}
    scoped = here.tables.definitions["invention_patents_in_force"]
    assert "invention_patents_in_force_domestic" in {d.id for d, _ in related(here, scoped)}


def test_every_indicator_has_its_page() -> None:
    app = open_page("indicator", "en", id="gii_rank")
    for key, series in load().by_key.items():
        if series.area not in ("CN", "US"):
            continue
        app.session_state["view"] = {
            "lang": "en",
            "id": series.definition.id,
            "area": series.area,
        }
        app.session_state["called_back"] = True
        app.run()
        assert not app.exception, key
        assert series.latest.figure.printed in html(app), key


def test_without_an_id_it_says_so() -> None:
    app = open_page("indicator")
    assert [i.value for i in app.info] == [text("zh")("indicator.none")]
