"""Static pages of the charts of a screen, and a server of them that lets browsers keep plotly.js.

The same figures stand at the same places in the same sizes; nothing else is on the page.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import uvicorn
from plotly.offline import get_plotlyjs
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

LIBRARY = "plotly.min.js"
PAGE = """<!doctype html>
<html><head><meta charset="utf-8"><title>{title}</title><script src="{library}"></script></head>
<body>{places}
<script>
for (const [n, made] of {figures}.entries()) {{
  Plotly.newPlot(`c-${{n}}`, made.data, made.layout, {{displayModeBar: false}});
}}
</script></body></html>
"""
PLACE = (
    '<div id="c-{n}" style="position:absolute;left:{left}px;top:{top}px;'
    'width:{width}px;height:{height}px"></div>'
)


class Kept(StaticFiles):
    """Files that a browser need not ask for again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file; the library for good."""
        answer = await super().get_response(path, scope)
        kept = "public, max-age=31536000, immutable" if path == LIBRARY else "no-cache"
        answer.headers["cache-control"] = kept
        return answer


def written(folder: Path, screens: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Write a static page of each screen, and plotly.js beside them.

    Parameters
    ----------
    folder : Path
        Where they are written.
    screens : mapping
        Charts by page: ``data`` and ``layout`` of a figure, and its ``place``.
    """
    (folder / LIBRARY).write_text(get_plotlyjs(), encoding="utf-8")
    for name, charts in screens.items():
        figures = json.dumps([{k: c[k] for k in ("data", "layout")} for c in charts])
        page = PAGE.format(
            title=escape(name),
            library=LIBRARY,
            places="".join(PLACE.format(n=n, **c["place"]) for n, c in enumerate(charts)),
            figures=figures.replace("</", "<\\/"),
        )
        (folder / f"{name}.html").write_text(page, encoding="utf-8")


def app(folder: Path) -> Starlette:
    """Return the server of a folder of them, which tells as the framework does that it is there."""
    return Starlette(
        routes=[
            Route("/_stcore/health", lambda _: PlainTextResponse("ok")),
            Mount("/", Kept(directory=folder)),
        ]
    )


if __name__ == "__main__":
    uvicorn.run(app(Path(sys.argv[1])), port=int(sys.argv[2]), log_level="warning")
