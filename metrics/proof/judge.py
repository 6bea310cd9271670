"""Every number of a text with its verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from metrics.locale import Lang
from metrics.model.figure import Figure
from metrics.model.observation import Observation
from metrics.printed.qualifiers import turned
from metrics.proof.context import Context, Reader, sentences
from metrics.proof.derived import (
    Result,
    ends,
    fit_result,
    printed_changes,
    result_of,
    results,
    shares,
)
from metrics.proof.figures import Figures, nearest, of_its_year, of_period
from metrics.proof.fit import Outcome, apart, fit
from metrics.proof.model import Judged, Verdict
from metrics.proof.names import Names, in_both
from metrics.proof.numbers import Stated, numbers
from metrics.proof.periods import same
from metrics.proof.places import Places
from metrics.proof.texts import Paragraph, paragraphs
from metrics.proof.words import Speaker, right_figure
from metrics.tables.dataset import Tables

_GOOD = ("same", "fits")
# A number of fewer digits than these may be that of another year by chance.
_TELLING = 2
# What a bound of another scope may be off from its figure.
_NEAR = Decimal("0.05")


@lru_cache(maxsize=4)
def _known(tables: Tables) -> dict[Lang, Names]:
    return in_both(tables)


def judge(text: str, tables: Tables, lang: Lang) -> tuple[Judged, ...]:
    """Judge every number of a text against the tables.

    Parameters
    ----------
    text : str
        Any text, in Chinese or English.
    tables : Tables
        What is in view.
    lang : str
        Language of the sentences that say why.

    Returns
    -------
    tuple of Judged
        One for each number, in the order of the text.

    Examples
    --------
    >>> from metrics import load
    >>> text = "2022年，我国专利商标质押融资额达4686.8亿元。"
    >>> [(j.text, j.verdict, j.right) for j in judge(text, load(), "zh") if j.indicator]
    [('4686.8亿', 'contradicted', '4868.8亿')]
    """
    known = _known(tables)
    reader = Reader(known, tables.definitions, Places(tables))
    found: list[Judged] = []
    for paragraph in paragraphs(text):
        own = numbers(paragraph)
        judged: dict[Stated, Judged] = {}
        one = _Paragraph(text, paragraph, Figures(tables), Speaker(tables, lang))
        for sentence in sentences(paragraph, own, known[paragraph.lang]):
            one.before = []
            for context in reader.read(sentence):
                judged[context.stated] = one.judged(context)
        found += [judged.get(s) or one.no_figure(s) for s in own]
    return tuple(sorted(found, key=lambda j: j.start))


class _Paragraph:
    """Judges the numbers of one paragraph, each with those before it in its sentence."""

    def __init__(self, text: str, paragraph: Paragraph, figures: Figures, speaker: Speaker) -> None:
        self.text = text
        self.paragraph = paragraph
        self.figures = figures
        self.speaker = speaker
        self.before: list[Observation] = []

    def no_figure(self, stated: Stated) -> Judged:
        """Return a number that is no figure, or one that cannot be read."""
        if stated.plain:
            return self._made(stated, "not_a_figure", why=self.speaker.plain("not_a_figure"))
        return self._made(stated, "unknown", why=self.speaker.plain("vague"))

    def _made(
        self, stated: Stated, verdict: Verdict, o: Observation | None = None, **words: str
    ) -> Judged:
        start, end = self.paragraph.original(stated.start, stated.end)
        made = Judged(start, end, self.text[start:end], verdict, **words)
        if o is None:
            return made
        return replace(made, indicator=o.definition.id, area=o.area, period=o.period.code)

    def judged(self, context: Context) -> Judged:
        """Judge a number by what its words say that it is."""
        stated = context.stated
        if context.topic is None:
            return self._made(stated, "unknown", why=self.speaker.plain("no_name"))
        if not self.figures.any_scope(context):
            return self._made(stated, "unknown", why=self.speaker.plain("no_series"))
        if context.share:
            return self._share(context)
        if stated.role == "change" or stated.kind == "times":
            return self._change(context)
        return self._level(context)

    # Levels.

    def _level(self, context: Context) -> Judged:
        stated = context.stated
        own = self.figures.series(context)
        here = of_period(own, context)
        outcomes = self._outcomes(context, here)
        if done := self._agreed(stated, outcomes):
            return done
        if done := self._glimpsed(context):
            return done
        if any(code == "open" for code, _ in outcomes):
            o = nearest((o for code, o in outcomes if code == "open"), stated.value)
            return self._made(stated, "unknown", o, why=self.speaker.about("open", o))
        if not self._may_accuse(context):
            return self._silent(context, here)
        return self._accused(context, here, outcomes)

    def _outcomes(
        self, context: Context, found: Iterable[Observation]
    ) -> list[tuple[Outcome, Observation]]:
        outcomes = [(fit(context.stated, _unsigned(context.stated, o)), o) for o in found]
        return [(code, o) for code, o in outcomes if code != "open" or not _closed(o, outcomes)]

    def _agreed(
        self, stated: Stated, outcomes: Sequence[tuple[Outcome, Observation]]
    ) -> Judged | None:
        """Return the verdict where a figure says the same, or is a bound told as exact."""
        for wanted in ("same", "bound", "fits"):
            if of := [o for code, o in outcomes if code == wanted]:
                o = nearest(of, stated.value)
                if wanted == "bound":
                    return self._qualified(stated, o)
                self.before.append(o)
                return self._made(stated, "verified", o, why=self.speaker.about("verified", o))
        return None

    def _qualified(self, stated: Stated, o: Observation) -> Judged:
        """Return the verdict on words that are on the wrong side of a figure."""
        right = right_figure(o, stated, self._words(stated), self.paragraph.lang)
        if o.figure.one_sided:
            right = self.speaker.plain(f"right_{o.figure.qualifier}", value=right)
        why = self.speaker.about("wrong_qualifier", o)
        return self._made(stated, "wrong_qualifier", o, right=right, why=why)

    def _words(self, stated: Stated) -> str:
        start, end = self.paragraph.original(stated.start, stated.end)
        return self.text[start:end]

    def _glimpsed(self, context: Context) -> Judged | None:
        """Accept a figure of a day within the year, or of any period where none is told here."""
        stated = context.stated
        own = self.figures.series(context)
        near = [o for o in of_its_year(own, context) if o.period.kind == "date"]
        told = context.period is not None and context.period.kind == "year"
        found = near if told else []
        if not context.told:
            found = [o for s in own for o in s.statements]
        good = [o for code, o in self._outcomes(context, found) if code in _GOOD]
        if not good:
            return None
        o = nearest(good, stated.value)
        self.before.append(o)
        return self._made(stated, "verified", o, why=self.speaker.about("verified", o))

    def _may_accuse(self, context: Context) -> bool:
        sure = context.topic is not None and context.topic.sure
        return sure and context.period is not None and self.figures.scoped(context)

    def _silent(self, context: Context, here: Sequence[Observation]) -> Judged:
        if not here:
            return self._made(context.stated, "unknown", why=self.speaker.plain("no_period"))
        o = nearest(here, context.stated.value)
        return self._made(context.stated, "unknown", o, why=self.speaker.about("unsure", o))

    def _accused(
        self,
        context: Context,
        here: Sequence[Observation],
        outcomes: Sequence[tuple[Outcome, Observation]],
    ) -> Judged:
        stated = context.stated
        beside = [o for code, o in outcomes if code == "beside"]
        if beside and stated.qualifier != "exact":
            return self._qualified(stated, nearest(beside, stated.value))
        if other := self._elsewhere(context, here):
            return other
        if not here:
            return self._silent(context, here)
        if beside:
            return self._qualified(stated, nearest(beside, stated.value))
        o = nearest(here, stated.value)
        right = right_figure(o, stated, self._words(stated), self.paragraph.lang)
        if o.figure.one_sided:
            right = self.speaker.plain(f"right_{o.figure.qualifier}", value=right)
        self.before.append(o)
        why = self.speaker.about("contradicted", o)
        return self._made(stated, "contradicted", o, right=right, why=why)

    def _elsewhere(self, context: Context, here: Sequence[Observation]) -> Judged | None:
        """Return the verdict on a number that is true of another scope, period or economy."""
        own = self.figures.series(context)
        digits = _digits(context.stated)
        tries: list[tuple[bool, Callable[[], Iterable[Observation]]]] = [
            (True, lambda: of_period(self.figures.any_scope(context), context)),
            (digits >= _TELLING, lambda: of_its_year(own, context)),
            (
                bool(here) and context.told and digits >= _TELLING,
                lambda: [o for s in own for o in s.statements],
            ),
            (
                bool(here) and digits > _TELLING,
                lambda: [
                    o
                    for area in self.figures.areas(context)
                    for o in of_period(self.figures.series(context, area), context)
                ],
            ),
        ]
        for open_, found in tries:
            near = [
                o for code, o in self._outcomes(context, found() if open_ else ()) if code in _GOOD
            ]
            near = [o for o in near if apart(o.figure.value, context.stated.value) <= _NEAR]
            if near and (context.stated.qualifier == "exact" or open_ is True):
                return self._scope(context, here, nearest(near, context.stated.value))
        return None

    def _scope(self, context: Context, here: Sequence[Observation], other: Observation) -> Judged:
        stated = context.stated
        if not here:
            why = self.speaker.about("wrong_scope_alone", other)
            return self._made(stated, "wrong_scope", other, why=why)
        o = nearest(here, stated.value)
        self.before.append(o)
        right = right_figure(o, stated, self._words(stated), self.paragraph.lang)
        why = self.speaker.about("wrong_scope", o, other=self.speaker.figure(other))
        return self._made(stated, "wrong_scope", o, right=right, why=why)

    # What follows from figures.

    def _change(self, context: Context) -> Judged:
        stated = context.stated
        own = self.figures.series(context)
        printed = list(printed_changes(context, self.figures, own))
        outcomes = self._outcomes(context, printed)
        good = [o for code, o in outcomes if code in _GOOD]
        if good:
            o = nearest(good, stated.value)
            return self._made(stated, "verified", o, why=self.speaker.about("verified", o))
        made = _two_sided([*results(context, self.figures, own), *self._of_sentence(context)])
        if done := self._follows(context, made, "derived_ok"):
            return done
        if any(code == "open" for code, _ in outcomes):
            return self._made(stated, "unknown", why=self.speaker.plain("no_pair"))
        bound = [o for code, o in outcomes if code in ("bound", "beside")]
        if bound and self._may_accuse(context):
            return self._qualified(stated, nearest(bound, stated.value))
        based = context.base is not None or context.yearly or context.average
        based = based or not context.spans or bool(self._of_sentence(context))
        if made and based and self._may_accuse(context):
            return self._wrong_result(context, made)
        if printed and self._may_accuse(context) and ends(context):
            o = nearest(printed, stated.value)
            right = right_figure(o, stated, self._words(stated), self.paragraph.lang)
            why = self.speaker.about("contradicted", o)
            return self._made(stated, "derived_wrong", o, right=right, why=why)
        return self._made(stated, "unknown", why=self.speaker.plain("no_pair"))

    def _of_sentence(self, context: Context) -> list[Result]:
        """Return what follows from figures that the sentence itself names, without a base."""
        if context.base is not None or context.yearly or context.average:
            return []
        ids = context.topic.of if context.topic else ()
        named = [o for o in self.before if o.definition.id in ids]
        ordered = sorted(named, key=lambda o: o.period.end)
        return [
            r for one, other in combinations(ordered, 2) if (r := result_of(context, one, other))
        ]

    def _follows(self, context: Context, made: Sequence[Result], key: Verdict) -> Judged | None:
        stated = context.stated
        codes = [(fit_result(stated, r), r) for r in made]
        for code, result in codes:
            if code == "fits":
                right = self.speaker.shown(stated, result, self._words(stated))
                why = self.speaker.result("derived_ok", result, right)
                return self._made(stated, key, result.inputs[-1], why=why)
        if any(code == "open" for code, _ in codes):
            return self._made(stated, "unknown", why=self.speaker.plain("no_pair"))
        return None

    def _wrong_result(self, context: Context, made: Sequence[Result]) -> Judged:
        stated = context.stated
        codes = [(fit_result(stated, r), r) for r in made]
        beside = [r for code, r in codes if code == "beside"]
        ordered = sorted(beside or made, key=lambda r: _off(stated, r))
        best = ordered[0]
        right = self.speaker.shown(stated, best, self._words(stated))
        verdict: Verdict = "wrong_qualifier" if beside else "derived_wrong"
        why = self.speaker.result("derived_wrong", best, right)
        return self._made(stated, verdict, best.inputs[-1], right=right, why=why)

    def _share(self, context: Context) -> Judged:
        stated = context.stated
        made = _two_sided(list(shares(context, self.figures, self.before)))
        if done := self._follows(context, made, "derived_ok"):
            return done
        named = {o.definition.id for o in self.before}
        sure = [r for r in made if named & {i.definition.id for i in r.inputs[:1]}]
        if sure and self._may_accuse(context):
            return self._wrong_result(context, sure)
        return self._made(stated, "unknown", why=self.speaker.plain("no_pair"))


def _unsigned(stated: Stated, o: Observation) -> Figure:
    """Return the figure of a fall without its sign, where words say that it fell."""
    figure = o.figure
    if not stated.falling or figure.value >= 0:
        return figure
    return replace(figure, value=-figure.value, qualifier=turned(figure.qualifier))


def _closed(o: Observation, outcomes: Iterable[tuple[Outcome, Observation]]) -> bool:
    """Tell whether a finer figure of the same says what one leaves open."""
    return any(
        code in ("far", "beside")
        and not other.figure.one_sided
        and other.definition is o.definition
        and same(o.period, other.period)
        and other.figure.interval.width < o.figure.interval.width
        for code, other in outcomes
    )


def _digits(stated: Stated) -> int:
    """Count the digits of a number that tell it from others."""
    return len(stated.value.normalize().as_tuple().digits)


def _two_sided(made: Sequence[Result]) -> list[Result]:
    """Leave out what follows from bounds where figures are known."""
    known = [r for r in made if not r.interval.one_sided]
    return known or list(made)


def _off(stated: Stated, result: Result) -> float:
    if result.value is None:
        return float("inf")
    value = result.value / 100 if stated.kind == "times" else result.value
    return float(abs(abs(value) - stated.value))
