"""Several processes of the dashboard behind nginx, with the configuration of deploy/ as it stands.

Only ports and paths are others than those of the files.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.serving import LOCAL, ROOT, Server, begin, free_port, listening

DEPLOY = ROOT / "deploy"
# Where the files say that they stand.
INSTALLED = "/etc/nginx/ipstats"
COOKIE = "ipstats_process"
# Seconds that a process may take to start where the machine has much else to do.
PATIENCE = 240
# What a distribution's own nginx.conf says besides; the log tells which process answered whom.
MAIN = """\
{user}
worker_processes 2;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{}}
http {{
    log_format processes '$status|$cookie_{cookie}|$upstream_addr|$request_method $uri';
    access_log {folder}/access.log processes;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/ipstats.conf;
}}
"""


def nginx() -> str:
    """Return the path of nginx, which is not on the path of every user.

    Raises
    ------
    FileNotFoundError
        Where there is none.
    """
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        raise FileNotFoundError("nginx is needed: tools/servers --install")
    return found


def rendered(folder: Path, port: int, processes: Sequence[int]) -> Path:
    """Write the configuration of deploy/ for some ports and a folder.

    Parameters
    ----------
    folder : Path
        Where it is written, and where nginx keeps what it writes.
    port : int
        Of nginx.
    processes : sequence of int
        Ports of the processes.

    Returns
    -------
    Path
        The file that nginx is started with.
    """
    included = folder / "ipstats"
    included.mkdir(parents=True, exist_ok=True)
    for file in (DEPLOY / "nginx").iterdir():
        text = file.read_text(encoding="utf-8").replace(INSTALLED, str(included))
        text = text.replace("listen 80;", f"listen {LOCAL}:{port};")
        own = folder if file.name == "ipstats.conf" else included
        (own / file.name).write_text(text, encoding="utf-8")
    words = [str(DEPLOY / "processes"), *map(str, processes)]
    told = subprocess.run(words, check=True, capture_output=True, encoding="utf-8").stdout
    (included / "processes.conf").write_text(told, encoding="utf-8")
    # Workers of a server that root starts are another user, who may not enter this folder.
    user = "user root;" if os.name == "posix" and os.getuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(user=user, folder=folder, cookie=COOKIE), encoding="utf-8")
    return main


@dataclass
class Fleet:
    """The processes and the nginx before them.

    Parameters
    ----------
    folder : Path
        Where configuration and logs stand.
    port : int
        Of nginx.
    ports : tuple of int
        Of the processes.
    path : str
        The folder under which they serve, with a slash before it; the root where empty.
    variables : mapping of str to str
        Variables of the processes besides those of this one.
    """

    folder: Path
    port: int
    ports: tuple[int, ...]
    path: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    servers: dict[int, Server] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """The address of the first page as visitors know it, without a slash at its end."""
        return f"http://{LOCAL}:{self.port}{self.path}"

    def start(self, port: int) -> None:
        """Start a process as the unit of systemd does; `ready` waits for it."""
        words = [sys.executable, "-m", "metrics", "run", "--address", LOCAL, "--port", str(port)]
        variables = {
            **os.environ,
            "STREAMLIT_SERVER_BASE_URL_PATH": self.path.strip("/"),
            **self.variables,
        }
        log = self.folder / f"{port}.log"
        self.servers[port] = begin(words, port, variables=variables, path=self.path, log=log)

    def ready(self, *ports: int) -> None:
        """Wait until processes, or all of them, are ready."""
        for port in ports or self.ports:
            subprocess.run([DEPLOY / "ready", str(port), str(PATIENCE)], check=True)

    def kill(self, port: int) -> None:
        """End a process at once, as a fault or the system does it."""
        self.servers[port].process.kill()
        self.servers[port].process.wait()

    @staticmethod
    def process_of(cookie: str | None) -> int:
        """Return the port of the process that a cookie names, 0 where it names none."""
        return int((cookie or "").partition(".")[0] or 0)

    def answers(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield of each answer: status, process of its cookie, the one that gave it, request."""
        for line in (self.folder / "access.log").read_text(encoding="utf-8").splitlines():
            status, cookie, tried, request = line.split("|", 3)
            given = re.findall(r":(\d+)", tried)
            yield status, cookie.strip("-").partition(".")[0], given[-1] if given else "", request


@contextmanager
def fleet(
    folder: Path, count: int, path: str = "", variables: Mapping[str, str] | None = None
) -> Iterator[Fleet]:
    """Run processes and nginx until the block ends.

    Parameters
    ----------
    folder : Path
        Where configuration and logs are written.
    count : int
        How many processes.
    path : str
        The folder under which they serve, with a slash before it; the root where empty.
    variables : mapping of str to str, optional
        Variables of the processes besides those of this one.

    Yields
    ------
    Fleet
        Ready to be asked.
    """
    ports = tuple(free_port() for _ in range(count))
    own = Fleet(folder, free_port(), ports, path, variables or {})
    with together(own):
        yield own


@contextmanager
def together(own: Fleet) -> Iterator[None]:
    """Run the processes of a fleet and nginx until the block ends."""
    try:
        for port in own.ports:
            own.start(port)
        own.ready()
        with gate(own):
            yield
    finally:
        for server in own.servers.values():
            server.process.terminate()
        for server in own.servers.values():
            server.stop()


@contextmanager
def gate(own: Fleet) -> Iterator[None]:
    """Run nginx before processes until the block ends."""
    main = rendered(own.folder, own.port, own.ports)
    words = [nginx(), "-e", str(own.folder / "error.log"), "-c", str(main)]
    server = begin(words, own.port, path=own.path, log=own.folder / "nginx.log")
    try:
        listening(own.port)
        yield
    finally:
        server.stop()
