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
import metrics, metrics.cli, metrics.views, metrics.charts
tables = metrics.load()
view = metrics.views.themes.theme_view(tables, "creation", "zh", "light")
print(len(view.charts), len(tables.series("gii_rank").frame()))
"""


def test_metrics_imports_and_draws_without_streamlit() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    charts, points = map(int, done.stdout.split())
    assert charts == 14
    assert points == 16
