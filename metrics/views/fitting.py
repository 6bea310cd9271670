"""How an indicator fits what is typed: as it stands, by synonyms, in pieces, or nearly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import log10

from metrics.model.definition import Definition
from metrics.views.matching import (
    SHORTEST,
    begins,
    is_han,
    name_off,
    near_run,
    near_words,
    scripts,
    spelled,
)

# What a hit counts: in a name, by a synonym, in what else is told of an indicator, by likeness.
NAME, SYNONYM, ABOUT, FIGURES, NEAR = 200.0, 195.0, 120.0, 100.0, 60.0
# Words that say nothing of what is looked for.
_IDLE = frozenset({*("the", "of", "in", "for", "by", "and", "a", "an", "to", "on", "from"), "的"})
# Measures of how others change, and where they stand.
_OF_OTHERS = frozenset({"growth", "multiple", "count", "rank"})
_BETWEEN = re.compile("[的和与及、]")


@dataclass(frozen=True)
class Hit:
    """How well an indicator fits a word, and what of it the word stands for."""

    score: float
    meant: str
    exact: bool = True


Synonyms = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Asked:
    """What was typed, folded, with the words that it may be meant for.

    Parameters
    ----------
    typed : str
        All of it.
    synonyms : mapping of str to tuple of str
        What is looked for instead of a word, by the word.
    vocabulary : tuple of str
        Every word in letters by which anything is found.
    """

    typed: str
    synonyms: Synonyms
    vocabulary: tuple[str, ...]

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The words typed, without those that say nothing; one where all are one synonym."""
        every = tuple(self.typed.split())
        told = tuple(t for t in every if t not in _IDLE) or every
        phrase = " ".join(told)
        if self.typed in self.synonyms:
            return (self.typed,)
        if phrase in self.synonyms or (self.unknown(told) and self.near_synonyms(phrase)):
            return (phrase,)
        return told

    def unknown(self, terms: Iterable[str]) -> bool:
        """Tell whether a word is the beginning of none that there is."""
        return any(not any(w.startswith(t) for w in self.vocabulary) for t in terms)

    def meant(self, hits: Sequence[Hit]) -> str:
        """Return what was typed with the words that it was meant for in their places."""
        by_term = {term: hit.meant for term, hit in zip(self.terms, hits, strict=True)}
        return by_term.get(self.typed) or " ".join(by_term.get(w, w) for w in self.typed.split())

    @cached_property
    def _near(self) -> dict[str, dict[str, int]]:
        return {}

    def near_words(self, term: str) -> dict[str, int]:
        """Return the words that one in letters is nearly, with the errors in it."""
        if term not in self._near:
            plain = term.isalpha() and term.isascii()
            self._near[term] = near_words(term, self.vocabulary) if plain else {}
        return self._near[term]

    @cached_property
    def _near_synonyms(self) -> dict[str, tuple[str, ...]]:
        return {}

    def near_synonyms(self, term: str) -> tuple[str, ...]:
        """Return the synonyms that a term is with one typing error or more."""
        if term not in self._near_synonyms:
            known = (k for k in self.synonyms if name_off(term, k) is not None)
            self._near_synonyms[term] = tuple(known) if term not in self.synonyms else ()
        return self._near_synonyms[term]


@dataclass(frozen=True)
class Entry:
    """An indicator with all words by which it is found, folded.

    Parameters
    ----------
    definition : Definition
        The indicator.
    names : tuple of str
        In Chinese and English.
    about : str
        Its id, scope, concept and economies.
    told : str
        Its definition.
    printed : str
        The printed forms of its figures.
    figures : int
        How many figures it has, of all economies.
    """

    definition: Definition
    names: tuple[str, str]
    about: str
    told: str
    printed: str
    figures: int

    @property
    def standing(self) -> float:
        """What goes first of equals.

        What is told first and what has many figures, before changes and ranks of others.
        """
        own = self.definition
        told = 12.0 * (own.headline > 0) + 6.0 * (own.story > 0) + 8.0 * log10(1 + self.figures)
        return told - 15.0 * (own.measure in _OF_OTHERS and not own.headline)

    @property
    def shown(self) -> tuple[str, str]:
        """The names as they are shown."""
        return self.definition.name_zh, self.definition.name_en

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words in letters of its name and of what it is about."""
        known = f"{self.names[1]} {self.names[0]} {self.about}".split()
        return tuple(dict.fromkeys(w for word in known for w in scripts(word) if not is_han(w)))

    def word(self, beginning: str) -> str:
        """Return the word that begins so, or what was given."""
        if is_han(beginning):
            return beginning
        return next((w for w in self.words if w.startswith(beginning)), beginning)

    def place(self, phrase: str) -> float:
        """Return what it counts that a phrase stands in the entry; 0 where it does not."""
        for name in self.names:
            if (at := begins(phrase, name)) >= 0:
                return NAME + 15 * (at == 0) + 50 * len(phrase) / len(name)
        if begins(phrase, self.about) >= 0:
            return ABOUT
        if begins(phrase, self.told) >= 0 or begins(phrase, self.printed) >= 0:
            return FIGURES
        return 0.0


def judged(entry: Entry, asked: Asked) -> Hit:
    """Return the mean over the words typed; a word found nowhere rules the indicator out.

    A whole name with few errors is found whatever its words are.
    """
    hits = [fit(entry, term, asked) for term in asked.terms]
    found = [h for h in hits if h]
    best = _whole(entry, asked.typed)
    if len(found) == len(hits):
        mean = sum(h.score for h in found) / len(found)
        own = Hit(mean, asked.meant(found), all(h.exact for h in found))
        if best is None or own.exact or mean >= best.score:
            best = replace(own, score=max(mean, best.score if best else 0.0))
    if best is None:
        return Hit(0.0, "")
    return replace(best, score=best.score + entry.standing)


def _whole(entry: Entry, typed: str) -> Hit | None:
    """Hold what was typed against the whole name in each language."""
    for name, shown in zip(entry.names, entry.shown, strict=True):
        off = name_off(typed, name)
        if off is not None:
            return Hit(NAME + 60 - 10 * off, shown, off == 0)
    return None


def fit(entry: Entry, term: str, asked: Asked) -> Hit | None:
    """Return how an entry fits a word: as it stands, by synonyms, in pieces, or nearly."""
    for way in (_as_typed, _pieces, _nearly):
        if hit := way(entry, term, asked):
            return hit
    parts = scripts(term)
    if len(parts) < 2:
        return None
    hits = [fit(entry, part, asked) for part in parts]
    found = [h for h in hits if h]
    if len(found) < len(hits):
        return None
    mean = sum(h.score for h in found) / len(found)
    return Hit(mean, "".join(h.meant for h in found), all(h.exact for h in found))


def _as_typed(entry: Entry, term: str, asked: Asked) -> Hit | None:
    """Fit a word as it stands, its other number, or one of its synonyms."""
    own = max((entry.place(form) for form in _forms(term)), default=0.0)
    other = _by_synonym(entry, asked.synonyms.get(term, ()), term)
    if other and other.score > own:
        return other
    return Hit(own, entry.word(term)) if own else None


def _forms(term: str) -> Iterable[str]:
    """Yield a word, and in English its singular and its plural."""
    yield term
    if is_han(term) or len(term) < SHORTEST - 1:
        return
    if term.endswith("ies"):
        yield term[:-3] + "y"
    elif term.endswith("y"):
        yield term[:-1] + "ies"
    elif term.endswith("s"):
        yield term[:-1]


def _by_synonym(entry: Entry, others: Iterable[str], term: str) -> Hit | None:
    places = (min(entry.place(word) for word in other.split()) for other in others)
    best = max(places, default=0.0)
    return Hit(best - NAME + SYNONYM if best >= ABOUT else best / 2, term) if best else None


def _pieces(entry: Entry, term: str, asked: Asked) -> Hit | None:
    """Cover Chinese characters by pieces of two and more, each found or a synonym."""
    if not is_han(term) or len(term) < 4:
        return None
    worth = []
    for part in filter(None, _BETWEEN.split(term)):
        at = 0
        while at < len(part):
            piece = _longest(entry, part[at:], asked)
            if piece is None:
                return None
            worth.append(piece[1])
            at += piece[0]
    if not worth:
        return None
    return Hit(sum(worth) / len(worth) - 15 * (len(worth) - 1), term)


def _longest(entry: Entry, rest: str, asked: Asked) -> tuple[int, float] | None:
    for length in range(len(rest), 1, -1):
        if hit := _as_typed(entry, rest[:length], asked):
            return length, hit.score
    return None


def _nearly(entry: Entry, term: str, asked: Asked) -> Hit | None:
    """Fit a word with typing errors: of synonyms, and of names."""
    own = _near_han(entry, term) if is_han(term) else _near_letters(entry, term, asked)
    for known in asked.near_synonyms(term):
        other = _by_synonym(entry, (known, *asked.synonyms[known]), known)
        if other and (own is None or other.score / 2 > own.score):
            own = Hit(other.score / 2, known, exact=False)
    return own


def _near_han(entry: Entry, term: str) -> Hit | None:
    if len(scripts(term)) > 1:
        return None
    near = near_run(term, entry.names[0])
    if near is None:
        return None
    # How near it is counts more than how much of the name it is.
    share = min(1.0, len(term) / len(entry.names[0]))
    return Hit(NEAR * (2 - 0.4 * near[1]) + 10 * share, near[0], exact=False)


def _near_letters(entry: Entry, term: str, asked: Asked) -> Hit | None:
    near = asked.near_words(term)
    off, word = min(((near[w], w) for w in entry.words if w in near), default=(0, ""))
    if word:
        name = entry.names[1]
        at = begins(word, name)
        score = NEAR * (1.6 if at >= 0 else 1.2) - 12 * off + 15 * (at == 0)
        return Hit(score + 20 * len(term) / len(name), word, exact=False)
    return Hit(NEAR, term) if spelled(term, entry.names[0]) else None
