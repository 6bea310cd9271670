"""The finding that heads a slide, written by rule from the facts.

A title says a movement, a position or a largest one only where the intervals of the figures leave
no doubt of it; else it gives the figure as it stands, a bound as a bound.
"""

from metrics.wording.findings.economies import of_balance, of_comparison, of_ranking
from metrics.wording.findings.regions import of_region, share_words
from metrics.wording.findings.series import of_concept, of_series

__all__ = [
    "of_balance",
    "of_comparison",
    "of_concept",
    "of_ranking",
    "of_region",
    "of_series",
    "share_words",
]
