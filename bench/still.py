"""Static pages of the charts of a screen, and a server of them that lets browsers keep plotly.js.

The same figures stand at the same places in the same sizes; nothing else is on the page.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from plotly.offline import get_plotlyjs

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


class Kept(SimpleHTTPRequestHandler):
    """Files that a browser need not ask for again: the library for good."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        """End the headers of an answer."""
        library = self.path == f"/{LIBRARY}"
        kept = "public, max-age=31536000, immutable" if library else "no-cache"
        self.send_header("cache-control", kept)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def written(folder: Path, screens: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Write a static page of each screen, and plotly.js beside them.

    Parameters
    ----------
    folder : Path
        Where they are written.
    screens : mapping
        Charts by page: ``data`` and ``layout`` of a figure, and its ``place``.
    """
    # As the framework tells that it is there.
    (folder / "_stcore").mkdir()
    (folder / "_stcore" / "health").write_text("ok", encoding="utf-8")
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


if __name__ == "__main__":
    answer = partial(Kept, directory=sys.argv[1])
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), answer).serve_forever()
