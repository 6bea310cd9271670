"""What one visitor of a soak does: walks, chooses, exports, hands files in, leaves and comes back.

What is done next is drawn by a seeded generator, weighted as people do it. Whatever goes wrong is
written into the tally that all visitors share.
"""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random
from urllib.parse import quote, urlencode

import docx
import httpx2
import pptx
from websockets.exceptions import WebSocketException

from bench.tab import Run, VisitError, key_of
from bench.visitor import Visitor, visiting
from metrics import Tables, load
from metrics.briefing.deck import DECK_SIGNS, to_json
from metrics.briefing.ready import DECKS, ready
from metrics.locale import Lang, text
from metrics.rules.transforms import TRANSFORMS
from pages.parts.frame.places import HIDDEN, SHOWN

PAGES = tuple("" if page == "overview" else page for page in (*SHOWN, *HIDDEN))
# Seconds between two things that a visitor does: mean, least and most.
PAUSE, SHORTEST, LONGEST = 5.0, 0.5, 20.0
# Seconds that an export may wait for its turn and be made in.
MADE = 240.0
# The beginnings of files.
SIGNS = {"xlsx": b"PK", "audit": b"PK", "pptx": b"PK", "docx": b"PK", "png": b"PK", "pdf": b"%PDF"}


@dataclass
class Tally:
    """What all visitors counted.

    Parameters
    ----------
    seconds : dict of str to list of float
        How long each kind of thing took.
    faults : list of str
        What went wrong.
    refused : list of str
        What the server said it had no room for, politely.
    """

    seconds: dict[str, list[float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def took(self, kind: str, seconds: float) -> None:
        """Note how long something took."""
        self.seconds.setdefault(kind, []).append(seconds)

    def count(self, *kinds: str) -> int:
        """Return how often things of some kinds were done."""
        return sum(len(self.seconds.get(kind, ())) for kind in kinds)


@dataclass(frozen=True)
class Bag:
    """What visitors hand in, made once: by language a text, a deck; templates; a table."""

    words: dict[Lang, str]
    text_file: bytes
    deck_file: bytes
    slides: bytes
    document: bytes
    table: bytes
    decks: tuple[str, ...]
    series: tuple[str, ...]

    @classmethod
    def packed(cls, tables: Tables | None = None) -> Bag:
        """Make everything that is handed in."""
        tables = tables or load()
        letter, slides, template = docx.Document(), pptx.Presentation(), docx.Document()
        words: dict[Lang, str] = {lang: text(lang)("draft.sample") for lang in ("zh", "en")}
        for line in words["zh"].splitlines():
            letter.add_paragraph(line)
        return cls(
            words,
            saved(letter.save),
            to_json(ready(tables, DECKS[0])),
            saved(slides.save),
            saved(template.save),
            _corrected(tables),
            tuple(ready(tables, name).address() for name in DECKS),
            tuple(sorted(key for key in tables.by_key if "@" not in key)),
        )


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    """Return what is saved to a file."""
    made = io.BytesIO()
    save(made)
    return made.getvalue()


def _corrected(tables: Tables) -> bytes:
    """Return some figures as a table that states the last of them otherwise."""
    facts = tables.frames["indicators"]
    own = facts[(facts["indicator"] == "gii_rank") & (facts["area"] == "CN")].tail(3).copy()
    last = own.index[-1]
    own.loc[last, ["value", "printed"]] = ["12", "12"]
    return own.to_csv(index=False).encode("utf-8-sig")


class Walker:
    """One visitor: what it does next, and how that went.

    Parameters
    ----------
    base : str
        Address of the first page.
    chance : Random
        Draws what is done next.
    bag : Bag
        What it hands in.
    tally : Tally
        What all visitors counted.
    number : int
        Which visitor it is: every second one reads English, two of four have a dark display.
    """

    def __init__(self, base: str, chance: Random, bag: Bag, tally: Tally, number: int) -> None:
        self.base, self.chance, self.bag, self.tally = base, chance, bag, tally
        self.lang: Lang = "en" if number % 2 else "zh"
        self.look = "dark" if number % 4 > 1 else "light"
        self.name = f"visitor {number}"
        self.doing = ""
        self._pages = list(PAGES)
        chance.shuffle(self._pages)
        # What is done, and how often of a thousand.
        self.acts: dict[Callable[[Visitor], Awaitable[None]], int] = {
            self.walk: 350,
            self.choose: 240,
            self.explore: 140,
            self.look_up: 120,
            self.read_more: 60,
            self.take_csv: 20,
            self.take_picture: 12,
            self.take_workbook: 12,
            self.take_deck: 8,
            self.hand_in_text: 10,
            self.hand_in_template: 4,
            self.hand_in_deck: 4,
            self.hand_in_table: 4,
            self.leave: 16,
        }

    async def stay(self, until: Callable[[], bool], pause: float = PAUSE) -> None:
        """Visit until something holds; come back where the tab is closed.

        Parameters
        ----------
        until : callable
            Tells whether it is time to go.
        pause : float
            Mean seconds between two things that are done.
        """
        locale = "en-GB" if self.lang == "en" else "zh-CN"
        await asyncio.sleep(self.chance.uniform(0, pause))
        while not until():
            async with visiting(self.base, locale, self.look) as visitor:
                await self.guarded(self.arrive, visitor)
                while visitor.connected and not until():
                    await asyncio.sleep(self._pause(pause))
                    acts, often = zip(*self.acts.items(), strict=True)
                    (act,) = self.chance.choices(acts, often)
                    await self.guarded(act, visitor)

    def _pause(self, mean: float) -> float:
        drawn = self.chance.expovariate(1 / mean)
        return min(max(drawn, SHORTEST * mean / PAUSE), LONGEST * mean / PAUSE)

    async def guarded(self, act: Callable[[Visitor], Awaitable[None]], visitor: Visitor) -> None:
        """Do something, and write into the tally what goes wrong; the tab is closed then."""
        self.doing = act.__name__
        try:
            await act(visitor)
        except (VisitError, WebSocketException, httpx2.HTTPError, OSError, TimeoutError) as fault:
            self._fault(f"{type(fault).__name__}: {fault}")
            await visitor.close()

    def _fault(self, told: str) -> None:
        self.tally.faults.append(f"{self.name}, {self.lang}, {self.doing}: {told}")

    def _ran(self, kind: str, *runs: Run) -> None:
        """Note runs, and what went wrong in them."""
        for run in runs:
            self.tally.took(kind, run.seconds)
            for told in (*run.exceptions, *run.errors):
                self._fault(told)

    async def _get(self, visitor: Visitor, path: str, kind: str = "file") -> httpx2.Response:
        answer = await visitor.get(path)
        self._answered(answer, kind)
        return answer

    def _answered(self, answer: httpx2.Response, kind: str) -> None:
        self.tally.took(kind, answer.elapsed.total_seconds())
        if answer.status_code >= 400:
            told = f"{answer.status_code} {answer.request.url.path}: {answer.text[:120]}"
            if answer.status_code == 503 and "retry-after" in answer.headers:
                self.tally.refused.append(told)
            else:
                self._fault(told)

    def _query(self, **more: str) -> str:
        asked = {"lang": self.lang, **({"look": self.look} if self.chance.random() < 0.5 else {})}
        return urlencode({**asked, **more}, safe=DECK_SIGNS)

    # --- looking

    async def arrive(self, visitor: Visitor) -> None:
        """Open a page as from a link: its document, then its first run."""
        page = self.chance.choice(PAGES)
        query = self._of(page)
        document = await visitor.get(f"{page}?{query}", Accept="text/html")
        self._answered(document, "document")
        self._ran("first run", await visitor.go(page, query))

    async def walk(self, visitor: Visitor) -> None:
        """Go to the next page, in an order of its own through all of them."""
        self._pages.append(page := self._pages.pop(0))
        self._ran("page switch", await visitor.go(page, self._of(page)))

    def _of(self, page: str) -> str:
        if page == "indicator":
            return self._query(id=self.chance.choice(self.bag.series))
        if page == "briefing" and self.chance.random() < 0.5:
            return self._query(d=self.chance.choice(self.bag.decks))
        return self._query()

    async def choose(self, visitor: Visitor) -> None:
        """Scroll on, choose from a list, search; or have the page run as it is."""
        fields: list[Callable[[], Awaitable[Run]]] = []
        for _, box in visitor.of_kind("selectbox"):
            key, option = key_of(box), self.chance.choice(list(box.options))
            fields.append(partial(visitor.write, "selectbox", key, option))
        for _, button in visitor.of_kind("button"):
            key = key_of(button)
            if key.startswith(("near-", "p_", "slide_")) and not button.disabled:
                fields.append(partial(visitor.press, key))
        if visitor.has("text_input", f"w_q_{self.lang}"):
            word = self.chance.choice(("专利", "商标", "patent", "2023", "pledge", ""))
            fields.append(partial(visitor.write, "text_input", f"w_q_{self.lang}", word))
        act = self.chance.choice([*fields, visitor.rerun])
        self._ran("repeated run" if act == visitor.rerun else "choice", await act())

    async def explore(self, visitor: Visitor) -> None:
        """Look at some series together, transformed."""
        series = self.chance.sample(self.bag.series, self.chance.randint(1, 4))
        asked = self._query(
            s=",".join(series),
            t=self.chance.choice(TRANSFORMS),
            show=self.chance.choice(("chart", "table")),
        )
        self._ran("page switch", await visitor.go("explorer", asked))

    async def look_up(self, visitor: Visitor) -> None:
        """Search in the header and open an indicator."""
        await self._get(visitor, f"search.json?lang={self.lang}&q={quote('专利 质押')}", "search")
        shown = {"id": self.chance.choice(self.bag.series)}
        shown["tab"] = self.chance.choice(("data", "statements", "notes", "checks", "related"))
        self._ran("page switch", await visitor.go("indicator", self._query(**shown)))

    async def read_more(self, visitor: Visitor) -> None:
        """Open what stands beside the app."""
        deck = quote(self.chance.choice(self.bag.decks), safe=DECK_SIGNS)
        paths = (
            f"present?lang={self.lang}&d={deck}",
            f"present/deck.svg?lang={self.lang}&name={self.chance.choice(DECKS)}",
            f"embed?lang={self.lang}&view=indicator%3Fid%3Dgii_rank",
            f"data/api?lang={self.lang}",
            f"data/changes.atom?lang={self.lang}",
            "robots.txt",
            "healthz",
        )
        await self._get(visitor, self.chance.choice(paths))

    async def leave(self, visitor: Visitor) -> None:
        """Close the tab, half of the time in the middle of a run."""
        if self.chance.random() < 0.5:
            run = asyncio.create_task(visitor.go("", self._query()))
            await asyncio.sleep(0.02)
            run.cancel()
            await asyncio.gather(run, return_exceptions=True)
        await visitor.close()

    # --- taking away

    async def take_csv(self, visitor: Visitor) -> None:
        """Take open data, or the view of the explorer."""
        themes = ("creation", "protection", "international")
        query = f"lang={self.lang}&theme={self.chance.choice(themes)}"
        files = ("indicators.csv", "indicators.json", "figures.csv", "sdmx.csv", "package.zip")
        await self._get(visitor, f"data/{self.chance.choice(files)}?{query}", "csv")

    async def take_picture(self, visitor: Visitor) -> None:
        """Take a picture of a chart, or what a link shows."""
        view = quote(f"indicator?id={self.chance.choice(self.bag.series[:40])}", safe="")
        ending = self.chance.choice(("picture.png", "picture.svg"))
        paths = (
            f"{ending}?lang={self.lang}&view={view}&look={self.look}",
            f"preview.png?lang={self.lang}&page={self.chance.choice(('overview', 'policy'))}",
        )
        answer = await visitor.get(self.chance.choice(paths))
        if answer.status_code == 404:  # a series of one figure has no chart
            self.tally.took("picture", answer.elapsed.total_seconds())
        else:
            self._answered(answer, "picture")

    async def take_workbook(self, visitor: Visitor) -> None:
        """Have a workbook of the page made, and take it."""
        if not visitor.has("button", f"take_xlsx_{self.lang}"):
            self._ran("page switch", await visitor.go("creation", self._query()))
        form = self.chance.choice(("xlsx", "xlsx", "audit"))
        await self._take(visitor, form)

    async def take_deck(self, visitor: Visitor) -> None:
        """Have a file of a deck made, and take it."""
        deck = self.chance.choice(self.bag.decks)
        self._ran("page switch", await visitor.go("briefing", self._query(d=deck)))
        await self._take(visitor, self.chance.choice(("pptx", "docx", "pdf", "png", "html")))

    async def _take(self, visitor: Visitor, form: str) -> None:
        start = asyncio.get_running_loop().time()
        asked, made = f"take_{form}_{self.lang}", f"ready_{form}_{self.lang}"
        if not visitor.has("download_button", made):
            if not visitor.has("button", asked):
                return  # nothing of this page can be taken in that form
            self._ran("choice", await visitor.press(asked))

        def over() -> bool:
            return visitor.has("download_button", made) or visitor.has("button", asked)

        self._ran("watching", *await visitor.until(over, MADE))
        if not visitor.has("download_button", made):
            self.tally.refused.append(f"{form} on {visitor.page}")
            return
        content = await visitor.download(made)
        if not content.startswith(SIGNS.get(form, b"<!")):
            self._fault(f"{form} begins with {content[:20]!r}")
        self.tally.took(f"export {form}", asyncio.get_running_loop().time() - start)

    # --- handing in

    async def hand_in_text(self, visitor: Visitor) -> None:
        """Have a text checked: its file read, its words judged, the result taken."""
        self._ran("page switch", await visitor.go("proof", self._query()))
        answer = await visitor.browser.post(
            f"{self.base}/proof/words?lang={self.lang}",
            content=self.bag.text_file,
            headers={"X-File-Name": "letter.docx", "Origin": self.base},
        )
        self._answered(answer, "upload text")
        words = self.bag.words[self.lang] + f" {self.chance.randint(1000, 9999)}"
        if answer.status_code == 200:
            words = json.loads(answer.content)["words"] + words
        self._ran("check", await visitor.write("text_area", "w_draft", words))
        await visitor.download(f"draft_docx_{self.lang}")
        self.tally.took("export proof", 0)

    async def hand_in_template(self, visitor: Visitor) -> None:
        """Hand in a template of slides or briefs, and let it go again."""
        deck = self.chance.choice(self.bag.decks)
        self._ran("page switch", await visitor.go("briefing", self._query(d=deck)))
        kind = self.chance.choice(("pptx", "docx"))
        if not visitor.has("file_uploader", f"upload_{kind}_{self.lang}_*"):
            return  # it holds one already
        content = self.bag.slides if kind == "pptx" else self.bag.document
        key = f"upload_{kind}_{self.lang}_*"
        self._ran("upload template", await visitor.upload(key, f"office.{kind}", content))
        self._ran("choice", await visitor.press(f"drop_{kind}_{self.lang}"))

    async def hand_in_deck(self, visitor: Visitor) -> None:
        """Open a deck that was kept as a file."""
        answer = await visitor.browser.post(
            f"{self.base}/deck?lang={self.lang}",
            files={"deck": ("deck.json", self.bag.deck_file)},
            headers={"Origin": self.base},
        )
        self._answered(answer, "upload deck")
        page, _, query = answer.headers.get("location", "").partition("?")
        if page:
            self._ran("page switch", await visitor.go(page, query))

    async def hand_in_table(self, visitor: Visitor) -> None:
        """Hand in figures of which one is corrected, see what would change, and let them go."""
        self._ran("page switch", await visitor.go("curate", self._query()))
        if visitor.has("file_uploader", "upload_rows_*"):
            run = await visitor.upload("upload_rows_*", "figures.csv", self.bag.table)
            self._ran("upload table", run)
        self._ran("judging", await visitor.tick(f"correct_{self.lang}"))
        if visitor.has("download_button", f"take_tables_{self.lang}"):
            await visitor.download(f"take_tables_{self.lang}")
        self._ran("choice", await visitor.press(f"drop_upload_{self.lang}"))
