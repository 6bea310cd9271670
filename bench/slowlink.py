"""The first screen on a slow link: an emulated one, with nothing kept from an earlier visit.

The link takes nearly all of the time, so seconds hang little on the machine. What they were before
files left packed is written down here, as no later state of the program can be asked for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession

from bench import pageview
from bench.results import Row
from bench.screens import SIZE

# Bytes a second of 1 Mbit/s, and milliseconds that an answer is late.
RATE, LATENCY = 125_000, 100
# Seconds to the last live chart in view, and megabytes, when files left as they are.
BEFORE = {"overview": (69.4, 7.5), "creation": (70.0, 7.5), "explorer": (70.8, 7.7)}
# What a document, a script and so on is called in the notes.
KINDS = {
    "Script": "scripts",
    "Font": "fonts",
    "Document": "document",
    "Stylesheet": "styles",
    "Image": "pictures",
}


@dataclass
class Wire:
    """What came over the link, in bytes by kind."""

    kinds: dict[str, str] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def follow(self, session: CDPSession) -> None:
        """Count what a tab is sent."""
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._came)
        session.on("Network.webSocketFrameReceived", self._told)

    def _answered(self, event: Mapping[str, Any]) -> None:
        self.kinds[event["requestId"]] = KINDS.get(event["type"], "other")

    def _came(self, event: Mapping[str, Any]) -> None:
        kind = self.kinds.get(event["requestId"], "other")
        self.bytes[kind] += int(event["encodedDataLength"])

    def _told(self, event: Mapping[str, Any]) -> None:
        told = event["response"]
        # Told in base64 where it is binary.
        size = len(told["payloadData"])
        self.bytes["messages"] += size * 3 // 4 if told["opcode"] == 2 else size

    @property
    def total(self) -> int:
        """Bytes of all kinds."""
        return sum(self.bytes.values())

    def __str__(self) -> str:
        ordered = sorted(self.bytes.items(), key=lambda pair: -pair[1])
        return ", ".join(f"{kind} {size / 1000:,.0f} kB" for kind, size in ordered if size > 999)


@dataclass(frozen=True)
class Visit:
    """A first visit: seconds until charts in view are seen, and until they are live."""

    seen: float
    drawn: float
    wire: Wire


def visit(browser: Browser, url: str) -> Visit:
    """Open a page over the slow link for the first time."""
    context = browser.new_context(viewport=SIZE)
    tab = context.new_page()
    tab.add_init_script(pageview.IN_VIEW)
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    link = {"offline": False, "latency": LATENCY}
    both = {"downloadThroughput": RATE, "uploadThroughput": RATE}
    session.send("Network.emulateNetworkConditions", link | both)
    wire = Wire()
    wire.follow(session)
    try:
        tab.goto(url, wait_until="commit", timeout=120_000)
        tab.wait_for_function(pageview.STILL, timeout=240_000)
        drawn = tab.evaluate("window.lookDrawn")
        seen = tab.evaluate("window.lookSeen")
        return Visit(seen / 1000, drawn / 1000, wire)
    finally:
        context.close()


def rows(browser: Browser, base: str) -> list[Row]:
    """Return seconds against those before, with what they are made of."""
    made = []
    for page, (seconds, megabytes) in BEFORE.items():
        seen = visit(browser, pageview.address(base, page, "zh"))
        note = (
            f"{seen.drawn:.1f} against {seconds:.1f} s, {seen.wire.total / 1e6:.1f} against"
            f" {megabytes:.1f} MB: {seen.wire}; seen after {seen.seen:.1f} s"
        )
        made.append(Row("slow link", page, seen.drawn / seconds, note))
    return made
