"""What keeps a file from being made, and is told: known without what makes it, which is large."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from metrics.exports.files import reason_of
from metrics.locale import LANGS, Lang, text


class ImageError(Exception):
    """A picture that could not be made.

    Parameters
    ----------
    key : str
        Message in the catalogues.
    **values : object
        What the message names; what a system reported is said in words.
    """

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__("\n".join(self.reason(lang) for lang in LANGS))

    def reason(self, lang: Lang) -> str:
        """Say what is wrong and how to mend it."""
        values = self.values.items()
        told = {n: reason_of(v, lang) if isinstance(v, OSError) else v for n, v in values}
        return text(lang)(self.key, **told)


class TemplateError(ValueError):
    """A template that cannot be used; ``kind``, ``key`` and ``told`` are its message."""

    def __init__(self, kind: str, key: str, **told: object) -> None:
        self.kind, self.key, self.told = kind, key, told
        super().__init__(" / ".join(self.words(lang) for lang in LANGS))

    def __reduce__(self) -> tuple[object, ...]:
        """Pass to another process what the words are made of."""
        again: Callable[..., TemplateError] = partial(TemplateError, **self.told)  # type: ignore[arg-type]
        return again, (self.kind, self.key)

    def words(self, lang: Lang) -> str:
        """Say what is wrong, and how to mend it."""
        return text(lang)(f"{self.kind}.template_{self.key}", **self.told)
