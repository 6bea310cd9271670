"""What differs, in words."""

from __future__ import annotations

import pytest

from metrics import Tables
from metrics.history.difference import Difference
from metrics.history.telling import KINDS, Teller, grouped
from metrics.locale import LANGS, Lang, text
from metrics.tables.read import table_schemas

OLD = {"indicator": "gii_rank", "area": "CN", "period": "2025", "value": "11"}
OLD |= {"printed": "第11位", "qualifier": "exact", "source": "gone", "locator": "text"}


@pytest.mark.parametrize("lang", LANGS)
def test_every_table_and_kind_has_a_name(lang: Lang) -> None:
    for table in table_schemas():
        assert text(lang)(f"history.table.{table}")
    for kind in KINDS:
        assert text(lang)(f"history.kind.{kind}")


def test_a_figure_of_a_series_that_is_gone_is_told_by_its_earlier_name(tables: Tables) -> None:
    gone = {"id": "gone", "name_zh": "旧", "name_en": "Old", "scope": "world"}
    row = OLD | {"indicator": "gone"}
    changes = [Difference("indicators", row, None), Difference("definitions", gone, None)]
    told, _ = Teller(tables, "en").told(changes)
    assert (told.name, told.before, told.now, told.key) == ("Old", "第11位", "", "")


def test_a_statement_that_was_put_to_another_series_tells_both(tables: Tables) -> None:
    changed = Difference("indicators", OLD, OLD | {"indicator": "gii_rank_change"})
    (told,) = Teller(tables, "en").told([changed])
    before, _, now = told.name.partition(" → ")
    assert before.startswith("Global Innovation Index rank")
    assert now
    assert now != before


def test_many_figures_of_a_series_are_told_by_their_number(tables: Tables) -> None:
    rows = [OLD | {"period": f"{year}"} for year in range(2009, 2014)]
    teller = Teller(tables, "en")
    for count, lines in ((4, 4), (5, 1)):
        (group,) = grouped(Difference("indicators", None, row) for row in rows[-count:])
        said = [words for words, _ in teller.sentences(group, {})]
        assert len(said) == lines
    assert said[0].endswith(": 5 figures, 2009 to 2013")
