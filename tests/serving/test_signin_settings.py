"""What turns the sign-in on, whom it lets in, and that a fault of its settings keeps all shut."""

from __future__ import annotations

import builtins
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from streamlit import config as framework
from streamlit.runtime.secrets import Secrets

from metrics.locale import LANGS, text
from pages.parts.http.web import prepare
from pages.parts.state import signin
from pages.parts.state.signin import Config, Given, Rule, config, read, rules
from pages.parts.state.visitors import Visit, fits, is_known, visit_of
from tests.serving.signing import AUTH, HOME, TOKEN, claims, settled


def understood(auth: object, base: str = "", **given: str) -> Config:
    return read(auth, Given(**given), base=base, port=8600, packages=True)


def without(*keys: str, **more: object) -> dict[str, Any]:
    return {k: v for k, v in AUTH.items() if k not in keys} | more


class TestOn:
    def test_it_is_off_where_nothing_is_set(self) -> None:
        with settled(None):
            assert config() == Config()

    def test_the_section_turns_it_on(self) -> None:
        with settled():
            found = config()
        assert found.on
        assert not found.faults
        assert found.home == HOME
        assert found.providers == ("default",)

    @pytest.mark.parametrize("name", ["signin", "allow", "hours", "tokens"])
    def test_a_variable_without_the_section_keeps_it_shut(self, name: str) -> None:
        values = {"signin": "required", "allow": "@a.cn", "hours": "8", "tokens": TOKEN}
        found = understood(None, **{name: values[name]})
        assert found.on
        assert found.faults == (("section", ""),)

    @pytest.mark.parametrize(
        ("home", "base"),
        [("https://a.cn/oauth2callback", ""), ("http://a/ip/oauth2callback", "/ip")],
    )
    def test_the_way_back_has_the_folder_of_the_app(self, home: str, base: str) -> None:
        assert not understood(without(redirect_uri=home), base).faults

    def test_the_port_is_filled_in(self) -> None:
        auth = without(redirect_uri="http://localhost:{port}/oauth2callback")
        assert understood(auth).home == "http://localhost:8600"

    def test_several_providers_by_their_names(self) -> None:
        own = {k: AUTH[k] for k in signin.NEEDED}
        auth = without(*signin.NEEDED, beta=own, alpha=own)
        assert understood(auth).providers == ("alpha", "beta")


SHUT: list[tuple[Mapping[str, Any], Mapping[str, str], str]] = [
    ({}, {"signin": "yes"}, "signin"),
    (without("client_id"), {}, "provider"),
    (without("client_secret"), {}, "provider"),
    (without("server_metadata_url"), {}, "provider"),
    (without(*signin.NEEDED), {}, "provider"),
    (without("redirect_uri"), {}, "redirect_uri"),
    (without(redirect_uri="http://a.cn/"), {}, "redirect_uri"),
    (without(redirect_uri="http://a.cn/ip/oauth2callback"), {}, "redirect_uri"),
    (without(redirect_uri="ftp://a.cn/oauth2callback"), {}, "redirect_uri"),
    (without(redirect_uri="http://[a/oauth2callback"), {}, "redirect_uri"),
    (without(redirect_uri=7), {}, "redirect_uri"),
    (without("cookie_secret"), {}, "cookie_secret"),
    (without(cookie_secret="xxx"), {}, "cookie_secret"),
    (without(server_metadata_url="id.cn"), {}, "metadata"),
    (without(*signin.NEEDED, my_id={k: AUTH[k] for k in signin.NEEDED}), {}, "name"),
    (AUTH, {"allow": "office.cn"}, "allow"),
    (AUTH, {"allow": "@office.cn, everybody"}, "allow"),
    (AUTH, {"allow": "email=a@b.cn"}, "allow"),
    (AUTH, {"hours": "0"}, "hours"),
    (AUTH, {"hours": "nan"}, "hours"),
    (AUTH, {"hours": "721"}, "hours"),
    (AUTH, {"hours": "a day"}, "hours"),
    (AUTH, {"tokens": "short"}, "tokens"),
]


class TestShut:
    @pytest.mark.parametrize(("auth", "given", "key"), SHUT)
    def test_what_is_not_understood_is_a_fault(
        self, auth: Mapping[str, Any], given: Mapping[str, str], key: str
    ) -> None:
        found = understood(auth or AUTH, **given)
        assert found.on
        assert key in [fault for fault, _ in found.faults]

    @pytest.mark.parametrize("auth", ["yes", True, ["client_id"], 7])
    def test_a_section_that_is_none(self, auth: object) -> None:
        assert understood(auth).faults == (("section", ""),)

    def test_every_fault_has_its_words(self) -> None:
        keys = {key for _, _, key in SHUT} | {"section", "packages", "unreadable"}
        for lang in LANGS:
            told = {k for k in text(lang).messages if k.startswith("signin.fault_")}
            assert told == {f"signin.fault_{key}" for key in keys}

    @pytest.mark.parametrize("content", [b"[auth\nclient_id", b"\xff\xfe[auth]", None])
    def test_a_file_of_secrets_that_cannot_be_read(
        self, tmp_path: Path, content: bytes | None
    ) -> None:
        """The framework calls it missing, and would let everybody in."""
        path = tmp_path / "secrets.toml"
        path.write_bytes(content) if content else path.mkdir()
        before = framework.get_option("secrets.files")
        framework.set_option("secrets.files", [str(path)])
        try:
            with settled(secrets=Secrets()):
                assert config().faults == (("unreadable", str(path)),)
        finally:
            framework.set_option("secrets.files", before)

    def test_without_its_packages_the_message_says_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        real = builtins.__import__

        def missing(name: str, *rest: Any) -> Any:
            if name.startswith("authlib"):
                raise ImportError(name)
            return real(name, *rest)

        monkeypatch.setattr(builtins, "__import__", missing)
        with settled(), caplog.at_level(logging.ERROR, "dashboard"):
            found = config()
            signin.tell_faults(found)
        assert found.faults == (("packages", ""),)
        (record,) = caplog.records
        assert "requirements-extras.txt" in record.getMessage()
        assert "登录" in record.getMessage()

    def test_the_log_says_it_at_the_start(self, caplog: pytest.LogCaptureFixture) -> None:
        with settled(without("client_secret")), caplog.at_level(logging.ERROR, "dashboard"):
            prepare()
        assert any("client_secret" in record.getMessage() for record in caplog.records)

    def test_secrets_are_not_printed(self) -> None:
        found = understood(AUTH, tokens=TOKEN)
        assert AUTH["cookie_secret"] not in repr(found)
        assert "tokens" not in repr(found)


class TestAllowed:
    @pytest.mark.parametrize(
        ("rule", "person", "fitting"),
        [
            ("wang@office.cn", {"email": "Wang@Office.cn"}, True),
            ("wang@office.cn", {"email": "wang@office.cn.evil.com"}, False),
            ("@office.cn", {"email": "li@office.cn"}, True),
            ("@office.cn", {"email": "li@sub.office.cn"}, False),
            ("@office.cn", {"email": "office.cn"}, False),
            ("@office.cn", {"email": "li@office.cn", "email_verified": False}, False),
            ("@office.cn", {"email": "li@office.cn", "email_verified": "false"}, False),
            ("@office.cn", {"email": "li@office.cn", "email_verified": None}, False),
            ("@office.cn", {"preferred_username": "li@office.cn"}, False),
            ("groups=readers", {"groups": ["others", "readers"]}, True),
            ("groups=readers", {"groups": "readers"}, True),
            ("groups=readers", {"groups": "readers-not"}, False),
            ("realm_access.roles=ip", {"realm_access": {"roles": ["ip"]}}, True),
            ("realm_access.roles=ip", {"realm_access": "ip"}, False),
            ("https://id.cn/dept=统计", {"https://id.cn/dept": "统计"}, True),
            ("groups=None", {}, False),
        ],
    )
    def test_who_fits_a_rule(self, rule: str, person: dict[str, Any], fitting: bool) -> None:
        ((made,), _) = rules(rule)
        assert fits(person, made) is fitting

    def test_one_rule_of_several_is_enough(self) -> None:
        found = understood(AUTH, allow="li@a.cn；@office.example.cn，groups=x")
        assert visit_of(claims(), found, 0).refused == ""
        assert visit_of(claims(email="wang@b.cn"), found, 0).refused == "allowed"

    def test_everybody_of_the_provider_without_rules(self) -> None:
        assert visit_of(claims(email=None), understood(AUTH), 0).refused == ""

    @pytest.mark.parametrize("person", [{}, {"is_logged_in": False}, {"is_logged_in": "yes"}])
    def test_nobody(self, person: dict[str, Any]) -> None:
        assert visit_of({**claims(), "is_logged_in": None, **person}, understood(AUTH), 0) == Visit(
            refused="nobody"
        )

    def test_it_ends_after_its_hours(self) -> None:
        found = understood(AUTH, hours="8")
        person = claims(iat=1000)
        assert visit_of(person, found, 1000 + 8 * 3600 - 1).refused == ""
        assert visit_of(person, found, 1000 + 8 * 3600).refused == "ended"
        assert visit_of(claims(iat=None), found, 1000).refused == "ended"

    def test_two_sign_ins_of_one_person_are_two(self) -> None:
        found = understood(AUTH)
        one, other = (visit_of(claims(nonce=n), found, 0).key for n in "ab")
        assert one != other

    def test_words_of_programs(self) -> None:
        found = understood(AUTH, tokens=f"{TOKEN}, {'y' * 40}")
        assert is_known(TOKEN, found)
        assert is_known("y" * 40, found)
        assert not is_known("", found)
        assert not is_known(TOKEN[:-1], found)
        assert not is_known("", understood(AUTH))

    def test_a_rule_is_plain(self) -> None:
        assert rules("")[0] == ()
        assert rules("A@b.cn")[0] == (Rule("email", "a@b.cn"),)
