"""Slides as a web page: what stands in the document."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256

import plotly.graph_objects as go
import pytest
from lxml import html
from plotly.offline import get_plotlyjs

from metrics.exports.images import Shown
from metrics.exports.web import html_bytes, page_html
from metrics.locale import LANGS, Lang, text

TITLES = ["知识产权 </script><b>", 'Two "quoted"', "第三张"]
NOTES = [("甲", "<b>"), (), ("乙",)]
SLIDES = [
    Shown(
        title,
        f"图：{title}",
        go.Figure(go.Bar(x=["甲"], y=[number]), {"title": title}),
        NOTES[number],
    )
    for number, title in enumerate(TITLES)
]
POLICY = "//meta[@http-equiv='Content-Security-Policy']/@content"


@pytest.fixture(scope="module")
def saved() -> str:
    return html_bytes(SLIDES, "简报 & 图", "zh").decode("utf-8")


def test_a_file_holds_plotly_once_and_nothing_to_fetch(saved: str) -> None:
    assert saved.count(get_plotlyjs()) == 1
    rest = saved.replace(get_plotlyjs(), "")
    assert not re.search(r"https?://|//cdn|@import|url\(", rest)
    page = html.fromstring(saved)
    assert page.xpath("//script/@src") == []
    assert page.xpath("//link/@href") == ["data:,"]


def test_the_policy_forbids_connections_and_runs_only_our_scripts(saved: str) -> None:
    page = html.fromstring(saved)
    (policy,) = page.xpath(POLICY)
    assert "default-src 'none'; connect-src 'none'" in policy
    assert "script-src 'sha256-" in policy
    scripts = re.findall(r"<script>(.*?)</script>", saved, re.DOTALL)
    assert len(scripts) == 2
    for script in scripts:
        assert b64encode(sha256(script.encode()).digest()).decode() in policy


@pytest.mark.parametrize("lang", LANGS)
def test_slides_say_what_they_show(lang: Lang) -> None:
    page = html.fromstring(html_bytes(SLIDES, "简报 & 图", lang).decode("utf-8"))
    say = text(lang)
    assert page.get("lang") == {"zh": "zh-CN", "en": "en"}[lang]
    assert page.findtext("head/title") == "简报 & 图"
    slides = page.xpath("//section")
    assert [s.get("aria-label") for s in slides] == ["1 / 3", "2 / 3", "3 / 3"]
    assert [s.findtext("h2") for s in slides] == TITLES
    charts = page.xpath("//section/div[@role='img']")
    assert [c.get("aria-label") for c in charts] == [s.alt for s in SLIDES]
    notes = [s.xpath(".//template//li/text()") for s in slides]
    assert notes == [list(s.notes) for s in SLIDES]
    assert {s.get("aria-roledescription") for s in slides} == {say("deck.slide")}
    assert {s.get("role") for s in slides} == {"group"}
    assert [s.get("data-title") for s in slides] == TITLES
    assert page.xpath("//*[@aria-live='polite']")


def test_figures_stand_in_the_page_as_they_are(saved: str) -> None:
    data = html.fromstring(saved).xpath("//script[@type='application/json']/text()")
    figures = [json.loads(one) for one in data]
    assert [f["layout"]["title"]["text"] for f in figures] == TITLES
    assert [set(f) for f in figures] == [{"data", "layout"}] * 3
    assert not any("<" in one for one in data)


def test_charts_offer_nothing_of_another_host(saved: str) -> None:
    assert "showSendToCloud: false, displaylogo: false, displayModeBar: false" in saved


def test_a_page_of_the_dashboard_loads_plotly_from_there() -> None:
    made = page_html(SLIDES, "Briefing", "en", "/data/plotly.js", first=2, home="/?lang=en&a=1")
    page = html.fromstring(made)
    assert page.xpath("//script/@src") == ["/data/plotly.js"]
    assert len(made) < 100_000
    assert "'self'" in page.xpath(POLICY)[0]
    assert page.find("body").get("data-first") == "2"
    assert page.xpath("//div[@id='tools']/a/@href") == ["/?lang=en&a=1"]


def test_a_file_leads_nowhere(saved: str) -> None:
    assert html.fromstring(saved).xpath("//a") == []
