"""What explains a numeral that is no figure: the closed list of classes, and rules for the regular.

A rule must never cover what could be a fact: 第三次 and 连续五年 are left to the facts. What no
rule covers needs a row of `explanations.csv`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.verification.flatten import NormalisedText
from metrics.verification.numerals import HAN, Numeral

# In the order in which they are reported; codes.csv has their names.
CLASSES = (
    "date",
    "span",
    "session",
    "document",
    "title",
    "plan",
    "name",
    "marker",
    "page",
    "universe",
    "denominator",
    "first",
    "round",
    "listing",
    "repeated",
    "noise",
)
_H = f"{HAN}+"
_N = rf"(?:[0-9]+|{HAN}+)"
_YEAR = r"(?:[12][0-9]{3}|二〇[〇一二三]" + HAN + ")"
_DAY = r"[0-9]{1,2}(?:—[0-9]{1,2})?月(?:[0-9]{1,2}日?)?"
_SENTENCE_END = "。;:!?…”)】』\0"


@dataclass(frozen=True)
class Rule:
    """A pattern whose matches explain every numeral in them.

    Parameters
    ----------
    code : str
        The class.
    pattern : Pattern
        As it stands in a flat text.
    opens : bool
        Whether it must begin a sentence or a line.
    """

    code: str
    pattern: re.Pattern[str]
    opens: bool = False


def _rule(code: str, pattern: str, opens: bool = False) -> Rule:
    return Rule(code, re.compile(pattern), opens)


_RULES = (
    # Documents by name, and their numbers.
    _rule("title", "《[^《》]{2,60}》"),
    _rule("document", rf"〔{_YEAR}〕第?{_N}号|(?:{_YEAR}年)?第{_N}[期号卷条款]"),
    # Dates, of which a year alone needs its sign.
    _rule("date", rf"{_YEAR}—{_YEAR}年"),
    _rule("date", rf"{_YEAR}年(?:{_DAY})?"),
    _rule("date", rf"{_YEAR}—[01][0-9]—[0-3][0-9]"),
    _rule("date", rf"(?<![0-9.—/]){_DAY}(?!个)"),
    # Plan periods, congresses and what they hold, meetings by number.
    _rule("plan", r"十[二三四五六]五(?=[”规时期,、。])"),
    _rule("session", "(?:十[一二三四五六七八九]|二十)大(?!专|道|关|类|以上)"),
    _rule("session", rf"第?{_H}届(?:(?:历次|{_H}中(?:[、和]{_H}中)*)全会)?|首届"),
    _rule("session", rf"第{_N}次(?:集体学习|全体会议|代表大会|会议)"),
    # Names that hold a numeral: in quotes, or known without them.
    _rule("name", "“[^“”。;]{1,14}”"),
    _rule("name", "百年奋斗目标|第二个百年|(?:内|际)两个大局|八项规定|一省一策|一带一路"),
    # Lists.
    _rule("marker", rf"\({_H}\)", opens=True),
    _rule("marker", rf"{_H}(?:是|要(?!素))|{_H}、|第{_H},", opens=True),
    _rule("marker", "(?<![统唯逐同专单这那第万每合任])一[是要、](?!素)"),
    _rule("marker", f"〇(?!{HAN})", opens=True),
    _rule("marker", "[①-⑳㈠-㈩⑴-⒇]"),
    _rule(
        "page", r"目录(?:[^0-9。;!]{4,60}[0-9]{1,3}(?![0-9.%万亿家个件项条种次份人元年月日])){2,}"
    ),
    # Spans of years that a statement or an era covers; never the length of a streak.
    _rule("span", rf"新时代(?:的)?{_N}年|未来{_N}年|(?<![续])(?:近|过去){_N}年(?!度|均)"),
    _rule("span", rf"(?<![续合作])(?:{_N}[多余]?)年(?:来|间|增长(?=[近超约0-9])|发展成就|目标)"),
    _rule("span", rf"(?:以来的|重要的?|开局的?){_N}年|{_N}个月[前后]"),
    # What a rank or a share is of.
    _rule("universe", rf"{_N}强(?=[中企科的])|前{_N}[位名](?=的)"),
    _rule("universe", rf"在[^,。;0-9]{{0,6}}{_N}[家个名][^,。;0-9]{{2,6}}中(?=[,我中国])"),
    _rule("denominator", rf"每{_H}(?=人|户|家|名|平方)"),
    # The first of its kind, later rounds, and words that count what they stand for.
    _rule("first", "(?<![界球上])首[次批部单例家个]|第一次"),
    _rule("round", rf"第{_H}[批轮]"),
    _rule("listing", "[两二三四五]者"),
)


def classified(flat: NormalisedText, found: Sequence[Numeral]) -> dict[Numeral, str]:
    """Return the class of each numeral that a rule explains; the first rule that covers it counts.

    Examples
    --------
    >>> from metrics.verification.flatten import flatten
    >>> from metrics.verification.numerals import numerals
    >>> flat = flatten("一是新建10家；2022年底，连续三年增长")
    >>> list(classified(flat, numerals(flat.text)).values())
    ['marker', 'date']
    """
    starts = [n.start for n in found]
    classes: dict[Numeral, str] = {}
    for rule in _RULES:
        for m in rule.pattern.finditer(flat.text):
            if rule.opens and not _opens(flat, m.start()):
                continue
            for n in found[bisect_left(starts, m.start()) : bisect_left(starts, m.end())]:
                if n.end <= m.end():
                    classes.setdefault(n, rule.code)
    return {n: classes[n] for n in found if n in classes}


def _opens(flat: NormalisedText, at: int) -> bool:
    """Tell whether a sentence or a line of the original begins here."""
    return at in flat.line_starts or at == 0 or flat.text[at - 1] in _SENTENCE_END
