"""Of what a number is: by the words beside it, by the numbers before it, by the sentence before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.model.definition import Definition
from metrics.proof.context import Context
from metrics.proof.names import Names, Token
from metrics.proof.numbers import Stated
from metrics.proof.sentences import Sentence
from metrics.proof.topics import Beside, Topic, counts, topic

# So many words of the sentence before may belong to a name.
_KEPT = 8
_MOST = 12


@dataclass(frozen=True)
class Memory:
    """What the sentence before said.

    Parameters
    ----------
    contexts : tuple of Context
        Its numbers.
    tokens : tuple of Token
        Its words of names.
    """

    contexts: tuple[Context, ...] = ()
    tokens: tuple[Token, ...] = ()

    def then(self, made: Sequence[Context], sentence: Sentence) -> Memory:
        """Return what is kept after another sentence: of one paragraph its words of names."""
        named = any(c.topic for c in made)
        contexts = tuple(made) if named or sentence.tokens else self.contexts
        goes_on = sentence.start > 0
        return Memory(contexts, (*(self.tokens if goes_on else ()), *sentence.tokens)[-_MOST:])


NOTHING = Memory()


@dataclass(frozen=True)
class Named:
    """What a number is of.

    Parameters
    ----------
    topic : Topic, optional
        The indicators; None where nothing names any.
    inherited : bool
        Whether it has that from another number.
    by : Context, optional
        That other number, where there is one.
    """

    topic: Topic | None
    inherited: bool = False
    by: Context | None = None


@dataclass(frozen=True)
class Naming:
    """Finds what numbers are of, in one language.

    Parameters
    ----------
    known : Names
        All names.
    definitions : dict of str to Definition
        Of all indicators.
    """

    known: Names
    definitions: dict[str, Definition]

    def named(
        self, stated: Stated, beside: Beside, made: Sequence[Context], memory: Memory, *, bare: bool
    ) -> Named:
        """Find what a number is of.

        Parameters
        ----------
        stated : Stated
            The number.
        beside : Beside
            Words of names around it.
        made : sequence of Context
            The numbers before it in its sentence.
        memory : Memory
            What the sentence before said.
        bare : bool
            Whether no word of its own clause names anything.

        Returns
        -------
        Named
            By its own words; else as the number before it; else by what went before.
        """
        own = topic(beside, stated, self.known, self.definitions)
        empty = not any(t.telling for t in (*beside.before, *beside.behind))
        if bare or (own is None and empty):
            found = self._as_before(stated, made, beside)
            if found.topic:
                return found
        if own is not None:
            return Named(own)
        if not empty:
            # A part of a name, of which the sentence before has the rest.
            before = (*memory.tokens[-_KEPT:], *beside.earlier)
            found_ = self._topic(replace(beside, earlier=before), stated)
            if found_ and _surely(found_.of, memory.contexts, found_):
                found_ = replace(found_, sure=not beside.apart)
            return Named(found_)
        if beside.earlier:
            return Named(self._topic(replace(beside, before=beside.earlier, earlier=()), stated))
        return self._as_sentence_before(stated, memory.contexts, memory.tokens, beside)

    def of_all(self, stated: Stated, beside: Beside, memory: Memory) -> Named | None:
        """Find what a total is of by all words of the sentence before: both kinds together."""
        found = self._topic(replace(beside, before=memory.tokens, earlier=()), stated)
        return Named(found) if found else None

    def part(self, stated: Stated, beside: Beside, made: Sequence[Context]) -> Named:
        """Find what a part of a whole is of: by its own words, else as the number before it."""
        found = self._topic(beside, stated)
        return Named(found) if found else self._as_before(stated, made, beside)

    def _topic(self, beside: Beside, stated: Stated) -> Topic | None:
        return topic(beside, stated, self.known, self.definitions)

    def _as_before(self, stated: Stated, made: Sequence[Context], beside: Beside) -> Named:
        """Give a number the topic of the last one before it that may have the same."""
        if beside.apart:
            return Named(None)
        # A level goes on from a level of its kind, whatever rates stand between.
        like = [c for c in made if (c.stated.kind, c.stated.role) == (stated.kind, "level")]
        if stated.kind == "rank":
            made = made[-1:]  # 世界第一 behind a number is of that number
        for last in (*reversed(like if stated.role == "level" else []), *reversed(made)):
            if last.topic and (of := self._counted(last.topic, stated)):
                rate = stated.role == "change" and stated.kind in ("percent", "points")
                sure = _surely(of, made, last.topic) or (rate and last.matched)
                return Named(Topic(of, sure), inherited=True, by=last)
        return Named(None)

    def _as_sentence_before(
        self, stated: Stated, made: Sequence[Context], tokens: tuple[Token, ...], beside: Beside
    ) -> Named:
        """Give a number the topic of the sentence before: for 2023 the figure was so much."""
        found = self._as_before(stated, made, beside)
        if found.by is None:
            return Named(self._topic(replace(beside, before=tokens), stated)) if tokens else found
        rivals = [c for c in made if c.stated.role == found.by.stated.role]
        topics = {of for c in rivals if c.topic and (of := self._counted(c.topic, stated))}
        if found.topic and len(topics) > 1:
            return replace(found, topic=replace(found.topic, sure=False))
        return found

    def _counted(self, topic_: Topic, stated: Stated) -> tuple[str, ...]:
        # What goes on from a target is of what was aimed at.
        of = (i.removesuffix("_target") for i in topic_.of)
        return tuple(i for i in of if i in self.definitions and counts(self.definitions[i], stated))


def _surely(of: tuple[str, ...], made: Sequence[Context], own: Topic) -> bool:
    """Tell whether what a number is of is sure, by itself or because it was of another number."""
    return own.sure or any(c.topic and c.surely_named and set(of) <= set(c.topic.of) for c in made)
