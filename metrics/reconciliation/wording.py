"""The working of a check: as numbers, and as one sentence that can be read out."""

from __future__ import annotations

from decimal import Decimal

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.unit import Unit
from metrics.printed.interval import Interval
from metrics.reconciliation.kinds import KINDS
from metrics.reconciliation.misfits import implied_base
from metrics.reconciliation.model import Check, Term
from metrics.reconciliation.sides import Sides, quantities
from metrics.reconciliation.terms import MOST_NAMED, Figures
from metrics.rules.amounts import NOTHING
from metrics.rules.derivations import growth_form
from metrics.rules.written import Form
from metrics.tables.dataset import Tables
from metrics.wording.intervals import interval_words, span
from metrics.wording.numbers import figure_words

# Readings that go without saying.
PLAIN = frozenset({"plain", "listed"})
# Where observed is computed too, and not the claim as it is printed.
_COMPUTED = frozenset({"shared_base", "denominator", "weight", "distinct", "not_before"})
# Counts below this are told to the last one.
FEW = 10_000
# What the whole of a ratio is counted in, where it is not the unit of the part.
_WHOLES = {"patents_per_10k": "people"}


def sentence(tables: Tables, check: Check, lang: Lang) -> str:
    """Say what was held against what, and what came of it.

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
    """The verdict of a case that needs other words than those of all."""
    if _pattern(check) == "open":
        return "open"
    if check.vintage:
        return f"{check.verdict}_found"
    if check.verdict == "reading_ruled_out" and check.relation.readings == 1:
        return "cut_off"
    return "far_places" if (check.relation.kind, check.verdict) == ("distinct", "no_power") else ""


def _revision(figures: Figures, verdict: str) -> dict[str, str]:
    """The base that a printed growth leads back to, and the vintage that fits."""
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
    """How the phrase is read, as it stands within a sentence."""
    label = tables.label("reading", check.relation.reading, lang)
    return label[:1].lower() + label[1:]


def _said(figures: Figures) -> str:
    tables, check, lang = figures.tables, figures.check, figures.lang
    letters = dict(zip("abcd", (figures.term(t) for t in check.right), strict=False))
    return text(lang)(
        f"reconcile.said.{_pattern(check)}",
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
    """The highest figure of the right side."""
    known = [t for t in figures.check.right if t.parts]
    return figures.term(max(known, key=lambda t: t.first.figure.value)) if known else ""


def _left_words(figures: Figures) -> str:
    """The claim; that a place was lost is told in words."""
    check, lang = figures.check, figures.lang
    if _pattern(check) != "rank_change":
        return figures.side(check.left)
    moved = _moved(figures.tables, check, check.outcome.observed, Decimal(0), lang)
    period = check.left[0].first.period.label(lang)
    return text(lang)("reconcile.value", value=moved, period=period)


def _pattern(check: Check) -> str:
    """The message that says a check: of its kind, or of a case that needs other words."""
    expected, kind = check.outcome.expected, check.relation.kind
    if expected.lo is None and expected.hi is None:
        return "open"
    if kind in ("sum", "years_total"):
        terms = len(check.right)
        return kind if 1 < terms <= MOST_NAMED else "alike" if terms == 1 else "added"
    if kind == "change" and check.right[0].first.definition.measure == "rank":
        return "rank_change"
    return kind


def expected_words(tables: Tables, check: Check, lang: Lang) -> str:
    """What follows from the right side, to a digit more than the claim has."""
    finest = Decimal(0) if computed(check) else _claimed(check) / 10
    expected = check.outcome.expected
    if _pattern(check) in ("change", "rank_change"):
        return _moved(tables, check, expected, finest, lang)
    return interval_words(expected, unit_of(tables, check), lang, finest)


def observed_words(tables: Tables, check: Check, lang: Lang) -> str:
    """What the left side says, or what follows from it."""
    return interval_words(check.outcome.observed, unit_of(tables, check), lang)


def _moved(tables: Tables, check: Check, change: Interval, finest: Decimal, lang: Lang) -> str:
    """A change in words: a fall is told as one, where it is sure."""
    fell = change.hi is not None and change.hi < 0
    size = interval_words(-change if fell else change, unit_of(tables, check), lang, finest)
    rank = _pattern(check) == "rank_change"
    if not fell:
        return text(lang)("reconcile.moved.places_up", size=size) if rank else size
    down = "places_down" if rank else "down"
    return text(lang)(f"reconcile.moved.{down}", size=size)


def _claimed(check: Check) -> Decimal:
    """Worth of the last digit of the claim."""
    return max((o.figure.last_digit_unit for t in check.left for o in t.parts), default=Decimal(0))


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


def working(check: Check) -> str:
    """The formula over the printed forms, with the two intervals; the same in both languages.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> found = {c.relation.id: c for c in reconcile(load())}
    >>> working(found["centres-2025-03"])
    '77家 + 48家 = 125; 125家 = 125'
    """
    return f"{prediction(check)}; {claim(check)}"


def prediction(check: Check) -> str:
    """The formula of what is expected with its interval; a bound is no equation."""
    own = formula(check)
    between = ": " if own[0] in "≤≥<>" else " = "
    return f"{own}{between}{span(check.outcome.expected)}"


def formula(check: Check) -> str:
    """The formula of what is expected, over printed forms."""
    return KINDS[check.relation.kind].expected.formula(quantities(check), _forms(check))


def claim(check: Check) -> str:
    """The printed claim, or what is observed in its stead, with its interval."""
    observed = span(check.outcome.observed)
    own = KINDS[check.relation.kind].observed.formula(quantities(check), _forms(check))
    return f"{own} = {observed}" if own else observed


def _forms(check: Check) -> Sides[str | Form]:
    """The figures as they are printed; of many the first and the last."""
    right = [_printed(t) for t in check.right]
    if check.relation.kind == "base_within":
        right[1] = growth_form(check.right[1].first)
    left = [_printed(t) for t in check.left]
    return Sides(
        left if len(left) <= MOST_NAMED else [*left[:MOST_NAMED], "…"],
        right if len(right) <= 2 * MOST_NAMED else [*right[:MOST_NAMED], "…", right[-1]],
        check.relation.reading,
    )


def computed(check: Check) -> bool:
    """Whether the left side is not the claim as printed, but follows from it."""
    return check.relation.kind in _COMPUTED


def _printed(term: Term) -> str | Form:
    if term.number is not None:
        return f"{term.number:f}"
    return _shortened(term.parts, brackets=len(term.parts) > 1)


def _shortened(parts: tuple[Observation, ...], *, brackets: bool) -> str:
    forms = [o.figure.printed for o in parts]
    if len(forms) > 2 * MOST_NAMED:
        forms = [*forms[:MOST_NAMED], "…", forms[-1]]
    added = " + ".join(forms)
    return f"({added})" if brackets else added


def unit_of(tables: Tables, check: Check) -> Unit | None:
    """What the two intervals are in; places in a ranking and pairs are plain numbers."""
    kind = check.relation.kind
    if kind in ("distinct", "rank", "same_base"):
        return None
    if kind == "shared_base":
        return check.right[0].first.definition.unit
    if kind == "denominator":
        ratio = check.right[0].first.definition.unit.id
        return tables.units[_WHOLES[ratio]] if ratio in _WHOLES else _own(check)
    return _own(check)


def _own(check: Check) -> Unit:
    return check.left[0].first.definition.unit


def gap_words(tables: Tables, check: Check, lang: Lang) -> str:
    """How far apart the nearest ends are; empty where the two meet or touch."""
    gap = check.outcome.gap
    if gap is None:
        return ""
    unit = unit_of(tables, check)
    if unit is not None and unit.id == "percent":
        unit = tables.units["percentage_points"]
    # How far apart they are needs two digits; a small count is told as it is.
    counted = gap == gap.to_integral_value() and gap < FEW
    finest = Decimal(0) if counted else Decimal(1).scaleb(gap.adjusted() - 1)
    rounded = gap if counted else (gap / finest).to_integral_value() * finest
    return interval_words(Interval.point(rounded), unit, lang, finest)
