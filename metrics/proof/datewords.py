"""The words that dates and spans are written with."""

from __future__ import annotations

import re

from metrics.printed.lexicon import MONTHS

DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"零": "0"}
SMALL = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "两": 2}
ENGLISH = {
    w: n
    for n, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"], 1
    )
}
MONTH = {name[:3].casefold(): n for n, name in enumerate(MONTHS, 1)}
Y = r"(?P<y>(?:19|20)[0-9]{2}|[二一][〇零九][〇零一二三四五六七八九]{2})"
NAMES = "|".join(rf"{n[:3]}(?:{n[3:]})?\.?" if n != "May" else "May" for n in MONTHS)
CHINESE = re.compile(
    rf"(?P<spanfrom>(?:19|20)[0-9]{{2}})年?(?:底|末)?[—至到](?P<spanto>(?:19"
    rf"|20)[0-9]{{2}})(?=年|间)年?(?:底|末)?"
    r"|[“\"]?十(?P<plan>[一二三四五])五[”\"]?(?:规划)?(?:(?P<close>末|期末|收官之年)|期间|时期|这?五年)"
    r"|(?<![0-9.])(?P<lone>(?:19|20)[0-9]{2})(?=[、和及与](?:19|20)[0-9]{2}[年、和及与])"
    rf"|{Y}年\)?度?(?:的?(?P<range>(?:1|一)月?[—至到](?P<last>[0-9]{{1,2}}"
    rf"|[一二三四五六七八九十]{{1,2}})月(?:份|底|末)?)"
    r"|的?前(?P<first>[0-9]{1,2}|[一二三四五六七八九十]{1,2})个?月|(?P<half>上半年)"
    r"|(?P<quarters>前三季度|前三个季度)|(?P<middle>年中)"
    r"|(?P<other>下半年|第?[一二三四]季度)"
    r"|年?(?P<end>底|末)|(?P<m>[0-9]{1,2})月(?:份)?(?:(?P<d>[0-9]{1,2})日|底|末)?)?"
    r"|(?P<part>(?:1|一)月?[—至到](?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月"
    r"|前[0-9一二三四五六七八九十]{1,2}个?月"
    r"|(?:今年|去年|当年)?(?:[上下]半年|前三季度|第?[一二三四]季度))"
    r"|(?P<before>上一?年(?:度|同期|底|末)?|去年(?:同期|底|末)?|[前头]一年)|(?P<now>如今|目前|现在|眼下|而今)|(?P<same>当年(?:底|末)?|同年(?:底|末)?|同期)|(?P<after>次年|翌年|第二年)"
    r"|(?<!近)(?<!这)(?P<ago>[一两二三四五六七八九十]|[0-9]{1,2})年(?P<way>之?前|之?后)(?!几|五|十|三)"
)
ENGLISH_DATES = re.compile(
    r"(?:(?P<close>end of )|during |over |throughout )(?:the )?1(?P<plan>[1-5])th Five-Year Plan"
    r"(?! period \()|\bmid-?(?P<middle>(?:19|20)\d\d)|"
    rf"(?:from|between)\s+(?P<spanfrom>(?:19|20)\d\d)\s+(?:to|and|through)\s+(?P<spanto>(?:19"
    rf"|20)\d\d)"
    r"|(?P<spanfrom2>(?:19|20)\d\d)\s*(?:[-–]|to|through)\s*(?P<spanto2>(?:19|20)\d\d)\b"
    rf"|(?P<from>{NAMES})\s*(?:to|through|[-–])\s*(?P<to>{NAMES}),?(?:\s+of"
    rf"|\s+in)?\s+(?P<ym>(?:19|20)\d\d)"
    r"|(?:first\s+(?P<first>\w+)\s+months|(?P<half>first half)|(?P<quarters>first three quarters)"
    r"|(?P<other>(?:second|third|fourth|last|first) (?:half|quarter)))(?:(?:,?\s+of"
    r"|\s+in)?\s+(?P<yp>(?:19|20)\d\d))?"
    r"|(?:(?:end|close)[- ](?:of\s+)?|year-end\s+)(?P<ye>(?:19|20)\d\d)"
    rf"|(?P<now>\b(?:now|today|currently|at present)\b)"
    rf"|(?:end of|by|in|since|late|end-)\s?(?P<bare>{NAMES})"
    r"(?!\w|,?\s+(?:of\s+)?(?:19|20)\d\d|\s+\d{1,2}\b)"
    rf"|(?:(?P<d>\d{{1,2}})\s+)?(?P<m>{NAMES})\s+(?:(?P<d2>\d{{1,2}}),\s*)?(?P<y>(?:19|20)\d\d)"
    r"|(?<![\d.,])(?P<year>(?:19|20)\d\d)(?![\d]|[.,]\d|\s*(?:%|percent|per cent|million"
    r"|billion|patents|cases|yuan|applications))"
    r"|(?P<before>(?:a|one|the) year (?:earlier|before|ago)|(?:the )?(?:previous|preceding"
    r"|prior) year|last year|same period (?:of )?(?:the )?(?:last|previous) year)"
    r"|(?P<after>(?:the )?(?:following|next) year|(?:a|one) year later)"
    r"|(?P<ago>(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) years|a decade"
    r"|(?:twelve|12) months) (?P<way>earlier|before(?=[\s,.;)])|ago|previously|later|on(?=[,.;]))",
    re.IGNORECASE,
)
OF_WRITER = re.compile(r"去年(?:底|末)?|last year", re.IGNORECASE)
BASE_ZH = re.compile(
    r"(?:[比较与同自从由]|(?<![这一二三四五六七八九])是|相比于?|相对|相当于|相较|高于|低于|多于|少于"
    r"|超过)[于至在]?(?:截至|截止)?$"
)
BASE_EN = re.compile(
    r"\b(?:than|from|since|over|on|against|compared (?:with|to)|relative to|versus|above"
    r"|below|that of|those of|times)"
    r"(?:\s+(?:in|at|the end of|the|of|end|by|that|those|level|figure))*\s*$",
    re.IGNORECASE,
)
