"""One connection of a client, which must not keep us waiting for the head of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from asyncio import TimerHandle, Transport

__all__ = ["Connection"]

SLOWEST_HEAD = 15.0
"""Seconds from the first byte of a request, or from connecting, to the end of its head."""


class Connection(H11Protocol):
    """A connection that is closed when a request does not come to the point."""

    _deadline: TimerHandle | None = None

    def connection_made(  # type: ignore[override] # as uvicorn has it
        self, transport: Transport
    ) -> None:
        """Start to wait."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Take what comes, and stop waiting once a request is whole enough to be answered."""
        super().data_received(data)
        if self._answering():
            self._forget()
        elif self._deadline is None:
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._forget()
        super().connection_lost(exc)

    def _answering(self) -> bool:
        return not getattr(self.cycle, "response_complete", True)  # there may be none yet

    def _expect(self) -> None:
        self._deadline = self.loop.call_later(SLOWEST_HEAD, self._give_up)

    def _forget(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if not self._answering():
            self.transport.close()
