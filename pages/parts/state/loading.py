"""What is loaded beside the pages, or when a visitor first asks for it, one after another.

Packages whose modules need each other are not whole for a second thread that loads them meanwhile:
it would find a part of them, and its visitor a fault.
"""

from __future__ import annotations

import threading
from importlib import import_module
from types import ModuleType

_ONE = threading.RLock()
# Pages with what searches, judges texts, or writes and reads files.
PAGES = frozenset({"briefing", "curate", "explorer", "proof"})


def load(name: str) -> ModuleType:
    """Return a module, loaded while nothing else is loaded by this way.

    Parameters
    ----------
    name : str
        Of the module.

    Examples
    --------
    >>> load("metrics.locale").text("en")("site.title")
    'China IP statistics'
    """
    with _ONE:
        return import_module(name)


def load_page(name: str) -> None:
    """Load what a page is made by before its script asks for it, where that is much."""
    if name in PAGES:
        load(f"pages.parts.blocks.{name}")
