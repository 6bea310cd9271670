"""Requests of any bytes, which no client would send, and what counts as a fault of an answer."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path

import psutil

from bench.serving import LOCAL, Server
from bench.soak import BAD

# Seconds that an answer may take, and the megabytes that the server may grow by in a test.
BOUND, ROOM = 20.0, 600
# What values carry into pages: markup that would be seen if it were not escaped.
MARK = "<zq9 onzq9=1>"
QUOTED = "\" onzq9='1'"
_LOOSE = re.compile(rb"<zq9|(?<!\\)\" onzq9=")

# Headers that promise a body, for which a server rightly waits.
PROMISING = (b"content-length", b"transfer-encoding", b"expect")


@dataclass(frozen=True)
class Reply:
    """An answer: none where the server closed the line, as it may where a request is no request."""

    status: int = 0
    kind: str = ""
    body: bytes = b""

    def fault(self) -> str:
        """Say what is wrong with it; empty where nothing is."""
        if self.status >= 500:
            return f"{self.status} {self.body[:200]!r}"
        if b"Traceback (most recent" in self.body:
            return "a traceback"
        if "html" in self.kind and (found := _LOOSE.search(self.body)):
            return f"not escaped: {self.body[max(0, found.start() - 80) : found.end() + 40]!r}"
        return ""


def ask(
    port: int,
    target: bytes,
    headers: Sequence[tuple[bytes, bytes]] = (),
    method: bytes = b"GET",
    body: bytes = b"",
) -> Reply:
    """Send a request as it stands, and read the answer to its end.

    Parameters
    ----------
    port : int
        Of the server.
    target : bytes
        Path and query.
    headers : sequence of (bytes, bytes)
        Besides those that every request has; they come first.
    method, body : bytes
        Whatever they hold.

    Returns
    -------
    Reply
        The answer.

    Raises
    ------
    TimeoutError
        Where it takes longer than it may.
    """
    own = [*headers, (b"Connection", b"close")]
    if not any(name.lower() == b"host" for name, _ in headers):
        own.append((b"Host", f"{LOCAL}:{port}".encode()))
    lines = [method + b" " + target + b" HTTP/1.1", *(n + b": " + v for n, v in own), b"", body]
    with socket.create_connection((LOCAL, port), timeout=BOUND) as line:
        with suppress(ConnectionError, BrokenPipeError):
            line.sendall(b"\r\n".join(lines))
            if any(name.lower() in PROMISING for name, _ in headers):
                line.shutdown(socket.SHUT_WR)  # nothing more comes of what was promised
        answer = HTTPResponse(line, method=method.decode("latin-1"))
        try:
            answer.begin()
            # A websocket that was opened says nothing more.
            said = b"" if answer.status == 101 else answer.read()
        except TimeoutError:
            raise
        except (HTTPException, OSError, ValueError):
            return Reply()
        return Reply(answer.status, answer.getheader("Content-Type") or "", said)


@contextmanager
def watched(server: Server) -> Iterator[None]:
    """Hold that a server says nothing of faults in its log, and stays within its memory."""
    assert server.log is not None
    process = psutil.Process(server.process.pid)
    before, said = process.memory_info().rss, server.log.stat().st_size
    yield
    assert server.process.poll() is None, "the server ended"
    assert process.memory_info().rss - before < ROOM * 2**20
    told = faults_in(server.log, said)
    assert not told, told


def faults_in(log: Path, since: int) -> str:
    """Return what a log says of faults behind some bytes of it."""
    with log.open("rb") as file:
        file.seek(since)
        said = file.read().decode("utf-8", "replace")
    return said[-4_000:] if any(word in said for word in BAD) else ""
