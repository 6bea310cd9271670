"""Work done by another process, which can be ended at any time and takes its memory with it."""

from metrics.apart.reader import ApartError, Pool, Shared

__all__ = ["ApartError", "Pool", "Shared"]
