"""Questions to the server as a client asks them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, StdioServerParameters
from mcp.server import MCPServer
from mcp.types import CallToolResult, TextContent, TextResourceContents, Tool


@dataclass(frozen=True)
class Asking:
    """A client that is asked in turn."""

    portal: BlockingPortal
    client: Client

    def call(self, tool: str, **asked: Any) -> CallToolResult:
        return self.portal.call(self.client.call_tool, tool, asked)

    def answer(self, tool: str, **asked: Any) -> dict[str, Any]:
        """Return what a tool answers, as data."""
        made = self.call(tool, **asked)
        assert not made.is_error, made.content
        assert made.structured_content is not None
        return dict(made.structured_content)

    def told(self, tool: str, **asked: Any) -> str:
        """Return what a tool answers, as the text that an assistant reads."""
        made = self.call(tool, **asked)
        assert not made.is_error, made.content
        return _text(made)

    def refusal(self, tool: str, **asked: Any) -> str:
        """Return the sentence that a tool is refused with."""
        made = self.call(tool, **asked)
        assert made.is_error, made.structured_content
        return _text(made)

    def tools(self) -> list[Tool]:
        return self.portal.call(self.client.list_tools).tools

    def resources(self) -> set[str]:
        return {str(r.uri) for r in self.portal.call(self.client.list_resources).resources}

    def resource(self, uri: str) -> str:
        (content,) = self.portal.call(self.client.read_resource, uri).contents
        assert isinstance(content, TextResourceContents)
        return content.text


def _text(made: CallToolResult) -> str:
    (content,) = made.content
    assert isinstance(content, TextContent)
    return content.text


@contextmanager
def asking(server: MCPServer[Any] | StdioServerParameters) -> Iterator[Asking]:
    """Ask from a thread of its own: a browser that is driven holds the loop of this one."""
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(server)) as client,
    ):
        yield Asking(portal, client)


def of(indicator: str, period: str, area: str = "") -> dict[str, str]:
    """Name a figure to be compared."""
    return {"indicator": indicator, "period": period, "area": area}
