"""What the check of texts finds in texts with planted errors, and in the texts of the reports."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.proof import PARTS, score, texts
from metrics import Tables
from metrics.proof.judge import judge
from metrics.verification import documents, find_text

# What is found at least. The texts of a writer who did not know the check hold manners that it does
# not understand, and where it does not understand it is silent.
FOUND = {"tuning": 0.95, "held": 0.95, "unseen_a": 0.86, "unseen_b": 0.72, "unseen_c": 0.88}
FOLDER = os.environ.get("REPORTS_DIR", "")


def test_there_are_enough_texts() -> None:
    every = [t for part in PARTS for t in texts(part)]
    planted = sum(bool(t.planted) for t in every)
    assert len(every) >= 120
    assert 0.4 <= planted / len(every) <= 0.6


@pytest.mark.parametrize("part", PARTS)
def test_planted_errors_are_found_and_right_numbers_left_alone(tables: Tables, part: str) -> None:
    made = score(part, tables)
    assert made.share_found >= FOUND[part], "\n".join(made.told)
    assert made.share_accused <= 0.02, "\n".join(made.told)


@pytest.mark.skipif(not FOLDER, reason="REPORTS_DIR names no folder with the texts of the reports")
def test_no_number_of_the_reports_is_accused(tables: Tables) -> None:
    for document in documents(tables):
        text = find_text(Path(FOLDER), document)
        assert text is not None
        assert not [j for j in judge(text, tables, "zh") if j.accused], document
