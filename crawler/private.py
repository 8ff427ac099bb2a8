"""What a run writes belongs to its owner only: folders and files below var/, whatever the umask of the machine."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER, FILE = 0o700, 0o600
UMASK = 0o077
_OTHERS = 0o077


def private_folder(path: Path) -> Path:
    """Make a folder, and every missing one above it, for its owner only; one of ours that stands open is closed."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(FOLDER, exist_ok=True)
    return _closed(path, FOLDER)


def private_file(path: Path) -> Path:
    """Make a file if it is missing, for its owner only; one of ours that stands open is closed."""
    path.touch(FILE, exist_ok=True)
    return _closed(path, FILE)


def _closed(path: Path, mode: int) -> Path:
    status = path.stat()
    if status.st_mode & _OTHERS and status.st_uid == os.geteuid():
        path.chmod(mode)
    return path
