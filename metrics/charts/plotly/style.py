"""Colours, faces and sizes of charts, on light and dark paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from metrics.charts.forms import brief_form
from metrics.charts.spec import Mark, Role

Theme = Literal["light", "dark"]

FONT = '"Source Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'


# Lines of a text stand so far apart, as a multiple of the size of their letters.
LINE = 1.35


@dataclass(frozen=True)
class Colours:
    """Colours of one theme; text stands 4.5 to 1 against the paper."""

    paper: str
    ink: str
    soft: str
    grid: str
    accent: str
    second: str
    comparator: str
    background: str
    alarm: str
    # Of series side by side in files of office programs, which may have six.
    marks: tuple[str, ...]

    def line(self, role: Role) -> str:
        """Colour of a line or a bar."""
        lines = {"subject": self.accent, "second": self.second, "comparator": self.comparator}
        return lines.get(role, self.background)

    def text(self, role: Role) -> str:
        """Colour of the words beside it, which must be read where a thin line need not."""
        return {"subject": self.accent, "second": self.second}.get(role, self.soft)


COLOURS: dict[Theme, Colours] = {
    "light": Colours(
        paper="#FFFFFF",
        ink="#1B2A41",
        soft="#5B6675",
        grid="#E4E8EE",
        accent="#12436D",
        second="#C8511B",
        comparator="#9AA5B4",
        background="#CBD2DC",
        alarm="#801650",
        marks=("#12436D", "#C8511B", "#28A197", "#801650", "#3D3D3D", "#A285D1"),
    ),
    "dark": Colours(
        paper="#0E1117",
        ink="#E8ECF2",
        soft="#A3AEBD",
        grid="#2A313C",
        accent="#56B4E9",
        second="#E69F00",
        comparator="#6B7787",
        background="#3F4855",
        alarm="#FF8FA8",
        marks=("#56B4E9", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#0072B2"),
    ),
}


@dataclass(frozen=True)
class Style:
    """Sizes of letters in pixels, and of strokes and gaps as a multiple of those on a page.

    Parameters
    ----------
    tick : int
        Labels of axes, breaks, references and events.
    label : int
        Values at points, and names of comparators.
    end : int
        The newest value of a subject.
    name : int
        Its name below it.
    factor : float
        Of strokes, markers and gaps.
    brief : bool
        Whether labels have few digits.
    bare : bool
        Whether the newest value of a lone line has no unit: that stands at the axis close by.
    written : bool
        Whether an office program must be able to write the same labels from the values.
    named : int
        How many series are named at most besides the subjects.
    share : float
        Of the width that labels at the ends of lines may take.
    """

    tick: int = 12
    label: int = 14
    end: int = 16
    name: int = 14
    factor: float = 1.0
    brief: bool = False
    bare: bool = False
    written: bool = False
    named: int = 6
    share: float = 0.3

    def said(self, mark: Mark) -> str:
        """Return the label of a mark."""
        told = self.brief and mark.brief and (not self.written or brief_form(mark))
        return mark.brief if told else mark.label

    @property
    def top(self) -> float:
        """Room above the plot, for the label of its topmost grid line."""
        return self.tick + 2 * self.factor

    @property
    def bottom(self) -> float:
        """Room below the plot, for the labels of its axis."""
        return self.tick + 14 * self.factor


CARD = Style(brief=True, bare=True, named=2, share=0.38)
LEAD = Style(tick=12, label=14, end=18, name=14)
PHONE = Style(tick=12, label=12, end=15, name=13, brief=True, bare=True, named=2, share=0.38)
SLIDE = Style(tick=24, label=24, end=30, name=24, factor=1.75, brief=True, written=True)


@dataclass(frozen=True)
class Size:
    """Width and height of a figure in pixels, and its sizes of letters and strokes.

    Examples
    --------
    >>> Size(510, 330).style.tick
    12
    """

    width: int
    height: int
    style: Style = field(default=CARD)
