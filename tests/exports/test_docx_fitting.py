"""Heights of charts: pages of the official layout are reckoned by hand, 22 lines of 10.21 mm."""

from __future__ import annotations

import pytest

from metrics import load
from metrics.briefing.documents.model import (
    Block,
    Brief,
    Chart,
    Heading,
    Paragraph,
    Span,
    Table,
    plain,
)
from metrics.briefing.exhibits import exhibit
from metrics.exports.docx.charts import LEAST, MOST, TALL, room_of
from metrics.exports.docx.fitting import findings, fitted
from metrics.exports.docx.layout import layout
from tests.exports.test_docx import DAY

OFFICIAL = layout("official", "zh")
WIDTH = 156.0


def chart(view: str = "indicator?id=pledge_financing") -> Chart:
    spec = exhibit(load(), view, "zh").spec
    assert spec is not None
    return Chart(spec, plain("质押融资额"))


def text(lines: int) -> Paragraph:
    """Return a paragraph of so many lines: 26 letters in the first one, then 28 each."""
    return Paragraph(plain("知" * int((28 * lines - 4) / 1.03)))


def table(rows: int) -> Table:
    return Table(plain("排名"), ("期间", "数值"), ((plain("2025年"), plain("1")),) * rows, (1, 1))


def heights(*blocks: Block) -> list[float]:
    made = Brief("zh", "题", "数", "", DAY, (*blocks, text(1)), (), "v")
    return fitted(made, OFFICIAL, WIDTH).heights


def test_a_chart_grows_where_a_page_has_room() -> None:
    """Title, subtitle, two lines of text: 4 of 22 lines; 183 mm are left for chart and end."""
    assert heights(text(1), chart()) == [MOST]


def test_a_chart_is_lower_where_it_would_just_not_fit() -> None:
    """16 lines are 163.4 mm; of 224.7 mm are left 61.3, the chart takes 50 and 11.7 around."""
    (tall,) = heights(text(13), chart(), text(30))
    assert LEAST <= tall < TALL


def test_a_chart_that_begins_a_page_is_not_lower() -> None:
    """20 lines leave 20 mm, of which no chart can be made."""
    (tall,) = heights(text(17), chart(), text(40))
    assert tall >= TALL


def test_what_a_page_has_left_goes_to_its_charts() -> None:
    """Of 224.7 mm seven lines and two charts leave 29.8: too little for a third, 7 stay free."""
    first, second, third = heights(text(4), chart(), chart(), chart(), text(40))
    assert (first, second) == pytest.approx((50 + 11.4, 50 + 11.4), abs=0.5)
    assert third == TALL


def test_a_finding_that_has_no_room_begins_a_page_where_little_is_lost() -> None:
    """Of 22 lines 12 and a chart leave 32 mm; the chart above takes them, heading and text move."""
    found = (Heading(1, "排名"), text(4), chart(), table(2))
    made = Brief("zh", "题", "数", "", DAY, (text(10), chart(), *found, text(30)), (), "v")
    own = fitted(made, OFFICIAL, WIDTH)
    assert own.begun == {2}
    assert own.heights[0] > TALL


def test_a_finding_is_parted_where_a_page_would_be_empty() -> None:
    """Ten lines without a chart: 122 mm would stay free, more than a fifth of 225."""
    found = (Heading(1, "排名"), text(9), chart(), table(2))
    made = Brief("zh", "题", "数", "", DAY, (text(8), *found, text(30)), (), "v")
    assert not fitted(made, OFFICIAL, WIDTH).begun


def test_a_long_table_is_no_part_of_a_finding() -> None:
    assert list(findings([Heading(1, "排名"), text(1), chart(), table(7)])) == [[0, 1, 2], [3]]
    assert list(findings([Heading(1, "排名"), text(1), chart(), table(6)])) == [[0, 1, 2, 3]]


def test_notes_take_room_of_their_page() -> None:
    """17 lines of notes are 72 mm."""
    noted = Paragraph((Span("知", ("来源" * 400,)),))
    (low,) = heights(noted, text(5), chart(), text(40))
    (usual,) = heights(text(1), text(5), chart(), text(40))
    assert low < TALL == usual


def test_rows_have_the_height_that_they_need_or_stand_a_little_closer() -> None:
    view = "indicator?id=patent_applications_residents&chart=ranking"
    room = room_of(chart(view).spec, WIDTH, "zh")
    rows = len(chart(view).spec.plots[0].along.ticks)
    assert room.usual == room.most == pytest.approx(rows * 5.6 + 14)
    assert room.least == pytest.approx(rows * 5.6 * 0.76 + 14)
    assert heights(text(1), chart(view)) == [room.usual]


def test_pairs_of_bars_stand_no_closer() -> None:
    room = room_of(chart("indicator?id=ip_charges_receipts&chart=balance").spec, WIDTH, "zh")
    assert room.least == room.usual == room.most


@pytest.mark.parametrize("rows", [1, 8])
def test_a_table_stands_whole(rows: int) -> None:
    """A table of eight rows takes more than the ten lines that are left leave to a chart."""
    cells = tuple((plain("甲"), plain("1")) for _ in range(rows))
    table = Table(plain("表"), ("项", "数"), cells, (1, 1))
    (tall,) = heights(text(9), chart(), table, text(40))
    assert LEAST <= tall <= MOST
    room = 22 * 10.21 - 12 * 10.21
    fits = tall + 11.7 + 7.5 + (rows + 1) * 5.5 + 1.5 <= room
    assert fits == (rows == 1)
