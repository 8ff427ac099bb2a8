"""A loopback nginx (Debian: apt-get install nginx-light) over the pages on disk, with a log of what was asked for."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

_CONFIG = """
daemon off; pid {folder}/nginx.pid; worker_processes 1; error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    access_log off; sendfile on; keepalive_requests 1000000; open_file_cache max=200000;
    client_body_temp_path {folder}/tmp; proxy_temp_path {folder}/tmp; fastcgi_temp_path {folder}/tmp;
    uwsgi_temp_path {folder}/tmp; scgi_temp_path {folder}/tmp;
    types {{ text/html html htm shtml; text/css css; text/plain txt; text/xml xml; text/javascript js;
             image/gif gif; application/pdf pdf; }}
    default_type application/octet-stream;
    log_format short '$request_method $request_uri $status';
    server {{
        listen 127.0.0.1:{port} backlog=1024; root {pages}; index index.html index.shtml;
        access_log {folder}/access.log short buffer=64k flush=1s;
    }}
}}
"""


@dataclass(frozen=True)
class Log:
    """The server's log."""

    file: Path

    def mark(self) -> int:
        """Where it ends now; what is buffered is waited for."""
        time.sleep(1.5)
        return self.file.stat().st_size if self.file.exists() else 0

    def since(self, mark: int) -> list[tuple[str, str, int]]:
        """(method, path, status) of every request since a mark."""
        time.sleep(1.5)
        with self.file.open("rb") as stream:
            stream.seek(mark)
            lines = stream.read().decode("utf-8", "replace").splitlines()
        rows = (line.rsplit(" ", 1) for line in lines)
        return [(*head.split(" ", 1), int(status)) for head, status in rows]  # type: ignore[misc]


@contextmanager
def serving(folder: Path, pages: Path, port: int) -> Iterator[Log]:
    """Serve a folder while the block runs."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        raise SystemExit("nginx is not installed: apt-get install nginx-light")
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    (folder / "access.log").unlink(missing_ok=True)
    config = folder / "nginx.conf"
    config.write_text(_CONFIG.format(folder=folder, pages=pages, port=port))
    with subprocess.Popen(
        [program, "-p", str(folder), "-c", str(config), "-e", str(folder / "error.log")]
    ) as server:
        try:
            _wait(port)
            yield Log(folder / "access.log")
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("HEAD", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"nginx does not answer on port {port}")
