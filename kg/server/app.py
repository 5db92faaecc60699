"""The application: which address is answered with what."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import IO, TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import KgError
from kg.server import pages
from kg.server.counting import count
from kg.server.description import Counts, describe
from kg.server.negotiation import GRAPHS, HTML, Form, best
from kg.server.pool import Answered, BusyError, Pool, StoppedError
from kg.server.protocol import Question, RefusedError, Sent, read_question
from kg.server.sheets import Sheets
from kg.server.shield import Shield, SlowReaderError, read_body, refuse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

    from kg.server.dataset import Served
    from kg.server.settings import Settings
    from kg.server.sheets import Link

__all__ = ["make_app"]

CHUNK = 64 * 1024
ERRORS = Form("json", "application/json")
NO_CONTENT, NOT_FOUND = 204, 404
LOG = logging.getLogger(__name__)
DOWNLOADS = ("csv", "tsv")
SUFFIXES = {"html": "html", "ttl": "turtle", "nt": "ntriples", "jsonld": "jsonld", "rdf": "rdfxml"}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
# Of a claim also what its evidence says; everything in whatever graph it stands.
ABOUT = """
CONSTRUCT {{ ?s ?p ?o }} {{
  {{ VALUES ?s {{ {iri} }} ?s ?p ?o }} UNION {{ VALUES ?o {{ {iri} }} ?s ?p ?o }}
  UNION {{ {iri} hb:has_evidence ?s . ?s ?p ?o }}
  UNION {{ GRAPH ?g {{
    {{ VALUES ?s {{ {iri} }} ?s ?p ?o }} UNION {{ VALUES ?o {{ {iri} }} ?s ?p ?o }}
    UNION {{ {iri} hb:has_evidence ?s . ?s ?p ?o }}
  }} }}
}}
"""


def make_app(
    served: Served, settings: Settings, *, ready: Callable[[], None] | None = None
) -> ASGIApp:
    """Make the application.

    Parameters
    ----------
    served : Served
        What it answers from.
    settings : Settings
        What it may use.
    ready : callable, optional
        Called when the first query can be answered.

    Returns
    -------
    ASGI application
        It starts its workers when its lifespan starts.
    """
    return Shield(_Service(served, settings, ready).app, settings)


class _Service:
    def __init__(
        self, served: Served, settings: Settings, ready: Callable[[], None] | None
    ) -> None:
        self.served = served
        self.settings = settings
        self.ready = ready
        self.pool = Pool(served.nquads, settings)
        self.counts = Counts()
        self.sheets = Sheets(served.corpus) if served.corpus else None
        routes = [
            Route("/", self.home),
            Route("/sparql", self.sparql, methods=["GET", "POST", "OPTIONS"]),
            Route("/void", self.void),
            Route("/.well-known/void", self.void),
            Route("/examples.json", self.examples),
            Mount("/static", StaticFiles(directory=pages.STATIC)),
        ]
        if self.sheets is not None:
            routes += [
                Route(f"/{kind}/{{name}}", self.record, name=kind) for kind in self.sheets.kinds
            ]
        self.app = Starlette(
            routes=routes,
            lifespan=self.lifespan,
            exception_handlers={
                RefusedError: self.refused,
                BusyError: self.refused,
                StoppedError: self.refused,
                HTTPException: self.refused,
                ClientDisconnect: self.refused,
                Exception: self.failed,
            },
        )

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        try:
            await self.pool.open()
            self.counts = await count(self.pool)
            if self.ready is not None:
                self.ready()
            yield
        finally:
            await self.pool.close()

    async def home(self, _: Request) -> Response:
        return HTMLResponse(pages.home(self.served, self.counts))

    async def examples(self, _: Request) -> Response:
        examples = [example._asdict() for example in self.served.examples]
        return JSONResponse({"prefixes": dict(self.served.prefixes), "examples": examples})

    async def sparql(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            allowed = {"Allow": "GET, HEAD, POST, OPTIONS"}
            return Response(
                status_code=NO_CONTENT,
                headers={**allowed, **(PREFLIGHT if self.settings.shared else {})},
            )
        accept = _accept(request)
        sent = Sent(
            request.method,
            request.scope["query_string"],
            request.headers.get("content-type", ""),
            accept,
            await read_body(request) if request.method == "POST" else b"",
        )
        question = read_question(sent)
        if question is not None:
            return await self.answer(request, question)
        form = best(accept, (*GRAPHS, HTML))
        if form == HTML:
            return HTMLResponse(pages.editor(self.served))
        return await self.description(request, form)

    async def answer(self, request: Request, question: Question) -> Response:
        answered = await self.ask(
            request,
            {
                "query": question.query,
                "graphs": question.graphs,
                "bindings": question.bindings and question.bindings.fmt,
                "graph": question.graph and question.graph.fmt,
            },
        )
        form = question.graph if answered.kind == "graph" else question.bindings
        assert form is not None  # noqa: S101 - the engine wrote it in that form
        return _Spooled(request, answered, form)

    async def void(self, request: Request) -> Response:
        return await self.description(request, best(_accept(request), GRAPHS))

    async def description(self, request: Request, form: Form | None) -> Response:
        if form is None:
            raise _unacceptable("the description")
        address = f"{request.url.scheme}://{request.headers['host']}"
        turtle = describe(self.served, self.counts, address)
        answered = await self.ask(request, {"turtle": turtle, "graph": form.fmt})
        return _Spooled(request, answered, form)

    async def record(self, request: Request) -> Response:
        assert self.sheets is not None  # noqa: S101 - else there is no such route
        kind, name = request.scope["path"].split("/", 2)[1:]
        form = best(_accept(request), (HTML, *GRAPHS))
        stem, _, suffix = name.rpartition(".")
        if not self.sheets.knows(kind, name) and suffix in SUFFIXES:
            name = stem
            form = next(f for f in (HTML, *GRAPHS) if f.fmt == SUFFIXES[suffix])
        if not self.sheets.knows(kind, name):
            raise _MissingError(request.url.path, self.sheets.nearest(kind, name))
        if form is None:
            raise _unacceptable("a record")
        sheet = self.sheets.sheet(kind, name)
        if form == HTML:
            return HTMLResponse(pages.record(sheet))
        query = ABOUT.format(iri=f"<{sheet.iri}>")
        asked = {"query": query, "graphs": None, "bindings": None, "graph": form.fmt}
        return _Spooled(request, await self.ask(request, asked), form)

    async def ask(self, request: Request, question: Mapping[str, Any]) -> Answered:
        """Have a question answered, unless the client goes away before."""
        asking = asyncio.ensure_future(
            self.pool.ask({"prefixes": dict(self.served.prefixes), **question})
        )
        leaving = asyncio.ensure_future(_left(request))
        try:
            await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                raise ClientDisconnect
            answered = asking.result()
        finally:
            asking.cancel()
            leaving.cancel()
        if answered.kind in {"invalid", "unacceptable", "excess"}:
            answered.body.close()
            raise _refusal(answered)
        return answered

    async def refused(self, request: Request, error: Exception) -> Response:
        if isinstance(error, HTTPException) and error.status_code == NOT_FOUND:
            error = _MissingError(request.url.path)
        if isinstance(error, _MissingError):
            if best(_accept(request), (ERRORS, HTML)) == HTML:
                return HTMLResponse(pages.missing(error.address, error.nearest), error.status)
            return refuse(error)
        return refuse(_as_refusal(error))

    async def failed(self, _: Request, error: Exception) -> Response:
        if not isinstance(error, SlowReaderError):
            LOG.error("a request failed", exc_info=error)
        return refuse(RefusedError(500, "the service failed: its own messages say why"))


class _MissingError(RefusedError):
    def __init__(self, address: str, nearest: tuple[Link, ...] = ()) -> None:
        self.address = address
        self.nearest = nearest
        hint = f": did you mean {', '.join(link.text for link in nearest)}?" if nearest else ""
        super().__init__(404, f"there is nothing at {address}{hint}")


class _Spooled(Response):
    """An answer that lies ready as a whole; a reader may take it as slowly as the shield lets."""

    def __init__(self, request: Request, answered: Answered, form: Form) -> None:
        headers = {"Content-Length": str(answered.length)}
        if form.fmt in DOWNLOADS:
            headers["Content-Disposition"] = f'attachment; filename="answer.{form.fmt}"'
        super().__init__(headers=headers, media_type=form.content_type)
        self.spool: IO[bytes] = answered.body
        self.bodiless = request.method == "HEAD"

    async def __call__(self, _: Scope, __: Receive, send: Send) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        with self.spool:
            await send(start)
            while not self.bodiless and (part := self.spool.read(CHUNK)):
                await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body", "body": b""})


def _refusal(answered: Answered) -> RefusedError:
    if answered.kind == "unacceptable":
        return _unacceptable(answered.message)
    if answered.kind == "excess":
        return RefusedError(
            500, f"the answer needs more than {answered.message}: ask for less of it"
        )
    return RefusedError(400, f"the query cannot be run: {answered.message}")


def _unacceptable(what: str) -> RefusedError:
    return RefusedError(406, f"{what} cannot be written in any form that the Accept header names")


def _as_refusal(error: Exception) -> RefusedError:
    if isinstance(error, RefusedError):
        return error
    if isinstance(error, BusyError):
        return RefusedError(429, str(error), {"Retry-After": "2"})
    if isinstance(error, KgError):
        return RefusedError(503, str(error))
    if isinstance(error, HTTPException):
        return RefusedError(error.status_code, error.detail, error.headers)
    return RefusedError(400, "the client went away")


def _accept(request: Request) -> str:
    return ",".join(request.headers.getlist("accept"))


async def _left(request: Request) -> None:
    """Wait until the client is gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
