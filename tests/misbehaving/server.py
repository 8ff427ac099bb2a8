"""A server on loopback that misbehaves: raw sockets, one thread per connection, bounded in time and size.

Whatever a behaviour does not spoil is in order: fronts, a second column of every unit, articles, robots.txt.
"""

from __future__ import annotations

import select
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.crawler.small_pages import Row, article_page, home_page, list_page, unit_page
from tests.misbehaving.certificates import Certificates
from tests.misbehaving.table import Behaviour, behaviours

TODAY = date(2026, 11, 22)
_LONGEST_S = 20
_LARGEST = 400_000_000
PORTS = ("plain", *dict.fromkeys(one.port for one in behaviours() if one.port not in ("plain", "closed")))


@dataclass
class Talk:
    """One question and the socket on which it may be answered, well or badly."""

    server: MisbehavingServer
    socket: socket.socket
    port: str
    method: str
    path: str
    headers: Mapping[str, str]
    behaviour: Behaviour | None = None
    turn: int = 1
    keeps: bool = field(default=False)

    def page(
        self, rows: list[Row] | None = None, paging: str = "", menu: list[tuple[str, str]] | None = None
    ) -> str:
        """The column as it should be."""
        assert self.behaviour is not None
        return column_page(self.behaviour, rows, paging, menu or [])

    def send(self, body: bytes | str, status: int = 200, **headers: str) -> None:
        """A proper answer."""
        told = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.head(
            {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(told)), **named}, status
        )
        if self.method != "HEAD":
            self.raw(told)
        self.keeps = True

    def head(self, headers: Mapping[str, str], status: int = 200) -> None:
        """The status line and headers alone."""
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.raw(f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode())

    def raw(self, data: bytes) -> None:
        """Bytes as they are."""
        self.socket.sendall(data)

    def pour(self, chunks: Iterator[bytes]) -> None:
        """Send on and on: until the other side has had enough, or we have."""
        sent = 0
        for chunk in chunks:
            if sent > _LARGEST or self.server.closing.is_set():
                return
            self.socket.sendall(chunk)
            sent += len(chunk)

    def wait(self, seconds: float = _LONGEST_S) -> bool:
        """Say nothing until the other side goes, or the server closes; whether it is still there."""
        for _ in range(int(seconds / 0.05)):
            if self.server.closing.is_set():
                return False
            if select.select([self.socket], [], [], 0.05)[0] and not self.socket.recv(65536):
                return False
        return True

    def reset(self) -> None:
        """Break the connection off."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


Handler = Callable[[Talk], None]


class MisbehavingServer:
    """All ports. `asked` counts what came for each behaviour's column, by method and path."""

    def __init__(self, handlers: Mapping[str, Handler], certificates: Certificates) -> None:
        self.asked: Counter[tuple[str, str, str]] = Counter()
        self.shown = behaviours()
        self.closing = threading.Event()
        self._handlers = handlers
        self._certificates = certificates
        self._known = {one.name: one for one in behaviours()}
        self._lock = threading.Lock()
        self._listening = {name: socket.create_server(("127.0.0.1", 0), backlog=128) for name in PORTS}
        self.ports = {name: one.getsockname()[1] for name, one in self._listening.items()}
        with socket.create_server(("127.0.0.1", 0)) as gone:
            self.ports["closed"] = gone.getsockname()[1]
        for name, listening in self._listening.items():
            threading.Thread(target=self._accept, args=(name, listening), daemon=True).start()

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.ports['plain']}/"

    @property
    def hosts(self) -> list[str]:
        """What a workspace writes into `hosts`."""
        named = {one.host for one in behaviours() if one.host != "127.0.0.1"}
        return [*(f"127.0.0.1:{port}" for port in self.ports.values()), *sorted(named)]

    def url(self, behaviour: Behaviour) -> str:
        """The address of a behaviour's column."""
        port = "" if behaviour.host != "127.0.0.1" else f":{self.ports[behaviour.port]}"
        return f"{behaviour.scheme}://{behaviour.host}{port}{behaviour.path}"

    def asked_of(self, behaviour: Behaviour) -> int:
        """How often a column, or what lies below it and is no article, was asked for."""
        return sum(count for (name, _, _), count in self.asked.items() if name == behaviour.name)

    def close(self) -> None:
        self.closing.set()
        for listening in self._listening.values():
            listening.close()

    def _accept(self, port: str, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=self._serve, args=(port, connection), daemon=True).start()

    def _serve(self, port: str, connection: socket.socket) -> None:
        connection.settimeout(_LONGEST_S)
        try:
            with suppress(OSError, ValueError):
                connection = self._certificates.wrapped(port, connection)
                self._talk(port, connection)
        finally:
            connection.close()

    def _talk(self, port: str, connection: socket.socket) -> None:
        if port == "tls-none":
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\nplain HTTP here")
        elif port == "tls-hanging":
            Talk(self, connection, port, "", "", {}).wait()
        else:
            while (talk := self._question(port, connection)) is not None:
                self._answer(talk)
                if not talk.keeps:
                    return

    def _question(self, port: str, connection: socket.socket) -> Talk | None:
        head = b""
        while b"\r\n\r\n" not in head:
            got = connection.recv(65536)
            if not got or len(head) > 100_000:
                return None
            head += got
        first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        method, path, _ = first.split(" ", 2)
        headers = dict(line.split(": ", 1) for line in lines)
        return Talk(
            self, connection, port, method, path, {name.lower(): told for name, told in headers.items()}
        )

    def _answer(self, talk: Talk) -> None:
        if talk.path == "/robots.txt":
            self._handlers.get(talk.port, missing)(talk)
            return
        if talk.path == "/":
            talk.send(home_page([(one.front, one.unit) for one in self.shown], []))
            return
        talk.behaviour = self._behaviour_at(talk.path)
        if talk.behaviour is None:
            missing(talk)
        elif talk.path == talk.behaviour.front:
            columns = [(self.url(talk.behaviour), "工作动态"), (f"{talk.path}tzgg/", "通知公告")]
            talk.send(unit_page(talk.behaviour.unit, columns))
        elif (title := article_at(talk.path)) is not None:
            talk.send(article_page(title, TODAY, talk.behaviour.unit))
        elif talk.path.startswith(f"{talk.behaviour.front}tzgg/"):
            talk.send(column_page(talk.behaviour, None, "", [], "tzgg", "通知公告"))
        else:
            self._misbehave(talk, talk.behaviour)

    def _behaviour_at(self, path: str) -> Behaviour | None:
        parts = path.split("?", maxsplit=1)[0].split("/")
        return self._known.get(parts[2].lower()) if len(parts) > 3 and parts[1].lower() == "u" else None

    def _misbehave(self, talk: Talk, behaviour: Behaviour) -> None:
        with self._lock:
            key = (behaviour.name, talk.method, talk.path)
            self.asked[key] += 1
            talk.turn = self.asked[key]
        handler = self._handlers.get(behaviour.name)
        if handler is not None:
            handler(talk)
        elif behaviour.body is None and behaviour.status == 200:
            talk.send(talk.page())
        else:
            body = (behaviour.body or "").replace("{page}", talk.page())
            talk.send(body, behaviour.status, **behaviour.headers)


def missing(talk: Talk) -> None:
    """There is no such page."""
    talk.send("<html><title>404 Not Found</title><h1>Not Found</h1></html>", 404)


def rows_of(behaviour: Behaviour, folder: str = "gzdt", first: int = 2, count: int = 6) -> list[Row]:
    """Entries, the first of them two days old; the documents lie on the plain port."""
    days = [TODAY - timedelta(days=first + 3 * number) for number in range(count)]
    return [
        (
            f"{behaviour.front}{folder}/t{day:%Y%m%d}_{number}.html",
            f"{day.month}月{day.day}日工作推进会召开",
            day,
        )
        for number, day in enumerate(days)
    ]


def column_page(
    behaviour: Behaviour, rows: list[Row] | None, paging: str, menu: list[tuple[str, str]], folder: str = "gzdt",
    name: str = "工作动态",
) -> str:  # fmt: skip
    """A column of a unit as it should be."""
    trail = [("/", "首页"), (behaviour.front, behaviour.unit), (f"{behaviour.front}{folder}/", name)]
    return list_page(trail, rows_of(behaviour, folder) if rows is None else rows, paging, menu)


def article_at(path: str) -> str | None:
    """The title of the document at a path, None where it names none."""
    last = path.rpartition("/")[2]
    if not (last.startswith("t2") and last.endswith(".html")):
        return None
    return f"{int(last[5:7])}月{int(last[7:9])}日工作推进会召开"
