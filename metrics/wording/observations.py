"""The words of one point of a chart: value, label, hover, period, source, locator."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.series import HOME
from metrics.model.source import Source
from metrics.printed.lexicon import QUALIFIERS
from metrics.rules.derivations import formula
from metrics.tables.dataset import Tables
from metrics.wording.lines import balanced, plain
from metrics.wording.numbers import (
    Scale,
    Words,
    figure_words,
    interval_text,
    ordinal,
    qualified,
    scaled_text,
    shown_resolution,
)

# Digits of a label in a chart; the table and the hover have them all.
MARK_DIGITS = 5
SIGNS = {qualifier: words.sign for qualifier, words in QUALIFIERS.items()}


def is_rank(point: Observation) -> bool:
    """Whether the value is a position, written as an ordinal."""
    return point.definition.measure == "rank"


def statement(point: Observation, lang: Lang, scale: Scale | None = None) -> Words:
    """Write the figure of a point, with unit and qualifier.

    Parameters
    ----------
    point : Observation
        Printed or derived.
    lang : str
        Language of the words.
    scale : Scale, optional
        That of the value by default.

    Returns
    -------
    Words
        The number and what stands around it.

    Examples
    --------
    >>> from metrics import load
    >>> str(statement(load().series("pledge_financing").latest, "en"))
    'CNY 853.99 billion'
    """
    return figure_words(point.figure, point.definition.unit, lang, rank=is_rank(point), scale=scale)


def mark(point: Observation, scale: Scale, lang: Lang, *, signs: bool = False) -> str:
    """Label a point: the number with its qualifier; the unit stands in the subtitle.

    Parameters
    ----------
    point : Observation
        Printed or derived.
    scale : Scale
        Power of ten and its word.
    lang : str
        Language of the words.
    signs : bool
        Whether the qualifier is a sign, where there is no room for words.

    Returns
    -------
    str
        With as many digits as a label has room for.

    Examples
    --------
    >>> from metrics import load
    >>> mark(load().series("pledge_financing").latest, Scale(9, "billion"), "en")
    '853.99'
    """
    if is_rank(point):
        return str(ordinal(point.figure.value, lang))
    shown = shown_resolution(point.figure, MARK_DIGITS)
    number = scaled_text(point.figure.value, shown, scale, lang)
    if signs:
        return SIGNS.get(point.figure.qualifier, "") + number
    return str(qualified(Words("", number, ""), point.figure.qualifier, lang)).strip()


def printed_words(point: Observation, lang: Lang) -> str:
    """Give the printed form; of a derived figure the arithmetic that leads to it."""
    if not point.derived:
        return point.figure.printed
    return text(lang)("fact.derived", formula=formula(point))


def mark_implied(value: str, points: Iterable[Observation], lang: Lang) -> str:
    """Mark a value where one of the points that it comes from is implied.

    Where there is neither sign nor hatching, words tell it from what is printed.

    Parameters
    ----------
    value : str
        In words.
    points : iterable of Observation
        What it stands for or comes from.
    lang : str
        Language of the words.

    Returns
    -------
    str
        As it was, where all of them are printed.

    Examples
    --------
    >>> from metrics import load
    >>> mark_implied("853.99", [load().series("pledge_financing").latest], "en")
    '853.99'
    """
    say = text(lang)
    # The names of some series say it already.
    said = say("fact.implied", value="").strip() in value
    implied = any(p.implied for p in points)
    return say("fact.implied", value=value) if implied and not said else value


def spoken(point: Observation, lang: Lang) -> str:
    """Write the arithmetic of a derived figure over its inputs in the reader's language."""
    return formula(point, [str(statement(o, lang)) for o in point.inputs])


def rule_words(tables: Tables, point: Observation, lang: Lang) -> str:
    """Name the rule that an implied value follows from.

    Parameters
    ----------
    tables : Tables
        What is in view.
    point : Observation
        A derived one.
    lang : str
        Language of the words.

    Returns
    -------
    str
        Its label in the list of rules.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> point = next(o for s in tables.all_series.values() for o in s.points if o.rule == "sum")
    >>> rule_words(tables, point, "en")
    'Parts added'
    """
    return tables.label("rule", point.rule, lang)


def input_lines(tables: Tables, point: Observation, lang: Lang) -> list[str]:
    """Tell the rule of an implied value, and each figure that it follows from with its source.

    Parameters
    ----------
    tables : Tables
        What is in view.
    point : Observation
        Printed or derived.
    lang : str
        Language of the words.

    Returns
    -------
    list of str
        A line each; none where the point is printed.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> input_lines(tables, tables.series("gii_rank").latest, "en")
    []
    """
    if not point.implied:
        return []
    say = text(lang)
    lines = [say("fact.rule", rule=rule_words(tables, point, lang))]
    for o in point.inputs:
        cited = _tiered(tables, o.source, lang)
        lines.append(
            say("fact.input", period=o.period.label(lang), value=_as_input(o), source=cited)
        )
    return list(dict.fromkeys(lines))


def _as_input(point: Observation) -> str:
    return point.figure.printed or f"{point.figure.value:f}"


def hover(tables: Tables, point: Observation, lang: Lang) -> str:
    """Tell all of a point: printed form, value, interval, period, status, source and locator.

    Parameters
    ----------
    tables : Tables
        What is in view.
    point : Observation
        Printed or derived.
    lang : str
        Language of the words.

    Returns
    -------
    str
        Lines parted by ``<br>``; what tables hold is guarded against being read as markup.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> hover(tables, tables.series("satisfaction").points[0], "en").split("<br>")[2:4]
    ['As printed: 63.69分', 'Value: 63.69 points']
    """
    say = text(lang)
    definition = point.definition
    lines = [
        f"<b>{plain(definition.name(lang))}</b>",
        place_words(tables, point, lang),
        printed_line(point, lang),
        say("fact.value", value=statement(point, lang)),
        say("fact.interval", value=interval_words(point, lang)),
        say("fact.period", value=period_words(point, lang)),
        say("fact.status", value=tables.label("status", point.status, lang)),
        *_where(tables, point, lang),
    ]
    return "<br>".join([lines[0], *map(plain, lines[1:])])


def _where(tables: Tables, point: Observation, lang: Lang) -> list[str]:
    """Source and locator; of an implied value its inputs, each with its own source."""
    say = text(lang)
    source = say("fact.source", value=source_words(tables, point, lang))
    locator = say("fact.locator", value=locator_words(tables, point, lang))
    return [*(input_lines(tables, point, lang) or [source]), locator]


def place_words(tables: Tables, point: Observation, lang: Lang) -> str:
    """Tell for whom a figure is: its scope, and its area where that is not China.

    Parameters
    ----------
    tables : Tables
        What is in view.
    point : Observation
        Printed or derived.
    lang : str
        Language of the words.

    Returns
    -------
    str
        Labels of the lists of codes.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> place_words(tables, tables.series("satisfaction").latest, "en")
    'Nationwide'
    """
    scope = tables.label("scope", point.definition.scope, lang)
    if point.area == HOME:
        return scope
    return text(lang)("explore.scoped", name=tables.label("area", point.area, lang), scope=scope)


def source_words(tables: Tables, point: Observation, lang: Lang) -> str:
    """Cite the source, or those of a derived figure, with the tier where it is no report.

    Parameters
    ----------
    tables : Tables
        What is in view.
    point : Observation
        Printed or derived.
    lang : str
        Language of the words.

    Returns
    -------
    str
        Several are parted by semicolons.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> source_words(tables, tables.series("satisfaction").points[0], "en")
    'CNIPA work report (2023)'
    """
    return text(lang)("list.semicolon").join(_tiered(tables, s, lang) for s in point.sources)


def _tiered(tables: Tables, source: Source, lang: Lang) -> str:
    if source.tier == "report":
        return source.cite(lang)
    tier = tables.label("tier", source.tier, lang)
    return text(lang)("fact.tier", source=source.cite(lang), tier=tier)


def locator_words(tables: Tables, point: Observation, lang: Lang) -> str:
    """Tell where a figure stands, or where the inputs of a derived one do.

    Parameters
    ----------
    tables : Tables
        What is in view.
    point : Observation
        Printed or derived.
    lang : str
        Language of the words.

    Returns
    -------
    str
        Within the source.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> locator_words(tables, tables.series("satisfaction").points[0], "en")
    'The past decade: economy and society'
    """
    places = dict.fromkeys(tables.locator(o.locator, lang) for o in point.inputs or (point,))
    return text(lang)("list.semicolon").join(places)


def printed_line(point: Observation, lang: Lang) -> str:
    """Give the printed form in a line, or say how a figure was derived."""
    say = text(lang)
    if point.derived:
        return say("fact.derivation", formula=formula(point))
    return say("fact.printed", value=point.figure.printed)


def interval_words(point: Observation, lang: Lang) -> str:
    """Write the interval of a figure."""
    if is_rank(point) and not point.figure.one_sided:
        return str(ordinal(point.figure.value, lang))
    return interval_text(point.figure.interval, point.definition.unit, lang)


def period_words(point: Observation, lang: Lang) -> str:
    """Name the period, marked where it is inferred."""
    say = text(lang)
    label = point.period.label(lang)
    return label if point.period_basis == "stated" else say("fact.inferred", period=label)


def tick_lines(point: Observation, lang: Lang) -> str:
    """Label of a bar: a year, or in two lines the months or the base and end years."""
    period = point.period
    if period.kind == "months":
        return text(lang)("chart.tick_months", year=period.start.year, months=_months(point, lang))
    if period.kind == "years":
        return text(lang)("chart.tick_years", base=period.start.year, end=period.end.year)
    return period.tick


def _months(point: Observation, lang: Lang) -> str:
    year = str(point.period.start.year)
    return point.period.label(lang).replace(f"{year}年", "").replace(f" {year}", "")


def dated_mark(value: str, period: Period, lang: Lang) -> str:
    """Date a value that is not of the latest date of a chart.

    Parameters
    ----------
    value : str
        In words.
    period : Period
        Of the value.
    lang : str
        Language of the words.

    Returns
    -------
    str
        The value and its date.

    Examples
    --------
    >>> from metrics.model.period import Period
    >>> dated_mark("77", Period.parse("2025-03-28"), "en")
    '77 (2025-03)'
    """
    return text(lang)("chart.dated", value=value, period=period.tick)


def wrap_label(name: str) -> list[str]:
    """Break a series' name into lines short enough to stand at its last point."""
    return balanced(name, 15)
