"""What came of a file: problems by cell, or the difference, its effects, charts and the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

import streamlit as st
from markupsafe import Markup

from metrics.charts.spec import ChartSpec
from metrics.curation import telling
from metrics.curation.comparison import Line
from metrics.curation.effects import Drawn
from metrics.curation.model import Finding
from metrics.curation.study import Study
from metrics.exports.files import zipped
from metrics.locale import Lang, text
from metrics.tables.read import REGIONS, table_schemas
from pages.parts.blocks import captions, handing
from pages.parts.blocks.card import show_card, title_lines
from pages.parts.blocks.sizes import GAP, NARROW, WIDER, window
from pages.parts.blocks.uploads import Compared, Upload
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.state import widgets

# Rows of a list that are shown; the command tells all.
ROWS = 300
# Charts that are shown before and after, and how many more at a time.
PAIRS = 6
_PAIRS = "curate_pairs"
HALF = WIDER[2]
# Thirty-one rows.
RANKED = replace(HALF, name="half-ranked", heights=(780, 790, 826), phone=560)


def faults(here: Context, found: Study) -> Markup:
    """Return all problems, each by its cell with the remedy."""
    every = list(telling.faults(found.findings))
    return markup.render(
        "curate_faults.html",
        here.lang,
        title=here.say("curate.page.faults", count=len(found.findings)),
        faults=[_fault(here, one) for one in every[:ROWS]],
        more=_more(here, len(every)),
    )


def _fault(here: Context, one: telling.Fault) -> dict[str, str]:
    first: Finding = one.finding
    return {
        "place": first.place.words(here.lang),
        "heading": first.heading,
        "value": first.value,
        "expected": first.problem.expected(here.lang),
        "remedy": first.problem.remedy(here.lang),
        "also": one.also(here.lang),
    }


def _more(here: Context, count: int) -> str:
    return here.say("curate.page.more", count=count - ROWS) if count > ROWS else ""


@dataclass(frozen=True)
class Preview(Context):
    """What a file would show: what is made of its figures goes with the file.

    Parameters
    ----------
    drawn : dict
        What was made of them.
    """

    drawn: dict[object, Any] = field(default_factory=dict)

    def shared(self, name: str, build: Callable[[], Any], key: str = "") -> Any:
        """Build a view once for this file."""
        wanted = name, self.lang, self.colours, key or self.tables.key
        if wanted not in self.drawn:
            self.drawn[wanted] = build()
        return self.drawn[wanted]

    def chosen(self, name: str, build: Callable[[], Any], key: str = "") -> Any:
        """Build a view for this run alone."""
        return build()


def show(here: Context, found: Study, upload: Upload) -> None:
    """Draw what a sound file would change.

    Parameters
    ----------
    here : Context
        What the page draws with: tables, language and colours.
    found : Study
        What came of a file.
    upload : Upload
        The file, with what it would change.
    """
    assert found.after is not None
    lang, made = here.lang, upload.compared[here.lang]
    was, would = (
        Preview(tables, lang, here.colours, trial=True, drawn=upload.drawn)
        # What is made of tables that only this session has goes with this run.
        for tables in (found.before, replace(found.after))
    )
    st.html(would.shared("sound", lambda: _sound(found, lang)))
    _take(here, found)
    st.html(would.shared("difference", lambda: _difference(here, made.lines)))
    st.html(would.shared("effects", lambda: _effects(would, made)))
    _charts(was, would, made)


def _sound(found: Study, lang: Lang) -> Markup:
    title, about = text(lang)("curate.page.sound"), telling.summary(found, lang)
    return markup.render("curate_sound.html", lang, title=title, about=about)


def _effects(would: Preview, made: Compared) -> Markup:
    return markup.render(
        "curate_effects.html",
        would.lang,
        shown=list(telling.changes(made.effects, would.tables, would.lang)),
        checks=list(telling.checks(made.effects, would.lang)),
    )


def _take(here: Context, found: Study) -> None:
    """Offer the tables with the new rows, as `ipstats import` would write them."""
    after = found.after
    assert after is not None
    files = [(table_schemas()[name].file, own) for name, own in found.contents.items()]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        handing.hand_out(
            here.say("curate.page.take"),
            lambda: zipped(files),
            of=after.version,
            name=f"ip-tables-{after.version}.zip",
            mime="application/zip",
            key=f"take_tables_{here.lang}",
            type="primary",
        )
        names = here.say("list.comma").join(name for name, _ in files)
        captions.draw(here, here.say("curate.page.take_help", files=names))


def _difference(here: Context, lines: Sequence[Line]) -> Markup:
    """Return the new and the corrected rows of each table."""
    groups = [
        {
            "file": table_schemas()[table].file,
            "count": len(own),
            "lines": [(here.say(f"curate.{o.kind}"), o.place, o.words) for o in own[:ROWS]],
            "more": _more(here, len(own)),
        }
        for table, same in groupby(lines, key=lambda line: line.table)
        if (own := list(same))
    ]
    return markup.render("curate_difference.html", here.lang, groups=groups)


def _charts(was: Preview, would: Preview, made: Compared) -> None:
    """Draw each chart that changes as it is, and as it would be."""
    say, lang = would.say, would.lang
    pairs = list(_unlike(made.effects.drawn))
    st.html(markup.render("curate_charts.html", lang, count=len(pairs)))
    shown = min(st.session_state.get(_PAIRS, PAIRS), len(pairs))
    for number, one in enumerate(pairs[:shown]):
        _pair(was, would, number, one)
    if shown < len(pairs):
        widgets.button(
            say("curate.page.more_charts", count=len(pairs) - shown),
            key=f"more_pairs_{lang}",
            on_click=_show_more,
            args=(shown,),
        )


def _show_more(shown: int) -> None:
    st.session_state[_PAIRS] = shown + PAIRS


def _unlike(drawn: Sequence[Drawn]) -> Iterator[Drawn]:
    """Yield each chart once: indicators of one concept share theirs."""
    seen: set[ChartSpec] = set()
    for one in drawn:
        if one.after not in seen:
            seen.add(one.after)
            yield one


def _pair(was: Preview, would: Preview, number: int, one: Drawn) -> None:
    """Draw one chart twice, side by side; on a phone one below the other."""
    by_region = one.page == REGIONS
    shape = RANKED if one.after.id.endswith("ranking") and by_region else HALF
    specs = [spec for spec in (one.before, one.after) if spec is not None]
    lines = title_lines(specs, shape)
    columns = st.columns(2, gap=GAP) if window() > NARROW else [st.container(), st.container()]
    for column, spec, side, name in (
        (columns[0], one.before, was, "before"),
        (columns[1], one.after, would, "after"),
    ):
        with column:
            drawn = spec is not None
            st.html(markup.small("curate_side.html", side.lang, side=name, drawn=drawn))
            if spec is not None:
                context = replace(side, tables=side.tables.regional) if by_region else side
                show_card(context, spec, shape, f"{name}-{number}", lines=lines)
