from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.serving import Server, served
from tests.fuzz import budget

# Named on the command line, before any test is read.
assert budget.NIGHTLY


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run one server for all cases, whose log is read after each."""
    with served(log=tmp_path_factory.mktemp("fuzz") / "log") as running:
        yield running
