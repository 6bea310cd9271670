"""What words hint at: indicators whose names in the tables they tell in part, in any order."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from metrics.locale import LANGS, Lang
from metrics.model.definition import Definition
from metrics.model.series import CHANGES
from metrics.printed.lexicon import narrow
from metrics.proof.names import written
from metrics.tables.dataset import Tables
from metrics.tables.read import records

# How much a word says by where it stands: beside the number, in its sentence, before.
BESIDE, AROUND, BEFORE = 1.0, 0.8, 0.5
_STEM = 6
# So many sentences are kept.
_KEPT = 64
_ENDINGS = re.compile(r"(?:i[ez]s|ed|ing|s|e|y)$")
_IDLE = frozenset(
    {
        *("the", "of", "and", "for", "with", "from", "their", "its", "all", "over", "year"),
        *("years", "total", "average"),
    }
)
_IDLE_ZH = re.compile(r"知识产权|国家级|全国|我国|当年|[的及和与]")
# Scopes that say nothing more of a name.
_WHOLE = ("national", "cnipa", "world", "owners_all", "applicants_all", "patentees_all")
_WORDS = re.compile(r"[a-z][a-z0-9]*|\d[\d,]*")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}|[A-Za-z]+")


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """Cut an English word to what its forms share."""
    return _ENDINGS.sub("", word)[:_STEM] if len(word) > 3 else word.removesuffix("s")


@lru_cache(maxsize=2048)
def parts(words: str, lang: Lang) -> frozenset[str]:
    """Part words into what is compared: stems of English words, pairs of Chinese signs.

    Examples
    --------
    >>> sorted(parts("Granted patents", "en")), sorted(parts("审查周期", "zh"))
    (['grant', 'patent'], ['周期', '审查', '查周'])
    """
    plain = narrow(words)
    if lang == "en":
        found = _WORDS.findall(plain.casefold().replace("-", " "))
        return frozenset(s for w in found if w not in _IDLE and len(s := _stem(w)) > 1)
    runs = _HAN.findall(_IDLE_ZH.sub(" ", plain))
    return frozenset(pair for run in runs for pair in _pairs(run))


def _pairs(run: str) -> list[str]:
    if run.isascii():
        return [run.casefold()]
    return [a + b for a, b in pairwise(run)]


def _pieces(words: str, lang: Lang) -> list[tuple[str, ...]]:
    """Part a name: stems; or Chinese signs, of which each is told by either pair that it is in."""
    if lang == "en":
        return [(part,) for part in sorted(parts(words, lang))]
    made: list[tuple[str, ...]] = []
    for run in _HAN.findall(_IDLE_ZH.sub(" ", narrow(words))):
        pairs = _pairs(run)
        if run.isascii():
            made.append(tuple(pairs))
        else:
            made += [tuple(pairs[max(0, n - 1) : n + 1]) for n in range(len(run))]
    return made


@dataclass(frozen=True)
class Piece:
    """A piece of a name: what tells it, and what it weighs, the rarer the more."""

    told_by: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Hints:
    """Finds the indicators that words hint at.

    Parameters
    ----------
    tables : Tables
        What is in view: names, scopes and other words for them are read from it.
    every : bool
        Whether also indicators count of which nothing is in view.
    """

    tables: Tables
    every: bool = False

    @property
    def definitions(self) -> Mapping[str, Definition]:
        """The indicators that words may hint at."""
        return self.tables.every_definition if self.every else self.tables.definitions

    @cached_property
    def _names(self) -> dict[Lang, dict[str, tuple[Piece, ...]]]:
        """What each name is made of."""
        made: dict[Lang, dict[str, tuple[Piece, ...]]] = {}
        for lang in LANGS:
            own = {
                d.id: self._name(d, lang)
                for d in self.definitions.values()
                if self.every or d.measure not in CHANGES
            }
            many = Counter(p for name in own.values() for p in {p for piece in name for p in piece})
            made[lang] = {
                i: tuple(
                    Piece(piece, 1 + math.log(len(own) / max(many[p] for p in piece)))
                    for piece in name
                )
                for i, name in own.items()
            }
        return made

    def _name(self, definition: Definition, lang: Lang) -> list[tuple[str, ...]]:
        made = _pieces(definition.name(lang), lang)
        if definition.scope in _WHOLE:
            return made
        scope = self.tables.label("scope", definition.scope, lang).split(",")[0]
        return made + [p for p in _pieces(scope, lang) if p not in made]

    @cached_property
    def _others(self) -> dict[Lang, Mapping[str, frozenset[str]]]:
        """What other words stand for, by those words."""
        found: dict[Lang, dict[str, frozenset[str]]] = {"zh": {}, "en": {}}
        rows = [(str(r["term"]), str(r["finds"])) for r in records(self.tables.frames["synonyms"])]
        rows += [(term, finds) for term, finds in written()["everyday"].items()]
        for term, finds in rows:
            lang: Lang = "en" if term.isascii() and finds.isascii() else "zh"
            means = frozenset(p for f in finds.split(";") for p in parts(f, lang))
            key = term if lang == "zh" else " ".join(sorted(parts(term, lang)))
            found[lang][key] = found[lang].get(key, frozenset()) | means
        return dict(found)

    @cached_property
    def _heard(self) -> dict[tuple[str, Lang], frozenset[str]]:
        """What was parted last: a sentence is asked for once for each of its numbers."""
        return {}

    @cached_property
    def _told_by(self) -> dict[Lang, dict[str, frozenset[str]]]:
        """The indicators whose names a part is in."""
        made: dict[Lang, dict[str, set[str]]] = {lang: defaultdict(set) for lang in LANGS}
        for lang, names in self._names.items():
            for i, name in names.items():
                for piece in name:
                    for part in piece.told_by:
                        made[lang][part].add(i)
        return {lang: {p: frozenset(ids) for p, ids in of.items()} for lang, of in made.items()}

    def _said(self, words: str, lang: Lang) -> frozenset[str]:
        """Part words, with what they stand for."""
        if (words, lang) not in self._heard:
            if len(self._heard) >= _KEPT:
                self._heard.clear()
            self._heard[words, lang] = self._means(words, lang)
        return self._heard[words, lang]

    def _means(self, words: str, lang: Lang) -> frozenset[str]:
        own = parts(words, lang)
        if not own:
            return own
        also: set[str] = set()
        for term, means in self._others[lang].items():
            if (term in words) if lang == "zh" else own.issuperset(term.split(" ")):
                also |= means
        return own | also

    def scores(self, heard: Iterable[tuple[float, str]], lang: Lang) -> dict[str, float]:
        """Tell how much of each name is told.

        Parameters
        ----------
        heard : iterable of tuple of float and str
            Words, each with how much they say by where they stand.
        lang : str
            Their language.

        Returns
        -------
        dict of str to float
            By indicators of which anything is told, at most 1.

        Examples
        --------
        >>> from metrics import load
        >>> found = Hints(load()).scores([(1.0, "it took examiners months to examine")], "en")
        >>> max(found, key=found.get)
        'invention_exam_months'
        """
        worth: dict[str, float] = {}
        for weight, words in heard:
            for part in self._said(words, lang):
                worth[part] = max(weight, worth.get(part, 0.0))
        made = {}
        near = (self._told_by[lang].get(part, frozenset()) for part in worth)
        for i in sorted(frozenset().union(*near)):
            name = self._names[lang][i]
            told = sum(
                piece.weight * max(worth.get(p, 0.0) for p in piece.told_by) for piece in name
            )
            made[i] = told / sum(piece.weight for piece in name)
        return made
