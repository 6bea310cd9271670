"""The indicators that a number of a text may be of, the best first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from metrics.curation.drafting.forms_of_numbers import Form
from metrics.model.definition import Definition
from metrics.model.series import CHANGES, HOME, series_key
from metrics.proof.context import Context
from metrics.proof.hints import Hints
from metrics.proof.numbers import Stated
from metrics.proof.periods import same
from metrics.proof.places import WORLD
from metrics.proof.sentences import Sentence, behind_end, clause_start
from metrics.proof.topics import counts
from metrics.tables.dataset import Tables
from metrics.tables.facts import unit_problem

# What words say by where they stand: those of the clause, of the part before it, of each number
# before that one less, those behind, those of the sentences before.
CLAUSE, BESIDE, EACH, BEHIND, BEFORE = 1.0, 0.85, 0.8, 0.5, 0.35
# Worth of what tells for an indicator beside the words of its name: that it is a change as the
# number is, that it is named, surely or not; its scope; what growth is on; that the figure of the
# period is the number; that it has figures of the economy or the region.
ROLE, SURELY, NAMED, SCOPED, BASE, EQUAL, OF_AREA = 0.1, 0.3, 0.2, 0.15, 0.15, 0.5, 0.2
# Against it: that the number counts something else, that it is of some years together.
UNLIKE, TOGETHER = 0.3, 0.25
# How well an indicator must fit to be filled in: of numbers whose series nobody knows hardly any
# fits so well.
LEAST = 0.65
# Ranks are no larger.
LOWEST = 200
# By how many times a number may be off the nearest figure, and what that is worth.
SIZES = ((2, 0.15), (4, 0.05), (30, -0.1), (Decimal("Infinity"), -0.25))
_GROWTH_BEHIND = re.compile(
    r"(?:以上|左右|以下)?的?(?:[高快]速)?(?:增长|增速|增幅)|\s(?:\w+\s)?growth\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Nominee:
    """An indicator that a number may be of.

    Parameters
    ----------
    definition : Definition
        The indicator.
    score : float
        How well it fits, of others of the same number.
    """

    definition: Definition
    score: float


@dataclass(frozen=True)
class Nominating:
    """Finds the indicators that numbers may be of."""

    tables: Tables

    @cached_property
    def _hints(self) -> Hints:
        return Hints(self.tables, every=True)

    @cached_property
    def units(self) -> frozenset[str]:
        """Words of all units."""
        return frozenset().union(*(u.words for u in self.tables.units.values()))

    def nominees(
        self, context: Context, sentence: Sentence, form: Form, heard: Sequence[str]
    ) -> list[Nominee]:
        """Rank the indicators of which a number may be a figure."""
        scores = self._told(context, sentence, heard)
        made = [
            Nominee(d, self._score(d, context, sentence, form, scores.get(d.id, 0.0)))
            for d in self.tables.every_definition.values()
            if self._may_be(d, form)
        ]
        return sorted((n for n in made if n.score > 0), key=lambda n: -n.score)

    def _told(self, context: Context, sentence: Sentence, heard: Sequence[str]) -> dict[str, float]:
        said = [*self._said(context, sentence), *((BEFORE, words) for words in heard)]
        return self._hints.scores(said, sentence.lang)

    def _said(self, context: Context, sentence: Sentence) -> Iterator[tuple[float, str]]:
        stated = context.stated
        ends = [sentence.start, *(s.end for s in sentence.stated if s.end <= stated.start)]
        starts = [s.start for s in sentence.stated if s.start >= stated.end]
        right = min([*starts, sentence.end])
        start = clause_start(sentence, ends[-1], stated)
        behind = behind_end(sentence, stated.end, right)
        yield CLAUSE, sentence.words(start, stated.start) + " " + sentence.words(stated.end, behind)
        yield BESIDE, sentence.words(ends[-1], start)
        weight = BESIDE
        for a, b in zip(reversed(ends[:-1]), reversed(ends[1:]), strict=True):
            weight *= EACH
            yield weight, sentence.words(a, b)
        yield BEHIND, sentence.words(behind, sentence.end)

    def _may_be(self, definition: Definition, form: Form) -> bool:
        """Tell whether a number can be entered as a figure of an indicator at all."""
        reading = form.reading.in_unit(definition.unit.classifiers)
        return unit_problem(reading, definition.unit, self.units) is None

    def _score(
        self,
        definition: Definition,
        context: Context,
        sentence: Sentence,
        form: Form,
        told: float,
    ) -> float:
        score = told + self._by_size(definition, context, form)
        change = is_change(context, sentence)
        score += self._by_topic(definition, context, change=change)
        if change:
            score += _by_base(definition, context)
        stated = replace(context.stated, role="change") if change else context.stated
        if not (counts(definition, stated) or _bare_rank(definition, stated)):
            score -= UNLIKE
        scopes = context.place.scopes
        if scopes:
            score += SCOPED if definition.scope in scopes else -SCOPED / 3
        return score

    def _by_topic(self, definition: Definition, context: Context, *, change: bool) -> float:
        """Judge by what the words surely name, of which a change may be told."""
        of_change = definition.measure in CHANGES
        if of_change is not change:
            return 0.0
        topic = context.topic
        if topic is None:
            return ROLE
        if definition.id in topic.of or (change and definition.relates_to in topic.of):
            return ROLE + (SURELY if topic.sure else NAMED)
        # Growth of something else than what is surely named.
        return ROLE - (NAMED if change and topic.sure and definition.relates_to else 0.0)

    def _by_size(self, definition: Definition, context: Context, form: Form) -> float:
        """Judge by the figures that are known: of the same size, or the very same."""
        area = context.place.area
        tables = self.tables.where(series_key(definition.id, area))
        series = tables.all_series.get((definition.id, area))
        known = 0.0
        if context.place.named and area not in (HOME, WORLD):
            known = OF_AREA if series is not None else -OF_AREA
        if series is None:
            return known
        value = form.reading.in_unit(definition.unit.classifiers).value
        told = context.period
        if told is not None and told.kind == "year" and not context.spans:
            single = definition.measure in CHANGES or series.latest.period.kind != "years"
            if not single:
                return -TOGETHER  # what is told of some years together
        of_it = [o for o in series.statements if told is not None and same(told, o.period)]
        if any(o.figure.value == value for o in of_it):
            return known + EQUAL
        sizes = [abs(o.figure.value) for o in series.statements if o.figure.value]
        if not sizes or not value:
            return known
        off = min(max(abs(value), s) / min(abs(value), s) for s in sizes)
        return known + next(worth for most, worth in SIZES if off <= most)


def is_change(context: Context, sentence: Sentence) -> bool:
    """Tell whether a number says how much more or less there is than before."""
    stated = context.stated
    if stated.role == "change" or stated.kind == "times":
        return True
    behind = sentence.words(stated.end, stated.end + 12)
    return stated.kind == "percent" and _GROWTH_BEHIND.match(behind) is not None


def _bare_rank(definition: Definition, stated: Stated) -> bool:
    """Tell whether a number alone may be a rank, as in a table of ranks."""
    return definition.measure == "rank" and stated.kind == "bare" and stated.value < LOWEST


def _by_base(definition: Definition, context: Context) -> float:
    """Judge by what a change is on: the year before, or a mean of years."""
    if definition.relation == "yoy":
        return BASE if context.yearly and not context.average else -BASE * context.average
    if definition.relation == "cagr":
        return BASE if context.average else -BASE * context.yearly
    return 0.0
