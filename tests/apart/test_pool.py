"""Work that is done in another process, which can be ended."""

from __future__ import annotations

import os
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from metrics import Tables, load
from metrics.apart import ApartError, Pool, Shared
from metrics.exports.files import CancelledError
from metrics.exports.templates import TemplateError
from metrics.locale import text
from metrics.proof.documents import DocumentError, words_of
from metrics.proof.judge import judge
from metrics.tables.problems import DataError, Problem
from tests.apart.hostile import HELD

# What never ends by itself, as it holds the interpreter for good.
FOREVER = ("(a+)+$", "a" * 60 + "b")


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(most=1, seconds=2.0, memory=1 << 30, waiting=0.2).lent() as made:
        made.run(words_of, "a.txt", b"x")  # what it loads has the time of a beginning
        yield made


class TestCalls:
    def test_by_another_process_and_by_the_same_one_again(self, pool: Pool) -> None:
        first, second = pool.run(os.getpid), pool.run(os.getpid)
        assert first == second != os.getpid()

    def test_what_is_raised_is_raised_here(self, pool: Pool) -> None:
        with pytest.raises(DocumentError) as fault:
            pool.run(words_of, "a.exe", b"MZ")
        assert fault.value.reason == "kind"

    @pytest.mark.parametrize(
        "fault",
        [
            TemplateError("pptx", "large", path="office.pptx"),
            DataError(
                [
                    Problem(
                        "units.csv",
                        3,
                        "id",
                        "x",
                        "unknown",
                        {"target": "units", "table": "units.csv"},
                    )
                ]
            ),
        ],
    )
    def test_what_is_wrong_arrives_whole(self, pool: Pool, fault: Exception) -> None:
        with pytest.raises(type(fault)) as raised:
            pool.run(HELD["raise"], fault)
        assert vars(raised.value).keys() - vars(fault).keys() == {"places"}
        assert str(raised.value) == str(fault)

    def test_what_cannot_be_sent_is_told_by_its_name(self, pool: Pool) -> None:
        with pytest.raises(RuntimeError, match="Unsendable"):
            pool.run(HELD["unsendable"])

    def test_what_libraries_print_is_no_answer(self, pool: Pool) -> None:
        assert pool.run(HELD["print"], "words") == "words"

    def test_a_large_argument_is_sent_once(self, pool: Pool) -> None:
        values = [Shared(f"{n}", bytes(n)) for n in (1, 2, 3)]
        for n in (1, 2, 2, 3, 1, 3, 2):
            assert pool.run(len, values[n - 1]) == n
        (reader,) = pool._free
        assert reader.known == ["3", "2"]

    def test_it_is_told_how_far_the_work_is(self, pool: Pool) -> None:
        told: list[tuple[int, int]] = []

        def progress(done: int, total: int) -> None:
            told.append((done, total))

        assert pool.run(HELD["tell"], 50, progress=progress) == "done"
        assert told == sorted(set(told))
        assert told[0] == (0, 50)
        assert 2 <= len(told) <= 20, "some times a second, not each time"

    def test_what_is_not_wanted_any_more_is_ended(self, pool: Pool) -> None:
        before = pool.run(os.getpid)

        def progress(*_: int) -> None:
            raise CancelledError

        start = time.monotonic()
        with pytest.raises(CancelledError):
            pool.run(HELD["tell"], 150, progress=progress)
        assert time.monotonic() - start < 1
        with pytest.raises(ProcessLookupError):
            os.kill(before, 0)
        assert pool.run(len, b"x") == 1, "the next one gets its own answer"

    def test_tables_go_without_what_was_made_of_them(self, pool: Pool) -> None:
        """The check of a text there says what it says here."""
        tables = load()
        words = text("en")("draft.sample")
        here = judge(words, tables, "en")
        waiting = Pool(most=1, seconds=30)
        with waiting.lent():
            assert waiting.run(judge, words, Shared("t", tables), lang="en") == here
        assert isinstance(tables, Tables)
        assert tables.__getstate__().keys() < vars(tables).keys()


class TestDrafts:
    """What a call has begun to write goes with its process."""

    @pytest.fixture(autouse=True)
    def place(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        return tmp_path

    def test_it_writes_into_a_folder_of_its_own(self, place: Path) -> None:
        with Pool(most=1, seconds=20).lent() as pool:
            assert Path(pool.run(HELD["draft"])).parent.parent == place
            (own,) = place.iterdir()
            assert len(list(own.iterdir())) == 1
        assert list(place.iterdir()) == []

    def test_also_where_it_is_ended(self, place: Path) -> None:
        def progress(*_: int) -> None:
            raise CancelledError

        with Pool(most=1, seconds=20).lent() as pool:
            pool.run(HELD["draft"])
            with pytest.raises(CancelledError):
                pool.run(HELD["tell"], 150, progress=progress)
            assert list(place.iterdir()) == []

    def test_also_where_who_began_it_is_gone(self, place: Path) -> None:
        pool = Pool(most=1, seconds=20)
        pool.run(HELD["draft"])
        (reader,) = pool._free
        assert reader.process.stdin is not None
        reader.process.stdin.close()
        assert reader.process.wait(20) == 0
        assert list(place.iterdir()) == []

    def test_a_place_that_takes_nothing_keeps_nobody_from_reading(
        self, place: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tempfile, "tempdir", str(place / "gone"))
        with Pool(most=1, seconds=20).lent() as pool:
            assert pool.run(len, b"x") == 1

    def test_a_call_that_is_at_work_when_all_end_is_not_begun_again(self) -> None:
        pool, begun = Pool(most=1, seconds=20), threading.Event()
        pool.run(len, b"x")
        faults: list[ApartError] = []

        def ask() -> None:
            with pytest.raises(ApartError) as fault:
                pool.run(HELD["tell"], 1000, progress=lambda *_: begun.set())
            faults.append(fault.value)

        asking = threading.Thread(target=ask)
        asking.start()
        assert begun.wait(20)
        pool.close()
        asking.join(20)
        assert [fault.reason for fault in faults] == ["memory"]
        assert pool._all == []


class TestBounds:
    def test_what_takes_too_long_is_ended(self, pool: Pool) -> None:
        before = pool.run(os.getpid)
        start = time.monotonic()
        with pytest.raises(ApartError) as fault:
            pool.run(re.match, *FOREVER)
        assert fault.value.reason == "time"
        assert time.monotonic() - start < 5
        with pytest.raises(ProcessLookupError):
            os.kill(before, 0)
        assert pool.run(os.getpid) != before, "others are served by a new one"

    def test_what_asks_for_too_much_memory_is_refused(self, pool: Pool) -> None:
        with pytest.raises(ApartError) as fault:
            pool.run(bytes, 2 << 30)
        assert fault.value.reason == "memory"
        assert pool.run(len, b"x") == 1

    def test_who_comes_after_others_has_as_much_memory_as_they_had(self, pool: Pool) -> None:
        size = 600 << 20
        assert pool.run(HELD["take"], size) == 1
        assert pool.run(HELD["take"], size) == 1, "a new process, which had taken nothing"

    def test_who_finds_nobody_free_is_told(self, pool: Pool) -> None:
        with pool._lend(), pytest.raises(ApartError) as fault:
            pool.run(len, b"x")
        assert fault.value.reason == "busy"

    def test_a_process_that_dies_is_replaced(self, pool: Pool) -> None:
        with pytest.raises(ApartError):
            pool.run(os._exit, 3)
        assert pool.run(len, b"x") == 1

    def test_who_is_not_needed_ends(self) -> None:
        with Pool(most=1, idle=0.2).lent() as pool:
            pid = pool.run(os.getpid)
            until = time.monotonic() + 20
            while pool._all and time.monotonic() < until:
                time.sleep(0.02)
            assert not pool._all
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)

    def test_one_timer_waits_for_all_that_were_asked(self) -> None:
        with Pool(most=1, idle=1234).lent() as pool:
            for _ in range(5):
                pool.run(len, b"x")
            timers = [t for t in threading.enumerate() if isinstance(t, threading.Timer)]
            (one,) = [t for t in timers if t.interval == pool.idle]
        one.join(10)
        assert not one.is_alive()

    def test_none_outlives_who_asked(self) -> None:
        with Pool(most=1).lent() as pool:
            pid = pool.run(os.getpid)
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
