"""Calling an address that the user named: over HTTP alone, within time and size.

Whoever answers there is not trusted: nothing is sent on to another kind of address, a password
is shown only to the host it is for, and an answer may neither drip for ever nor fill the memory.
"""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from contextlib import suppress
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import SHUT_RDWR
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Self
from urllib.parse import urlsplit

from kg.errors import KgError, LimitError, UsageError, printable, shown
from kg.sparql.process import LONGEST

if TYPE_CHECKING:
    from email.message import Message
    from http.client import HTTPMessage
    from socket import socket
    from urllib.request import Request

__all__ = ["USER_AGENT", "Call", "Credentials", "Response", "check_address", "is_loopback", "send"]

USER_AGENT = "hormone-bone-kg"
LARGEST_ANSWER = 256 * 1024**2
"""Bytes."""
CHUNK = 64 * 1024
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
SCHEMES = frozenset({"http", "https"})


class Credentials(NamedTuple):
    """A name and a password; they are sent where the server asks for them, and nowhere else."""

    user: str
    password: str


class Call(NamedTuple):
    """What is sent: method, address, headers, and a body unless the method has none."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes | None = None


class Response(NamedTuple):
    """What came back, whatever its status."""

    status: int
    headers: Message
    body: bytes

    @property
    def content_type(self) -> str:
        """The media type without parameters, in small letters."""
        return str(self.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def check_address(url: str) -> str:
    """Give an address back if it can be called.

    Raises
    ------
    UsageError
        If it is no address of HTTP, or holds a password or what no address can.
    """
    try:
        parts = urlsplit(url)
        known = parts.scheme in SCHEMES and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known or not url.isascii() or not url.isprintable() or " " in url:
        raise UsageError(f"no service can be called at {shown(url)}: write http://host:port/path")
    if "@" in parts.netloc:
        raise UsageError("the address holds a name or a password: leave them out")
    return url


def is_loopback(url: str) -> bool:
    """Say whether an address is on this machine, so that nobody listens on the way."""
    return urlsplit(url).hostname in LOOPBACK


def send(call: Call, *, seconds: float, credentials: Credentials | None = None) -> Response:
    """Send a request and take the whole answer.

    Parameters
    ----------
    call : Call
        What to send. Only a GET is sent on where the server points elsewhere.
    seconds : float
        For everything, from the first connection to the last byte.
    credentials : Credentials, optional
        Used if the server asks for them: by digest, or as they are if nobody can listen.

    Returns
    -------
    Response
        Also if its status says that something failed.

    Raises
    ------
    UsageError
        If the address cannot be called, or the time is none.
    LimitError
        If the answer took too long or is too large.
    KgError
        If nobody answers, or with what is no HTTP, or by pointing where we do not follow.
    """
    check_address(call.url)
    if not 0 < seconds <= LONGEST:  # also true of what is not a number
        raise UsageError(f"no request takes {seconds:g} s: allow more than 0, up to {LONGEST:g}")
    request = urllib.request.Request(  # noqa: S310 - checked above
        call.url, data=call.body, headers=call.headers, method=call.method
    )
    with _Watch(seconds) as watch:
        late = LimitError(
            f"{call.url} did not answer within {seconds:g} s: ask for less, or allow more time"
        )
        try:
            response = _exchange(request, _opener(call.url, watch, credentials), seconds)
        except (OSError, HTTPException, ValueError) as error:
            reason = getattr(error, "reason", error)
            if watch.late or isinstance(reason, TimeoutError):
                raise late from error
            why = printable(str(reason) or type(reason).__name__)
            raise KgError(
                f"no answer from {call.url}: {why}: is the service running there?"
            ) from error
        if watch.late:  # a line that was cut may look like one that is done
            raise late
        return response


def _exchange(request: Request, opener: urllib.request.OpenerDirector, seconds: float) -> Response:
    try:
        answer = opener.open(request, timeout=seconds)
    except urllib.error.HTTPError as error:  # it is an answer too
        answer = error
    with answer:
        if 300 <= answer.status < 400:  # noqa: PLR2004 - HTTP's word for elsewhere
            where = shown(str(answer.headers.get("Location", "")))
            raise KgError(
                f"{request.full_url} points to {where}, which is not followed: name that instead"
            )
        return Response(answer.status, answer.headers, _whole(answer, request.full_url))


def _whole(answer: IO[bytes], url: str) -> bytes:
    parts, size = [], 0
    while part := answer.read(CHUNK):
        size += len(part)
        if size > LARGEST_ANSWER:
            raise LimitError(
                f"the answer of {url} is larger than {LARGEST_ANSWER // 2**20} MiB: ask for less"
            )
        parts.append(part)
    # A line that was cut ends as quietly as one that is done, as far as the library tells.
    if getattr(answer, "length", 0):
        raise HTTPException("the answer breaks off")
    return b"".join(parts)


def _opener(
    url: str, watch: _Watch, credentials: Credentials | None
) -> urllib.request.OpenerDirector:
    """Make what speaks HTTP and nothing else; no files, no FTP."""
    opener = urllib.request.OpenerDirector()
    handlers: list[Any] = [
        urllib.request.ProxyHandler({} if is_loopback(url) else None),
        _Watched(watch),
        _Redirects(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ]
    if credentials:
        known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, url, *credentials)
        handlers.append(urllib.request.HTTPDigestAuthHandler(known))
        if is_loopback(url) or urlsplit(url).scheme == "https":
            handlers.append(urllib.request.HTTPBasicAuthHandler(known))
    for handler in handlers:
        opener.add_handler(handler)
    return opener


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = 5

    def redirect_request(  # noqa: PLR0913, PLR0917 - the signature of the library
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Follow for reading only, and never from a private line to an open one."""
        old, new = urlsplit(req.full_url).scheme, urlsplit(newurl).scheme
        if req.get_method() != "GET" or new not in SCHEMES or (old, new) == ("https", "http"):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Watch:
    """Ends its connections when the time is up, however slowly the other side speaks."""

    def __init__(self, seconds: float) -> None:
        self.late = False
        self.sockets: list[socket] = []
        self.answers: list[HTTPResponse] = []
        self.timer = threading.Timer(seconds, self._cut)
        self.timer.daemon = True

    def __enter__(self) -> Self:
        self.timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()
        for answer in self.answers:  # the library leaves open what asked for a password
            answer.close()

    def _cut(self) -> None:
        self.late = True
        for one in self.sockets:
            with suppress(OSError):
                one.shutdown(SHUT_RDWR)


class _PlainConnection(HTTPConnection):
    def __init__(self, *arguments: Any, watch: _Watch, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*arguments, **more)
        self.watch = watch

    def connect(self) -> None:
        super().connect()
        self.watch.sockets.append(self.sock)


class _EncryptedConnection(_PlainConnection, HTTPSConnection):
    pass


class _Watched(urllib.request.HTTPHandler, urllib.request.HTTPSHandler):
    """Speaks HTTP, plain or encrypted, over connections that are watched."""

    def __init__(self, watch: _Watch) -> None:
        super().__init__()
        self.watch = watch

    def http_open(self, req: Request) -> HTTPResponse:
        return self._open(_PlainConnection, req)

    def https_open(self, req: Request) -> HTTPResponse:
        return self._open(_EncryptedConnection, req)

    def _open(self, connection: type[_PlainConnection], req: Request) -> HTTPResponse:
        answer = self.do_open(partial(connection, watch=self.watch), req)
        self.watch.answers.append(answer)
        return answer
