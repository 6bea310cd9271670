"""The tables elsewhere: in a database, in object storage, behind an address of a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from metrics import DataError, load
from metrics.cli import main
from metrics.locale import LANGS, Lang
from metrics.tables.read import BUNDLED, file_contents, store_of, table_schemas, version_of
from metrics.tables.stores import Objects, StoreError, open_store, shown
from metrics.tables.stores.objects import CURRENT, VERSIONS
from tests.frozen import FROZEN
from tests.stores.postgres import Postgres
from tests.stores.s3 import Bucket, bucket

FILES = file_contents(FROZEN)
MEMORY = "memory://office/ip"
KINDS = (pytest.param("database", marks=pytest.mark.servers), "memory", "s3", "file")


@pytest.fixture(scope="module")
def storage() -> Iterator[Bucket]:
    with bucket() as running:
        yield running


@pytest.fixture
def address(request: pytest.FixtureRequest, tmp_path: Path, storage: Bucket) -> str:
    """Return the address of a place of some kind in which nothing stands yet."""
    storage.objects.clear()
    storage.refuse = False
    made: dict[str, Callable[[], str]] = {
        "database": lambda: str(request.getfixturevalue("database")),
        "memory": lambda: MEMORY,
        "s3": lambda: storage.address,
        "file": lambda: (tmp_path / "数据 tables").as_uri(),
    }
    return made[request.param]()


def run(*words: str) -> str:
    done = CliRunner().invoke(main, [*words])
    assert done.exit_code == 0, done.output
    return done.stdout


def told(address: str, lang: Lang = "en") -> str:
    """Return the one thing that is wrong with a place."""
    with pytest.raises(DataError) as fault:
        load(address)
    (problem,) = fault.value.problems
    return problem.message(lang)


every_kind = pytest.mark.parametrize("address", KINDS, indirect=True)


class TestPublishing:
    @every_kind
    def test_what_is_published_comes_back_as_it_was(self, address: str, tmp_path: Path) -> None:
        said = run("publish", "--lang", "en", "--data", str(BUNDLED), "--to", address)
        assert version_of(file_contents(BUNDLED)) in said
        assert "secret" not in said
        assert file_contents(address) == file_contents(BUNDLED)
        assert load(address) is load(BUNDLED)
        # Other tables take their place whole: those that they have not are gone.
        run("publish", "--data", str(FROZEN), "--to", address)
        assert file_contents(address) == FILES
        back = tmp_path / "back"
        run("publish", "--data", address, "--to", str(back))
        written = {path.name: path.read_bytes() for path in back.iterdir()}
        assert written == {table_schemas()[name].file: body for name, body in FILES.items()}

    @every_kind
    def test_commands_say_the_same(self, address: str, tmp_path: Path) -> None:
        run("publish", "--to", address)
        for words in (
            ("check", "--lang", "zh"),
            ("list", "--points"),
            ("show", "gii_rank", "--lang", "en"),
        ):
            assert run(*words, "--data", address) == run(*words)
        files = [tmp_path / name for name in ("here.csv", "there.csv")]
        run("export", "csv", "-o", str(files[0]))
        run("export", "csv", "-o", str(files[1]), "--data", address)
        assert files[0].read_bytes() == files[1].read_bytes()

    @every_kind
    def test_a_new_version_has_another_stamp(self, address: str) -> None:
        run("publish", "--to", address)
        place = store_of(address)
        before = place.stamp()
        assert place.stamp() == before
        assert before.modified > 1_700_000_000
        run("publish", "--data", str(BUNDLED), "--to", address)
        assert place.stamp() != before

    def test_unsound_tables_are_not_published(self, copied: Path) -> None:
        path = copied / "indicators.csv"
        path.write_text(path.read_text("utf-8").replace(",CN,", ",CM,", 1), "utf-8")
        done = CliRunner().invoke(main, ["publish", "--data", str(copied), "--to", MEMORY])
        assert done.exit_code == 1
        assert "CM" in done.stderr
        with pytest.raises(StoreError):
            store_of(MEMORY).contents()

    @pytest.mark.parametrize("lang", LANGS)
    def test_they_are_not_published_where_they_come_from(self, lang: Lang) -> None:
        words = ["publish", "--lang", lang, "--data", MEMORY, "--to", MEMORY]
        run("publish", "--to", MEMORY)
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 2
        assert MEMORY in done.stderr

    def test_files_written_otherwise_are_told(self, copied: Path, database: str) -> None:
        path = copied / "units.csv"
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        said = run("publish", "--lang", "en", "--data", str(copied), "--to", database)
        assert load(copied).version in said.splitlines()[-1]
        assert file_contents(database) == FILES

    @pytest.mark.parametrize("lang", LANGS)
    def test_rows_are_imported_into_folders_alone(self, lang: Lang, tmp_path: Path) -> None:
        run("publish", "--to", MEMORY)
        rows = tmp_path / "rows.csv"
        rows.write_bytes(FILES["sources"])
        words = ["import", str(rows), "--lang", lang, "--data", MEMORY]
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 2
        assert "ipstats publish" in done.stderr
        assert "ipstats publish" not in CliRunner().invoke(main, [*words, "--dry-run"]).output


class TestAddresses:
    @pytest.mark.parametrize(
        ("address", "name"),
        [
            ("postgresql://u:s3cret@h:5432/ip?sslpassword=s3cret", "postgresql://u@h:5432/ip"),
            ("s3://key:s3cret@bucket/ip?endpoint_override=h", "s3://key@bucket/ip"),
            ("sftp://u:p@s3cret@h/ip", "sftp://u@h/ip"),
            ("memory://ip", "memory://ip"),
            # Strokes and other signs that nobody wrote as %2F: SQLAlchemy reads some of them.
            ("postgresql://u:s3cret/1@h:5432/ip", "postgresql://…"),
            ("postgresql://u:12/s3cret@h/ip", "postgresql://…"),
            ("postgresql://u:12@x/s3cret@h/ip", "postgresql://…"),
            ("postgresql://u:s3cret#1@h/ip", "postgresql://…"),
            ("postgresql://u:s3cret?1@h/ip", "postgresql://…"),
            ("postgresql://u:s3cret", "postgresql://…"),
            ("s3://key:s3cret/1+2@bucket/ip", "s3://…"),
            ("simplecache::s3://key:s3cret@bucket/ip", "simplecache://…"),
            ("abfs://box@account/ip", "abfs://box@account/ip"),
            ("memory:///ip", "memory:///ip"),
        ],
    )
    def test_a_password_is_never_shown(self, address: str, name: str) -> None:
        assert shown(address) == store_of(address).name == name
        assert "s3cret" not in repr(store_of(address))

    def test_the_cause_of_a_wrong_option_names_no_key(self) -> None:
        with pytest.raises(StoreError) as fault:
            store_of("s3://bucket/ip?secret_key=s3cret&colour=red").stamp()
        assert str(fault.value.__cause__) == "unknown options: colour, secret_key"

    def test_folders_are_told_from_addresses(self) -> None:
        for address in ("tables", r"C:\tables", "C:/tables", "./a:b", Path("x")):
            assert open_store(address, {}).folder == Path(address), address
        assert open_store("file:///srv/a%20b", {}).folder == Path("/srv/a b")
        for address in ("s3://b/ip", "memory://x", "postgres://h/x", "simplecache::s3://b/x"):
            assert open_store(address, {}).folder is None, address

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_folder_without_any_table_is_told_once_and_by_name(
        self, lang: Lang, tmp_path: Path
    ) -> None:
        (tmp_path / "notes.txt").write_text("", encoding="utf-8")
        for folder in (tmp_path, tmp_path / "misspelt", tmp_path / "notes.txt"):
            with pytest.raises(DataError) as fault:
                load(folder)
            (problem,) = fault.value.problems
            assert str(folder) in problem.message(lang)
            assert "publish" in problem.message(lang)

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("mysql://u:s3cret@h/ip", "mysql://u@h/ip"),
            ("postgresql://u:s3cret@h:port/ip", "docs/stores.md"),
            ("postgresql://u:s3cret@127.0.0.1/ip?colour=red", "docs/stores.md"),
            ("s3://b/ip?colour=red", "docs/stores.md"),
            ("gs://bucket/ip", 'pip install "fsspec[gs]"'),
            ("memory://nothing", "publish"),
        ],
    )
    def test_what_cannot_be_an_address_is_told(self, address: str, said: str, lang: Lang) -> None:
        message = told(address, lang)
        assert said in message
        assert "s3cret" not in message


@pytest.fixture
def published(database: str) -> str:
    """Return the address of a database with tables."""
    run("publish", "--to", database)
    return database


@pytest.mark.servers
class TestDatabase:
    """What may be wrong with a database, each told in one sentence."""

    def test_a_wrong_password(self, server: Postgres, database: str) -> None:
        wrong = server.address(database.rpartition("/")[2], password="s3cret")
        assert "refused" in told(wrong)
        assert "s3cret" not in told(wrong)

    def test_no_database_of_the_name(self, server: Postgres) -> None:
        assert "found none" in told(server.address("nothing"))

    def test_no_server(self) -> None:
        assert "does not answer" in told("postgresql://u:p@127.0.0.1:1/ip")

    def test_nothing_published(self, database: str) -> None:
        assert "ipstats publish" in told(database)

    @pytest.mark.parametrize(
        ("statement", "said"),
        [
            ("DROP TABLE ipstats.units", "units.csv (whole file): expected the file units.csv"),
            (
                "ALTER TABLE ipstats.units DROP COLUMN quantity",
                "units.csv line 1, column quantity: expected",
            ),
            ("ALTER TABLE ipstats.units ADD COLUMN colour text DEFAULT 'red'", "colour"),
        ],
    )
    def test_tables_and_columns_that_are_not_as_they_must_be(
        self, published: str, sql: Callable[..., None], statement: str, said: str
    ) -> None:
        sql(published, statement)
        assert said in told(published)
        run("publish", "--to", published)
        assert file_contents(published) == FILES

    def test_another_encoding(self, server: Postgres, sql: Callable[..., None]) -> None:
        made = "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"
        sql(server.address(), made)
        words = ["publish", "--lang", "en", "--to", server.address("latin")]
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 1
        assert "UTF-8" in done.stderr
        assert "Traceback" not in done.output

    def test_a_user_without_rights(
        self, server: Postgres, published: str, sql: Callable[..., None]
    ) -> None:
        name = published.rpartition("/")[2]
        sql(published, f"CREATE ROLE reader_{name} LOGIN PASSWORD 'x'")
        reader = server.address(name, f"reader_{name}", "x")
        assert "refused" in told(reader)
        sql(
            published,
            f"GRANT USAGE ON SCHEMA ipstats TO reader_{name};"
            f"GRANT SELECT ON ALL TABLES IN SCHEMA ipstats TO reader_{name}",
        )
        assert file_contents(reader) == FILES
        done = CliRunner().invoke(main, ["publish", "--data", str(BUNDLED), "--to", reader])
        assert done.exit_code == 1
        assert file_contents(reader) == FILES

    def test_a_table_that_stays_locked(
        self, published: str, connected: Callable[..., object], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("metrics.tables.stores.database.LOCKED", 0.2)
        connected(published).execute("LOCK TABLE ipstats.units")
        assert "an answer in time" in told(published)

    def test_what_is_mended_by_hand_is_noticed(
        self, published: str, sql: Callable[..., None]
    ) -> None:
        before = store_of(published).stamp()
        sql(published, "UPDATE ipstats.sources SET title_en = 'A title' WHERE row_order = 1")
        assert store_of(published).stamp() != before
        assert b"A title" in file_contents(published)["sources"]

    def test_a_version_that_is_published_half_way_is_never_seen(
        self, published: str, connected: Callable[..., object]
    ) -> None:
        stamp = store_of(published).stamp()
        other = connected(published)
        other.execute("DELETE FROM ipstats.indicators WHERE row_order > 5")
        other.execute("UPDATE ipstats.units SET name_en = 'half'")
        assert store_of(published).stamp() == stamp
        assert file_contents(published) == FILES
        other.rollback()
        assert store_of(published).stamp() == stamp

    def test_a_snapshot_stays_whole_while_others_publish(self, database: str) -> None:
        """What is read table by table is of one state, though another is published between."""
        from metrics.tables.stores import database as module

        run("publish", "--to", database)
        place, read = store_of(database), module._read
        seen: list[str] = []

        def interrupted(connection: object, table: str, columns: object) -> bytes | None:
            seen.append(table)
            if len(seen) == 2:
                place.publish(file_contents(BUNDLED), "other")
            return read(connection, table, columns)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "_read", interrupted)
            assert file_contents(database) == FILES
        assert file_contents(database) == file_contents(BUNDLED)


class TestObjects:
    def test_plain_files_are_read_too(self) -> None:
        import fsspec

        files = fsspec.filesystem("memory")
        for name, content in FILES.items():
            files.pipe_file(f"/office/ip/{table_schemas()[name].file}", content)
        place = store_of(MEMORY)
        assert place.contents() == FILES
        before = place.stamp()
        files.pipe_file("/office/ip/units.csv", FILES["units"] + b"\n")
        assert place.stamp() != before

    @pytest.mark.parametrize("address", ["s3", "memory"], indirect=True)
    def test_a_version_that_is_published_half_way_is_never_seen(self, address: str) -> None:
        """Who publishes dies before every write in turn; what was there stays."""
        run("publish", "--to", address)
        place = open_store(address, table_schemas())
        assert isinstance(place, Objects)
        stamp, other = place.stamp(), file_contents(BUNDLED)
        from metrics.tables.stores import objects

        write = objects._write
        for most in (0, 1, 5, len(other)):
            left = iter(range(most))

            def dying(*given: object, left: Iterator[int] = left) -> None:
                if next(left, None) is None:
                    raise OSError(28, "No space left on device")
                write(*given)

            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(objects, "_write", dying)
                with pytest.raises(StoreError):
                    place.publish(other, "half")
            assert place.contents() == FILES
            assert place.stamp() == stamp
        place.publish(other, "whole")
        assert place.contents() == other

    def test_states_that_nobody_reads_are_deleted(self, storage: Bucket) -> None:
        storage.objects.clear()
        place = open_store(storage.address, table_schemas())
        assert isinstance(place, Objects)
        for version in ("one", "two", "three"):
            place.publish(FILES, version)
        kept = {key.split("/")[2] for key in storage.objects if f"/{VERSIONS}/" in key} - {""}
        assert kept == {"two", "three"}
        assert storage.objects[f"ip/{CURRENT}"][0] == b"three\n"

    def test_what_storage_refuses_is_told(self, storage: Bucket) -> None:
        storage.refuse = True
        assert "refused" in told(storage.address)
        storage.refuse = False
        assert "found none" in told(storage.address.replace("office", "another"))

    def test_no_server(self) -> None:
        away = "s3://key:s3cret@b/ip?endpoint_override=127.0.0.1:1&scheme=http"
        assert "does not answer" in told(away)


@pytest.mark.parametrize(
    ("package", "address"),
    [("sqlalchemy", "postgresql://h/ip"), ("psycopg", "postgresql://h/ip"), ("fsspec", MEMORY)],
)
@pytest.mark.parametrize("lang", LANGS)
def test_packages_that_are_missing_are_named(
    package: str, address: str, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    for name in [n for n in sys.modules if n.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    message = told(address, lang)
    assert package in message
    assert "requirements-extras.txt" in message


def test_only_such_addresses_need_packages() -> None:
    import subprocess
    import sys

    code = (
        "import sys, metrics; metrics.load();"
        "print({m.partition('.')[0] for m in sys.modules} & {'fsspec', 'sqlalchemy', 'psycopg'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
