"""Questions to the server as a client asks them."""

from __future__ import annotations

from typing import Any

from mcp import Client


async def answer(client: Client, tool: str, **asked: Any) -> dict[str, Any]:
    """Return what a tool answers, as data."""
    made = await client.call_tool(tool, asked)
    assert not made.is_error, made.content
    assert made.structured_content is not None
    return dict(made.structured_content)


async def refusal(client: Client, tool: str, **asked: Any) -> str:
    """Return the sentence that a tool is refused with."""
    made = await client.call_tool(tool, asked)
    assert made.is_error, made.structured_content
    return str(made.content[0].text)


def of(indicator: str, period: str, area: str = "") -> dict[str, str]:
    """Name a figure to be compared."""
    return {"indicator": indicator, "period": period, "area": area}
