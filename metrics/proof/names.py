"""What indicators are called in texts: words of names where they stand, and what they amount to."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from metrics.locale import LANGS, Lang
from metrics.model.definition import Definition
from metrics.printed.lexicon import narrow
from metrics.tables.dataset import Tables

# Lists of words that make another quantity of it: a part, or the part of the country.
APART, LOCAL = "apart", "local"
# Words of names that begin many of them and that texts leave out.
_LEFT_OUT = re.compile("^(?:国家级|全国|国家|知识产权)")

# What of a regular expression is no sign of the words that it matches.
_SYNTAX = re.compile(r"\(\?<?[!=][^)]*\)|\(\?:|\w\?|[()\\?*|]")


@dataclass(frozen=True)
class Token:
    """A word of names where it stands.

    Parameters
    ----------
    start, end : int
        Offsets.
    text : str
        As it stands there.
    groups : frozenset of int
        Those that it belongs to.
    apart : bool
        Whether it makes of a name another quantity than the tables have.
    telling : bool
        Whether a name needs it, so that it cannot stand there for nothing.
    local : bool
        Whether it names a part of the country, or an owner.
    """

    start: int
    end: int
    text: str
    groups: frozenset[int] = frozenset()
    apart: bool = False
    telling: bool = True
    local: bool = False


@dataclass(frozen=True)
class Name:
    """One way to name some indicators: groups of words of which each must stand there, or may."""

    of: tuple[str, ...]
    needed: tuple[int, ...]
    allowed: frozenset[int]


@dataclass
class Names:
    """All names in one language, and the words that they are made of."""

    lang: Lang
    names: list[Name] = field(default_factory=list)
    groups: dict[str, int] = field(default_factory=dict)
    apart: list[str] = field(default_factory=list)
    local: list[str] = field(default_factory=list)
    known: dict[str, frozenset[int]] = field(default_factory=dict)

    def add(self, of: Sequence[str], phrase: str) -> None:
        """Add a phrase of a name: groups that must stand there, then groups that may."""
        parts = [p.strip() for p in re.split(r"\s\?\s", phrase)]
        needed = tuple(self._group(g) for g in parts[0].split(" + "))
        also = (self._group(g) for part in parts[1:] for g in part.split(" + "))
        self.names.append(Name(tuple(of), needed, frozenset((*needed, *also))))

    def _group(self, words: str) -> int:
        return self.groups.setdefault(words.strip(), len(self.groups))

    @cached_property
    def _patterns(self) -> dict[int, re.Pattern[str]]:
        return {n: re.compile(words, re.IGNORECASE) for words, n in self.groups.items()}

    @cached_property
    def _local(self) -> re.Pattern[str]:
        return re.compile("|".join(self.local) or "(?!)", re.IGNORECASE)

    @cached_property
    def _needed(self) -> frozenset[int]:
        return frozenset(g for name in self.names for g in name.needed)

    @cached_property
    def _any(self) -> re.Pattern[str]:
        words = {w for group in self.groups for w in _alternatives(group)}
        words |= {w for group in (*self.apart, *self.local) for w in _alternatives(group)}
        ordered = sorted(words, key=lambda w: (-len(_SYNTAX.sub("", w)), w))
        if self.lang == "zh":
            return re.compile("|".join(f"(?:{w})" for w in ordered))
        return re.compile("|".join(rf"(?<![\w-])(?:{w})(?![\w-])" for w in ordered), re.IGNORECASE)

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Find the words of names in a paragraph."""
        return tuple(self._token(m) for m in self._any.finditer(text))

    def _token(self, m: re.Match[str]) -> Token:
        word = m[0].casefold()
        if word not in self.known:
            fits = (n for n, p in self._patterns.items() if p.fullmatch(word))
            self.known[word] = frozenset(fits)
        groups = self.known[word]
        telling = not groups or not groups.isdisjoint(self._needed)
        local = not groups and self._local.match(m[0]) is not None
        return Token(m.start(), m.end(), m[0], groups, not groups, telling, local)


def _alternatives(group: str) -> list[str]:
    """Part a group at the bars that stand in no bracket."""
    found, depth, at = [], 0, 0
    for n, sign in enumerate(group):
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and not depth:
            found.append(group[at:n])
            at = n + 1
    return [*found, group[at:]]


@cache
def written() -> dict[str, Any]:
    """Read the names as texts write them."""
    path = Path(__file__).parent / "names.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def names(tables: Tables, lang: Lang) -> Names:
    """Make the names of all that the tables measure.

    Examples
    --------
    >>> from metrics import load
    >>> known = names(load(), "zh")
    >>> [t.text for t in known.tokens("授权发明专利92.1万件")]
    ['授权', '发明专利']
    """
    made = Names(lang)
    listed = written()
    told = {i for entry in listed["name"] for i in entry["of"]}
    every = tables.printed.every_definition
    untold = [d for d in every.values() if d.id not in told]
    for entry in listed["name"]:
        # What an entry does not list is meant too where it differs in scope alone.
        alike = {_plain(every[i]) for i in entry["of"] if i in every}
        of = (*entry["of"], *(d.id for d in untold if _plain(d) in alike))
        for phrase in entry.get(lang, ()):
            made.add(of, phrase)
    entered = {_plain(every[i]) for i in told if i in every}
    for definition in untold:
        if _plain(definition) in entered:
            continue
        of = tuple(d.id for d in untold if _plain(d) == _plain(definition))
        for phrase in _own(definition, lang):
            made.add(of, phrase)
    made.apart, made.local = list(listed[APART][lang]), list(listed[LOCAL][lang])
    return made


def _plain(definition: Definition) -> tuple[str, str]:
    """Give what series share that differ in scope alone: what is measured, and its name."""
    return definition.concept, definition.name("zh")


def _own(definition: Definition, lang: Lang) -> Iterable[str]:
    """Names of an indicator in the tables, as phrases."""
    for name in dict.fromkeys((definition.name(lang), definition.short(lang))):
        plain = narrow(name).strip()
        if lang == "zh":
            plain = re.sub(r"[\s()“”《》]", "", plain)
            plain = _LEFT_OUT.sub("", plain) if len(plain) > 8 else plain
        if len(plain) >= (4 if lang == "zh" else 12):
            yield re.escape(plain).replace(r"\ ", " ")


def in_both(tables: Tables) -> dict[Lang, Names]:
    """Make the names in each language."""
    return {lang: names(tables, lang) for lang in LANGS}
