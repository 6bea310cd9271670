"""The register of errors of the sources: on the page of the checks, and as files."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import pytest

from metrics import load
from metrics.locale import LANGS, Lang, text
from metrics.views.register import COLUMNS, register
from tests.apps import html, open_page
from tests.asking import ask


@pytest.mark.parametrize("lang", LANGS)
def test_the_checks_lead_to_the_register(lang: Lang) -> None:
    body = unescape(html(open_page("checks", lang)))
    tabs = body[body.index("ip-tabs") :].partition("</nav>")[0]
    assert re.search(r'href="[^"]*list=errors[^"]*" data-tab="errors">', tabs)
    assert text(lang)("errors.title") in tabs


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("Open", "printed so since 2014-03-26", "What is likely right", "587,000")),
        ("zh", ("未更正", "自2014-03-26起印行", "应为何数", "587,000")),
    ],
)
def test_each_entry_tells_all_of_an_error(lang: Lang, said: tuple[str, ...]) -> None:
    body = unescape(html(open_page("checks", lang, list="errors")))
    assert body.count('class="ip-check ip-error"') == len(register(load(), lang)) == 2
    entry = body[body.index('id="invention_patents_in_force_domestic-2013-12-31') :]
    entry = entry.partition("</article>")[0]
    for words in said:
        assert words in entry
    for check in ("population-2014", "scope-domestic-incl-2013"):
        assert re.search(rf'href="[^"]*check={check}', entry)
    assert re.search(r'href="[^"]*id=invention_patents_in_force_domestic["&]', entry)
    assert f'href="data/source-errors.csv?lang={lang}"' in body


def test_with_the_reports_alone_only_tables_of_regions_can_be_wrong() -> None:
    body = html(open_page("checks", "en", list="errors", sup="0"))
    assert 'id="invention_patents_in_force_domestic' not in body


@pytest.mark.parametrize("lang", LANGS)
def test_the_files_have_the_same(lang: Lang) -> None:
    found = register(load(), lang)
    answer = ask(f"source-errors.csv?lang={lang}")
    rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows] == [error.id for error in found]
    assert rows[0]["printed"] == "587,000"
    assert rows[0]["state"] == "open"
    assert rows[0]["checks"] == "population-2014 scope-domestic-incl-2013"
    told = json.loads(ask(f"source-errors.json?lang={lang}").body)
    assert told["data_version"] == load().version
    assert [e["id"] for e in told["errors"]] == [error.id for error in found]
    assert [p["check"] for p in told["errors"][0]["proofs"]] == rows[0]["checks"].split()
