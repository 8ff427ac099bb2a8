"""Runs a module of ours and lets it reach loopback only: `python small_watch.py LOG MODULE ARGUMENTS…`.

What it tried besides is refused before anything leaves the machine, and written to LOG, one line each.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

_ASKED = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_REACHED = ("socket.connect", "socket.sendto", "socket.sendmsg")
_HERE = ("127.", "::1", "localhost", "/", "\0")  # the last two: sockets in the file system


def watch(log: Path) -> None:
    """Refuse names and addresses of others from now on."""

    def hook(event: str, told: tuple[object, ...]) -> None:
        if event in _ASKED:
            name = told[0]
        elif event in _REACHED and told[1] is not None:
            name = told[1][0] if isinstance(told[1], tuple) else told[1]
        else:
            return
        text = name.decode("ascii", "replace") if isinstance(name, bytes) else str(name or "127.")
        if not text.startswith(_HERE):
            with log.open("a") as stream:
                stream.write(f"{event} {text}\n")
            raise PermissionError(f"{event} {text}")

    sys.addaudithook(hook)


if __name__ == "__main__":
    watch(Path(sys.argv[1]))
    sys.argv = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
