"""A workspace folder into a `Workspace`: every fault at once, or everything whole and resolved."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rules.calendar import WorkCalendar
from rules.district import Settings, read_district
from rules.faults import Collector, Fault, WorkspaceError, in_order
from rules.loading.office import Tables, load_tables
from rules.model import District, Workspace
from rules.resolving.accounts import resolve_accounts
from rules.resolving.catalog import resolve_catalog
from rules.resolving.others import resolve_columns, resolve_days, resolve_declarations, resolve_words
from rules.resolving.units import Register, check_units
from rules.sections import FILE, line_of
from rules.tables.grids import SUFFIXES
from rules.tables.headers import TABLES

_NOT_CONTENT = ("folder", "notices", "digest", "row")


def load_workspace(folder: Path) -> Workspace:
    """Read, type, resolve and check everything; raise `WorkspaceError` with all faults, by file and row."""
    must_be_there(folder)
    found = Collector()
    settings = read_district(folder, found)
    tables = load_tables(folder, found)
    _tell_strangers(folder, found)
    workspace = _resolved(folder, settings, tables, found) if settings else None
    if found.faults or workspace is None:
        raise WorkspaceError(in_order(found.faults))
    return workspace


def must_be_there(folder: Path) -> None:
    """Raise `WorkspaceError` where there is no folder at all: one fault, not one for every file that it lacks."""
    if not folder.is_dir():
        expected = "工作区文件夹（可用gongkai init生成）"
        raise WorkspaceError((Fault(str(folder), None, None, "没有这个文件夹", expected),))


def _resolved(folder: Path, settings: Settings, tables: Tables, found: Collector) -> Workspace:
    """Step two for every table. With faults about, what comes out is not meant to be used."""
    name, hosts = settings.district.name, settings.portal.hosts
    check_units(tables.units or (), hosts, found)
    sound = not any(fault.file.startswith("units") for fault in found.faults)
    register = Register(tables.units, name, sound=sound)
    workspace = Workspace(
        folder=folder,
        district=_owned(settings, register, found),
        portal=settings.portal,
        polite=settings.polite,
        budget=settings.budget,
        render=settings.render,
        limits=settings.limits,
        guard=settings.guard,
        units=register.units,
        accounts=resolve_accounts(
            tables.accounts, register, settings.source_defaults, settings.limits.account_days, found
        ),
        catalog=resolve_catalog(tables.catalog, register, name, hosts, found),
        columns=resolve_columns(tables.columns, register, hosts, found),
        declarations=resolve_declarations(tables.declarations, register, found),
        lexicon=resolve_words(tables.lexicon, found),
        notices=(),
        digest="",
        notify=settings.notify,
        screenshots=settings.screenshots,
        source_defaults=settings.source_defaults,
        calendar=WorkCalendar(resolve_days(tables.calendar, found)),
    )
    return replace(workspace, notices=in_order(found.notices), digest=_digest(workspace))


def _owned(settings: Settings, register: Register, found: Collector) -> District:
    """The district with its portal's owner as a code; whom nobody knows is a fault."""
    owner = settings.district.portal_owner
    code = register.code_of(owner)
    if owner and code is None and register.readable:
        row = line_of(settings.source, "district", "portal_owner")
        found.fault(FILE, row, "district.portal_owner", owner, register.expected(owner))
    return replace(settings.district, portal_owner=code or owner)


def _tell_strangers(folder: Path, found: Collector) -> None:
    """A table under a name that nobody reads (unit.csv) must not be passed over in silence."""
    known = {f"{name}{suffix}" for name in TABLES for suffix in SUFFIXES}
    for path in sorted(folder.glob("*.*")):
        if path.suffix.lower() in (*SUFFIXES, ".xls") and path.name not in known:
            found.notice(path.name, None, None, f"不是约定的表名，未读取（约定的有{'、'.join(TABLES)}）")


def _digest(workspace: Workspace) -> str:
    """A name for the content itself: the same for the same rules, however the files are written."""
    content = {key: value for key, value in asdict(workspace).items() if key not in _NOT_CONTENT}
    text = json.dumps(_plain(content), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of the model
    """A value as JSON can hold it; sets in order, row numbers left out."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items() if key not in _NOT_CONTENT}
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, ZoneInfo):
        return value.key
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
