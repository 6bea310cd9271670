"""Numbers of running text that are no figures: dates, sessions, marks of lists, names."""

from __future__ import annotations

import re

from metrics.printed.masking import HIDDEN, masked
from metrics.proof.periods import dates
from metrics.proof.texts import Paragraph
from metrics.verification.flatten import NormalisedText
from metrics.verification.numerals import numerals as flat_numerals
from metrics.verification.rules import classified

_PLAIN_ENGLISH = re.compile(
    r"\bout of (?:10|100)\b"
    r"|\b(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)\d\d|[-–/]\d\d)?\b(?![.,]\d)"
    r"(?!\s*(?:%|percent|per cent|million"
    r"|billion|patents|cases|yuan|applications|trade))"
    r"|\b\d{1,2}(?:st|nd|rd|th)\s+(?:Five-Year|National|CPC|session|meeting|plenary"
    r"|group study|anniversary|century)"
    r"|\bfirst (?:time|half|quarter|\w+ quarters|\w+ months|batch|place in history)"
    r"|\bthe (?:first|second|third) (?:half|quarter|time)"
    r"|\b(?:Article|Table|Figure|Chart|Section|Chapter|page|p\.)\s*\d+(?:\s+of\s+\d+)?|\b(?:No\."
    r"|Part)\s*\d+(?=[:.)]|\s[A-Z])"
    r"|(?:^|(?<=[\n.] ))\s*(?:\(?\d{1,2}[.)]|\(\d{1,2}\))\s"
    r"|\b(?:among|of|out of)(?: the)? \d+ (?:economies|countries)|\btop[- ](?:\d+|five|ten"
    r"|hundred)\b|\b\d+ most valuable\b|\bG(?:20|7)\b|\bone of\b"
    r"|\bno one\b|\bevery one\b|\bone\b(?! (?:hundred|thousand|million|billion|third|half"
    r"|quarter|month|place|position|spot))"
    r"|\b(?:by|on|until|since|to)?\s*\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov"
    r"|Dec)[a-z]*|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov"
    r"|Dec)[a-z]* \d{1,2}(?:, \d{4})?\b"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) years"
    r" (?:earlier|before|ago|later)\b"
    r"|\b(?:twelve|12) months (?:earlier|before|ago)\b"
    r"|\b(?:over|within|these|those|past|last|the) (?:two|three|four|five|six|seven|eight|nine|ten"
    r"|\d{1,2}) years\b"
    r"|\b(?:the|these|those|all) (?:two|three) (?:countries|economies|kinds|together)\b"
    r"|(?<![\d.:])(?:[01]?\d|2[0-4])[:.][0-5]\d(?=\s?[ap]\.?m\b)|(?<![\d.:])(?:[01]?\d"
    r"|2[0-4]):[0-5]\d(?![\d:])"
    r"|\b\d{1,2}\s?(?:a\.m\.|p\.m\.|am\b|pm\b|o'clock)"
    r"|\b(?:room|hall|line|row|column|floor|slide|item|annex|appendix|paragraph|pages|pp\.)\s"
    r"(?:no\.\s?)?[A-Z]?\d+\b|\bpage (?:\d+|one|two|three) of (?:\d+|one|two|three)\b"
    r"|(?:\+\d{1,3}[ -]?)?(?:\(0?\d{2,4}\)|\b0\d{2,3})[ -]\d{3,4}[ -]?\d{4}\b"
    r"|\+\d{1,3}[ -]\d[\d -]{6,14}\d"
    r"|\b(?:tel|phone|telephone|fax|hotline|extension|ext)\b[.:]?\s*\+?[\d()][\d() -]{2,16}\d"
    r"|^\s*[-–—]\s*\d{1,3}\s*[-–—]\s*$"
    r"|\b(?:per|every) 10,?000\b|\bper ten thousand\b|\b(?:Five|five)-[Yy]ear\b",
    re.IGNORECASE,
)
_PLAIN_CHINESE = re.compile(
    r"(?:19|20)[0-9]{2}—(?:19|20)[0-9]{2}|在[0-9]+个(?:经济体|国家)"
    r"|前[0-9一二三四五六七八九十]+个?月|[0-9五百]+强|前[五十百](?=[强名大]|科技|集群)|前(?:5"
    r"|10|100)(?=[强名大科集])"
    r"|百强|前三季度|五年规划|[“‘]?十[二三四五][五][”’]?|(?:19|20)[0-9]{2}(?=[、和,至—)])"
    r"|(?<!连续)(?<!第)(?<![0-9〇一二三四五六七八九十])(?:[两二三四五六七八九十]+|[0-9]{1,2})"
    r"年(?=[间来内前后共累合增升降减提翻跨里]|年均|平均|,)"
    r"|\((?:单位:?)?[万亿]+[^()0-9]{0,6}\)"
    r"|[两二三四五六七八九](?:国|地|者|年|类|项)(?=[合之共相总,])"
    r"|第[一二三四五六七八九十]+(?=[,、是])"
    # Marks of lists, times, rooms, lines and pages, telephones; the first ten.
    r"|(?:^|(?<=[。;!?]))\(?[0-9]{1,2}(?:[.、](?![0-9])|\))"
    r"|(?<![0-9.:])(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?![0-9:])"
    r"|(?:上午|下午|早上|晚上|中午|凌晨|傍晚)[0-9一二三四五六七八九十]{1,3}[时点](?:[0-9一二三四五六七八九十]{1,3}分?|半|整)?"
    r"|[0-9]{1,2}时[0-9]{1,2}分"
    r"|第[0-9一二三四五六七八九十百两]+(?=会议|报告厅|展厅|审判|中级|巡视|[行列页章节条款期卷号排组批版部站楼层栋室场次届轮讲课栏])"
    r"|共[0-9]+(?=页)|[0-9]+(?=号?会议室|号楼|号厅|号馆|楼会议|会议厅)"
    r"|(?<![0-9])(?:\+?86[-—]?)?(?:0[0-9]{2,3}[-—]|\(0[0-9]{2,3}\))[0-9]{7,8}(?:[-—][0-9]+)?"
    r"|(?<![0-9])1[3-9][0-9]{9}(?![0-9.])|(?<![0-9])400[-—]?[0-9]{3}[-—]?[0-9]{4}"
    r"|(?:电话|传真|手机|热线|邮编|分机|邮政编码)(?:号码)?[::]?[0-9()转—-]{3,20}|[0-9]{5}(?=(?:服务)?热线)"
    r"|^[-—]+[0-9]{1,3}[-—]+$"
    r"|前[0-9一二三四五六七八九十百两]{1,3}(?=[位名大]|[,。;、)的之行]|$)"
)


def plain_spans(paragraph: Paragraph) -> list[tuple[int, int, str]]:
    """Find the spans in which numbers are no figures, each with its class.

    Examples
    --------
    >>> from metrics.proof.texts import paragraphs
    >>> plain_spans(paragraphs("2023年底共10家")[0])
    [(0, 6, 'date'), (0, 6, 'date'), (0, 4, 'date')]
    """
    text = paragraph.text
    dated = [(d.start, d.end, "date") for d in dates(text, paragraph.lang)]
    spans = [(m.start(), m.end(), "date") for m in re.finditer(f"{HIDDEN}+", masked(text))]
    spans += dated
    if paragraph.lang == "en":
        spans += [(m.start(), m.end(), "name") for m in _PLAIN_ENGLISH.finditer(text)]
        return spans
    spans += [(m.start(), m.end(), "name") for m in _PLAIN_CHINESE.finditer(text)]
    flat = NormalisedText(text, paragraph.starts, paragraph.ends)
    ruled = classified(flat, flat_numerals(text))
    # What stands in quotes may be a figure all the same: “421.2万件”.
    spans += [
        (n.start, n.end, code)
        for n, code in ruled.items()
        if not (code == "name" and (n.kind in ("mixed", "percent") or "." in n.text))
    ]
    return spans
