"""The themes in the order of the chain, and what each has."""

from __future__ import annotations

from metrics.tables.dataset import Tables

# With fewer economies a ranking says little.
FEWEST = 5
# The display of what only serves to derive or to check something else.
CARD = "card"
CHAIN = ("creation", "examination", "utilisation", "protection", "services", "international")
THEMES = (*CHAIN, "governance")


def concepts_of(tables: Tables, theme: str) -> list[str]:
    """Return concepts of a theme in their order."""
    return list(dict.fromkeys(d.concept for d in tables.definitions.values() if d.theme == theme))
