"""Charts compiled from the tables: what is drawn and said, as data that every renderer reads."""

from metrics.charts.compile.concept import compile_concept, drawable

__all__ = ["compile_concept", "drawable"]
