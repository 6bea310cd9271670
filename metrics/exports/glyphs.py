"""Whether the installed fonts can draw every character of a picture."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from fontTools.ttLib import TTCollection, TTFont, TTLibError  # type: ignore[import-untyped]

from metrics.charts.plotly.style import FONT

# Plotly writes it before negative numbers of an axis, whatever the figure says.
DRAWN_BY_ITSELF = "−"
# Never drawn: what is told of a point below the pointer, and what only programs read.
_UNDRAWN = {"customdata", "hovertemplate", "hovertext", "ids", "meta", "template"}
# Controls, formats and spaces have no glyph that could be missing.
_NO_GLYPH = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}
_SELECTORS = range(0xFE00, 0xFE10)
_EAST_ASIAN = re.compile("[⺀-⿟\u3000-〿㇀-㇣㐀-䶿一-鿿豈-﫿︰-﹏\uff00-￯\U00020000-\U0003ffff]")
_FAMILIES = frozenset(name.strip(' "').lower() for name in FONT.split(","))
_SANS = re.compile(r"sans|gothic|hei\b|yahei|pingfang|wenquanyi|黑|圆", re.IGNORECASE)
# Fonts of other formats are not drawn by browsers.
_FORMATS = {"TrueType", "CFF", "CFF2"}
_LISTED = r"%{family}\t%{fontformat}\t%{charset}\n"
_SECONDS = 60


@dataclass(frozen=True)
class Coverage:
    """The characters that some font draws, and those that a font without serifs draws."""

    every: frozenset[int]
    sans: frozenset[int]

    def lacks(self, text: str) -> str:
        """Return the characters of a text that would be drawn as boxes, each once, in order."""
        return "".join(c for c in dict.fromkeys(unicodedata.normalize("NFC", text)) if self._no(c))

    def _no(self, character: str) -> bool:
        code = ord(character)
        if code < 128 or code in _SELECTORS or unicodedata.category(character) in _NO_GLYPH:
            return False
        return code not in (self.sans if east_asian(character) else self.every)


def east_asian(characters: str) -> bool:
    """Tell whether a font of Chinese is what one of the characters needs."""
    return _EAST_ASIAN.search(characters) is not None


def texts(figure: go.Figure) -> str:
    """Return all that is written in a figure, each text on a line of its own."""
    return "\n".join((*_strings(json.loads(figure.to_json())), DRAWN_BY_ITSELF))


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield html.unescape(part)
    elif isinstance(part, list):
        for item in part:
            yield from _strings(item)
    elif isinstance(part, dict):
        for key, item in part.items():
            if key not in _UNDRAWN and key != "bdata":
                yield from _strings(item)


def missing(text: str) -> str:
    """Return the characters of a text that no installed font draws.

    Fonts that were installed since they were last read are found.
    """
    where = (os.environ.get("FONTCONFIG_FILE"), os.environ.get("FONTCONFIG_PATH"))
    lacking = _installed(where).lacks(text)
    if lacking:
        _installed.cache_clear()
        lacking = _installed(where).lacks(text)
    return lacking


@cache
def _installed(where: tuple[str | None, str | None]) -> Coverage:
    """Return what the installed fonts cover; ``where`` tells one fontconfig from another."""
    listed = _listed()
    return _coverage(_read(_folders()) if listed is None else listed)


def _coverage(fonts: Iterable[tuple[str, Iterable[int]]]) -> Coverage:
    every: set[int] = set()
    sans: set[int] = set()
    for names, codes in fonts:
        own = set(codes)
        every |= own
        if _is_sans(names):
            sans |= own
    return Coverage(frozenset(every), frozenset(sans))


def _is_sans(names: str) -> bool:
    """Tell whether a font is one of the template's families or any other without serifs."""
    return bool(_SANS.search(names)) or not _FAMILIES.isdisjoint(names.lower().split(","))


def _listed() -> list[tuple[str, set[int]]] | None:
    """Return the fonts that fontconfig finds, which are those of the browser; None without it."""
    command = shutil.which("fc-list")
    if command is None:
        return None
    try:
        done = subprocess.run(
            [command, "--format", _LISTED],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    return [(r[0], _codes(r[2])) for r in rows if len(r) == 3 and r[1] in _FORMATS]


def _codes(ranges: str) -> set[int]:
    """Return the characters of a list such as ``20-7e 192``."""
    codes: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return codes


def _folders() -> list[Path]:
    """Return the folders where the fonts of a system usually lie."""
    home = Path.home()
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft/Windows/Fonts"
        return [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local]
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return [*shared, home / ".fonts", home / ".local/share/fonts"]


def _read(folders: Iterable[Path]) -> Iterator[tuple[str, set[int]]]:
    """Yield the fonts of the files below some folders."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in (".ttf", ".otf", ".ttc", ".otc"):
                yield from _faces(path)


def _faces(path: Path) -> Iterator[tuple[str, set[int]]]:
    """Yield the fonts of one file; a broken file holds none."""
    try:
        many = path.suffix.lower() in (".ttc", ".otc")
        fonts = TTCollection(path, lazy=True).fonts if many else [TTFont(path, lazy=True)]
        for font in fonts:
            names = font["name"]
            said = (names.getDebugName(place) for place in (1, 16))
            yield ",".join(filter(None, said)), set(font.getBestCmap() or ())
    except (TTLibError, OSError, KeyError, ValueError):
        return
