"""One process that answers calls, and what is sent to it."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from metrics.apart.child import KEPT

Progress = Callable[[int, int], None]
# Seconds that a process is given besides a call's own to start and to learn its large arguments.
STARTING = 10.0


@dataclass(frozen=True)
class Shared:
    """A large argument that is sent to each process once; equal keys are equal values."""

    key: str
    value: object


@dataclass(frozen=True)
class Call:
    """A function with its arguments, and who is told how far it is."""

    function: object
    plain: tuple[object, ...]
    named: dict[str, object]
    large: list[Shared]
    progress: Progress | None


@dataclass
class Worker:
    """One process, and the large arguments that it has."""

    process: subprocess.Popen[bytes]
    drafts: str
    known: list[str] = field(default_factory=list)
    used: float = 0.0
    ended: bool = False

    @classmethod
    def begin(cls, seconds: float, most: int) -> Worker:
        """Start a process with the paths of this one, and a folder of its own for drafts."""
        paths = os.pathsep.join(filter(None, sys.path)) or os.curdir
        # One thread of arithmetic: more of them ask for memory that nobody uses.
        own = {**os.environ, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"}
        drafts = ""
        with suppress(OSError):  # most calls write nothing
            drafts = tempfile.mkdtemp(prefix="apart-")
            own |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), drafts)
        limits = f"{seconds + STARTING}", f"{most}", drafts
        words = [sys.executable, "-m", "metrics.apart.child", *limits]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        return cls(subprocess.Popen(words, stderr=subprocess.DEVNULL, env=own, **pipes), drafts)

    @property
    def lives(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None

    def end(self) -> None:
        """End the process at once; nothing that it began to write stays."""
        self.ended = True  # before whoever waits for its answer finds it gone
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self.process.wait()
        if self.drafts:
            shutil.rmtree(self.drafts, ignore_errors=True)

    def ask(self, call: Call) -> Any:
        """Send a call and wait for what comes of it; tell how far it is meanwhile."""
        sent = {one.key: None if one.key in self.known else one.value for one in call.large}
        message = call.function, call.plain, call.named, sent, call.progress is not None
        packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        calls = self.process.stdin
        assert calls is not None
        calls.write(len(packed).to_bytes(8, "big") + packed)
        calls.flush()
        # The same order as in the other process, which lets go of the oldest.
        for key in sent:
            self.known = [*(k for k in self.known if k != key), key][-KEPT:]
        while (told := self._told())[0] == "progress":
            if call.progress is not None:
                call.progress(*told[1])
        return told

    def _told(self) -> Any:
        answers = self.process.stdout
        assert answers is not None
        size = answers.read(8)
        told = answers.read(int.from_bytes(size, "big")) if size else b""
        if not told:
            raise EOFError
        return pickle.loads(told)
