"""Forms that people and spreadsheets give to dates, periods, numbers and addresses.

None of them is read as a value: each is told with the form that the tables have.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from urllib.parse import urlsplit

from metrics.model.period import Period, PeriodError

_DAYS = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y-%m-%dT%H:%M:%S"),
    *("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%d-%b-%Y", "%d-%b-%y", "%d.%m.%Y"),
)
# Day and month may stand either way round: only a number above twelve tells which is which.
_EITHER = ("%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y")
_MONTHS = ("%Y-%m", "%Y/%m", "%Y.%m", "%Y年%m月", "%B %Y", "%b %Y", "%b-%Y", "%m.%Y", "%m/%Y")
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$")
# A spreadsheet counts days from here; these numbers lie between 1954 and 2119.
_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"[2-7]\d{4}")
_PARTS = {"q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12), "h1": (1, 6), "h2": (7, 12)}
_HALVES = {"上半年": "h1", "下半年": "h2"}
_QUARTERS = {"第一季度": "q1", "第二季度": "q2", "第三季度": "q3", "第四季度": "q4"}
_SPAN = re.compile(r"\s*(?:--|[-/~至到]|\bto\b)\s*")
_GROUPED = re.compile(r"-?\d{1,3}([, ']\d{3})+(\.\d+)?")
# With full stops between the groups or a decimal comma; 1,234 and 1.234 are what they are above.
_CONTINENTAL = re.compile(
    r"-?(\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}|\d+,(\d{1,2}|\d{4,})|\d{4,},\d+)"
)
_SCIENTIFIC = re.compile(r"-?\d+(\.\d+)?e[+-]?\d+", re.IGNORECASE)
_WORDED = re.compile(r"-?\d[\d,]*(\.\d+)?\s*(%|万亿|亿|万|千|trillion|billion|million|thousand)")
_TIMES = {
    **{"%": 0, "千": 3, "万": 4, "亿": 8, "万亿": 12},
    **{"thousand": 3, "million": 6, "billion": 9, "trillion": 12},
}


def plain_signs(written: str) -> str:
    """Write full-width signs and dashes as plain ones, without spaces around.

    Examples
    --------
    >>> plain_signs("２０２２–12 ")
    '2022-12'
    """
    plain = unicodedata.normalize("NFKC", written)
    return re.sub(r"[\u2010-\u2015\u2212]", "-", plain).strip()


def _plain(written: str) -> str:
    """Write plain signs, without the apostrophe that makes a text of a cell of a spreadsheet."""
    return plain_signs(written).lstrip("'").strip()


def _first(written: str, forms: tuple[str, ...]) -> set[date]:
    found = set()
    for form in forms:
        try:
            found.add(datetime.strptime(written, form).date())
        except ValueError:
            continue
    return found


def date_as(written: str) -> str:
    """Write a date of another form as ISO 8601 does; empty where it is none, or two.

    Examples
    --------
    >>> date_as("2027/1/20"), date_as("20.1.2027"), date_as("2027年1月20日"), date_as("1/2/2027")
    ('2027-01-20', '2027-01-20', '2027-01-20', '')
    """
    plain = _TIME.sub("", _plain(written)).replace(",", "")
    if _SERIAL.fullmatch(plain):
        return (_EPOCH + timedelta(days=int(plain))).isoformat()
    days = _first(plain, _DAYS) or _first(plain, _EITHER)
    if len(days) == 1:
        return days.pop().isoformat()
    months = _first(plain, _MONTHS) if not days else set()
    if months:
        return f"{months.pop():%Y-%m}"
    year = re.fullmatch(r"(\d{4})(年|\.0+)?", plain)
    return year[1] if year else ""


def period_as(written: str) -> str:
    """Write a period of another form as the tables do; empty where that cannot be told.

    Examples
    --------
    >>> period_as("2022/12/31"), period_as("2022年"), period_as("2022年1-11月")
    ('2022-12-31', '2022', '2022-01/2022-11')
    >>> period_as("2012–2022"), period_as("2024H1"), period_as("2022-11")
    ('2012/2022', '2024-01/2024-06', '2022-11/2022-11')
    """
    plain = _plain(written)
    code = _part_of_a_year(plain) or _point(plain) or _span(plain)
    try:
        return Period.parse(code).code if code else ""
    except PeriodError:
        return ""


def _point(plain: str) -> str:
    day = date_as(plain)
    return f"{day}/{day}" if len(day) == len("2022-11") else day


def _part_of_a_year(plain: str) -> str:
    folded = plain.casefold().replace(" ", "").replace("-", "")
    for words, part in {**_HALVES, **_QUARTERS}.items():
        folded = folded.replace("年" + words, part)
    m = re.fullmatch(r"(\d{4})年?(q[1-4]|h[12])", folded)
    if m:
        first, last = _PARTS[m[2]]
        return f"{m[1]}-{first:02}/{m[1]}-{last:02}"
    m = re.fullmatch(r"(\d{4})年(\d{1,2})(?:[-至]|月至)(\d{1,2})月", plain)
    return f"{m[1]}-{int(m[2]):02}/{m[1]}-{int(m[3]):02}" if m else ""


def _span(plain: str) -> str:
    """Two years or two months with a sign between them."""
    for m in _SPAN.finditer(plain):
        first, last = date_as(plain[: m.start()]), date_as(plain[m.end() :])
        if first and len(first) == len(last) < len("2022-11-30"):
            return f"{first}/{last}"
    return ""


def number_as(written: str) -> str:
    """Write a number of another form with plain digits; empty where it is none.

    Examples
    --------
    >>> number_as("1,234,567"), number_as("'589"), number_as("１２\u00a0"), number_as("421.2万")
    ('1234567', '589', '12', '4212000')
    >>> number_as("5.500.000,5"), number_as("1610873767,96537")
    ('5500000.5', '1610873767.96537')
    >>> number_as("four")
    ''
    """
    plain = _plain(written)
    if m := re.fullmatch(r"\((.+)\)", plain):
        plain = f"-{m[1]}"
    plain = plain.removeprefix("+")
    exponent = 0
    if m := _WORDED.fullmatch(plain):
        exponent = _TIMES[m[2]]
        plain = plain[: m.start(2)].strip()
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[, ']", "", plain)
    elif _CONTINENTAL.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return ""
    return f"{number.scaleb(exponent):f}" if number.is_finite() and plain.isascii() else ""


def scientific(written: str) -> bool:
    """Tell whether a spreadsheet wrote a number with a power of ten, which may lose digits.

    Examples
    --------
    >>> scientific("1.23E+06")
    True
    """
    return bool(_SCIENTIFIC.fullmatch(_plain(written)))


def hosts_of(pattern: str) -> tuple[str, ...]:
    r"""List the hosts that the form of an address allows.

    Examples
    --------
    >>> hosts_of(r"https?://([a-z0-9-]+\\.)*(gov\\.cn|wipo\\.int)(/[^\\s]*)?")
    ('gov.cn', 'wipo.int')
    """
    names = re.findall(r"(?:[a-z0-9-]+\\+\.)+[a-z]+", pattern)
    return tuple(name.replace("\\", "") for name in names)


def host_of(address: str) -> str:
    """Name the host of an address on the web; empty where it is none.

    Examples
    --------
    >>> host_of("https://Example.com/a"), host_of("example.com")
    ('example.com', '')
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in ("http", "https") else ""


def ends_before_it_begins(code: str) -> bool:
    """Tell whether a period is turned round: its end stands first.

    Examples
    --------
    >>> ends_before_it_begins("2022/2012"), ends_before_it_begins("2022-11/2022-01")
    (True, True)
    """
    ends = code.split("/")
    return len(ends) == 2 and any(a > b for a, b in pairwise(ends))
