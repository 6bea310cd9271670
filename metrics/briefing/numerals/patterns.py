"""What a date or a number of a title looks like; numbers are those of the printed grammar."""

from __future__ import annotations

import re

from metrics.printed.amounts import FORMS
from metrics.printed.lexicon import CLASSIFIERS, DIGITS, MONTHS, TENS
from metrics.printed.numerals import ARABIC, HAN, MIXED, SCALED, SPELT, any_of

# A Chinese numeral before one of these is a quantity.
COUNTED = any_of(CLASSIFIERS)
DASH = r"\s*(?:[—–\-~～至]|to)\s*"
_MONTH = rf"(?:{'|'.join(name[:3] for name in MONTHS)})[a-z]*"
# Words of a part or a place are words of a title as well: a third party, the first time.
_OF_A_WHOLE = r"(?=\s*(?:[,.;:%]|$)|\s+(?:of|the|as|more|less|higher|lower)\b)"
_OF_A_PLACE = r"(?=\s+(?:place|position|in\s+the\s+world|worldwide|globally)\b|位)"
# Dates first, since they are made of numbers.
_DATES = (
    rf"(?P<zh_months>(?P<zy>\d{{4}})年(?P<z1>\d{{1,2}})(?:{DASH}(?P<z2>\d{{1,2}}))?月"
    r"(?:(?P<zd>\d{1,2})日)?)",
    r"(?P<iso>(?P<iy>\d{4})-(?P<im>\d{2})(?:-(?P<id>\d{2}))?(?!\d))",
    rf"(?P<en_months>(?:(?P<ed>\d{{1,2}})\s+)?\b(?P<e1>{_MONTH})\.?(?:{DASH}(?P<e2>{_MONTH})\.?)?"
    r"(?:\s+(?P<ed2>\d{1,2}),)?\s+(?P<ey>\d{4})(?!\d))",
    rf"(?P<zh_year>[{DIGITS}]{{4}})年",
    rf"(?P<bare>(?<![\d.,年])(?P<b1>\d{{1,2}})(?:{DASH}(?P<b2>\d{{1,2}}))?月"
    r"(?:(?P<bd>\d{1,2})日)?)",
)
_MEASURES = (
    r"per\s?cent|percentage|points?|times|months?|years?|places|patents|trademarks|applications"
)
_SPELT = rf"(?:{SPELT})(?:(?=[\s-]+(?:{_MEASURES})\b)|(?<=hundred)|(?<=thousand)|(?<=[mbr]illion))"
_HAN = rf"(?<![每/几数])(?!百分[点比数率])(?=[{HAN}]){MIXED}(?={COUNTED})"
_NUMBERS = (
    *(
        f"(?P<{name}>(?:{FORMS[name]}){behind})"
        for name, behind in (
            ("share", ""),
            ("fraction", ""),
            ("multiple", ""),
            ("halved", ""),
            ("twice", ""),
            ("fold", ""),
            ("part", _OF_A_WHOLE),
            ("half", ""),
            ("ordinal", rf"(?:(?<=\d[a-z]{{2}})|{_OF_A_PLACE})"),
        )
    ),
    rf"第(?P<place>[{DIGITS}{''.join(TENS)}]+)",
    rf"(?P<sign>(?<![A-Za-z0-9%)—-])[-+])?"
    rf"(?P<number>{SCALED}|(?={ARABIC}){MIXED}|{_SPELT}|{_HAN})",
)
NUMERAL = re.compile("|".join((*_DATES, *_NUMBERS)), re.IGNORECASE)
