"""The numerals of an edited title, and which of them no fact of the slide bears out.

A title is held to what the facts say: a number to its own typed precision, a bound as a bound, a
year to a period. Words that are no quantity are let be, as are names.
"""

from metrics.briefing.numerals.resolving import unresolved

__all__ = ["unresolved"]
