"""Labels: none over another, none outside, none on a line where a side is free."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from metrics.charts.plotly.geometry import Box, Segment
from metrics.charts.plotly.placing import DOWNWARD, UPWARD, Label, Walls, place, spread

CANVAS = Box(0, 0, 500, 300)
X, Y = st.floats(0, 500), st.floats(0, 300)
SEGMENTS = st.builds(Segment, X, Y, X, Y)
BOXES = st.builds(Box, X, Y, st.floats(1, 60), st.floats(1, 30))
LABELS = st.builds(
    Label,
    X,
    Y,
    st.floats(5, 80),
    st.floats(8, 20),
    st.sampled_from([UPWARD, DOWNWARD, ("above",)]),
    st.floats(1, 10),
    st.sampled_from([(0.0,), (0.0, 8.0, -8.0)]),
    st.booleans(),
)
WALLS = st.builds(
    Walls,
    st.lists(BOXES, max_size=4).map(tuple),
    st.lists(SEGMENTS, max_size=8).map(tuple),
    st.lists(BOXES, max_size=3).map(tuple),
)


def covers(box: Box, walls: Walls) -> bool:
    lines = any(s.crosses(box) for s in walls.segments)
    return lines or any(box.meets(b) for b in walls.boxes)


@given(st.lists(LABELS, max_size=12), WALLS)
def test_labels_stand_apart_and_within(labels: list[Label], walls: Walls) -> None:
    found = place(labels, walls, CANVAS)
    assert len(found) == len(labels)
    placed = [box for box in found if box is not None]
    assert not any(a.meets(b) for a, b in combinations(placed, 2))
    assert all(CANVAS.holds(box) for box in placed)
    assert not any(box.meets(word) for box in placed for word in walls.words)


@given(st.lists(LABELS, max_size=12), WALLS)
def test_a_label_lies_on_a_line_only_where_no_side_is_free(
    labels: list[Label], walls: Walls
) -> None:
    found = place(labels, walls, CANVAS)
    for n, (label, box) in enumerate(zip(labels, found, strict=True)):
        before = [b for b in found[:n] if b is not None]
        # Neighbours keep three pixels apart sidewards.
        taken = [*walls.words, *(Box(b.x - 3, b.y, b.w + 6, b.h) for b in before)]
        free = [
            spot
            for spot in label.places()
            if CANVAS.holds(spot)
            and not any(spot.meets(b) for b in taken)
            and not covers(spot, walls)
        ]
        if free:
            assert box == free[0]
        else:
            assert box is None or (label.required and covers(box, walls))


def test_a_label_goes_below_where_a_line_runs_above() -> None:
    above = Segment(0, 92, 500, 92)
    (box,) = place([Label(100, 100, 30, 12, gap=6)], Walls(segments=(above,)), CANVAS)
    assert box == Box(85, 106, 30, 12)


def test_one_that_must_stand_covers_as_little_as_it_can() -> None:
    lines = tuple(Segment(0, y, 500, y) for y in range(0, 300, 4))
    label = Label(100, 100, 30, 12, ("above", "right"), 6)
    assert place([label], Walls(segments=lines), CANVAS) == [None]
    must = Label(100, 100, 30, 12, ("above", "right"), 6, required=True)
    (box,) = place([must], Walls(segments=lines), CANVAS)
    assert box is not None


def test_a_label_moves_aside_where_it_may() -> None:
    taken = Walls(words=(Box(60, 60, 36, 40),))
    label = Label(100, 100, 30, 12, ("above",), 6, (0.0, 12.0))
    (box,) = place([label], taken, CANVAS)
    assert box == Box(97, 82, 30, 12)


@given(
    st.lists(st.tuples(st.floats(0, 300), st.floats(5, 40)), max_size=8).map(sorted),
)
def test_boxes_pushed_apart_keep_their_order(boxes: list[tuple[float, float]]) -> None:
    middles, tall = [m for m, _ in boxes], [h for _, h in boxes]
    found = spread(middles, tall, 0, 400)
    for (a, h), (b, k) in zip(
        zip(found, tall, strict=True), list(zip(found, tall, strict=True))[1:], strict=False
    ):
        assert b - a >= (h + k) / 2 - 1e-6
    if sum(tall) <= 400:
        assert all(m - h / 2 >= -1e-6 for m, h in zip(found, tall, strict=True))
    assert all(m + h / 2 <= 400 + 1e-6 for m, h in zip(found, tall, strict=True))


def test_a_line_crosses_a_box_that_it_runs_through() -> None:
    box = Box(10, 10, 10, 10)
    assert Segment(0, 15, 30, 15).crosses(box)
    assert Segment(12, 12, 13, 13).crosses(box)
    assert not Segment(0, 10, 30, 10).crosses(box)
    assert not Segment(0, 0, 9, 30).crosses(box)
    assert not Segment(0, 15, 9, 15).crosses(box)
