"""The frozen tables with an indicator that five offices count for themselves, each in its way."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache

from metrics import Tables
from metrics.tables.loading import tables_of
from metrics.tables.read import file_contents, table_schemas
from tests.frozen import FROZEN

INDICATOR = "office_first_action_months"
SOURCE = "cnipa-work-report-2023"
# Area, period, months: what is worked out by hand in the tests.
FIGURES = (
    ("CN", "2016", "16.9"),
    ("US", "2016", "15.7"),
    ("US", "2015-10/2016-09", "16.2"),
    ("US", "2016-10/2017-09", "16.3"),
    ("JP", "2016-04/2017-03", "9.4"),
    ("JP", "2017-04/2018-03", "9.3"),
    ("KR", "2016", "10.6"),
    ("KR", "2017", "10.4"),
    ("EP", "2016", "8.0"),
    ("EP", "2017", "7.0"),
)
# Area, first step, last step, average.
WAYS = (
    ("CN", "examination_start", "first_action", "mean"),
    ("US", "filing", "first_action", "mean"),
    ("JP", "request", "first_action", "mean"),
    ("KR", "request", "first_action", "mean"),
    ("EP", "filing", "search_report", "median"),
)
_CODES = (
    ("area", "EP", "90", "欧洲专利局", "European Patent Office"),
    ("scope", "office", "90", "各局自行统计", "Each office's own count"),
    ("counts_from", "filing", "1", "申请日", "filing"),
    ("counts_from", "request", "2", "提出请求", "request"),
    ("counts_from", "examination_start", "3", "审查启动", "start of examination"),
    ("counts_from", "not_printed", "4", "未印明", "not printed"),
    ("counts_to", "first_action", "1", "首次意见", "first action"),
    ("counts_to", "search_report", "2", "检索报告", "search report"),
    ("counts_to", "not_printed", "3", "未印明", "not printed"),
    ("average", "mean", "1", "平均数", "mean"),
    ("average", "median", "2", "中位数", "median"),
    ("average", "not_printed", "3", "未印明", "not printed"),
    ("left_out", "rce", "1", "继续审查", "continued examination"),
    ("left_out", "applicant_time", "2", "申请人延期", "delays of the applicant"),
)


def contents(
    ways: tuple[tuple[str, str, str, str], ...] = WAYS,
    figures: tuple[tuple[str, str, str], ...] = FIGURES,
    left_out: Mapping[str, str] | None = None,
) -> dict[str, bytes]:
    """Return the files of the frozen tables with the offices in them."""
    files = dict(file_contents(FROZEN))
    _append(
        files,
        "definitions",
        [
            {
                "id": INDICATOR,
                "concept": INDICATOR,
                "scope": "office",
                "theme": "examination",
                "topic": "cycle",
                "position": "999",
                "measure": "duration",
                "unit": "months",
                "decimals": "1",
                "name_zh": "首次意见周期",
                "name_en": "First action",
                "definition_zh": "月数。",
                "definition_en": "Months.",
                "display": "paths",
            }
        ],
    )
    columns = ("list", "code", "position", "name_zh", "name_en")
    codes = [dict(zip(columns, code, strict=True)) for code in _CODES]
    text = files["codes"].decode()
    known = {(row["list"], row["code"]) for row in csv.DictReader(io.StringIO(text))}
    _append(files, "codes", [c for c in codes if (c["list"], c["code"]) not in known])
    _append(
        files,
        "indicators",
        [
            {
                "indicator": INDICATOR,
                "area": area,
                "period": period,
                "value": value,
                "printed": f"{value} months",
                "qualifier": "exact",
                "status": "A",
                "source": SOURCE,
                "locator": "progress",
                "period_basis": "stated",
            }
            for area, period, value in figures
        ],
    )
    _append(
        files,
        "conventions",
        [
            {
                "indicator": INDICATOR,
                "area": area,
                "counts_from": start,
                "counts_to": end,
                "average": average,
                "left_out": (left_out or {}).get(area, ""),
                "source": SOURCE,
            }
            for area, start, end, average in ways
        ],
    )
    return files


@cache
def offices() -> Tables:
    """Return the tables."""
    return tables_of(contents())


def _append(files: dict[str, bytes], table: str, rows: list[dict[str, str]]) -> None:
    columns = table_schemas()[table].columns
    out = io.StringIO()
    made = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    if table not in files:
        made.writeheader()
    made.writerows(rows)
    files[table] = files.get(table, b"") + out.getvalue().encode()
