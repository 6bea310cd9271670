"""A small S3 on loopback: objects in memory, listed by prefix, signed by anybody."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import IO
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

BUCKET = "office"


class Bucket:
    """What the server has, and what it does wrong.

    Parameters
    ----------
    refuse : bool
        Whether it refuses whoever asks.
    """

    def __init__(self) -> None:
        self.objects: dict[str, tuple[bytes, datetime]] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.refuse = False
        self.port = 0

    @property
    def address(self) -> str:
        """The address of a folder in it."""
        at = f"endpoint_override=127.0.0.1:{self.port}&scheme=http&region=eu-west-1"
        return f"s3://key:secret@{BUCKET}/ip?{at}"


@contextmanager
def bucket() -> Iterator[Bucket]:
    """Serve a bucket while it is needed."""
    made = Bucket()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"bucket": made}))
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body of an answer go in one packet, for which nobody waits.
    wbufsize = 1 << 16
    bucket: Bucket

    def log_message(self, *_: object) -> None:
        pass

    def _asked(self) -> tuple[str, str, dict[str, str]]:
        parts = urlsplit(self.path)
        name, _, key = unquote(parts.path).lstrip("/").partition("/")
        query = parse_qs(parts.query, keep_blank_values=True)
        return name, key, {k: v[0] for k, v in query.items()}

    def _answer(
        self, status: int, body: bytes = b"", length: int | None = None, **more: str
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _fault(self, status: int, code: str) -> None:
        told = f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode()
        self._answer(
            status, b"" if self.command == "HEAD" else told, Content_Type="application/xml"
        )

    def handle_expect_100(self) -> bool:
        told = super().handle_expect_100()
        self.wfile.flush()
        return told

    def _body(self) -> bytes:
        if "chunked" in (self.headers.get("Transfer-Encoding") or ""):
            raw = b"".join(_chunks(self.rfile))
        else:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        signed = "aws-chunked" in (self.headers.get("Content-Encoding") or "")
        return b"".join(_chunks(BytesIO(raw))) if signed else raw

    def _refused(self, name: str) -> bool:
        if self.bucket.refuse:
            self._fault(403, "AccessDenied")
        elif name != BUCKET:
            self._fault(404, "NoSuchBucket")
        return self.bucket.refuse or name != BUCKET

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        name, key, query = self._asked()
        if self._refused(name):
            return
        if not key:
            self._listed(query)
            return
        if key not in self.bucket.objects:
            self._fault(404, "NoSuchKey")
            return
        content, when = self.bucket.objects[key]
        told = {"ETag": _tag(content), "Last_Modified": format_datetime(when, usegmt=True)}
        part = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        status = 200
        if part:
            status, whole = 206, len(content)
            first, last = int(part[1]), min(int(part[2] or whole), whole - 1)
            content = content[first : last + 1]
            told["Content_Range"] = f"bytes {first}-{last}/{whole}"
        self._answer(status, b"" if self.command == "HEAD" else content, len(content), **told)

    def _listed(self, query: dict[str, str]) -> None:
        prefix, parting = query.get("prefix", ""), query.get("delimiter", "")
        found: dict[str, str] = {}
        for key, (content, when) in sorted(self.bucket.objects.items()):
            rest = key.removeprefix(prefix)
            if not key.startswith(prefix):
                continue
            if parting and parting in rest:
                below = escape(prefix + rest.partition(parting)[0] + parting)
                found[below] = f"<CommonPrefixes><Prefix>{below}</Prefix></CommonPrefixes>"
                continue
            found[key] = (
                f"<Contents><Key>{escape(key)}</Key><Size>{len(content)}</Size>"
                f"<ETag>{escape(_tag(content))}</ETag>"
                f"<LastModified>{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond // 1000:03}Z"
                "</LastModified></Contents>"
            )
        most = int(query.get("max-keys", "1000"))
        given, cut = [*found.values()][:most], str(len(found) > most).lower()
        told = (
            f"<ListBucketResult><Name>{BUCKET}</Name><Prefix>{escape(prefix)}</Prefix>"
            f"<KeyCount>{len(given)}</KeyCount><IsTruncated>{cut}</IsTruncated>"
            f"{''.join(given)}</ListBucketResult>"
        )
        self._answer(200, told.encode(), Content_Type="application/xml")

    def do_PUT(self) -> None:
        name, key, query = self._asked()
        content = self._body()
        if self._refused(name):
            return
        if "uploadId" in query:
            self.bucket.parts[query["uploadId"]][int(query["partNumber"])] = content
        elif key:
            self.bucket.objects[key] = content, datetime.now(UTC)
        self._answer(200, ETag=_tag(content))

    def do_POST(self) -> None:
        name, key, query = self._asked()
        body = self._body()
        if self._refused(name):
            return
        if "delete" in query:
            for one in re.findall(r"<Key>(.*?)</Key>", body.decode()):
                self.bucket.objects.pop(one, None)
            self._xml("<DeleteResult></DeleteResult>")
        elif "uploads" in query:
            upload = f"upload-{len(self.bucket.parts)}"
            self.bucket.parts[upload] = {}
            self._xml(
                f"<InitiateMultipartUploadResult><Bucket>{BUCKET}</Bucket><Key>{escape(key)}</Key>"
                f"<UploadId>{upload}</UploadId></InitiateMultipartUploadResult>"
            )
        else:
            parts = self.bucket.parts.pop(query["uploadId"])
            whole = b"".join(parts[number] for number in sorted(parts))
            self.bucket.objects[key] = whole, datetime.now(UTC)
            tag = escape(_tag(whole))
            self._xml(
                f"<CompleteMultipartUploadResult><ETag>{tag}</ETag></CompleteMultipartUploadResult>"
            )

    def _xml(self, told: str) -> None:
        self._answer(200, told.encode(), Content_Type="application/xml")

    def do_DELETE(self) -> None:
        name, key, _ = self._asked()
        if not self._refused(name):
            self.bucket.objects.pop(key, None)
            self._answer(204)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the parts of a body that tells the size of each, up to the last, which is empty."""
    while size := int(file.readline().split(b";")[0], 16):
        yield file.read(size)
        file.readline()
    while file.readline().strip():
        pass  # what follows the last part


def _tag(content: bytes) -> str:
    return f'"{md5(content, usedforsecurity=False).hexdigest()}"'
