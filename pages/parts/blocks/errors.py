"""The register of errors of the sources, beside the checks that prove them."""

from __future__ import annotations

from metrics.views.register import Error, key_of, register
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import view as state

# What the address of the register has.
LIST = "errors"
FILES = ("source-errors.csv", "source-errors.json")


def _entries(context: Context) -> tuple[Error, ...]:
    return context.shared("errors", lambda: register(context.tables, context.lang))


def tabs(context: Context) -> str:
    """Return the way from the checks to the register, and back."""
    return markup.render(
        "tabs.html",
        context.lang,
        chosen=state.get("list"),
        tabs=[
            ("", context.say("errors.every"), context.link("checks")),
            (LIST, context.say("errors.title"), context.link("checks", list=LIST)),
        ],
    )


def register_of(context: Context) -> str:
    """Return every entry: what is printed, why it cannot stand, what is likely right."""
    found = _entries(context)
    say, lang = context.say, context.lang
    still = sum(error.state == "open" for error in found)
    return markup.render(
        "errors.html",
        lang,
        lead=say("errors.lead"),
        caption=say("errors.count", count=len(found), open=still) if found else say("errors.none"),
        errors=found,
        pages={error.id: _page(context, error) for error in found},
        checks={p.check: context.link("checks", check=p.check) for e in found for p in e.proofs},
        files={name: f"data/{name}?lang={lang}" for name in FILES},
    )


def _page(context: Context, error: Error) -> str:
    indicator, _, area = key_of(error).partition("@")
    return context.link("indicator", id=indicator, **({"area": area} if area else {}))
