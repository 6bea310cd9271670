"""Which hosts are answered, and whose pages may send something."""

from __future__ import annotations

import logging
import tomllib
from socket import create_connection
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from metrics.tables.read import ROOT
from pages.parts.http import hosts
from pages.parts.http.settings import settings
from tests.asking import EVERY, Answer, ask

HERE, OFFICE = "127.0.0.1", "10.2.3.4"


def asked(host: str, at: str = HERE, path: str = "robots.txt", **headers: str) -> Answer:
    return ask(path, folder="/", app=EVERY, server=at, host=host, **headers)


class TestNames:
    @pytest.mark.parametrize(
        "host",
        [
            "localhost",
            "localhost:8501",
            "LOCALHOST:8600",
            "localhost.",
            "127.0.0.1:8501",
            "[::1]:8501",
        ],
    )
    def test_this_computer_is_answered(self, variables: pytest.MonkeyPatch, host: str) -> None:
        assert asked(host).status == 200

    @pytest.mark.parametrize(
        "host",
        [
            "rebound.example",
            "rebound.example:8501",
            "localhost.rebound.example",
            "127.0.0.1.rebound.example",
            "10.2.3.4:8501",
            "0.0.0.0:8501",
            "localhost@rebound.example",
            "localhost:8501/x",
            "localhost:port",
            "[::1",
            "",
        ],
    )
    def test_a_name_that_leads_here_is_not(self, variables: pytest.MonkeyPatch, host: str) -> None:
        """Any site can make its own name lead to 127.0.0.1, and its pages would read ours."""
        answer = asked(host)
        assert answer.status == 400
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        said = answer.body.decode()
        assert "ALLOWED_HOSTS" in said
        assert "does not answer to the host" in said
        assert "不接受以主机名" in said

    def test_who_names_no_host_is_no_browser(self, variables: pytest.MonkeyPatch) -> None:
        assert ask("robots.txt", folder="/", app=EVERY).status == 200

    @pytest.mark.parametrize(
        ("written", "host", "status"),
        [
            ("ip.office.example", "ip.office.example:8501", 200),
            ("IP.Office.example:8501", "ip.office.example", 200),
            ("https://ip.office.example/", "ip.office.example", 200),
            ("other.example, ip.office.example", "ip.office.example", 200),
            ("ip.office.example", "other.example", 400),
            ("*.office.example", "ip.office.example", 200),
            ("*.office.example", "office.example", 400),
            ("*.office.example", "notoffice.example", 400),
            ("10.2.3.4", "10.2.3.4:8501", 200),
            ("[fd00::5]", "[fd00::5]:8501", 200),
            ("*", "anything.example", 200),
            ("ip.office.example", "localhost", 200),
        ],
    )
    def test_the_setting_names_others(
        self, variables: pytest.MonkeyPatch, written: str, host: str, status: int
    ) -> None:
        variables.setenv("ALLOWED_HOSTS", written)
        assert asked(host).status == status

    def test_the_public_address_counts_as_named(self, variables: pytest.MonkeyPatch) -> None:
        variables.setenv("PUBLIC_URL", "https://ip.example.cn/stats")
        assert asked("ip.example.cn").status == 200
        assert asked("other.example.cn").status == 400

    def test_an_office_needs_no_setting(self, variables: pytest.MonkeyPatch) -> None:
        """Served to others, addresses in numbers and this computer's name do; no page rebinds."""
        for own in hosts.own_names():
            assert asked(own, OFFICE).status == 200
        for host in ("10.2.3.4:8501", "192.168.0.9", "[fd00::5]:8501"):
            assert asked(host, OFFICE).status == 200
        assert asked("rebound.example", OFFICE).status == 400

    def test_once_hosts_are_named_no_others_count(self, variables: pytest.MonkeyPatch) -> None:
        variables.setenv("ALLOWED_HOSTS", "ip.office.example")
        assert asked("10.2.3.4:8501", OFFICE).status == 400

    def test_what_watches_the_server_asks_by_address(self, variables: pytest.MonkeyPatch) -> None:
        variables.setenv("ALLOWED_HOSTS", "ip.office.example")
        assert asked("10.2.3.4:8501", OFFICE, "healthz").status == 200
        assert asked("rebound.example", path="data/api").status == 400

    def test_what_is_no_host_is_told_at_the_start(self, variables: pytest.MonkeyPatch) -> None:
        variables.setenv("ALLOWED_HOSTS", "ip.office.example, a/b")
        assert settings().hosts == ("ip.office.example",)
        assert settings().faults == (("ALLOWED_HOSTS", "a/b"),)

    def test_a_refused_host_is_told_once(
        self, variables: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.WARNING, logger="dashboard"):
            for _ in range(3):
                asked("rebound.example")
            for number in range(100):
                asked(f"{number}.example")
        told = [record.message for record in caplog.records]
        assert len(told) == len(set(told)) == hosts._MOST_TOLD
        assert "rebound.example" in told[0]


class TestPages:
    """What pages of other hosts send is refused; what they read was refused by browsers before."""

    @pytest.mark.parametrize(
        ("origin", "status"),
        [
            ("http://localhost:8501", 200),
            ("http://LOCALHOST:8501", 200),
            ("http://localhost:3000", 403),
            ("https://rebound.example", 403),
            ("null", 403),
            ("http://[", 403),
        ],
    )
    def test_a_file_from_a_page(
        self, variables: pytest.MonkeyPatch, origin: str, status: int
    ) -> None:
        answer = ask(
            "proof/words?lang=en",
            "POST",
            "/",
            b"A text.",
            EVERY,
            host="localhost:8501",
            origin=origin,
            x_file_name="a.txt",
        )
        assert answer.status == status
        if status == 403:
            assert "PUBLIC_URL" in answer.body.decode()
            assert "不得向本服务提交内容" in answer.body.decode()

    def test_behind_a_proxy_the_public_address_is_ours(self, variables: pytest.MonkeyPatch) -> None:
        variables.setenv("PUBLIC_URL", "https://ip.example.cn/stats")
        assert hosts.is_own("https://ip.example.cn", "localhost:8501")
        assert not hosts.is_own("http://ip.example.cn", "localhost:8501")

    def test_reading_is_left_to_browsers(self, variables: pytest.MonkeyPatch) -> None:
        """Open data may be read from any page."""
        answer = ask("units.csv", host="localhost", origin="https://portal.example.cn")
        assert answer.status == 200
        assert answer.headers["access-control-allow-origin"] == "*"


class TestWebsockets:
    def status(self, serving: str, host: str, origin: str | None) -> int:
        """Return 101 where a websocket opens, else the status of the refusal."""
        place = urlsplit(serving)
        try:
            with connect(
                f"ws://{host}:{place.port}/_stcore/stream",
                sock=create_connection(("127.0.0.1", place.port or 0)),
                origin=None if origin is None else Origin(origin.format(port=place.port)),
                subprotocols=[Subprotocol("streamlit")],
                proxy=None,
            ):
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code

    @pytest.mark.parametrize(
        ("host", "origin", "status"),
        [
            ("localhost", "http://localhost:{port}", 101),
            ("127.0.0.1", None, 101),
            ("ip.example.cn", "http://ip.example.cn", 101),
            ("rebound.example", "http://rebound.example:{port}", 403),
            ("rebound.example", None, 403),
            ("localhost", "http://localhost:3000", 403),
            ("localhost", "https://rebound.example", 403),
            ("localhost", "null", 403),
        ],
    )
    def test_whose_open(self, serving: str, host: str, origin: str | None, status: int) -> None:
        assert self.status(serving, host, origin) == status


class TestDefaults:
    def test_this_computer_alone_is_served(self) -> None:
        config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
        assert config["server"]["address"] == "127.0.0.1"

    def test_serving_others_is_told(
        self, variables: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        own = sorted(hosts.own_names())[0]
        for address, named, told in (
            ("127.0.0.1", "", False),
            ("::1", "", False),
            ("0.0.0.0", "", True),
            ("10.2.3.4", "", True),
            ("0.0.0.0", "ip.office.example", False),
        ):
            caplog.clear()
            settings.cache_clear()
            variables.setenv("ALLOWED_HOSTS", named)
            variables.setattr(hosts.st, "get_option", lambda _, address=address: address)
            with caplog.at_level(logging.WARNING, logger="dashboard"):
                hosts.tell_served()
            assert bool(caplog.records) == told
            assert not told or (own in caplog.text and "ALLOWED_HOSTS" in caplog.text)
