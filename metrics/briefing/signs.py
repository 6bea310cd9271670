"""What the signs of a chart mean, where paper has no pointer that asks them."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.charts.spec import ChartSpec
from metrics.locale import Lang, text


def signs_of(spec: ChartSpec, lang: Lang) -> tuple[str, ...]:
    """Say what crosses, loose dots and lines without a name in a chart are.

    Parameters
    ----------
    spec : ChartSpec
        What is drawn.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of str
        A few words for each sign that it has.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.charts.compile import compile_concept, compile_paths
    >>> tables = load()
    >>> signs_of(compile_paths(tables, "gii_rank", "en"), "en")
    ('other grey lines: Republic of Korea, Germany, Singapore',)
    >>> signs_of(compile_concept(tables, "high_value_invention_patents_per_10k", "en"), "en")
    ('× computed',)
    """
    return tuple(_signs(spec, lang))


def _signs(spec: ChartSpec, lang: Lang) -> Iterator[str]:
    say = text(lang)
    lined = [s for plot in spec.plots if plot.kind == "lines" for s in plot.series]
    behind = dict.fromkeys(s.name for s in lined if s.role == "background" and s.name)
    if behind:
        yield say("briefing.sign_lines", names=say("list.comma").join(behind))
    marks = [m for s in lined if s.role != "background" for m in s.marks]
    if any(m.glimpse and not m.derived and not m.open for m in marks):
        yield say("briefing.sign_dots")
    if any(m.derived for m in marks):
        yield say("briefing.sign_crosses")
