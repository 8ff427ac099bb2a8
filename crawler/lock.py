"""One run at a time holds a workspace. The lock is the system's own, so a run that died holds nothing."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.private import FILE, UMASK, private_folder


class WorkspaceBusy(Exception):
    """Raised when another run holds the workspace; tells which process."""


@contextmanager
def hold(var: Path) -> Iterator[int]:
    """Hold the workspace whose `var` this is; yields the lock's descriptor, which a child process may inherit.

    Whatever is written meanwhile, by children too, is readable by its owner only.
    """
    descriptor = os.open(private_folder(var) / "lock", os.O_CREAT | os.O_RDWR, FILE)
    umask = os.umask(UMASK)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 32).decode("ascii", "replace").strip() or "未知"
            raise WorkspaceBusy(f"工作区正被另一次运行占用（进程 {holder}）") from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield descriptor
    finally:
        os.umask(umask)
        os.close(descriptor)
