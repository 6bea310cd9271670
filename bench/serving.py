"""A server of the dashboard, or of another script, in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

try:
    import resource  # noqa: TID251
except ImportError:  # Windows has none
    resource = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parent.parent
LOCAL = "127.0.0.1"
# Seconds that a server may take to start and to end, and those between two looks at it.
STARTING, ENDING, LOOK = 60.0, 20.0, 0.1
# Seconds after which a benchmark in a process of its own is given up.
PATIENCE = 600
# Letters of its log that are told where it does not start.
TOLD = 2_000


class ServerError(Exception):
    """A server that ended, or did not answer in time."""


@dataclass(frozen=True)
class Server:
    """A server that runs.

    Parameters
    ----------
    port : int
        Where it listens.
    process : Popen
        Its process: to be told to end, or killed.
    path : str
        The folder under which it serves, with a slash before it; none where empty.
    log : Path, optional
        The file that it writes what it says to.
    """

    port: int
    process: subprocess.Popen[bytes]
    path: str = ""
    log: Path | None = None

    @property
    def base(self) -> str:
        """The address of its first page, without a slash at its end."""
        return f"http://{LOCAL}:{self.port}{self.path}"

    def wait(self, seconds: float = STARTING) -> None:
        """Wait until it answers.

        Parameters
        ----------
        seconds : float
            How long at most.

        Raises
        ------
        ServerError
            Where it ended, or does not answer in that time; with the end of its log.
        """
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urlopen(f"{self.base}/_stcore/health"):
                    return
            except (URLError, OSError):
                time.sleep(LOOK)
        said = self.log.read_text(encoding="utf-8", errors="replace")[-TOLD:] if self.log else ""
        raise ServerError(f"the server on port {self.port} did not start: {said}")

    def stop(self, seconds: float = ENDING) -> int:
        """Tell it to end, as an operator does; return its exit status.

        Parameters
        ----------
        seconds : float
            How long it may take; then it is killed.

        Returns
        -------
        int
            Negative where a signal ended it.
        """
        self.process.terminate()
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait(seconds)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        port: int = probe.getsockname()[1]
        return port


def listening(port: int, seconds: float = 10.0) -> None:
    """Wait until somebody listens on a port of this computer.

    Raises
    ------
    TimeoutError
        Where nobody does in that time.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection((LOCAL, port), 1):
            return
        time.sleep(0.01)
    raise TimeoutError(f"nobody listens on port {port}")


def begin(
    words: Sequence[str],
    port: int,
    *,
    folder: Path = ROOT,
    variables: Mapping[str, str] | None = None,
    path: str = "",
    log: Path | None = None,
) -> Server:
    """Start the command of a server; whoever asks waits for it and ends it.

    Parameters
    ----------
    words : sequence of str
        The command, with its port.
    port : int
        Where it will listen.
    folder : Path
        Where it runs.
    variables : mapping, optional
        All variables that it has; those of this process where there are none.
    path : str
        The folder under which it will serve, with a slash before it.
    log : Path, optional
        A file that it writes what it says to, behind what is there.

    Returns
    -------
    Server
        Started; `Server.wait` tells when it answers.
    """
    with (log or Path(os.devnull)).open("ab") as said:
        process = subprocess.Popen(words, cwd=folder, stdout=said, stderr=said, env=variables)
    return Server(port, process, path, log)


@contextmanager
def running(
    words: Sequence[str],
    *,
    folder: Path = ROOT,
    variables: Mapping[str, str] | None = None,
    path: str = "",
    log: Path | None = None,
) -> Iterator[Server]:
    """Run the command of a server, whose last word is its port, until the block ends.

    Parameters
    ----------
    words : sequence of str
        The command without the port.
    folder, variables, path, log
        As of `begin`.

    Yields
    ------
    Server
        Ready to be asked.

    Raises
    ------
    ServerError
        Where it does not start.
    """
    port = free_port()
    server = begin(
        [*words, str(port)], port, folder=folder, variables=variables, path=path, log=log
    )
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def command(script: Path | str, *options: str) -> list[str]:
    """Return the command that serves a script on this computer alone, without its port.

    Examples
    --------
    >>> command("dashboard.py", "--server.baseUrlPath", "ip")[3:]
    ['run', 'dashboard.py', '--server.headless', 'true', '--server.baseUrlPath', 'ip', \
'--server.address', '127.0.0.1', '--server.port']
    """
    start = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    return [*start, *options, "--server.address", LOCAL, "--server.port"]


@contextmanager
def served(
    script: Path | str = "dashboard.py",
    *options: str,
    folder: Path = ROOT,
    path: str = "",
    log: Path | None = None,
    **variables: str,
) -> Iterator[Server]:
    """Serve a script, or the dashboard with the project's settings, until the block ends.

    Parameters
    ----------
    script : Path or str
        What is served.
    *options : str
        Further words of the command.
    folder, path, log
        As of `begin`; the settings of the folder hold.
    **variables : str
        Variables besides those of this process.

    Yields
    ------
    Server
        Ready to be asked.

    Raises
    ------
    ServerError
        Where it does not start.
    """
    words = command(script, *options, *(("--server.baseUrlPath", path.strip("/")) if path else ()))
    every = {**os.environ, **variables}
    with running(words, folder=folder, variables=every, path=path, log=log) as server:
        yield server


def apart(module: str, *words: str) -> str:
    """Run a benchmark in a process of its own, and return what it says."""
    return subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=PATIENCE,
    ).stdout


def most_memory(*, of_children: bool = False) -> float:
    """Return the megabytes that this process, or one that it began, had at most.

    It is no number where the system does not tell.
    """
    if resource is None:
        return float("nan")
    who = resource.RUSAGE_CHILDREN if of_children else resource.RUSAGE_SELF
    # Kibibytes, and bytes on a Mac.
    return resource.getrusage(who).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
