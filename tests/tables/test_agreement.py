"""One figure in two places: they agree, or a note tells why not."""

from __future__ import annotations

from pathlib import Path

from metrics import load
from metrics.tables.agreement import every_pair
from tests.tables.rows import dozen, places, problems, read, row_of, write

FACTS = "indicators.csv"
FIRST = {"indicator": "satisfaction", "period": "2022"}


def with_another(folder: Path, change: dict[str, str]) -> int:
    """Add another place of the same source, which prints 93.10; return its line."""
    rows = read(dozen(folder) / FACTS)
    first = rows[row_of(rows, **FIRST)]
    other = {"locator": "progress/3/1", "value": "93.10", "printed": "93.10分"}
    rows.append(first | other | change)
    write(folder / FACTS, rows)
    return len(rows) + 1


def test_one_source_in_two_places_disagrees(tmp_path: Path) -> None:
    line = with_another(tmp_path, {})
    found = problems(tmp_path)
    assert places(found) == [(FACTS, line, "printed", "unexplained_place")]
    message = found[0].message("en")
    assert "81.25分" in message
    assert "decade-economy of the same source cnipa-work-report-2023" in message
    assert "decade-economy" in found[0].message("zh")


def test_a_note_that_names_the_own_source_explains_it(tmp_path: Path) -> None:
    note = {"note_zh": "同一报告两处所印不同。", "note_en": "The report prints both."}
    with_another(tmp_path, {"differs_from": "cnipa-work-report-2023"} | note)
    statements = load(tmp_path).statements
    apart = [p for p in every_pair(statements) if not p.agrees]
    assert [(p.of_one_source, p.explained) for p in apart] == [(True, True)]


def test_without_a_note_the_own_source_explains_nothing(tmp_path: Path) -> None:
    line = with_another(
        tmp_path,
        {"differs_from": "cnipa-work-report-2023", "note_zh": "", "note_en": ""}
        | {"period_basis": "stated"},
    )
    assert (FACTS, line, "printed", "unexplained_place") in places(problems(tmp_path))


def test_two_places_that_agree_within_rounding(tmp_path: Path) -> None:
    with_another(tmp_path, {"value": "81.3", "printed": "81.3分"})
    assert len(load(tmp_path).series("satisfaction").statements) == 4


def test_another_definition_may_differ(tmp_path: Path) -> None:
    with_another(tmp_path, {"status": "D"})
    assert load(tmp_path).statements
