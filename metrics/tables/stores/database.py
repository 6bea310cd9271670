"""Tables in PostgreSQL: every cell as text, one consistent state of all, published at once.

They stand in the schema ``ipstats``. Each table has the columns of the data package and the order
of its rows; ``table_version`` has one row, whose counter every statement that writes a table moves
on by a trigger, so that also what is mended by hand is noticed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from metrics.tables.stores.faults import told
from metrics.tables.stores.store import Elsewhere, Stamp, StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

SCHEMA, ORDER = "ipstats", "row_order"
# Seconds for a connection, for what waits for a lock, and for an answer.
CONNECT, LOCKED, ANSWER = 5, 10, 60
# What libpq asks of the network, so that a server that is gone without a word is noticed.
_NETWORK = {
    "connect_timeout": CONNECT,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
    "application_name": "ipstats",
    "client_encoding": "utf8",
}
# Names the lock that one who publishes waits for while another does.
_PUBLISHING = 1_769_108_577
_FOUNDATION = f"""
CREATE SCHEMA IF NOT EXISTS {SCHEMA};
CREATE TABLE IF NOT EXISTS {SCHEMA}.table_version (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    counter bigint NOT NULL,
    version text NOT NULL,
    changed timestamptz NOT NULL
);
INSERT INTO {SCHEMA}.table_version VALUES (true, 0, '', now()) ON CONFLICT DO NOTHING;
CREATE OR REPLACE FUNCTION {SCHEMA}.note_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {SCHEMA}, pg_temp AS $$
BEGIN
    UPDATE table_version SET counter = counter + 1, version = '', changed = clock_timestamp();
    RETURN NULL;
END $$;
"""


@dataclass(frozen=True)
class Database(Elsewhere):
    """A database of PostgreSQL."""

    def stamp(self) -> Stamp:
        """Return the counter, and when it moved."""
        with self._reading() as connection:
            return _stamp(connection)

    def contents(self) -> dict[str, bytes]:
        """Read all tables in one snapshot; a table without rows counts as none."""
        with self._reading() as connection:
            there = _columns(connection)
            if not there:
                raise StoreError(self.name, "absent")
            read = ((n, _read(connection, n, there[n])) for n in self.schemas if there.get(n))
            return {name: content for name, content in read if content is not None}

    def publish(self, contents: Mapping[str, bytes], version: str) -> None:
        """Put other tables in the place of those that are there, in one transaction.

        Parameters
        ----------
        contents : mapping of str to bytes
            All tables, sound.
        version : str
            Names their state.

        Raises
        ------
        StoreError
            Where that cannot be done; the tables are then as they were.
        """
        from sqlalchemy import text

        with told(self.name), self._engine().begin() as connection:
            _patience(connection)
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_PUBLISHING})"))
            if connection.scalar(text("SHOW server_encoding")) != "UTF8":
                raise StoreError(self.name, "encoding")
            known = text("SELECT to_regclass(:table)")
            if connection.scalar(known, {"table": f"{SCHEMA}.table_version"}) is None:
                connection.exec_driver_sql(_FOUNDATION)
            for name, schema in self.schemas.items():
                _prepare(connection, name, schema.columns)
                _replace(connection, name, schema.columns, contents.get(name, b""))
            noted = text(f"UPDATE {SCHEMA}.table_version SET version = :version")
            connection.execute(noted, {"version": version})

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one state and changes nothing."""
        with told(self.name), self._engine().connect() as connection:
            yield _patience(
                connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            )

    def _engine(self) -> Engine:
        """Return the way to the server; no connection is kept, which a restart would break."""
        from sqlalchemy import create_engine, make_url
        from sqlalchemy.pool import NullPool

        url = make_url(self.address).set(drivername="postgresql+psycopg")
        asked = {k: v for k, v in _NETWORK.items() if k not in url.query}
        return create_engine(url, poolclass=NullPool, connect_args=asked)


def _patience(connection: Connection) -> Connection:
    """Bound the time of every statement of the transaction."""
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{ANSWER}s'")
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCKED}s'")
    return connection


def _stamp(connection: Connection) -> Stamp:
    query = f"SELECT counter, changed FROM {SCHEMA}.table_version"
    counter, changed = connection.exec_driver_sql(query).one()
    return Stamp((counter, changed.isoformat()), changed.timestamp())


def _columns(connection: Connection) -> dict[str, list[str]]:
    """List the columns of each table as they stand, without the order of the rows."""
    from sqlalchemy import text

    query = text(
        "SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
        " WHERE relnamespace = to_regnamespace(:schema) AND relkind IN ('r', 'p', 'v', 'm', 'f')"
        " AND attnum > 0 AND NOT attisdropped ORDER BY relname, attnum"
    )
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(query, {"schema": SCHEMA}):
        if column != ORDER:
            found.setdefault(table, []).append(column)
    return found


def _read(connection: Connection, table: str, columns: Sequence[str]) -> bytes | None:
    """Read a table as the server writes CSV, which is as its file was; None without a row."""
    from psycopg import sql

    # A missing cell is an empty one, and neither is quoted.
    cells = sql.SQL(", ").join(
        sql.SQL("nullif({}::text, '') AS {}").format(sql.Identifier(c), sql.Identifier(c))
        for c in columns
    )
    query = sql.SQL(
        "COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')"
    ).format(cells, sql.Identifier(SCHEMA, table), sql.Identifier(ORDER))
    with _cursor(connection) as cursor, cursor.copy(query) as copy:
        parts = [bytes(part) for part in copy]
    return b"".join(parts) if len(parts) > 1 else None


def _prepare(connection: Connection, table: str, columns: Sequence[str]) -> None:
    """Make a table what it must be, where it is not yet, and let what writes it be noted."""
    from sqlalchemy import Column, Integer, MetaData, Table, Text

    own = Table(
        table,
        MetaData(schema=SCHEMA),
        Column(ORDER, Integer, primary_key=True, autoincrement=False),
        *(Column(c, Text, nullable=False, server_default="") for c in columns),
    )
    own.create(connection, checkfirst=True)
    there = _columns(connection).get(table, [])
    quoted = connection.dialect.identifier_preparer.quote
    named = f"{SCHEMA}.{quoted(table)}"
    if there != list(columns):
        # Columns stand in the order of the data package: those that come late, at the end, again.
        for column in there:
            connection.exec_driver_sql(f"ALTER TABLE {named} DROP COLUMN {quoted(column)}")
        for column in columns:
            added = f"ADD COLUMN {quoted(column)} text NOT NULL DEFAULT ''"
            connection.exec_driver_sql(f"ALTER TABLE {named} {added}")
    known = f"SELECT 1 FROM pg_trigger WHERE tgrelid = '{named}'::regclass AND tgname = 'noted'"
    if connection.exec_driver_sql(known).first() is None:
        connection.exec_driver_sql(
            f"CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {named}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.note_change()"
        )


def _replace(connection: Connection, table: str, columns: Sequence[str], content: bytes) -> None:
    """Put the rows of a file in the place of those that are there."""
    from psycopg import sql

    where = sql.Identifier(SCHEMA, table)
    names = [ORDER, *columns]
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        where, sql.SQL(", ").join(map(sql.Identifier, names))
    )
    # Not TRUNCATE: one who reads an older snapshot would find nothing.
    with _cursor(connection) as cursor:
        cursor.execute(sql.SQL("DELETE FROM {}").format(where))
        with cursor.copy(into) as copy:
            for row in _rows(content, columns):
                copy.write_row(row)


def _rows(content: bytes, columns: Sequence[str]) -> Iterator[tuple[int | str, ...]]:
    """Yield the rows of a sound file with their order, the cells in that of the data package."""
    file = io.StringIO(content.decode("utf-8-sig"), newline="")
    rows = (row for row in csv.reader(file) if any(row))
    header = next(rows, [])
    places = [header.index(column) for column in columns] if header else []
    for number, row in enumerate(rows, 1):
        yield number, *(row[at] for at in places)


def _cursor(connection: Connection) -> Any:
    """Return a cursor of the driver, whose COPY is many times faster than statements."""
    driver: Any = connection.connection.driver_connection
    return driver.cursor()
