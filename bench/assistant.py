"""What an assistant waits for and reads: start to first answer, each tool's answer, memory.

The command is started as an assistant starts it and asked over standard input and output. What an
assistant reads is told in signs; a token is about four of English and one or two of Chinese.

Run it with ``python -m bench.assistant`` or ``make bench``.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from typing import Any

import anyio
from mcp import Client, StdioServerParameters
from mcp.types import TextContent

from bench.serving import most_memory
from metrics.locale import LANGS

TIMES = 5
# Seconds to the first answer, megabytes, and signs of an answer that is not asked to be longer.
FIRST, MEMORY, SIGNS = 5.0, 400, 6000
SENTENCE = {
    "zh": "2023年，我国授权发明专利92.1万件。",
    "en": "China granted 921,000 invention patents in 2023. ",
}
PAIR = [{"indicator": "pledge_financing", "period": year} for year in ("2022", "2023")]
ASKED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("search", {"words": "patent"}),
    ("series", {"indicator": "ip_charges_payments"}),
    ("newest", {"indicator": "gii_rank"}),
    ("compare", {"base": PAIR[0], "end": PAIR[1]}),
    ("transform", {"indicator": "ip_charges_payments"}),
    ("cite", {"indicator": "satisfaction", "period": "2022"}),
    ("in_view", {}),
)


async def ask(lang: str) -> None:
    """Print what an assistant waits for and reads in one language."""
    words = ["-m", "metrics", "mcp", "--lang", lang]
    began = time.perf_counter()
    async with Client(StdioServerParameters(command=sys.executable, args=words)) as client:
        await _ask(client, "newest", indicator="gii_rank")
        took = time.perf_counter() - began
        print(f"{lang}: first answer after {took:.1f} s (limit {FIRST:.0f})")
        listed = [t.model_dump(mode="json") for t in (await client.list_tools()).tools]
        taken = sum(len(t["description"]) + len(json.dumps(t["input_schema"])) for t in listed)
        print(f"  {len(listed)} tools, told in {taken} signs")
        text = SENTENCE[lang]
        checks = [("check_text", {"text": (text * -(-n // len(text)))[:n]}) for n in (1000, 10_000)]
        for tool, asked in (*ASKED, *checks):
            said = [await _ask(client, tool, **asked) for _ in range(TIMES)]
            took = statistics.median(one for one, _ in said)
            told = f"{took * 1000:6.0f} ms {said[0][1]:6} signs (limit {SIGNS})"
            print(f"  {tool:10} {len(str(asked.get('text', ''))) or '':6} {told}")


async def _ask(client: Client, tool: str, **asked: Any) -> tuple[float, int]:
    """Return how long an answer took, and its signs."""
    began = time.perf_counter()
    made = await client.call_tool(tool, asked)
    took = time.perf_counter() - began
    assert not made.is_error, made.content
    return took, sum(len(c.text) for c in made.content if isinstance(c, TextContent))


def main() -> None:
    """Print it for each language, then the memory that the server had at most."""
    for lang in LANGS:
        anyio.run(ask, lang)
    print(f"memory at most {most_memory(of_children=True):.0f} MB (limit {MEMORY})")


if __name__ == "__main__":
    main()
