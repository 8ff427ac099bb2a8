"""The demo portal on loopback: a small HTTP/1.1 server, bounded in what it reads, keeps and waits for."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import sys
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from demo.odd import Answer
from demo.world import HOST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from demo.site import Site

HEAD_BYTES = 16 * 1024
FORM_BYTES = 64 * 1024
CONNECTIONS = 256
IDLE_SECONDS = 30.0
_TEXT = ("text/html", "text/plain", "text/css", "text/xml")


class PortTakenError(Exception):
    """Somebody else listens on the port."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked. `length` is the size of the body that follows the head."""

    method: str
    target: str
    length: int
    keep: bool
    fields: Mapping[str, str]


class BadRequestError(Exception):
    """The head cannot be read; `status` says how."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


class Conversation(asyncio.Protocol):
    """One connection: requests in turn, answers in the same order."""

    def __init__(self, site: Site, talking: set[Conversation]) -> None:
        self._site = site
        self._talking = talking
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self._idle: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the call, unless too many talk already."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        if len(self._talking) >= CONNECTIONS:
            transport.write(wire(Answer(503, b""), keep=False, body=True))
            transport.close()
            return
        self._talking.add(self)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Hang up."""
        self._talking.discard(self)
        if self._idle:
            self._idle.cancel()

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole."""
        self._wait()
        self._buffer += data
        try:
            while self._transport and not self._transport.is_closing() and self._answer_next():
                pass
        except BadRequestError as error:
            self._say(Answer(error.status, b""), keep=False, body=True)

    def close(self) -> None:
        """End the conversation."""
        if self._transport:
            self._transport.close()

    def _answer_next(self) -> bool:
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            if len(self._buffer) > HEAD_BYTES:
                raise BadRequestError(431)
            return False
        request = read_head(head)
        if len(rest) < request.length:
            return False
        form, self._buffer = rest[: request.length], rest[request.length :]
        if request.method not in ("GET", "HEAD", "POST"):
            self._say(Answer(405, b""), keep=request.keep, body=True)
        else:
            answer = self._site.answer(request.target, form, method=request.method, headers=request.fields)
            self._say(answer, keep=request.keep, body=request.method != "HEAD")
        return request.keep

    def _say(self, answer: Answer, *, keep: bool, body: bool) -> None:
        assert self._transport is not None
        self._transport.write(wire(answer, keep=keep, body=body))
        if not keep:
            self._transport.close()

    def _wait(self) -> None:
        if self._idle:
            self._idle.cancel()
        self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self.close)


def read_head(head: bytes) -> Request:
    """Request line and headers. BadRequestError for what is no request, or asks too much."""
    if len(head) > HEAD_BYTES:
        raise BadRequestError(431)
    lines = head.decode("latin-1").split("\r\n")
    words = lines[0].split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1.") or not words[1].startswith("/"):
        raise BadRequestError(400)
    fields = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])
    }
    if "transfer-encoding" in fields or not fields.get("content-length", "0").isdecimal():
        raise BadRequestError(400)
    length = int(fields.get("content-length", "0"))
    if length > FORM_BYTES:
        raise BadRequestError(413)
    asked = fields.get("connection", "").lower()
    keep = asked != "close" if words[2] == "HTTP/1.1" else asked == "keep-alive"
    return Request(words[0], words[1], length, keep, fields)


def wire(answer: Answer, *, keep: bool, body: bool) -> bytes:
    """The answer as bytes. No Date header: the same question has the same answer."""
    reason = (
        HTTPStatus(answer.status).phrase if answer.status in HTTPStatus._value2member_map_ else "Challenge"
    )
    head = [
        f"HTTP/1.1 {answer.status} {reason}",
        f"Content-Type: {answer.kind}",
        f"Content-Length: {len(answer.body)}",
        f"Connection: {'keep-alive' if keep else 'close'}",
        *(f"{name}: {value}" for name, value in answer.headers),
    ]
    return ("\r\n".join(head) + "\r\n\r\n").encode() + (answer.body if body else b"")


async def serve(site: Site, port: int, *, ready: asyncio.Event | None = None) -> None:
    """Serve until SIGTERM or SIGINT. PortTakenError where somebody else is there already."""
    talking: set[Conversation] = set()
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    try:
        server = await loop.create_server(
            lambda: Conversation(site, talking), HOST, port, backlog=CONNECTIONS
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(port) from error
        raise
    for name in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):  # not in a test's thread
            loop.add_signal_handler(name, stop.set)
    print(f"demo: ready {site.world.base}/", flush=True)  # noqa: T201 - whoever started us waits for this line
    if ready:
        ready.set()
    try:
        await stop.wait()
    finally:
        server.close()
        for conversation in tuple(talking):
            conversation.close()
        await server.wait_closed()


def run(site: Site) -> int:
    """Serve; 0 when told to stop, 1 when the port is taken."""
    try:
        asyncio.run(serve(site, site.world.port))
    except PortTakenError:
        told = f"demo: 端口 {site.world.port} 已被占用，请先停止占用它的程序，或用 --port 换一个"
        print(told, file=sys.stderr)  # noqa: T201
        return 1
    return 0
