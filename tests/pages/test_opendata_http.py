"""Open data over HTTP: what addresses give, and what they are refused with."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from email.utils import formatdate

import pytest
import streamlit as st

from metrics import DataError, Selection, Tables, load
from metrics.exports import opendata as exported
from metrics.exports import sdmx
from metrics.locale import Lang
from metrics.tables.problems import Problem
from metrics.views.extracts import Extract, extract
from metrics.views.filters import Filters
from pages.parts.http import asked, opendata
from pages.parts.http.answers import KEEPING, KEPT, KEPT_EACH, Answers, Built
from pages.parts.http.offers import CURATED, FILES
from tests.asking import ask
from tests.frozen import FROZEN

# A folder need not have each of them.
THERE = [name for name in CURATED if (FROZEN / f"{name}.csv").is_file()]
SITE = {"origin": "https://elsewhere.example"}
Made = dict[str, tuple[str, Callable[[Extract, Lang], bytes]]]
EXTRACTS: Made = {
    "indicators.csv": ("text/csv; charset=utf-8", exported.csv_bytes),
    "figures.csv": ("text/csv; charset=utf-8", exported.figures_bytes),
    "indicators.json": ("application/json", exported.json_bytes),
    "package.zip": ("application/zip", exported.package_bytes),
    "sdmx.csv": (
        "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
        sdmx.csv_bytes,
    ),
    "sdmx-structure.xml": (
        "application/vnd.sdmx.structure+xml; version=2.1; charset=utf-8",
        sdmx.structure_bytes,
    ),
    "sdmx.zip": ("application/zip", sdmx.archive_bytes),
}


class TestFiles:
    @pytest.mark.parametrize("name", EXTRACTS)
    @pytest.mark.parametrize(
        ("query", "filters", "selection", "lang"),
        [
            ("", Filters(), Selection(), "zh"),
            ("?theme=utilisation&lang=en", Filters(theme="utilisation"), Selection(), "en"),
            ("?sup=0&v=first", Filters(), Selection(supplement=False, vintage="first"), "zh"),
            (
                "?v=2023-06-30&area=US&indicator=gii_rank,satisfaction",
                Filters(areas=("US",), indicators=("gii_rank", "satisfaction")),
                Selection(vintage="2023-06-30"),
                "zh",
            ),
            ("?area=JP,US&lang=en", Filters(areas=("JP", "US")), Selection(), "en"),
            ("?q=%E8%B4%A8%E6%8A%BC", Filters(words="质押"), Selection(), "zh"),
            ("?v=1900-01-01&theme=", Filters(), Selection(vintage="1900-01-01"), "zh"),
        ],
    )
    def test_they_are_what_the_exporter_makes(
        self,
        tables: Tables,
        name: str,
        query: str,
        filters: Filters,
        selection: Selection,
        lang: Lang,
    ) -> None:
        media, make = EXTRACTS[name]
        taken = extract(tables.select(selection), filters, lang)
        answer = ask(name + query)
        assert answer.status == 200
        assert answer.body == make(taken, lang)
        assert answer.headers["content-type"] == media
        ending = {"sdmx-structure.xml": "sdmx.xml"}.get(name, name.removeprefix("package."))
        saved = taken.name(ending.removeprefix("indicators."))
        assert answer.headers["content-disposition"] == f'attachment; filename="{saved}"'
        assert answer.headers["x-data-version"] == tables.version

    def test_only_what_passes_is_in_them(self) -> None:
        rows = json.loads(ask("indicators.json?theme=services&area=CN").body)["data"]
        assert rows
        assert {(row["theme"], row["area"]) for row in rows} == {("services", "CN")}

    def test_the_language_of_the_browser_does_not_count(self) -> None:
        address = "indicators.json?theme=services"
        assert ask(address, accept_language="en").body == ask(address).body

    @pytest.mark.parametrize("name", THERE)
    def test_curated_tables_are_as_they_are(self, name: str) -> None:
        answer = ask(f"{name}.csv")
        assert answer.body == exported.BOM.encode() + (FROZEN / f"{name}.csv").read_bytes()
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}.csv"'
        assert answer.headers["link"] == '<datapackage.json>; rel="describedby"'

    def test_the_descriptor_describes_what_is_served(self, tables: Tables) -> None:
        taken = extract(tables, Filters(theme="services"), "en")
        own = exported.descriptor(taken, "en")
        served = json.loads(ask("datapackage.json?theme=services&lang=en").body)
        paths = {r["name"]: r["path"] for r in served["resources"]}
        assert paths.pop("indicators") == "indicators.csv?lang=en&theme=services"
        assert set(paths.values()) == {f"{name}.csv" for name in CURATED}
        rest = ("title", "filters", "licenses", "sources", "citation", "data_version")
        assert all(served[key] == own[key] for key in rest)
        assert json.loads(ask("datapackage.json").body) == exported.descriptor(
            extract(tables, Filters()), "zh"
        )
        link = ask("indicators.csv?theme=services&lang=en").headers["link"]
        assert link == '<datapackage.json?lang=en&theme=services>; rel="describedby"'


class TestConditions:
    def test_the_tag_names_query_and_data(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def tag(address: str) -> str:
            return ask(address).headers["etag"]

        wanted = "indicators.csv?theme=services"
        assert tag(f"{wanted}&area=CN") == tag("indicators.csv?area=CN&theme=services")
        others = [wanted, "indicators.csv", f"{wanted}&lang=en", f"{wanted}&sup=0", "sdmx.csv"]
        assert len({tag(other) for other in others}) == len(others)
        before = tag(wanted)
        assert re.fullmatch('"[0-9a-f]{32}"', before)
        tables = load()
        other = Tables(tables.frames, "0" * 12)
        monkeypatch.setattr(asked, "current", lambda: (other, None))
        assert tag(wanted) != before
        assert ask(wanted, if_none_match=before).status == 200

    @pytest.mark.parametrize("address", ["indicators.csv?theme=services", "units.csv", "api"])
    def test_what_is_known_is_not_sent_again(
        self, address: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = ask(address)
        tag, date = whole.headers["etag"], whole.headers["last-modified"]
        # Nothing is built for these.
        monkeypatch.setattr(opendata, "_built", None)
        for known in (tag, f"W/{tag}", f'"a", {tag}', "*"):
            again = ask(address, if_none_match=known, if_modified_since=formatdate(0, usegmt=True))
            assert (again.status, again.body) == (304, b"")
            for header in ("etag", "last-modified", "cache-control", "vary", "x-data-version"):
                assert again.headers[header] == whole.headers[header]
        for late in (date, formatdate(4e9, usegmt=True), formatdate(4e9)):
            assert ask(address, if_modified_since=late).status == 304

    @pytest.mark.parametrize(
        "headers",
        [
            {"if_none_match": '"a"', "if_modified_since": formatdate(4e9, usegmt=True)},
            {"if_none_match": ""},
            {"if_none_match": 'W/"a", "'},
            {"if_modified_since": formatdate(0, usegmt=True)},
            {"if_modified_since": "yesterday"},
            {"if_modified_since": "Mon, 99 Foo 99999 00:00:00 +9999"},
        ],
    )
    def test_what_is_not_known_is_sent(self, headers: dict[str, str]) -> None:
        assert ask("units.csv", **headers).status == 200

    def test_the_date_is_that_of_the_latest_change(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(opendata, "program", lambda: ("", 0))
        latest = max(int((FROZEN / f"{n}.csv").stat().st_mtime) for n in (*THERE, "indicators"))
        assert ask("units.csv").headers["last-modified"] == formatdate(latest, usegmt=True)

    @pytest.mark.parametrize("address", ["units.csv", "sdmx.zip?theme=services", "x.csv", "api?a"])
    def test_head_is_get_without_content(self, address: str) -> None:
        whole, head = ask(address), ask(address, "HEAD")
        assert (head.status, head.headers, head.body) == (whole.status, whole.headers, b"")
        assert int(head.headers["content-length"]) == len(whole.body)


class TestKept:
    """Built answers are kept within their bytes."""

    @staticmethod
    def answers() -> Answers:
        return Answers(most=10 * KEEPING, each=4 * KEEPING)

    @staticmethod
    def of(size: int) -> Built:
        return Built(bytes(size * KEEPING))

    def test_an_answer_is_built_once(self) -> None:
        made, answers = [], self.answers()

        def build() -> Built:
            made.append(1)
            return self.of(1)

        assert answers.get("a", build) is answers.get("a", build)
        assert made == [1]

    def test_those_least_asked_for_go_first(self) -> None:
        answers = self.answers()
        built = {tag: self.of(2) for tag in "abcd"}
        for tag in "abc" + "a" + "d":
            answers.get(tag, lambda tag=tag: built[tag])  # type: ignore[misc]
            assert answers.size <= answers.most
        assert answers.get("a", lambda: self.of(2)) is built["a"]
        assert answers.get("b", lambda: self.of(2)) is not built["b"]

    def test_many_small_ones_are_bounded_too(self) -> None:
        answers = self.answers()
        for n in range(50):
            answers.get(str(n), lambda: self.of(0))
        assert len(answers._kept) == 10
        assert answers.size == sum(b.cost for b in answers._kept.values()) == answers.most

    def test_a_large_one_is_given_but_not_kept(self) -> None:
        answers = self.answers()
        small, large = self.of(1), self.of(4)
        answers.get("small", lambda: small)
        assert answers.get("large", lambda: large) is large
        assert answers.get("large", lambda: self.of(4)) is not large
        assert answers.get("small", lambda: self.of(1)) is small

    def test_a_fault_is_not_kept(self) -> None:
        def fail() -> Built:
            raise RuntimeError("no such luck")

        answers = self.answers()
        with pytest.raises(RuntimeError, match="no such luck"):
            answers.get("a", fail)
        assert answers.get("a", lambda: self.of(1)).cost
        assert answers._making == {}

    def test_those_who_ask_at_once_get_the_same(self) -> None:
        answers, go_on = self.answers(), threading.Event()
        made: list[int] = []

        def build() -> Built:
            made.append(1)
            assert go_on.wait(10)
            return self.of(9)  # too large to be kept

        with ThreadPoolExecutor(4) as pool:
            asked = [pool.submit(answers.get, "a", build) for _ in range(4)]
            wait(asked, 0.3)
            go_on.set()
            assert len({id(one.result(10)) for one in asked}) == 1
        assert made == [1]

    def test_the_whole_files_are_small_enough_to_be_kept(self, tables: Tables) -> None:
        whole = exported.json_bytes(extract(tables, Filters()), "zh")
        assert len(whole) < KEPT_EACH
        assert opendata.ANSWERS.most == KEPT <= 64 << 20


class TestMethodsAndSites:
    @pytest.mark.parametrize(
        ("address", "headers", "status"),
        [
            ("units.csv", {}, 200),
            ("units.csv", {"if_none_match": "*"}, 304),
            ("units.csv?theme=services", {}, 400),
            ("secrets.csv", {}, 404),
        ],
    )
    def test_programs_of_other_sites_may_read(
        self, address: str, headers: dict[str, str], status: int
    ) -> None:
        answer = ask(address, **headers, **SITE)
        assert answer.status == status
        assert answer.headers["access-control-allow-origin"] == "*"
        exposed = answer.headers["access-control-expose-headers"]
        assert {"ETag", "Last-Modified", "Content-Disposition"} <= set(exposed.split(", "))
        assert "default-src 'self'" in answer.headers["content-security-policy"]

    def test_the_preflight_is_answered(self) -> None:
        asked = {"access_control_request_method": "GET"}
        answer = ask(
            "indicators.csv",
            "OPTIONS",
            access_control_request_headers="if-none-match",
            **asked,
            **SITE,
        )
        assert answer.status == 200
        assert answer.headers["access-control-allow-origin"] == "*"
        assert ask("indicators.csv", "OPTIONS").headers["allow"] == "GET, HEAD, OPTIONS"

    def test_the_app_may_stand_below_the_root(self, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = ask("units.csv")
        monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": "/ip"}.__getitem__)
        for folder in ("/ip/data/", "/data/"):
            assert ask("units.csv", folder=folder, accept="text/html").body == whole.body
        assert ask("units.csv", folder="/other/data/").status == 404

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
    def test_nothing_can_be_changed(self, method: str) -> None:
        answer = ask("units.csv?lang=en", method)
        assert answer.status == 405
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
        assert f"{method} is not possible here" in answer.problem["detail"]


class TestRefusals:
    @pytest.mark.parametrize(
        ("query", "zh", "en"),
        [
            ("colour=red", "此处没有参数 colour；可用的有：indicator、", "no parameter colour"),
            (
                "theme=x",
                "主题：没有“x”|theme：没有“x”",
                "theme: “x” is not known; there are: creation",
            ),
            ("v=soon", "v：没有“soon”；可用的有：last、first", "v: “soon” is not known"),
            ("v=", "v：没有“”", "v: “” is not known"),
            ("sup=2", "sup：没有“2”；可用的有：0、1", "sup: “2” is not known; there are: 0, 1"),
            (
                "indicator=gii_rank,zzzz",
                "indicator：没有“zzzz”；可用的见 /data/api",
                "indicator: “zzzz” is not known; for what there is see /data/api",
            ),
            (
                "indicator=satisfactio",
                "indicator：没有“satisfactio”；相近的有：satisfaction",
                "did you mean satisfaction",
            ),
            ("theme=services&theme=services", "theme 在网址中出现多次", "theme stands in"),
            ("q=" + "a" * 2001, "q 超过2000个字符", "q is longer than 2000 characters"),
            ("q=a%00b", "q 含有控制字符", "q contains control characters"),
            ("q=%ff", "网址未按 UTF-8 编码", "not encoded as UTF-8"),
        ],
    )
    def test_they_say_what_is_wrong_in_the_language(self, query: str, zh: str, en: str) -> None:
        told = ask(f"indicators.csv?{query}").problem
        assert told["status"] == 400
        assert told["title"] == "请求无法应答"
        assert any(words in told["detail"] for words in zh.split("|"))
        told = ask(f"indicators.csv?{query}&lang=en").problem
        assert told["title"] == "The request cannot be answered"
        assert en in told["detail"]

    def test_they_name_parameter_value_and_what_there_is(self, tables: Tables) -> None:
        told = ask("indicators.csv?theme=x").problem
        assert (told["parameter"], told["value"]) == ("theme", "x")
        assert told["known"] == list(tables.codes("theme"))
        told = ask("indicators.csv?lang=fr").problem
        assert (told["parameter"], told["known"]) == ("lang", ["zh", "en"])

    @pytest.mark.parametrize("address", ["units.csv?theme=services", "api?q=a", "openapi.json?v=1"])
    def test_whole_files_take_no_filter(self, address: str) -> None:
        assert ask(address).problem["known"] == ["lang"]

    @pytest.mark.parametrize("name", ["secrets.csv", "{table}.csv", "secrets", "api.html", "\x00"])
    def test_an_unknown_file_names_the_known(self, name: str) -> None:
        told = ask(f"{name}?lang=en").problem
        assert told["status"] == 404
        assert told["title"] == "No such file"
        assert told["known"] == list(FILES)
        assert ask(f"{name}?lang=zh").problem["title"] == "没有这个文件"

    @pytest.mark.parametrize("query", ["%zz", "q=%zz", "&&==&", "q=%", "theme=", "q=\u3000"])
    def test_odd_addresses_are_never_a_fault(self, query: str) -> None:
        assert ask(f"indicators.csv?{query}").status in (200, 400)


class TestFaults:
    FAULT = DataError([Problem("units.csv", 1, "", "", "missing_column", {"column": "id"})])

    def test_the_last_sound_tables_stay(
        self, tables: Tables, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = {name: ask(f"{name}.csv").body for name in CURATED}
        monkeypatch.setattr(opendata, "ANSWERS", Answers())
        monkeypatch.setattr(asked, "current", lambda: (tables, self.FAULT))
        assert {name: ask(f"{name}.csv").body for name in CURATED} == before
        assert ask("indicators.csv").status == 200

    def test_without_sound_tables_it_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(asked, "current", lambda: (None, self.FAULT))
        told = ask("units.csv?lang=en").problem
        assert told["status"] == 503
        assert told["detail"].endswith("problems found: 1")
