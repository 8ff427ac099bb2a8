"""The office's rules with something else in their place, to see what would come of it. The workspace stays as it is."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rules.model import Workspace
from rules.sections import FILE
from rules.tables.grids import SUFFIXES
from rules.tables.headers import TABLES
from rules.workspace import load_workspace, must_be_there

_LIMITS = re.compile(r"(?m)^[ \t]*\[limits\][ \t]*(?:#.*)?$")
_NEXT = re.compile(r"(?m)^[ \t]*\[")


def load_with(
    folder: Path, *, catalog: Path | None = None, limits: Mapping[str, str] | None = None
) -> Workspace:
    """The workspace as if `catalog` were its catalog and `limits` stood in its settings; WorkspaceError as ever."""
    must_be_there(folder)
    with TemporaryDirectory(prefix="gongkai-") as name:
        copy = Path(name)
        for path in (folder / f"{table}{suffix}" for table in TABLES for suffix in SUFFIXES):
            if path.is_file() and not (catalog is not None and path.stem == "catalog"):
                shutil.copyfile(path, copy / path.name)
        if catalog is not None:
            shutil.copyfile(catalog, copy / f"catalog{catalog.suffix.lower()}")
        if (folder / FILE).is_file():
            text = (folder / FILE).read_text(encoding="utf-8-sig", errors="surrogateescape")
            (copy / FILE).write_text(_limited(text, limits or {}), encoding="utf-8", errors="surrogateescape")
        return replace(load_workspace(copy), folder=folder)


def _limited(text: str, limits: Mapping[str, str]) -> str:
    """The settings with these limits; a key that stands there already gives way."""
    if not limits:
        return text
    lines = "".join(
        f"{json.dumps(key, ensure_ascii=False)} = {_written(value)}\n" for key, value in limits.items()
    )
    section = _LIMITS.search(text)
    if section is None:
        return f"{text.rstrip()}\n\n[limits]\n{lines}"
    end = _NEXT.search(text, section.end())
    inside, rest = text[section.end() : end.start() if end else None], text[end.start() :] if end else ""
    for key in limits:
        inside = re.sub(rf"(?m)^[ \t]*\"?{re.escape(key)}\"?[ \t]*=.*$", "", inside)
    return f"{text[: section.end()]}\n{lines}{inside}{rest}"


def _written(value: str) -> str:
    """A value as TOML writes it: a whole number as such, anything else as text."""
    return value if value.isascii() and value.isdecimal() else json.dumps(value, ensure_ascii=False)
