"""The public address and the hosts that may frame a chart: what counts, and what is told."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from pages.parts.http import settings as made
from pages.parts.http.policy import policy
from pages.parts.http.settings import frame_source, read, settings
from tests.asking import EVERY, ask


@pytest.fixture
def set_hosts(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


class TestHosts:
    @pytest.mark.parametrize(
        ("written", "source"),
        [
            ("portal.example.cn", "portal.example.cn"),
            ("PORTAL.Example.cn", "portal.example.cn"),
            ("portal", "portal"),
            ("10.2.3.4", "10.2.3.4"),
            ("10.2.3.4:8080", "10.2.3.4:8080"),
            ("portal.example.cn:*", "portal.example.cn:*"),
            ("*.example.cn", "*.example.cn"),
            ("*.example.cn:8443", "*.example.cn:8443"),
            ("https://portal.example.cn", "https://portal.example.cn"),
            ("http://portal.example.cn:8080/", "http://portal.example.cn:8080"),
            ("'portal.example.cn'", "portal.example.cn"),
            ("*", "*"),
        ],
    )
    def test_hosts_as_a_policy_writes_them(self, written: str, source: str) -> None:
        assert frame_source(written) == source

    @pytest.mark.parametrize(
        "written",
        [
            "portal.example.cn/page",
            "ftp://portal.example.cn",
            "javascript:alert(1)",
            "portal..example.cn",
            "-portal.example.cn",
            "portal.*.cn",
            "*example.cn",
            "portal.example.cn:0",
            "portal.example.cn:70000",
            "portal.example.cn:",
            "user@portal.example.cn",
            "portal.example.cn?x=1",
            "https://",
            "'none'",
            "[::1]",
            "a\r\nb",
        ],
    )
    def test_what_is_no_host_does_not_count(self, written: str) -> None:
        if written == "'none'":
            # A word of policies is no host that could be meant; it is a name like another.
            assert frame_source(written) == "none"
        else:
            assert frame_source(written) is None

    @pytest.mark.parametrize("between", [",", ", ", ";", " ", "\n", "，", "、"])
    def test_several_hosts_once_each(self, between: str) -> None:
        value = between.join(("a.example", "*.b.example", "A.example", "c.example:8443"))
        assert read("", value).frames == ("a.example", "*.b.example", "c.example:8443")

    def test_the_rest_counts_beside_what_is_malformed(self) -> None:
        found = read("", "a.example, b.example/x")
        assert found.frames == ("a.example",)
        assert found.faults == (("EMBED_HOSTS", "b.example/x"),)


class TestOrigin:
    @pytest.mark.parametrize(
        ("written", "origin"),
        [
            ("", ""),
            (" https://ip.example.cn ", "https://ip.example.cn"),
            ("https://ip.example.cn/", "https://ip.example.cn"),
            ("https://example.cn/ip/", "https://example.cn/ip"),
            ("http://10.2.3.4:8501", "http://10.2.3.4:8501"),
        ],
    )
    def test_addresses(self, written: str, origin: str) -> None:
        assert read(written, "") == made.Settings(origin)

    @pytest.mark.parametrize(
        "written",
        [
            "ip.example.cn",
            "ftp://ip.example.cn",
            "https://",
            "https://ip.example.cn?x=1",
            "https://ip.example.cn#x",
            "https://user:word@ip.example.cn",
            "https://ip.example.cn:port",
            'https://ip.example.cn/"><script>',
        ],
    )
    def test_what_is_no_address_does_not_count(self, written: str) -> None:
        assert read(written, "").faults == (("PUBLIC_URL", written),)
        assert read(written, "").origin == ""


class TestTold:
    def test_what_does_not_count_is_told_at_the_start(
        self, set_hosts: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        set_hosts.setenv("EMBED_HOSTS", "portal.example.cn, a/b")
        set_hosts.setenv("PUBLIC_URL", "example.cn")
        with caplog.at_level(logging.WARNING, logger="dashboard"):
            made.tell_faults(settings().faults)
        told = [record.message for record in caplog.records]
        assert len(told) == 2
        assert "PUBLIC_URL" in told[0]
        assert "“example.cn”" in told[0]
        assert "“a/b” in the setting EMBED_HOSTS is no host" in told[1]
        assert "不是主机名" in told[1]

    def test_sound_values_say_nothing(self, caplog: pytest.LogCaptureFixture) -> None:
        made.tell_faults(read("https://ip.example.cn", "*.example.cn").faults)
        assert not caplog.records


class TestFrames:
    def headers(self, address: str) -> dict[str, str]:
        return ask(address, folder="/", app=EVERY).headers

    def test_nobody_else_frames_a_chart_where_no_host_is_set(self) -> None:
        headers = self.headers("embed?view=x")
        assert headers["content-security-policy"] == policy().decode()
        assert headers["x-frame-options"] == "SAMEORIGIN"

    def test_the_hosts_of_the_setting_frame_single_charts_alone(
        self, set_hosts: pytest.MonkeyPatch
    ) -> None:
        set_hosts.setenv("EMBED_HOSTS", "portal.example.cn:8443 *.example.org")
        headers = self.headers("embed?view=x")
        ancestors = "frame-ancestors 'self' portal.example.cn:8443 *.example.org"
        assert headers["content-security-policy"].endswith(ancestors)
        assert "x-frame-options" not in headers
        for other in ("healthz", "present", "embedded", "embed/x", "?embed=true", "picture.png"):
            headers = self.headers(other)
            assert headers["content-security-policy"] == policy().decode()
            assert headers["x-frame-options"] == "SAMEORIGIN"


class TestRobots:
    def test_pages_and_data_are_to_be_found_slides_and_pictures_are_not(self) -> None:
        answer = ask("robots.txt", folder="/", app=EVERY)
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/plain")
        lines = answer.body.decode().splitlines()
        assert lines[0] == "User-agent: *"
        assert "Disallow: /present" in lines
        assert not [line for line in lines if "/data" in line or "/preview" in line]
