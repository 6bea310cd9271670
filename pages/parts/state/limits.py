"""What visitors may hand in: how much, how many, and how long reading it may take.

The readers of `metrics` know besides what a file of each kind may hold (parts, cells, markup).
"""

from __future__ import annotations

import threading
import weakref
from dataclasses import dataclass

from metrics.apart import Pool
from metrics.proof.sizes import LARGEST

MEGABYTE = 10**6
# Bytes of a file of rows, of a template, of a file whose words are checked, of a kept deck.
ROWS, TEMPLATE, WORDS, DECK = 5 * MEGABYTE, 20 * 2**20, LARGEST, 500_000
# Signs of a text that are checked at a time: some hundred pages.
SIGNS = 100_000
# Signs that a browser sends: the server takes five megabytes of what a page's fields hold.
SENT = 1_000_000
# Signs of a text that are checked at once where it is asked for; the worst take a second or two.
SHORT_TEXT = 2_000
# Files of one session on their way to a page, and of all sessions; their bytes.
FILES_OF_ONE, BYTES_OF_ONE, BYTES_OF_ALL = 4, 45 * 2**20, 200 * 2**20
# Bytes of any other body, and the seconds in which a body has to arrive.
BODY, ARRIVING = 64 * 1024, 60.0
# Seconds after which a file that no page took is let go.
UNTAKEN = 120.0
# Bytes of files that sessions hold while they look at what came of them.
HELD = 500 * 2**20
# What is handed in is read by so many other processes, for so many seconds each, with so many
# bytes of memory; who finds them busy waits so long.
READERS = Pool(most=2, seconds=60.0, memory=1 << 30, waiting=30.0)


class FullError(Exception):
    """All that sessions may hold together is held."""


class Held:
    """What holds bytes as long as it is there itself."""


@dataclass
class Room:
    """Counts the bytes that sessions hold, and lets go of them with what holds them.

    Parameters
    ----------
    most : int
        How many bytes there may be.

    Examples
    --------
    >>> room = Room(10)
    >>> one = room.held(8)
    >>> room.used
    8
    >>> del one
    >>> room.used
    0
    """

    most: int
    used: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def held(self, size: int) -> Held:
        """Count bytes as long as what is returned is there.

        Raises
        ------
        FullError
            Where there is no room for them.
        """
        with self._lock:
            if self.used + size > self.most:
                raise FullError
            self.used += size
        made = Held()
        weakref.finalize(made, self._let_go, size).atexit = False
        return made

    def _let_go(self, size: int) -> None:
        with self._lock:
            self.used -= size


ROOM = Room(HELD)
