"""``metrics`` works without Streamlit."""

from __future__ import annotations

import subprocess
import sys

BLOCKED = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "streamlit":
            raise ImportError("blocked: " + name)
sys.meta_path.insert(0, Block())
try:
    import streamlit
except ImportError:
    pass
else:
    raise SystemExit("the block does not hold")
import metrics, metrics.cli, metrics.charts.plotly as plotly, metrics.views.pages as pages
tables = metrics.load()
view = pages.theme_page(tables, "creation", "zh")
specs = [chart.spec for chart in view.charts] + [view.lead]
drawn = [plotly.figure(spec, "light", plotly.Size(510, 330)) for spec in specs]
print(len(drawn), len(tables.series("gii_rank").frame()))
"""


def test_metrics_imports_and_draws_without_streamlit() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    charts, points = map(int, done.stdout.split())
    assert charts == 7
    assert points == 16
