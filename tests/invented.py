"""Texts made up for tests: printed forms at their places, and nothing that a report says."""

from __future__ import annotations

import re
from pathlib import Path

from metrics import Tables
from metrics.verification import Claim, claims, documents
from metrics.verification.curated import explanations, openings
from metrics.verification.locators import place_of

COUNT = "零一二三四五六七八九"


def invented(tables: Tables, document: str) -> str:
    """Return A text that opens each place as the outline says and has each figure at its place."""
    places: dict[str, list[Claim]] = {}
    for claim in claims(tables, document):
        places.setdefault(place_of(claim.locator), []).append(claim)
    lines = ["甲乙丙丁的文本"]
    for opening in openings(tables):
        if opening.document != document:
            continue
        own = places.pop(opening.locator, [])
        # 百年 alone would be a numeral; in the set phrase it is a word.
        rest = "未有" if opening.opens.endswith("百年") else ""
        lines.append(f"{opening.opens}{rest}，戊己庚辛。{figures(own)}")
        below = [p for p in places if p.startswith(f"{opening.locator}/") and "/p" not in p]
        numbers = [tuple(map(int, p.split("/")[1:])) for p in below]
        lines += numbered(opening.locator, opening.opens, numbers, places)
    assert not places, places
    lines += [f"{row.context}。" for row in explanations(tables) if row.document == document]
    return "\n".join(lines) + "\n"


def numbered(
    heading: str, opens: str, numbers: list[tuple[int, ...]], places: dict[str, list[Claim]]
) -> list[str]:
    """Return the parts and items of a heading."""
    lines = []
    parts = any(len(n) > 1 for n in numbers) or opens.startswith("（一）")
    for first in range(1, max((n[0] for n in numbers), default=0) + 1):
        own = figures(places.pop(f"{heading}/{first}", []))
        if not parts:
            lines.append(f"{COUNT[first]}是壬癸。{own}")
            continue
        if not (first == 1 and opens.startswith("（一）")):
            lines.append(f"（{COUNT[first]}）壬癸。{own}")
        items = [n[1] for n in numbers if n[0] == first and len(n) > 1]
        for item in range(1, max(items, default=0) + 1):
            below = figures(places.pop(f"{heading}/{first}/{item}", []))
            lines.append(f"{COUNT[item]}是子丑。{below}")
    return lines


def figures(own: list[Claim]) -> str:
    """Return A sentence for each figure; a rate that was kept for years is one."""
    kept: dict[tuple[str, str], int] = {}
    for claim in own:
        key = claim.indicator, claim.printed
        kept[key] = kept.get(key, 0) + 1
    streaks = {f"连续{COUNT[n]}年" for n in kept.values() if n > 1}
    made = []
    for (_, printed), times in kept.items():
        if printed not in streaks:
            before = f"连续{COUNT[times]}年保持" if times > 1 else "某项是"
            made.append(f"寅卯{before}{printed}。")
    return "".join(made)


def shelf(tables: Tables, folder: Path) -> Path:
    """Return A folder with a made-up text for each document."""
    folder.mkdir(exist_ok=True)
    for document in documents(tables):
        (folder / f"{document}.txt").write_text(invented(tables, document), "utf-8")
    return folder


def without(text: str, start: str, end: str) -> str:
    """Return A text that lacks a page: from the first signs to the others, which stay."""
    return text[: text.index(start)] + text[text.index(end) :]


def wrapped(text: str, width: int = 20) -> str:
    """Return the same text in lines of one width."""
    return "\n".join(re.findall(f".{{1,{width}}}", text))
