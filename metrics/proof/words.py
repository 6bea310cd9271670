"""The sentence that says why a number is judged so, and the number that should stand there."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.printed.lexicon import MULTIPLIERS, MYRIADS, TWO
from metrics.proof.derived import Result
from metrics.proof.numbers import Stated
from metrics.proof.spelled import spelled
from metrics.tables.dataset import Tables
from metrics.wording.figures import derived_words
from metrics.wording.numbers import number_text, ordinal, places_of
from metrics.wording.observations import place_words, statement

_SCALED = re.compile(
    r"(?P<number>[\d.,]+)(?P<scale>[-\s]*(?:trillion|billion|million|thousand|trn|tn|bn|mn"
    r"|m|b|k)\b"
    r"|[万亿千百萬億]+)?(?P<percent>\s*%|倍|\s*times|-?fold)?$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)
_PLACES = 4
_FEW = 2
_OTHERS = {"千": 10**3, "百": 10**2, "萬": 10**4, "億": 10**8}


class Speaker:
    """Says in one language what was found out.

    Parameters
    ----------
    tables : Tables
        What is in view.
    lang : str
        Language of the sentences.
    """

    def __init__(self, tables: Tables, lang: Lang) -> None:
        self.tables = tables
        self.lang = lang
        self._say = text(lang)

    def figure(self, o: Observation) -> str:
        """Write a figure with its name, for whom, when, and its source."""
        return self._say(
            "proof.figure",
            name=o.definition.name(self.lang),
            place=place_words(self.tables, o, self.lang),
            period=o.period.label(self.lang),
            value=statement(o, self.lang),
            source=self.source(o),
        )

    def source(self, o: Observation) -> str:
        """Cite the sources of a figure."""
        return self._say("list.comma").join(s.cite(self.lang) for s in o.sources)

    def about(self, key: str, o: Observation, **values: object) -> str:
        """Say something of a figure."""
        return self._say(f"proof.{key}", figure=self.figure(o), **values)

    def plain(self, key: str) -> str:
        """Say something that is of no figure."""
        return self._say(f"proof.{key}")

    def result(self, key: str, made: Result, right: str) -> str:
        """Say what follows from figures, with the working."""
        end = made.inputs[-1]
        return self._say(
            f"proof.{key}",
            name=end.definition.name(self.lang),
            working=self._working(made),
            value=right or self.rough(made),
            source=self.source(end),
        )

    def _working(self, made: Result) -> str:
        """Write the arithmetic over the figures as they are said."""
        return made.rule.formula(*(str(statement(o, self.lang)) for o in made.inputs))

    def rough(self, made: Result) -> str:
        """Write what follows from figures to one decimal."""
        unit = "%" if made.rule.name in ("growth", "share") else ""
        whole = not unit and made.value is not None and made.value == int(made.value)
        return str(derived_words(made.interval, unit, self.lang, 0 if whole else 1, made.value))

    def working(self, key: str, working: str, value: str = "") -> str:
        """Say what follows from numbers of the text itself."""
        return self._say(f"proof.{key}", working=working, value=value)

    def shown(self, stated: Stated, made: Result, words: str, lang: Lang) -> str:
        """Write what follows from figures in the manner of the number that stands there."""
        value = made.value
        if value is None or (stated.kind == "times" and not re.search(r"\d", words)):
            return ""
        if stated.kind == "times" and made.rule.name != "multiple":
            value = value / 100 + (1 if stated.role == "level" else 0)
        told = written(abs(value), stated, words, lang, _PLACES)
        return TWO if told == "二" and stated.role == "change" else told


def right_figure(o: Observation, stated: Stated, words: str, lang: Lang) -> str:
    """Write a figure in the manner of the number that stands in the text.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.proof.numbers import numbers
    >>> from metrics.proof.texts import paragraphs
    >>> [number] = numbers(paragraphs("质押融资额7539亿元")[0])
    >>> right_figure(load().series("pledge_financing").latest, number, "7539亿", "zh")
    '8540亿'
    """
    value = o.figure.value
    places = max(0, -int(o.figure.last_digit_unit.normalize().as_tuple().exponent))
    return written(value, stated, words, lang, places, o.figure.last_digit_unit)


def _in_digits(value: Decimal, stated: Stated, lang: Lang, places: int) -> str:
    """Write what cannot be told in the words that stand there: 33.6% for a third."""
    if stated.kind == "percent":
        return number_text(_to(value, 1), 1, lang) + "%"
    return number_text(value, min(places, places_of(value)), lang)


def _to(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _rough(rounded: Decimal, value: Decimal) -> bool:
    """Tell whether a rounded value is off by more than a hundredth."""
    return abs(rounded - value) * 100 > abs(value)


def written(
    value: Decimal,
    stated: Stated,
    words: str,
    lang: Lang,
    places: int,
    finest: Decimal = Decimal(0),
) -> str:
    """Write a value with the scale, the grouping and at most the decimals of some words.

    Parameters
    ----------
    value : Decimal
        In the base unit.
    stated : Stated
        The number that the words are of.
    words : str
        What stands in the text.
    lang : str
        Language of the text.
    places : int
        Most decimals of a number without a scale.
    finest : Decimal
        Worth of the last digit that is known.

    Returns
    -------
    str
        What may stand in the place of the words.
    """
    if not re.search(r"\d", words):
        return spelled(value, words, lang) or _in_digits(value, stated, lang, places)
    if _ORDINAL.fullmatch(words.strip()):
        return str(ordinal(value, "en"))
    words = re.sub("[余多来]", "", words)
    m = _SCALED.match(words.strip())
    if m is None:
        return number_text(value, min(places, places_of(value)), lang)
    scale = (m["scale"] or "").strip(" -").casefold()
    factor = Decimal(1)
    for sign in re.findall(r"[a-z]+|.", scale):
        factor *= MULTIPLIERS.get(sign) or MYRIADS.get(sign) or _OTHERS.get(sign, 1)
    digits = m["number"].strip()
    own = len(digits.partition(".")[2])
    scaled = value / factor
    most = places_of(finest / factor) if finest else places
    shown = max(0, min(own, most))
    rounded = _to(scaled, shown)
    if value == stated.value:
        most = shown  # what is wrong is not the number
    if rounded * factor == stated.value and most <= _FEW:
        shown = most
        rounded = _to(scaled, shown)
    # As many decimals as the text has, and more where that would say too little, or the same again.
    while shown < most and (
        (not own and _rough(rounded, scaled)) or rounded * factor == stated.value
    ):
        shown += 1
        rounded = _to(scaled, shown)
    number = number_text(rounded, shown, lang)
    plain = "," not in words and len(digits.partition(".")[0]) > _PLACES
    if plain or ("," not in words and (lang == "zh" or rounded < 10000)):
        number = number.replace(",", "")
    return number + (m["scale"] or "") + (m["percent"] or "")
