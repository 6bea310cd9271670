"""Every number of a text with its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from metrics.locale import Lang
from metrics.proof.between import compared
from metrics.proof.changes import change, share
from metrics.proof.context import Context
from metrics.proof.figures import Figures
from metrics.proof.judging import Judging
from metrics.proof.levels import level
from metrics.proof.model import Judged
from metrics.proof.own import reckoned
from metrics.proof.reading import read_all
from metrics.proof.scopes import unlike
from metrics.proof.tabled import Rows
from metrics.proof.totals import total
from metrics.proof.words import Speaker
from metrics.tables.dataset import Tables


def judge(text: str, tables: Tables, lang: Lang) -> tuple[Judged, ...]:
    """Judge every number of a text against the tables.

    Parameters
    ----------
    text : str
        Any text, in Chinese or English.
    tables : Tables
        What is in view.
    lang : str
        Language of the sentences that say why.

    Returns
    -------
    tuple of Judged
        One for each number, in the order of the text.

    Examples
    --------
    >>> from metrics import load
    >>> text = "2022年，我国专利商标质押融资额达4686.8亿元。"
    >>> [(j.text, j.verdict, j.right) for j in judge(text, load(), "zh") if j.indicator]
    [('4686.8亿', 'contradicted', '4868.8亿')]
    """
    found: list[Judged] = []
    rows = Rows()
    for read in read_all(text, tables):
        paragraph = read.paragraph
        judged: dict[int, Judged] = {}
        one = Judging(text, paragraph, Figures(tables), Speaker(tables, lang))
        for contexts in read.sentences:
            judged |= _sentence(one, contexts, rows)
        found += [judged.get(s.start) or one.no_figure(s) for s in read.stated]
    return tuple(sorted(found, key=lambda j: j.start))


def _sentence(judging: Judging, read: Sequence[Context], rows: Rows) -> dict[int, Judged]:
    """Judge the numbers of a sentence: the levels first, as changes may stand before them."""
    done: dict[int, Judged] = {}
    told = [(-1, o) for o in rows.before(judging.paragraph)]
    for own in (True, False):
        for context in read:
            stated = context.stated
            if _by_itself(context) is not own:
                continue
            judging.before = [o for start, o in told if start < stated.start]
            judging.behind = [o for start, o in told if start > stated.start]
            judging.unclear = any(
                done[c.stated.start].verdict == "unknown"
                for c in read
                if c.stated.start in done and c.stated.start < stated.start and c.stated.value > 20
            )
            many = len(judging.before)
            done[stated.start] = _judged(judging, context)
            told = sorted(
                [*told, *((stated.start, o) for o in judging.before[many:])], key=itemgetter(0)
            )
    rows.keep(judging.paragraph, (o for _, o in told))
    for context in read:
        done[context.stated.start] = _by_the_text(judging, context, read, done)
    return done | unlike(judging, read, done)


def _by_the_text(
    judging: Judging, context: Context, read: Sequence[Context], done: dict[int, Judged]
) -> Judged:
    """Judge what the tables leave open by the numbers of the sentence itself."""
    found = done[context.stated.start]
    if found.verdict != "unknown" or found.indicator:
        return found
    return reckoned(judging, context, read, done) or found


def _by_itself(context: Context) -> bool:
    """Tell whether a number needs none of the others of its sentence."""
    of_others = (
        context.share or context.company.against or context.company.together or context.company.gap
    )
    return not of_others and context.stated.role == "level" and context.stated.kind != "times"


def _judged(judging: Judging, context: Context) -> Judged:
    """Judge a number by what its words say that it is."""
    stated = context.stated
    if context.topic is None:
        return judging.made(stated, "unknown", why=judging.speaker.plain("no_name"))
    if not judging.figures.any_scope(context):
        return judging.made(stated, "unknown", why=judging.speaker.plain("no_series"))
    if context.company.against:
        return compared(judging, context)
    if context.share:
        return share(judging, context)
    if stated.role == "change" or stated.kind == "times":
        return change(judging, context)
    if context.company.together or len(context.company.years) > 1:
        return total(judging, context)
    return level(judging, context)
