"""The flat table: one figure a row, in the unit beside it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from metrics import Selection, Tables
from metrics.exports.figures import COLUMNS, FigureTable, Value, heads, line
from metrics.exports.opendata import BOM, figures_bytes
from metrics.exports.series_rows import series_rows
from metrics.locale import LANGS, Lang
from metrics.reconciliation import in_view
from metrics.views.extracts import Extract, extract
from metrics.views.filters import Filters


def rows_of(taken: Extract, lang: Lang = "zh") -> list[dict[str, Value]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in FigureTable(taken, lang).rows()]


def one(tables: Tables, code: str, period: str, lang: Lang = "zh") -> dict[str, Value]:
    taken = extract(tables, Filters(indicators=(code.partition("@")[0],)), lang)
    every = rows_of(taken, lang)
    (row,) = [r for r in every if (r["code"], r["period_code"]) == (code, period)]
    return row


def test_an_exact_figure(tables: Tables) -> None:
    assert one(tables, "pledge_financing", "2023") == {
        "theme": "运用",
        "topic": "质押融资",
        "indicator": "专利商标质押融资额",
        "scope": "全国",
        "area": "中国",
        "year": 2023,
        "period": "2023年",
        "period_kind": "全年",
        "value": Decimal("8539.9"),
        "unit": "亿元",
        "qualifier": None,
        "lo": Decimal("8539.85"),
        "hi": Decimal("8539.95"),
        "status": None,
        "printed": "8539.9亿元",
        "source": "国新办发布会（2024-01-16）〔补充〕",
        "published": "2024-01-16",
        "locator": "正文",
        "url": None,
        "end": date(2023, 12, 31),
        "period_code": "2023",
        "code": "pledge_financing",
    }


def test_an_economy_in_english(tables: Tables) -> None:
    made = one(tables, "gii_rank@KR", "2024", "en")
    told = [made[k] for k in ("theme", "indicator", "area", "value", "unit", "lo", "hi", "code")]
    rank = Decimal(6)
    assert told == [
        *("International", "Global Innovation Index rank", "Republic of Korea", rank, "places"),
        *(rank, rank, "gii_rank@KR"),
    ]


def test_a_bound_has_one_end_and_its_word(tables: Tables) -> None:
    made = one(tables, "pledge_financing", "2018")
    assert [made[k] for k in ("value", "qualifier", "lo", "hi")] == [
        *(Decimal("1224"), "超过", Decimal("1224"), None)
    ]


def test_a_computed_figure_says_how_and_has_all_its_sources(tables: Tables) -> None:
    made = one(tables, "royalties_trade", "2023")
    assert (made["value"], made["lo"], made["hi"]) == (
        *(Decimal(3765), Decimal("3763.14"), Decimal("3766.8")),
    )
    assert made["status"] == "推算"
    assert made["printed"] == "未见印出，3987.1亿元 ÷ (1 + 5.9 percent)"
    assert made["source"] == "央视网（2025-07-17）〔补充〕；巴士的报（2025-04-24）〔补充〕"
    assert made["published"] == "2025-07-17"


def test_parts_of_a_year_are_told_from_the_whole(tables: Tables) -> None:
    taken = extract(tables, Filters(indicators=("royalties_trade",), year="2022"))
    kinds = {r["period_code"]: (r["period_kind"], r["value"]) for r in rows_of(taken)}
    assert kinds == {
        "2022-01/2022-11": ("若干月", Decimal("3445.6")),
        "2022": ("全年", Decimal("3872.5")),
    }
    # Growth of a year on the one before it is of the year, over ten years it is not.
    grown = extract(tables, Filters(indicators=("gii_rank_change", "gii_rank_gain")))
    kinds = {r["code"]: r["period_kind"] for r in rows_of(grown)}
    assert kinds == {"gii_rank_change": "全年", "gii_rank_gain": "多年"}
    every = Counter(r["period_kind"] for r in rows_of(extract(tables, Filters()), "en"))
    assert set(every) == {"year", "end of year", "date", "months", "several years"}


def test_of_several_statements_the_one_shown_is_in_it(tables: Tables) -> None:
    taken = extract(tables, Filters())
    assert len(taken.statements) > FigureTable(taken, "zh").count
    points = [p for s in taken.series for p in s.points]
    rows = rows_of(taken)
    assert len(rows) == FigureTable(taken, "zh").count == len(points)
    scales = {r.code: r.scale.exponent for r in series_rows(tables, taken.series, "zh")}
    for row, point in zip(rows, points, strict=True):
        value = row["value"]
        assert isinstance(value, Decimal)
        assert value.scaleb(scales[str(row["code"])]) == point.figure.value


def test_numbers_keep_the_digits_that_are_printed(tables: Tables) -> None:
    (row,) = series_rows(tables, [tables.series("pledge_financing")], "zh")
    assert str(row.number(Decimal("853000000000"), Decimal(10_000_000))) == "8530.0"
    assert str(row.number(Decimal("853000000000"), Decimal(10_000_000_000))) == "8530"
    assert row.number(Decimal("1.5")) == Decimal("0.000000015")


@pytest.mark.parametrize("lang", LANGS)
def test_headings_are_readable_and_unique(lang: Lang) -> None:
    names = heads(lang)
    assert len(names) == len({n.casefold() for n in names}) == len(COLUMNS)
    assert not [n for n in names if "\n" in n or "_" in n]
    assert all(n.isascii() == (lang == "en") for n in names)


def test_no_cell_has_a_line_break(tables: Tables) -> None:
    assert line("a\r\n\tb c\x07d") == "a b c d"
    series = tables.series("gii_rank")
    odd = [replace(o, figure=replace(o.figure, printed="two\nlines")) for o in series.statements]
    made = rows_of(Extract(tables, (series.restricted_to(odd),)))
    assert {r["printed"] for r in made} == {"two lines"}


def test_the_file_has_a_mark_and_numbers_as_numbers(tables: Tables) -> None:
    content = figures_bytes(extract(tables, Filters(indicators=("pledge_financing",))), "zh")
    assert content.startswith(BOM.encode())
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    (made,) = [r for r in rows if r["期间代码"] == "2023"]
    assert [made[k] for k in ("年份", "数值", "下限", "期末日", "限定")] == [
        *("2023", "8539.9", "8539.85", "2023-12-31", "")
    ]


def test_a_text_is_no_formula_in_the_file(tables: Tables) -> None:
    series = tables.series("gii_rank")
    odd = [replace(o, figure=replace(o.figure, printed="=1+1")) for o in series.statements]
    content = figures_bytes(Extract(tables, (series.restricted_to(odd),)), "en").decode("utf-8-sig")
    assert {r["As printed"] for r in csv.DictReader(io.StringIO(content))} == {"'=1+1"}


def test_nothing_in_view_gives_the_headings(tables: Tables) -> None:
    taken = extract(tables, Filters(words="no such words"))
    assert FigureTable(taken, "en").count == 0
    assert figures_bytes(taken, "en").decode("utf-8-sig") == ",".join(heads("en")) + "\n"


def test_filters_and_what_is_in_view_count(tables: Tables) -> None:
    assert {r["year"] for r in rows_of(extract(tables, Filters(year="2023")))} == {2023}
    implied = in_view(tables, Selection(implied=True))
    assert len(rows_of(extract(implied, Filters()))) > len(rows_of(extract(tables, Filters())))
    reports = in_view(tables, Selection(supplement=False))
    assert not [r for r in rows_of(extract(reports, Filters())) if "补充" in str(r["source"])]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "some",
    [
        Filters(newest=True),
        Filters(year="2024"),
        Filters(areas=("CN",)),
        Filters(areas=("US",)),
        Filters(indicators=("invention_patents_in_force_domestic",)),
    ],
)
def test_name_and_unit_of_an_indicator_are_the_same_in_every_file(
    tables: Tables, lang: Lang, some: Filters
) -> None:
    every, few = (
        {r["code"]: (r["indicator"], r["unit"]) for r in rows_of(extract(tables, f, lang), lang)}
        for f in (Filters(), some)
    )
    assert few
    assert few.items() <= every.items()
