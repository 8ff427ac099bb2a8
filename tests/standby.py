"""A process that stands by with everything imported: commands of tests are forked from it instead of started from nothing.

What `python -m crawler WORDS` or `python -m gongkai WORDS` does is done: in a process of its own, with its own streams,
folder and environment. Spared are the imports, which cost more than most small sweeps. Tests that ask how a process starts,
what it may use, or how it dies start one from nothing.

`run` is what tests call. `python -m tests.standby FOLDER` is the process that stands by, one for each that runs tests;
it ends with the one that started it.
"""

from __future__ import annotations

import atexit
import fcntl
import gc
import json
import os
import runpy
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from tests import standby_client

_ROOT = Path(__file__).parents[1]
_MODULES = {"crawler": "crawler.__main__", "gongkai": "gongkai"}
_CLEAR = 200
"""Received streams are first put at numbers above all that a command names."""


def run(
    program: str, *words: str, cwd: Path = _ROOT, env: Mapping[str, str] | None = None, timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run a command (a module, or the path of a script) to its end; subprocess.TimeoutExpired after so many seconds.

    Where the environment names a hash seed the module is started from nothing: all that are forked have the same one.
    """
    command = [program, *words]
    if env is not None and "PYTHONHASHSEED" in env:
        return subprocess.run(
            [sys.executable, "-m", *command], cwd=cwd, env=env, timeout=timeout, capture_output=True, check=False,
            text=True, encoding="utf-8",
        )  # fmt: skip
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        streams: list[IO[Any]] = [out, err]
        given = {number: stream.fileno() for number, stream in enumerate(streams, start=1)}
        asked = standby_client.Command(_standing_by(), command, given, cwd=cwd, env=env or os.environ)
        code = asked.wait(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(command, timeout, _read(out), _read(err))
        return subprocess.CompletedProcess(command, code, _read(out), _read(err))


def _read(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8")


@cache
def _standing_by() -> str:
    """Start the process that stands by, once; the address of its socket."""
    folder = tempfile.mkdtemp(prefix="standby-")
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.standby", folder], cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
    )  # fmt: skip

    atexit.register(started.communicate, timeout=60)
    assert started.stdout is not None
    assert started.stdout.readline() == b"ready\n"
    return str(Path(folder, "socket"))


# --- the process that stands by ---------------------------------------------------------------------------------------


def _stand_by(folder: str) -> None:
    """Fork a keeper for each connection, until our own input ends."""
    for module in _MODULES.values():
        import_module(module)
    gc.freeze()
    address = str(Path(folder, "socket"))
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        listening.bind(address)
        listening.listen(16)
        print("ready", flush=True)
        while sys.stdin not in (ready := select.select([sys.stdin, listening], [], [], 1.0)[0]):
            _bury()
            if ready:
                connection, _ = listening.accept()
                if os.fork() == 0:
                    listening.close()
                    _keep(connection, address)
                    return
                connection.close()
    shutil.rmtree(folder)


def _bury() -> None:
    """Let the keepers that have ended go."""
    with suppress(ChildProcessError):  # none is left
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


def _keep(connection: socket.socket, address: str) -> None:
    """Fork the command, tell its number and how it ended; who asked and is gone has it killed."""
    message, descriptors, _, _ = socket.recv_fds(connection, standby_client.MOST, 64)
    told = json.loads(message)
    child = os.fork()
    if child == 0:
        connection.close()
        _become(told, descriptors, address)
        return
    for descriptor in descriptors:
        os.close(descriptor)
    connection.send(str(child).encode())
    handle = os.pidfd_open(child)
    if handle not in select.select([handle, connection], [], [])[0]:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with suppress(BrokenPipeError):  # nobody wants to know
        connection.send(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _become(told: Mapping[str, Any], descriptors: Sequence[int], address: str) -> None:
    """Be the command. It ends as it wants to: what it raises goes through here to the interpreter's own end."""
    cleared = [fcntl.fcntl(one, fcntl.F_DUPFD, _CLEAR) for one in descriptors]
    for one in descriptors:
        os.close(one)
    for number, descriptor in zip(told["numbers"], cleared, strict=True):
        os.dup2(descriptor, number)
        os.close(descriptor)
    if 0 not in told["numbers"]:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # not the pipe by which we learn that the tests are over
    os.chdir(told["cwd"])
    os.environ.clear()
    os.environ.update(told["env"])
    os.environ[standby_client.NAMED] = address
    program, *words = told["command"]
    sys.argv = [program, *words]
    if program.endswith(".py"):
        runpy.run_path(program, run_name="__main__")
    else:
        import_module("reports.child").CRAWLER = (*standby_client.words_for(address), "crawler")
        import_module(_MODULES[program]).main(words, prog_name=f"python -m {program}")


if __name__ == "__main__":
    _stand_by(sys.argv[1])
