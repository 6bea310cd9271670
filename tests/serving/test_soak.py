"""The tool that soaks the dashboard, for some seconds: nothing goes wrong; what does is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from bench.aims import AIMS
from bench.serving import Server, ServerError, begin, command, free_port, served
from bench.soak import Memory, Soaked, soak
from bench.tab import VisitError
from bench.visitor import Visitor, visiting
from bench.walks import Bag, Tally, Walker
from tests.asking import APART, result_of


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(log=tmp_path_factory.mktemp("soak") / "log") as running:
        yield running


def test_a_short_soak_is_without_fault() -> None:
    found = APART.submit(soak, 5, 0.15, pause=0.3, rest=0, warm=False).result()
    assert found.faults == []
    # How much is done in that time says something of the machine.
    assert found.tally.count("first run") >= 5
    rows = {row.measure for row in found.rows()}
    assert rows == {name for name, aim in AIMS.items() if aim.bench == "soak"}


def test_every_act_of_a_visitor_is_done(server: Server) -> None:
    """What is rare in a soak is done here once, in the language that the number draws."""
    tally = Tally()

    async def visit() -> None:
        walker = Walker(server.base, Random(5), Bag.packed(), tally, 1)
        async with visiting(server.base, "en-GB") as visitor:
            for act in walker.acts:
                if not visitor.connected:
                    await visitor.connect()
                await walker.guarded(act, visitor)

    result_of(visit())
    assert tally.faults == []
    wanted = {"csv", "picture", "upload text", "upload deck", "upload table", "export proof"}
    assert wanted < set(tally.seconds)
    assert any(kind.startswith("export ") and kind != "export proof" for kind in tally.seconds)


class TestVisitor:
    def visit(self, server: Server, act: str, *words: str) -> Visitor:
        async def visits() -> Visitor:
            async with visiting(server.base) as visitor:
                await visitor.go("data", "lang=zh")
                await getattr(visitor, act)(*words)
                return visitor

        return result_of(visits())

    def test_what_is_chosen_stands_in_the_address(self, server: Server) -> None:
        visitor = self.visit(server, "write", "text_input", "w_q_zh", "质押")
        assert "q=" in visitor.query

    def test_what_is_not_there_is_told_with_what_is(self, server: Server) -> None:
        with pytest.raises(VisitError, match="no button nothing"):
            self.visit(server, "press", "nothing")


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    port = free_port()
    words = [*command("nothing.py"), str(port)]
    server = begin(words, port, folder=tmp_path, log=tmp_path / "log")
    with pytest.raises(ServerError, match="nothing"):
        server.wait(20)


def test_errors_and_memory_are_held_against_their_aims() -> None:
    memory = Memory([(60.0 * n, 300 + 5.0 * n) for n in range(11)], 290, 360)
    found = Soaked(50, 10, Tally(faults=["x"]), memory, 0.5, ("log: y",))
    missed = {row.measure: row.value for row in found.rows() if not row.met}
    assert missed == {"soak errors": 2, "soak memory": 5}
