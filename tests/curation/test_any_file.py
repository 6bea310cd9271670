"""Whatever is sent ends in an answer: read, or refused in a sentence, at a cell."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from metrics.curation.headings import title
from metrics.curation.packages import IncomingError
from metrics.curation.study import study
from metrics.exports.workbook.cells import legal
from metrics.locale import LANGS
from metrics.tables.read import file_contents
from tests.curation.filling import FACT, saved, sheet_of
from tests.tables.rows import DOZEN

CONTENTS = file_contents(DOZEN)
COLUMNS = [*FACT]
HEADS = [title("indicators", column, "en") for column in COLUMNS]
WORDS = st.one_of(
    st.sampled_from(
        [
            *(
                "gii_rank",
                "CN",
                "2022",
                "2022-12-31",
                "11",
                "第11位",
                "exact",
                "A",
                "stated",
                "text",
            ),
            *(
                "cnipa-work-report-2023",
                "1.2万亿元",
                "超3000万件",
                "12.5%",
                "Total",
                "合计",
                "—",
                "",
            ),
            *(
                "指标",
                "地区",
                "期间",
                "来源",
                "注：略",
                "2024-13",
                "1e5",
                "{value}",
                "%s",
                "=A1",
                "'11",
            ),
        ]
    ),
    st.text(max_size=12),
)
CELLS = st.one_of(
    # Without signs that no workbook may hold.
    WORDS.map(legal),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 3, 1), date(2200, 1, 1)),
    st.booleans(),
    st.none(),
)
NO_SHRINKING = (Phase.explicit, Phase.generate)


def answered(name: str, raw: bytes) -> None:
    """Study a file, and have all that is told of it said in both languages."""
    with suppress(IncomingError):
        found = study(name, raw, CONTENTS)
        for lang in LANGS:
            said = [f.message(lang) for f in found.findings]
            said += [r.message(lang) for r in found.remarks]
            assert all(said)
        assert bool(found.contents) <= (not found.findings)


@settings(max_examples=60, phases=NO_SHRINKING)
@given(st.binary(max_size=400))
def test_any_bytes(raw: bytes) -> None:
    answered("any.csv", raw)
    answered("any.xlsx", b"PK\x03\x04" + raw)


@settings(max_examples=60, phases=NO_SHRINKING)
@given(st.lists(st.lists(WORDS, max_size=15), max_size=6), st.sampled_from(",;\t"))
def test_any_text_below_the_headings(rows: list[list[str]], sign: str) -> None:
    lines = [sign.join(HEADS), *(sign.join(row) for row in rows)]
    answered("any.csv", "\n".join(lines).encode("utf-8", "replace"))


@settings(max_examples=25, phases=NO_SHRINKING)
@given(st.lists(st.lists(CELLS, max_size=15), min_size=1, max_size=6))
def test_any_cells_of_a_workbook(rows: list[list[Any]]) -> None:
    answered("any.xlsx", saved(sheet_of([HEADS, *rows])))


@settings(max_examples=40, phases=NO_SHRINKING)
@given(
    st.lists(WORDS, min_size=4, max_size=4),
    st.lists(st.lists(WORDS, min_size=1, max_size=4), max_size=5),
)
def test_any_whole_table(above: list[str], rows: list[list[str]]) -> None:
    labels = ("指标", "来源", "位置", "所印单位")
    lines = [f"{label};{said}" for label, said in zip(labels, above, strict=True)]
    lines += ["地区;2021;2022;合计", *(";".join(row) for row in rows)]
    answered("any.csv", "\n".join(lines).encode("utf-8", "replace"))
