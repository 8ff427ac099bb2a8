"""The only way out of a browser: a proxy on loopback that connects where the workspace lets it, and nowhere else.

What Playwright lets us refuse is a page's own questions, before they are sent: not where a redirect leads, no WebSocket,
and not what a name leads to when Chromium looks it up a second time. Here every connection is judged by the address that
is then connected to. Chromium itself looks up nothing (`arguments`), and sends nothing over UDP.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from crawler.guard import is_private

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from crawler.guard import Reach

log = logging.getLogger(__name__)
_HEAD = 64 * 1024
_CHUNK = 1 << 16
_SECONDS = 30.0
_MAKERS = (".google.com", ".googleapis.com", ".gstatic.com", ".gvt1.com", ".googleusercontent.com")
"""Whom a browser would like to tell things of its own accord: no page that we read needs them."""
_DROPPED = ("proxy-connection", "proxy-authorization", "connection", "keep-alive")


class Gate:
    """One browser's. `account` says that it may also meet any public host."""

    def __init__(self, reach: Reach, *, account: bool) -> None:
        self._reach = reach
        self._account = account
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    @classmethod
    async def opened(cls, reach: Reach, *, account: bool) -> Self:
        """A gate that stands."""
        gate = cls(reach, account=account)
        gate._server = await asyncio.start_server(gate._begin, "127.0.0.1", 0, limit=_HEAD)
        return gate

    @property
    def arguments(self) -> list[str]:
        """What Chromium is told, so that it has no other way."""
        assert self._server is not None, "it was opened"
        port = self._server.sockets[0].getsockname()[1]
        return [
            f"--proxy-server=http://127.0.0.1:{port}",
            "--proxy-bypass-list=<-loopback>",  # loopback too goes this way
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        ]

    def close(self) -> None:
        """Let nobody through any more."""
        if self._server is not None:
            self._server.close()
        for talk in self._talks:
            talk.cancel()

    def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.ensure_future(self._serve(reader, writer))
        self._talks.add(talk)
        talk.add_done_callback(self._talks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _SECONDS)
                await self._pass(head, reader, writer)
        finally:
            writer.close()

    async def _pass(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Connect and hand on in both directions. Nothing but a closed connection tells that we would not."""
        first, *lines = head[:-4].decode("latin-1").split("\r\n")
        method, target, version = first.split(" ")
        url = f"https://{target}/" if method == "CONNECT" else target
        address = await self._address(url)
        if address is None:
            return
        there, out = await asyncio.wait_for(asyncio.open_connection(*address), _SECONDS)
        try:
            if method == "CONNECT":
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                out.write(_plain_head(method, url, version, lines))
            await _until_one_ends(_pump(reader, out), _pump(there, writer))
        finally:
            out.close()

    async def _address(self, url: str) -> tuple[str, int] | None:
        """Where a question goes, None where it may not go: by name, by port, and by what the name leads to now."""
        refusal = self._reach.refusal(url, account=self._account)
        if refusal is None and (urlsplit(url).hostname or "").endswith(_MAKERS):
            refusal = f"{url[:80]}：浏览器自己的请求"
        if refusal is not None:
            log.info("browser: %s", refusal)
            return None
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        with suppress(ValueError):
            return str(ipaddress.ip_address(host)), port  # public, or written out by the office
        loop = asyncio.get_running_loop()
        found = await asyncio.wait_for(loop.getaddrinfo(host, port, type=socket.SOCK_STREAM), _SECONDS)
        addresses = [str(one[4][0]).partition("%")[0] for one in found]
        if not addresses or any(is_private(address) for address in addresses):
            log.info("browser: %s leads inside", host)
            return None
        return addresses[0], port


def _plain_head(method: str, url: str, version: str, lines: list[str]) -> bytes:
    """The head of a plain question as its server expects it; one question per connection."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    kept = [line for line in lines if line.partition(":")[0].strip().lower() not in _DROPPED]
    return "\r\n".join([f"{method} {path} {version}", *kept, "Connection: close", "", ""]).encode("latin-1")


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Hand on until one side has nothing more to say."""
    with suppress(OSError):
        while chunk := await reader.read(_CHUNK):
            writer.write(chunk)
            await writer.drain()


async def _until_one_ends(*pumps: Coroutine[Any, Any, None]) -> None:
    tasks = [asyncio.ensure_future(pump) for pump in pumps]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
