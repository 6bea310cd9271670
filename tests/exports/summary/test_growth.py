"""Growth in every mode, and values that are typed in: what LibreOffice computes of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import pytest

from metrics import Tables
from metrics.explorer.exploration import Choice, Exploration
from metrics.exports.workbook import SummaryPlan
from metrics.exports.workbook.summary.growth import Growth
from metrics.exports.workbook.summary.moves import BROKEN, NOTHING, UNSURE
from metrics.exports.workbook.summary.yearly import Yearly
from metrics.locale import Lang
from metrics.model.figure import places_allowed
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.printed.interval import Interval
from metrics.rules.comparison import direction
from metrics.rules.course import change_between
from metrics.rules.rule import Rule
from metrics.rules.share import SHARE
from metrics.rules.transforms import Transform, rule_of, transform
from metrics.views.extracts import extract, of_view
from metrics.views.filters import Filters
from tests.books import DAY, made
from tests.offices import Office, Step
from tests.parts import Parts, name_of
from tests.sorting import Value, found_in

MARKS = {BROKEN, UNSURE, NOTHING}


def answer(change: Rule, base: Observation, end: Observation, most: int) -> Decimal | None:
    """Give what a rule makes of two figures, with the decimals that their intervals allow."""
    interval, value = change.result(base, end)
    if value is None:
        return None
    places = places_allowed(interval, most)
    return value.quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")


def moved(series: Series, base: Observation, end: Observation) -> Decimal | None:
    """Give a change as pages tell it; None where its direction is not certain."""
    change = change_between(series, base, end)
    if change is None or change.value is None:
        return None
    exact = change.interval == Interval.point(Decimal(0))
    if not direction(change.interval) and not exact:
        return None
    if change.relative:
        return answer(change.rule, base, end, 1)
    return round(change.value, series.definition.decimals)


@dataclass(frozen=True)
class Expected:
    """What the program itself tells of two years of a series."""

    own: Yearly
    year: int

    @cached_property
    def point(self) -> Observation:
        return self.own.numbers[self.year]

    @property
    def series(self) -> Series:
        return self.own.series

    def step(self) -> Decimal | None:
        before = self.own.numbers.get(self.year - 1)
        return None if before is None else moved(self.series, before, self.point)

    def since(self) -> Decimal | None:
        start = self.own.start
        if start is None or start.period >= self.point.period:
            return None
        return moved(self.series, start, self.point)

    def index(self) -> Decimal | None:
        return self._relative("index")

    def average(self) -> Decimal | None:
        start = self.own.start
        change = None if start is None else change_between(self.series, start, self.point)
        unsure = change is not None and change.value is not None and not change.direction
        return None if unsure else self._relative("cagr")

    def _relative(self, kind: Any) -> Decimal | None:
        start = self.own.start
        if start is None:
            return None
        found = transform(self.series, kind, base=start.period.code).points
        point = next((p for p in found if p.period == self.point.period), None)
        if point is None or point.value is None:
            return None
        if len(point.inputs) == 1:
            return Decimal(100)
        return answer(rule_of(kind, start, self.point), start, self.point, 1)


def block(plan: SummaryPlan) -> Growth:
    return Growth(plan, top=plan.grid.last + 2)


def compute(
    plans: list[SummaryPlan], office: Office, modes: list[tuple[str, ...]]
) -> list[dict[str, dict[tuple[int, int], Value]]]:
    """Let LibreOffice compute the block of each workbook in its modes, all in one start.

    What is returned is what the cells hold in each mode.
    """
    jobs = [(made(p), _in_modes(block(p), own)) for p, own in zip(plans, modes, strict=True)]
    found = []
    for own, told in zip(modes, office.work_all(jobs), strict=True):
        answers = told[2::3]
        assert not any(a["errors"] for a in answers)
        cells = [{at: c.value for at, c in found_in(a).items()} for a in answers]
        found.append(dict(zip(own, cells, strict=True)))
    return found


def _in_modes(growth: Growth, modes: tuple[str, ...]) -> list[Step]:
    sheet = growth.plan.grid.sheet
    steps: list[Step] = []
    for mode in modes:
        words = growth.say(f"summary.mode_{mode}")
        steps.append(("set", {"sheet": sheet, "cell": f"B{growth.top}", "value": words}))
        steps += [("recalculate", {}), ("read", {"sheet": sheet})]
    return steps


@pytest.mark.office
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_mode_tells_what_the_program_tells(
    tables: Tables, office: Office, lang: Lang
) -> None:
    plan = SummaryPlan(extract(tables, Filters(), lang), lang, DAY)
    modes = ("step", "since", "index", "average")
    growth, (told,) = block(plan), compute([plan], office, [modes])
    count = dict.fromkeys(modes, 0)
    for number, own in enumerate(growth.rows, growth.top + 1):
        for year in own.numbers:
            for mode in modes:
                expected = getattr(Expected(own, year), mode)()
                value = told[mode].get((plan.grid.column(year), number), "")
                place = (own.row.code, year, mode, value, expected)
                if expected is None:
                    assert isinstance(value, str), place
                    assert value in MARKS or not value or value[0] in "+−", place
                else:
                    assert isinstance(value, float), place
                    assert abs(value - float(expected)) < 1e-9 * max(1, abs(value)), place
                    count[mode] += 1
    assert min(count.values()) > 100, count


@pytest.mark.office
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_view_has_its_transform_first(tables: Tables, office: Office, lang: Lang) -> None:
    # In Chinese the whole is in units of ten thousand, and the part is not.
    view = Exploration(tables, Choice(("pct_received_foreign",), "share"))
    plan = SummaryPlan(of_view(view), lang, DAY, view)
    growth, (told,) = block(plan), compute([plan], office, [("share", "step")])
    assert growth.chosen == "share"
    own = plan.yearly["pct_received_foreign"]
    number = growth.top + 1 + growth.rows.index(own)
    whole = plan.yearly["pct_received_cnipa"]
    years = own.numbers.keys() & whole.numbers.keys()
    assert years
    for year in years:
        expected = answer(SHARE, whole.numbers[year], own.numbers[year], 1)
        assert expected is not None
        assert told["share"][plan.grid.column(year), number] == pytest.approx(float(expected))


VIEWED: tuple[Transform, ...] = ("pct", "change", "index", "cagr")


@pytest.fixture(scope="module")
def viewed(tables: Tables, office: Office) -> dict[str, tuple[SummaryPlan, Any]]:
    """Return the workbook of a view in each transform, with what LibreOffice finds there."""
    keys = ("invention_patents_in_force", "pledge_financing", "satisfaction", "gii_rank")
    views = [Exploration(tables, Choice(keys, kind)) for kind in VIEWED]
    plans = [SummaryPlan(of_view(view), "en", DAY, view) for view in views]
    told = compute(plans, office, [(block(plan).chosen,) for plan in plans])
    return dict(zip(VIEWED, zip(plans, told, strict=True), strict=True))


@pytest.mark.office
@pytest.mark.parametrize("kind", VIEWED)
def test_the_block_tells_the_points_of_a_view(
    viewed: dict[str, tuple[SummaryPlan, Any]], kind: str
) -> None:
    plan, told = viewed[kind]
    growth, view = block(plan), plan.view
    assert view is not None
    count = 0
    for result in view.results:
        own = plan.yearly[result.series.key]
        factor = Decimal(1).scaleb(-own.row.scale.exponent if kind == "change" else 0)
        for point in result.points:
            years = [p.period.end.year for p in point.inputs]
            held = all(own.numbers.get(y) is p for y, p in zip(years, point.inputs, strict=True))
            yearly = kind in ("index", "cagr") or point.months == 12
            if not held or not yearly or point.value is None:
                continue
            number = growth.top + 1 + growth.rows.index(own)
            value = told[growth.chosen][plan.grid.column(years[-1]), number]
            if value == UNSURE:
                assert not direction(point.interval)
                continue
            assert isinstance(value, float)
            # Half of the last digit that the least precise of them shows.
            assert abs(value - float(point.value * factor)) <= 0.5, (own.row.code, years)
            count += 1
    assert count > 15


@pytest.mark.office
def test_what_is_typed_counts_at_once(tables: Tables, office: Office) -> None:
    plan = SummaryPlan(extract(tables, Filters(), "en"), "en", DAY)
    content, grid = made(plan), plan.grid
    parts = Parts.of(content)
    growth = Growth(plan, top=grid.last + 2)
    pledge, rank = (4 + grid.places[code] for code in ("pledge_financing", "gii_rank"))
    force = 4 + grid.places["invention_patents_in_force_domestic"]
    cells = {"pledge": (2024, pledge, 1000.0), "rank": (2026, rank, 8.0), "gap": (2024, force, 4.0)}
    steps: list[Step] = [
        ("set", {"sheet": grid.sheet, "cell": name_of(grid.column(y), row), "value": value})
        for y, row, value in cells.values()
    ]
    steps += [("recalculate", {}), ("read", {"sheet": "Summary"}), ("read", {"sheet": grid.sheet})]
    *_, summary, series = office.work(content, steps)
    table = next(t for t in parts.tables if t.name == "ip_summary")
    shown = found_in(summary)
    row = dict(zip(table.headings, (shown.get((c, pledge)) for c in range(1, 15)), strict=False))
    # Printed: 853.99 in 2023 and 84.85 in 2015; 1000 / 853.99 = 1.1710, 1000 / 84.85 = 11.7855.
    assert [c.value for c in (row["Newest"], row["Period"]) if c] == [1000, "2024"]
    assert row["On the year before"].value == pytest.approx(17.1)  # type: ignore[union-attr]
    assert row["Since the first"].value == pytest.approx(1078.6, abs=0.06)  # type: ignore[union-attr]
    # The ninth root of 11.7855 is 1.3153.
    assert row["Average a year"].value == pytest.approx(31.5, abs=0.06)  # type: ignore[union-attr]
    row = dict(zip(table.headings, (shown.get((c, rank)) for c in range(1, 15)), strict=False))
    assert [row[k].value for k in ("Newest", "On the year before", "Since the first")] == [  # type: ignore[union-attr]
        *(8, -2, -21),
    ]
    row = dict(zip(table.headings, (shown.get((c, force)) for c in range(1, 15)), strict=False))
    # No figure of 2024 is in view; 5.32 / 4 = 1.33.
    assert row["On the year before"].value == pytest.approx(33)  # type: ignore[union-attr]
    codes = [own.row.code for own in growth.rows]
    block = found_in(series)
    number = growth.top + 1 + codes.index("pledge_financing")
    assert block[grid.column(2024), number].value == pytest.approx(17.1)


def test_growth_is_what_is_worked_out_by_hand(tables: Tables) -> None:
    taken = extract(tables, Filters(indicators=("pledge_financing", "gii_rank")), "zh")
    plan = SummaryPlan(taken, "zh", DAY)
    parts = Parts.of(made(plan))
    held = parts.cells[plan.grid.sheet]
    growth = Growth(plan, top=plan.grid.last + 2)
    codes = [own.row.code for own in growth.rows]
    rows = {code: growth.top + 1 + codes.index(code) for code in codes}
    # 8539.9 / 4868.8 = 1.7540 and 4868.8 / 3098 = 1.5716; from the 12th place to the 11th.
    found = [held[plan.grid.column(y), rows["pledge_financing"]].value for y in (2022, 2023)]
    assert found == [57.2, 75.4]
    assert held[plan.grid.column(2024), rows["gii_rank"]].value == -1


@pytest.mark.parametrize("kind", ["none", "change", "pct", "index", "cagr", "share"])
def test_each_transform_of_a_view_has_a_mode(tables: Tables, kind: Any) -> None:
    view = Exploration(tables, Choice(("pledge_financing", "satisfaction"), kind))
    plan = SummaryPlan(of_view(view), "en", DAY, view)
    growth = Growth(plan, top=plan.grid.last + 2)
    assert growth.chosen in growth.modes
    assert growth.rows
