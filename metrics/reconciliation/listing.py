"""The checks as a list to look through: in their order, by filters and by words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.locale import Lang, folded
from metrics.reconciliation import reconcile
from metrics.reconciliation.model import VERDICTS, Check, Verdict
from metrics.reconciliation.wording import sentence
from metrics.tables.dataset import Tables


@dataclass(frozen=True)
class Entry:
    """A check with its sentence, and the words that a search looks through."""

    check: Check
    said: str
    words: str


@dataclass(frozen=True)
class CheckFilter:
    """Which checks a reader wants to see; what is empty does not limit.

    Parameters
    ----------
    verdict, kind : str
        Codes.
    theme, source, indicator, area : str
        Of some figure that takes part.
    relations : tuple of str
        The only relations in view, each with all its readings; nothing else limits then.
    query : str
        Words that stand somewhere in the sentence, the printed forms or the explanation.
    """

    verdict: str = ""
    kind: str = ""
    theme: str = ""
    source: str = ""
    indicator: str = ""
    area: str = ""
    relations: tuple[str, ...] = ()
    query: str = ""

    def keeps(self, entry: Entry) -> bool:
        """Tell whether a check is wanted."""
        check = entry.check
        if self.relations:
            return check.relation.id in self.relations
        if self.verdict not in ("", check.verdict) or self.kind not in ("", check.relation.kind):
            return False
        return self._takes_part(check) and all(w in entry.words for w in folded(self.query).split())

    def _takes_part(self, check: Check) -> bool:
        def empty_or(wanted: str, found: str) -> bool:
            return wanted in ("", found)

        return any(
            empty_or(self.theme, o.definition.theme)
            and empty_or(self.source, o.source.id)
            and empty_or(self.indicator, o.definition.id)
            and empty_or(self.area, o.area)
            for o in check.inputs
        )


def entries(tables: Tables, lang: Lang) -> tuple[Entry, ...]:
    """List all checks in view by verdict, those of the reports before the others."""
    return tuple(_entry(tables, check, lang) for check in ordered(reconcile(tables)))


def ordered(checks: Sequence[Check]) -> tuple[Check, ...]:
    """Put checks in the order in which a reader wants to see them."""
    return tuple(sorted(checks, key=_place))


def chosen(every: Sequence[Entry], wanted: CheckFilter) -> tuple[Entry, ...]:
    """Choose the checks that are wanted, in their order.

    Examples
    --------
    >>> from metrics import load
    >>> found = chosen(entries(load(), "en"), CheckFilter(query="10 times pledge"))
    >>> {e.check.relation.id for e in found} >= {"shared-base-pledge"}
    True
    """
    return tuple(e for e in every if wanted.keeps(e))


def counts(every: Sequence[Entry], wanted: CheckFilter) -> dict[Verdict, int]:
    """Count the checks of each verdict, whichever verdict is wanted."""
    found = Counter(e.check.verdict for e in chosen(every, replace(wanted, verdict="")))
    return {verdict: found[verdict] for verdict in VERDICTS}


def _entry(tables: Tables, check: Check, lang: Lang) -> Entry:
    said = sentence(tables, check, lang)
    relation = check.relation
    words = [said, relation.id, relation.explanation(lang), relation.note(lang)]
    for o in check.inputs:
        words += [o.figure.printed, o.definition.name_zh, o.definition.name_en, o.definition.id]
    return Entry(check, said, folded(" ".join(words)))


def _place(check: Check) -> tuple[int, bool]:
    return VERDICTS.index(check.verdict), not any(o.reported for o in check.inputs)
