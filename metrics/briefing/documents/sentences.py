"""Sentences of a brief: the newest figure with its growth, then its base and its course."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from metrics.briefing.documents.model import Line
from metrics.briefing.documents.noting import Noting, note_of
from metrics.briefing.exhibit import Exhibit
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import HOME, Series
from metrics.rules.comparison import Change
from metrics.rules.course import Course
from metrics.tables.dataset import Tables
from metrics.wording.figures import derived_words
from metrics.wording.findings.change import amount_words
from metrics.wording.findings.heroes import run_words, stretch_words
from metrics.wording.findings.names import midst, sentence, short_name, year_words
from metrics.wording.findings.series import is_change, weight
from metrics.wording.findings.short import bare_of, shortened
from metrics.wording.observations import is_rank, mark_implied, statement

# Series of one view that are told, and economies besides the first.
MOST_SERIES, MOST_OTHERS = 2, 3
# Digits of a figure in a sentence; its note has them all.
MOST_DIGITS = 4


def subjects(tables: Tables, found: Exhibit) -> list[Series]:
    """List the series that an exhibit is told by: of one concept the weightiest, else the first.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.briefing.exhibits import exhibit
    >>> tables = load()
    >>> shown = exhibit(tables, "indicator?id=gii_rank&chart=paths", "en")
    >>> [s.key for s in subjects(tables, shown)]
    ['gii_rank']
    """
    if found.exploration is not None:
        return list(found.exploration.ranged)[:MOST_SERIES]
    drawn = [s.key for s in found.spec.series] if found.spec is not None else []
    own = [tables.by_key[k] for k in drawn if k in tables.by_key]
    of_facts = ((o.definition.id, o.area) for o in found.facts)
    own += [tables.all_series[k] for k in of_facts if k in tables.all_series]
    every = list({s.key: s for s in own}.values())
    home = [s for s in every if s.area == HOME] or every
    if home and len({s.definition.concept for s in home}) == 1:
        return [min(home, key=weight)]
    return home[:MOST_SERIES]


def paragraph(tables: Tables, found: Exhibit, lang: Lang, before: Collection[str] = ()) -> Line:
    """Tell an exhibit in one to three sentences, with a note at each number.

    Parameters
    ----------
    tables : Tables
        What is in view.
    found : Exhibit
        A chart, a figure or a table.
    lang : str
        ``zh`` or ``en``.
    before : collection of str
        Keys of series whose course an earlier paragraph has told.

    Returns
    -------
    Line
        Empty where it shows no series of its own.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.briefing.documents.model import told
    >>> from metrics.briefing.exhibits import exhibit
    >>> tables = load()
    >>> told(paragraph(tables, exhibit(tables, "indicator?id=pledge_financing", "zh"), "zh"))
    '2023年专利商标质押融资额为8,540亿元，比上年增长75.4%；2015年为848.5亿元，2019年以来逐年上升。'
    """
    noting = Noting(tables, lang)
    own = subjects(tables, found)
    made = [
        _whole(tables, _shown(series, found), noting, short=series.key in before) for series in own
    ]
    alone = len(own) == 1 and own[0].key not in before
    if alone and (others := _others(tables, found, own[0], noting)):
        made.append(others)
    return noting.line(text(lang)("brief.sentences").join(made))


def _shown(series: Series, found: Exhibit) -> Series:
    """Return a series up to the newest figure that an exhibit shows of it."""
    shown = [
        o for o in found.facts if (o.definition.id, o.area) == (series.definition.id, series.area)
    ]
    newest = max((o.period for o in shown), default=None)
    if newest is None or not series.latest.period > newest:
        return series
    return series.restricted_to([p for p in series.points if not p.period > newest])


def _whole(tables: Tables, series: Series, noting: Noting, *, short: bool) -> str:
    """Tell the newest figure of a series and, but for ``short``, how it came there."""
    say, lang = text(noting.lang), noting.lang
    newest = _newest(tables, series, noting)
    if short:
        return sentence(newest, lang) + say("brief.stop")
    base = _base(tables, series, noting) or _apart(tables, series, noting)
    told = [base, stretch_words(series, lang), run_words(series, lang)]
    keys = ("brief.base", "brief.stretch", "brief.run")
    course = [say(key, told=words) for key, words in zip(keys, told, strict=True) if words]
    made = sentence(newest, lang)
    if course:
        then = say("brief.and").join(course)
        made += say("brief.course", told=sentence(then, lang))
    return made + say("brief.stop")


def _newest(tables: Tables, series: Series, noting: Noting) -> str:
    """Tell the newest figure, a bound as a bound, and how it moved in a year."""
    lang = noting.lang
    say, point = text(lang), series.latest
    name = short_name(tables, series, lang)
    bound = bool(say(f"qualifier.{point.figure.qualifier}.before"))
    step = None if is_change(series) else Course(series).step
    grown = "" if step is None else _grown(step, lang)
    value = _value(name, point, noting, step.base if step is not None and grown else None)
    dated = lang == "zh" or point.period.closes_a_year
    key = ("level_bound" if bound else "level") if dated else "level_at"
    period = point.period.label(lang) if lang == "zh" else year_words(point.period, lang)
    named = _scoped(tables, series, name, lang)
    return say(f"brief.{key}", name=named, value=value, period=period) + grown


def _value(name: str, point: Observation, noting: Noting, base: Observation | None = None) -> str:
    """Write the figure of a point behind a name, with its note, which has every digit."""
    lang = noting.lang
    words = bare_of(name, statement(rounded(point), lang), point, lang)
    return mark_implied(str(words), [point], lang) + noting.at(point, base, _in_full([point], lang))


def rounded(point: Observation) -> Observation:
    """Round a figure of more than four digits to four; written out to the last one, to three.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> pledged, pleased = (tables.series(k).latest for k in ("pledge_financing", "satisfaction"))
    >>> rounded(pleased) is pleased, str(statement(rounded(pledged), "zh"))
    (True, '8,540亿元')
    """
    figure = point.figure
    if is_rank(point) or figure.value.adjusted() - figure.last_digit_unit.adjusted() < MOST_DIGITS:
        return point
    made = shortened(point, MOST_DIGITS)
    short = (shortened(point) if made is point else made).figure
    # Zeros that close a rounded number tell nothing.
    exponent = int(short.value.normalize().as_tuple().exponent)
    least = max(short.last_digit_unit, Decimal(1).scaleb(exponent))
    return replace(point, figure=replace(short, last_digit_unit=least))


def _in_full(points: Sequence[Observation], lang: Lang) -> str:
    """Tell every digit of figures that are rounded."""
    cut = [p for p in points if p.figure.value != rounded(p).figure.value]
    told = (str(statement(p, lang)) for p in cut)
    say = text(lang)
    return say("brief.in_full", value=say("list.comma").join(told)) if cut else ""


def _scoped(tables: Tables, series: Series, name: str, lang: Lang) -> str:
    """Add to a name whether Hong Kong, Macao and Taiwan are in its figures, where it is known."""
    say, scope = text(lang), tables.label("scope", series.definition.scope, lang)
    if say("brief.apart_areas") not in scope or say("brief.apart_areas") in name:
        return name
    whose, _, areas = scope.rstrip("）").partition("（" if lang == "zh" else ", ")
    if whose.casefold() in name.casefold():
        return say("brief.with_scope", name=name, scope=areas)
    whose = whose if lang == "zh" else midst(whose)
    return say("brief.with_scope", name=name, scope=f"{whose}{say('brief.comma')}{areas}")


def _grown(step: Change, lang: Lang) -> str:
    """Tell the change on the year before, where its direction is certain."""
    if not step.direction:
        return ""
    say, up = text(lang), step.direction > 0
    if step.relative:
        key, size = ("up" if up else "down"), derived_words(step.size, "%", lang, 1, step.amount)
    elif step.end.definition.measure == "rank":
        # The smaller rank is the better.
        key, size = ("worse" if up else "better"), amount_words(step, lang, "")
    else:
        key, size = ("more" if up else "less"), amount_words(step, lang, say("brief.points"))
    told = mark_implied(str(size), (step.base, step.end), lang)
    return say(f"brief.{key}", size=told)


def _base(tables: Tables, series: Series, noting: Noting) -> str:
    """Tell the longest comparable base, where that is not the year before."""
    course = Course(series)
    if is_change(series) or course.whole is None or not course.whole.direction:
        return ""
    base, lang = course.whole.base, noting.lang
    if course.step is not None and course.step.base is base:
        return ""
    value = _value(short_name(tables, series, lang), base, noting)
    key = "hero.newest_bound" if text(lang)(f"qualifier.{base.figure.qualifier}.before") else ""
    period = base.period.label(lang) if lang == "zh" else year_words(base.period, lang)
    return text(lang)(key if key and lang == "zh" else "brief.then", period=period, value=value)


def _apart(tables: Tables, series: Series, noting: Noting) -> str:
    """Tell the figure before, where the newest compares with none: that they do not."""
    course, lang = Course(series), noting.lang
    before = [p for p in series.main if p.period < series.latest.period]
    if is_change(series) or course.earlier or not before:
        return ""
    base = before[-1]
    if series.against(base, series.latest) is None:
        return ""
    value = _value(short_name(tables, series, lang), base, noting)
    then, now = (
        p.label(lang) if lang == "zh" else year_words(p, lang)
        for p in (base.period, series.latest.period)
    )
    bound = bool(text(lang)(f"qualifier.{base.figure.qualifier}.before"))
    key = "brief.apart_bound" if bound else "brief.apart"
    return text(lang)(key, period=then, value=value, newest=now)


def _others(tables: Tables, found: Exhibit, series: Series, noting: Noting) -> str:
    """Tell what a chart shows of other economies at the same time."""
    lang, own = noting.lang, series.definition.id
    drawn = [tables.by_key.get(s.key) for s in (found.spec.series if found.spec else ())]
    same = [
        s.latest
        for s in drawn
        if s is not None
        and s.definition.id == own
        and s.area != series.area
        and s.latest.period == series.latest.period
    ][:MOST_OTHERS]
    if not same:
        return ""
    notes = [note_of(tables, o, lang) for o in same]
    # One note behind the last of those that it is of.
    ends = [after != note for note, after in zip(notes, [*notes[1:], ""], strict=True)]
    told, run = [], []
    for o, ends_here in zip(same, ends, strict=True):
        run.append(o)
        note = noting.at(o, full=_in_full(run, lang)) if ends_here else ""
        run = [] if ends_here else run
        area = tables.label("area", o.area, lang)
        told.append(
            text(lang)("brief.other", area=area, value=f"{statement(rounded(o), lang)}{note}")
        )
    joined = text(lang)("list.comma").join(told)
    return text(lang)("brief.others", told=joined) + text(lang)("brief.stop")
