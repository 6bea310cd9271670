"""The side that asks: processes that are lent for one call each, and ended where it takes long."""

from __future__ import annotations

import atexit
import pickle
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, ParamSpec, TypeVar

from metrics.apart.process import STARTING, Call, Progress, Shared, Worker

P = ParamSpec("P")
T = TypeVar("T")
Reason = Literal["time", "memory", "busy"]


class ApartError(Exception):
    """Why a call has no result: it took too long, asked for too much, or found nobody free."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass
class Pool:
    """Processes that do one call each at a time, started when one is needed.

    Parameters
    ----------
    most : int
        How many there are at once.
    seconds : float
        How long a call may take.
    memory : int
        Bytes that each may have; Windows knows no such limit.
    waiting : float
        Seconds that a call waits for its turn.
    idle : float
        Seconds after which a process that nobody needs ends.
    """

    most: int = 2
    seconds: float = 20.0
    memory: int = 1 << 30
    waiting: float = 30.0
    idle: float = 300.0
    _free: list[Worker] = field(default_factory=list)
    _all: list[Worker] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _room: threading.BoundedSemaphore = field(init=False)
    _looks: threading.Timer | None = None
    _closes: bool = False

    def __post_init__(self) -> None:
        self._room = threading.BoundedSemaphore(self.most)

    def run(
        self,
        function: Callable[..., T],
        /,
        *call: object,
        progress: Progress | None = None,
        **named: object,
    ) -> T:
        """Call a function of a module in another process.

        Parameters
        ----------
        function : callable
            Stands in a module; so do the types of what goes to it and of what it returns.
        *call, **named : object
            Its arguments; the last ones may be `Shared`.
        progress : callable, optional
            Told how much of all is done, as the function says to its argument of this name; what it
            raises ends the process.

        Returns
        -------
        T
            What it returns. What it raises is raised here.

        Raises
        ------
        ApartError
            Where it takes too long, asks for too much memory, or nobody is free.

        Examples
        --------
        >>> with Pool(seconds=10).lent() as pool:
        ...     pool.run(sorted, [3, 1, 2])
        [1, 2, 3]
        """
        large = [one for one in call if isinstance(one, Shared)]
        plain = tuple(one for one in call if not isinstance(one, Shared))
        kind, value = self._answer(Call(function, plain, named, large, progress))
        if kind == "error":
            fault, vars(value[0])["places"] = value
            raise fault
        if kind != "value":
            raise ApartError("memory")
        result: T = value
        return result

    def _answer(self, call: Call) -> Any:
        """Ask a process, and a new one where one that worked before has no more memory."""
        with self._lend() as worker:
            worked = worker.used > 0
            try:
                told = self._asked(worker, call)
            except ApartError as fault:
                if fault.reason != "memory" or not worked or worker.ended:
                    raise
                told = "memory", None
            if told[0] == "memory":
                worker.end()
        if told[0] == "memory" and worked:
            return self._answer(call)
        return told

    def _asked(self, worker: Worker, call: Call) -> Any:
        """Ask a process, and end it where its time is over."""
        over = threading.Event()

        def stop() -> None:
            over.set()
            worker.process.kill()

        known = all(one.key in worker.known for one in call.large)
        extra = 0.0 if worker.used and known else STARTING
        watch = threading.Timer(self.seconds + extra, stop)
        watch.daemon = True
        watch.start()
        try:
            return worker.ask(call)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            # It ended, or its pipes were closed by who ends all.
            raise ApartError("time" if over.is_set() else "memory") from None
        except BaseException:
            worker.end()  # nobody waits for its answer, which the next one would get
            raise
        finally:
            watch.cancel()
            if over.is_set():
                worker.process.wait()

    @contextmanager
    def _lend(self) -> Iterator[Worker]:
        if not self._room.acquire(timeout=self.waiting):
            raise ApartError("busy")
        try:
            worker = self._taken()
            try:
                yield worker
            finally:
                self._given_back(worker)
        finally:
            self._room.release()

    def _taken(self) -> Worker:
        with self._lock:
            while self._free:
                worker = self._free.pop()
                if worker.lives:
                    return worker
                self._forget(worker)
            if not self._closes:
                self._closes = True
                atexit.register(self.close)
            worker = Worker.begin(self.seconds, self.memory)
            self._all.append(worker)
            return worker

    def _given_back(self, worker: Worker) -> None:
        with self._lock:
            if not worker.lives or worker not in self._all:
                self._forget(worker)
                return
            worker.used = time.monotonic()
            self._free.append(worker)
            if self.idle and self._looks is None:
                self._look_later()

    def _look_later(self) -> None:
        self._looks = threading.Timer(self.idle, self._end_idle)
        self._looks.daemon = True
        self._looks.start()

    def _end_idle(self) -> None:
        before = time.monotonic() - self.idle + 1
        with self._lock:
            self._looks = None
            for worker in [one for one in self._free if one.used <= before]:
                self._free.remove(worker)
                self._forget(worker)
            if self._free:
                self._look_later()

    def _forget(self, worker: Worker) -> None:
        worker.end()
        if worker in self._all:
            self._all.remove(worker)

    def close(self) -> None:
        """End all processes, also those at work."""
        with self._lock:
            if self._looks is not None:
                self._looks.cancel()
                self._looks = None
            self._free.clear()
            for worker in [*self._all]:
                self._forget(worker)

    @contextmanager
    def lent(self) -> Iterator[Pool]:
        """Use the processes for some calls, and end them."""
        try:
            yield self
        finally:
            self.close()
