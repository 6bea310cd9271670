"""The numbers of a checked text as a list for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from metrics.proof import Judged


def json_text(judged: Iterable[Judged]) -> str:
    """Write the numbers of a text with their places and verdicts.

    Examples
    --------
    >>> json_text([])
    '[]'
    """
    return json.dumps([asdict(j) for j in judged], ensure_ascii=False, indent=1)
