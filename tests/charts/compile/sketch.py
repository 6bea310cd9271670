"""A specification in a few lines, for snapshots that a reader takes in at a glance."""

from __future__ import annotations

from metrics.charts.spec import Axis, ChartSpec, Mark, PlotSpec


def sketch(spec: ChartSpec) -> str:
    """Write all of a specification but the words that stand in rules of their own."""
    lines = [
        f"{spec.id} <{spec.view}>",
        spec.text.subtitle,
        spec.text.source,
        *(f"- {note}" for note in spec.text.notes),
        *(f"plot {line}" for plot in spec.plots for line in _plot(plot)),
        *(f"dispute {d}" for d in spec.disputes),
    ]
    return "\n".join(lines)


def _plot(plot: PlotSpec) -> list[str]:
    head = f"{plot.kind} {plot.unit or '-'} {plot.heading}".strip()
    lines = [head, f"  values {_axis(plot.values)}", f"  along {_axis(plot.along)}"]
    for s in plot.series:
        lines.append(f"  {s.role} {s.key} [{s.name}] ends {s.end!r}")
        lines += [f"    {' '.join(map(_mark, run))}" for run in s.runs]
    lines += [f"  break {b.label}" for b in plot.breaks]
    lines += [f"  {r.kind} at {r.value:g} {r.label}" for r in plot.references]
    return lines


def _axis(axis: Axis) -> str:
    kind = "ranks" if axis.rank else "from zero" if axis.zero else "cut"
    return f"{kind}: {' '.join(t.label for t in axis.ticks)}"


def _mark(mark: Mark) -> str:
    signs = {"above": "↑", "below": "↓", "": ""}[mark.open]
    signs += "×" if mark.derived else ""
    signs += f"⟨{mark.part}⟩" if mark.part else ""
    signs += f"({mark.low:g}…{mark.high:g})" if mark.low is not None else ""
    return f"{mark.period}={mark.label}{signs}{'~' if mark.glimpse else ''}"
