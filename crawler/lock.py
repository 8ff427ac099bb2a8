"""One run at a time holds a workspace. The lock is the system's own, so a run that died holds nothing.

The file says who holds it, and since when. What is left in it when the lock is free was left by a run that died: it is
recognised as such, logged, and stands in nobody's way. A file server that does not pass locks on from machine to machine
is met by the holder's pulse: the file is touched every minute, and one of another machine that still beats is respected.
"""

from __future__ import annotations

import errno
import fcntl
import json
import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

from crawler.private import FILE, UMASK, private_folder

log = logging.getLogger(__name__)
_PULSE = 60.0
"""Seconds between two touches of the file."""
_DEAD = 15 * 60.0
"""Seconds without one after which the holder on another machine has died; clocks may differ a little."""
_WITHOUT_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)


class WorkspaceBusy(Exception):
    """Raised when another run holds the workspace; tells which."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a workspace, or held it last: the process, its machine, that machine's start, and since when."""

    pid: int
    host: str
    boot: str
    since: str

    @classmethod
    def me(cls) -> Holder:
        """The process that asks."""
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        return cls(os.getpid(), socket.gethostname(), _boot(), since)

    @classmethod
    def read(cls, descriptor: int) -> Holder | None:
        """What the file says; None for an empty file or one that somebody else wrote."""
        try:
            told = json.loads(os.pread(descriptor, 4096, 0))
            return cls(**{field.name: told[field.name] for field in fields(cls)})
        except (ValueError, TypeError, KeyError):
            return None

    def __str__(self) -> str:
        return f"{self.host} 上的进程 {self.pid}，自 {self.since}"

    @property
    def on_this_machine(self) -> bool:
        """Whether it runs, or ran, where we do, restarts of the machine aside."""
        return self.host == socket.gethostname()

    def alive(self, beaten: float) -> bool:
        """Whether it still runs, as far as can be told without the system's lock; `beaten`: when the file was touched."""
        if not self.on_this_machine:
            return abs(time.time() - beaten) < _DEAD
        return self.boot == _boot() and _runs(self.pid)


@contextmanager
def hold(var: Path) -> Iterator[int]:
    """Hold the workspace whose `var` this is; yields the lock's descriptor, which a child process may inherit.

    Whatever is written meanwhile, by children too, is readable by its owner only.
    """
    descriptor = os.open(private_folder(var) / "lock", os.O_CREAT | os.O_RDWR, FILE)
    umask = os.umask(UMASK)
    try:
        _take(descriptor)
        try:
            with _pulse(descriptor):
                yield descriptor
        finally:
            os.ftruncate(descriptor, 0)  # whoever leaves in order leaves nothing to be recognised
    finally:
        os.umask(umask)
        os.close(descriptor)


def holder_of(var: Path) -> tuple[Holder, bool] | None:
    """Who holds the workspace, or held it and died, and whether it lives; None when nobody is named. Takes no lock."""
    try:
        descriptor = os.open(var / "lock", os.O_RDONLY)
    except OSError:
        return None
    try:
        holder = Holder.read(descriptor)
        return None if holder is None else (holder, holder.alive(os.fstat(descriptor).st_mtime))
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> None:
    holder = Holder.read(descriptor)
    if not _free(descriptor, holder):
        raise WorkspaceBusy(f"工作区正被另一次运行占用（{holder or '未知的进程'}）")
    if holder is not None:
        log.warning("the last run did not end in order (%s); its work is taken up", holder)
    os.ftruncate(descriptor, 0)
    with suppress(OSError):  # a full disk keeps nobody from holding it, only from being known
        os.pwrite(descriptor, json.dumps(asdict(Holder.me())).encode(), 0)


def _free(descriptor: int, holder: Holder | None) -> bool:
    """Whether nobody holds it, and from now on we do. A lock of our machine binds; elsewhere the pulse tells."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _WITHOUT_LOCKS:
            raise
        return holder is None or not holder.alive(os.fstat(descriptor).st_mtime)
    return holder is None or holder.on_this_machine or not holder.alive(os.fstat(descriptor).st_mtime)


@contextmanager
def _pulse(descriptor: int) -> Iterator[None]:
    """Touch the file every minute, so that other machines see that we live."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(_PULSE):
            os.utime(descriptor)

    heart = threading.Thread(target=beat, name="lock", daemon=True)
    heart.start()
    try:
        yield
    finally:
        over.set()
        heart.join()


def _boot() -> str:
    """Names this start of the machine; empty where the system does not tell."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
