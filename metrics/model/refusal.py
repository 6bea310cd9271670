"""What is not computed, why, and what can be done instead."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.locale import Lang, text
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
        say = text(lang)
        return say("reason.line", reason=say(f"reason.{self.reason}"), instead=self.instead(lang))

    def instead(self, lang: Lang) -> str:
        """Say what can be done instead."""
        return text(lang)(f"instead.{self.reason}")

    def error(self) -> NotComparableError:
        """Make the refusal an error to raise."""
        return NotComparableError(self.reason)
