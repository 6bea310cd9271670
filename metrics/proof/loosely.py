"""What a number may be of by its own size, where words only hint at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.locale import Lang
from metrics.model.observation import Observation
from metrics.proof.context import Context
from metrics.proof.fit import fit
from metrics.proof.hints import AROUND, BEFORE, BESIDE, Hints
from metrics.proof.names import Names, Token
from metrics.proof.periods import same
from metrics.proof.places import Places
from metrics.proof.sentences import Sentence, behind_end, clause_start
from metrics.proof.topics import Topic, counts
from metrics.proof.units import COUNTED
from metrics.tables.dataset import Tables

# So many digits tell a number from others; with fewer the name must be nearly whole.
TELLING = 3
# How much of a name must be told, where a figure is the number and where it is but near.
EQUAL, _WHOLE, _NEAR, _FULL = 0.3, 0.75, 0.5, 0.9
# Money of other countries and rates are of few indicators.
_RARE = frozenset({"usd", "months", "score"})
_LESS = 0.5
# How much less another name must be told than the best one.
_CLEARLY = 0.9
_FACTOR = 3
# Ranks are no larger.
_LOWEST = 200
# 26,000 is told in two digits, and yet no number of everyday.
_LARGE = 1000


# What names that are not those of the tables say less.
_OTHERS = 0.85


@dataclass(frozen=True)
class Heard:
    """What was said before a sentence: whole sentences, and words of names."""

    words: tuple[str, ...] = ()
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True)
class Loosely:
    """Finds what numbers are of by words that hint at it and by figures of their size."""

    tables: Tables
    places: Places
    hints: Hints
    known: dict[Lang, Names]

    def read(
        self, context: Context, sentence: Sentence, between: tuple[int, int], heard: Heard
    ) -> Context:
        """Find what a level is of whose words do not name it surely.

        Parameters
        ----------
        context : Context
            The number with what was read around it.
        sentence : Sentence
            Where it stands.
        between : tuple of int
            Where the number before it ends, and where the one behind it begins.
        heard : Heard
            What was said before its sentence.

        Returns
        -------
        Context
            With what it is of, where that was found.
        """
        end = behind_end(sentence, context.stated.end, between[1])
        scores = self.scores(sentence, (between[0], end), heard)
        start = clause_start(sentence, between[0], context.stated)
        scopes = self.places.scopes(sentence.words(start, end), sentence.lang)
        best: tuple[float, str, str] | None = None
        for i, score in scores.items():
            if not self.counts(context, i) or not self._of_scope(scopes, i):
                continue
            for area in self._areas(context, sentence):
                if self._equal(context, i, area, score) and (best is None or score > best[0]):
                    best = score, i, area
        if best:
            place = replace(context.place, area=best[2], scopes=frozenset())
            telling = digits(context.stated.value) >= TELLING
            topic = Topic((best[1],), sure=False)
            return replace(context, topic=topic, place=place, matched=telling)
        return self._near(context, scores)

    def scores(self, sentence: Sentence, own: tuple[int, int], heard: Heard) -> dict[str, float]:
        """Tell how much of each name is told: of those of the tables, and of others."""
        around = sentence.words(sentence.start, sentence.end)
        said = [
            (BESIDE, sentence.words(*own)),
            (AROUND, around),
            *((BEFORE, words) for words in heard.words),
        ]
        scores = self.hints.scores(said, sentence.lang)
        worth: dict[int, float] = {}
        for token in (*heard.tokens, *sentence.tokens):
            inside = token in sentence.tokens
            weight = (AROUND if inside else BEFORE) * _OTHERS
            if inside and own[0] <= token.start < own[1]:
                weight = BESIDE * _OTHERS
            for group in token.groups:
                worth[group] = max(weight, worth.get(group, 0.0))
        for name in self.known[sentence.lang].names:
            told = sum(worth.get(group, 0.0) for group in name.needed) / len(name.needed)
            for i in name.of if told else ():
                scores[i] = max(told, scores.get(i, 0.0))
        return {i: score for i, score in scores.items() if i in self.tables.definitions}

    def near_figure(self, context: Context, indicator: str) -> bool:
        """Tell whether an indicator has a figure of about the size of a number."""
        found = self._figures(context, indicator, context.place.area)
        return any(_about(context.stated.value, o.figure.value) for o in found)

    def right(self, context: Context, indicator: str) -> bool:
        """Tell whether a number is a figure of an indicator."""
        found = self._figures(context, indicator, context.place.area)
        return any(fit(context.stated, o.figure) in ("same", "fits") for o in found)

    def counts(self, context: Context, indicator: str) -> bool:
        """Tell whether a number may be a figure of an indicator, by the word for what it counts."""
        definition, unit = self.tables.definitions[indicator], context.stated.unit
        stated = context.stated
        if stated.kind == "bare" and definition.unit.id in ("months", "percent", "points"):
            return digits(stated.value) >= TELLING  # 22.6, and before it months were told
        if definition.measure == "rank" and stated.kind == "bare":
            return stated.value < _LOWEST  # 2021: 12, where words before say that ranks are told
        if not counts(definition, stated):
            return False
        counted = context.stated.kind == "count" and COUNTED.fullmatch(unit) is not None
        return not counted or unit in definition.unit.classifiers

    def _areas(self, context: Context, sentence: Sentence) -> tuple[str, ...]:
        own = context.place.area
        if context.place.named and own != self.places.home_code:
            return (own,)
        every = self.places.areas(sentence.paragraph, sentence.start, sentence.end)
        return tuple(dict.fromkeys((own, *every)))

    def _figures(self, context: Context, indicator: str, area: str) -> Iterator[Observation]:
        series = self.tables.all_series.get((indicator, area))
        told = context.period
        if series is None:
            return
        every = not context.told and digits(context.stated.value) > TELLING
        yield from (
            o for o in series.statements if every or (told is not None and same(told, o.period))
        )

    def _equal(self, context: Context, indicator: str, area: str, score: float) -> bool:
        """Tell whether a figure of the period is the number, and enough of its name is told."""
        stated = context.stated
        many = digits(stated.value)
        least = EQUAL if many == TELLING else EQUAL * _LESS
        if many < TELLING:
            least = _NEAR if stated.value >= _LARGE else _WHOLE
        if stated.kind in _RARE:
            least *= _LESS
        if score < least:
            return False
        found = self._figures(context, indicator, area)
        return any(fit(stated, o.figure) in ("same", "fits") for o in found)

    def _of_scope(self, scopes: frozenset[str], indicator: str) -> bool:
        """Tell whether an indicator is of a scope that the words name, or of one that has none."""
        own = self.tables.definitions[indicator]
        every = {d.scope for d in self.tables.definitions.values() if d.concept == own.concept}
        if scopes.isdisjoint(every) or own.scope in scopes:
            return True
        return bool(self.places.scopes(own.short("zh"), "zh") & scopes)

    def _near(self, context: Context, scores: dict[str, float]) -> Context:
        """Find what is clearly told best, where its figures are of about that size."""
        fitting = {
            i: score
            for i, score in scores.items()
            if score >= _NEAR
            and counts(self.tables.definitions[i], context.stated)
            and self.counts(context, i)
            and self._of_scope(context.place.scopes, i)
        }
        if not fitting:
            return context
        first = max(fitting, key=fitting.__getitem__)
        score = fitting[first]
        concept = self.tables.definitions[first].concept
        of = tuple(i for i in fitting if self.tables.definitions[i].concept == concept)
        rivals = [other for i, other in fitting.items() if i not in of]
        before = context.topic.of if context.topic else ()
        if rivals and max(rivals) > score * _CLEARLY:
            return context
        told = any(next(self._figures(context, i, context.place.area), None) for i in before)
        if before and (first in before or (told and score < _WHOLE)):
            return context
        near = any(
            _about(context.stated.value, o.figure.value)
            for i in of
            for o in self._figures(context, i, context.place.area)
        )
        if not near:
            return context
        return replace(context, topic=Topic(of, sure=score >= _FULL), hinted=True)


def is_open(context: Context) -> bool:
    """Tell whether a level may be of something else than its words surely name."""
    stated = context.stated
    company = context.company
    alone = not (company.against or company.of_years or company.summed or company.gap)
    level = stated.role == "level" and stated.kind != "times" and alone and not context.share
    return level and not (context.topic and context.topic.sure)


def digits(value: Decimal) -> int:
    """Count the digits of a number that tell it from others."""
    return len(value.normalize().as_tuple().digits)


def _about(value: Decimal, other: Decimal) -> bool:
    low, high = sorted((abs(value), abs(other)))
    return low > 0 and high <= low * _FACTOR
