"""The files of deploy/ as they stand: what they name is there, and what they promise they say."""

from __future__ import annotations

import re
import subprocess
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml

from bench.fleet import DEPLOY, Fleet, gate, nginx, rendered
from bench.serving import free_port
from metrics.tables.read import ROOT
from tests.servers import programs

NGINX, CONTAINER, SYSTEMD = (DEPLOY / name for name in ("nginx", "container", "systemd"))
PORTS = ("8501", "8502", "8503")
pytestmark = pytest.mark.servers
# What must not stand in a file that everybody reads.
SECRET = re.compile(r"(?i)(secret|password|token)\w*\s*[=:]\s*['\"]?[0-9a-z+]{16,}")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def written(*processes: str) -> str:
    words = [DEPLOY / "processes", *processes]
    return subprocess.run(words, capture_output=True, encoding="utf-8", check=True).stdout


def test_the_lists_of_processes_are_those_that_the_command_writes() -> None:
    assert text(NGINX / "processes.conf") == written(*PORTS)
    named = [f"process{n}:{port}" for n, port in enumerate(PORTS, 1)]
    assert text(CONTAINER / "processes.conf") == written(*named)


def test_nginx_takes_the_configuration(tmp_path: Path) -> None:
    programs()
    main = rendered(tmp_path, free_port(), [free_port(), free_port()])
    words = [nginx(), "-t", "-e", tmp_path / "error.log", "-c", main]
    tried = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert tried.returncode == 0, tried.stderr
    assert "[warn]" not in tried.stderr + text(tmp_path / "error.log")


def test_where_no_process_answers_a_page_says_so(tmp_path: Path) -> None:
    programs()
    own = Fleet(tmp_path, free_port(), (free_port(), free_port(), free_port()))
    with gate(own):
        for cookie in ("", f"ipstats_process={own.ports[1]}.4f", "ipstats_process=1.zz"):
            answer = httpx2.get(f"{own.base}/creation", headers={"cookie": cookie}, trust_env=False)
            assert answer.status_code == 503
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            assert (answer.headers["retry-after"], answer.headers["cache-control"]) == (
                "5",
                "no-store",
            )
            assert "服务正在重新启动" in answer.text
            assert "The dashboard is starting again" in answer.text


def unit(name: str) -> ConfigParser:
    """Read a unit; of keys that stand several times the last."""
    parsed = ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read_string(text(SYSTEMD / name))
    return parsed


def test_a_process_may_write_nowhere_and_take_so_much() -> None:
    service = unit("ipstats@.service")["Service"]
    wanted = {
        "DynamicUser": "yes",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "PrivateTmp": "yes",
        "NoNewPrivileges": "yes",
        "CapabilityBoundingSet": "",
        "MemoryMax": "4G",
        "KillSignal": "SIGTERM",
        "Restart": "always",
    }
    assert {key: service[key] for key in wanted} == wanted
    assert "/srv/ipstats" in service["ReadOnlyPaths"]
    assert "--address 127.0.0.1 --port %i" in service["ExecStart"]


def test_the_target_starts_the_processes_that_nginx_knows() -> None:
    started = unit("ipstats.target")["Unit"]["Wants"].split()
    assert started == [f"ipstats@{port}.service" for port in PORTS]
    assert unit("ipstats@.service")["Unit"]["PartOf"] == "ipstats.target"


def steps() -> list[str]:
    """Return the steps of the Containerfile, each on a line of its own."""
    lines = re.sub(r"(?m)^#.*\n", "", text(CONTAINER / "Containerfile")).replace("\\\n", " ")
    return [line for line in lines.splitlines() if line.strip()]


def test_the_container_is_pinned_and_nobodys() -> None:
    made = steps()
    (base,) = [line for line in made if line.startswith("ARG BASE=")]
    assert re.fullmatch(r"ARG BASE=docker\.io/library/debian:\d+\.\d+-slim", base)
    assert all(
        line in ("FROM ${BASE} AS packages", "FROM ${BASE}") for line in made if "FROM" in line[:5]
    )
    (install,) = [line for line in made if "pip install" in line]
    assert "--require-hashes" in install
    user = made.index("USER 10001:10001")
    assert not [line for line in made[user:] if line.startswith(("RUN", "COPY", "ADD"))]
    assert not [line for line in made if line.startswith("ADD") or "curl" in line or "sudo" in line]
    for line in made:
        if "apt-get install" in line:
            assert "--no-install-recommends" in line
            assert "rm -rf /var/lib/apt/lists/*" in line
    assert any(line.startswith("HEALTHCHECK") and "deploy/ready" in line for line in made)


def test_what_is_copied_is_there_and_let_through() -> None:
    ignored = text(CONTAINER / "Containerfile.dockerignore").splitlines()
    let = {line[1:] for line in ignored if line.startswith("!")}
    for line in steps():
        if line.startswith("COPY ") and "--from" not in line:
            for name in line.split()[1:-1]:
                assert list(ROOT.glob(name)), name
                assert name in let
    assert "*" in ignored


def compose() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(text(CONTAINER / "compose.yaml"))
    return told


def test_containers_are_shut_in_and_share_tables_that_they_cannot_change() -> None:
    services = compose()["services"]
    processes = {name: one for name, one in services.items() if name.startswith("process")}
    ports = {one["environment"]["STREAMLIT_SERVER_PORT"] for one in processes.values()}
    assert ports == set(PORTS)
    for one in processes.values():
        assert one["read_only"]
        assert one["cap_drop"] == ["ALL"]
        assert one["security_opt"] == ["no-new-privileges:true"]
        assert "ports" not in one
        assert {volume["read_only"] for volume in one["volumes"]} == {True}
        assert one["networks"] == ["inside"]
    same = [dict(one["environment"], STREAMLIT_SERVER_PORT="") for one in processes.values()]
    assert same[0] == same[1] == same[2]
    assert same[0]["STREAMLIT_SERVER_COOKIE_SECRET"].startswith("${COOKIE_SECRET:?")
    assert set(services["nginx"]["depends_on"]) == set(processes)
    for service in services.values():
        assert re.search(r":\d+\.\d+(\.\d+)?$", service["image"]), "a version, not the newest"


def test_what_containers_are_handed_is_there() -> None:
    for volume in compose()["services"]["nginx"]["volumes"]:
        source, _, mode = volume.split(":")
        assert (CONTAINER / source).exists()
        assert mode == "ro"


def test_no_secret_stands_in_a_file() -> None:
    files = [path for path in DEPLOY.rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        assert not SECRET.search(text(path)), path
    assert SECRET.search("COOKIE_SECRET=0123456789abcdef")


@pytest.mark.parametrize("name", ["processes", "ready", "rolling-restart"])
def test_commands_can_be_run_and_say_how(name: str) -> None:
    assert (DEPLOY / name).stat().st_mode & 0o111
    subprocess.run(["sh", "-n", DEPLOY / name], check=True)


def test_a_process_that_does_not_come_back_stops_the_roll() -> None:
    """The first is down and its command does nothing: the second is never touched."""
    ports = [str(free_port()), str(free_port())]
    tried = subprocess.run(
        [DEPLOY / "rolling-restart", *ports],
        env={"RESTART": "echo restarted", "PATH": "/usr/bin:/bin", "SECONDS_TO_START": "0.5"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert tried.returncode == 1
    assert tried.stdout.split() == ["restarted", ports[0]]
    assert f"The process on port {ports[0]} is not ready" in tried.stderr
