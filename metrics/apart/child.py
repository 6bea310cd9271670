"""The other process: it takes one call after another from its input and answers on its output.

It ends when its input ends, when a call takes too long, and where it asks for too much memory.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import sys
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import IO, Any

# Large arguments that stay here for later calls.
KEPT = 2
# Seconds between two words on how far the work is.
EVERY = 0.1


def limit_memory(most: int) -> None:
    """Let this process have so many bytes of its own; Windows knows no such limit."""
    with suppress(ImportError, OSError, ValueError):
        resource = import_module("resource")
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def limit_time(seconds: float) -> None:
    """End this process after some seconds, also where nobody is left to do it; 0 lifts that.

    The signal's own action needs no turn of the interpreter.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


class Course:
    """Says to the other side, from time to time, how far the work is."""

    def __init__(self, send: Callable[[str, Any], None]) -> None:
        self._send, self._said = send, 0.0

    def __call__(self, done: int, total: int) -> None:
        """Say how much of all is done."""
        now = time.monotonic()
        if now - self._said >= EVERY:
            self._said = now
            self._send("progress", (done, total))


def answer(
    call: bytes, kept: OrderedDict[str, Any], send: Callable[[str, Any], None]
) -> tuple[str, Any]:
    """Do what a call says.

    Parameters
    ----------
    call : bytes
        A function, its arguments, the names and values of large ones among them, and whether it
        is to say how far it is, by a last argument ``progress``.
    kept : dict
        Large arguments of earlier calls.
    send : callable
        Takes what is said before the answer.

    Returns
    -------
    tuple of (str, object)
        ``value``, ``error`` with what was raised and the places where, or ``memory``.

    Examples
    --------
    >>> answer(pickle.dumps((len, ("abc",), {}, {}, False)), OrderedDict(), print)
    ('value', 3)
    """
    try:
        function, arguments, named, large, tells = pickle.loads(call)
        for key, value in large.items():
            kept[key] = value if value is not None else kept[key]
            kept.move_to_end(key)
        while len(kept) > KEPT:
            kept.popitem(last=False)
        if tells:
            named["progress"] = Course(send)
        return "value", function(*arguments, *(kept[key] for key in large), **named)
    except MemoryError:
        return "memory", None
    except Exception as fault:
        # The log of the other side names the places, which do not go with what is sent.
        found = traceback.extract_tb(fault.__traceback__)
        return "error", (fault, [f"{f.filename}:{f.lineno}" for f in found])


def serve(calls: IO[bytes], answers: IO[bytes], seconds: float) -> None:
    """Answer calls until there are no more."""
    kept: OrderedDict[str, Any] = OrderedDict()
    said = partial(send, answers)
    while size := calls.read(8):
        call = calls.read(int.from_bytes(size, "big"))
        limit_time(seconds)
        told = answer(call, kept, said)
        limit_time(0)
        said(*told)


def send(answers: IO[bytes], kind: str, value: object) -> None:
    """Write an answer, or what is said before it."""
    told = packed(kind, value)
    answers.write(len(told).to_bytes(8, "big") + told)
    answers.flush()


def packed(kind: str, value: object) -> bytes:
    """Return an answer as bytes; what cannot be sent is told by its name."""
    try:
        told = pickle.dumps((kind, value), pickle.HIGHEST_PROTOCOL)
        if kind == "error":
            pickle.loads(told)  # some errors cannot be made again from their words
    except MemoryError:
        return pickle.dumps(("memory", None))
    except Exception:
        return pickle.dumps(("error", (RuntimeError(repr(value)[:500]), [])))
    return told


def main() -> None:
    """Serve the process that started this one."""
    seconds, most, drafts = float(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    calls, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints is no answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    limit_memory(most)
    try:
        serve(calls, answers, seconds)
    finally:
        if drafts:  # where nobody is left to do it
            shutil.rmtree(drafts, ignore_errors=True)


if __name__ == "__main__":
    main()
