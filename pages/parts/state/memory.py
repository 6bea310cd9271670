"""Memory that nobody needs any more goes back to the system.

The C library keeps for each thread what it gave back, and of many threads that comes to hundreds
of megabytes which nothing uses. With few such stores, and told to empty them after large work, a
server holds what it needs. Other C libraries lack these functions, and are left as they are.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache

# As <malloc.h> of glibc numbers it: into how many stores the memory of all threads is parted.
_M_ARENA_MAX = -8
STORES = 2


@cache
def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None


def share() -> bool:
    """Have all threads share few stores of free memory; to be called before there are many.

    Returns
    -------
    bool
        Whether they do from now on; False where the C library knows no such choice.
    """
    library = _glibc()
    return library is not None and library.mallopt(_M_ARENA_MAX, STORES) == 1


def give_back() -> bool:
    """Give free memory back to the system, as after large work.

    Returns
    -------
    bool
        Whether some was given back.
    """
    library = _glibc()
    return library is not None and library.malloc_trim(0) == 1
