"""Many facts: what is done at once says what is done one by one, and no check grows faster."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from bench.many import many_tables
from metrics.tables import spelling
from metrics.tables.lines import _plain, _Splitting
from metrics.tables.loading import trial_of

# Signs that part, quote and spoil cells, and what merges leave.
LINES = st.lists(
    st.one_of(
        st.text(st.sampled_from('ab,"; \t=<é中\x00'), max_size=8),
        st.sampled_from(["a,b", "c,d", 'e,"f"', 'g,"h,i"', ",", " , ", "<<<<<<< a,b", ">>>>>>> b"]),
    ),
    max_size=6,
)


@given(LINES)
def test_a_sound_file_is_split_at_once_as_line_by_line(lines: list[str]) -> None:
    every = ["a,b", *lines]
    plain = _plain(every)
    if plain is not None:
        assert plain == _Splitting("x.csv", every).split()


@given(st.lists(st.tuples(st.text("abc", max_size=3), st.text('a,"é', max_size=3)), min_size=1))
def test_files_without_faults_are_split_at_once(rows: list[tuple[str, str]]) -> None:
    quoted = [f'{a}x,"{b.replace(chr(34), 2 * chr(34))}"' for a, b in rows]
    plain = _plain(["id,name", *quoted])
    assert plain is not None
    assert [cells for _, cells in plain.rows] == [(f"{a}x", b) for a, b in rows]


@given(st.text(st.characters(max_codepoint=0x7F), max_size=12))
def test_plain_signs_look_the_same_on_the_short_way(written: str) -> None:
    # A sign beyond ASCII that nobody sees sends it the long way.
    assert spelling.skeleton(written) == spelling.skeleton(written + "\u200b")


def test_many_facts_are_sound_and_cost_as_much_more_as_they_are() -> None:
    spent = {}
    for most in (3_000, 14_000):
        contents = many_tables(most)
        start = time.process_time()
        facts = len(trial_of(contents).statements)
        spent[facts] = time.process_time() - start
    (few, first), (many, second) = spent.items()
    assert many >= 4 * few - 4
    # Four times as many take four times as long; a check of each against each would take sixteen.
    assert second < 9 * first
