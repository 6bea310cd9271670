"""A PostgreSQL that tests and benchmarks start on loopback, and stop and start again."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

PASSWORD = "opens the d@tabase/s"
# What a server that nobody needs tomorrow may leave out, and what a stopped one must not wait for.
_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "32MB",
    "max_connections": "20",
    "autovacuum": "off",
    "lc_messages": "C",
}
_PATIENCE = 60


class Postgres:
    """A server of its own in a folder of its own.

    Parameters
    ----------
    programs : Path
        The folder of ``initdb`` and ``pg_ctl``.
    folder : Path
        Where it keeps what it has; a user without rights must reach it.
    """

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._data = programs, folder / "data"
        # PostgreSQL refuses to run as root.
        self._user = "nobody" if getattr(os, "geteuid", lambda: 1)() == 0 else None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        secret = folder / "secret"
        secret.write_text(PASSWORD, encoding="utf-8")
        if self._user:
            for path in (folder, secret):
                shutil.chown(path, self._user)
        self._call(
            "initdb",
            "-N",
            "-E",
            "UTF8",
            "--no-locale",
            "-A",
            "scram-sha-256",
            "-U",
            "owner",
            "--pwfile",
            str(secret),
        )
        lines = [f"{name} = '{value}'" for name, value in _SETTINGS.items()]
        with (self._data / "postgresql.auto.conf").open("a", encoding="utf-8") as file:
            file.write("\n".join([*lines, f"port = {self.port}"]) + "\n")
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._call("pg_ctl", "-w", "-t", str(_PATIENCE), "-l", str(self._data / "log"), "start")

    def stop(self) -> None:
        """Stop it at once, whoever is connected."""
        self._call("pg_ctl", "-w", "-m", "immediate", "stop")

    def address(self, name: str = "postgres", user: str = "owner", password: str = PASSWORD) -> str:
        """Return the address of a database of it."""
        return f"postgresql://{user}:{quote(password, safe='')}@127.0.0.1:{self.port}/{name}"

    def _call(self, program: str, *words: str) -> None:
        command = [str(self._programs / program), "-D", str(self._data), *words]
        done = subprocess.run(
            command,
            user=self._user,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=2 * _PATIENCE,
            check=False,
            text=True,
        )
        assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"


@contextmanager
def postgres(programs: Path) -> Iterator[Postgres]:
    """Run a server while it is needed.

    Parameters
    ----------
    programs : Path
        The folder of ``initdb`` and ``pg_ctl``.
    """
    with tempfile.TemporaryDirectory(prefix="ipstats-postgres-") as folder:
        running = Postgres(programs, Path(folder))
        try:
            yield running
        finally:
            running.stop()
