"""The server on loopback: keeps talking, says no, and stops."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from demo_oracle import BASE, planted

from demo.odd import Answer
from demo.server import (
    CONNECTIONS,
    FORM_BYTES,
    HEAD_BYTES,
    BadRequestError,
    PortTakenError,
    read_head,
    serve,
    wire,
)

ROOT = Path(__file__).parents[2]


@contextmanager
def serving(port: int) -> Iterator[subprocess.Popen[str]]:
    command = [
        sys.executable,
        "-m",
        "demo",
        "serve",
        "--base",
        BASE,
        "--as-of",
        "2026-11-22",
        "--port",
        str(port),
        "--scale",
        "0.05",
    ]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_serves_portal_and_feeds_until_told_to_stop() -> None:
    port = free_port()
    with serving(port) as process:
        assert process.stdout
        assert process.stdout.readline() == f"demo: ready http://127.0.0.1:{port}/\n"
        with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
            for method, path, status in (
                ("GET", "/", 200), ("HEAD", "/", 200), ("GET", "/feeds/wx07.atom", 200), ("GET", "/none", 404),
                ("POST", "/api.weixin.qq.com/cgi-bin/stable_token", 200), ("GET", "/itunes.apple.com/lookup?id=1", 200),
                ("PUT", "/", 405), ("POST", "/module/web/jpage/dataproxy.jsp", 404), ("GET", "/robots.txt", 200),
            ):  # fmt: skip
                connection.request(method, path, body="a=b" if method == "POST" else None)
                answer = connection.getresponse()
                body = answer.read()
                assert answer.status == status, path
                assert bool(body) == (method not in ("HEAD", "PUT"))
        again = subprocess.run(
            process.args, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
        )  # type: ignore[arg-type]
        assert again.returncode == 1
        assert f"端口 {port} 已被占用" in again.stderr
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"nonsense", 400), (b"GET / HTTP/2", 400), (b"GET http://elsewhere/ HTTP/1.1", 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked", 400), (b"POST / HTTP/1.1\r\nContent-Length: -1", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: " + str(FORM_BYTES + 1).encode(), 413),
        (b"GET /" + b"a" * HEAD_BYTES + b" HTTP/1.1", 431),
    ],
)  # fmt: skip
def test_bounded_in_what_it_reads(head: bytes, status: int) -> None:
    with pytest.raises(BadRequestError) as caught:
        read_head(head)
    assert caught.value.status == status


def test_keeps_or_ends_a_conversation() -> None:
    assert read_head(b"GET / HTTP/1.1\r\nHost: x").keep
    assert not read_head(b"GET / HTTP/1.1\r\nConnection: close").keep
    assert not read_head(b"GET / HTTP/1.0").keep
    assert wire(Answer(521, b""), keep=True, body=True).startswith(b"HTTP/1.1 521 Challenge\r\n")


async def _in_process(port: int) -> None:
    ready = asyncio.Event()
    task = asyncio.create_task(serve(planted(0, scale=0.05).site(), port, ready=ready))
    try:
        await asyncio.wait_for(ready.wait(), 10)
        with pytest.raises(PortTakenError):
            await serve(planted(0, scale=0.05).site(), port)
        await _too_many(port)
        assert await _per_second(port) > 300  # far below what it does, so that a busy machine is no failure
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _too_many(port: int) -> None:
    """More connections than it holds: the last is turned away, politely."""
    writers = []
    for _ in range(CONNECTIONS):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writers.append(writer)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    assert (await asyncio.wait_for(reader.read(), 10)).startswith(b"HTTP/1.1 503")
    for one in (*writers, writer):
        one.close()
    await asyncio.gather(*(one.wait_closed() for one in writers), return_exceptions=True)


async def _per_second(port: int) -> float:
    await asyncio.sleep(0.05)  # the closed conversations are forgotten
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    started = time.perf_counter()
    for _ in range(10):
        writer.write(b"GET / HTTP/1.1\r\nHost: demo\r\n\r\n" * 20)
        for _ in range(20):
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
            await reader.readexactly(length)
    writer.close()
    return 200 / (time.perf_counter() - started)


def test_bounded_in_whom_it_talks_to_and_quick() -> None:
    asyncio.run(_in_process(free_port()))
