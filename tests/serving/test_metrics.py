"""The figures of a process: what is counted, and who may read it."""

from __future__ import annotations

import asyncio
import re
import timeit
from collections.abc import Callable
from typing import IO

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bench.serving import served
from bench.visitor import visiting
from metrics import load
from metrics.exports.files import Progress
from metrics.tables.read import ROOT
from pages.parts.http import measured, watching
from pages.parts.state import course, jobs, measures
from tests.apps import open_page
from tests.asking import APART, EVERY, ROUTES, Answer, ask

Figures = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def parsed(text: str) -> Figures:
    """Read figures as Prometheus does: name and labels to value."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def asked(client: str = "127.0.0.1", **headers: str) -> Answer:
    host = {"host": "127.0.0.1:8501"}
    return ask("metrics", folder="/", app=EVERY, client=client, **host, **headers)


def figure(name: str, **labels: str) -> float:
    return parsed(asked().body.decode()).get((name, tuple(sorted(labels.items()))), 0.0)


SESSIONS = ("ipstats_sessions", ())


@pytest.fixture
def scrapers(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let a test say from where figures may be read."""

    def named(value: str) -> None:
        made = watching.read(value)
        monkeypatch.setattr(measured, "watching", lambda: made)

    named("")
    return named


class TestReaders:
    @pytest.mark.parametrize("client", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
    def test_this_computer_may_read_them(
        self, scrapers: Callable[[str], None], client: str
    ) -> None:
        answer = asked(client)
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/plain; version=")
        assert answer.headers["cache-control"] == "no-store"

    @pytest.mark.parametrize("client", ["10.2.3.4", "fe80::1", "testclient"])
    def test_nobody_else_may_unless_it_is_said(
        self, scrapers: Callable[[str], None], client: str
    ) -> None:
        answer = asked(client)
        assert answer.status == 403
        for words in ("METRICS_FROM", "本机"):
            assert words in answer.body.decode()
        assert b"ipstats_" not in answer.body

    @pytest.mark.parametrize("header", measured.FORWARDED)
    def test_what_a_proxy_passes_on_is_of_somebody_else(
        self, scrapers: Callable[[str], None], header: str
    ) -> None:
        told = {header.replace("-", "_"): "127.0.0.1"}
        assert asked(**told).status == 403
        scrapers("127.0.0.1")
        assert asked(**told).status == 403
        scrapers("*")
        assert asked(**told).status == 200

    def test_the_framework_tells_its_own_to_the_same(self, scrapers: Callable[[str], None]) -> None:
        def status(client: str) -> int:
            host = {"host": "127.0.0.1:8501"}
            return ask("_stcore/metrics", folder="/", app=EVERY, client=client, **host).status

        # There is no framework behind the routes of this test.
        assert (status("127.0.0.1"), status("10.2.3.4")) == (404, 403)
        scrapers("10.2.3.4")
        assert (status("127.0.0.1"), status("10.2.3.4")) == (403, 404)

    def test_networks_that_are_named_may_and_then_no_others(
        self, scrapers: Callable[[str], None]
    ) -> None:
        scrapers("10.2.0.0/16, fd00::/8")
        read = {at: asked(at).status for at in ("10.2.9.9", "fd00::5", "10.3.0.1", "127.0.0.1")}
        assert read == {"10.2.9.9": 200, "fd00::5": 200, "10.3.0.1": 403, "127.0.0.1": 403}

    def test_nonsense_is_told_and_opens_nothing(self) -> None:
        made = watching.read("everybody", "xml", "-1")
        assert made.scrapers == watching.LOCAL
        assert (made.json, made.drain) == (False, 0.0)
        assert [name for name, _ in made.faults] == ["METRICS_FROM", "LOG_FORMAT", "DRAIN_SECONDS"]

    def test_a_page_that_was_led_here_reads_nothing(self, scrapers: Callable[[str], None]) -> None:
        scrapers("*")
        answer = ask("metrics", folder="/", app=EVERY, host="rebound.example")
        assert answer.status == 400


class TestCounted:
    def test_requests_by_class_of_route_and_status(self) -> None:
        known = {"route": "data", "status": "200"}, {"route": "data", "status": "404"}
        before = [figure("ipstats_request_seconds_count", **one) for one in known]
        for name in ("units.csv", "units.csv", "none.csv"):
            ask(name, app=EVERY, host="localhost")
        after = [figure("ipstats_request_seconds_count", **one) for one in known]
        assert [b - a for a, b in zip(before, after, strict=True)] == [2, 1]

    def test_every_plain_route_has_a_class(self) -> None:
        paths = [route.path for route in ROUTES]
        assert {path for path in paths if measured.route_class(path) == "other"} == set()
        assert measured.route_class("/wp-login.php") == "other"

    def test_runs_of_the_script_by_page(self) -> None:
        before = figure("ipstats_script_seconds_count", page="policy")
        open_page("policy")
        assert figure("ipstats_script_seconds_count", page="policy") > before

    def test_files_by_kind_and_how_it_went(self) -> None:
        def write(file: IO[bytes], _: Progress) -> None:
            file.write(b"1")

        def fail(*_: object) -> None:
            raise ArithmeticError

        def count(outcome: str) -> float:
            return figure("ipstats_export_seconds_count", kind="xlsx", outcome=outcome)

        outcomes = ("made", "fault", "stopped")
        before = [count(one) for one in outcomes]
        faults = figure("ipstats_faults_total", where="export")
        jobs.Job("key", "a b.xlsx").run(write)
        jobs.Job("key", "a b.xlsx").run(fail)
        jobs.Job("key", "a b.xlsx", lambda: False).run(write)
        assert [count(one) - b for one, b in zip(outcomes, before, strict=True)] == [1, 1, 1]
        assert figure("ipstats_faults_total", where="export") == faults + 1

    def test_the_version_of_the_tables_and_what_the_checks_find(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(course, "COURSE", course.Course())
        assert figure("ipstats_ready") == 0
        course.COURSE.warm.set()
        assert figure("ipstats_ready") == 1
        assert figure("ipstats_data_problems") == 0
        assert figure("ipstats_data_info", version=load().version) == 1
        assert figure("ipstats_data_modified_seconds") > 0
        assert figure("ipstats_checks", verdict="consistent") > 10
        assert figure("ipstats_checks", verdict="inconsistent") > 0

    def test_every_figure_is_documented(self) -> None:
        told = (ROOT / "docs" / "serving.md").read_text(encoding="utf-8")
        names = re.findall(r"^# TYPE (ipstats_\w+)", asked().body.decode(), re.MULTILINE)
        assert len(names) > 10
        assert [name for name in names if f"`{name}`" not in told] == []

    def test_labels_have_few_values(self) -> None:
        for number in range(20):
            ask(f"nothing{number}/x", folder="/", app=EVERY, host="localhost")
        classes = {dict(labels).get("route") for _, labels in parsed(asked().body.decode())}
        assert classes - {None} <= {*measured.CLASSES.values(), "page", "asset", "other"}


def test_open_tabs_are_counted_while_they_are_open() -> None:
    async def visit(base: str) -> list[Figures]:
        read = []
        async with visiting(base) as one:
            await one.go("creation")
            read.append(parsed((await one.get("metrics")).text))
            async with visiting(base) as other:
                await other.go("")
                read.append(parsed((await one.get("metrics")).text))
            while (now := parsed((await one.get("metrics")).text))[SESSIONS] > 1:
                await asyncio.sleep(0.05)
            read.append(now)
        return read

    with served() as server:
        one, two, after = APART.submit(asyncio.run, visit(server.base)).result(60)
    assert [figures[SESSIONS] for figures in (one, two, after)] == [1, 2, 1]
    assert after[("ipstats_sessions_begun_total", ())] == 2
    page = (("page", "creation"),)
    assert one[("ipstats_script_seconds_count", page)] >= 1
    assert 0 < one[("ipstats_script_seconds_sum", page)] < 60


def test_counting_costs_nothing_that_a_visitor_notices() -> None:
    def run() -> None:
        with measures.script("overview"):
            pass

    # A repeated run takes some thirty milliseconds.
    assert min(timeit.repeat(run, number=1000, repeat=3)) / 1000 < 0.0003
