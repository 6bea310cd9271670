"""Pictures of figures: one browser draws them all, one after another."""

from __future__ import annotations

import atexit
import errno
import os
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from threading import Lock
from types import TracebackType
from typing import Any, Literal

import plotly.graph_objects as go
from kaleido.errors import JavascriptError, KaleidoError  # type: ignore[import-untyped]

from metrics.exports import glyphs
from metrics.exports.engine import Engine, find_browser
from metrics.exports.errors import ImageError

Form = Literal["png", "svg", "pdf"]
WIDTH, HEIGHT = 1920, 1080

_CJK = "fonts-noto-cjk (Debian, Ubuntu), google-noto-sans-cjk-fonts (Fedora)"
_SIGNS = "fonts-dejavu-core (Debian, Ubuntu), dejavu-sans-fonts (Fedora)"
# Bytes of its own that a browser writes before it draws.
_PROFILE = 4 * 2**20


@dataclass(frozen=True)
class Shown:
    """A slide to be shown or drawn.

    Parameters
    ----------
    title : str
        Names it in lists of slides and in names of files.
    alt : str
        Says what is seen to those who do not see it.
    figure : plotly figure
        All of the slide, its title and footer included.
    notes : tuple of str
        What must be known besides, or all that whoever presents it may say; it is not on the slide.
    """

    title: str
    alt: str
    figure: go.Figure
    notes: tuple[str, ...] = ()


class GlyphError(ImageError):
    """Characters that no installed font draws: they would be boxes."""


def check_glyphs(written: str) -> None:
    """Make sure that installed fonts draw every character of a text.

    Raises
    ------
    GlyphError
        Names the characters that would be boxes, and the packages that hold them.
    """
    lacking = glyphs.missing(written)
    if lacking:
        kinds = {glyphs.east_asian(c) for c in lacking}
        packages = [_CJK] * (True in kinds) + [_SIGNS] * (False in kinds)
        shown = " ".join(f"{c} (U+{ord(c):04X})" for c in lacking[:20])
        raise GlyphError("image.no_glyphs", characters=shown, packages="; ".join(packages))


class Renderer:
    """Draws figures, one at a time whoever asks; the browser starts with the first of them.

    It may be used as a context manager; otherwise its browser ends with the process.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._engine: Engine | None = None

    def __enter__(self) -> Renderer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def render(
        self,
        figure: go.Figure,
        form: Form,
        width: int = WIDTH,
        height: int = HEIGHT,
        scale: int = 1,
    ) -> bytes:
        """Draw a figure.

        Parameters
        ----------
        figure : go.Figure
            What is drawn.
        form : Form
            ``png``, ``svg`` or ``pdf``.
        width, height : int
            Size in pixels of the figure's own layout.
        scale : int
            Pixels of a PNG for each of these.

        Returns
        -------
        bytes
            Content of the file.

        Raises
        ------
        GlyphError
            A character would be a box; nothing is drawn.
        ImageError
            There is no browser, or it failed twice, or the figure cannot be drawn.
        """
        check_glyphs(glyphs.texts(figure))
        opts = {"format": form, "width": width, "height": height, "scale": scale}
        with self._lock:
            try:
                return self._try(figure, opts)
            except ImageError:
                raise
            except Exception:
                self._stop()
            try:
                return self._try(figure, opts)
            except ImageError:
                raise
            except Exception as fault:
                self._stop()
                said = next(iter(fault.args), "") or type(fault).__name__
                reason = fault if isinstance(fault, OSError) else _no_room() or said
                raise ImageError("image.browser_failed", reason=reason) from fault

    def close(self) -> None:
        """End the browser; the next figure starts another."""
        with self._lock:
            self._stop()

    def _try(self, figure: go.Figure, opts: dict[str, Any]) -> bytes:
        if self._engine is None:
            self._engine = Engine(find_browser())
            atexit.register(self.close)
        try:
            return self._engine.render(figure, opts)
        except (KaleidoError, JavascriptError) as fault:
            raise ImageError("image.undrawn", reason=fault) from fault

    def _stop(self) -> None:
        if self._engine is not None:
            self._engine.close()
            self._engine = None
            atexit.unregister(self.close)


def _no_room() -> OSError | None:
    """Return the fault of a disk on which a browser ends without a word of it; None of another."""
    if shutil.disk_usage(tempfile.gettempdir()).free < _PROFILE:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return None


@cache
def shared() -> Renderer:
    """Return the renderer of this process."""
    return Renderer()
