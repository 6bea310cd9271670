"""The Excel summary: a workbook that stands alone, with live formulas and native charts.

It follows the guidance on releasing statistics in spreadsheets: cover, contents, notes, one table
a sheet, checks, sources, then a sheet for each chart. What it holds is planned first, as values
without a library; then it is written row by row.
"""

from metrics.exports.workbook.audit.plan import AuditPlan
from metrics.exports.workbook.write import write

__all__ = ["AuditPlan", "write"]
