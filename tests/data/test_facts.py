"""What the curated tables must hold."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from metrics import DataError, Tables, load


def test_every_definition_has_a_fact_and_every_report_is_a_source(tables: Tables) -> None:
    assert {i for i, _ in tables.all_series} == set(tables.definitions)
    assert len(tables.frames["indicators"]) > 150
    assert {s.document for s in tables.sources.values() if s.tier == "report"} == {
        "cnipa-work-report-2023",
        "cnipa-party-notice-2020-77",
        "hdu-reader-2024-24",
        "politburo-session-25-report",
        "shen-2020-article",
    }


def test_the_reader_bundles_six_articles(tables: Tables) -> None:
    bundled = [s for s in tables.sources.values() if s.document == "hdu-reader-2024-24"]
    assert sorted(s.published for s in bundled) == [
        "2021-02-01",
        "2021-02-01",
        "2021-02-08",
        "2024-07-19",
        "2024-08-19",
        "2024-08-20",
    ]
    assert all(s.issuer_zh for s in bundled)


def test_the_six_directives_are_events_and_measured_by_definitions(tables: Tables) -> None:
    directives = [e for e in tables.events if e.kind == "directive"]
    assert {e.directive for e in directives} == set(tables.codes("directive"))
    assert len(directives) == 6
    pointed = {d.directive for d in tables.definitions.values()} - {""}
    assert pointed == set(tables.codes("directive")) - {"national_security"}


def test_traps_of_the_reports_are_not_stepped_into(reports: Tables) -> None:
    tables = reports
    amount = tables.series("patent_intensive_value_added")
    printed = {p.period.code: p.figure.printed for p in amount.points}
    assert printed == {"2019": "11.46万亿元", "2021": "14.3万亿元", "2022": "15.3万亿元"}
    share = tables.series("patent_intensive_share_gdp")
    assert {p.period.code: p.figure.value for p in share.points} == {
        "2019": Decimal("11.6"),
        "2021": Decimal("12.4"),
        "2022": Decimal("12.71"),
    }
    royalties = tables.series("royalties_trade").points[0]
    assert royalties.period.code == "2022-01/2022-11"
    assert royalties.period_basis == "inferred"


def test_small_figures_are_there_too(tables: Tables) -> None:
    for indicator, value in {
        "malicious_filing_leads": 110,
        "gi_protection_zones": 29,
        "rcep_obligations": 85,
        "clusters_top5": 2,
        "documents_signed": 19,
        "cas_dmto_plants": 31,
    }.items():
        assert tables.series(indicator).latest.figure.value == value


def test_an_inferred_period_gives_its_reason(tables: Tables) -> None:
    for series in tables.all_series.values():
        for point in series.statements:
            if point.period_basis == "inferred":
                assert len(point.note("zh")) > 8, point
                assert len(point.note("en")) > 20, point


def test_events_without_a_printed_date_have_none(tables: Tables) -> None:
    undated = [e for e in tables.events if not e.date]
    assert len(undated) > 30
    for event in tables.events:
        assert re.fullmatch(r"(\d{4}(-\d{2}){0,2})?", event.date)


def test_addresses_are_on_first_rank_hosts(tables: Tables) -> None:
    hosts = (
        *("gov.cn", "wipo.int", "worldbank.org"),
        *("stdaily.com", "people.com.cn", "sina.com.cn"),
    )
    addresses = [url for url in tables.frames["sources"]["url"] if url]
    assert len(addresses) > 15
    for url in addresses:
        host = url.split("/")[2]
        assert any(host == own or host.endswith(f".{own}") for own in hosts), url


def test_an_address_elsewhere_is_a_problem(copied: Path) -> None:
    path = copied / "sources.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("https://stdaily.com/", "https://stdaily.com.example/"), "utf-8")
    with pytest.raises(DataError, match="column url"):
        load(copied)
