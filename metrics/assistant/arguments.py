"""Arguments that a tool does not take, told in one sentence of the language asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from pydantic import ValidationError

from metrics.assistant.asking import fault
from metrics.locale import Lang, text

# Of what was given no more is repeated.
_SHOWN = 40


def refuse_unknown(tool: str, given: Mapping[str, Any], taken: Collection[str], lang: Lang) -> None:
    """Refuse arguments that a tool has not: what is passed over would be another question.

    Parameters
    ----------
    tool : str
        Its name.
    given : mapping
        Arguments by name.
    taken : collection of str
        The names that it has.
    lang : str
        ``zh`` or ``en``.

    Raises
    ------
    ToolError
        Where it has one of them not.

    Examples
    --------
    >>> refuse_unknown("newest", {"year": 2022}, ["indicator", "area"], "en")
    Traceback (most recent call last):
    mcp.server.mcpserver.exceptions.ToolError: newest takes no year; it takes: indicator, area
    """
    for name in given:
        if name not in taken:
            raise fault("unknown", lang, where=tool, name=name[:_SHOWN], names=listed(taken, lang))


def refused_words(tool: str, refused: ValidationError, lang: Lang) -> str:
    """Tell the first argument that does not fit.

    Parameters
    ----------
    tool : str
        Its name.
    refused : ValidationError
        What was found.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        One sentence, without the words of the library.

    Examples
    --------
    >>> from metrics.assistant.tools import Asked
    >>> try:
    ...     Asked.model_validate({"period": 2022})
    ... except ValidationError as refused:
    ...     refused_words("compare", refused, "en")
    'compare: indicator is missing'
    """
    (first, *_) = refused.errors(include_url=False)
    name = ".".join(str(part) for part in first["loc"])
    more = first.get("ctx", {})
    said = {"where": tool, "name": name[:_SHOWN], "given": str(first["input"])[:_SHOWN]}
    if first["type"] == "literal_error":
        values = str(more["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        return str(fault("one_of", lang, **said, values=listed(values, lang)))
    if first["type"] == "string_too_long":
        return str(fault("too_long", lang, **said, most=more["max_length"]))
    keys = {"missing": "missing", "extra_forbidden": "extra"}
    return str(fault(keys.get(first["type"], "wrong"), lang, **said))


def listed(names: Collection[str], lang: Lang) -> str:
    """List names in a language."""
    return text(lang)("list.comma").join(names)
