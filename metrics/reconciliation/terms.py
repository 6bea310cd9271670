"""The figures of a check in words: what the check is about, and each figure told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import HOME
from metrics.reconciliation.model import Check, Term
from metrics.reconciliation.sides import added
from metrics.tables.dataset import Tables
from metrics.wording.figures import figure_words
from metrics.wording.intervals import interval_words
from metrics.wording.numbers import join_words, number_text, places_of, value_words

# More figures than these are not read out one by one.
MOST_NAMED = 4
# Economies are counted, not named.
_RANKED = frozenset({"rank", "distinct"})
# Kinds that tell by themselves what is claimed.
_EVIDENT = frozenset({"change", "cumulative_change", "years_total"})
# What a bare number is counted in: the unit of the claim, but for rates of exchange.
_COUNTED = frozenset({"sum", "at_most", "years_total", "threshold", "share"})


@dataclass(frozen=True)
class Figures:
    """Tells the figures of one check.

    Parameters
    ----------
    tables : Tables
    check : Check
    lang : str
    """

    tables: Tables
    check: Check
    lang: Lang

    @cached_property
    def head(self) -> Observation:
        """What the check is about: the levels where there are any, else the claim."""
        check = self.check
        # The parts of a whole are many: the check is about the whole.
        parts = len({o.area for t in check.right for o in t.parts}) > 1
        of_whole = parts and check.relation.kind == "sum"
        levels = () if of_whole or check.relation.kind in ("mix", "weight") else check.right
        return next(t for t in (*levels, *check.left) if t.parts).first

    def name(self) -> str:
        """Name what the check is about, with its scope and area where these must be told."""
        definition, area = self.head.definition, self.head.area
        say, tables = text(self.lang), self.tables
        name = definition.name(self.lang)
        concept = [d for d in tables.every_definition.values() if d.concept == definition.concept]
        if len(concept) > 1 and not self._scopes_differ:
            scope = tables.label("scope", definition.scope, self.lang)
            name = say("policy.scoped", name=name, scope=scope)
        if area == HOME or self.check.relation.kind in _RANKED:
            return name
        return say("reconcile.of_area", name=name, area=tables.label("area", area, self.lang))

    def term(self, term: Term) -> str:
        """Tell a figure with its period, or the sum of some: 3,098亿元（2021年）."""
        say = text(self.lang)
        if term.number is not None:
            return self._number(term.number)
        if len(term.parts) > MOST_NAMED:
            return self._added(term.parts)
        labels = [self._label(o) for o in term.parts]
        # A label holds until another stands.
        told = [own if n == 0 or own != labels[n - 1] else "" for n, own in enumerate(labels)]
        parts = list(map(self._one, term.parts, told))
        return join_words(parts, self.lang) if len(parts) > 2 else say("reconcile.plus").join(parts)

    def side(self, terms: Sequence[Term]) -> str:
        """Tell the figures of a side; of many their sum."""
        if len(terms) > MOST_NAMED:
            return self._added([o for t in terms for o in t.parts])
        return join_words([self.term(t) for t in terms], self.lang)

    def everything(self) -> str:
        """Tell all figures of both sides; of very many their sums."""
        terms = tuple(t for t in self.check.left + self.check.right if t.parts)
        if len(terms) > 2 * MOST_NAMED:
            return join_words([self.side(self.check.left), self.side(self.check.right)], self.lang)
        return join_words([self.term(t) for t in terms], self.lang)

    @cached_property
    def _scopes_differ(self) -> bool:
        """Whether figures of one concept are of several scopes."""
        own = self.head.definition.concept
        ids = {o.definition.id for o in self._stated if o.definition.concept == own}
        return len(ids) > 1

    @property
    def _stated(self) -> list[Observation]:
        """The figures of series, without a claim that the relation itself holds."""
        return [o for o in self.check.inputs if o.definition.id != self.check.relation.id]

    def _one(self, o: Observation, label: str) -> str:
        say = text(self.lang)
        rank = o.definition.measure == "rank"
        value = str(figure_words(o.figure, o.definition.unit, self.lang, rank=rank))
        period = o.period.label(self.lang)
        if o.period_basis == "inferred":
            period = say("reconcile.inferred", period=period)
        if not label:
            return say("reconcile.value", value=value, period=period)
        return say("reconcile.labelled", label=label, value=value, period=period)

    def _label(self, o: Observation) -> str:
        """Find what tells a figure from the others of the check; empty where nothing needs to."""
        kind = self.check.relation.kind
        claims = kind in _EVIDENT and any(o is p for t in self.check.left for p in t.parts)
        if claims or kind in _RANKED or o.definition.id == self.check.relation.id:
            return ""
        own, head = o.definition, self.head.definition
        parts = []
        if own.concept == head.concept and self._scopes_differ:
            parts.append(self.tables.label("scope", own.scope, self.lang))
        elif own.concept != head.concept and own.unit == head.unit:
            parts.append(own.name(self.lang))
        if o.area != self.head.area:
            parts.append(self.tables.label("area", o.area, self.lang))
        return text(self.lang)("list.comma").join(parts)

    def _added(self, parts: Sequence[Observation]) -> str:
        """Tell the sum of many figures, with their number and their span."""
        say = text(self.lang)
        made = added(parts)
        ends = sorted({o.period for o in parts})
        first, last = ends[0].label(self.lang), ends[-1].label(self.lang)
        period = first if first == last else say("chart.span", first=first, last=last)
        unit = parts[0].definition.unit
        words = interval_words(made, unit, self.lang)
        return say("reconcile.added", count=len(parts), sum=words, period=period)

    def _number(self, number: Decimal) -> str:
        """Tell a number that a phrase names, counted like the claim where it is a count."""
        if self.check.relation.kind not in _COUNTED:
            return number_text(number, places_of(number), self.lang)
        unit = self.check.left[0].first.definition.unit
        return str(value_words(number, Decimal(1).scaleb(-places_of(number)), unit, self.lang))
