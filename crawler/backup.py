"""A copy of a workspace in one file, whole and of one moment, also while a sweep goes on.

The database is copied first, as it stands at one moment; every answer that its rows refer to was written before they were,
so the files that are copied after it hold at least that. Only what the program knows is copied: a file of secrets that
somebody laid beside the tables is not, and the program itself writes none down.
"""

from __future__ import annotations

import os
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from crawler.private import FILE, FOLDER, private_file
from crawler.troubles import StoreError, store_error, trouble_of

_TABLES = frozenset({".csv", ".xlsx", ".toml", ".md"})
_GENERATED = ("captures", "reports", "backup")
_RECORDS = ("last_run.json", "notified.json")
_DATABASE = "var/gongkai.db"


class BackupError(StoreError):
    """Raised when no whole copy could be made; what was begun of it is gone."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a copy holds, and what lies beside the tables and is not in it."""

    path: Path
    files: int
    bytes: int
    left_out: tuple[str, ...]


def back_up(workspace: Path, target: Path) -> BackedUp:
    """Copy a workspace into a tar file, readable by its owner only; nothing that stands there is overwritten.

    BackupError where the place is taken, or no whole copy can be made there; StoreError for a database that cannot be
    read whole.
    """
    if target.exists():
        raise BackupError(f"{target} 已经存在，不会覆盖：请换一个文件名")
    fresh, copy = (target.with_name(f".{target.name}.{what}") for what in ("new", "db"))
    try:
        has_database = _copy_database(workspace / _DATABASE, copy)
        count = _write(private_file(fresh), workspace, copy if has_database else None)
        fresh.rename(target)
    except OSError as error:
        raise BackupError(trouble_of(error) or f"{target} 写不成：{error.strerror or error}") from error
    finally:
        for path in (fresh, copy):
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return BackedUp(target, count, target.stat().st_size, tuple(sorted(_unknown(workspace))))


def _copy_database(source: Path, copy: Path) -> bool:
    """Copy the database as it stands at one moment, and see that the copy is sound; False where there is none."""
    if not source.exists():
        return False
    private_file(copy).write_bytes(b"")
    reading = f"{source.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(reading, uri=True)) as old, closing(sqlite3.connect(copy)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
            sound = new.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise store_error(source, error) from error
    if sound != "ok":
        raise BackupError(f"数据库已损坏（{source}：{sound.splitlines()[-1]}）：没有备份，请用此前的备份恢复")
    return True


def _write(fresh: Path, workspace: Path, database: Path | None) -> int:
    """Write the tar file and have the disk keep it; returns how many files it holds."""
    with fresh.open("wb") as stream:
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
            archive = _Archive(tar)
            if database is not None:
                archive.add(database, _DATABASE)
            for path in _known(workspace):
                archive.add(path, path.relative_to(workspace).as_posix())
        stream.flush()
        os.fsync(stream.fileno())
    return archive.files


class _Archive:
    """The tar file while it is filled: every file and folder in it belongs to its owner only."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._folders: set[str] = set()
        self.files = 0

    def add(self, path: Path, name: str) -> None:
        """Add a file as long as it is now: one that is being written grows meanwhile. One that is gone by now is left."""
        with suppress(FileNotFoundError), path.open("rb") as file:
            told, member = os.fstat(file.fileno()), tarfile.TarInfo(name)
            member.size, member.mtime, member.mode = told.st_size, int(told.st_mtime), FILE
            self._open_folders(name)
            try:
                self._tar.addfile(member, file)
            except OSError as error:
                if error.errno is not None:
                    raise
                raise BackupError(f"{name} 在备份时变短了：没有备份，请再试一次") from error
            self.files += 1

    def _open_folders(self, name: str) -> None:
        for folder in (path.as_posix() for path in reversed(Path(name).parents[:-1])):
            if folder not in self._folders:
                self._folders.add(folder)
                member = tarfile.TarInfo(folder)
                member.type, member.mode = tarfile.DIRTYPE, FOLDER
                self._tar.addfile(member)


def _known(workspace: Path) -> Iterator[Path]:
    """The files that the program reads and writes, but database, lock and logs."""
    yield from sorted(path for path in workspace.iterdir() if _is_table(path))
    yield from (path for path in _files(workspace / "inbox") if not path.name.startswith("."))
    for name in _GENERATED:
        yield from _files(workspace / "var" / name)
    yield from (path for name in _RECORDS if (path := workspace / "var" / name).is_file())


def _unknown(workspace: Path) -> Iterator[str]:
    """What lies beside the tables and is not copied."""
    for path in workspace.iterdir():
        if path.name not in ("inbox", "var") and not _is_table(path):
            yield path.name


def _is_table(path: Path) -> bool:
    return path.suffix in _TABLES and not path.name.startswith(".") and _is_own(path)


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder, but those of folders that are hidden: they are still being written."""
    for path in sorted(folder.rglob("*")):
        if _is_own(path) and not any(part.startswith(".") for part in path.relative_to(folder).parts[:-1]):
            yield path


def _is_own(path: Path) -> bool:
    """Whether it is a file that lies here, not a link to somewhere else."""
    return path.is_file() and not path.is_symlink()
