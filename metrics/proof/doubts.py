"""What makes it doubtful of what a number is, though its words name an indicator.

A doubtful number may be confirmed; it is never called wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from metrics.model.definition import Definition
from metrics.printed.qualifiers import words_before
from metrics.printed.refused import PrintedError
from metrics.proof.manners import ALONE, Company
from metrics.proof.numbers import Stated
from metrics.proof.places import Places
from metrics.proof.sentences import Sentence, clause_start, goes_on
from metrics.proof.topics import Beside, Topic

# What is aimed at, or to come.
_AIMED = re.compile(
    r"(?<![^,。;:、()“”\s])到20[0-9]{2}年(?![底末0-9])|目标|预期|(?:规划|纲要|计划|意见)(?:提出|明确|确定|要求|规定)|力争|预计|预测|有望|将达"
    r"|target|\bgoal|\baim|forecast|projected|expected to",
    re.IGNORECASE,
)
# Sums of several, and what is told for each day or each of some.
_OF_SEVERAL = re.compile(
    r"(?:[两三四五几多0-9]+(?:项|者|国|类|种|个)[^,。]{0,4}合计)|每天"
    r"|每日|日均|月均|每月|每小时"
    r"|每家|户均|每亿|每百|\b(?:a|per|every) (?:day|month"
    r"|hour)\b|daily|monthly|\bbrought\b",
    re.IGNORECASE,
)
_SUMS = re.compile(
    r"[两三四五六七八九十几多][年国]|(?<![0-9])[0-9]{1,2}年|之和|相加|加起来|together|combined|altogether|\byears\b",
    re.IGNORECASE,
)
# A place in a country is no place in the world.
_WITHIN = re.compile(r"(?:全国|国内|省内|全省|全市)(?:排名|位列|位居|居|列|排)?(?:第)?$")
# So many places are a gap, and no rank.
_PLACES = re.compile("place|position|spot", re.IGNORECASE)
# Against something that is no date.
_AGAINST = re.compile(
    r"(?<![同环占对相])[比较](?!重|例|率|大|高|好|快|为|多|上|去|前|同期"
    r"|[0-9〇一二三四五六七八九十两]+年)"
    r"|\bthan (?!in |at |a year|one year|the (?:year|previous|same|end|prior)|last|(?:19"
    r"|20)\d\d|that|\d)",
    re.IGNORECASE,
)
_OF_YEARS = re.compile("年.*累计")
_SHARE_OF = re.compile(r"占([^,。;0-9%]*?)(?:约|近|超过|超|达到?|为|到|比重|比例|比|的|逾|不足)*$")
_ALL = re.compile("全部|总量|总数|全国|全球|世界|我国|国内|总体|其中?|全年|总|的|有|据|比")
_RUNNING = re.compile(
    r"累计|期间|以来|cumulative|\bsince\b|\bover the (?:past|last)", re.IGNORECASE
)
# What a Chinese name that goes on to the left ends with: 新能源汽车发明专利.
_PART = re.compile(
    r"(?:[业域者人校院所厂群类型品器机]|技术|材料|设备|汽车|能源|医药|芯片|通信|网络)(?:的)?$"
)
_NO_PART = re.compile(r"(?:企业|专利权人|申请人|产业|中国人|国人|品类)(?:的)?$")
_IDLE = re.compile(
    r"(?:CNY|RMB|US\$|\$|¥)|\b(?:as a whole|the whole|full|full-year|for|had|has|have|been"
    r"|he|she|put|puts|said|says"
    r"|was|is|stood|stands|it|they"
    r"|reached|total|totals|amount|value|sum|overall|whole|mark|level|rate|score|already|just|only"
    r"|only recent)\b|权利人|专利权人|申请人|注册人|其中|来自|所有|拥有|持有"
    r"|[列排得则又后末年底数再更跃还分别一路随最终]|数量|规模|进一步|\b(?:then|this|that|which"
    r"|those|while|but"
    r"|so|figure|number|numbers|year|years|later|still|again|with|against|came|down|them"
    r"|respectively)\b",
    re.IGNORECASE,
)

# (48,499 of 72,795) says again what went before; 372.7万件比501万件 is a ratio.
_IN_BRACKETS = re.compile(r"\([^()]* of [\d,.]+\)")
_TO_ANOTHER = re.compile(r"[件个家元]比$")
_NOUN = re.compile(r"\s([A-Za-z][a-z-]+)")
_NO_NOUNS = frozenset(
    {
        *("in", "at", "by", "from", "for", "a", "an", "the", "last", "over", "and", "to", "on"),
        *("as", "with", "while", "after", "before", "against", "compared", "up", "down", "or"),
        *("but", "respectively", "during", "this", "that", "which", "per", "now", "then", "of"),
        *("were", "was", "had", "came", "is", "are", "so", "more", "fewer", "less", "higher"),
        *("lower", "only", "twelve", "one", "two", "later", "earlier", "each", "when", "than"),
        *("it", "they"),
    }
)


@dataclass(frozen=True)
class Read:
    """A number with what was read around it.

    Parameters
    ----------
    sentence : Sentence
        Where it stands.
    stated : Stated
        The number.
    beside : Beside
        Words of names around it.
    clause : int
        Where its clause begins.
    topic : Topic
        What it seems to be of.
    inherited : bool
        Whether it has that from the number before it.
    based : bool
        Whether a date or an economy is told that it is compared with.
    company : Company
        What other numbers it is said to be made of.
    by : int
        Where the number of its sentence ends that it has its name from; -1 where it is of none.
    """

    sentence: Sentence
    stated: Stated
    beside: Beside
    clause: int
    topic: Topic
    inherited: bool
    based: bool
    company: Company = ALONE
    by: int = -1

    @property
    def before(self) -> str:
        """The words of its clause before it."""
        return self.sentence.words(self.clause, self.stated.start)


def aims(words: str) -> bool:
    """Tell whether words say that something is aimed at, or is to come."""
    return _AIMED.search(words) is not None


def doubtful(read: Read, definitions: dict[str, Definition], places: Places) -> bool:
    """Tell whether a number may be of something else than its words seem to say.

    Parameters
    ----------
    read : Read
        The number with what was read around it.
    definitions : dict of str to Definition
        Of all indicators.
    places : Places
        The words for economies and scopes.

    Returns
    -------
    bool
        Whether it must not be called wrong.
    """
    sentence, stated = read.sentence, read.stated
    if (
        read.company.together == "total"
        and not read.company.of_years
        and _SUMS.search(sentence.words(sentence.start, stated.end))
    ):
        return True
    whole = sentence.words(sentence.start, sentence.end)
    clause = clause_start(sentence, sentence.start, stated)
    near = sentence.words(clause, stated.start) + sentence.words(
        stated.end, min(sentence.end, stated.end + 24)
    )
    aimed = aims(whole) and not any("target" in i for i in read.topic.of)
    return bool(
        aimed
        or goes_on(sentence, read.beside)
        or _small(read)
        or _OF_SEVERAL.search(near)
        or (stated.kind == "rank" and stated.role == "level" and _PLACES.match(stated.unit))
        or (stated.kind == "rank" and _WITHIN.search(read.before))
        or (stated.role == "change" and not read.based and _AGAINST.search(near))
        or _of_another(read, clause)
        or _runs(read, definitions)
        or _part(read)
        or _IN_BRACKETS.search(sentence.words(clause, min(sentence.end, stated.end + 24)))
        or _TO_ANOTHER.search(read.before)
        or (read.inherited and (_parts(read) or _counts_others(read)))
        or (read.inherited and _has_own_words(read, places))
    )


def _of_another(read: Read, clause: int) -> bool:
    """Tell whether it is a part of a whole that the tables do not have: 占营业收入的8.6%."""
    sentence = read.sentence
    words = sentence.words(clause, read.stated.start)
    m = _SHARE_OF.search(words)
    if m is None or any(t.end > clause + m.start(1) for t in sentence.tokens if t.telling):
        return False
    return bool(_ALL.sub("", m[1]))


def _small(read: Read) -> bool:
    """Tell whether it is a small number in words, which may count anything: these two."""
    word = read.sentence.words(read.stated.start, read.stated.end)
    small = read.stated.value < 20 and not word[0].isdigit()
    return read.stated.kind in ("count", "bare") and small


def _runs(read: Read, definitions: dict[str, Definition]) -> bool:
    """Tell whether it may be a total over years of what is told by the year."""
    flows = all(
        definitions[i].measure == "flow" or _OF_YEARS.search(definitions[i].name_zh)
        for i in read.topic.of
    )
    words = read.sentence.words(read.sentence.start, read.stated.start)
    if len(read.company.years) > 1:
        return False
    return read.stated.role == "level" and flows and _RUNNING.search(words) is not None


def _part(read: Read) -> bool:
    """Tell whether the name goes on to the left, so that it may be that of a part."""
    if read.sentence.lang != "zh" or not read.beside.before:
        return False
    start = read.beside.before[0].start
    words = read.sentence.words(max(read.beside.start, start - 8), start)
    return _PART.search(words) is not None and _NO_PART.search(words) is None


def _parts(read: Read) -> bool:
    """Tell whether it is one of the parts of a number before: 73,812: 68,780 from residents."""
    words = read.sentence.words(read.by, read.stated.start) if read.by >= 0 else ""
    return ":" in words or re.search(r"\bof which\b|其中", words) is not None


def _counts_others(read: Read) -> bool:
    """Tell whether an English number without a name counts what is no word of names: agencies."""
    sentence, stated = read.sentence, read.stated
    if sentence.lang == "zh" or stated.kind != "bare":
        return False
    m = _NOUN.match(sentence.words(stated.end, min(sentence.end, stated.end + 30)))
    if m is None or m[1].casefold() in _NO_NOUNS:
        return False
    return not any(t.start == stated.end + m.start(1) for t in sentence.tokens)


def _blank(sentence: Sentence, at: int) -> int:
    return int(sentence.words(at, at + 1) == " ")


def _has_own_words(read: Read, places: Places) -> bool:
    """Tell whether its clause has words that are neither dates nor of the grammar of numbers."""
    if read.stated.role == "change" or read.stated.kind == "times" or read.company.against:
        return False
    sentence = read.sentence
    last = max((s.end for s in sentence.stated if s.end <= read.stated.start), default=0)
    clause = max(clause_start(sentence, sentence.start, read.stated), last)
    words = list(sentence.words(clause, read.stated.start))
    told = [(d.start, d.end) for d in sentence.dated]
    told += [(t.start, t.end) for t in sentence.tokens if not t.apart]
    told += [(s.start, s.end + len(s.unit) + _blank(sentence, s.end)) for s in sentence.stated]
    for start, end in told:
        for at in range(max(start, clause), min(end, read.stated.start)):
            words[at - clause] = " "
    clear = places.without("".join(words), sentence.lang)
    try:
        words_before(_IDLE.sub(" ", re.sub(r"[,;:、。()|]", " ", clear)))
    except PrintedError:
        return True
    return False
