"""The server: tools, and lists of the indicators, over the Model Context Protocol."""

from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import Callable
from functools import partial, wraps
from inspect import signature
from typing import Any

from anyio import to_thread
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
from mcp.types import CallToolResult, InputRequiredResult, TextContent, ToolAnnotations
from pydantic import ValidationError

from metrics.assistant.arguments import listed, refuse_unknown, refused_words
from metrics.assistant.asking import fault
from metrics.assistant.telling import regions_of
from metrics.assistant.tools import Tools, as_meant
from metrics.locale import LANGS, Lang, text
from metrics.tables.dataset import Tables

NAME = "ipstats"
# Nothing is changed, and nothing outside is asked.
_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_LOG = logging.getLogger(__name__)


class Server(MCPServer[Any]):
    """Tools whose answers are short, and whose refusals are one sentence in a reader's language.

    Parameters
    ----------
    tools : Tools
        What is offered.
    """

    def __init__(self, tools: Tools) -> None:
        self._lang, say = tools.lang, text(tools.lang)
        offered = (
            *(tools.search, tools.series, tools.newest, tools.compare),
            *(tools.transform, tools.cite, tools.check_text, tools.in_view),
        )
        self._taken = {tool.__name__: list(signature(tool).parameters) for tool in offered}
        super().__init__(
            NAME,
            title=say("assistant.title"),
            instructions=say(
                "assistant.instructions",
                search=tools.search.__name__,
                quoted="value_in_words",
                compare=tools.compare.__name__,
                transform=tools.transform.__name__,
                caveats="caveats",
                check=tools.check_text.__name__,
            ),
            version=tools.tables().version,
            log_level="WARNING",
        )
        for tool in offered:
            title = say(f"assistant.tool.{tool.__name__}")
            self.add_tool(_left_behind(tool), title=title, annotations=_READS)

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool; what it is refused with is told without the words of the library.

        Parameters
        ----------
        name : str
            Of the tool.
        arguments : dict
            By name.
        context : Context, optional
            That of the request.

        Returns
        -------
        CallToolResult
            The answer as data and as text, or a sentence.

        Examples
        --------
        >>> from anyio.from_thread import start_blocking_portal
        >>> from metrics import load
        >>> with start_blocking_portal() as portal:
        ...     made = portal.call(server(load, "en").call_tool, "newest", {"indicator": "gii"})
        >>> made.is_error, made.content[0].text[:25]
        (True, 'there is no indicator gii')
        """
        asked = as_meant(arguments)
        lang: Lang = next((own for own in LANGS if own == asked.get("lang")), self._lang)
        try:
            if name not in self._taken:
                raise fault("tool", lang, tool=name[:100], names=listed(self._taken, lang))
            refuse_unknown(name, asked, self._taken[name], lang)
            made = await super().call_tool(name, asked, context)
        except ToolError as refused:
            return _said(_words(name, refused, lang))
        if isinstance(made, CallToolResult) and made.structured_content is not None:
            # Spaces and ends of lines would be a quarter of what an assistant has to read.
            told = json.dumps(made.structured_content, ensure_ascii=False, separators=(",", ":"))
            made = made.model_copy(update={"content": [TextContent(type="text", text=told)]})
        return made


def _left_behind(tool: Callable[..., Any]) -> Callable[..., Any]:
    """Let a tool work beside the server, which ends without it where the assistant is gone."""

    @wraps(tool)
    async def run(**asked: Any) -> Any:
        return await to_thread.run_sync(partial(tool, **asked), abandon_on_cancel=True)

    return run


def _words(tool: str, refused: ToolError, lang: Lang) -> str:
    """Say in one sentence why a tool gives no answer."""
    cause = refused.__cause__
    if isinstance(refused, UnexpectedToolError):
        _LOG.error("%s", tool, exc_info=cause)
        return str(fault("crashed", lang, tool=tool))
    if isinstance(cause, ValidationError):
        return refused_words(tool, cause, lang)
    return str(cause or refused)


def _said(words: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=words)], is_error=True)


def server(tables: Callable[[], Tables], lang: Lang) -> Server:
    """Make the server of some tables.

    Parameters
    ----------
    tables : callable
        Gives the tables as they are now, with everything in view.
    lang : str
        Language of its title and its instructions, and of answers where none is asked for.

    Returns
    -------
    Server
        Ready to run over standard input and output.

    Examples
    --------
    >>> from metrics import load
    >>> server(load, "en").name
    'ipstats'
    """
    made = Server(Tools(tables, lang))
    for own in LANGS:
        _offer(made, f"indicators/{own}.csv", own, partial(_indicators, tables, own))
    return made


def _offer(made: Server, path: str, lang: Lang, content: Callable[[], str]) -> None:
    """Add a resource, made when it is read."""

    def read() -> str:
        return content()

    about = text(lang)("assistant.indicators")
    made.resource(f"{NAME}://{path}", name=path, description=about, mime_type="text/csv")(read)


def _indicators(tables: Callable[[], Tables], lang: Lang) -> str:
    """List the indicators: a table that an assistant may read whole."""
    now = tables()
    made = io.StringIO()
    write = csv.writer(made, lineterminator="\n").writerow
    write(("indicator", "name", "scope", "unit", "areas", "regions"))
    by_region = now.regional.definitions
    shown = {**by_region, **now.definitions}
    for own in sorted(shown.values(), key=lambda d: d.position):
        scope = now.label("scope", own.scope, lang)
        areas, regions = len(now.areas(own.id)), regions_of(now, own.id)
        write((own.id, own.name(lang), scope, own.unit.name(lang), areas, regions))
    return made.getvalue()
