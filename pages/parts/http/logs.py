"""The log as JSON, a line a record, for those who gather logs; by the setting ``LOG_FORMAT``."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

# Of requests; what a reader typed stands behind the path, and is not kept.
REQUESTS = logging.getLogger("dashboard.requests")
FIELDS = ("method", "path", "status", "seconds")


class JsonLines(logging.Formatter):
    """A record as one line of JSON.

    Examples
    --------
    >>> record = logging.makeLogRecord({"name": "a", "msg": "b", "levelname": "INFO", "created": 0})
    >>> JsonLines().format(record)
    '{"time": "1970-01-01T00:00:00.000Z", "level": "INFO", "logger": "a", "message": "b"}'
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record: when, how grave, whence and what; of requests more."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, object] = {
            "time": time.replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        told |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


LINES = JsonLines()


class JsonLogger(logging.Logger):
    """A logger each of whose handlers writes JSON: Streamlit gives every logger one of its own."""

    def addHandler(self, hdlr: logging.Handler) -> None:  # noqa: N802  (the name of the library)
        """Add a handler."""
        hdlr.setFormatter(LINES)
        super().addHandler(hdlr)


def begin() -> None:
    """Have every logger of this process write JSON, those that there are and those to come."""
    logging.setLoggerClass(JsonLogger)
    logging.captureWarnings(True)
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.StreamHandler())
    logging.getLogger("dashboard").setLevel(logging.INFO)
    every = logging.Logger.manager.loggerDict.values()
    for logger in (root, *(one for one in every if isinstance(one, logging.Logger))):
        for handler in logger.handlers:
            handler.setFormatter(LINES)


def request(method: str, path: str, status: int, seconds: float) -> None:
    """Log a request.

    Parameters
    ----------
    method : str
        Of HTTP.
    path : str
        Without what stands behind it.
    status : int
        Of the answer.
    seconds : float
        Until its last byte.
    """
    told = {"method": method, "path": path, "status": status, "seconds": round(seconds, 4)}
    REQUESTS.info("%s %s %d", method, path, status, extra=told)
