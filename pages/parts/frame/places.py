"""Which pages there are, in the order of the navigation."""

from __future__ import annotations

THEMES = ("creation", "examination", "utilisation", "protection", "services", "international")
MORE = ("regions", "explorer", "briefing", "proof", "policy", "data", "checks", "curate")
# Pages of the navigation.
SHOWN = ("overview", *THEMES, *MORE)
# Reached by links only.
HIDDEN = ("indicator", "reading")
# Where visitors sign in; there is such a page only where they must.
SIGNIN = "signin"
# Addresses of all pages; the overview is at the root.
PATHS = frozenset({"", *THEMES, *MORE, *HIDDEN})
# Places on the page of data that every page leads to.
SOURCES, TAKE, CHANGES = "ip-sources", "ip-take", "ip-changes"
# Pages whose first block is their own title; on others the frame draws it.
OWN_TITLE = frozenset({"overview", *THEMES, "indicator"})
