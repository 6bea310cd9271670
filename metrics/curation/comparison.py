"""What a file would change in the tables, row by row, in words and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from metrics.curation.areas import FACTS
from metrics.curation.merge import Key, key_of
from metrics.curation.model import Candidate
from metrics.curation.study import Study
from metrics.explorer.exploration import name
from metrics.history.difference import Difference
from metrics.history.telling import cells_words, row_name
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.rules.course import Course
from metrics.tables.dataset import Tables
from metrics.tables.read import REGIONS, Row, table_schemas
from metrics.wording.findings.change import change_words
from metrics.wording.observations import period_words, statement


@dataclass(frozen=True)
class Line:
    """One row of the difference.

    Parameters
    ----------
    kind : str
        ``new`` or ``corrected``.
    table : str
        Name of the table.
    words : str
        What it says.
    place : str
        The cells that it comes from.
    """

    kind: str
    table: str
    words: str
    place: str


def difference(study: Study, lang: Lang) -> tuple[Line, ...]:
    """List what a sound file adds and corrects, the rows of each table in the order of the file."""
    after = study.after
    if after is None:
        return ()
    shown = {one.table: _holding(after, one) for one in study.new}
    stated: dict[str, dict[Key, Observation]] = {
        table: {o.key: o for o in own.statements} for table, own in shown.items() if table in FACTS
    }
    new = (
        Line(
            "new",
            one.table,
            _new(shown[one.table], one, stated.get(one.table, {}), lang),
            _place(one),
        )
        for one in study.new
    )
    corrected = (
        Line("corrected", one.table, _corrected(one, old, lang), _place(one))
        for one, old in study.corrections
    )
    order = [*table_schemas()]
    return tuple(sorted((*new, *corrected), key=lambda line: -order.index(line.table)))


def _holding(after: Tables, one: Candidate) -> Tables:
    """Return the tables in which a row stands."""
    return after.regional if one.table == REGIONS else after


def _place(one: Candidate) -> str:
    return f"{one.whole.sheet}!{one.whole.cell}"


def _new(after: Tables, one: Candidate, stated: Mapping[Key, Observation], lang: Lang) -> str:
    if one.table not in FACTS:
        return text(lang)("curate.diff.row", row=row_name(one.row, lang), id=_key(one))
    point = stated[key_of(table_schemas()[one.table], one.row)]
    series = after.series(point.definition.id, point.area)
    say = text(lang)
    told = say(
        "curate.diff.figure",
        name=name(after, series, lang),
        period=period_words(point, lang),
        value=statement(point, lang),
        number=f"{point.figure.value:f}",
        printed=point.figure.printed,
        source=point.source.cite(lang),
    )
    return told + "".join(_beside(series, point, lang))


def _beside(series: Series, point: Observation, lang: Lang) -> Iterator[str]:
    """Yield what stood there before: another statement of the period, or the point before it."""
    say = text(lang)
    others = series.others(point)
    if others:
        told = statement(others[0], lang)
        yield say(
            f"curate.diff.{_beside_another(series, point, others[0])}",
            value=told,
            source=others[0].source.cite(lang),
        )
        return
    earlier = series.restricted_to(o for o in series.statements if o.period <= point.period)
    before = _before(earlier, point)
    if before is None:
        yield say("curate.diff.first")
        return
    told, period = statement(before, lang), period_words(before, lang)
    yield say("curate.diff.before", value=told, period=period)
    step = Course(earlier).step
    if step is not None and step.end is point and step.direction:
        yield say("curate.diff.change", change=change_words(earlier, lang))


def _beside_another(series: Series, point: Observation, other: Observation) -> str:
    """Tell how a statement stands to another of the same period."""
    same = (point.figure.value, point.figure.qualifier)
    if same == (other.figure.value, other.figure.qualifier):
        return "agrees"
    return "instead" if point in series.points else "kept"


def _before(earlier: Series, point: Observation) -> Observation | None:
    """Find the point before another: one of a like period, else the last of all."""
    others = [p for p in earlier.points if p is not point]
    like = [p for p in others if p.period.like(point.period)]
    known = like or others
    return known[-1] if known else None


def _corrected(one: Candidate, old: Row, lang: Lang) -> str:
    changes = cells_words(Difference(one.table, old, one.row), lang, all_=True)
    return text(lang)("curate.diff.corrected", row=_key(one), changes=changes)


def _key(one: Candidate) -> str:
    return " ".join(one.row[column] for column in table_schemas()[one.table].key)
