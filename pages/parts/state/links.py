"""Addresses as they arrive: messengers, mail programs and trackers change them on their way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar
from unicodedata import category, normalize
from urllib.parse import unquote

from metrics.locale import as_lang

T = TypeVar("T")

# Parameters that others add to count their readers; they change nothing here.
TRACKERS = frozenset(
    (
        *("isappinstalled", "scene", "clicktime", "enterid", "sharer_shareinfo", "share_token"),
        *("nsukey", "weixin", "wechat_redirect", "subscene", "ascene", "devicetype", "wx_header"),
        *("pass_ticket", "tdsourcetag", "share_source", "share_medium"),
        *("spm", "scm", "spm_id_from", "vd_source", "bd_vid", "hmsr", "hmpl", "hmcu", "hmkw"),
        *("fbclid", "gclid", "dclid", "gbraid", "wbraid", "gclsrc", "msclkid", "yclid", "twclid"),
        *("ttclid", "igshid", "igsh", "li_fat_id", "mc_cid", "mc_eid", "mkt_tok", "_hsenc"),
        *("_hsmi", "__hstc", "__hssc", "__hsfp", "_ga", "_gl", "ref", "ref_src", "ref_url"),
    )
)
_TRACKER = re.compile(r"(utm|hsa|pk|piwik|mtm|matomo|trk|vero|oly|stm|dd|ccm|_w+v)(_\w*|$)")
# Signs of a sentence that a program takes for a part of the address in it.
AROUND = " \t\r\n\u3000。，、；：！？“”‘’（）《》「」【】.,;:!?()[]{}<>\"'*_`"
_CODE = re.compile(r"[a-z0-9][\w@./:-]*", re.ASCII | re.IGNORECASE)
_BETWEEN = re.compile(r"[,、;|\s]+")


def is_tracker(name: str, value: str) -> bool:
    """Tell whether a parameter only says on which way its reader came.

    Messengers write the name of the way where the explorer has its first year.

    Examples
    --------
    >>> is_tracker("utm_source", "mail"), is_tracker("from", "timeline"), is_tracker("from", "2015")
    (True, True, False)
    """
    plain = name.casefold()
    if plain in TRACKERS or _TRACKER.match(plain):
        return True
    return plain == "from" and not any(map(str.isdecimal, value))


def bare_name(name: str) -> str:
    """Return the name of a parameter without what an escaped ampersand leaves before it.

    Examples
    --------
    >>> bare_name("amp;amp;Theme ")
    'theme'
    """
    plain = mended(name).casefold().lstrip("?&;")
    while plain.startswith("amp;"):
        plain = plain.removeprefix("amp;").lstrip("?&;")
    return plain


def mended(value: str) -> str:
    """Return a value without escapes, wide and invisible signs, and the signs around it.

    Examples
    --------
    >>> mended("（gii%255Frank＠US）。"), mended("2023‑06‑30\u200b")
    ('gii_rank@US', '2023-06-30')
    """
    while (plain := unquote(value)) != value:
        value = plain
    plain = "".join(sign for sign in normalize("NFKC", value) if category(sign) != "Cf")
    return plain.replace("\u2010", "-").replace("\\", "").strip(AROUND)


def codes_in(value: str, *, many: bool) -> list[str]:
    """Return what may be codes in a value, each without what a program took for a part of it.

    Examples
    --------
    >>> codes_in("gii_rank，satisfaction", many=True), codes_in("2020】see", many=False)
    (['gii_rank', 'satisfaction'], ['2020'])
    """
    plain = mended(value)
    found = map(_CODE.search, _BETWEEN.split(plain) if many else [plain])
    return [code[0].rstrip("_./:-") for code in found if code]


def handed_on(name: str, value: str) -> tuple[str, str] | None:
    """Return a parameter as it was before its link was handed on, or None for a tracker's.

    Examples
    --------
    >>> handed_on("amp;LANG", "en-US"), handed_on("fbclid", "1")
    (('lang', 'en'), None)
    """
    plain = bare_name(name)
    if is_tracker(plain, value):
        return None
    known = {"lang": as_lang(mended(value)), "v": value.casefold()}
    return plain, known.get(plain) or value


def gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return all values of each parameter in their order, without those of trackers.

    Examples
    --------
    >>> gathered([("from", "2015"), ("amp;to", "2020"), ("from", "timeline"), ("utm_id", "1")])
    {'from': ['2015'], 'to': ['2020']}
    """
    found: dict[str, list[str]] = {}
    for name, value in filter(None, (handed_on(*pair) for pair in pairs)):
        found.setdefault(name, []).append(value)
    return found


def first_valid(values: Iterable[str], read: Callable[[str], T | None]) -> T | None:
    """Return the first value that can be read, as it stands or mended."""
    tried = [attempt for value in values for attempt in dict.fromkeys((value, mended(value)))]
    return next((made for attempt in tried if (made := read(attempt))), None)
