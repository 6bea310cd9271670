"""What the judging of levels and of changes share: the verdict, the words, when to be silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from metrics.model.figure import Figure
from metrics.model.observation import Observation
from metrics.model.series import HOME
from metrics.printed.lexicon import Qualifier
from metrics.printed.qualifiers import turned
from metrics.proof.context import Context
from metrics.proof.figures import Figures, nearest
from metrics.proof.fit import Outcome, fit
from metrics.proof.model import Judged, Verdict
from metrics.proof.numbers import Stated
from metrics.proof.periods import same
from metrics.proof.phrases import phrase
from metrics.proof.texts import Paragraph
from metrics.proof.words import Speaker, right_figure

GOOD = ("same", "fits")


class Judging:
    """What judges the numbers of one paragraph: figures, words, and figures named before.

    Parameters
    ----------
    text : str
        The whole text.
    paragraph : Paragraph
        The paragraph of it.
    figures : Figures
        What numbers are held against.
    speaker : Speaker
        What says why.
    """

    def __init__(self, text: str, paragraph: Paragraph, figures: Figures, speaker: Speaker) -> None:
        self.text = text
        self.paragraph = paragraph
        self.figures = figures
        self.speaker = speaker
        self.before: list[Observation] = []
        self.behind: list[Observation] = []
        self.unclear = False
        # Of each level of the sentence the figures that it is, by where it begins.
        self.fitting: dict[int, tuple[Observation, ...]] = {}

    def no_figure(self, stated: Stated) -> Judged:
        """Return a number that is no figure, or one that cannot be read."""
        if stated.plain:
            return self.made(stated, "not_a_figure", why=self.speaker.plain("not_a_figure"))
        return self.made(stated, "unknown", why=self.speaker.plain("vague"))

    def made(
        self, stated: Stated, verdict: Verdict, o: Observation | None = None, **words: str
    ) -> Judged:
        """Return a number with its verdict, and the figure that it was held against."""
        start, end = self.paragraph.original(stated.start, stated.end)
        words = {k: w.removesuffix(self.paragraph.scale) for k, w in words.items()}
        made = Judged(start, end, self.text[start:end], verdict, **words)
        if o is None:
            return made
        return replace(made, indicator=o.definition.id, area=o.area, period=o.period.code)

    def words(self, stated: Stated) -> str:
        """Return what stands in the text."""
        start, end = self.paragraph.original(stated.start, stated.end)
        return self.text[start:end] + self.paragraph.scale

    def outcomes(
        self, context: Context, found: Iterable[Observation]
    ) -> list[tuple[Outcome, Observation]]:
        """Hold a number against figures; what one leaves open a finer one closes."""
        outcomes = [(fit(context.stated, _unsigned(context.stated, o)), o) for o in found]
        return [(code, o) for code, o in outcomes if code != "open" or not _closed(o, outcomes)]

    def may_accuse(self, context: Context) -> bool:
        """Tell whether the words say so surely what a number is that it may be called wrong."""
        sure = context.topic is not None and context.topic.sure
        return sure and context.period is not None and self.figures.scoped(context)

    def doubting(self, context: Context) -> Context:
        """Return what is said of a number so that it may be confirmed and not accused."""
        if context.topic is None:
            return context
        return replace(context, topic=replace(context.topic, sure=False))

    def silent(self, context: Context, here: Sequence[Observation]) -> Judged:
        """Return a number that is not judged."""
        if not here:
            return self.made(context.stated, "unknown", why=self.speaker.plain("no_period"))
        o = nearest(here, context.stated.value, context.clue)
        key = "unsure_local" if context.local and o.area == HOME else "unsure"
        return self.made(context.stated, "unknown", o, why=self.speaker.about(key, o))

    def qualified(self, stated: Stated, o: Observation) -> Judged:
        """Return the verdict on words that are on the wrong side of a figure."""
        why = self.speaker.about("wrong_qualifier", o)
        return self.righted(self.made(stated, "wrong_qualifier", o, why=why), stated, o)

    def righted(self, found: Judged, stated: Stated, o: Observation) -> Judged:
        """Return a wrong number with what is right, in the place of all that qualifies it."""
        right = right_figure(o, stated, self.words(stated), self.paragraph.lang)
        code = o.figure.qualifier if o.figure.one_sided else "exact"
        return self.rephrased(replace(found, right=right), stated, code)

    def rephrased(self, found: Judged, stated: Stated, qualifier: Qualifier = "exact") -> Judged:
        """Return a wrong number as all that is to be replaced: what qualifies it is wrong as well.

        Parameters
        ----------
        found : Judged
            The number, with what is right in its place.
        stated : Stated
            It as it was read.
        qualifier : str
            The code of what is right.

        Returns
        -------
        Judged
            With the words beside it; 约 holds of what is right too.
        """
        right = found.right.removesuffix(self.paragraph.scale)
        kept = found.verdict != "wrong_qualifier" and stated.qualifier in ("exact", "about")
        if not right or (kept and qualifier == "exact"):
            return replace(found, right=right)
        start, end, right = phrase(
            self.paragraph.text, stated, qualifier, right, self.paragraph.lang
        )
        return self.put(found, (start, end), right)

    def explained(self, found: Judged, why: str) -> Judged:
        """Return a number with what is said of it."""
        return replace(found, why=why)

    def put(self, found: Judged, span: tuple[int, int], right: str) -> Judged:
        """Return a number as all that is to be replaced, with what is right instead."""
        start, end = self.paragraph.original(*span)
        return replace(found, start=start, end=end, text=self.text[start:end], right=right)


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
