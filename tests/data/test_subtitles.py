"""Subtitles of the charts of all pages have room on their cards, in every window."""

from __future__ import annotations

import pytest

from metrics import Tables
from metrics.locale import LANGS, Lang
from metrics.views.pages import THEMES, overview, theme_page
from metrics.wording.widths import ems
from pages.parts.blocks.card import SUBTITLE, subtitle_for
from pages.parts.blocks.sizes import LEAD, PADDING, SMALL


@pytest.mark.parametrize("lang", LANGS)
def test_no_subtitle_of_a_page_is_cut(tables: Tables, lang: Lang) -> None:
    views = [overview(tables, lang), *(theme_page(tables, theme, lang) for theme in THEMES)]
    told = [(LEAD, view.lead) for view in views if view.lead is not None]
    told += [(SMALL, chart.spec) for view in views for chart in view.charts]
    assert len(told) > 30
    for shape, spec in told:
        for width in (390, 1366, 1920):
            room = shape.width(width) - PADDING
            said = subtitle_for(spec, room)
            assert ems(said) * SUBTITLE <= room, said
            assert spec.plots[0].unit in said
