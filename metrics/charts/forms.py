"""Number formats of office programs that write the labels of marks with fewer digits."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from metrics.charts.spec import Mark
from metrics.wording.forms import number_form

# Whole thousands, as a program writes them from a value with more digits.
THOUSANDS = '#,##0,",000"'
_DIGITS = re.compile(r"#,##0(?:\.0+)?")


def brief_form(mark: Mark) -> str:
    """Return the number format that writes the brief label of a mark; nothing where none does.

    Examples
    --------
    >>> brief_form(Mark(0, 8539.9, "2023", "8,539.9", (), form="#,##0.0", brief="8,540"))
    '#,##0'
    >>> brief_form(Mark(0, 819200.0, "2023", "819,200", (), form="#,##0", brief="819,000"))
    '#,##0,",000"'
    >>> brief_form(Mark(0, 15123.4, "2023", "15,123.4", (), form="#,##0.0", brief="15,100"))
    ''
    """
    digits = re.search(r"\d[\d,]*(?:\.(\d+))?", mark.brief)
    if digits is None:
        return ""
    places = len(digits[1] or "")
    value = Decimal(repr(mark.value))
    for place, form in ((-places, number_form(places)), (3, THOUSANDS)):
        rounded = value.quantize(Decimal(1).scaleb(place), ROUND_HALF_UP)
        if f"{rounded:,f}" == digits[0]:
            return _DIGITS.sub(lambda _, form=form: form, mark.form, count=1)  # type: ignore[misc]
    return ""
