"""The security headers: what a page may load, who may frame it, and what else browsers heed.

Scripts run from this host's own files, and inline where their words are known beforehand. Inline
styles stay allowed: Streamlit and Plotly write them (docs/security.md names the threads).
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit

from metrics.exports.web import inline_script
from metrics.locale import LANGS
from pages.parts.frame import markup
from pages.parts.http.head import head_script
from pages.parts.http.settings import settings

Headers = tuple[tuple[bytes, bytes], ...]
OWN_FRAMES = "frame-ancestors 'self'"
_RULES = (
    "default-src 'self'; script-src 'self' {scripts}; script-src-attr 'none'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; frame-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; {frames}"
)
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
POLICY, FRAME = b"content-security-policy", b"x-frame-options"
RESOURCE = b"cross-origin-resource-policy"
# What no page here asks for. Copying and the whole screen are left to our own pages.
_DENIED = (
    "accelerometer", "ambient-light-sensor", "attribution-reporting", "autoplay", "battery",
    "bluetooth", "browsing-topics", "camera", "display-capture", "encrypted-media", "gamepad",
    "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection",
    "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment",
    "picture-in-picture", "publickey-credentials-create", "publickey-credentials-get",
    "screen-wake-lock", "serial", "storage-access", "usb", "web-share", "window-management",
    "xr-spatial-tracking",
)  # fmt: skip
_PERMISSIONS = ", ".join(
    [*(f"{name}=()" for name in _DENIED), "clipboard-write=(self)", "fullscreen=(self)"]
)
# Seconds for which browsers ask by https alone, where the public address is one: a year.
_HTTPS = b"max-age=31536000"


def inline_scripts() -> tuple[str, ...]:
    """Return the words of all scripts that stand inline in a page.

    They are those of templates and of Streamlit's own document, whatever is shown.
    """
    document = Path(streamlit.__file__).parent / "static" / "index.html"
    embed = markup.source("embed.html")
    sources = (document.read_text(encoding="utf-8"), *map(head_script, LANGS), embed)
    found = [script for source in sources for script in _INLINE.findall(source)]
    return tuple(dict.fromkeys([*found, inline_script()]))


def named(script: str) -> str:
    """Return what a policy calls an inline script that may run.

    Examples
    --------
    >>> named("1")
    "'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"
    """
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


# Of all headers that are set here.
NAMES = frozenset(
    {
        *(POLICY, FRAME, RESOURCE, b"x-content-type-options", b"referrer-policy"),
        *(b"permissions-policy", b"cross-origin-opener-policy", b"origin-agent-cluster"),
        b"strict-transport-security",
    }
)


@cache
def policy(frames: tuple[str, ...] = ()) -> bytes:
    """Return the content security policy; hosts besides our own may frame a page."""
    scripts = " ".join(map(named, inline_scripts()))
    own = " ".join((OWN_FRAMES, *frames))
    return _RULES.format(scripts=scripts, frames=own).encode()


def headers(*, embedded: bool = False, shared: bool = False) -> Headers:
    """Return the security headers of an answer.

    Parameters
    ----------
    embedded : bool
        Whether it is a single chart, which pages of the hosts of a setting may frame.
    shared : bool
        Whether any page may load it: open data, and pictures of charts.

    Returns
    -------
    tuple of (bytes, bytes)
        Names and values.
    """
    found = settings()
    frames = found.frames if embedded else ()
    resource = b"cross-origin" if shared or frames else b"same-origin"
    made = [
        (POLICY, policy(frames)),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"permissions-policy", _PERMISSIONS.encode()),
        (b"cross-origin-opener-policy", b"same-origin"),
        (RESOURCE, resource),
        (b"origin-agent-cluster", b"?1"),
    ]
    # The older header names no hosts: where there are others, the policy alone says it.
    if not frames:
        made.append((FRAME, b"SAMEORIGIN"))
    if found.origin.startswith("https://"):
        made.append((b"strict-transport-security", _HTTPS))
    return tuple(made)
