"""What a browser keeps of a page as the messages of its server come in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# The place of an element on its page.
Place = tuple[int, ...]


class VisitError(Exception):
    """Something that a visitor wanted and did not get."""


@dataclass
class Run:
    """What came of one request to run a page, or a part of it.

    Parameters
    ----------
    seconds : float
        From the request to the end of the script.
    messages, size : int
        Messages that came, and their bytes.
    charts : int
        Charts among them.
    exceptions : list of str
        What the page's script raised, as the messages tell it.
    errors : list of str
        Messages of the page in red.
    """

    seconds: float = 0.0
    messages: int = 0
    size: int = 0
    charts: int = 0
    exceptions: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def key_of(element: Any) -> str:
    """Return the key of a widget by its id, which ends with it.

    Examples
    --------
    >>> from streamlit.proto.Button_pb2 import Button
    >>> key_of(Button(id="$$ID-0123abc-take_xlsx_zh")), key_of(Button())
    ('take_xlsx_zh', '')
    """
    parts = str(getattr(element, "id", "")).split("-", 2)
    return parts[2] if len(parts) == 3 and parts[2] != "None" else ""


class Tab:
    """The page that a tab shows: its elements by their places, and what runs again by itself."""

    def __init__(self) -> None:
        self.page, self.query, self.session = "", "", ""
        # Of the page's script, which the server tells; an address that is new has none yet.
        self.script = ""
        self.elements: dict[Place, Any] = {}
        self.fragments: dict[Place, str] = {}
        # Parts of the page that run again by themselves, with their seconds.
        self.repeating: dict[str, float] = {}
        # Large messages, which the server sends once.
        self.kept: dict[str, ForwardMsg] = {}

    def take(self, raw: bytes, run: Run) -> ForwardMsg:
        """Take a message, note in the run what came, and return it.

        Parameters
        ----------
        raw : bytes
            The message as it came.
        run : Run
            What comes of what was asked.

        Returns
        -------
        ForwardMsg
            The message; one that was kept where the server only names it.
        """
        message: ForwardMsg = ForwardMsg.FromString(raw)
        if message.WhichOneof("type") == "ref_hash":
            named, message = message, ForwardMsg()
            message.CopyFrom(self.kept[named.ref_hash])
            message.metadata.CopyFrom(named.metadata)
        elif message.metadata.cacheable:
            self.kept[message.hash] = message
        run.messages += 1
        run.size += len(raw)
        own = getattr(self, f"_{message.WhichOneof('type')}", None)
        if own is not None:
            own(message, run)
        return message

    def _new_session(self, message: ForwardMsg, _: Run) -> None:
        self.session = message.new_session.initialize.session_id
        if not message.metadata.run.fragment_ids:
            self.elements.clear()
            self.fragments.clear()
            self.repeating.clear()

    def _delta(self, message: ForwardMsg, run: Run) -> None:
        """Put an element where it belongs; a container that is sent anew is empty."""
        delta, place = message.delta, tuple(message.metadata.delta_path)
        for inner in [p for p in self.elements if p[: len(place)] == place]:
            del self.elements[inner]
        kind = delta.new_element.WhichOneof("type")
        if kind is None:
            return
        element = getattr(delta.new_element, kind)
        self.elements[place], self.fragments[place] = element, delta.fragment_id
        if kind == "exception":
            run.exceptions.append(f"{element.type}: {element.message}")
        elif kind == "alert" and element.format == Alert.ERROR:
            run.errors.append(element.body)
        run.charts += kind == "plotly_chart"

    def _page_info_changed(self, message: ForwardMsg, _: Run) -> None:
        self.query = message.page_info_changed.query_string

    def _navigation(self, message: ForwardMsg, _: Run) -> None:
        self.script = message.navigation.page_script_hash

    def _auto_rerun(self, message: ForwardMsg, _: Run) -> None:
        self.repeating[message.auto_rerun.fragment_id] = message.auto_rerun.interval

    def _stop_auto_rerun(self, message: ForwardMsg, _: Run) -> None:
        for fragment in message.stop_auto_rerun.fragment_ids:
            self.repeating.pop(fragment, None)

    def _session_event(self, message: ForwardMsg, run: Run) -> None:
        if message.session_event.HasField("script_compilation_exception"):
            run.exceptions.append(message.session_event.script_compilation_exception.message)

    def _page_not_found(self, message: ForwardMsg, run: Run) -> None:
        run.errors.append(f"no page {message.page_not_found.page_name}")

    def of_kind(self, kind: str) -> Iterator[tuple[Place, Any]]:
        """Yield the elements of a kind, as the protocol names it, with their places."""
        wanted = type(getattr(Element(), kind))
        for path in sorted(self.elements):
            if isinstance(self.elements[path], wanted):
                yield path, self.elements[path]

    def find(self, kind: str, key: str) -> tuple[Place, Any]:
        """Return a widget by its key, or by the beginning of it where that ends with a star.

        Parameters
        ----------
        kind : str
            As the protocol names it: ``button``, ``download_button``, ``selectbox``.
        key : str
            Its key.

        Returns
        -------
        tuple of (Place, element)
            Its place and the element.

        Raises
        ------
        VisitError
            Where the page has none.
        """
        for path, element in self.of_kind(kind):
            own = key_of(element)
            if own == key or (key.endswith("*") and own.startswith(key[:-1])):
                return path, element
        have = sorted(key_of(element) for _, element in self.of_kind(kind))
        raise VisitError(f"{self.page or 'the first page'} has no {kind} {key}, but {have}")

    def has(self, kind: str, key: str) -> bool:
        """Tell whether the page has a widget that can be used."""
        try:
            _, element = self.find(kind, key)
        except VisitError:
            return False
        return not getattr(element, "disabled", False)
