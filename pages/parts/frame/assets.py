"""The style sheet and the script of all pages: joined from their files, named by what they hold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import get_args

import streamlit

from metrics.charts.plotly.style import COLOURS, Theme
from metrics.locale import text
from metrics.proof.marks import COLOURS as MARKS

HERE = Path(__file__).parent
_STATIC = Path(streamlit.__file__).parent / "static"
# Colours that the palette of charts does not name: grounds and lines of controls, figures beside.
BESIDE: dict[Theme, dict[str, str]] = {
    "light": {
        "tint": "#E8EEF4",
        "wash": "#F3F5F8",
        "line": "#C9D1DB",
    },
    "dark": {
        "tint": "#1C2B3A",
        "wash": "#171C25",
        "line": "#3D4654",
    },
}
# Messages whose English is the framework's own, as it stands in its files.
WORDS = "framework."


@dataclass(frozen=True)
class Asset:
    """A file that is put together here."""

    content: bytes
    mime: str
    version: str


def variables(theme: Theme) -> str:
    """Return the colours of a display as declarations.

    Examples
    --------
    >>> variables("light").split(";")[0]
    '--ip-tint:#E8EEF4'
    """
    named = BESIDE[theme] | {k: v for k, v in asdict(COLOURS[theme]).items() if isinstance(v, str)}
    named |= {f"is-{mark}": colour for mark, colour in MARKS[theme].items()}
    return ";".join(f"--ip-{name}:{colour}" for name, colour in named.items())


def words() -> dict[str, str]:
    """Return what the framework says in English, with the Chinese for it."""
    english, chinese = text("en").messages, text("zh").messages
    return {said: chinese[key] for key, said in english.items() if key.startswith(WORDS)}


def _joined(folder: str, ending: str) -> str:
    files = sorted((HERE / folder).glob(f"*.{ending}"))
    # What others build on comes first.
    files.sort(key=lambda path: path.stem != "base")
    return "\n".join(path.read_text(encoding="utf-8").strip() for path in files)


def _style() -> str:
    light, dark = (variables(theme) for theme in get_args(Theme))
    displays = (
        f":root{{color-scheme:light;{light}}}",
        f":root[data-look=dark]{{color-scheme:dark;{dark}}}",
        # Without a script the system's setting holds.
        f"@media (prefers-color-scheme:dark){{:root:not([data-look]){{color-scheme:dark;{dark}}}}}",
    )
    return "\n".join((*_letters(), *displays, _joined("css", "css")))


def _letters() -> Iterator[str]:
    """Yield the framework's letters, which it names only when its script runs."""
    for path in sorted((_STATIC / "static" / "media").glob("SourceSansVF-Upright.*.woff2"))[:1]:
        yield (
            "@font-face{font-family:'Source Sans';font-weight:200 900;font-display:swap;"
            f"src:url(static/media/{path.name}) format('woff2')}}"
        )


def _script() -> str:
    return f"window.ipWords={json.dumps(words(), ensure_ascii=False)};\n" + _joined("scripts", "js")


MAKERS: dict[str, tuple[str, Callable[[], str]]] = {
    "ip.css": ("text/css", _style),
    "ip.js": ("text/javascript", _script),
}


@cache
def asset(name: str) -> Asset:
    """Return the style sheet ``ip.css`` or the script ``ip.js``."""
    mime, make = MAKERS[name]
    content = make().encode()
    return Asset(content, mime, sha256(content).hexdigest()[:12])


# Parts of the framework that each page needs and that it asks for only when it draws them.
CHUNKS = ("Html", "purify.es", "Button")
# The part that draws charts, much larger than all others.
CHARTS = "PlotlyChart"
_NAMED = re.compile(r"(?:src|href)=\"\./(static/(?:js|css)/[^\"]+)\"")


@cache
def chunks(*names: str) -> tuple[str, ...]:
    """Return the addresses of parts of the framework by their names, those of `CHUNKS` without any.

    Browsers shall fetch them at once. Asked for by a page, they stand behind the much larger part
    that draws charts, and with them all of the page. What is not found by its name is asked for
    later.
    """
    folder = _STATIC / "static" / "js"
    found = (sorted(folder.glob(f"{name}.*.js")) for name in names or CHUNKS)
    return tuple(f"static/js/{files[0].name}" for files in found if len(files) == 1)


@cache
def framework() -> tuple[str, ...]:
    """Return the addresses of what a page with charts loads of the framework, the largest first."""
    document = (_STATIC / "index.html").read_text(encoding="utf-8")
    return (*chunks(CHARTS), *_NAMED.findall(document), *chunks())


def address(name: str) -> str:
    """Return the address of an asset below the folder of the app; another content has another."""
    return f"{name}?v={asset(name).version}"
