"""What the policy page shows: directives with their indicators, and events by year."""

from __future__ import annotations

from itertools import groupby

from metrics.model.definition import Definition
from metrics.model.event import Event
from metrics.model.period import Published
from metrics.model.series import HOME
from metrics.wording import observations as words
from pages.parts.frame import markup
from pages.parts.frame.shell import Context


def heading(context: Context, key: str) -> str:
    """Return a heading of the page."""
    return markup.render("section.html", context.lang, title=context.say(key))


def _cite(context: Context, event: Event) -> str:
    source = context.tables.sources[event.source].cite(context.lang)
    return f"{source} · {context.tables.locator(event.locator, context.lang)}"


def directives(context: Context) -> str:
    """Return the six directives, each with the indicators that measure it."""
    tables, lang = context.tables, context.lang
    order = tables.codes("directive")
    rows = [e for e in tables.events if e.kind == "directive"]
    items = [
        {
            "title": event.title(lang),
            "cite": _cite(context, event),
            "measures": [
                {
                    "name": _name(context, d),
                    "value": str(words.statement(series.latest, lang)),
                    "address": context.link("indicator", id=d.id),
                }
                for d in tables.definitions.values()
                if d.directive == event.directive
                # On an early day figures of other economies alone may be known.
                and (series := tables.all_series.get((d.id, HOME)))
            ],
        }
        for event in sorted(rows, key=lambda e: order.index(e.directive))
    ]
    title = heading(context, "policy.directives")
    return title + markup.render("directives.html", lang, items=items)


def _name(context: Context, definition: Definition) -> str:
    """Name of an indicator, with its scope where its concept has several."""
    name = definition.name(context.lang)
    if len(context.tables.concept(definition.concept)) == 1:
        return name
    scope = context.tables.label("scope", definition.scope, context.lang)
    return context.say("policy.scoped", name=name, scope=scope)


def timeline(context: Context, kind: str) -> str:
    """Events by year, the undated last."""
    order = context.tables.codes("kind")
    chosen = [
        e for e in context.tables.events if e.kind != "directive" and (not kind or e.kind == kind)
    ]
    chosen.sort(key=lambda e: (e.date or "9999", order.index(e.kind)))
    groups = [
        (year, [_event(context, e) for e in group])
        for year, group in groupby(chosen, key=lambda e: e.date[:4])
    ]
    return markup.render("timeline.html", context.lang, groups=groups)


def _event(context: Context, event: Event) -> dict[str, str]:
    tables, lang = context.tables, context.lang
    tags = [tables.label("kind", event.kind, lang)]
    if event.state == "planned":
        tags.append(tables.label("state", "planned", lang))
    if event.directive:
        tags.append(tables.label("directive", event.directive, lang))
    return {
        "title": event.title(lang),
        "day": Published(event.date).label(lang) if len(event.date) > 4 else "",
        "tags": context.say("list.dot").join(tags),
        "hover": _cite(context, event),
    }
