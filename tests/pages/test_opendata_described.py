"""Open data over HTTP is described, and answers as described."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import schemathesis
from hypothesis import settings
from schemathesis.config import SchemathesisConfig

from metrics import Tables
from metrics.locale import Lang
from metrics.views.filters import PARAMETERS
from pages.parts.http import openapi, opendata
from pages.parts.http.offers import FILES, OFFERS
from tests.asking import APP, ask


class TestDescriptions:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_the_page_names_every_file_and_parameter(self, lang: Lang) -> None:
        page = ask(f"api?lang={lang}").body.decode()
        for name, offer in FILES.items():
            assert f"<code>/data/{name}</code>" in page
            assert ask(f"{name}?{offer.example}").status == 200
        for name in (*PARAMETERS, "lang"):
            assert f"<code>{name}</code>" in page
        assert not re.findall(r"(?:src|href|action)=\"(?:https?:)?//", page)

    def test_the_page_has_one_language(self) -> None:
        pages = {lang: _words(ask(f"api?lang={lang}").body.decode()) for lang in ("zh", "en")}
        assert not re.findall(r"[A-Za-z]{2,}", pages["zh"])
        assert not re.findall(r"[一-鿿，。；：（）]", pages["en"])

    def test_the_page_follows_the_browser(self) -> None:
        answer = ask("api", accept_language="en-GB,en;q=0.9")
        assert answer.headers["content-language"] == "en"
        assert "Accept-Language" in answer.headers["vary"]
        assert ask("api").headers["content-language"] == "zh"

    def test_the_document_is_sound_and_has_every_route(self, tables: Tables) -> None:
        document = json.loads(ask("openapi.json").body)
        assert document == openapi.document(tables)
        schemathesis.openapi.from_dict(document).validate()
        assert set(document["paths"]) == {r.path for r in opendata.routes() if r.include_in_schema}
        known = document["components"]["parameters"]
        assert set(tables.codes("theme")) < set(known["theme"]["schema"]["enum"])
        assert {o["get"]["operationId"] for o in document["paths"].values()} == {
            o.operation for o in OFFERS
        }


def _words(page: str) -> str:
    """Return what a page says besides codes, names of the tables, and the other language's name."""
    for part in ("head", "code", "details"):
        page = re.sub(rf"<{part}\b.*?</{part}>", "", page, flags=re.DOTALL)
    return re.sub(r"<a [^>]*hreflang.*?</a>|<[^>]+>", "", page)


# A host that is answered.
HERE = {"Host": "localhost"}
FEW = settings(max_examples=20, deadline=None, database=None, derandomize=True)


def described(*, coverage: bool) -> Any:
    """Return the interface as its own document describes it."""
    told = {"phases": {"coverage": {"enabled": coverage}}, "headers": HERE}
    config = SchemathesisConfig.from_dict(told)
    return schemathesis.openapi.from_asgi("/data/openapi.json", APP, config=config, headers=HERE)


@described(coverage=False).parametrize()
@FEW
def test_answers_are_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate()


# Every code of every list is tried, and what is none, at one file that stands for its like.
@described(coverage=True).include(path=["/data/sdmx.csv", "/data/{table}.csv"]).parametrize()
@FEW
def test_every_parameter_is_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate()
