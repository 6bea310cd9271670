"""Charts compiled from the tables: what is drawn and said, as data that every renderer reads."""

from metrics.charts.compile.comparison import compile_comparison
from metrics.charts.compile.concept import compile_concept, drawable
from metrics.charts.compile.paths import compile_paths
from metrics.charts.compile.ranking import compile_balance, compile_ranking
from metrics.charts.compile.view import compile_together, compile_view

__all__ = [
    "compile_balance",
    "compile_comparison",
    "compile_concept",
    "compile_paths",
    "compile_ranking",
    "compile_together",
    "compile_view",
    "drawable",
]
