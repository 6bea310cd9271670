"""Tables in object storage, or wherever else fsspec reads and lists files.

The CSV files stand in one folder, or each published state in a folder of its own below
``versions/``, of which the object ``current.txt`` names the one that counts. One object is
replaced at once, so that a state that is published half-way is never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from metrics.tables.stores.store import INSTALL, Elsewhere, Stamp, StoreError

CURRENT, VERSIONS = "current.txt", "versions"
# Seconds for a connection and for an answer; tried so many times.
CONNECT, ANSWER, TIMES = 5.0, 30.0, 2
# By which names the drivers tell when an object was written.
_TIMES = ("mtime", "LastModified", "last_modified", "updated", "modified", "created")
# What drivers say that have one error for everything, as Arrow does for S3.
_SAID = {
    "ACCESS_DENIED": "refused",
    "ACCESS_KEY": "refused",
    "SIGNATURE": "refused",
    "NO_SUCH_BUCKET": "absent",
    "Bucket '": "absent",
}
# Options of S3 that an address may name, as ``s3://bucket/ip?endpoint_override=…&scheme=http``.
_S3 = frozenset({"endpoint_override", "scheme", "region", "anonymous"})


@dataclass(frozen=True)
class Objects(Elsewhere):
    """A folder of object storage."""

    def stamp(self) -> Stamp:
        """Return what the listing says of the files, or the name of the state that counts."""
        with self._reached() as (files, path):
            return self._look(files, path)[1]

    def contents(self) -> dict[str, bytes]:
        """Read the files of the state that counts."""
        with self._reached() as (files, path):
            listed, _ = self._look(files, path)
            read = files.cat(list(listed)) if listed else {}
            names = {schema.file: name for name, schema in self.schemas.items()}
            found = {names[_last(place)]: content for place, content in read.items()}
        # In the order of the tables, as a folder has them.
        return {name: found[name] for name in self.schemas if name in found}

    def publish(self, contents: Mapping[str, bytes], version: str) -> None:
        """Write a state of the tables, then let it be the one that counts.

        Parameters
        ----------
        contents : mapping of str to bytes
            All tables, sound.
        version : str
            Names the state.

        Raises
        ------
        StoreError
            Where that cannot be done; what was read before is still read.
        """
        with self._reached() as (files, path):
            folder = f"{path}/{VERSIONS}/{version}"
            files.makedirs(folder, exist_ok=True)
            for name, content in contents.items():
                _write(files, f"{folder}/{self.schemas[name].file}", content)
            before = _pointer(files, path)
            _write(files, f"{path}/{CURRENT}", f"{version}\n".encode())
            _tidy(files, f"{path}/{VERSIONS}", {version, before})

    def _look(self, files: Any, path: str) -> tuple[dict[str, Mapping[str, Any]], Stamp]:
        """Return the files of the state that counts with what is told of them, and its sign."""
        version = _pointer(files, path)
        at = f"{path}/{VERSIONS}/{version}" if version else path
        wanted = {schema.file for schema in self.schemas.values()}
        every = files.ls(at, detail=True)
        listed = {e["name"]: e for e in every if _last(e["name"]) in wanted and _is_file(e)}
        if not listed:
            raise StoreError(self.name, "absent")
        told = tuple(sorted((n, str(sorted(e.items(), key=str))) for n, e in listed.items()))
        return listed, Stamp((version, told), max(_written(e) for e in listed.values()))

    @contextmanager
    def _reached(self) -> Iterator[tuple[Any, str]]:
        """Give the file system and the path in it; what goes wrong with them is one error."""
        try:
            files, path = _opened(self.address)
            files.invalidate_cache()
            yield files, path.rstrip("/")
        except StoreError:
            raise
        except ImportError as fault:
            raise _lacking(self.name, fault) from fault
        except FileNotFoundError as fault:
            raise StoreError(self.name, "absent") from fault
        except PermissionError as fault:
            raise StoreError(self.name, "refused") from fault
        except ValueError as fault:
            raise StoreError(self.name, "address") from fault
        except Exception as fault:
            # Drivers of fsspec raise what their libraries do.
            reason = next((r for word, r in _SAID.items() if word in str(fault)), "unreachable")
            raise StoreError(self.name, reason) from fault


def _lacking(place: str, fault: ImportError) -> StoreError:
    """Name what is not installed: fsspec itself, or what it reads such addresses with."""
    if fault.name:
        return StoreError(place, "packages", named=fault.name, install=INSTALL)
    driver = f"fsspec[{place.partition(':')[0]}]"
    return StoreError(place, "packages", named=driver, install=f'pip install "{driver}"')


def _opened(address: str) -> tuple[Any, str]:
    if address.partition(":")[0].lower() in ("s3", "s3a"):
        return _s3(address)
    from fsspec.core import url_to_fs  # an extra: needed for such addresses alone

    files, path = url_to_fs(address)
    return files, str(path)


def _s3(address: str) -> tuple[Any, str]:
    """Return S3 as Arrow speaks it, which comes with the program and needs no other client.

    Keys, region and endpoint are those of the surroundings, as for every program of AWS, or
    stand in the address.
    """
    from fsspec.implementations.arrow import ArrowFSWrapper
    from pyarrow.fs import AwsStandardS3RetryStrategy, S3FileSystem

    parts = urlsplit(address)
    given: dict[str, Any] = dict(parse_qsl(parts.query))
    # By their names alone: the log tells of this error, and one of the values may be a key.
    if unknown := given.keys() - _S3:
        raise ValueError(f"unknown options: {', '.join(sorted(unknown))}")
    if "anonymous" in given:
        given["anonymous"] = given["anonymous"].lower() in ("1", "true")
    if parts.username:
        given |= {
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password or ""),
        }
    opened = S3FileSystem(
        connect_timeout=CONNECT,
        request_timeout=ANSWER,
        retry_strategy=AwsStandardS3RetryStrategy(max_attempts=TIMES),
        **given,
    )
    return ArrowFSWrapper(opened), f"{parts.netloc.rpartition('@')[2]}{unquote(parts.path)}"


def _pointer(files: Any, path: str) -> str:
    """Return the name of the state that counts; empty where the folder is itself the state."""
    try:
        named: bytes = files.cat_file(f"{path}/{CURRENT}")
    except FileNotFoundError:
        return ""
    return named.decode("ascii", "replace").strip()


def _write(files: Any, place: str, content: bytes) -> None:
    with files.open(place, "wb") as file:
        file.write(content)


def _tidy(files: Any, above: str, kept: set[str]) -> None:
    """Delete the states that nobody reads any more; the last one may just be read."""
    for entry in files.ls(above, detail=True):
        if not _is_file(entry) and _last(entry["name"]) not in kept:
            files.rm(entry["name"], recursive=True)


def _last(place: str) -> str:
    return place.rstrip("/").rpartition("/")[2]


def _is_file(entry: Mapping[str, Any]) -> bool:
    return entry.get("type") == "file"


def _written(entry: Mapping[str, Any]) -> float:
    """Return when an object was written, as far as its driver tells; 0 where it does not."""
    for name in _TIMES:
        told = entry.get(name)
        if isinstance(told, datetime):
            return told.timestamp()
        if isinstance(told, int | float):
            return float(told)
    return 0.0
