"""The frozen tables that tests of the code read."""

from __future__ import annotations

from metrics.tables.read import ROOT

FROZEN = ROOT / "tests" / "tables" / "frozen"
