"""Numbers whose words only hint at what they are of, and whose size tells the rest."""

from __future__ import annotations

import pytest

from metrics import Tables, load
from metrics.proof.hints import Hints
from metrics.proof.judge import judge


@pytest.fixture(scope="module")
def all_tables() -> Tables:
    return load()


# PCT applications of 2018: 56,142 of the United States, 53,345 of China, 49,702 of Japan. Charges
# for the use of IP in 2023: Japan paid 28.9 billion dollars, Korea 12.4. High-value inventions:
# 1.324 and 1.665 million at the ends of 2022 and 2023. 18 provinces had policies.
@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("By origin, the PCT race of 2018: 56,142 US, 53,345 China, 49,702 Japan.", "vvv"),
        ("Paid for the use of foreign IP in 2023: Japan $28.9 billion, Korea $12.4 billion.", "vv"),
        (
            "The stock of high-value inventions stood at 1.324 and 1.665 million at the "
            "ends of 2022 and 2023.",
            "vv",
        ),
        ("2022年，出台稳经济举措的工作持续推进，18个省份跟进出台政策。", "v"),
        ("2022年，出台稳经济举措的工作持续推进，16个省份跟进出台政策。", "c"),
        ("In 2018 the PCT race had 12,345 runners.", "u"),
        # Two digits mixed up: 16,916 of Germany.
        ("PCT filings, 2023, by origin: China 69,610; Japan 48,879; Germany 19,616.", "vvc"),
        # Of the world, not of China.
        ("World filings under the PCT: 252,778 (2018), 265,383 (2019).", "vv"),
        # The odd one out of a list: 46.9 in 2021, 44.5 in 2022, 42.7 in 2023.
        (
            "China's IP bill abroad: $46.9 billion in 2021, $44.5 billion in 2022, $47.2 billion "
            "in 2023, $37.9 billion in 2020.",
            "vvcv",
        ),
        # The dates of the first two are those of the others as well: 62 in 2022, 77 in March 2025.
        (
            "Rapid protection centres numbered 35 at the end of 2022 and 48 in March 2025; "
            "protection centres 62 and 71.",
            "vvvc",
        ),
        # From 921,000 to 1,045,000 it is 13.5.
        (
            "In 2024 the office granted 1.045 million invention patents, 12.5 per cent more than "
            "the 921,000 of 2023.",
            "vdv",
        ),
        ("2023年中国付出知识产权使用费427亿美元，收进110亿美元，逆差约317亿美元。", "vvd"),
    ],
)
def test_what_is_only_hinted(all_tables: Tables, text: str, verdicts: str) -> None:
    found = [j.verdict for j in judge(text, all_tables, "en") if j.verdict != "not_a_figure"]
    assert "".join(v[0] for v in found) == verdicts


@pytest.mark.parametrize(
    ("lang", "words", "indicator"),
    [
        ("en", "it took the examiners so many months to examine", "invention_exam_months"),
        ("en", "what Japan paid for IP", "ip_charges_payments"),
        ("zh", "跟进出台稳经济的政策，省份", "relief_provinces"),
        ("zh", "责令整改的机构", "agencies_corrected"),
    ],
)
def test_hints(all_tables: Tables, lang: str, words: str, indicator: str) -> None:
    scores = Hints(all_tables).scores([(1.0, words)], "zh" if lang == "zh" else "en")
    assert max(scores, key=scores.__getitem__) == indicator
