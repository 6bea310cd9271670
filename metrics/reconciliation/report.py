"""All checks as data, and as the reviewed table of the documentation."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from metrics.locale import LANGS
from metrics.model.observation import Observation
from metrics.model.row import row
from metrics.printed.interval import Interval
from metrics.reconciliation.implied import implied
from metrics.reconciliation.model import MISFITS, VERDICTS, Check, Verdict
from metrics.reconciliation.wording import sentence
from metrics.reconciliation.workings import claim, formula, working
from metrics.tables.dataset import Tables
from metrics.wording.intervals import span

_HEAD = """\
# Relations between the figures

Every relation of `data/relations.csv`, and every figure that several publications state, held
against the figures. Written by `python -m metrics reconcile --format markdown > docs/relations.md`;
a test compares this page with the engine.

*Inconsistent*: the intervals do not meet, and none of the following explains it; only these are
marked on charts, cards and slides and in files. *Reading ruled out*: they do not meet in this
reading of the phrase, but in another. *Base revised since*: the printed growth leads back to
another base than the one held against it. *Revised*: two vintages of one figure, or figures that
fit by the vintage of the day. *Classified differently*: two sources count the same things unlike.
*No power*: the intervals meet, and would still meet if any one of the printed figures were a tenth
larger or smaller (a whole count or a rank: at least by one). *Not comparable*: a break, unlike
definitions, scopes, concepts or periods. Expected is what the right side of the formula gives;
observed what is printed.
"""


# What names a figure that takes part in a check.
INPUT = ("indicator", "area", "period", "printed", "source", "locator")
_ABOUT: dict[Verdict, str] = {
    "inconsistent": "Inconsistencies and what is known of them",
    "reading_ruled_out": "Readings ruled out",
    "revised_base": "Growth on a base revised since",
    "revised": "Vintages that differ",
    "classified_differently": "Classified differently by the sources",
}


def as_json(tables: Tables, checks: Sequence[Check]) -> str:
    """Write every check with its inputs, intervals, verdict and words, as JSON."""
    made = {
        "version": tables.version,
        "counts": {v: sum(c.verdict == v for c in checks) for v in VERDICTS},
        "unexplained": [c.relation.id for c in checks if not c.explained],
        "checks": [_check(tables, c) for c in checks],
    }
    return json.dumps(made, ensure_ascii=False, indent=1)


def _check(tables: Tables, check: Check) -> dict[str, Any]:
    relation = check.relation
    return {
        "id": relation.id,
        "kind": relation.kind,
        "reading": relation.reading,
        "verdict": check.verdict,
        "reason": check.reason,
        "expected": _ends(check.outcome.expected),
        "observed": _ends(check.outcome.observed),
        "formula": working(check),
        "inputs": [_input(o) for o in check.inputs],
        "explained": check.explained,
        "declared": check.declared,
        "vintage": [_input(o) for o in check.vintage],
        **{f"sentence_{lang}": sentence(tables, check, lang) for lang in LANGS},
        **{f"explanation_{lang}": relation.explanation(lang) for lang in LANGS},
        **{f"note_{lang}": relation.note(lang) for lang in LANGS},
    }


def _ends(interval: Interval) -> dict[str, Any]:
    return {
        "lo": None if interval.lo is None else f"{interval.lo:f}",
        "hi": None if interval.hi is None else f"{interval.hi:f}",
        "lo_open": interval.lo_open,
        "hi_open": interval.hi_open,
    }


def _input(o: Observation) -> dict[str, str]:
    made = row(o)
    return {name: made[name] for name in INPUT}


def as_markdown(tables: Tables, checks: Sequence[Check]) -> str:
    """Write the reviewed table: each check by kind, then what is implied."""
    parts = [_HEAD, *_counts(tables, checks)]
    for kind in tables.codes("check_kind"):
        own = [c for c in checks if c.relation.kind == kind]
        if own:
            parts += [
                "",
                f"## {tables.label('check_kind', kind, 'en')} (`{kind}`)",
                "",
                *_rows(own),
            ]
    for verdict in (v for v in VERDICTS if v in MISFITS):
        own = [c for c in checks if c.verdict == verdict]
        if own:
            parts += ["", f"## {_ABOUT[verdict]}", ""]
            parts += [
                f"- **{c.relation.id}** ({c.relation.reading}): {sentence(tables, c, 'en')} "
                f"{c.relation.explanation_en}".rstrip()
                for c in own
            ]
    return "\n".join([*parts, "", *_implied(tables)]) + "\n"


def _counts(tables: Tables, checks: Sequence[Check]) -> list[str]:
    found = Counter((c.relation.kind, c.verdict) for c in checks)
    lines = [
        f"| kind | {' | '.join(v.replace('_', ' ') for v in VERDICTS)} |",
        "| --- |" + " ---: |" * len(VERDICTS),
    ]
    for kind in tables.codes("check_kind"):
        if any(found[kind, v] for v in VERDICTS):
            counts = " | ".join(str(found[kind, v] or "") for v in VERDICTS)
            lines.append(f"| {tables.label('check_kind', kind, 'en')} | {counts} |")
    sums = " | ".join(str(sum(c.verdict == v for c in checks)) for v in VERDICTS)
    return [*lines, f"| all | {sums} |"]


def _rows(checks: Sequence[Check]) -> list[str]:
    lines = [
        "| id | reading | inputs as printed | expected | observed | verdict | why so read |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for c in checks:
        cells = (
            c.relation.id,
            c.relation.reading,
            formula(c),
            span(c.outcome.expected),
            claim(c),
            c.verdict.replace("_", " ") + (f" ({c.reason})" if c.reason else ""),
            c.relation.note_en,
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return lines


def _implied(tables: Tables) -> list[str]:
    lines = [
        "## Implied and printed nowhere",
        "",
        "| figure | area | period | rule | from | interval |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for o in implied(tables):
        inputs = ", ".join(i.figure.printed for i in o.inputs)
        cells = (o.definition.id, o.area, o.period.code, o.rule, inputs, span(o.figure.interval))
        lines.append("| " + " | ".join(cells) + " |")
    return lines
