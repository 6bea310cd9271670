"""How verdicts are marked: by colour, by line and by sign."""

from __future__ import annotations

from typing import Literal

from metrics.charts.plotly.style import Theme
from metrics.proof.model import Verdict

# What a reader must tell apart at a glance: by colour, by line and by sign.
Mark = Literal["right", "wrong", "doubtful", "unknown"]
MARKS: dict[Verdict, Mark] = {
    "verified": "right",
    "derived_ok": "right",
    "contradicted": "wrong",
    "derived_wrong": "wrong",
    "wrong_scope": "doubtful",
    "wrong_qualifier": "doubtful",
    "unknown": "unknown",
}
SIGNS: dict[Mark, str] = {"right": "✓", "wrong": "✕", "doubtful": "△", "unknown": "?"}
# What needs the reader comes first.
ORDER: tuple[Mark, ...] = ("wrong", "doubtful", "unknown", "right")
# Legible on the grounds of pages, tinted ones too.
COLOURS: dict[Theme, dict[Mark, str]] = {
    "light": {
        "right": "#136F4D",
        "wrong": "#B3261E",
        "doubtful": "#8A5A00",
        "unknown": "#57606A",
    },
    "dark": {
        "right": "#5FD0A0",
        "wrong": "#FF8A80",
        "doubtful": "#F0B849",
        "unknown": "#A3AEBD",
    },
}
