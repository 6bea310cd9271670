"""What the words around a number make of it: a total, a mean, a gap, a yearly growth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from metrics.printed.lexicon import Qualifier

Together = Literal["", "total", "mean"]
_TOTAL = re.compile(
    r"=|合计|[共总]计|累计|[总一]共|加起来|加总|相加|之和|总和|(?<![公国民])共(?![同建享识性和产])"
    r"|\btogether\b|\bcombined\b|altogether|\bin all\b|\btotal(?:s|l?ed|l?ing)?\b|\bcumulative"
    r"|\bsum of\b|\badd(?:s|ed|ing)? up\b|\ball told\b|\baggregate",
    re.IGNORECASE,
)
_MEAN = re.compile(
    r"年均|年平均|平均每年|每年平均|均值"
    r"|annual average|average annual|average yearly|yearly average"
    r"|\baverag(?:e|ed|ing)\b(?!\s(?:\w+\s)?(?:exam|pendency|time|period|review))"
    r"|on average|\b(?:a|per) year\b(?! (?:earlier|ago|before|later))"
    r"|per annum|annually",
    re.IGNORECASE,
)
AVERAGE = re.compile(
    r"年均|年平均|平均每年|复合增长|annual average|average annual|average yearly|on average"
    r"|\ba year\b(?! (?:earlier|ago|before|later))|per annum|per year|annually"
    r"|CAGR|compound",
    re.IGNORECASE,
)
YEARLY = re.compile(
    r"同比|[比较](?:上|去|前一)年|year[- ]on[- ]year|YoY|yearly|annual(?! average)"
    r"|(?:a|one) year (?:earlier|before|ago)|(?:previous|last|preceding|prior) year",
    re.IGNORECASE,
)
SPANS = re.compile(
    r"[0-9一二三四五六七八九十两余多几]年[间来]|以来"
    r"|[近这过去前]{1,2}[0-9一二三四五六七八九十两几]+年|五年|十年|多年|期间|时期"
    r"|\bsince\b|\bdecade|\byears\b|\bover the (?:past|last)|\bperiod \d",
    re.IGNORECASE,
)
_GAP = re.compile(
    r"高[出于]|低于|相差|差距|差额|领先|落后|多[出于]|少于"
    r"|[逆顺]差|赤字|\bsurplus|\bdeficit|\bshortfall|\bin excess\b"
    r"|\bgap\b|\bdifference\b|\bapart\b|\blead\b|\bmargin\b"
    r"|\b(?:higher|lower|above|below|ahead|behind)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"相差|差距|差额|[逆顺]差|赤字|\bsurplus|\bdeficit|\bgap\b|\bdifference\b", re.IGNORECASE
)
_OF_WORLD = re.compile(
    r"占(?:到|据|有)?(?:全球|世界|全世界)|(?:全球|世界)(?:占比|比重|份额)"
    r"|\bof (?:the )?(?:world|global)|share of (?:the )?(?:world|global)|worldwide",
    re.IGNORECASE,
)
_OF_LAST = re.compile(r"[件个家次万亿元项种位分]*\)?的(?:约|近|将近|超过?|逾|不到|不足|大约)*")
_ONLY_SHARE = re.compile(
    r"[件家个次万亿元项种]?[,、(]?(?:即|也就是|大约|约)?(?:所占|占|比重|比例)(?:比重?|比例|总量|总数)?"
    r"(?:的|为|达到?|高达|约|近|超过?|是)*"
    r"|\s?(?:\w+\b\s?){0,3}[,(]\s?(?:or|about|roughly|nearly|almost|i\.e\.|\s)*(?:a share of\s)?",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"占(?:比|全部|总量|全国|其中|到|据|有)?|比重|占比|所占|account(?:s|ed|ing)? for|share of"
    r"|proportion|made up"
    r"|makes? up|represent(?:s|ed|ing)?|,\sor\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
WHOLE_BEHIND = re.compile(r"\s*(?:%|percent|per cent)?\s*of (?:the |all )", re.IGNORECASE)


@dataclass(frozen=True)
class Company:
    """What other numbers a number is said to be made of.

    Parameters
    ----------
    together : str
        Whether it is said to be a total, or a mean of years.
    years : tuple of int
        The years that are named together.
    summed : bool
        Whether the words before it only add up what its sentence told before.
    parted : bool
        Whether they only say that it is a part of that.
    of_world : bool
        Whether it is said to be a part of what there is in the world.
    of_last : bool
        Whether it is a multiple of the number before it.
    gap : bool
        Whether it is said to lie between two others.
    area, against : str
        Codes of an economy and of another that it is compared with; empty where none is.
    qualifier : str
        The code of the words beside it, or before the name of the other economy.
    """

    together: Together = ""
    years: tuple[int, ...] = ()
    summed: bool = False
    parted: bool = False
    of_world: bool = False
    of_last: bool = False
    gap: bool = False
    area: str = ""
    against: str = ""
    qualifier: Qualifier = "exact"

    @property
    def of_years(self) -> bool:
        """Whether it is a total or a mean of years that are named."""
        return bool(self.together) and len(self.years) > 1


ALONE = Company()


def together(words: str) -> Together:
    """Tell whether a number is said to be a total, or a mean of years.

    Examples
    --------
    >>> together("三年累计"), together("averaged"), together("2023年")
    ('total', 'mean', '')
    """
    if _MEAN.search(words):
        return "mean"
    return "total" if _TOTAL.search(words) else ""


def gap(words: str) -> bool:
    """Tell whether a number is said to be what lies between two others."""
    return _GAP.search(words) is not None


def between_two(words: str) -> bool:
    """Tell whether a number is a gap by the words for one alone."""
    return _BETWEEN.search(words) is not None


def of_last(words: str) -> bool:
    """Tell whether a multiple is one of the number that stands before it: 2544个的近两倍."""
    return _OF_LAST.fullmatch(words) is not None


def only_total(words: str) -> bool:
    """Tell whether words say no more than that what went before is added.

    Examples
    --------
    >>> only_total("家,合计"), only_total("件,授权")
    (True, False)
    """
    left, sums = _TOTAL.subn("", words)
    left = re.sub(
        r"[两二三四五六七八九十0-9]+年(?:间|来)?|[两二三四五]国|两地|两者|二者|三者|[两三四五]项|[两三]类|数|为|达到?|有|约|即|[件家个次万亿元项种]|[\s,;:、。()]"
        r"|\b(?:or|for|a|an|of|the|giving|making|number|they|both|and|two|which|comes?|to|it)\b",
        "",
        left,
        flags=re.IGNORECASE,
    )
    return sums > 0 and not left


def of_world(words: str) -> bool:
    """Tell whether a number is said to be a part of what there is in the world."""
    return _OF_WORLD.search(words) is not None


def only_share(words: str) -> bool:
    """Tell whether words say no more than that a number is a part of what went before.

    Examples
    --------
    >>> only_share("件,占比约"), only_share("件,占全部的")
    (True, False)
    """
    return _ONLY_SHARE.fullmatch(words) is not None
