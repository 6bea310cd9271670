"""Words with which numbers are written in Chinese and English: data, and nothing else.

Every reader of numbers draws on these tables: printed forms, the texts of the reports and edited
titles. A word that is missing here is known to none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Qualifier = Literal["exact", "about", "over", "at_least", "near", "at_most"]


@dataclass(frozen=True)
class QualifierWords:
    """Words of one qualifier.

    Parameters
    ----------
    before, after : tuple of str
        Words that stand before the number, and behind it or its unit.
    within : tuple of str
        Signs inside a numeral, behind the digits that they blur: 20余万.
    sign : str
        The sign of mathematics for it.
    """

    before: tuple[str, ...]
    after: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    sign: str = ""


def _words(chinese: str, english: str) -> tuple[str, ...]:
    """Part a list of Chinese words at blanks and one of English words at commas."""
    return (*chinese.split(), *(w.strip() for w in english.split(",") if w.strip()))


QUALIFIERS: dict[Qualifier, QualifierWords] = {
    "about": QualifierWords(
        _words(
            "大约 约 约莫 约有 约为 约合 大概 大致 差不多 ≈ ~",
            "about, around, approximately, approx., approx, roughly, some, circa, ca., ca, c.,"
            " in the region of, in the order of",
        ),
        _words(
            "左右 上下 前后",
            "or so, or thereabouts, approximately, give or take",
        ),
        ("来",),
        "≈",
    ),
    "over": QualifierWords(
        _words(
            "超过 超出 超 首超 突破 突破了 冲破 逾 高于 多于 大于 不止 过 破 首破 >",
            "over, more than, above, exceed, exceeds, exceeded, exceeding, surpass, surpasses,"
            " surpassed, surpassing, topped, topping, tops, past, passed, greater than,"
            " higher than, larger than, in excess of, upwards of, beyond",
        ),
        _words("开外 出头 有余 强", "odd, and counting"),
        ("余", "多"),
        ">",
    ),
    "at_least": QualifierWords(
        _words(
            "不少于 不低于 不下于 不下 不小于 至少 最少 起码 迈上 跃上 站上 大于等于 上 ≥ >=",
            "at least, no less than, not less than, no fewer than, not fewer than, not below,"
            " minimum of, a minimum of",
        ),
        _words(
            "以上 及以上 或以上 或更多 +",
            "or more, and more, or above, and above, and over, or over, or higher, at least, plus,"
            " upwards, and upwards, and up,"
            " at the least",
        ),
        sign="≥",
    ),
    "near": QualifierWords(
        _words(
            "不足 不到 未到 未达 未满 不满 不及 低于 少于 小于 接近 将近 近 几近 逼近 临近 趋近"
            " 几乎 接近于 近乎 跌破 <",
            "nearly, almost, close to, approaching, near, nearing, less than, fewer than, under,"
            " below, lower than, smaller than, short of, not quite,"
            " fell below, falls below, dropped below, drops below, declined below, fell under,"
            " dropped under, fell short of",
        ),
        _words("不到 弱", ""),
        sign="<",
    ),
    "at_most": QualifierWords(
        _words(
            "不超过 不超 未超过 不多于 不高于 不大于 不逾 不突破 至多 最多 顶多 小于等于 ≤ <=",
            "up to, at most, no more than, not more than, not exceeding, not over, not above,"
            " no greater than, maximum of, a maximum of, within",
        ),
        _words(
            "以内 之内 内 以下 及以下 或以下 或更少",
            "or less, or fewer, or below, or lower, or under, and below, at most, at the most,"
            " max, maximum",
        ),
        sign="≤",
    ),
}
# Of these words it is plain that they place a number on the line, below zero too; the others
# count from zero: a fall of nearly 3 % is above −3 %.
ON_THE_LINE = frozenset(
    _words("高于 大于 低于 小于 不低于 不高于 不小于 不大于 > < ≥ ≤ >= <=", "above, below")
)
# These begin other words too (强国, 内资, 上下游): behind a number they close a phrase.
CLOSING = frozenset(_words("强 弱 内 上下 前后", ""))
# Of these, what qualifies fractions only: 三分之二强, but 十强 are ten.
OF_FRACTIONS = frozenset(_words("强 弱", ""))
# Before the base of a comparison such a qualifier is a direction: 低于上年 3 分.
COMPARING = frozenset(_words("低于 少于 小于 不及 高于 多于 大于 超过 超出 超", "above, below"))

# What a number is of: a fall turns its sign. Short Chinese words count before a number only.
DOWN = _words(
    "下降 下滑 下跌 下挫 下落 降低 降 减少 减低 减 缩减 缩短 缩 压缩 压减 回落 滑落 跌 负增长"
    " 收窄 放缓 下调 萎缩 缩水 倒退 后退 退步 减退 少 低 降幅 跌幅 减幅 负",
    "fell, fall, falls, falling, fallen, dropped, drop, drops, declined, decline, declines,"
    " declining, decreased, decrease, decreases, decreasing, down, reduced, reduction, reduces,"
    " shrank, shrunk, slid, slipped, slumped, plunged, contracted, contraction, cut, lower, fewer,"
    " eased, moved down, shortened, shorter, smaller, slower, narrowed, narrower, lost, loss,"
    " minus, negative, negative growth",
)
UP = _words(
    "增长 增加 增 上升 升 提高 提升 上涨 涨 攀升 扩大 前进 进步 多 高 快 增幅 涨幅 升幅"
    " 增速 增长率 延长 高出 多出 翻 上调 回升 反弹",
    "rose, rise, rises, rising, risen, grew, grow, grows, growth, growing, grown, up, increased,"
    " increase, increases, increasing, gained, gain, climbed, higher, added, jumped, surged,"
    " soared, expanded, advanced, improved, move up, moved up, plus, more, longer, lengthened",
)
# Nouns of a fall: of a change of a fall it cannot be said which way it goes.
FALLS = frozenset(_words("降幅 跌幅 减幅 负增长", "decline, drop, fall, reduction, decrease"))
# Behind a direction they make it a level: 降至 15 个月, fell to 15 months.
ARRIVING = _words("至 到 为 成", "to")
# These do so right behind it only: 下降为 3%, but 下降幅度为 3%.
ARRIVING_AT_ONCE = frozenset(_words("为 成", ""))
# Where a movement sets out: of two numbers in one form the later is meant.
LEAVING = _words("由 从 自", "from")
# Bases of comparison.
REFERENCES = _words(
    "上年 上年度 上年同期 去年 去年同期 前年 同期 上期 上月 全国平均 全国平均水平 平均水平"
    " 世界平均水平",
    "last year, the previous year, a year earlier, a year ago, the same period",
)
# Words before a number that say nothing of its size.
NEUTRAL = _words(
    "同比 环比 比 较 年均 平均 每年 累计 共 共计 合计 总计 总共 达 达到 高达 多达 已达 已 实现"
    " 为 是 有 占 的 在 了 位 位列 位居 居 排 排名 排在 名列 第 全国 国内 国际 我国 中国 全球"
    " 世界 世界上 国外 连续 新增 增加值 总量 总额 相当于 仅 只 其中 分别 以 比例 占比 比重"
    " 占全国 占全球 占总量 保持 上半年 下半年 全年 收于 大幅 大幅度 小幅 略 略微 稳 跃居 跻身 已经"
    " 再 又 均 都 将 快速 稳步 持续 逐年 全年 年末 年底 其 即 截至 以来 尚 还 仍 也"
    " 幅度 比率 至今 今年 本年 当年 净 微 期间 时期 稍 远 大大 # №",
    "the, a, an, of, by, at, in, on, with, was, were, is, are, has, have, had, been, reached,"
    " reaching, reach, reaches, hit, hits, total, totaled, totalled, totalling, averaging,"
    " average, annual, annually, year-on-year, year on year, yoy, an average of, a total of,"
    " no., rank, ranks, ranked, ranking, position, place, as, just, well, slightly,"
    " a little, only, now, than, compared, since, world, worldwide, its, it, and,"
    " share, rate, stood at, came to,"
    " amounted to, accounted for, accounting for, for, compared with, equal to, equivalent to",
)
# A share names its whole between the qualifier and the number: 约占全国的1/3. A pattern.
SHARE_OF = "占[^,。;:、0-9约近超不]{0,8}的"
# Currencies stand before an English number.
CURRENCIES = _words("人民币 $ ¥ ￥ £ €", "CNY, RMB, USD, US$, U.S.$, EUR, yuan")

DIGITS = "零〇一二三四五六七八九"
TWO = "两"
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
POINT = "点"
VAGUE_DIGITS = "几数"
# An order of magnitude, behind a number or its unit: 10亿级, 亿元级. A pattern.
MAGNITUDE = "(?:美?元|件)?量?级"
# A digit that is not told, behind a ten: 十几.
SOME_MORE = "几"
# What follows 多 or 来 where it blurs no number: 多边, 来自.
NOT_MORE = ("边", "双边", "层次", "元化", "样", "方", "自", "华", "源", "访")
MULTIPLIERS = {
    "hundred": 10**2,
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "trn": 10**12,
}
CARDINALS = {
    word: n
    for n, word in enumerate(
        _words(
            "",
            "zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve,"
            " thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen",
        )
    )
} | {
    word: 10 * n
    for n, word in enumerate(
        _words("", "twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety"), 2
    )
}
ORDINALS = {
    word: n
    for n, word in enumerate(
        _words(
            "",
            "first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth,"
            " eleventh, twelfth",
        ),
        1,
    )
}
# A pattern: 首超 is a qualifier.
FIRST = "首(?![超破])"
# Parts of a whole, in English.
_PART = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
PARTS = _PART | {f"{name}s": n for name, n in _PART.items() if n > 2} | {"halves": 2}
HALVES = ("一半", "半数", "半")
# How many times as much as before.
MULTIPLES = {
    "翻番": 2,
    "翻倍": 2,
    "doubled": 2,
    "doubling": 2,
    "double": 2,
    "tripled": 3,
    "tripling": 3,
    "trebled": 3,
    "quadrupled": 4,
    "quintupled": 5,
}
TIMES_OVER = {"twice": 2, "thrice": 3}
HALVED = ("减半", "halved")
FOLD = "fold"
DOUBLINGS = "番"
TENTHS = "成"
MULTIPLE_UNITS = ("倍", "times")
# What lasts months may be printed in years.
MONTH_UNITS = ("个月", "month")
YEAR_UNITS = ("年", "years", "year")
PER_THOUSAND = "‰"
# Counts that nobody can number.
VAGUE_COUNTS = _words(
    "成百上千 成千上万 若干 许多 无数",
    "dozen, dozens, scores, tens, hundreds, thousands, millions, billions, several, many,"
    " numerous, a few, a couple",
)

MONTHS = _words(
    "",
    "January, February, March, April, May, June, July, August, September, October, November,"
    " December",
)
# What counts things: a Chinese numeral before one of these is a quantity.
CLASSIFIERS = _words(
    "个百分点 个月 个 项次 项 周年 年 件 起 家 席 方面 份 场 次 种 条 人次 人 %"
    " 套 分之 分钟 分 位 名 倍 成 番 元 美元 欧元 枚 部 所 宗 户 天 日 月",
    "",
)

MINUS = "-"
# Signs that stand for a minus and full-width forms, each with the sign that it is read as.
NARROW = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **dict.fromkeys("−–‐‑‒﹣", MINUS),
        **dict.fromkeys("％﹪٪", "%"),
        **dict.fromkeys("～〜∼", "~"),
        **dict.fromkeys("＞﹥", ">"),
        **dict.fromkeys("＜﹤", "<"),
        **dict.fromkeys("≧⩾", "≥"),
        **dict.fromkeys("≦⩽", "≤"),
        "\u3000": " ",
        "\u00a0": "\u202f",
        "\u2009": "\u202f",
        "\u2044": "/",
        "兩": "两",
        "萬": "万",
        "億": "亿",
        "個": "个",
        "點": "点",
        "約": "约",
        "餘": "余",
    }
)


def narrow(text: str) -> str:
    """Write full-width signs, and all that stand for a minus, as one sign; places stay.

    Examples
    --------
    >>> narrow("－３．２％"), narrow("−3.2%")
    ('-3.2%', '-3.2%')
    """
    return text.translate(NARROW)
