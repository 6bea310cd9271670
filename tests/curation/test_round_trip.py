"""Facts that are taken out of the tables, filled into a form and imported stand there as before."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from metrics import load
from metrics.curation.headings import title
from metrics.curation.merge import merged
from metrics.curation.study import study
from metrics.locale import LANGS, Lang
from metrics.tables.loading import tables_of
from metrics.tables.read import Row, file_contents, table_schemas
from tests.curation.filling import filled, template
from tests.tables.rows import DOZEN

CONTENTS = file_contents(DOZEN)
FACTS = CONTENTS["indicators"].decode().splitlines()
ROWS: list[Row] = list(csv.DictReader(FACTS))
# Facts stay that other rows name: relations, derivations, conventions, statements that differ from
# others.
_WORDS = b" ".join(CONTENTS[name] for name in ("relations", "derivations")).decode()
_COUNTED = csv.DictReader(CONTENTS.get("conventions", b"").decode().splitlines())
NAMED = {*re.findall(r"(\w+)@", _WORDS)} | {r["indicator"] for r in _COUNTED}
NAMED |= {r["indicator"] for r in ROWS if r["differs_from"]}
FREE = [n for n, r in enumerate(ROWS) if r["indicator"] not in NAMED]
NO_SHRINKING = (Phase.explicit, Phase.generate)


def without(taken: set[int]) -> dict[str, bytes]:
    """Return the tables without some of their facts."""
    kept = [FACTS[0], *(line for n, line in enumerate(FACTS[1:]) if n not in taken)]
    return {**CONTENTS, "indicators": ("\n".join(kept) + "\n").encode()}


def as_csv(rows: list[Row], lang: Lang, order: list[str], encoding: str, sign: str) -> bytes:
    made = io.StringIO()
    writer = csv.writer(made, delimiter=sign, lineterminator="\r\n")
    writer.writerow([title("indicators", column, lang) for column in order])
    writer.writerows([row[column] for column in order] for row in rows)
    return made.getvalue().encode(encoding, errors="strict")


class TestTheSameBytes:
    @settings(max_examples=12, phases=NO_SHRINKING)
    @given(st.sets(st.sampled_from(FREE), min_size=1, max_size=8), st.sampled_from(LANGS))
    def test_of_a_filled_workbook(self, taken: set[int], lang: Lang) -> None:
        contents = without(taken)
        rows = [ROWS[n] for n in taken]
        raw = filled(template(tables_of(contents), lang), lang, {"indicators": rows})
        found = study("filled.xlsx", raw, contents)
        assert [f.message("en") for f in found.findings] == []
        assert {**contents, **found.contents} == CONTENTS
        assert found.after is not None
        assert found.after.version == load(DOZEN).version

    @settings(max_examples=25, phases=NO_SHRINKING)
    @given(
        st.sets(st.sampled_from(FREE), min_size=1, max_size=8),
        st.sampled_from(LANGS),
        st.permutations(table_schemas()["indicators"].columns),
        st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
        st.sampled_from(",;\t"),
    )
    def test_of_a_csv_file_however_it_is_saved(
        self, taken: set[int], lang: Lang, order: list[str], encoding: str, sign: str
    ) -> None:
        contents = without(taken)
        raw = as_csv([ROWS[n] for n in taken], lang, order, encoding, sign)
        found = study("filled.csv", raw, contents)
        assert [f.message("en") for f in found.findings] == []
        assert {**contents, **found.contents} == CONTENTS

    @pytest.mark.parametrize("lang", LANGS)
    def test_of_sources_and_definitions_too(self, lang: Lang) -> None:
        """A report of which the tables have neither the series nor the publication."""
        series = {"royalties_trade", "royalties_trade_growth", "invention_exam_months"}
        source = "scio-2023-04-24"
        taken = {n for n in FREE if ROWS[n]["indicator"] in series or ROWS[n]["source"] == source}
        contents = without(taken)
        rows: dict[str, list[Row]] = {"indicators": [ROWS[n] for n in taken]}
        for table, ids in (("sources", {source}), ("definitions", series)):
            header, *lines = CONTENTS[table].decode().splitlines()
            gone = [line for line in lines if line.split(",")[0] in ids]
            rows[table] = list(csv.DictReader([header, *gone]))
            kept = [header, *(line for line in lines if line not in gone)]
            contents[table] = ("\n".join(kept) + "\n").encode()
            assert len(gone) == len(ids)
        raw = filled(template(tables_of(contents), lang), lang, rows)
        found = study("filled.xlsx", raw, contents)
        assert [f.message("en") for f in found.findings] == []
        assert {**contents, **found.contents} == CONTENTS


class TestMerging:
    def test_nothing_changes_nothing(self) -> None:
        assert merged(CONTENTS, [], {}) == {}

    @pytest.mark.parametrize("lang", LANGS)
    def test_everything_once_more_is_there_already(self, lang: Lang) -> None:
        raw = as_csv(ROWS, lang, [*ROWS[0]], "utf-8-sig", ",")
        found = study("all.csv", raw, CONTENTS)
        assert found.repeated
        assert len(found.sorted.same) == len(ROWS)
        assert not found.contents
        assert not found.findings

    def test_a_table_in_another_order_keeps_it(self, tmp_path: Path) -> None:
        """Codes stand by their position: a new one goes behind the last of its list."""
        raw = "list,code,position,name_zh,name_en\nheading,zz,99,新标题,New heading\n".encode()
        found = study("codes.csv", raw, CONTENTS)
        assert [f.message("en") for f in found.findings] == []
        lines = found.contents["codes"].decode().splitlines()
        at = next(n for n, line in enumerate(lines) if line.startswith("heading,zz,"))
        assert lines[at - 1].startswith("heading,")
        assert at + 1 == len(lines) or not lines[at + 1].startswith("heading,")
        lines.pop(at)
        assert lines == CONTENTS["codes"].decode().splitlines()
