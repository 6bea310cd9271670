from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import count

import psycopg
import pytest

from tests.servers import programs
from tests.stores.postgres import Postgres, postgres

_NAMES = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    """Return a server of PostgreSQL, started once for all tests."""
    with postgres(programs().postgres) as running:
        yield running


@pytest.fixture
def database(server: Postgres) -> str:
    """Return the address of an empty database."""
    name = f"ip{next(_NAMES)}"
    with psycopg.connect(server.address(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.address(name)


@pytest.fixture(autouse=True)
def _memory() -> Iterator[None]:
    """Forget what a test left in the memory of fsspec."""
    yield
    from fsspec.implementations.memory import MemoryFileSystem

    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]


@pytest.fixture
def connected() -> Iterator[Callable[[str], psycopg.Connection]]:
    """Return what opens a connection with a transaction, closed at the end."""
    with ExitStack() as stack:
        yield lambda address: stack.enter_context(closing(psycopg.connect(address)))


@pytest.fixture
def sql() -> Callable[[str, str], None]:
    """Return what runs a statement at an address."""

    def run(address: str, statement: str) -> None:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)

    return run
