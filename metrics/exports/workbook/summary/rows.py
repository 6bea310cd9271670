"""The rows that the sheets share: those that every export has."""

from metrics.exports.series_rows import SeriesRow, at_home, series_rows

__all__ = ["SeriesRow", "at_home", "series_rows"]
