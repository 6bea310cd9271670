"""What is chosen in the explorer and how it is looked at: every choice is a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from metrics.charts.spec import ChartSpec
from metrics.explorer.examples import examples, opening
from metrics.explorer.exploration import MOST, Choice, Exploration, Panels
from metrics.explorer.exploration import name as full_name
from metrics.locale import Lang, text
from metrics.model.period import Period
from metrics.rules.share import whole_of
from metrics.rules.transforms import TRANSFORMS, Transform, transform_words
from metrics.tables.dataset import Tables
from metrics.wording.findings.names import distinct
from pages.parts.blocks.hidden import Cause, cause_of, line
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import view as state
from pages.parts.state.store import fullest

# Spans of years that a view can be cut to with one click.
RANGES = (5, 10)
# What a base is chosen for.
BASED = ("index", "cagr")
# Name, address, whether it is on.
Link = tuple[str, str, bool]


@dataclass(frozen=True)
class Chosen:
    """The series of the view.

    Parameters
    ----------
    keys : tuple of str
        Their keys.
    own : bool
        Whether the reader chose them; an example is shown where nobody did.
    """

    keys: tuple[str, ...]
    own: bool

    def added(self, key: str) -> str:
        """Return the address with one more; the first own choice takes the place of an example.

        It is empty where there is no room for one more.
        """
        held = self.keys if self.own else ()
        return "" if len(held) >= MOST else state.address(s=",".join((*held, key)))

    def without(self, keys: Iterable[str]) -> str:
        """Return the address without some of them."""
        dropped = set(keys)
        return state.address(s=",".join(k for k in self.keys if k not in dropped))

    def toggled(self, key: str) -> str:
        """Return the address with one more, or without one that is chosen; empty without room."""
        if key in self.keys:
            return self.without((key,))
        full = len(self.keys) >= MOST
        return "" if full else state.address(s=",".join((*self.keys, key)))


def chosen(context: Context) -> Chosen:
    """Return the series of the address, else the example that the explorer opens on."""
    keys = state.get_many("s")[:MOST]
    return Chosen(keys, own=True) if keys else Chosen(opening(context.tables).series, own=False)


def exploration(context: Context, held: Chosen) -> Exploration:
    """Return what comes of the choices in the address."""
    first, last = state.get("from"), state.get("to")
    if first and last and first > last:
        first, last = last, first
    made = cast(Transform, state.get("t") or "none")
    ranged = Exploration(context.tables, Choice(held.keys, first=first, last=last))
    base = state.get("b") if made in BASED else ""
    choice = Choice(
        held.keys,
        made,
        base if base in ranged.bases() else "",
        first,
        last,
        state.get_many("ev"),
        cast(Panels, state.get("panels") or "one"),
    )
    return Exploration(context.tables, choice)


def tried(context: Context, held: Chosen) -> str:
    """Return the comparisons that a reader may begin with."""
    links = []
    for one in examples(context.tables):
        query = {"s": ",".join(one.series), **one.query}
        on = held.keys == one.series and (not held.own or state.get("t") == one.query.get("t", ""))
        links.append((context.say(f"example.{one.name}"), context.link("explorer", **query), on))
    return markup.render("tried.html", context.lang, links=links)


def chips(context: Context, held: Chosen, spec: ChartSpec | None) -> str:
    """Return the chosen series with their colours, each with a cross.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    held : Chosen
        The series of the view.
    spec : ChartSpec or None
        The chart, which gives them their colours; None where nothing is drawn.

    Returns
    -------
    str
        Markup.
    """
    roles = {s.key: s.role for s in spec.series} if spec else {}
    shared_name, names = names_of(context.tables, held.keys, context.lang)
    return markup.render(
        "chips.html",
        context.lang,
        shared=shared_name,
        chips=[
            (key, name, roles.get(key, ""), held.without((key,)))
            for key, name in zip(held.keys, names, strict=True)
        ],
        clear=state.address(s="", t="", b="", panels="", ev="", **{"from": "", "to": ""})
        if held.own
        else "",
    )


def names_of(tables: Tables, keys: Sequence[str], lang: Lang) -> tuple[str, list[str]]:
    """Return what series are called together, and each beside the others; also out of view.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    keys : sequence of str
        Of the series.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of (str, list of str)
        The shared name, empty where there is none, and the names.
    """
    whole = fullest(tables)
    series = [whole.by_key[key] for key in keys]
    if len(series) == 1:
        return "", [full_name(whole, series[0], lang)]
    return distinct(whole, series, lang)


def controls(context: Context, held: Chosen, view: Exploration) -> str:
    """Return the transform, range, panels, events, and what is shown, each choice a link.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    held : Chosen
        The series of the view.
    view : Exploration
        What comes of the choices.

    Returns
    -------
    str
        Markup.
    """
    say, tables, lang = context.say, context.tables, context.lang
    years = Exploration(tables, Choice(held.keys)).years()
    choice = view.choice
    several = len(held.keys) > 1
    return markup.render(
        "choices.html",
        lang,
        transforms=_transforms(context, view),
        ranges=_ranges(context, years),
        custom=_custom(context, years),
        custom_name=say(
            "explore.custom", first=choice.first or years[0], last=choice.last or years[-1]
        )
        if years
        else "",
        cut=bool(choice.first or choice.last),
        panels=[
            (say("explore.panels_one"), state.address(panels=""), choice.panels == "one"),
            (
                say("explore.panels_separate"),
                state.address(panels="separate"),
                choice.panels == "separate",
            ),
        ]
        if several
        else [],
        events=_events(context),
        marked=len(choice.events),
        bases=_bases(context, view) if choice.transform in BASED else [],
        base=Period.parse(choice.base).label(lang) if choice.base else say("explore.auto_base"),
        shows=[
            (say("explore.show_chart"), state.address(show=""), state.get("show") != "table"),
            (say("explore.show_table"), state.address(show="table"), state.get("show") == "table"),
        ],
    )


def _transforms(context: Context, view: Exploration) -> list[tuple[str, str, bool, bool]]:
    """Return each transform; a share is off where nothing is a part of anything."""
    parts = any(whole_of(s.definition) for s in view.ranged)
    return [
        (
            short_words(kind, context.lang),
            state.address(
                t="" if kind == "none" else kind, b=state.get("b") if kind in BASED else ""
            ),
            view.choice.transform == kind,
            kind == "share" and not parts,
        )
        for kind in TRANSFORMS
    ]


def short_words(kind: Transform, lang: Lang) -> str:
    """Name a transform where it stands beside the others: what it is of is told by its chart."""
    short = {"cagr": "explore.average_growth", "share": "explore.share"}
    return text(lang)(short[kind]) if kind in short else transform_words(kind, lang)


def _ranges(context: Context, years: Sequence[str]) -> list[Link]:
    if not years:
        return []
    now = state.get("from"), state.get("to")
    made: list[Link] = []
    for count in RANGES:
        first = str(int(years[-1]) - count)
        if first > years[0]:
            address = state.address(**{"from": first, "to": ""})
            made.append((context.say("range.years", count=count), address, now == (first, "")))
    everything = state.address(**{"from": "", "to": ""})
    return [*made, (context.say("range.all"), everything, now == ("", ""))]


def _custom(context: Context, years: Sequence[str]) -> list[tuple[str, list[Link]]]:
    """Return the first and the last year to choose from."""
    return [
        (
            context.say(f"explore.{key}"),
            [(year, state.address(**{key: year}), state.get(key) == year) for year in years],
        )
        for key in ("from", "to")
    ]


def _events(context: Context) -> list[Link]:
    """Return each kind of events, to be marked or not."""
    tables, marked = context.tables, state.get_many("ev")
    made: list[Link] = []
    for code in tables.codes("kind"):
        if code == "directive":
            continue
        after = [k for k in marked if k != code] if code in marked else [*marked, code]
        name = tables.label("kind", code, context.lang)
        made.append((name, state.address(ev=",".join(after)), code in marked))
    return made


def _bases(context: Context, view: Exploration) -> list[Link]:
    chosen_ = view.choice.base
    auto: Link = (context.say("explore.auto_base"), state.address(b=""), not chosen_)
    every = [
        (Period.parse(code).label(context.lang), state.address(b=code), code == chosen_)
        for code in view.bases()
    ]
    return [auto, *every]


def outside_names(context: Context, view: Exploration) -> list[str]:
    """Return the names of chosen series in view that have no figure in the range."""
    known = context.tables.by_key
    return [
        full_name(context.tables, known[key], context.lang) for key in view.outside if key in known
    ]


def _holds(key: str, tables: Tables) -> bool:
    return key in tables.by_key


def hidden_lines(context: Context, view: Exploration) -> list[str]:
    """Return a line for chosen series that are out of view, for each thing that hides some."""
    whole, lang = fullest(context.tables), context.lang
    found: dict[Cause, list[str]] = {}
    for key in view.outside:
        if key in context.tables.by_key:
            continue
        cause = cause_of(context.tables, partial(_holds, key))
        if cause is not None:
            found.setdefault(cause, []).append(full_name(whole, whole.by_key[key], lang))
    between = context.say("list.comma")
    return [line(context, cause, between.join(names)) for cause, names in found.items()]
