"""Pictures of charts as files: each with its title, notes, sources and version, in one format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from metrics.charts.plotly.posters import FORMATS, PosterForm, poster
from metrics.charts.spec import ChartSpec
from metrics.exports.decks import file_name
from metrics.exports.files import Progress, silent
from metrics.exports.images import Renderer

Ending = Literal["png", "svg"]


def pictures(
    renderer: Renderer,
    charts: Sequence[ChartSpec],
    form: PosterForm,
    ending: Ending = "png",
    scale: int = 1,
    progress: Progress = silent,
) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of one picture for each chart, in their order.

    Parameters
    ----------
    renderer : Renderer
        The browser that draws.
    charts : sequence of ChartSpec
        What is drawn.
    form : str
        ``wide``, ``4k``, ``square``, ``portrait`` or ``cover``.
    ending : str
        ``png`` or ``svg``.
    scale : int
        Pixels of a PNG for each of its format, where that has no more of its own.
    progress : Progress
        Told how far the work is; it may stop it.

    Yields
    ------
    tuple
        Name and content of each file.

    Examples
    --------
    >>> list(pictures(Renderer(), [], "square"))
    []
    """
    for place, spec in enumerate(charts):
        progress(place, len(charts))
        size = FORMATS[form]
        pixels = max(scale, size.scale)
        # Pictures of other formats stand beside these.
        kind = form if pixels == size.scale else f"{form} {pixels}x"
        name = file_name(place + 1, spec.text.title, ending, kind)
        yield name, renderer.render(poster(spec, form), ending, size.width, size.height, pixels)
    progress(len(charts), len(charts))
