"""Files that were handed in and that no page has yet: how much they are, and who lets them go.

Streamlit keeps each file that a page was given until its session ends. Here it is let go as soon
as the page has it, and one that no page takes after a while.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts.state import limits
from pages.parts.state.limits import FullError


@dataclass(frozen=True)
class Waiting:
    """A file that Streamlit holds: its bytes, and what has it removed, on any thread."""

    size: int
    remove: Callable[[], None]


@dataclass
class Handed:
    """All files that Streamlit holds and bodies that are on their way.

    Parameters
    ----------
    files : dict
        By session and file.
    coming : dict
        Bytes on their way, by session.
    """

    files: dict[tuple[str, str], Waiting] = field(default_factory=dict)
    coming: dict[object, tuple[str, int]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def arriving(self, session: str, size: int) -> Iterator[None]:
        """Keep room for a body while it arrives.

        Parameters
        ----------
        session : str
            Whose it is; empty where that is not known.
        size : int
            Its bytes.

        Raises
        ------
        FullError
            Where there is no room for it.
        """
        ticket = object()
        with self._lock:
            here = [(of, file.size) for (of, _), file in self.files.items()]
            every = [*here, *self.coming.values()]
            if sum(bytes_ for _, bytes_ in every) + size > limits.BYTES_OF_ALL:
                raise FullError
            own = [bytes_ for of, bytes_ in every if of == session]
            many = len(own) >= limits.FILES_OF_ONE or sum(own) + size > limits.BYTES_OF_ONE
            if session and many:
                raise FullError
            self.coming[ticket] = session, size
        try:
            yield
        finally:
            with self._lock:
                del self.coming[ticket]

    def arrived(self, session: str, file: str, size: int, remove: Callable[[], None]) -> None:
        """Note a file that Streamlit holds now."""
        with self._lock:
            self.files[session, file] = Waiting(size, remove)

    def forget(self, session: str, file: str) -> bool:
        """Note that Streamlit holds a file no more; tell whether it was known to."""
        with self._lock:
            return self.files.pop((session, file), None) is not None

    def taken(self) -> None:
        """Have the files of the session that runs removed: its page has what it needs."""
        context = get_script_run_ctx()
        if context is None:
            return
        with self._lock:
            own = [file for (of, _), file in self.files.items() if of == context.session_id]
        for file in own:
            file.remove()


HANDED = Handed()
