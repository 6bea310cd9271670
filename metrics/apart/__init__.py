"""Work on what strangers hand in, done by another process that can be ended at any time."""

from metrics.apart.reader import ApartError, Pool, Shared

__all__ = ["ApartError", "Pool", "Shared"]
