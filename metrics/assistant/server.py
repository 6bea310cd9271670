"""The server: tools, and the flat tables as resources, over the Model Context Protocol."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from mcp.server import MCPServer
from mcp.types import ToolAnnotations

from metrics.assistant.tools import Tools
from metrics.exports.opendata import figures_bytes, table_bytes
from metrics.locale import LANGS, Lang, text
from metrics.tables.dataset import Tables
from metrics.views.extracts import extract
from metrics.views.filters import Filters

NAME = "ipstats"
# Nothing is changed, and nothing outside is asked.
_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
# Curated tables that an assistant may read whole.
_TABLES = ("definitions", "sources", "codes")


def server(tables: Tables, lang: Lang) -> MCPServer[Any]:
    """Make the server of some tables.

    Parameters
    ----------
    tables : Tables
        With everything in view.
    lang : str
        Language of its title and its instructions, and of answers where none is asked for.

    Returns
    -------
    MCPServer
        Ready to run over standard input and output.

    Examples
    --------
    >>> from metrics import load
    >>> server(load(), "en").name
    'ipstats'
    """
    say, tools = text(lang), Tools(tables, lang)
    made: MCPServer[Any] = MCPServer(
        NAME,
        title=say("assistant.title"),
        instructions=say(
            "assistant.instructions",
            search=tools.search.__name__,
            quoted="value_in_words",
            compare=tools.compare.__name__,
            transform=tools.transform.__name__,
            check=tools.check_text.__name__,
        ),
        version=tables.version,
        log_level="WARNING",
    )
    for tool in (
        *(tools.search, tools.series, tools.newest, tools.compare),
        *(tools.transform, tools.cite, tools.check_text, tools.in_view),
    ):
        title = say(f"assistant.tool.{tool.__name__}")
        made.add_tool(tool, title=title, annotations=_READS)
    for own in LANGS:
        flat = partial(_figures, tables, own)
        _offer(made, f"figures/{own}.csv", text(own)("assistant.figures"), flat)
    for name in _TABLES:
        whole = partial(_table, tables, name)
        _offer(made, f"tables/{name}.csv", say(f"file.{name}"), whole)
    return made


def _offer(made: MCPServer[Any], path: str, about: str, content: Callable[[], str]) -> None:
    """Add a resource, made when it is read."""

    def read() -> str:
        return content()

    uri = f"{NAME}://{path}"
    made.resource(uri, name=path, description=about, mime_type="text/csv")(read)


def _figures(tables: Tables, lang: Lang) -> str:
    return figures_bytes(extract(tables, Filters(), lang), lang).decode("utf-8-sig")


def _table(tables: Tables, name: str) -> str:
    return table_bytes(tables, name).decode("utf-8-sig")
