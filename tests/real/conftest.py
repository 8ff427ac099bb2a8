"""Real pages and feeds, served on loopback as they were saved; every test here skips where ../shared is absent."""

from __future__ import annotations

import csv
import json
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests import standby

SHARED = Path(__file__).parents[3] / "shared"
PORTAL = "https://www.pingtan.gov.cn"
_TYPES = {
    ".htm": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".xml": "application/rss+xml",
}


class Saved(BaseHTTPRequestHandler):
    """Serves saved files; what was not saved is 404. The portal's own absolute addresses are mapped to this server."""

    server: SavedServer

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        file = self.server.root / path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file() or not file.resolve().is_relative_to(self.server.root.resolve()):
            self.send_error(404)
            return
        body = file.read_bytes().replace(PORTAL.encode(), self.server.base.encode())
        self.send_response(200)
        self.send_header("Content-Type", _TYPES.get(file.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 - the base class's name

    def do_POST(self) -> None:
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """The test's output stays readable."""


class SavedServer(ThreadingHTTPServer):
    """One folder on one free port of 127.0.0.1."""

    daemon_threads = True

    def __init__(self, root: Path) -> None:
        super().__init__(("127.0.0.1", 0), Saved)
        self.root = root
        self.base = f"http://127.0.0.1:{self.server_address[1]}"


def serve(root: Path) -> Iterator[SavedServer]:
    """Serve a folder while a test runs."""
    if not root.is_dir():
        pytest.skip(f"real input is not here: {root}")
    server = SavedServer(root)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def portal() -> Iterator[SavedServer]:
    """The saved part of a real county portal."""
    yield from serve(SHARED / "pingtan" / "www")


@pytest.fixture(scope="module")
def feeds() -> Iterator[SavedServer]:
    """24 real feeds of government WeChat accounts, June 2021."""
    yield from serve(SHARED / "feeds")


def rows(path: Path) -> list[dict[str, str]]:
    """A table of ../shared."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def gongkai(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a verb on a workspace."""
    return standby.run("gongkai", "--workspace", str(folder), *words, timeout=280)


def printed(folder: Path, verb: str) -> list[dict[str, Any]]:
    """What a printing verb says."""
    return json.loads(gongkai(folder, verb, "--format", "json").stdout)
