"""Servers that are made to suffer: a temporary folder of their own, and what they have begun."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import psutil

from bench import serving
from bench.visitor import Visitor
from metrics.locale import Lang

SECONDS = 60.0
FORMS = ("pptx", "docx", "pdf", "png", "html")


def deck(slides: int = 1) -> str:
    """Return the query of a page with a briefing of so many slides."""
    names = ("gii_rank", "satisfaction", "pledge_financing", "invention_patents_granted")
    every = (f"chart!indicator?id={names[n % len(names)]}" for n in range(slides))
    return f"d={quote('~'.join(every), safe='')}"


def begin(words: list[str], folder: Path, *, port: int = 0, **variables: str) -> serving.Server:
    """Start a server with a temporary folder of its own, and wait until it answers."""
    own = port or serving.free_port()
    every = {**os.environ, "TMPDIR": str(folder), **variables}
    server = serving.begin(
        [*words, *serving.command("dashboard.py"), str(own)], own, variables=every
    )
    try:
        server.wait()
    except BaseException:
        server.stop()
        raise
    return server


def children(server: serving.Server) -> list[psutil.Process]:
    """Return the processes that a server has begun, and those that they have."""
    return list(psutil.Process(server.process.pid).children(recursive=True))


def browsers(server: serving.Server) -> list[psutil.Process]:
    """Return the browsers that draw for a server."""
    found = []
    for child in children(server):
        try:
            if "chrom" in child.name():
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


async def until(holds: Callable[[], object], seconds: float = SECONDS) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        await asyncio.sleep(0.05)


def done(visitor: Visitor, form: str, lang: Lang) -> Callable[[], bool]:
    """Return what tells whether a file is there, or was given up."""
    return lambda: (
        visitor.has("download_button", f"ready_{form}_{lang}")
        or visitor.has("button", f"take_{form}_{lang}")
    )


def alerts(visitor: Visitor) -> list[str]:
    """Return what the page says in red or yellow."""
    return [str(element.body) for _, element in visitor.of_kind("alert")]
