"""The crawler's process as the front door runs it: told to end, it ends well, and so it does when we die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
CRAWLER = ("-P", "-m", "crawler")
"""What Python is told to run, wherever we are: nothing of the folder is code."""


def run_child(words: list[str], lock: int, secrets: Mapping[str, str] | None = None) -> int:
    """Run `python -m crawler WORDS` with our lock to its end; returns its exit code.

    `secrets` are variables that it is to have beside our own environment, and nobody else.

    The child holds the other end of a pipe of ours: a signal to us closes it, and so does our death. It then stores
    what it has and ends as interrupted, and we go on to tell the office.
    """
    theirs, ours = os.pipe()
    command = [sys.executable, *CRAWLER, *words, "--lifeline", str(theirs)]
    around = {**os.environ, **(secrets or {})}
    with (
        os.fdopen(ours, "wb") as held,
        subprocess.Popen(command, pass_fds=(lock, theirs), env=around) as child,
    ):
        os.close(theirs)
        with _when_told_to_end(held.close):
            return child.wait()


@contextmanager
def _when_told_to_end(let_go: Callable[[], None]) -> Iterator[None]:
    """Let go, and live on, instead of dying at once. Only the main thread hears signals; what is ignored stays so."""

    def heard(_: int, __: FrameType | None) -> None:
        let_go()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    meant = [
        number for number in _ENDING if signal.getsignal(number) is not signal.SIG_IGN
    ]  # not under nohup
    before = {number: signal.signal(number, heard) for number in meant}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
