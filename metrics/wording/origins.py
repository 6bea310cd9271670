"""Where a figure comes from: printed form or arithmetic, inputs, source, locator."""

from __future__ import annotations

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.source import Source
from metrics.rules.derivations import formula
from metrics.tables.dataset import Tables
from metrics.wording.observations import statement


def printed_words(point: Observation, lang: Lang) -> str:
    """Give the printed form; of a derived figure the arithmetic that leads to it."""
    if not point.derived:
        return point.figure.printed
    return text(lang)("fact.derived", formula=formula(point))


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


def cited(point: Observation, lang: Lang) -> str:
    """Cite the source, or those of a derived figure, parted by semicolons.

    Examples
    --------
    >>> from metrics import load
    >>> cited(load().series("satisfaction").latest, "zh")
    '《中国知识产权报》（2026-01-29）'
    """
    every = dict.fromkeys(source.cite(lang) for source in point.sources)
    return text(lang)("list.semicolon").join(every)


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
