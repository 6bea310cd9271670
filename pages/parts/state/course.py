"""Where the process stands between its start and its end: warm, and told to end."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from types import FrameType

_LOG = logging.getLogger("dashboard")
# Files that a process may have open, where the system allows as many. Each tab takes four: its
# websocket, and three of the loop that the framework keeps for its session.
FILES = 10_240


@dataclass
class Course:
    """Where the process stands between its start and its end."""

    warm: threading.Event = field(default_factory=threading.Event)
    ending: bool = False


COURSE = Course()


def warming(*works: Callable[[], object]) -> None:
    """Do work that should be done before visitors come, each beside the others; then be ready.

    What fails is done again by the first visitor who needs it, who is told; it keeps nobody away.

    Parameters
    ----------
    *works : callable
        What to do.
    """

    def guarded(work: Callable[[], object]) -> None:
        try:
            work()
        except Exception:
            _LOG.exception("warming")

    def all_of_them() -> None:
        threads = [threading.Thread(target=guarded, args=(one,), daemon=True) for one in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        COURSE.warm.set()

    threading.Thread(target=all_of_them, daemon=True).start()


def take_files() -> None:
    """Let this process open as many files as it may; Windows knows no such limit.

    Systems begin at 1,024 or fewer, which 250 tabs take: nobody is answered from then on.
    """
    with suppress(ImportError, OSError, ValueError):
        resource = import_module("resource")
        now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = FILES if most == resource.RLIM_INFINITY else min(FILES, most)
        if now != resource.RLIM_INFINITY and now < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


@contextmanager
def heeding_the_end(drain: float) -> Iterator[None]:
    """From SIGTERM on be no longer ready, and go on serving for a while; a second one ends at once.

    Parameters
    ----------
    drain : float
        Seconds between the signal and what the server does on it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    server = signal.getsignal(signal.SIGTERM)
    if server is None:  # set outside of Python: it could not be put back
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        COURSE.ending = True
        signal.signal(signal.SIGTERM, server)
        loop.call_soon_threadsafe(loop.call_later, drain, signal.raise_signal, number)

    signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        if signal.getsignal(signal.SIGTERM) is end:
            signal.signal(signal.SIGTERM, server)
