"""Why a printed form is not read, and the word in it that was not understood."""

from __future__ import annotations

from typing import Literal

from metrics.locale import Lang, text

# What is wrong with a printed form; `printed.refused.<reason>` of the catalogues says it.
Reason = Literal[
    "none", "word", "two", "qualifiers", "direction", "vague", "malformed", "year", "sign"
]


class PrintedError(ValueError):
    """A printed form that is not read.

    Parameters
    ----------
    reason : str
        Code of what is wrong.
    word : str
        What was not understood.

    Examples
    --------
    >>> PrintedError("two", "9").message("en")
    'it holds two numbers: “9” is one too many'
    """

    def __init__(self, reason: Reason, word: str = "") -> None:
        self.reason = reason
        self.word = word.strip()
        super().__init__(self.message("en"))

    def message(self, lang: Lang) -> str:
        """Say what is wrong."""
        return text(lang)(f"printed.refused.{self.reason}", word=self.word)
