"""What is not computed, why, and what can be done instead."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.locale import Lang, text
from metrics.model.counting import UNLIKE_COUNTING, Counting, alike_groups, newest_countings
from metrics.model.observation import Observation


class NotComparableError(ValueError):
    """Two observations cannot be compared; ``reason`` is the code of the reason."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(self.words("en"))

    def words(self, lang: Lang) -> str:
        """Say the reason."""
        return text(lang)(f"reason.{self.reason}")


@dataclass(frozen=True)
class Refusal:
    """Why something is not computed, and what can be done instead.

    Parameters
    ----------
    reason : str
        Code of the reason.
    points : tuple of Observation
        What was refused.
    """

    reason: str
    points: tuple[Observation, ...]

    def words(self, lang: Lang) -> str:
        """Say the reason, then what can be done instead."""
        return text(lang)("reason.line", reason=self.why(lang), instead=self.instead(lang))

    def why(self, lang: Lang) -> str:
        """Say the reason; of offices, what each counts."""
        say = text(lang)
        reason = say(f"reason.{self.reason}")
        if self.reason != UNLIKE_COUNTING:
            return reason
        told = list(dict.fromkeys(_counted(o, lang) for o in self.points))
        return say("counting.reason", reason=reason, each=say("list.semicolon").join(told))

    def instead(self, lang: Lang) -> str:
        """Say what can be done instead; of offices, which count alike."""
        say = text(lang)
        if self.reason == UNLIKE_COUNTING:
            newest = newest_countings(self.points[0].definition.countings)
            alike = [
                say("counting.and").join(c.area.name(lang) for c in group)
                for group in alike_groups(newest)
            ]
            if alike:
                return say("counting.alike", areas=say("list.semicolon").join(alike))
        return say(f"instead.{self.reason}")

    def error(self) -> NotComparableError:
        """Make the refusal an error to raise."""
        return NotComparableError(self.reason)


def counted_words(counting: Counting, lang: Lang) -> str:
    """Say from where to where an office counts, and as which average.

    Parameters
    ----------
    counting : Counting
        What an office counts.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        A clause without the name of the office.

    Examples
    --------
    >>> from metrics.model.counting import Named
    >>> steps = [Named("", "", name) for name in ("Japan", "request", "first action", "mean")]
    >>> japan = Counting("", steps[0], None, *steps[1:], None, "", "", "")
    >>> counted_words(japan, "en")
    'from request to first action, mean'
    """
    say = text(lang)
    words = say(
        "counting.clause",
        start=counting.counts_from.name(lang),
        end=counting.counts_to.name(lang),
        average=counting.average.name(lang),
    )
    if counting.left_out is None:
        return words
    return say("counting.without", clause=words, left_out=counting.left_out.name(lang))


def _counted(o: Observation, lang: Lang) -> str:
    """Name the office of a figure, and say what it counts."""
    counting = o.definition.counting(o.area, o.period)
    if counting is None:
        return text(lang)("counting.unknown", area=o.area)
    clause = counted_words(counting, lang)
    return text(lang)("counting.of", area=counting.area.name(lang), clause=clause)
