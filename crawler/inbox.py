"""The inbox: exports that a person dropped into the workspace, with the statements that travel beside them."""

from __future__ import annotations

from pathlib import Path

from crawler.items import Reason
from crawler.platforms import Brought, Dropped

_LARGEST = 20 * 1024 * 1024
_LARGEST_STATEMENT = 64 * 1024
_MOST = 50
_TABLES = (".csv", ".xlsx")
_PASSING = ("~$", ".")
"""Beginnings of the names that office programs and file managers give to what they keep for themselves."""


def read_inbox(inbox: Path, pattern: str) -> Brought:
    """The files that fit a pattern, last name last. Nothing outside the inbox is ever read, links included.

    A reason beside files says that not everything that fits was read.
    """
    home = inbox.resolve()
    try:
        fitting = [path for path in sorted(inbox.glob(pattern)) if _is_of(home, path)]
    except (ValueError, NotImplementedError, IndexError, OSError):
        return Brought(Reason.IMPORT_MISSING, f"文件名样式无效：{pattern}")
    tables = [path for path in fitting if path.suffix.lower() in _TABLES]
    if not tables:
        return Brought(Reason.IMPORT_MISSING, _missing(pattern, fitting))
    files: list[Dropped] = []
    missed: list[str] = []
    for path in tables[-_MOST:]:
        try:
            if path.stat().st_size > _LARGEST:
                missed.append(f"{path.name} 超过 {_LARGEST // 1024 // 1024} MB，未读取")
            else:
                beside = _statement(home, path)
                said = (beside.read_bytes(), _name(inbox, beside)) if beside else (None, "")
                files.append(Dropped(_name(inbox, path), path.read_bytes(), *said))
        except OSError as error:
            missed.append(f"{path.name} 无法读取（{error.strerror}）")
    if missed:
        return Brought(Reason.PARSE_CHANGED, "；".join(missed), files=tuple(files))
    if len(tables) > _MOST:
        told = f"与“{pattern}”相符的导出文件共{len(tables)}个，只读取了按文件名排在最后的{_MOST}个"
        return Brought(Reason.INCOMPLETE, told, files=tuple(files))
    return Brought(files=tuple(files))


def _is_of(home: Path, path: Path) -> bool:
    """Whether a path is a file of the inbox's own."""
    return not path.name.startswith(_PASSING) and path.is_file() and path.resolve().is_relative_to(home)


def _missing(pattern: str, fitting: list[Path]) -> str:
    others = [path.name for path in fitting if not path.name.endswith(".coverage.toml")]
    hint = f"（{others[-1]} 不是CSV或XLSX文件，请另存）" if others else ""
    return f"inbox/ 中没有与“{pattern}”相符的导出文件{hint}"


def _name(inbox: Path, path: Path) -> str:
    """A file's name below the inbox; never a way out of it, and never what cannot be stored."""
    below = path.relative_to(inbox)
    name = path.name if ".." in below.parts else below.as_posix()
    return name.encode("utf-8", "replace").decode()


def _statement(home: Path, path: Path) -> Path | None:
    """The coverage statement: `NAME.coverage.toml` for `NAME.xlsx` (or `NAME.xlsx.coverage.toml`)."""
    for beside in (path.with_suffix(".coverage.toml"), path.with_name(path.name + ".coverage.toml")):
        if _is_of(home, beside) and beside.stat().st_size < _LARGEST_STATEMENT:
            return beside
    return None
