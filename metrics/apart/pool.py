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

from metrics.apart.process import STARTING, Call, Progress, Reader, Shared

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
    """Processes that read what was handed in, started when one is needed.

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
    _free: list[Reader] = field(default_factory=list)
    _all: list[Reader] = field(default_factory=list)
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
        """Ask a process, and a new one where one that read others before has no more memory."""
        with self._lend() as reader:
            worked = reader.used > 0
            try:
                told = self._asked(reader, call)
            except ApartError as fault:
                if fault.reason != "memory" or not worked or reader.ended:
                    raise
                told = "memory", None
            if told[0] == "memory":
                reader.end()
        if told[0] == "memory" and worked:
            return self._answer(call)
        return told

    def _asked(self, reader: Reader, call: Call) -> Any:
        """Ask a process, and end it where its time is over."""
        over = threading.Event()

        def stop() -> None:
            over.set()
            reader.process.kill()

        known = all(one.key in reader.known for one in call.large)
        extra = 0.0 if reader.used and known else STARTING
        watch = threading.Timer(self.seconds + extra, stop)
        watch.daemon = True
        watch.start()
        try:
            return reader.ask(call)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            # It ended, or its pipes were closed by who ends all.
            raise ApartError("time" if over.is_set() else "memory") from None
        except BaseException:
            reader.end()  # nobody waits for its answer, which the next one would get
            raise
        finally:
            watch.cancel()
            if over.is_set():
                reader.process.wait()

    @contextmanager
    def _lend(self) -> Iterator[Reader]:
        if not self._room.acquire(timeout=self.waiting):
            raise ApartError("busy")
        try:
            reader = self._taken()
            try:
                yield reader
            finally:
                self._given_back(reader)
        finally:
            self._room.release()

    def _taken(self) -> Reader:
        with self._lock:
            while self._free:
                reader = self._free.pop()
                if reader.lives:
                    return reader
                self._forget(reader)
            if not self._closes:
                self._closes = True
                atexit.register(self.close)
            reader = Reader.begin(self.seconds, self.memory)
            self._all.append(reader)
            return reader

    def _given_back(self, reader: Reader) -> None:
        with self._lock:
            if not reader.lives or reader not in self._all:
                self._forget(reader)
                return
            reader.used = time.monotonic()
            self._free.append(reader)
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
            for reader in [one for one in self._free if one.used <= before]:
                self._free.remove(reader)
                self._forget(reader)
            if self._free:
                self._look_later()

    def _forget(self, reader: Reader) -> None:
        reader.end()
        if reader in self._all:
            self._all.remove(reader)

    def close(self) -> None:
        """End all processes, also those at work."""
        with self._lock:
            if self._looks is not None:
                self._looks.cancel()
                self._looks = None
            self._free.clear()
            for reader in [*self._all]:
                self._forget(reader)

    @contextmanager
    def lent(self) -> Iterator[Pool]:
        """Use the processes for some calls, and end them."""
        try:
            yield self
        finally:
            self.close()
