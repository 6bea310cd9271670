"""Every chart that the curated tables allow, in every view and language."""

from __future__ import annotations

import json

import pytest

from metrics import Selection, Tables
from metrics.charts.compile import (
    compile_balance,
    compile_concept,
    compile_paths,
    compile_ranking,
    compile_view,
    drawable,
)
from metrics.charts.compile.economies import compared
from metrics.charts.spec import ChartSpec
from metrics.explorer.exploration import Choice, Exploration
from metrics.locale import LANGS, Lang
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
from metrics.rules.transforms import TRANSFORMS
from metrics.views.stories import FEWEST
from metrics.wording.findings.fit import fits

VIEWS = ("all", "reports", "implied", "first", "2023-06-30")


@pytest.fixture(params=VIEWS)
def seen(tables: Tables, request: pytest.FixtureRequest) -> Tables:
    name: str = request.param
    if name == "implied":
        return in_view(tables, ALL_WITH_IMPLIED)
    vintage = "last" if name in ("all", "reports") else name
    return tables.select(Selection(supplement=name != "reports", vintage=vintage))


def sound(spec: ChartSpec) -> None:
    assert json.dumps(spec.as_dict())
    assert spec.text.title
    assert fits(spec.text.title, spec.lang), spec.text.title
    assert spec.text.source
    assert spec.text.alt
    for plot in spec.plots:
        assert len(plot.values.ticks) <= 5
        low, high = sorted((plot.values.low, plot.values.high))
        assert all(low - 1e-9 <= m.value <= high + 1e-9 for m in plot.marks), spec.id


@pytest.mark.parametrize("lang", LANGS)
def test_every_concept_of_every_economy(seen: Tables, lang: Lang) -> None:
    areas = {area for _, area in seen.all_series}
    for concept in dict.fromkeys(d.concept for d in seen.definitions.values()):
        for area in areas:
            series = seen.concept(concept, area)
            if series and drawable(seen, series):
                sound(compile_concept(seen, concept, lang, area))


@pytest.mark.parametrize("lang", LANGS)
def test_every_comparison_of_economies(seen: Tables, lang: Lang) -> None:
    for indicator in seen.definitions:
        if len(compared(seen, indicator)) > 1:
            sound(compile_paths(seen, indicator, lang))
        if len(seen.areas(indicator)) > FEWEST:
            sound(compile_ranking(seen, indicator, lang))
    both = ("ip_charges_receipts", "ip_charges_payments")
    if all(len(seen.areas(i)) > FEWEST for i in both):
        sound(compile_balance(seen, *both, lang))


@pytest.mark.parametrize("kind", TRANSFORMS)
def test_every_series_under_every_transform(seen: Tables, kind: str) -> None:
    for key in seen.by_key:
        view = Exploration(seen, Choice((key,), kind))
        if view.panels:
            sound(compile_view(view, "zh"))


def test_every_break_has_its_words(tables: Tables) -> None:
    """Also one that no chart shows yet."""
    codes = tables.codes("break")
    every = (*tables.statements, *tables.regional.statements)
    marked = {f"{o.definition.id}@{o.period.code}" for o in every if o.status == "B"}
    assert marked == {*codes}
    for code in codes:
        assert len(tables.label("break", code, "zh")) <= 7
        assert len(tables.label("break", code, "en").split()) <= 3
