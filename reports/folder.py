"""The week's folder: written beside the old one and put in its place whole; nobody finds half a report."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_MARK = ".report.json"
_UNSAFE = re.compile(r"[^\w-]")
_DEVICES = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def folder_names(codes: Iterable[str]) -> dict[str, str]:
    """A file name for each unit's code, safe on every system and different for different codes."""
    codes = tuple(codes)
    plain = {code: _UNSAFE.sub("_", code)[:60] for code in codes}
    same = Counter(name.casefold() for name in plain.values())
    return {
        code: name if name and name == code and same[name.casefold()] == 1 and not _DEVICES.fullmatch(name)
        else f"{name}-{hashlib.sha256(code.encode(errors='surrogatepass')).hexdigest()[:8]}"
        for code, name in plain.items()
    }  # fmt: skip


def mark(folder: Path, **facts: object) -> None:
    """Write down in the folder what it was made from."""
    (folder / _MARK).write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")


def marked(folder: Path) -> dict[str, object]:
    """What the folder was made from; empty where nobody can tell."""
    try:
        facts = json.loads((folder / _MARK).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


@contextmanager
def replacing(target: Path, *, keep: bool) -> Iterator[Path]:
    """A folder to write into that takes the place of `target` when the block ends well.

    With `keep` it starts as a copy of it. What an interrupted run left behind is cleared away first.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    old = target.with_name(f".{target.name}.old")
    if old.exists() and not target.exists():
        old.rename(target)
    for rest in (old, *target.parent.glob(f".{target.name}.new-*")):
        shutil.rmtree(rest, ignore_errors=True)
    fresh = target.with_name(f".{target.name}.new-{os.getpid()}")
    fresh.mkdir()
    try:
        if keep and target.exists():
            shutil.copytree(target, fresh, dirs_exist_ok=True)
        yield fresh
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)


def zip_folders(archive: Path, folders: Iterable[Path]) -> None:
    """Pack folders, each under its own name; the same content gives the same bytes."""
    with zipfile.ZipFile(archive, "w") as packed:
        for folder in sorted(folders):
            for file in sorted(path for path in folder.rglob("*") if path.is_file()):
                entry = zipfile.ZipInfo(file.relative_to(folder.parent).as_posix(), date_time=_EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o100644 << 16
                packed.writestr(entry, file.read_bytes())
