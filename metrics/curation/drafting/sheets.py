"""The workbook of a drafted report: a row for each number, to be confirmed or struck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from metrics.curation.drafting.candidates import Drafted
from metrics.curation.form import Column, Form, Wanted, WholeTable
from metrics.curation.forms import PLACE, SPARE_ROWS, Forms
from metrics.curation.headings import CONFIRM, DECIDED, HELPERS, STRIKE
from metrics.locale import LANGS, Lang, text
from metrics.model.definition import Definition
from metrics.model.series import Series
from metrics.tables.dataset import Tables
from metrics.tables.read import table_schemas

# Columns of a row: what is decided first, with what it is decided by, then what is entered.
DRAFT = (
    *(DECIDED, "clause", "indicator", "name", "others", "unit", "area", "period", "period_basis"),
    *("value", "printed", "qualifier", "last", "before", "status", "source", "locator"),
    *("differs_from", "note_zh", "note_en"),
)
WIDTHS = {DECIDED: 10.0, "clause": 46.0, "others": 52.0, "name": 28.0, "unit": 11.0, "area": 12.0}
WIDTHS |= {"last": 34.0, "before": 34.0, "period_basis": 10.0, "qualifier": 10.0, "status": 10.0}
# The best indicators that are named.
NAMED = 3
# Signs of a sentence that are shown before a number, and behind it.
_BEFORE, _BEHIND = 44, 26
_GAP = "…"
# Measures and units that the words beside a number tell of an indicator that is not known.
_MEASURES = {"rank": "rank", "months": "duration", "score": "score", "times": "multiple"}


@dataclass(frozen=True)
class DraftForms(Forms):
    """The sheets of the workbook of a draft.

    Parameters
    ----------
    drafted : tuple of Drafted
        Its numbers, in the order of the text.
    new_source : tuple of (str, str)
        What is known of the publication, by the columns of its table; empty where it is listed.
    """

    drafted: tuple[Drafted, ...] = ()
    new_source: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls,
        tables: Tables,
        drafted: tuple[Drafted, ...],
        lang: Lang,
        source: str,
        new_source: tuple[tuple[str, str], ...],
    ) -> DraftForms:
        """Plan the workbook of a draft.

        Parameters
        ----------
        tables : Tables
            What is known.
        drafted : tuple of Drafted
            The numbers of the report.
        lang : str
            Language of the workbook.
        source : str
            Id of the report.
        new_source : tuple of (str, str)
            What is known of a report that is not listed.

        Returns
        -------
        DraftForms
            The forms.
        """
        return cls(tables, Wanted((), source), lang, drafted, new_source)

    @property
    def sheets(self) -> tuple[Form | WholeTable, ...]:
        """The sheets in their order."""
        return (
            self.draft,
            self._sources_filled,
            self._definitions_proposed,
            self.rules,
            self.definitions,
            self.sources,
        )

    def column(self, table: str, name: str) -> Column:
        """Make a column to fill in, or one by which it is decided what is taken over."""
        made = self._own(table, name) or super().column(table, name)
        return replace(made, width=WIDTHS.get(name, made.width))

    def _own(self, table: str, name: str) -> Column | None:
        """Make a column that only drafts have, or one that is read."""
        if name in HELPERS and (table == self.table or name == "clause"):
            return self._fact_column(name)
        if name != DECIDED:
            return None
        say = text(self.lang)
        choices = (say(f"curate.form.{CONFIRM}"), say(f"curate.form.{STRIKE}"))
        return Column(name, say(f"curate.helper.{name}"), choices=choices)

    @cached_property
    def draft(self) -> Form:
        """The sheet of the numbers."""
        columns = tuple(self.column(self.table, n) for n in DRAFT)
        return Form("draft", columns, tuple(self._rows()), SPARE_ROWS)

    def _rows(self) -> Iterator[tuple[str, ...]]:
        places: dict[tuple[str, str, str], int] = {}
        for one in self.drafted:
            known = self._row(one)
            key = (known.get("indicator", ""), known["area"], known["period"])
            places[key] = places.get(key, 0) + 1
            if places[key] > 1 and key[0] and known["locator"]:
                known["locator"] += f"#{places[key]}"
            yield tuple(known.get(name, "") for name in DRAFT)

    def _row(self, one: Drafted) -> dict[str, str]:
        """Fill in a row as far as the text tells it."""
        known = {"clause": shown(one), "printed": one.printed, "source": self.wanted.source}
        best = one.best
        known |= {"others": self._others(one, best), "period": one.dating.code}
        known["value"] = value_of(one, best)
        codes = {"area": one.area, "qualifier": one.form.reading.qualifier}
        stated = one.dating.ground == "stated"
        series = self.tables.all_series.get((best.id, one.area)) if best is not None else None
        codes |= {
            "status": _status(one, series),
            "period_basis": "stated" if stated else "inferred",
        }
        known |= {name: self.tables.label(name, code, self.lang) for name, code in codes.items()}
        known["locator"] = self.locator
        if not stated:
            key = f"curate.draft.{one.dating.ground}"
            known |= {f"note_{lang}": text(lang)(key) for lang in LANGS if one.dating.code}
        if best is not None:
            known |= {"indicator": best.id, "unit": best.unit.name(self.lang)}
            known |= {"name": self._named(best), **self.last(series)}
        return known

    @property
    def locator(self) -> str:
        """The place of all figures; empty where the headings of the text are listed."""
        source = self.tables.sources.get(self.wanted.source)
        return "" if source is not None and source.document else PLACE

    def _named(self, definition: Definition) -> str:
        scope = self.tables.label("scope", definition.scope, self.lang)
        return text(self.lang)("explore.scoped", name=definition.name(self.lang), scope=scope)

    def _others(self, one: Drafted, best: Definition | None) -> str:
        """Name the indicators that come next, with their ids."""
        every = [n.definition for n in one.nominees[:NAMED] if n.definition != best]
        say = text(self.lang)
        return "\n".join(say("curate.draft.other", id=d.id, name=self._named(d)) for d in every)

    @property
    def _sources_filled(self) -> Form:
        """The sheet for the publication, with what the text tells of it."""
        made = self.empty("new_sources", "sources")
        if not self.new_source:
            return made
        known = dict(self.new_source)
        for name, code in (("tier", "supplement"), ("read_in", "primary"), ("licence", "facts")):
            known[name] = self.tables.label(name, code, self.lang)
        row = tuple(known.get(column.name, "") for column in made.columns)
        return Form(made.key, made.columns, (row,), made.spare)

    @property
    def _definitions_proposed(self) -> Form:
        """The sheet for new indicators, with a row for each number that none fits."""
        names = (DECIDED, "clause", *(f.name for f in table_schemas()["definitions"].fields))
        columns = tuple(self.column("definitions", n) for n in names)
        rows = tuple(
            tuple(known.get(n, "") for n in names)
            for one in self.drafted
            if one.best is None
            for known in [self._proposed(one)]
        )
        return Form("new_definitions", columns, rows, SPARE_ROWS)

    def _proposed(self, one: Drafted) -> dict[str, str]:
        """Say of an indicator what the words beside its number tell."""
        stated, reading = one.context.stated, one.form.reading
        measure = "growth" if stated.role == "change" else _MEASURES.get(stated.kind, "")
        units = [u for u in self.tables.units.values() if _counts(u.classifiers, reading.tail)]
        known = {"clause": shown(one)}
        known["measure"] = self.tables.label("measure", measure, self.lang) if measure else ""
        known["unit"] = units[0].id if len(units) == 1 else ""
        known["decimals"] = str(max(0, -int(reading.last_digit_unit.adjusted()))) if units else ""
        return known


def _status(one: Drafted, series: Series | None) -> str:
    """Return the status of a figure: a break that other statements of its period have."""
    statements = series.statements if series is not None else ()
    broken = any(o.status == "B" and o.period.code == one.dating.code for o in statements)
    return "B" if broken else "A"


def _counts(classifiers: tuple[str, ...], tail: str) -> bool:
    return bool(tail) and tail.startswith(tuple(c for c in classifiers if c != "-"))


def shown(one: Drafted) -> str:
    """Show a number in its sentence, in brackets of its own.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.curation.drafting.candidates import candidates
    >>> [one] = candidates("2026年，专利商标质押融资额超过9100亿元。", load())
    >>> shown(one)
    '2026年,专利商标质押融资额【超过9100亿元】。'
    """
    sentence, form = one.sentence, one.form
    start, end = max(sentence.start, form.start - _BEFORE), min(sentence.end, form.end + _BEHIND)
    before, after = sentence.words(start, form.start), sentence.words(form.end, end)
    opened = _GAP if start > sentence.start else ""
    closed = _GAP if end < sentence.end else ""
    number = sentence.words(form.start, form.end)
    return f"{opened}{before}【{number}】{after}{closed}".strip()


def value_of(one: Drafted, best: Definition | None) -> str:
    """Write the value of a number in the unit of its indicator, in all its digits.

    A fraction, which may have no end, is rounded as its indicator is.
    """
    reading = one.form.reading.in_unit(best.unit.classifiers if best else ())
    value = reading.value
    if reading.repeating:
        value = value.quantize(Decimal(1).scaleb(-max(1, best.decimals if best else 1)))
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
