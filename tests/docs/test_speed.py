"""The page of speed is true to what was recorded, no aim without a figure or a cause."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import results
from bench.aims import AIMS, CAUSES, Aim
from bench.results import PAGE, Row, page, record, records, rendered


class TestPage:
    def test_it_is_true_to_the_records(self) -> None:
        text = PAGE.read_text(encoding="utf-8")
        assert text == page(text, records()), "make docs"

    def test_what_is_written_by_hand_stays(self) -> None:
        assert page(f"by hand\n{results.MARK}old", {}).startswith(f"by hand\n{results.MARK}")

    def test_each_record_has_a_row_for_each_of_its_aims(self) -> None:
        for name, found in records().items():
            own = {measure for measure, aim in AIMS.items() if aim.bench == name}
            assert own <= {row.measure for row in found.rows}, name

    def test_records_name_the_machine_and_the_versions(self) -> None:
        for found in records().values():
            assert found.machine["processor"]
            assert found.machine["cores"]
            assert found.versions["streamlit"]
            assert found.place in PAGE.read_text(encoding="utf-8")


class TestAims:
    def test_each_that_can_be_missed_names_a_cause(self) -> None:
        assert not [name for name, aim in AIMS.items() if aim.bound and not aim.cause]

    def test_causes_are_of_measures(self) -> None:
        assert {measure for measure, _ in CAUSES} <= AIMS.keys()

    @pytest.mark.parametrize(
        ("aim", "value", "met"),
        [
            (Aim("a", "b", "c", most=1.2), 1.2, True),
            (Aim("a", "b", "c", most=1.2), 1.21, False),
            (Aim("a", "b", "c", least=1.5), 1.4, False),
            (Aim("a", "b", "c", least=1.5), 1.6, True),
            (Aim("a", "b", "c"), 99, True),
        ],
    )
    def test_a_figure_is_held_against_its_bounds(self, aim: Aim, value: float, met: bool) -> None:
        assert aim.met(value) is met


class TestRows:
    def test_a_measure_that_is_none_is_refused(self) -> None:
        with pytest.raises(ValueError, match="no measure"):
            Row("haste", "creation", 1)

    def test_what_misses_is_told_with_its_cause(self, tmp_path: Path) -> None:
        rows = [Row("repeated run", "creation", 1.1), Row("repeated run", "explorer", 1.7, "9 ms")]
        text = rendered({"pages": record("pages", rows, folder=tmp_path)})
        title = AIMS["repeated run"].title.lower()
        assert f"- {title}, *explorer*: 1.70 ×, aim ≤ 1.2 ×: {rows[1].cause}." in text
        assert "| creation | 1.10 × | met |" in text
        assert "| explorer | 1.70 × | missed | 9 ms |" in text
        assert "1 of 2" in text

    def test_a_record_is_read_as_it_was_written(self, tmp_path: Path) -> None:
        made = record("pages", [Row("first run", "creation", 1.5)], "make bench", tmp_path)
        assert records(tmp_path) == {"pages": made}
        assert json.loads((tmp_path / "pages.json").read_text(encoding="utf-8"))["date"]
