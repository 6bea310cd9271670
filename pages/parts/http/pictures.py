"""Pictures of charts: to be taken away, and what programs show of a link."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Literal, get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from metrics.briefing.addresses import parts
from metrics.briefing.deck import DeckError
from metrics.charts.plotly.posters import FORMATS, PosterForm, poster
from metrics.charts.plotly.style import Theme
from metrics.charts.spec import ChartSpec
from metrics.exports import images
from metrics.exports.errors import ImageError
from metrics.locale import Lang, text
from metrics.model.selection import Selection
from metrics.tables.dataset import Tables
from metrics.tables.problems import DataError
from pages.parts.frame.places import PATHS
from pages.parts.http.answers import Answers, Built, tag_of, unchanged
from pages.parts.http.charted import spec_of
from pages.parts.http.language import language_of
from pages.parts.http.link_card import HEIGHT, WIDTH, card_of
from pages.parts.http.settings import home
from pages.parts.http.views import asked, drawn_of, told
from pages.parts.state.links import first_valid, gathered
from pages.parts.state.parameters import understood
from pages.parts.state.store import modified, selected, served

Ending = Literal["png", "svg"]
TYPES: dict[str, str] = {"png": "image/png", "svg": "image/svg+xml"}
# The largest pictures are some two megabytes; a thousand usual ones have room.
ANSWERS = Answers(most=64 << 20, each=4 << 20)
# One browser draws one picture after another: who came later would wait for long.
MOST_WAITING = 8
RETRY_SECONDS = 5
# Seconds that a browser or a proxy may keep a picture whose address names its data: a day.
KEPT_SECONDS = 86_400
_WAITING = threading.BoundedSemaphore(MOST_WAITING)


class PictureError(Exception):
    """A picture that is not drawn: the status of the answer and the words."""

    def __init__(self, status: int, key: str, **values: object) -> None:
        self.status, self.key, self.values = status, key, values
        super().__init__(key)

    def words(self, lang: Lang) -> str:
        """Say why in a sentence."""
        return text(lang)(self.key, **self.values)


@dataclass(frozen=True)
class Chosen:
    """What the address of a picture asks for.

    Parameters
    ----------
    view : str
        Address of the chart.
    tables : Tables
        With what is in view.
    lang : str
        ``zh`` or ``en``.
    look : str
        ``light`` or ``dark``.
    """

    view: str
    tables: Tables
    lang: Lang
    look: Theme

    @property
    def spec(self) -> ChartSpec:
        """The chart; raises `DeckError` where there is none."""
        return spec_of(self.tables, self.view, self.lang)


def routes() -> list[Route]:
    """Return the routes of pictures."""
    return [
        Route("/picture.png", partial(_answer, partial(picture, "png"))),
        Route("/picture.svg", partial(_answer, partial(picture, "svg"))),
        Route("/preview.png", partial(_answer, preview)),
    ]


def chosen(request: Request) -> Chosen:
    """Read which chart an address asks for.

    Raises
    ------
    PictureError
        Where it names none, or no display.
    DataError
        Where there are no sound tables.
    """
    given = gathered(request.query_params.multi_items())
    view = next(filter(None, given.get("view", ())), "")
    if not view:
        raise PictureError(400, "route.view")
    look = _choice(given, "look", get_args(Theme), "light", "route.look")
    tables = served()
    in_view = Selection.of(understood(tables, "overview", given))
    return Chosen(view, selected(tables, in_view), language_of(request), look)  # type: ignore[arg-type]


def _choice(
    given: Mapping[str, list[str]], name: str, known: tuple[str, ...], default: str, key: str
) -> str:
    values = list(filter(None, given.get(name, ())))
    folded = {code.casefold(): code for code in known}
    value = first_valid(values, lambda v: folded.get(v.casefold()))
    if values and value is None:
        raise PictureError(400, key, value=values[0][:40], known=", ".join(known))
    return value or default


async def _answer(make: Callable[[Request], Response], request: Request) -> Response:
    """Answer in a thread: a picture takes too long for the loop that serves all."""
    return await run_in_threadpool(_told, make, request)


def _told(make: Callable[[Request], Response], request: Request) -> Response:
    lang = language_of(request)
    try:
        return make(request)
    except (PictureError, DeckError, ImageError, DataError) as fault:
        status, words = reason(fault, lang)
    headers = {"Cache-Control": "no-store", "Content-Language": lang}
    if status == 503:
        headers["Retry-After"] = str(RETRY_SECONDS)
    return PlainTextResponse(words, status, headers)


def reason(fault: PictureError | DeckError | ImageError | DataError, lang: Lang) -> tuple[int, str]:
    """Return the status of the answer where there is no chart, and why in words."""
    if isinstance(fault, PictureError):
        return fault.status, fault.words(lang)
    if isinstance(fault, DeckError):
        return 404, fault.words(lang)
    if isinstance(fault, ImageError):
        return 503, fault.reason(lang)
    problems = (problem.message(lang) for problem in fault.problems)
    return 503, next(problems, text(lang)("api.unavailable"))


@contextmanager
def turn() -> Iterator[None]:
    """Take a place in the row before the browser that draws.

    Raises
    ------
    PictureError
        Where the row is as long as it may be.
    """
    if not _WAITING.acquire(blocking=False):
        raise PictureError(503, "route.busy")
    try:
        yield
    finally:
        _WAITING.release()


def picture(ending: Ending, request: Request) -> Response:
    """Draw the chart of an address with all that belongs to it.

    Parameters
    ----------
    ending : str
        ``png`` or ``svg``.
    request : Request
        What is asked for.

    Returns
    -------
    Response
        The picture.

    Raises
    ------
    PictureError, DeckError, ImageError, DataError
        Where there is none.
    """
    given = gathered(request.query_params.multi_items())
    form: PosterForm = _choice(given, "form", tuple(FORMATS), "wide", "route.form")  # type: ignore[assignment]
    wanted, at = chosen(request), home(request)
    tag = tag_of(
        "picture", ending, form, at, wanted.view, wanted.tables.key, wanted.lang, wanted.look
    )

    def build() -> Built:
        spec = wanted.spec
        with turn():
            size = FORMATS[form]
            figure = poster(spec, form, wanted.look, f"{at}/{wanted.view}")
            drawn = images.shared().render(figure, ending, size.width, size.height, size.scale)
        page, query = parts(wanted.view)
        name = "_".join(filter(None, (query.get("id", page), form)))
        return Built(drawn, f"{name}.{ending}")

    return _sent(request, tag, TYPES[ending], build)


def preview(request: Request) -> Response:
    """Draw what programs show of a link to a page: title, finding and chart of that very view.

    Parameters
    ----------
    request : Request
        What is asked for.

    Returns
    -------
    Response
        A picture of 1200 by 630 pixels.

    Raises
    ------
    PictureError, ImageError, DataError
        Where there is none.
    """
    given = gathered(request.query_params.multi_items())
    pages = {path or "overview" for path in PATHS}
    page = _choice(given, "page", tuple(sorted(pages)), "overview", "route.page")
    lang, tables = language_of(request), served()
    view = asked(tables, page, given)
    tag = tag_of("preview", page, view.address(lang), tables.key)

    def build() -> Built:
        in_view = selected(tables, view.selection)
        said = told(tables, view, lang)
        spec = drawn_of(in_view, said.chart, lang) if said.chart else None
        with turn():
            drawn = images.shared().render(card_of(said, spec, lang), "png", WIDTH, HEIGHT)
        return Built(drawn)

    return _sent(request, tag, TYPES["png"], build)


def _sent(request: Request, tag: str, media: str, build: Callable[[], Built]) -> Response:
    headers = {
        "ETag": tag,
        "Cache-Control": f"public, max-age={KEPT_SECONDS if 'dv' in request.query_params else 0}",
        "Vary": "Accept-Language",
    }
    if unchanged(request.headers, tag, modified()):
        return Response(status_code=304, headers=headers)
    built = ANSWERS.get(tag, build)
    if built.saved_as:
        headers["Content-Disposition"] = f'inline; filename="{built.saved_as}"'
    return Response(built.body, media_type=media, headers=headers)
