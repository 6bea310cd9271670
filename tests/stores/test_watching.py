"""What is served while its place changes, breaks, is slow, goes away and comes back."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from bench.serving import served as running
from metrics import DataError, load
from metrics.locale import LANGS
from metrics.tables import watching
from metrics.tables.read import BUNDLED, file_contents, store_of, version_of
from metrics.tables.stores import Database, Stamp, StoreError
from metrics.tables.watching import Watch
from pages.parts.http import opendata
from pages.parts.state import store
from tests.apps import html, open_page
from tests.asking import ask
from tests.frozen import FROZEN
from tests.stores.postgres import Postgres

FROZEN_FILES, OTHER_FILES = file_contents(FROZEN), file_contents(BUNDLED)
PATIENCE = 60.0


def until(holds: Callable[[], bool]) -> None:
    """Wait for a condition."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never held"
        time.sleep(0.02)


def published(address: str, contents: dict[str, bytes]) -> str:
    """Publish tables into a database; return their version."""
    place = store_of(address)
    assert isinstance(place, Database)
    place.publish(contents, version_of(contents))
    return version_of(contents)


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "POLL", 0.05)


@pytest.fixture
def served(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return the address of a database whose tables the dashboard serves."""
    published(database, FROZEN_FILES)
    holder = store.Holder()
    monkeypatch.setattr(store, "DATA", store_of(database))
    monkeypatch.setattr(store, "_HOLDER", holder)
    monkeypatch.setattr(opendata, "ANSWERS", opendata.Answers())
    yield database
    holder.close()


def version() -> str:
    return store.served().version


def faulty() -> bool:
    return store.current()[1] is not None


@pytest.mark.servers
def test_a_dashboard_serves_a_database_that_changes_stops_and_comes_back(
    server: Postgres, database: str
) -> None:
    """As an operator has it: by the variables alone."""
    first = published(database, FROZEN_FILES)
    with running(DATA_URL=database, DATA_POLL="0.2") as dashboard:

        def ready() -> dict[str, object]:
            with urlopen(f"{dashboard.base}/readyz") as answer:
                told: dict[str, object] = json.load(answer)
            return told

        def there() -> bool:
            try:
                return ready()["data_version"] == first
            except HTTPError:  # it is warming
                return False

        until(there)
        second = published(database, OTHER_FILES)
        until(lambda: ready()["data_version"] == second)
        server.stop()
        try:
            until(lambda: ready()["problems"] == 1)
            # Visitors are still led here, and get what was sound.
            assert ready()["status"] == "ready"
            with urlopen(f"{dashboard.base}/data/indicators.csv") as answer:
                assert answer.headers["X-Data-Version"] == second
        finally:
            server.start()
        until(lambda: ready()["problems"] == 0)


@pytest.mark.servers
class TestTheApp:
    def test_a_new_version_is_noticed_and_shown(self, served: str) -> None:
        first = html(open_page("data", "en"))
        assert version() == version_of(FROZEN_FILES)
        wanted = published(served, OTHER_FILES)
        until(lambda: version() == wanted)
        assert not faulty()
        # Addresses and pages are of the new state.
        assert ask("indicators.json").headers["x-data-version"] == wanted
        assert html(open_page("data", "en")) != first

    def test_unsound_tables_leave_the_last_sound_ones_in_service(
        self, served: str, sql: Callable[[str, str], None]
    ) -> None:
        sound = version()
        sql(served, "UPDATE ipstats.indicators SET area = 'QQ' WHERE row_order = 1")
        until(faulty)
        assert version() == sound
        assert "QQ" in str(store.current()[1])
        assert open_page("data", "en").warning or "QQ" in html(open_page("data", "en"))
        sql(served, "UPDATE ipstats.indicators SET area = 'CN' WHERE row_order = 1")
        published(served, FROZEN_FILES)
        until(lambda: not faulty())

    def test_a_server_that_stops_and_starts_again(self, server: Postgres, served: str) -> None:
        sound = version()
        server.stop()
        try:
            until(faulty)
            begun = time.monotonic()
            assert version() == sound
            assert ask("indicators.csv").status == 200
            assert not open_page("creation", "zh").exception
            assert time.monotonic() - begun < PATIENCE
            told = str(store.current()[1])
            assert "does not answer" in told
            assert "opens" not in told
        finally:
            server.start()
        until(lambda: not faulty())
        assert version() == sound
        wanted = published(served, OTHER_FILES)
        until(lambda: version() == wanted)

    @pytest.mark.parametrize("lang", LANGS)
    def test_without_sound_tables_the_reason_is_told(
        self, server: Postgres, served: str, lang: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wrong = server.address(served.rpartition("/")[2], password="s3cret")
        holder = store.Holder()
        monkeypatch.setattr(store, "DATA", store_of(wrong))
        monkeypatch.setattr(store, "_HOLDER", holder)
        answer = ask(f"indicators.csv?lang={lang}")
        holder.close()
        assert answer.status == 503
        (said,) = answer.problem["problems"]
        assert "127.0.0.1" in said
        assert "s3cret" not in said


class _Slow:
    """A place that answers when it is let."""

    name, folder = "slow://place", None

    def __init__(self) -> None:
        self.let = threading.Event()
        self.counter = count()

    def stamp(self) -> Stamp:
        assert self.let.wait(PATIENCE)
        return Stamp(next(self.counter))

    def contents(self) -> dict[str, bytes]:
        return dict(FROZEN_FILES)


class TestWatch:
    def test_a_slow_place_holds_nobody_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(watching, "LATE", 0.1)
        place = _Slow()
        watch = Watch(lambda: place)
        place.let.set()
        until(lambda: watch.state().tables is not None)
        place.let.clear()
        until(lambda: watch.state().fault is not None)
        state = watch.state()
        assert state.tables is load(FROZEN)
        assert [p.code for p in state.fault.problems] == ["store_slow"]
        place.let.set()
        until(lambda: watch.state().fault is None)
        watch.close()

    def test_a_first_look_is_waited_for_a_while(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(watching, "LATE", 0.1)
        place = _Slow()
        watch = Watch(lambda: place)
        with pytest.raises(DataError, match="in time"):
            watch.state().sound()
        place.let.set()
        until(lambda: watch.state().tables is not None)
        watch.close()

    def test_the_watch_outlives_what_nobody_expects(self) -> None:
        place = _Slow()
        place.let.set()
        faults = iter([RuntimeError("no"), StoreError("slow://place", "unreachable")])

        def stamp() -> Stamp:
            fault = next(faults, None)
            if fault is not None:
                raise fault
            return Stamp(1)

        place.stamp = stamp  # type: ignore[method-assign]
        watch = Watch(lambda: place)
        until(lambda: watch.state().tables is not None)
        assert watch.state().fault is None
        watch.close()

    def test_one_looks_and_others_are_served_meanwhile(self, copied: object) -> None:
        making, go = threading.Event(), threading.Event()

        def slowly(contents: object) -> object:
            making.set()
            assert go.wait(PATIENCE)
            return load(BUNDLED)

        watch = Watch(lambda: copied, lambda contents: load(FROZEN))
        sound = watch.state().tables
        (copied / "units.csv").write_bytes((BUNDLED / "units.csv").read_bytes())
        watch._make = slowly
        other = threading.Thread(target=watch.state)
        other.start()
        assert making.wait(PATIENCE)
        assert watch.state().tables is sound
        go.set()
        other.join()
        assert watch.state().tables is load(BUNDLED)
