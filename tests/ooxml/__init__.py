"""What Excel needs of a workbook, as far as it can be read off the file.

LibreOffice opens much that Excel repairs or refuses; so each rule is stated here once, and
`tests/exports/test_ooxml.py` holds it against a workbook that breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.ooxml.archive import archive_faults, part_faults
from tests.ooxml.cells import cell_faults, limit_faults, style_faults
from tests.ooxml.formulas import formula_faults
from tests.ooxml.names import name_faults, sheet_faults
from tests.ooxml.order import newer_faults, order_faults
from tests.ooxml.references import chart_faults, link_faults, validation_faults
from tests.ooxml.sparklines import sparkline_faults
from tests.ooxml.tables import table_faults
from tests.parts import Parts

CHECKS: tuple[Callable[[Parts], Iterator[str]], ...] = (
    order_faults,
    newer_faults,
    sheet_faults,
    name_faults,
    table_faults,
    cell_faults,
    limit_faults,
    style_faults,
    formula_faults,
    link_faults,
    validation_faults,
    chart_faults,
    sparkline_faults,
)


def faults(content: bytes) -> list[str]:
    """Say what of a workbook Excel would refuse, repair or flag; nothing where all is well."""
    parts = Parts.of(content)
    found = [*archive_faults(content), *part_faults(parts)]
    if not found:  # else the rest cannot be read
        found = [fault for check in CHECKS for fault in check(parts)]
    return found
