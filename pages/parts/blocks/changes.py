"""What changed in the tables on the last days, with links to the figures and to the feed."""

from __future__ import annotations

from pages.parts.frame import markup
from pages.parts.frame.places import CHANGES
from pages.parts.frame.shell import Context
from pages.parts.state import past

# Days that are listed; the feed has more.
MOST = 10


def last(context: Context) -> str:
    """Return the list, made ready once."""
    return context.shared("changes", lambda: _last(context))


def _last(context: Context) -> str:
    lang = context.lang
    found = past.last_days(context.tables, lang)[:MOST]
    keys = {line.key for day in found for s in day.sections for line in s.lines if line.key}
    return markup.render(
        "changes.html",
        lang,
        place=CHANGES,
        days=found,
        pages={key: _page(context, key) for key in keys},
        feed=f"data/changes.atom?lang={lang}",
        nowhere="" if found else context.say("history.nowhere"),
    )


def _page(context: Context, key: str) -> str:
    """Return the address of the page of a series."""
    indicator, _, area = key.partition("@")
    return context.link("indicator", id=indicator, **({"area": area} if area else {}))
