"""Work done by another process, which can be ended at any time and takes its memory with it."""

from metrics.apart.pool import ApartError, Pool
from metrics.apart.process import Shared

__all__ = ["ApartError", "Pool", "Shared"]
