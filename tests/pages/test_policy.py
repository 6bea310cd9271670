"""The policy page: events over time, the figures of each directive, governance as one table."""

from __future__ import annotations

import re

import pytest

from metrics import load
from metrics.locale import LANGS, Lang, text
from pages.parts.blocks.policy import columns
from tests.apps import html, open_page


@pytest.mark.parametrize("lang", LANGS)
def test_every_event_stands_once(lang: Lang) -> None:
    body = html(open_page("policy", lang))
    drawn = body[body.index("ip-time") : body.index('class="ip ip-undated"')]
    events = [e for e in load().events if e.kind != "directive"]
    dated = sum(bool(e.date) for e in events)
    assert len(re.findall(r"<li[^>]*><i class", drawn)) == dated
    undated = len(events) - dated
    assert text(lang)("policy.undated", count=undated) + "</summary>" in body
    assert body.count('scope="row"') == 6 + 1


def test_a_plan_is_hollow_and_a_day_is_told() -> None:
    body = html(open_page("policy", "zh"))
    assert '<i class="ip-dot" aria-hidden="true"></i><b>2022年5月5日</b> 《海牙协定》' in body
    (planned,) = re.findall(r"<li[^>]*><i class=\"([^\"]*)\"[^>]*></i>[^<]*地理标志条例草案", body)
    assert planned == "ip-dot ip-planned"


def test_years_of_few_events_share_a_column() -> None:
    made = columns(e for e in load().events if e.date and e.kind != "directive")
    assert [(c.name, c.many) for c in made] == [
        ("1950–2021", False),
        ("2022", True),
        ("2023", True),
    ]


def test_figures_stand_beside_the_directive_that_they_measure() -> None:
    tables = load()
    body = html(open_page("policy", "en"))
    lanes = body[: body.index('class="ip ip-undated"')].split('scope="row"')[1:]
    for code, lane in zip(tables.codes("directive"), lanes, strict=False):
        known = [d for d in tables.definitions.values() if d.directive == code]
        own = [d for d in known if (d.id, "CN") in tables.all_series]
        links = set(re.findall(r"indicator\?lang=en&amp;id=(\w+)", lane))
        assert links == {d.id for d in own}, code
    assert text("en")("policy.unmeasured") in lanes[5]


def test_governance_is_one_table() -> None:
    app = open_page("policy", "en")
    assert not app.get("plotly_chart")
    body = html(app)
    table = body[body.index("rows-governance") :]
    known = [d.id for d in load().definitions.values() if d.theme == "governance"]
    assert known
    assert all(f"id={name}" in table for name in known)


def test_a_kind_narrows_the_timeline() -> None:
    app = open_page("policy", "en")
    app.selectbox(key="w_kind_en").select("treaty").run()
    body = html(app)
    assert "Hague Agreement" in body
    assert "National IP publicity week" not in body
    assert "CNIPA reorganised" not in body
