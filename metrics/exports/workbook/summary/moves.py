"""How a figure moved, as a cell tells it: a number that a formula computes too, or a mark."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from metrics.exports.workbook.values import Num
from metrics.locale import Lang, text
from metrics.model.figure import places_allowed
from metrics.model.observation import Observation
from metrics.model.series import BY_DIFFERENCE, CHANGES, Series
from metrics.rules.average_growth import average_between
from metrics.rules.change import CHANGE, poorest_digit
from metrics.rules.comparison import direction
from metrics.rules.course import change_between
from metrics.rules.growth import GROWTH
from metrics.rules.index import INDEX
from metrics.rules.multiple import NO_RATIO
from metrics.rules.rule import Rule
from metrics.rules.share import SHARE
from metrics.wording.findings.change import signed_words
from metrics.wording.forms import number_form
from metrics.wording.numbers import Scale, places_of
from metrics.wording.observations import SIGNS

# A series breaks between; which way it went is not told; there is nothing to tell.
BROKEN, UNSURE, NOTHING = "┊", "≈", "—"
# Percentages have one decimal, as on the charts.
PERCENT_PLACES = 1


@dataclass(frozen=True)
class Move:
    """What is told of two figures.

    Parameters
    ----------
    value : Num, optional
        The program's number; None where a mark stands.
    mark : str
        Why there is none; empty where there is one.
    about : bool
        Whether the digits beside each other tell more than is known.
    """

    value: Num | None = None
    mark: str = ""
    about: bool = False


def safe(amount: str) -> str:
    """Write what is told of an amount where there is no ratio, as of a zero that is typed.

    Examples
    --------
    >>> safe("A1/A2")
    'IFERROR(A1/A2,"—")'
    """
    return f'IFERROR({amount},"{NOTHING}")'


def relative(series: Series) -> bool:
    """Tell whether a series changes by per cent; others by a difference in their own unit."""
    return series.definition.measure not in BY_DIFFERENCE


def rule_for(series: Series) -> Rule:
    """Give the rule of a change of a series."""
    return GROWTH if relative(series) else CHANGE


def places_for(series: Series) -> int:
    """Give the decimals of a change that the program has not seen."""
    return PERCENT_PLACES if relative(series) else series.definition.decimals


def moved(series: Series, base: Observation, end: Observation, lang: Lang) -> Move:
    """Tell a change from one figure to another.

    Parameters
    ----------
    series : Series
        Whose figures they are.
    base, end : Observation
        From and to.
    lang : str
        ``zh`` or ``en``, of the words of a bound.

    Returns
    -------
    Move
        A number only where the program computes one, and its direction is certain.

    Examples
    --------
    >>> from metrics import load
    >>> series = load().series("invention_exam_months")
    >>> moved(series, series.points[-2], series.points[-1], "en").mark
    '≈'
    >>> moved(series, series.points[0], series.points[-1], "en").value
    Num(value=Decimal('-7.6'), places=1)
    """
    change = change_between(series, base, end)
    if change is None:
        return Move(mark=_refused(series, base, end))
    if change.value is None:
        return Move(mark=signed_words(change, lang) if change.direction else UNSURE)
    if not change.direction and change.interval.width != 0:
        return Move(mark=UNSURE)
    most = places_for(series)
    allowed = places_allowed(change.interval, most)
    if change.relative:
        return Move(_rounded(change.value, allowed))
    beside = min(most, places_of(change.value))
    return Move(_rounded(change.value, beside), about=beside > allowed)


def indexed(series: Series, base: Observation, end: Observation) -> Move:
    """Tell a figure where its base is a hundred."""
    if base is end:
        return Move(Num(Decimal(100), 0))
    return _ratio(series, INDEX, base, end)


def differed(series: Series, base: Observation, end: Observation, scale: Scale) -> Move:
    """Tell a change in the unit of the series, in some scale.

    Parameters
    ----------
    series : Series
        Whose figures they are.
    base, end : Observation
        From and to.
    scale : Scale
        That of the numbers.

    Returns
    -------
    Move
        A number, or the mark of what keeps it from being told.

    Examples
    --------
    >>> from metrics import load
    >>> series = load().series("pledge_financing")
    >>> differed(series, series.points[-2], series.points[-1], Scale(8, "亿")).mark
    '—'
    """
    factor = Decimal(1).scaleb(-scale.exponent)
    most = max(0, scale.exponent - poorest_digit((base, end)).normalize().adjusted())
    return _certain(series, CHANGE, (base, end), most, factor)


def grown(series: Series, base: Observation, end: Observation) -> Move:
    """Tell the growth in per cent of a series that has ratios, also where it changes by points.

    Examples
    --------
    >>> from metrics import load
    >>> series = load().series("satisfaction")
    >>> grown(series, series.points[-2], series.points[-1]).value
    Num(value=Decimal('0.5'), places=1)
    """
    if series.definition.measure in CHANGES:
        return Move(mark=NOTHING)
    return _certain(series, GROWTH, (base, end), PERCENT_PLACES)


def _certain(
    series: Series,
    rule: Rule,
    inputs: tuple[Observation, Observation],
    most: int,
    factor: Decimal = Decimal(1),
) -> Move:
    """Tell what a rule makes of two figures, where its direction is certain."""
    if series.against(*inputs) or rule.refusal(*inputs):
        return Move(mark=_refused(series, *inputs))
    interval, value = rule.result(*inputs)
    if value is None:
        return Move(mark=NOTHING)
    if not direction(interval) and interval.width != 0:
        return Move(mark=UNSURE)
    return Move(_rounded(value * factor, places_allowed(interval.scaled(factor), most)))


def shared(whole: Observation, part: Observation) -> Move:
    """Tell the share of a part in its whole."""
    if SHARE.refusal(whole, part):
        return Move(mark=NOTHING)
    interval, value = SHARE.result(whole, part)
    if value is None:
        return Move(mark=NOTHING)
    return Move(_rounded(value, places_allowed(interval, PERCENT_PLACES)))


def averaged(series: Series, base: Observation, end: Observation) -> Move:
    """Tell the average yearly growth from one figure to another."""
    rule = average_between(base, end)
    change = change_between(series, base, end)
    if change is not None and change.value is not None and not change.direction:
        return Move(mark=UNSURE)
    return _ratio(series, rule, base, end)


def _ratio(series: Series, rule: Rule, base: Observation, end: Observation) -> Move:
    if series.definition.measure in (*CHANGES, *NO_RATIO):
        return Move(mark=NOTHING)
    if series.ratio_against(base, end) or rule.refusal(base, end):
        return Move(mark=_refused(series, base, end))
    interval, value = rule.result(base, end)
    if value is None:
        return Move(mark=NOTHING)
    return Move(_rounded(value, places_allowed(interval, PERCENT_PLACES)))


def _refused(series: Series, base: Observation, end: Observation) -> str:
    return BROKEN if series.against(base, end) == "break" else NOTHING


def _rounded(value: Decimal, places: int) -> Num:
    return Num(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), places)


def change_form(series: Series, move: Move, lang: Lang, *, unit: bool = True) -> str:
    """Return the number format of a change: with its sign, and its unit where there is room.

    Parameters
    ----------
    series : Series
        What changed.
    move : Move
        How it is told.
    lang : str
        ``zh`` or ``en``.
    unit : bool
        Whether the unit stands behind the number.

    Returns
    -------
    str
        Of a rank in places, of which more are worse.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> change_form(tables.series("pledge_financing"), Move(), "en")
    '"+"#,##0.0"%";"−"#,##0.0"%";#,##0.0"%"'
    >>> change_form(tables.series("gii_rank"), Move(), "zh", unit=False)
    '"降"0;"升"0;"不变"'
    """
    say = text(lang)
    places = places_for(series) if move.value is None else move.value.places
    own = series.definition
    if own.measure == "rank":
        behind = f'"{own.unit.name(lang)}"' if unit and lang == "zh" else ""
        down, up = (f'"{say(f"summary.rank_{way}")}"0{behind}' for way in ("down", "up"))
        return f'{down};{up};"{say("summary.rank_same")}"'
    # Without a unit there is no room for words either.
    words = SIGNS["about"] if lang == "en" and not unit else say("qualifier.about.before")
    behind = change_unit(series, lang, before=True) if unit else ""
    return signed_form(places, behind, words if move.about else "")


def signed_form(places: int, unit: str = "", before: str = "") -> str:
    """Return the number format of a number with its sign, and of its unit.

    Parameters
    ----------
    places : int
        Decimals.
    unit : str
        What stands behind the number, with its blank.
    before : str
        What stands before its sign.

    Returns
    -------
    str
        For numbers above zero, below it and zero.

    Examples
    --------
    >>> signed_form(1, "%"), signed_form(0, before="约")
    ('"+"#,##0.0"%";"−"#,##0.0"%";#,##0.0"%"', '"约+"#,##0;"约−"#,##0;"约"#,##0')
    """
    signs = ("+", "\N{MINUS SIGN}", "")
    return ";".join(number_form(places, before + sign, unit) for sign in signs)


def change_unit(series: Series, lang: Lang, *, before: bool = False) -> str:
    """Name the unit of a change; behind a number with the blank that belongs there."""
    if relative(series):
        return "%"
    unit = series.definition.unit
    name = text(lang)("headline.points") if unit.id == "percent" else unit.name(lang)
    return f" {name}" if before and lang == "en" else name
