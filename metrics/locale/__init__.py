"""The words of the interface in both languages, read from one catalogue a language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args
from unicodedata import normalize

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
DEFAULT_LANG: Lang = "zh"


@dataclass(frozen=True)
class Text:
    """Look up a message of one language by key; a missing key raises ``KeyError``.

    Examples
    --------
    >>> text("en")("period.end_of_year", year=2022)
    'end of 2022'
    >>> text("zh")("period.end_of_year", year=2022)
    '2022年底'
    """

    lang: Lang
    messages: dict[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the message of a key, filled with values."""
        return self.messages[key].format(**values)


def as_lang(code: str | None) -> Lang | None:
    """Return the language of a code, which may name a region too; None where it is none of ours.

    Examples
    --------
    >>> as_lang("zh"), as_lang("en-US"), as_lang("zh_CN"), as_lang("fr")
    ('zh', 'en', 'zh', None)
    """
    plain = (code or "").casefold().replace("_", "-").partition("-")[0]
    return next((lang for lang in LANGS if lang == plain), None)


def folded(said: str) -> str:
    """Return a text as a search compares it."""
    return normalize("NFKC", said).casefold().replace(",", "")


def _flatten(tree: dict[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = str(value)
    return flat


@cache
def text(lang: Lang) -> Text:
    """Return the catalogue of one language."""
    path = Path(__file__).parent / f"{lang}.toml"
    return Text(lang, _flatten(tomllib.loads(path.read_text(encoding="utf-8"))))


def in_each(key: str, between: str = " / ", **values: object) -> str:
    """Say a message in every language, to whom nobody knows the language of."""
    return between.join(text(lang)(key, **values) for lang in LANGS)
