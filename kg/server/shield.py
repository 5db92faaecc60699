"""What every request passes first, and every response last."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse

from kg.errors import KgError
from kg.server.protocol import LONGEST_BODY, LONGEST_TARGET, RefusedError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kg.server.settings import Settings

__all__ = ["Shield", "SlowReaderError", "read_body", "refuse"]

# The two styles that the editor adds to its page: handles to resize columns, and their cursor.
STYLES = (
    "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='",
    "'sha256-c0O6TmFAkgpNbHxKAa1BrveWHHopjEtC47i0PzMudxg='",
)
CSP = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {' '.join(STYLES)}; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SHARED = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}
ERROR = 400
SLOWEST_BODY = 15.0
SLOWEST_READER = 60.0
"""Seconds for a whole body to come, and for one piece of an answer to be taken."""


class SlowReaderError(KgError):
    """A client does not take its answer."""


class Shield:
    """Refuses requests that are not meant for us, and says how browsers shall treat answers.

    Parameters
    ----------
    app : ASGI application
        Behind it.
    settings : Settings
        By which names we are called, and who may read answers.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._mark(message)
            try:
                async with asyncio.timeout(SLOWEST_READER):
                    await send(message)
            except TimeoutError as error:
                raise SlowReaderError("a reader was left that took nothing") from error

        app = self._refusal(scope) or self.app
        with suppress(SlowReaderError):  # the connection is closed, since the answer is not whole
            await app(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) != 1 or not self.settings.allows(hosts[0]):
            return refuse(RefusedError(403, "this service goes by another name: see --allow-host"))
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_TARGET:
            return refuse(RefusedError(414, "the address is too long: send the query by POST"))
        return None

    def _mark(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        headers.update(SAFE)
        headers.add_vary_header("Accept")
        if self.settings.shared:
            headers.update(SHARED)
        if headers.get("content-type", "").startswith("text/html"):
            headers["Content-Security-Policy"] = CSP
        headers["Cache-Control"] = "no-store" if message["status"] >= ERROR else "no-cache"


def refuse(refusal: RefusedError) -> JSONResponse:
    """Say in JSON why a request gets no answer."""
    return JSONResponse({"error": str(refusal)}, refusal.status, refusal.headers)


async def read_body(request: Request) -> bytes:
    """Read the body of a request.

    Raises
    ------
    RefusedError
        If it is too long, or comes too slowly.
    """
    too_long = RefusedError(
        413, f"the request is longer than {LONGEST_BODY} bytes: shorten the query"
    )
    body = bytearray()
    try:
        if int(request.headers.get("content-length", "0")) > LONGEST_BODY:
            raise too_long
        async with asyncio.timeout(SLOWEST_BODY):
            async for part in request.stream():
                body += part
                if len(body) > LONGEST_BODY:
                    raise too_long
    except TimeoutError as error:
        raise RefusedError(408, "the request came too slowly", {"Connection": "close"}) from error
    return bytes(body)
