"""Long work beside the pages: it tells how far it is, and can be stopped."""

from __future__ import annotations

import errno
import io
import logging
import secrets
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import IO

from metrics.apart import ApartError, Pool
from metrics.briefing.deck import DeckError
from metrics.exports.errors import ImageError, TemplateError
from metrics.exports.files import CancelledError, Progress, reason_of
from metrics.locale import Lang, text
from pages.parts.state import measures, memory

# More at a time would only slow each other and the pages.
AT_ONCE = 2
# Those who would come after more would wait for minutes.
MOST_WAITING = 20
# Bytes of finished files that are held for all sessions: what was made first is let go first, and
# its button is there again; nothing in the seconds in which its page comes to show it.
MOST_HELD, SHOWN = 24 * 2**20, 30.0
# What a system says where a disk, or a share of it, has no more room.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
# Workbooks are made, and pages of a PDF put together, by processes of their own: visitors keep the
# interpreter, and the memory goes with them. Workbooks of 100,000 facts take half a minute each.
WRITERS = Pool(most=AT_ONCE, seconds=600.0, memory=3 << 30, waiting=60.0)
_POOL = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="export")
_LOG = logging.getLogger("dashboard")


def _always() -> bool:
    return True


# Equal only to itself.
@dataclass(eq=False)
class Job:
    """A file that is being made.

    Parameters
    ----------
    key : str
        What it is made of: equal keys are equal files.
    name : str
        The name of the file.
    wanted : callable
        Tells, on any thread, whether somebody still waits for it.
    common : bool
        Whether everybody who asks by this key gets the same file.
    refused : bool
        Whether too many were waiting, so that it was never lined up.
    reference : str
        Number of a fault, whose detail the log has.
    reason : callable, optional
        Says in words why there is no file, where the reader or who runs the server can mend it.
    """

    key: str
    name: str
    wanted: Callable[[], bool] = _always
    common: bool = False
    refused: bool = False
    done: int = 0
    total: int = 1
    content: bytes | None = None
    made: float = 0.0
    reference: str = ""
    reason: Callable[[Lang], str] | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    future: Future[None] | None = None

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        return min(1.0, self.done / max(self.total, 1))

    @property
    def waiting(self) -> bool:
        """Whether it is lined up, and did not begin yet."""
        return self.running and self.future is not None and not self.future.running()

    @property
    def running(self) -> bool:
        """Whether it is waiting or at work, and wanted."""
        return self.future is not None and not self.future.done() and not self.stop.is_set()

    def cancel(self) -> None:
        """Stop at the next chance, or before it begins; nothing of the file is kept."""
        self.stop.set()
        if self.future is not None:
            self.future.cancel()

    def _heed(self) -> None:
        if not self.wanted():
            self.stop.set()
        if self.stop.is_set():
            raise CancelledError

    def _tell(self, done: int, total: int) -> None:
        self._heed()
        self.done, self.total = done, total

    def run(self, write: Write) -> None:
        """Make the file; a fault that nobody foresaw gets a number, whose detail the log has."""
        made, begun, outcome = io.BytesIO(), time.perf_counter(), "refused"
        try:
            self._heed()
            write(made, self._tell)
            self.content, self.made = made.getvalue(), time.monotonic()
            outcome = "made"
        except CancelledError:
            outcome = "stopped"
        except (DeckError, TemplateError) as fault:
            self.reason = fault.words
        except ImageError as fault:
            self.reason = fault.reason
            _LOG.warning("export %s: %s", self.key, fault)
        except ApartError as fault:
            if self.stop.is_set():
                outcome = "stopped"
                return
            self.reason = partial(_unready, fault.reason)
            _LOG.warning("export %s: %s", self.key, fault)
        except Exception as fault:
            if isinstance(fault, OSError) and fault.errno in FULL:
                self.reason = partial(_unwritten, fault)
                _LOG.warning("export %s: %s", self.key, fault)
            else:
                # The reader gets a number, the log the detail.
                self.reference = secrets.token_hex(4).upper()
                # Of a fault in another process, the places there.
                where = " ".join(getattr(fault, "places", ()))
                _LOG.exception("fault %s in export %s %s", self.reference, self.key, where)
            measures.FAULTS.labels("export").inc()
            outcome = "fault"
        finally:
            measures.exported(self.name, outcome, time.perf_counter() - begun)


def _unwritten(fault: OSError, lang: Lang) -> str:
    return text(lang)("take.unwritten", reason=reason_of(fault, lang))


def _unready(reason: str, lang: Lang) -> str:
    say = text(lang)
    return say("take.unwritten", reason=say(f"file.reason.{reason}"))


Write = Callable[[IO[bytes], Progress], None]


@dataclass(eq=False)
class Line:
    """The files that one reader waits for, made one after another; others are served between."""

    jobs: deque[tuple[Job, Write]] = field(default_factory=deque)
    moving: bool = False


# Held weakly: a finished file lives only as long as the session that it is for.
_JOBS: weakref.WeakSet[Job] = weakref.WeakSet()
_LOCK = threading.Lock()


def start(
    key: str,
    name: str,
    write: Write,
    wanted: Callable[[], bool] = _always,
    line: Line | None = None,
    *,
    common: bool = False,
) -> Job:
    """Begin to make a file on a thread of its own, or line up behind others; refuse if many are.

    A common one that was made for another reader, who still holds it, is not made again.

    Parameters
    ----------
    key : str
        What the file is made of: equal keys are equal files.
    name : str
        The name of the file.
    write : callable
        Writes the file and tells how far it is.
    wanted : callable
        Tells, on any thread, whether somebody still waits for it.
    line : Line, optional
        What else its reader waits for, which comes before it.
    common : bool
        Whether everybody who asks by this key gets the same file.

    Returns
    -------
    Job
        The work, begun, lined up, refused, or done before.
    """
    job, own = Job(key, name, wanted, common), line or Line()
    with _LOCK:
        if common and (made := _made(key, name)) is not None:
            return made
        job.refused = _unfinished() >= AT_ONCE + MOST_WAITING
        if not job.refused:
            job.future = Future()
            _JOBS.add(job)
            own.jobs.append((job, write))
            if not own.moving:
                own.moving = True
                _POOL.submit(_next, own)
    return job


def end() -> None:
    """Stop all that is at work or waits; whoever asked for it is not there any more."""
    with _LOCK:
        for job in list(_JOBS):
            job.cancel()
    WRITERS.close()


def _next(line: Line) -> None:
    """Make the first file of a line; the rest waits for its turn behind other readers."""
    job, write = line.jobs.popleft()
    future = job.future
    if future is not None and future.set_running_or_notify_cancel():
        job.run(write)
        # Who waits for the end finds nothing here that holds the file.
        del job, write
        _let_go()
        future.set_result(None)
        memory.give_back()
    with _LOCK:
        line.moving = bool(line.jobs)
        if line.moving:
            _POOL.submit(_next, line)


def _let_go() -> None:
    """Let go of what was made first where all finished files are more than may be held."""
    shown = time.monotonic() - SHOWN
    with _LOCK:
        sizes = {job: len(job.content) for job in _JOBS if job.content is not None}
        for job in sorted(sizes, key=lambda one: one.made):
            if sum(sizes.values()) <= MOST_HELD or job.made > shown:
                return
            del sizes[job]
            job.content = None


def _made(key: str, name: str) -> Job | None:
    """Return the work on a common file that is done, where a session holds it."""
    own = (job for job in _JOBS if job.common and (job.key, job.name) == (key, name))
    return next((job for job in own if job.content is not None), None)


def _unfinished() -> int:
    """Return how many are at work or waiting; those that nobody waits for any more are let go."""
    every = [job for job in _JOBS if job.future is not None and not job.future.done()]
    for job in every:
        if not job.wanted():
            job.cancel()
    return sum(job.future is not None and not job.future.done() for job in every)


def _waited_for() -> int:
    """Return how many files are at work or lined up."""
    with _LOCK:
        return sum(job.running for job in _JOBS)


measures.WAITING.set_function(_waited_for)
