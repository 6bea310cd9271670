"""What stands out of a region among others: its place, its figure, its share of the whole."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from metrics.locale import Lang, text
from metrics.model.series import Series
from metrics.printed.interval import Interval
from metrics.rules.parts import Whole
from metrics.tables.dataset import Tables
from metrics.wording.findings.names import period_words, sentence
from metrics.wording.findings.short import told_in
from metrics.wording.numbers import ordinal

# Shares below this are told with one more decimal.
SMALL = Decimal(1)


def share_words(share: Interval, lang: Lang) -> str:
    """Tell a share with its interval, where that is to be seen; empty where it has an open end.

    Parameters
    ----------
    share : Interval
        In per cent.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        One number, or two where they differ as they are told.

    Examples
    --------
    >>> share_words(Interval(Decimal("17.36"), Decimal("17.41")), "en")
    '17.4%'
    >>> share_words(Interval(Decimal("17.21"), Decimal("17.41")), "en")
    '17.2–17.4%'
    >>> share_words(Interval(Decimal("0.031"), Decimal("0.031")), "zh")
    '0.03%'
    """
    if share.lo is None or share.hi is None:
        return ""
    step = Decimal("0.01") if share.hi < SMALL else Decimal("0.1")
    ends = [f"{end.quantize(step, ROUND_HALF_UP):f}" for end in (share.lo, share.hi)]
    return text(lang)("regions.share", share="–".join(dict.fromkeys(ends)))


def of_region(
    tables: Tables, series: Series, place: int, count: int, whole: Whole | None, lang: Lang
) -> str:
    """Tell the place of a region, its figure and its share.

    Parameters
    ----------
    tables : Tables
        Of regions.
    series : Series
        Of the region, cut to one period.
    place : int
        Its place; 0 where it is not ranked.
    count : int
        How many are ranked.
    whole : Whole, optional
        What it is a part of.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        A title.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load().regional
    >>> own = tables.series("patents_granted_domestic", "CN-GD")
    >>> of_region(tables, own, 1, 31, None, "en")
    'Patents granted, all kinds: Guangdong 1st of 31 regions listed, 117 (2022)'
    """
    say = text(lang)
    name = series.definition.short(lang)
    value = told_in(name, series.latest, lang)
    told = {
        "name": name,
        "area": tables.label("area", series.area, lang),
        "value": value,
        "period": period_words(series.latest.period, lang),
        "place": ordinal(Decimal(place), lang),
        "count": count,
        "share": share_words(whole.share(series.latest), lang) if whole else "",
    }
    if place:
        said = say("regions.placed_share" if told["share"] else "regions.placed", **told)
    else:
        said = say("regions.apart_share" if told["share"] else "regions.apart", **told)
    return sentence(said, lang)
