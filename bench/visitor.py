"""A visitor without a browser: pages over the websocket, files over HTTP, as a browser does it.

What a page consists of is kept as a browser keeps it, so that buttons can be pressed, files handed
in and taken away, and whatever went wrong be told. Nothing is drawn.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from urllib.parse import urlsplit, urlunsplit

import httpx2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from bench.tab import Run, Tab, VisitError

XSRF = "_streamlit_xsrf"
# Stands for a token where a browser has none.
NO_TOKEN = "PLACEHOLDER_AUTH_TOKEN"
# Seconds that a run, or another answer, may take.
LONGEST = 60.0


class Visitor(Tab):
    """One tab of a browser: a session, the page that it shows, and the cookies of its browser.

    Parameters
    ----------
    base : str
        Address of the first page, without a slash at its end.
    browser : httpx2.AsyncClient
        Asks for documents and files, and keeps the cookies.
    lang : str
        What its browser speaks.
    look : str
        The display of its system, ``light`` or ``dark``.
    """

    def __init__(
        self, base: str, browser: httpx2.AsyncClient, lang: str = "zh-CN", look: str = "light"
    ) -> None:
        super().__init__()
        self.base, self.browser, self.lang, self.look = base, browser, lang, look
        self._states: dict[str, WidgetState] = {}
        self._line: ClientConnection | None = None
        self._asked = 0
        # Seconds that a run may take.
        self.longest = LONGEST

    # --- the session

    async def connect(self) -> None:
        """Open the line, or open it anew with the session that there was."""
        parts = urlsplit(self.base)
        own = "wss" if parts.scheme == "https" else "ws"
        await self.get("_stcore/health")  # brings the token with it
        words = ["streamlit", self.browser.cookies.get(XSRF) or NO_TOKEN, self.session]
        told = "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items())
        self._line = await connect(
            urlunsplit((own, parts.netloc, f"{parts.path}/_stcore/stream", "", "")),
            origin=Origin(f"{parts.scheme}://{parts.netloc}"),
            subprotocols=[Subprotocol(word) for word in words if word],
            additional_headers={"Cookie": told, "Accept-Language": self.lang},
            user_agent_header=self.browser.headers["User-Agent"],
            max_size=None,
            proxy=None,
        )
        self._keep_cookies(self._line)

    def _keep_cookies(self, line: ClientConnection) -> None:
        """Keep what the answer to the handshake sets, as the name of a process behind a proxy."""
        if line.response is not None:
            told = line.response.headers.raw_items()
            asked = httpx2.Request("GET", self.base)
            self.browser.cookies.extract_cookies(
                httpx2.Response(101, headers=list(told), request=asked)
            )

    async def close(self) -> None:
        """Close the line, as a tab does that is closed."""
        if self._line is not None:
            await self._line.close()
            self._line = None

    @property
    def connected(self) -> bool:
        """Whether the line is open."""
        return self._line is not None and self._line.close_code is None

    async def _send(self, asked: BackMsg) -> None:
        if self._line is None:
            raise VisitError("the line is closed")
        await self._line.send(asked.SerializeToString())

    async def _received(self, run: Run) -> ForwardMsg:
        if self._line is None:
            raise VisitError("the line is closed")
        raw = await self._line.recv()
        if isinstance(raw, str):
            raise VisitError(f"a text where a message was expected: {raw[:80]}")
        return self.take(raw, run)

    # --- pages

    async def go(self, page: str = "", query: str = "") -> Run:
        """Go to an address, as by a link: without the widgets of the page before.

        Parameters
        ----------
        page : str
            Path of the page; the first one where empty.
        query : str
            What stands behind the question mark.

        Returns
        -------
        Run
            What came of it.
        """
        self.page, self.query, self.script, self._states = page, query, "", {}
        return await self.rerun()

    async def rerun(self, *states: WidgetState, fragment: str = "", by_itself: bool = False) -> Run:
        """Run the page, or a part of it, with what its widgets hold.

        Parameters
        ----------
        *states : WidgetState
            What widgets hold for this run alone, as a button that was pressed.
        fragment : str
            The part of the page; all of it where empty.
        by_itself : bool
            Whether nobody did anything: the part runs again and again.

        Returns
        -------
        Run
            What came of it.
        """
        asked = BackMsg()
        ask = asked.rerun_script
        ask.query_string, ask.fragment_id, ask.is_auto_rerun = self.query, fragment, by_itself
        ask.page_script_hash, ask.page_name = self.script, "" if self.script else self.page
        ask.widget_states.widgets.extend([*self._states.values(), *states])
        ask.cached_message_hashes.extend(self.kept)
        here = ask.context_info
        here.locale, here.color_scheme = self.lang, self.look
        here.timezone, here.timezone_offset = "Asia/Shanghai", -480
        here.url = f"{self.base}/{self.page}" + (f"?{self.query}" if self.query else "")
        run, start = Run(), time.perf_counter()
        await self._send(asked)
        async with asyncio.timeout(self.longest):
            while not _ends(await self._received(run), run):
                pass
        run.seconds = time.perf_counter() - start
        return run

    # --- widgets

    async def press(self, key: str) -> Run:
        """Press a button by its key."""
        place, button = self.find("button", key)
        state = WidgetState(id=button.id, trigger_value=True)
        return await self.rerun(state, fragment=self.fragments.get(place, ""))

    async def write(self, kind: str, key: str, value: str) -> Run:
        """Write into a field, or choose an option by its words.

        Parameters
        ----------
        kind : str
            ``text_input``, ``text_area`` or ``selectbox``.
        key : str
            Of the widget.
        value : str
            What is written or chosen.

        Returns
        -------
        Run
            What came of it.
        """
        place, widget = self.find(kind, key)
        self._states[widget.id] = WidgetState(id=widget.id, string_value=value)
        return await self.rerun(fragment=self.fragments.get(place, ""))

    async def tick(self, key: str, *, on: bool = True) -> Run:
        """Set or clear a mark by its key."""
        place, box = self.find("checkbox", key)
        self._states[box.id] = WidgetState(id=box.id, bool_value=on)
        return await self.rerun(fragment=self.fragments.get(place, ""))

    async def until(self, done: Callable[[], bool], seconds: float = LONGEST) -> list[Run]:
        """Let the parts that run by themselves do so until something holds.

        Parameters
        ----------
        done : callable
            What is waited for.
        seconds : float
            How long at most.

        Returns
        -------
        list of Run
            Their runs.

        Raises
        ------
        VisitError
            Where it does not hold in that time, or nothing runs any more.
        """
        runs, end = [], time.monotonic() + seconds
        while not done():
            if not self.repeating or time.monotonic() > end:
                raise VisitError(f"waited in vain on {self.page}")
            fragment, interval = next(iter(self.repeating.items()))
            await asyncio.sleep(interval)
            runs.append(await self.rerun(fragment=fragment, by_itself=True))
        return runs

    # --- files

    async def upload(self, key: str, name: str, content: bytes) -> Run:
        """Hand a file in, by the way in and with the token that the server gave.

        Parameters
        ----------
        key : str
            Of the widget.
        name : str
            Of the file.
        content : bytes
            The file.

        Returns
        -------
        Run
            What the page made of it.

        Raises
        ------
        VisitError
            Where the server did not take it.
        """
        place, widget = self.find("file_uploader", key)
        asked = BackMsg()
        asked.file_urls_request.request_id = self._number()
        asked.file_urls_request.session_id = self.session
        asked.file_urls_request.file_names.append(name)
        answer = await self._answer(asked, "file_urls_response")
        (way,) = answer.file_urls_response.file_urls
        sent = await self.browser.put(
            f"{self.base}/{way.upload_url.lstrip('/')}",
            files={"file": (name, content)},
            headers={"X-Xsrftoken": self.browser.cookies.get(XSRF) or ""},
        )
        if sent.status_code != 204:
            raise VisitError(f"{name} was not taken: {sent.status_code} {sent.text[:200]}")
        held = FileUploaderState()
        held.uploaded_file_info.add(
            name=name, size=len(content), file_id=way.file_id, file_urls=way
        )
        self._states[widget.id] = WidgetState(id=widget.id, file_uploader_state_value=held)
        return await self.rerun(fragment=self.fragments.get(place, ""))

    async def download(self, key: str) -> bytes:
        """Take the file of a download button, also one that is made where it is asked for.

        Raises
        ------
        VisitError
            Where the server does not give it.
        """
        _, button = self.find("download_button", key)
        url = button.url
        if button.deferred_file_id:
            asked = BackMsg()
            operation = asked.backend_operation_request
            operation.request_id, operation.session_id = self._number(), self.session
            operation.deferred_file.file_id = button.deferred_file_id
            answer = await self._answer(asked, "backend_operation_response")
            made = answer.backend_operation_response
            if made.error_msg:
                raise VisitError(f"{key}: {made.error_msg}")
            url = made.deferred_file.url
        file = await self.get(url)
        if file.status_code != 200:
            raise VisitError(f"{key}: {file.status_code}")
        return bytes(file.content)

    async def get(self, path: str, **headers: str) -> httpx2.Response:
        """Ask for a path of the server; no redirect is followed."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.browser.get(f"{self.base}/{path.lstrip('/')}", headers=named)

    async def _answer(self, asked: BackMsg, kind: str) -> ForwardMsg:
        """Ask something besides a run, and return the answer of its kind."""
        await self._send(asked)
        async with asyncio.timeout(LONGEST):
            while True:
                message = await self._received(Run())
                if message.WhichOneof("type") == kind:
                    return message

    def _number(self) -> str:
        self._asked += 1
        return str(self._asked)


def _ends(message: ForwardMsg, run: Run) -> bool:
    """Tell whether a run ends with a message: not where another follows at once."""
    if message.WhichOneof("type") != "script_finished":
        return False
    if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
        run.exceptions.append("the script cannot be compiled")
    return bool(message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN)


@asynccontextmanager
async def browsing(
    lang: str = "zh-CN", cookies: Mapping[str, str] | None = None
) -> AsyncIterator[httpx2.AsyncClient]:
    """Yield a browser, whose tabs share its cookies.

    Parameters
    ----------
    lang : str
        What it speaks.
    cookies : mapping, optional
        What it has kept; the width of a large window where nothing is said.

    Yields
    ------
    httpx2.AsyncClient
        Asks as a browser does, of this computer and by no proxy.
    """
    async with httpx2.AsyncClient(
        cookies=dict({"vw": "1920"} if cookies is None else cookies),
        headers={"Accept-Language": lang, "User-Agent": "Mozilla/5.0"},
        timeout=LONGEST,
        # A line that the server closes just as it is used again would look like a fault; browsers
        # ask once more.
        limits=httpx2.Limits(max_keepalive_connections=0),
        trust_env=False,
        verify=False,
    ) as browser:
        yield browser


@asynccontextmanager
async def visiting(
    base: str,
    lang: str = "zh-CN",
    look: str = "light",
    cookies: Mapping[str, str] | None = None,
) -> AsyncIterator[Visitor]:
    """Yield a visitor whose line is open, with a browser of its own.

    Parameters
    ----------
    base : str
        Address of the first page, without a slash at its end.
    lang : str
        What its browser speaks.
    look : str
        The display of its system.
    cookies : mapping, optional
        What its browser has kept.

    Yields
    ------
    Visitor
        No page was asked for yet.
    """
    async with browsing(lang, cookies) as browser:
        visitor = Visitor(base, browser, lang, look)
        await visitor.connect()
        try:
            yield visitor
        finally:
            await visitor.close()
