"""What the numbers of a list or a table are of, by all that are figures of one indicator."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from metrics.model.series import CHANGES
from metrics.proof.context import Context
from metrics.proof.fit import fit
from metrics.proof.loosely import EQUAL, Heard, Loosely, digits, is_open
from metrics.proof.sentences import Sentence, clause_start
from metrics.proof.topics import Topic

# A list has so many right numbers, of so many digits, and so large a part of it is right.
_LIST, _DIGITS, _MOST = 2, 5, 0.6
_TABLE, _TABLE_DIGITS = 3, 8
# A date that belongs to the number before it stands as close as this.
_SOON = 20
_PARTS = re.compile(r"[,;、。]")
_YEAR = re.compile("(?:19|20)[0-9]{2}")


@dataclass(frozen=True)
class Listed:
    """Finds what the numbers of a list are of: the odd one out is of the same as the others."""

    loosely: Loosely

    def together(self, made: list[Context], sentence: Sentence, heard: Heard) -> list[Context]:
        """Find what the numbers of a list are of by all that are figures of one indicator.

        Parameters
        ----------
        made : list of Context
            The numbers of a sentence.
        sentence : Sentence
            The sentence.
        heard : Heard
            What was said before it.

        Returns
        -------
        list of Context
            The same, each that belongs to the list with what it is of.
        """
        open_ = [n for n, c in enumerate(made) if is_open(c)]
        if len(open_) < _LIST:
            return made
        best: tuple[float, str, list[int]] | None = None
        for i, score in self.loosely.scores(sentence, (0, 0), heard).items():
            run = [
                n
                for n in open_
                if self.loosely.counts(made[n], i) and self.loosely.near_figure(made[n], i)
            ]
            right = {
                (made[n].place.area, made[n].period): digits(made[n].stated.value)
                for n in run
                if self.loosely.right(made[n], i)
            }
            worth = sum(right.values()) * (score + EQUAL)
            most = len(right) >= max(_LIST, len(run) * _MOST)
            if most and sum(right.values()) >= _DIGITS and (best is None or worth > best[0]):
                best = worth, i, run
        if best is None:
            return made
        own = [n for n in best[2] if _own_date(sentence, made, n)]
        return self._listed(made, best[1], best[2], own)

    def of_table(self, made: list[Context]) -> list[Context]:
        """Find what the numbers of a table, or of a row or column of it, are of."""
        open_ = [n for n, c in enumerate(made) if is_open(c)]
        if len(open_) < _TABLE:
            return made
        best: tuple[int, str, list[int]] | None = None
        for i, definition in self.loosely.tables.definitions.items():
            if definition.measure in CHANGES:
                continue
            run = [
                n
                for n in open_
                if self.loosely.counts(made[n], i) and self.loosely.near_figure(made[n], i)
            ]
            right = [n for n in run if self.loosely.right(made[n], i)]
            worth = sum(digits(made[n].stated.value) for n in right)
            enough = len(right) >= max(_TABLE, len(run) * _MOST) and worth >= _TABLE_DIGITS
            if enough and (best is None or worth > best[0]):
                best = worth, i, run
        return self._listed(made, best[1], best[2], best[2]) if best else made

    def _listed(
        self, made: list[Context], indicator: str, run: list[int], dated: list[int]
    ) -> list[Context]:
        return [
            self._of_list(c, indicator, sure=len(run) > _LIST, dated=n in dated) if n in run else c
            for n, c in enumerate(made)
        ]

    def _of_list(self, context: Context, indicator: str, *, sure: bool, dated: bool) -> Context:
        """Give a number the indicator of its list, unless it is right as it was read."""
        before = context.topic.of if context.topic else ()
        if any(self.loosely.right(context, i) for i in before):
            return context
        areas = (context.place.area, *self.loosely.tables.areas(indicator))
        every = (
            self.loosely.tables.all_series.get((indicator, area)) for area in dict.fromkeys(areas)
        )
        others = [o for series in every if series for o in series.statements]
        # 57,840 is the figure of the other one in another year.
        known = not dated and any(fit(context.stated, o.figure) == "same" for o in others)
        topic = Topic((indicator,), sure=sure and not known)
        return replace(context, topic=topic, hinted=not known)


def _own_date(sentence: Sentence, made: list[Context], n: int) -> bool:
    """Tell whether a date stands right beside a number, so that it is of no other time."""
    stated = made[n].stated
    left = made[n - 1].stated.end if n else sentence.start
    dates = [d for d in sentence.dated if _YEAR.search(sentence.words(d.start, d.end))]
    start = clause_start(sentence, left, stated)
    before = any(start <= d.start and d.end <= stated.start for d in dates)
    behind = [d for d in dates if stated.end <= d.start < stated.end + _SOON]
    return before or any(not _PARTS.search(sentence.words(stated.end, d.start)) for d in behind)
