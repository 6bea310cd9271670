"""For whom a number is: economies and scopes that words beside it name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from metrics.locale import LANGS, Lang
from metrics.model.series import HOME
from metrics.proof.names import written
from metrics.proof.numbers import Stated
from metrics.proof.sentences import ASIDE
from metrics.proof.texts import Paragraph
from metrics.tables.dataset import Tables

_STOP = {"zh": re.compile(r"[,;:、。()]"), "en": re.compile(r"[;:()]|[,.](?=\s)|\sand\s|\swhile\s")}
# Before an economy that another one is compared with.
COMPARED = {
    "zh": re.compile(r"(?:比|较|超过|领先于?|落后于?|高于|低于|多于|少于|相当于)$"),
    "en": re.compile(
        r"(?:than|times|above|below|behind|ahead of|exceed\w*|surpass\w*|against|overt\w+)"
        r"(?:\s(?:those|that|of|from|in|by|the|half|a|third|quarter))*\s$",
        re.IGNORECASE,
    ),
}
# Of which so many are China's: a number before that is the world's.
# What is said in brackets right behind a number.
_BRACKET = re.compile(r"[^\s,;。()]{0,6}\s?\([^()]{2,60}\)")
WORLD = "WLD"
_PART_OF = {
    "zh": re.compile(r"[,(]其中,?(?:来自)?$"),
    "en": re.compile(r",?\s\(?of which\s(?:[\w,.]+\s){0,4}$"),
}
# Behind an English number its economy: 48,397 from Japan.
_FROM = re.compile(r"[\w\s-]{0,28}\b(?:from|in|by|for|of)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """What is said of the place of a number.

    Parameters
    ----------
    area : str
        Code of the economy; China where none is named.
    named : bool
        Whether words beside the number name it.
    scopes : frozenset of str
        Scopes that words name; empty where none does.
    others : tuple of str
        Other economies that the sentence names, where none stands beside the number.
    """

    area: str = HOME
    named: bool = False
    scopes: frozenset[str] = frozenset()
    others: tuple[str, ...] = ()


AT_HOME = Said()


# Regions that no word names by itself: 不含香港、澳门、台湾 tells a scope.
_UNNAMED = frozenset({HOME, "CN-HK", "CN-MO", "CN-TW", "CN-ZZ"})
# What is called after a region and is none: 北京条约, the Shanghai Cooperation Organisation.
_CALLED = {
    "zh": r"(?!条约|协定|公约|宣言|大学|学院|法院|高院|互联网|知识产权|合作组织|国际|冬奥|亚运|进博"
    r"|会议|峰会|论坛|银行|海关|自贸|自由贸易|代办|保护中心|商标审查|专利审查|协作|\d+月\d+日"
    r"|举行|召开|举办|开幕|闭幕|讯|电)",
    # Behind a date line stands a dash.
    "en": r"(?!\s?[–—:]|\s-\s|\s(?:Treaty|Convention|Agreement|Declaration"
    r"|University|Court|Cooperation|Pilot|Internet|IP|Intellectual|Patent|Trademark|Winter|Customs|Free|,\s[A-Z][a-z]{2}))",
}

_CAPITAL = "CN_BJ"
# What may stand behind the name of a region, as a part of it.
REGION_ENDS: dict[Lang, str] = {"zh": "省|市|(?:壮族|回族|维吾尔)?自治区", "en": ""}
# What must not stand before the name of a region, and what may stand behind it.
_AROUND: dict[Lang, tuple[str, str]] = {
    "zh": ("(?<!社)", f"(?:{REGION_ENDS['zh']})?"),
    "en": ("(?<!conference in )(?<!meeting in )", ""),
}


def regions(tables: Tables, lang: Lang) -> dict[str, str]:
    """Return the words for each region, by its code with an underscore for a hyphen.

    Examples
    --------
    >>> from metrics import load
    >>> bool(re.match(regions(load(), "zh")["CN_BJ"], "北京市"))
    True
    >>> bool(re.match(regions(load(), "zh")["CN_BJ"], "北京条约"))
    False
    """
    codes = (code for code in tables.codes("region") if code not in _UNNAMED)
    before, after = _AROUND[lang]
    made = {
        code.replace("-", "_"): before + tables.label("area", code, lang) + after + _CALLED[lang]
        for code in codes
    }
    if lang == "zh" and _CAPITAL in made:
        # 在北京 says where something is told.
        made[_CAPITAL] = "(?<!在)" + made[_CAPITAL]
    return made


@dataclass(frozen=True)
class Places:
    """All economies and scopes with the words for them."""

    tables: Tables

    @cached_property
    def _areas(self) -> dict[Lang, re.Pattern[str]]:
        made = {}
        for lang in LANGS:
            also = written()["area"]
            forms = regions(self.tables, lang)
            for code in self.tables.codes("area"):
                name = re.escape(self.tables.label("area", code, lang).partition(",")[0])
                forms[code] = also[code][lang] if code in also else name
            start, end = ("", "") if lang == "zh" else (r"(?<![\w-])", r"(?:'s)?(?![\w-])")
            made[lang] = re.compile(
                "|".join(f"(?P<{c}>{start}(?:{f}){end})" for c, f in forms.items())
            )
        return made

    @cached_property
    def _scopes(self) -> dict[Lang, re.Pattern[str]]:
        listed = written()["scope"]
        return {
            lang: re.compile(
                "|".join(f"(?P<s{n}>{entry[lang]})" for n, entry in enumerate(listed)),
                re.IGNORECASE,
            )
            for lang in LANGS
        }

    @cached_property
    def every_scope(self) -> frozenset[str]:
        """All scopes that words tell apart."""
        return frozenset(scope for entry in written()["scope"] for scope in entry["of"])

    home_code = HOME

    def named(self, paragraph: Paragraph, start: int, end: int) -> list[tuple[int, int, str]]:
        """List the economies that a part of a paragraph names, in order, with their spans."""
        text, lang = paragraph.text, paragraph.lang
        asides = [(m.start(), m.end()) for m in ASIDE[lang].finditer(text, start, end)]
        found = (
            m
            for m in self._areas[lang].finditer(text, start, end)
            if not any(a <= m.start() < b for a, b in asides)
        )
        return [(m.start(), m.end(), (m.lastgroup or HOME).replace("_", "-")) for m in found]

    def areas(self, paragraph: Paragraph, start: int, end: int) -> list[str]:
        """List the economies that a part of a paragraph names, in order."""
        return [code for _, _, code in self.named(paragraph, start, end)]

    def _subjects(self, paragraph: Paragraph, start: int, end: int) -> list[str]:
        """List the economies that a part of a paragraph speaks of, without those compared with."""
        text = paragraph.text
        return [
            code
            for at, _, code in self.named(paragraph, start, end)
            if not COMPARED[paragraph.lang].search(text, max(start, at - 24), at)
        ]

    def without(self, words: str, lang: Lang) -> str:
        """Blank out the economies and scopes that some words name."""
        return self._scopes[lang].sub(" ", self._areas[lang].sub(" ", words))

    def home(self, paragraph: Paragraph, start: int, end: int) -> list[int]:
        """Return where a part of a paragraph names the whole country."""
        pattern = self._areas[paragraph.lang]
        found = pattern.finditer(paragraph.text, start, end)
        return [m.start() for m in found if m.lastgroup == HOME]

    def said(
        self,
        paragraph: Paragraph,
        start: int,
        between: tuple[int, int],
        stated: Stated,
        clause: int,
    ) -> Said:
        """Tell for whom a number is.

        Parameters
        ----------
        paragraph : Paragraph
            Where it stands.
        start : int
            Where its sentence begins.
        between : tuple of int
            Where the number before it ends, and where the one behind it begins.
        stated : Stated
            The number.
        clause : int
            Where the words begin that name what it is.

        Returns
        -------
        Said
            By the words before it in the sentence, the nearest; else by those behind it.
        """
        left, right = between
        stop = _STOP[paragraph.lang].search(paragraph.text, stated.end, right)
        end = min(stop.start() if stop else right, stated.end + 40)
        own = self.areas(paragraph, left, stated.start)
        behind = self.areas(paragraph, stated.end, end)
        words = paragraph.text[stated.end : end]
        others: tuple[str, ...] = ()
        if not own and self._part_of(paragraph, stated):
            area = WORLD
        elif behind and (
            not own or _FROM.match(words) or self._right_behind(paragraph, between, stated)
        ):
            area = behind[0]
        else:
            named = own or self._subjects(paragraph, start, left)
            area = named[-1] if named else HOME
            behind = named
            if not own:
                others = tuple(a for a in dict.fromkeys(named) if a != area)
        return Said(area, bool(behind), self._scoped(paragraph, clause, stated, end), others)

    def _right_behind(self, paragraph: Paragraph, between: tuple[int, int], stated: Stated) -> bool:
        """Tell whether an English list has economies right behind its numbers: 56 US, 53 Japan."""
        if paragraph.lang != "en":
            return False
        starts = [at for at, _, _ in self.named(paragraph, between[0], between[1])]
        return stated.end + 1 in starts and between[0] + 1 in starts

    def _part_of(self, paragraph: Paragraph, stated: Stated) -> bool:
        """Tell whether a part of a number that stands behind it is China's."""
        behind = self.named(paragraph, stated.end, stated.end + 80)
        if stated.role != "level" or not behind or behind[0][2] != HOME:
            return False
        words = paragraph.text[stated.end : behind[0][0]]
        return _PART_OF[paragraph.lang].search(words) is not None

    def _scoped(
        self, paragraph: Paragraph, clause: int, stated: Stated, end: int
    ) -> frozenset[str]:
        text, lang = paragraph.text, paragraph.lang
        if m := _BRACKET.match(text, stated.end):
            end = max(end, m.end())
        return self.scopes(text[clause : stated.start], lang) or self.scopes(
            text[stated.end : end], lang
        )

    def scopes(self, words: str, lang: Lang) -> frozenset[str]:
        """Return the scopes that some words may mean; none where they name none.

        Examples
        --------
        >>> from metrics import load
        >>> sorted(Places(load()).scopes("国内(不含港澳台)", "zh"))
        ['domestic_excl_hmt']
        """
        chosen = list(self._scopes[lang].finditer(words))
        listed = written()["scope"]
        kept = [frozenset(listed[int((m.lastgroup or "s0")[1:])]["of"]) for m in chosen]
        if not kept:
            return frozenset()
        # 国内(不含港澳台) is both words together: the narrower says it.
        return min(kept, key=len) if len({*map(len, kept)}) > 1 else kept[-1]
