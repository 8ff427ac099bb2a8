"""A tiny portal on loopback: every path answers as it is told to, and every request is remembered."""

from __future__ import annotations

import socket
import struct
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answers:
    """One answer of a path. `reset` breaks the connection off, `stall` keeps the asker waiting, `needs` is a cookie."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    reset: bool = False
    stall: bool = False


RESET = Answers(reset=True)
STALL = Answers(stall=True)
NOT_MODIFIED = Answers(status=304)
MISSING = Answers(b"<html><title>404 Not Found</title><h1>Not Found</h1></html>", 404)


def html(text: str, status: int = 200, **headers: str) -> Answers:
    """A page."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answers(text.encode(), status, {"Content-Type": HTML, **named})


def moved(to: str, status: int = 302, **headers: str) -> Answers:
    """A redirect; the address goes over the wire as UTF-8, as careless servers send it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answers(b"", status, {"Location": to.encode().decode("latin-1"), **named})


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""


class Site:
    """The portal. `paths` maps a path to its answer, or to answers in turn of which the last one stays."""

    def __init__(self) -> None:
        self.paths: dict[str, Answers | list[Answers]] = {}
        self.cookie_walls: dict[str, str] = {}
        self.log: list[Asked] = []
        self.stalled = threading.Event()
        self._release = threading.Event()
        self._seen: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def netloc(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def home(self) -> str:
        return f"http://{self.netloc}/"

    def url(self, path: str) -> str:
        return self.home.rstrip("/") + path

    def paths_asked(self, method: str | None = None) -> list[str]:
        """The paths that were asked for, in order."""
        return [asked.path for asked in self.log if method in (None, asked.method)]

    def forget(self) -> None:
        """Forget what was asked, and begin every path's answers anew."""
        with self._lock:
            self.log.clear()
            self._seen.clear()
            self.stalled.clear()
            self._release.clear()

    def release(self) -> None:
        """Let go of everybody who waits."""
        self._release.set()

    def close(self) -> None:
        self.release()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def answer(self, asked: Asked) -> Answers:
        with self._lock:
            self.log.append(asked)
            self._seen[asked.path] += 1
            number = self._seen[asked.path]
        wall = self.cookie_walls.get(asked.path)
        if wall is not None and f"{wall}=1" not in asked.headers.get("Cookie", ""):
            return moved(asked.path, Set_Cookie=f"{wall}=1; Path=/")
        told = self.paths.get(asked.path, MISSING)
        answer = told if isinstance(told, Answers) else told[min(number, len(told)) - 1]
        version = answer.headers.get("ETag")
        return NOT_MODIFIED if version and asked.headers.get("If-None-Match") == version else answer

    def wait(self) -> None:
        """Keep one asker waiting until he goes, the site closes, or half a minute is over."""
        self.stalled.set()
        self._release.wait(30)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """An asker that hangs up is no news."""


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:  # noqa: C901 - one small class in a closure
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_HEAD(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

        def _answer(self, body: bytes = b"") -> None:
            answer = site.answer(Asked(self.command, self.path, dict(self.headers.items()), body))
            if answer.stall:
                site.wait()
                return
            if answer.reset:
                self._break_off()
                return
            with suppress(OSError):
                self._send(answer)

        def _send(self, answer: Answers) -> None:
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        def _break_off(self) -> None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Silence."""

    return Handler


def unused_port() -> int:
    """A port on loopback where nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def set_paths(site: Site, pages: Iterable[tuple[str, Answers | list[Answers]]]) -> None:
    """Give a site its pages."""
    site.paths.update(pages)
