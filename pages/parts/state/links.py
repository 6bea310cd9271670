"""Addresses as they arrive: messengers, mail programs and trackers change them on their way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

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
_TRACKER = re.compile(r"(utm|hsa|pk|piwik|mtm|matomo|trk|vero|oly|stm)_\w*")
# What messengers write where the explorer has its first year.
MESSENGERS = frozenset({"singlemessage", "groupmessage", "timeline", "message", "qrcode"})
# Signs of a sentence that a program takes for the end of the address in it.
TRAILING = " \t\r\n\u3000。，、；：！？”’）》】」.,;:!?)]}>\"'"


def is_tracker(name: str, value: str) -> bool:
    """Tell whether a parameter only says on which way its reader came.

    Examples
    --------
    >>> is_tracker("utm_source", "mail"), is_tracker("from", "timeline"), is_tracker("from", "2015")
    (True, True, False)
    """
    plain = name.casefold()
    if plain in TRACKERS or _TRACKER.fullmatch(plain):
        return True
    return plain == "from" and bare(value).casefold() in MESSENGERS


def bare_name(name: str) -> str:
    """Return the name of a parameter without what an escaped ampersand leaves before it.

    Examples
    --------
    >>> bare_name("amp;amp;Theme ")
    'theme'
    """
    plain = name.strip().casefold()
    while plain.startswith(("amp;", "?", "&")):
        plain = plain.removeprefix("amp;").lstrip("?&")
    return plain


def bare(value: str) -> str:
    """Return a value without the spaces and signs around it."""
    return value.strip().rstrip(TRAILING)


def gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return all values of each parameter in their order, without those of trackers.

    Examples
    --------
    >>> gathered([("from", "2015"), ("amp;to", "2020"), ("from", "timeline"), ("utm_id", "1")])
    {'from': ['2015'], 'to': ['2020']}
    """
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        if not is_tracker(plain := bare_name(name), value):
            found.setdefault(plain, []).append(value)
    return found


def first_valid(values: Iterable[str], read: Callable[[str], T | None]) -> T | None:
    """Return the first value that can be read, as it stands or without signs around it."""
    tried = [attempt for value in values for attempt in dict.fromkeys((value, bare(value)))]
    return next((made for attempt in tried if (made := read(attempt))), None)
