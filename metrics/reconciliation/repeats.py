"""The same figure stated twice, as a relation that nobody need write down."""

from __future__ import annotations

from hashlib import sha256

from metrics.model.observation import Observation
from metrics.model.reference import Operand, Reference
from metrics.reconciliation.model import Relation
from metrics.tables.agreement import Pair


def repeated(pair: Pair) -> Relation:
    """Make the relation of two statements of one figure: they must meet.

    Where they do not, the notes that the statements carry are the explanation.
    """
    first, second = pair.first, pair.second
    notes = first, second
    explained = pair.explained
    return Relation(
        id="-".join(("same", *second.key[:3], _told_apart(first, second))).replace("/", "-"),
        kind="same",
        left=(_operand(second),),
        right=(_operand(first),),
        reading="plain",
        explanation_zh="".join(dict.fromkeys(o.note_zh for o in notes)) if explained else "",
        explanation_en=" ".join(dict.fromkeys(filter(None, (o.note_en for o in notes))))
        if explained
        else "",
    )


def _told_apart(*statements: Observation) -> str:
    """Make a few digits that name the statements: a figure may be printed in many places."""
    keys = "|".join("|".join(o.key) for o in statements)
    return sha256(keys.encode()).hexdigest()[:6]


def _operand(o: Observation) -> Operand:
    return Operand((Reference(o.definition.id, o.area, o.period.code, o.source.id),))
