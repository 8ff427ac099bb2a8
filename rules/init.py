"""`gongkai init`: a commented workspace out of `rules/districts/<name>`."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

_BOM = b"\xef\xbb\xbf"


class InitError(Exception):
    """Raised when no workspace can be written: the folder holds something, or there is no such district."""


def districts() -> tuple[str, ...]:
    """The districts that a workspace can begin from."""
    return tuple(sorted(entry.name for entry in _home().iterdir() if entry.is_dir()))


def write_workspace(folder: Path, district: str) -> tuple[Path, ...]:
    """Write the workspace into an empty (or new) folder; return the files written."""
    if district not in districts():
        raise InitError(f"没有名为“{district}”的模板，可用的有：{'、'.join(districts())}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InitError(f"{folder} 已有内容，不会覆盖；请换一个空文件夹")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "inbox").mkdir()
    return tuple(_copied(_home() / district, folder))


def _home() -> Traversable:
    return resources.files("rules").joinpath("districts")


def _copied(source: Traversable, target: Path) -> list[Path]:
    """Every file of the template; CSV files with the mark that lets Excel read them as UTF-8."""
    written = []
    for entry in sorted(source.iterdir(), key=lambda one: one.name):
        place = target / entry.name
        if entry.is_dir():
            place.mkdir(exist_ok=True)
            written += _copied(entry, place)
            continue
        content = entry.read_bytes()
        if place.suffix == ".csv" and not content.startswith(_BOM):
            content = _BOM + content
        place.write_bytes(content)
        written.append(place)
    return written


def template(district: str) -> Path:
    """The folder that a district's workspace is written from."""
    with resources.as_file(_home() / district) as folder:
        return folder
