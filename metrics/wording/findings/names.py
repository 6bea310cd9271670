"""What series and periods are called within a title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables

# Series that a title names before it counts them.
MOST_NAMES = 2
ANCHORED = ("year", "date")
# Words that keep their capital within a sentence, besides abbreviations.
PROPER = frozenset({"Chinese", "Global", "Hague", "DMTO", "United", "Republic"})


def _series_name(tables: Tables, series: Series, lang: Lang, *, area: bool | None = None) -> str:
    """Name a series, with its scope where its concept has several of them in view."""
    parts = (series.definition.name(lang), *apart(tables, series, lang, area))
    return text(lang)("list.dot").join(parts)


def short_name(tables: Tables, series: Series, lang: Lang) -> str:
    """Name a series in a title: in short, another economy than China before it.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : Series
        Of any area.
    lang : str
        Language of the words.

    Returns
    -------
    str
        A name that tells its scope.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> short_name(tables, tables.series("gii_rank", "US"), "en")
    'United States: Global Innovation Index rank'
    """
    name = own_name(tables, series, lang)
    if series.area == HOME:
        return name
    area = tables.label("area", series.area, lang)
    return text(lang)("finding.of_area", area=area, name=name)


def own_name(tables: Tables, series: Series, lang: Lang) -> str:
    """Name a series in short without its economy.

    A short name tells its scope by itself, another one has it added.
    """
    short = series.definition.short(lang)
    return short if series.definition.short_zh else _series_name(tables, series, lang, area=False)


def apart(tables: Tables, series: Series, lang: Lang, area: bool | None) -> list[str]:
    """Tell a series from others of its name: economy and scope, where there are several.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : Series
        Of any area.
    lang : str
        Language of the words.
    area : bool or None
        Whether to name the economy; None for wherever it is not China.

    Returns
    -------
    list of str
        Empty where the name suffices.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> apart(tables, tables.series("invention_patents_in_force"), "en", None)
    ['All owners']
    """
    definition = series.definition
    parts = []
    if series.area != HOME if area is None else area:
        parts.append(tables.label("area", series.area, lang))
    if len({s.definition.scope for s in tables.concept(definition.concept, series.area)}) > 1:
        parts.append(tables.label("scope", definition.scope, lang))
    return parts


def names_of(tables: Tables, series: Sequence[Series], lang: Lang) -> str:
    """Name some series; of many the first ones and how many there are.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : sequence of Series
        Of one concept or of several.
    lang : str
        Language of the words.

    Returns
    -------
    str
        For the midst of a sentence.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> names_of(tables, [tables.series(i) for i in ("gii_rank", "satisfaction")], "en")
    'Global Innovation Index rank; Satisfaction with IP protection'
    """
    shared, names = distinct(tables, series, lang)
    shown = text(lang)("finding.beside").join(names[:MOST_NAMES])
    if len(names) > MOST_NAMES:
        shown = text(lang)("finding.and_others", names=shown, count=len(names))
    return after_shared(shared, shown, lang)


def distinct(tables: Tables, series: Sequence[Series], lang: Lang) -> tuple[str, list[str]]:
    """Return part the name that series share from what each is called beside the others.

    Of several economies China is named too.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : sequence of Series
        Of one concept or of several.
    lang : str
        Language of the words.

    Returns
    -------
    tuple of str and list of str
        The shared name, or nothing; and the name of each.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> distinct(tables, [tables.series("gii_rank", area) for area in ("CN", "US")], "en")
    ('Global Innovation Index rank', ['China', 'United States'])
    """
    area = True if len({s.area for s in series}) > 1 else None
    own = [text(lang)("list.dot").join(apart(tables, s, lang, area)) for s in series]
    if len({s.definition.id for s in series}) == 1 and all(own):
        return own_name(tables, series[0], lang), own
    if len({s.definition.concept for s in series}) == 1 and all(own):
        return series[0].definition.name(lang), own
    return "", [short_name(tables, s, lang) for s in series]


def after_shared(name: str, told: str, lang: Lang) -> str:
    """Put what is told of series behind the name that they share.

    Parameters
    ----------
    name : str
        May be empty.
    told : str
        In words.
    lang : str
        Language of the words.

    Returns
    -------
    str
        Both, or what is told alone.

    Examples
    --------
    >>> after_shared("Rank", "China 10th", "en"), after_shared("", "China 10th", "en")
    ('Rank: China 10th', 'China 10th')
    """
    return text(lang)("finding.shared", name=name, told=told) if name else told


def period_words(period: Period, lang: Lang) -> str:
    """Name a period: a whole year by its number, any other by its own label."""
    return f"{period.end.year}" if period.kind == "year" else period.label(lang)


def year_words(period: Period, lang: Lang) -> str:
    """Name a period by its year where it closes one, else by its own label."""
    if period.kind in ANCHORED and period.closes_a_year:
        return text(lang)("period.year", year=period.end.year)
    return period.label(lang)


def span_words(periods: Iterable[Period], lang: Lang) -> str:
    """Name the time from the first to the last period: years where both close one."""
    ordered = sorted(periods)
    first, last = ordered[0], ordered[-1]
    if first == last:
        return period_words(last, lang)
    if first.fiscal and first.like(last):
        return text(lang)("finding.years", first=first.year, last=last.year)
    if not all(p.kind in ANCHORED and p.closes_a_year for p in (first, last)):
        return text(lang)("chart.span", first=first.label(lang), last=last.label(lang))
    if first.end.year == last.end.year:
        return f"{last.end.year}"
    return text(lang)("finding.years", first=first.end.year, last=last.end.year)


def lead_time(base: Observation, end: Observation, lang: Lang) -> str:
    """Tell the time of a movement: in Chinese before the verb, in English at the end.

    Parameters
    ----------
    base, end : Observation
        From and to.
    lang : str
        Language of the words.

    Returns
    -------
    str
        Years where both close one, else both dates.

    Examples
    --------
    >>> from metrics import load
    >>> first, *_, last = load().series("satisfaction").points
    >>> lead_time(first, last, "zh"), lead_time(first, last, "en")
    ('13年', ' (2012–2025)')
    """
    say = text(lang)
    periods = base.period, end.period
    if lang == "en":
        return say("finding.span", span=span_words(periods, lang))
    years = end.period.end.year - base.period.end.year
    if years and all(p.kind in ANCHORED and p.closes_a_year for p in periods):
        return say("finding.over_years", years=years)
    return span_words(periods, lang)


def sentence(said: str, lang: Lang) -> str:
    """Begin an English title with a capital letter."""
    return said[:1].upper() + said[1:] if lang == "en" else said


def midst(said: str) -> str:
    """Write a clause or a name as it stands within an English sentence.

    Examples
    --------
    >>> midst("Satisfaction with IP protection"), midst("PCT applications")
    ('satisfaction with IP protection', 'PCT applications')
    """
    word = said.partition(" ")[0]
    kept = word in PROPER or word[1:] != word[1:].lower()
    return said if kept else said[:1].lower() + said[1:]


def unlike_part(first: str, second: str, lang: Lang) -> str:
    """Give what the second of two names has of its own; all of it where they share nothing.

    Parameters
    ----------
    first, second : str
        Names.
    lang : str
        Of both.

    Returns
    -------
    str
        For behind the first one.

    Examples
    --------
    >>> unlike_part("Receipts for the use of IP", "Payments for the use of IP", "en")
    'payments'
    >>> unlike_part("发明专利审查周期", "商标注册审查周期", "zh")
    '商标注册'
    """
    ours, theirs = (list(first), list(second)) if lang == "zh" else (first.split(), second.split())
    before, after = _alike(ours, theirs), _alike(ours[::-1], theirs[::-1])
    end = len(theirs) - after
    own = ("" if lang == "zh" else " ").join(theirs[before:end] if before < end else theirs)
    return own if lang == "zh" else midst(own)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the characters or words with which both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
