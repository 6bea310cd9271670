"""A check in one sentence that can be read out."""

from __future__ import annotations

from metrics.locale import Lang, text
from metrics.reconciliation.misfits import implied_base
from metrics.reconciliation.model import Check, Term
from metrics.reconciliation.outcomes import change_words, expected_words, observed_words, pattern
from metrics.reconciliation.terms import Figures
from metrics.rules.amounts import NOTHING
from metrics.tables.dataset import Tables
from metrics.wording.figures import figure_words
from metrics.wording.intervals import interval_words

# Readings that go without saying.
PLAIN = frozenset({"plain", "listed"})


def sentence(tables: Tables, check: Check, lang: Lang) -> str:
    """Say what was held against what, and what came of it.

    Parameters
    ----------
    tables : Tables
        With the names that the words need.
    check : Check
        The check.
    lang : str
        Language of the words.

    Returns
    -------
    str
        One sentence, with a full stop.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> tables = load()
    >>> found = {c.relation.id: c for c in reconcile(tables)}
    >>> sentence(tables, found["change-satisfaction-2012-2021"], "en")
    'Public satisfaction with IP protection: from 63.69 points (2012) to 80.61 points (2021), the \
change works out at 16.91 to 16.93 points; the text has 16.92 points (2012–2021) — the \
figures agree.'
    """
    say = text(lang)
    figures = Figures(tables, check, lang)
    verdict: str = check.verdict
    if check.reason:
        said = say("reconcile.said.apart", name=figures.name(), figures=figures.everything())
    else:
        said = _said(figures)
        verdict = _told_apart(check) or verdict
    if check.relation.reading not in PLAIN:
        said = say("reconcile.reading", said=said, reading=reading(tables, check, lang))
    reason = say(f"reason.{check.reason}") if check.reason else ""
    return say(
        f"reconcile.sentence.{verdict}", said=said, reason=reason, **_revision(figures, verdict)
    )


def _told_apart(check: Check) -> str:
    """Name the case that needs other words than its verdict has; empty where none does."""
    if pattern(check) == "open":
        return "open"
    if check.vintage:
        return f"{check.verdict}_found"
    if check.verdict == "reading_ruled_out" and check.relation.readings == 1:
        return "cut_off"
    return "far_places" if (check.relation.kind, check.verdict) == ("distinct", "no_power") else ""


def _revision(figures: Figures, verdict: str) -> dict[str, str]:
    """Tell the base that a printed growth leads back to, and the vintage that fits."""
    if not verdict.startswith("revised"):
        return {}
    check, lang = figures.check, figures.lang
    told = dict.fromkeys(("base", "stated", "when", "vintage"), "")
    if verdict.startswith("revised_base"):
        stated = check.right[0].first
        unit = stated.definition.unit
        told["base"] = interval_words(implied_base(check) or NOTHING, unit, lang)
        told["stated"] = str(figure_words(stated.figure, unit, lang))
        told["when"] = stated.period.label(lang)
    if check.vintage:
        told["vintage"] = text(lang)(
            "reconcile.sentence.vintage",
            figures=figures.side([Term((o,)) for o in check.vintage]),
            source=check.vintage[0].source.cite(lang),
        )
    return told


def reading(tables: Tables, check: Check, lang: Lang) -> str:
    """Tell how the phrase is read, as it stands within a sentence.

    Parameters
    ----------
    tables : Tables
        With the names of readings.
    check : Check
        In one reading.
    lang : str
        Language of the words.

    Returns
    -------
    str
        Without quotation marks.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> tables = load()
    >>> check = next(c for c in reconcile(tables) if c.relation.id == "gii-gain-2022")
    >>> reading(tables, check, "en")
    'from the edition of 2012'
    """
    label = tables.label("reading", check.relation.reading, lang)
    return label[:1].lower() + label[1:]


def _said(figures: Figures) -> str:
    tables, check, lang = figures.tables, figures.check, figures.lang
    letters = dict(zip("abcd", (figures.term(t) for t in check.right), strict=False))
    return text(lang)(
        f"reconcile.said.{pattern(check)}",
        name=figures.name(),
        left=_left_words(figures),
        right=figures.side(check.right),
        count=len(check.right),
        period=check.left[0].first.period.label(lang),
        when=check.right[0].first.period.label(lang) if check.right[0].parts else "",
        highest=_highest(figures),
        place=f"{check.outcome.expected.lo:f}" if check.relation.kind == "rank" else "",
        expected=expected_words(tables, check, lang),
        observed=observed_words(tables, check, lang),
        **dict(zip(("first_source", "last_source"), cited(tables, check, lang), strict=True)),
        **dict.fromkeys("abcd", "") | letters,
    )


def _highest(figures: Figures) -> str:
    """Tell the highest figure of the right side."""
    known = [t for t in figures.check.right if t.parts]
    return figures.term(max(known, key=lambda t: t.first.figure.value)) if known else ""


def _left_words(figures: Figures) -> str:
    """Tell the claim; that a place was lost is told in words."""
    check, lang = figures.check, figures.lang
    if pattern(check) != "rank_change":
        return figures.side(check.left)
    change = change_words(figures.tables, check, check.outcome.observed, lang)
    period = check.left[0].first.period.label(lang)
    return text(lang)("reconcile.value", value=change, period=period)


def cited(tables: Tables, check: Check, lang: Lang) -> tuple[str, str]:
    """Cite where the right and the left side of a check stand, so that the two are told apart.

    Parameters
    ----------
    tables : Tables
        With the names of places in the texts.
    check : Check
        Of two statements; of other checks nothing is cited where a side is a plain number.
    lang : str
        Language of the words.

    Returns
    -------
    tuple of str
        Short name and date; by the title where both would be cited alike, and with the place where
        they are of one source.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> tables = load()
    >>> check = next(c for c in reconcile(tables) if c.relation.id == "usd-2023")
    >>> cited(tables, check, "en")
    ('World Bank WDI (2025)', 'Xinhua (2024-05)')
    """
    if not (check.right[0].parts and check.left[0].parts):
        return "", ""
    sides = check.right[0].first, check.left[0].first
    names = [o.source.cite(lang) for o in sides]
    if sides[0].source == sides[1].source:
        places = [tables.locator(o.locator, lang) for o in sides]
        say = text(lang)
        names = [
            say("reconcile.place", source=n, place=p) for n, p in zip(names, places, strict=True)
        ]
    elif names[0] == names[1]:
        names = [o.source.title(lang) for o in sides]
    return names[0], names[1]
