"""The inbox: exports that a person dropped into the workspace, with the statements that travel beside them."""

from __future__ import annotations

from pathlib import Path

from crawler.items import Reason
from crawler.platforms import Brought, Dropped

_LARGEST = 20 * 1024 * 1024
_MOST = 50
_TABLES = (".csv", ".xlsx")


def read_inbox(inbox: Path, pattern: str) -> Brought:
    """The files that fit a pattern, newest name last. Nothing outside the inbox is ever read, links included."""
    home = inbox.resolve()
    try:
        found = sorted(path for path in inbox.glob(pattern) if path.suffix.lower() in _TABLES)
    except (ValueError, NotImplementedError):
        return Brought(Reason.IMPORT_MISSING, f"文件名样式无效：{pattern}")
    files: list[Dropped] = []
    for path in found[-_MOST:]:
        if not path.resolve().is_relative_to(home) or not path.is_file():
            continue
        if path.stat().st_size > _LARGEST:
            return Brought(Reason.PARSE_CHANGED, f"{path.name} 超过 {_LARGEST // 1024 // 1024} MB，未读取")
        files.append(Dropped(path.name, path.read_bytes(), _statement(path)))
    if not files:
        return Brought(Reason.IMPORT_MISSING, f"inbox/ 中没有与“{pattern}”相符的导出文件")
    return Brought(files=tuple(files))


def _statement(path: Path) -> bytes | None:
    """The coverage statement: `NAME.coverage.toml` for `NAME.xlsx` (or `NAME.xlsx.coverage.toml`)."""
    for beside in (path.with_suffix(".coverage.toml"), path.with_name(path.name + ".coverage.toml")):
        if beside.is_file() and beside.stat().st_size < 64 * 1024:
            return beside.read_bytes()
    return None
