"""Asks the process that stands by (tests/standby.py) for a command, and waits for its end.

`python tests/standby_client.py SOCKET PROGRAM WORDS` stands for such a command where a process is wanted: it hands all its
open streams on, passes signals on, and ends as the command ends. Only the standard library: it must start at once.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

MOST = 1 << 17
"""Bytes of one message."""
NAMED = "GONGKAI_TESTS_STANDBY"
"""The environment variable that tells a command where the process that stands by listens."""


def words_for(address: str) -> tuple[str, str]:
    """What to write after `python` so that what follows is asked for there."""
    return str(Path(__file__).resolve()), address


class Command:
    """A command that was asked for. `given` are the streams that it gets, by the number that it shall know them by."""

    def __init__(
        self, address: str, command: Sequence[str], given: Mapping[int, int], *, cwd: Path, env: Mapping[str, str]
    ) -> None:  # fmt: skip
        self._connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._connection.connect(address)
        told = {"command": list(command), "cwd": str(cwd), "env": dict(env), "numbers": list(given)}
        socket.send_fds(self._connection, [json.dumps(told).encode()], list(given.values()))
        self.pid = int(self._connection.recv(MOST))

    def wait(self, timeout: float | None = None) -> int | None:
        """How it ended, as `Popen.returncode` tells it; None if it did not in so many seconds: then it is killed."""
        ready, _, _ = select.select([self._connection], [], [], timeout)
        code = int(self._connection.recv(MOST)) if ready else None
        self._connection.close()
        return code


def _main(address: str, *command: str) -> None:
    streams = list(Path("/proc/self/fd").iterdir())
    # The listing is itself a stream, closed by now.
    given = {int(stream.name): int(stream.name) for stream in streams if stream.exists()}
    asked = Command(address, command, given, cwd=Path.cwd(), env=os.environ)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: os.kill(asked.pid, received))
    code = asked.wait()
    assert code is not None, "waited without end"
    if code < 0:
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    sys.exit(code)


if __name__ == "__main__":
    _main(*sys.argv[1:])
