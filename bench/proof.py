"""What the check of texts finds: planted errors found and right numbers accused, by class.

Run it with ``python -m bench.proof``; ``--list`` names what was missed and what was accused.
"""

from __future__ import annotations

import re
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from metrics import load
from metrics.locale import LANGS
from metrics.proof import VERDICTS, Judged
from metrics.proof.judge import judge
from metrics.tables.dataset import Tables

FOLDER = Path(__file__).parent.parent / "tests" / "proof"
PARTS = ("tuning", "held", "unseen_a", "unseen_b", "unseen_c")
Key = tuple[str, str]
_PLANTED = re.compile(r"\{([^{}|]+)\|(\w+)\}")
LONG = 10_000


@dataclass(frozen=True)
class Text:
    """A text with the spans and classes of the errors that were planted in it."""

    lang: str
    text: str
    planted: tuple[tuple[int, int, str], ...]


@dataclass
class Score:
    """What was found in some texts; counted by language and by class or verdict."""

    planted: Counter[Key] = field(default_factory=Counter)
    found: Counter[Key] = field(default_factory=Counter)
    named: Counter[Key] = field(default_factory=Counter)
    right: Counter[Key] = field(default_factory=Counter)
    accused: Counter[Key] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    @property
    def share_found(self) -> float:
        """Part of the planted errors that were accused of anything."""
        return self.found.total() / self.planted.total()

    @property
    def share_accused(self) -> float:
        """Part of the right numbers that were accused."""
        return self.accused.total() / self.right.total()

    def lines(self) -> Iterator[str]:
        """Yield what was found, by class and by language."""
        for code in sorted({code for _, code in self.planted}):
            yield f"  {code:16} {self._counts(LANGS, (code,))}"
        for lang in LANGS:
            yield f"  {lang:16} {self._counts((lang,), VERDICTS)} {self._right((lang,))}"
        yield f"  {'all':16} {self._counts(LANGS, VERDICTS)} {self._right(LANGS)}"

    def _counts(self, langs: Sequence[str], codes: Sequence[str]) -> str:
        planted, found, named, accused = (
            _many(counted, langs, codes)
            for counted in (self.planted, self.found, self.named, self.accused)
        )
        return (
            f"planted {planted:3}  found {found:3} {f'({found / planted:.1%})':8} as that {named:3}"
            f"  right numbers accused {accused:3}"
        )

    def _right(self, langs: Sequence[str]) -> str:
        right, confirmed = (
            _many(self.right, langs, codes) for codes in (VERDICTS, ("verified", "derived_ok"))
        )
        accused = _many(self.accused, langs, VERDICTS)
        return f"of {right} ({accused / right:.1%}), confirmed {confirmed}"


def _many(counted: Counter[Key], langs: Sequence[str], codes: Sequence[str]) -> int:
    return sum(counted[lang, code] for lang in langs for code in codes)


def texts(part: str) -> Iterator[Text]:
    """Read the texts of a part."""
    listed = tomllib.loads((FOLDER / f"{part}.toml").read_text(encoding="utf-8"))
    for lang in LANGS:
        for marked in listed[lang]:
            planted = []
            plain = ""
            at = 0
            for m in _PLANTED.finditer(marked):
                plain += marked[at : m.start()]
                planted.append((len(plain), len(plain) + len(m[1]), m[2]))
                plain += m[1]
                at = m.end()
            yield Text(lang, plain + marked[at:], tuple(planted))


def score(part: str, tables: Tables) -> Score:
    """Judge the texts of a part and count what was found."""
    made = Score()
    for text in texts(part):
        judged = judge(text.text, tables, "en")
        for start, end, code in text.planted:
            on = [j for j in judged if j.start < end and start < j.end and j.accused]
            made.planted[text.lang, code] += 1
            made.found[text.lang, code] += bool(on)
            made.named[text.lang, code] += any(j.verdict == code for j in on)
            if not on:
                made.told.append(f"missed   {code}: {text.text[start:end]} in {text.text}")
            elif all(j.verdict != code for j in on):
                made.told.append(f"named    {code} as {on[0].verdict}: {on[0].text} in {text.text}")
        for one in judged:
            _right(made, text, one)
    return made


def _right(made: Score, text: Text, one: Judged) -> None:
    """Count a number in which no error was planted."""
    planted = any(one.start < end and start < one.end for start, end, _ in text.planted)
    if planted or one.verdict == "not_a_figure":
        return
    made.right[text.lang, one.verdict] += 1
    if one.accused:
        made.accused[text.lang, one.verdict] += 1
        made.told.append(f"accused  {one.verdict}: {one.text} ({one.why}) in {text.text}")
    elif one.verdict == "unknown":
        made.told.append(f"unknown  {one.text} ({one.why}) in {text.text}")


def main() -> None:
    """Print what was found in each part, and what 10,000 characters cost."""
    tables = load()
    parts = [p for p in PARTS if p in sys.argv] or list(PARTS)
    for part in parts:
        made = score(part, tables)
        print(f"{part}: {sum(1 for _ in texts(part))} texts")
        print(*made.lines(), sep="\n")
        if "--list" in sys.argv:
            print(*made.told, sep="\n")
    every = "\n".join(t.text for p in PARTS for t in texts(p))
    long = (every * (LONG // len(every) + 1))[:LONG]
    judge("2023", tables, "en")
    start = time.perf_counter()
    judge(long, tables, "en")
    print(f"{LONG} characters {time.perf_counter() - start:.2f} s (limit 2)")


if __name__ == "__main__":
    main()
