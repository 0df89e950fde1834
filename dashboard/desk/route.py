"""The addresses of the desk: `POST /nap-tep` begins a batch, `POST /nap-tep/{batch}` adds a file.

`GET /nap-tep/{batch}/{name}` gives a file back, its findings marked; `GET /sao-luu.zip` the whole
state; `GET /bieu-mau/2024.xlsx` (or `.zip`) blank sheets.
"""

import logging
from collections.abc import Callable
from datetime import date
from pathlib import PurePosixPath

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.desk import batches
from dashboard.downloads.route import TYPES, attachment
from dashboard.wording import say
from pipelines.backup import backup
from pipelines.declarations import load_declarations
from pipelines.files.exports import MB, TooMuchError, limits
from pipelines.returned.annotated import annotated
from pipelines.templates.book import TemplateError, register, template
from pipelines.templates.bundle import templates_of_all
from pipelines.warehouse import WarehouseError, default_warehouse

LOG = logging.getLogger(__name__)
ADDRESS = "/nap-tep"
BACKUP = "/sao-luu.zip"
BLANK = "/bieu-mau"
OURS = "x-so-ket"
"""A header that a page elsewhere cannot send without asking first: it is never allowed."""

PLAIN = {"Cache-Control": "no-store"}
KINDS = TYPES | {"zip": "application/zip"}
BLANKS = {"xlsx": template, "zip": templates_of_all}


def routes() -> list[Route]:
    """All addresses of the desk."""
    return [
        Route(ADDRESS, _begin, methods=["POST"]),
        Route(BACKUP, _back_up, methods=["GET"]),
        Route(f"{BLANK}/{{year:int}}.{{kind}}", _blank, methods=["GET"]),
        Route(f"{ADDRESS}/{{batch}}", _add, methods=["POST"]),
        Route(f"{ADDRESS}/{{batch}}/{{name:path}}", _give, methods=["GET"]),
    ]


async def _begin(request: Request) -> Response:
    if OURS not in request.headers:
        return _told("desk.not_ours", 403)
    return JSONResponse({"luot": batches.begin()}, headers=PLAIN)


async def _add(request: Request) -> Response:
    if OURS not in request.headers:
        return _told("desk.not_ours", 403)
    name, content = request.query_params.get("ten", ""), bytearray()
    async for part in request.stream():
        content += part
        if len(content) > limits().file_bytes:
            return _told("desk.file_too_large", 413, name=name, mb=limits().file_bytes // MB)
    return await _answer(_added, request.path_params["batch"], name, bytes(content))


def _added(batch: str, name: str, content: bytes) -> Response:
    batches.add(batch, name.strip() or say("desk.unnamed"), content)
    return Response(status_code=204, headers=PLAIN)


async def _back_up(_: Request) -> Response:
    return await _answer(_backed_up)


def _backed_up() -> Response:
    content = backup(default_warehouse())
    return _file(content, say("desk.backup_file", day=f"{date.today():%Y-%m-%d}"))


async def _blank(request: Request) -> Response:
    asked = request.path_params
    return await _answer(_blank_of, asked["year"], asked["kind"])


def _blank_of(year: int, kind: str) -> Response:
    """Blank sheets of a year: one workbook for all, or a zip with one for each organisation."""
    if kind not in BLANKS:
        return _told("download.unknown", 404)
    content = BLANKS[kind](register(default_warehouse()), year, load_declarations())
    return _file(content, say("desk.blank_file", year=year, kind=kind))


async def _give(request: Request) -> Response:
    batch, name = request.path_params["batch"], request.path_params["name"]
    return await _answer(_given, batch, name.removesuffix(".xlsx"))


def _given(batch_id: str, name: str) -> Response:
    """A file of a batch, its findings marked; KeyError where it is not there or not looked at."""
    batch = batches.get(batch_id)
    if batch is None or batch.run is None:
        raise KeyError(batch_id)
    content = annotated(batch.files[name], name, batch.run.findings)
    return _file(content, say("desk.annotated_file", name=PurePosixPath(name).stem))


async def _answer(make: Callable[..., Response], *asked: object) -> Response:
    return await run_in_threadpool(_made, make, *asked)


def _made(make: Callable[..., Response], *asked: object) -> Response:
    """The answer, or the sentence that says why there is none."""
    try:
        return make(*asked)
    except TooMuchError as error:
        return PlainTextResponse(str(error), 413, headers=PLAIN)
    except (WarehouseError, TemplateError) as error:
        return PlainTextResponse(str(error), 404, headers=PLAIN)
    except KeyError:
        return _told("desk.gone", 404)
    except Exception:
        LOG.exception("%s failed", make.__name__)
        return _told("desk.failed", 500)


def _file(content: bytes, name: str) -> Response:
    kind = PurePosixPath(name).suffix.removeprefix(".")
    headers = PLAIN | {"Content-Disposition": attachment(name)}
    return Response(content, headers=headers, media_type=KINDS[kind])


def _told(sentence: str, status: int, **words: object) -> Response:
    return PlainTextResponse(say(sentence, **words), status, headers=PLAIN)
