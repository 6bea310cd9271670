"""Any text checked: each of its numbers held against the tables."""

from metrics.proof.model import ACCUSED, VERDICTS, Judged, Verdict

__all__ = ["ACCUSED", "VERDICTS", "Judged", "Verdict"]
