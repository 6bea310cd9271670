"""The interface described: the OpenAPI 3.1 document for programs, a page for people."""

from __future__ import annotations

from typing import Any

from metrics.charts.plotly.style import COLOURS
from metrics.locale import DEFAULT_LANG, Lang, text
from metrics.tables.dataset import Tables
from metrics.tables.read import BUNDLED, DESCRIPTOR
from metrics.tables.schema import read_package
from metrics.views.filters import PARAMETERS, SEVERAL
from pages.parts.frame import markup
from pages.parts.http.offers import (
    CURATED,
    DEFAULTS,
    FILES,
    JSON,
    LICENCE,
    METHODS,
    MOST,
    NAMES,
    OFFERS,
    PROBLEM,
    UTF8,
    Offer,
    about,
    values,
)
from pages.parts.http.refusals import HEADER, LINK
from pages.parts.state.signin import config

# Headers of requests and answers with the messages that describe them.
CONDITIONS = {"If-None-Match": "api.none_match", "If-Modified-Since": "api.since"}
STATE = {"ETag": "api.tag", "Last-Modified": "api.modified", "X-Data-Version": "api.version"}
SAVED = {"Content-Disposition": "api.saved"}
DESCRIBED = {"Link": "api.described"}
# The way in for programs where visitors must sign in.
TOKEN = "token"


def page(tables: Tables, lang: Lang) -> str:
    """Return the page that describes the same to people."""
    say = text(lang)
    curated = {f"{name}.csv": say(f"file.{name}") for name in CURATED}
    return markup.render(
        "api.html",
        lang,
        version=tables.version,
        files=[
            (name, offer, curated.get(name) or say(offer.about)) for name, offer in FILES.items()
        ],
        parameters=[
            (name, say(key), about(name, lang), values(tables, name, lang), DEFAULTS.get(name))
            for name, key in NAMES.items()
        ],
        query="" if lang == DEFAULT_LANG else f"lang={lang}",
        licence=LICENCE,
        problem=PROBLEM,
        methods=METHODS,
        light=COLOURS["light"],
        dark=COLOURS["dark"],
    )


def document(tables: Tables) -> dict[str, Any]:
    """Return the OpenAPI document; the codes in it are those of the tables."""
    return {
        "openapi": "3.1.1",
        "info": {
            "title": text("en")("site.title"),
            "x-title-zh": text("zh")("site.title"),
            "version": read_package(BUNDLED / DESCRIPTOR)["version"],
            **_said("api.lead", version=tables.version),
            "license": {"name": LICENCE, "identifier": LICENCE},
        },
        # The app may stand below the root of its host; the address is relative to the document's.
        "servers": [{"url": ".."}],
        "paths": {f"/data/{offer.name}": {"get": _operation(offer)} for offer in OFFERS},
        "components": {
            "parameters": _parameters(tables),
            "headers": {
                name: {**_said(key), "schema": {"type": "string"}}
                for name, key in (STATE | SAVED | DESCRIBED).items()
            },
            "responses": _refusals() | {"unchanged": _unchanged()},
            "schemas": {"problem": _problem()},
            **({"securitySchemes": {TOKEN: _token()}} if config().on else {}),
        },
        # Programs come in by their token, browsers by what they got at the sign-in.
        **({"security": [{TOKEN: []}]} if config().on else {}),
    }


def _token() -> dict[str, str]:
    said = _said("signin.programs", link=LINK, header=HEADER)
    return {"type": "http", "scheme": "bearer", **said}


def _said(key: str, word: str = "description", **given: object) -> dict[str, str]:
    """Return a message in both languages; the document itself speaks English."""
    return {word: text("en")(key, **given), f"x-{word}-zh": text("zh")(key, **given)}


def _refer(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _operation(offer: Offer) -> dict[str, Any]:
    named = ("table",) if "{table}" in offer.name else ()
    closed = ("unauthorised",) if config().on else ()
    missing = ("not_found",) if named else ()
    answers = ("unchanged", "bad_request", *closed, *missing, "unavailable")
    given = (*named, *offer.parameters, *CONDITIONS)
    return {
        "operationId": offer.operation,
        **_said(offer.about, "summary"),
        "parameters": [_refer("parameters", name) for name in given],
        "responses": {"200": _file(offer)} | {_STATUS[a]: _refer("responses", a) for a in answers},
    }


_STATUS = {
    "unchanged": "304",
    "bad_request": "400",
    "unauthorised": "401",
    "not_found": "404",
    "unavailable": "503",
}


def _file(offer: Offer) -> dict[str, Any]:
    headers = STATE | (SAVED if offer.ending else {}) | (DESCRIBED if offer.described_by else {})
    schema = {"type": "object"} if offer.media == JSON else {}
    return {
        **_said("api.found"),
        "headers": {name: _refer("headers", name) for name in headers},
        "content": {offer.media.removesuffix(UTF8): {"schema": schema}},
    }


def _unchanged() -> dict[str, Any]:
    return {
        **_said("api.unchanged"),
        "headers": {name: _refer("headers", name) for name in STATE},
    }


def _refusals() -> dict[str, dict[str, Any]]:
    content = {PROBLEM: {"schema": _refer("schemas", "problem")}}
    titles = ["api.bad_request", "api.not_found", "api.unavailable"]
    titles += ["api.unauthorised"] if config().on else []
    return {key.removeprefix("api."): {**_said(key), "content": content} for key in titles}


def _problem() -> dict[str, Any]:
    """Problem details of RFC 9457 with what a program needs to mend its request."""
    word: dict[str, Any] = {"type": "string"}
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": word,
            "status": {"type": "integer"},
            "detail": word,
            "parameter": word,
            "value": word,
            "known": {"type": "array", "items": word},
            "problems": {"type": "array", "items": word},
            LINK: {"type": "string", "format": "uri"},
        },
    }


def _parameters(tables: Tables) -> dict[str, dict[str, Any]]:
    """Return every parameter that an operation refers to."""
    path = {"name": "table", "in": "path", "required": True, **_said("api.path")}
    made = {"table": {**path, "schema": {"type": "string", "enum": list(CURATED)}}}
    for name in (*PARAMETERS, "lang"):
        made[name] = _parameter(name, tables)
    for name, key in CONDITIONS.items():
        made[name] = {"name": name, "in": "header", **_said(key), "schema": {"type": "string"}}
    return made


def _parameter(name: str, tables: Tables) -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "in": "query", "schema": _schema(name, tables)}
    made |= {"description": about(name, "en"), "x-description-zh": about(name, "zh")}
    # Lists stand in one parameter; a repeated parameter is refused.
    return made | ({"style": "form", "explode": False} if name in SEVERAL else {})


def _schema(name: str, tables: Tables) -> dict[str, Any]:
    """Return the values of a parameter as a JSON Schema."""
    codes = list(values(tables, name, "en"))
    if name == "q":
        return {"type": "string", "maxLength": MOST, "pattern": r"^[^\x00-\x1f\x7f-\x9f]*$"}
    if name == "v":
        day = {"type": "string", "format": "date"}
        return {"oneOf": [{"enum": codes}, day], "default": DEFAULTS[name]}
    if name in DEFAULTS:
        return {"type": "string", "enum": codes, "default": DEFAULTS[name]}
    # An empty filter, as forms send it, lets everything pass.
    one = {"type": "string", "enum": [*codes, ""]}
    return {"type": "array", "items": one} if name in SEVERAL else one
