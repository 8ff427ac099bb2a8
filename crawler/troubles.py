"""What may befall the store and the disk beneath it, told in one clear line that says what to do.

These are troubles of this machine, not of the portal: a run that meets one stops at once, ends with exit 1, and is
gone on with by the next run.
"""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

_FULL = (  # SQLite calls a full disk now "full", now an error of reading or writing
    "磁盘已满、超出配额或读写出错：请清理或检查磁盘（gongkai doctor 显示剩余空间），再次运行即自动续采，已采集的内容不会丢失"
)
_LOCKED = "数据库正被其他程序占用：请关闭打开着它的程序（如数据库查看工具）后再次运行"
_SPOILED = "数据库已损坏：请勿删除或改动，用最近一次备份恢复（见 docs/unattended.md“数据库损坏”），存档仍在 captures 内"
_CLOSED = "数据库不可写：请检查工作区 var 目录的属主、权限和挂载方式"
_BY_CODE = {
    sqlite3.SQLITE_FULL: _FULL, sqlite3.SQLITE_BUSY: _LOCKED, sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_CORRUPT: _SPOILED, sqlite3.SQLITE_NOTADB: _SPOILED, sqlite3.SQLITE_IOERR: _FULL,
    sqlite3.SQLITE_READONLY: _CLOSED, sqlite3.SQLITE_CANTOPEN: _CLOSED, sqlite3.SQLITE_PERM: _CLOSED,
}  # fmt: skip
_BY_ERRNO = {
    errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EFBIG: _FULL, errno.EIO: _FULL, errno.EROFS: _CLOSED,
}  # fmt: skip


class StoreError(Exception):
    """Raised when the store cannot be used, or holds no sweep that fits the question."""


def trouble_of(error: BaseException) -> str | None:
    """The office's sentence for a trouble of the store or the disk; None for anything else."""
    if isinstance(error, StoreError):
        return str(error)
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return _BY_CODE.get(code & 0xFF) if code is not None else None
    return _BY_ERRNO.get(error.errno or 0) if isinstance(error, OSError) else None


def store_error(path: Path, error: Exception) -> StoreError:
    """The error of a store that could not be opened, whatever the reason."""
    return StoreError(f"{trouble_of(error) or '数据库打不开'}（{path}：{error}）")


def must_not_begin_anew(path: Path) -> None:
    """StoreError when the database is gone although answers were stored: a new one would forget every week before."""
    if path.exists() and path.stat().st_size:
        return
    if next((path.parent / "captures").glob("*/*.warc.gz"), None) is not None:
        raise StoreError(
            f"数据库不见了（{path}），而存档还在：没有新建，以免此前各周的结果丢失。请从备份恢复 gongkai.db；"
            "确要从头开始的，把整个 var 目录移走"
        )
