"""The types that hold what the office keeps: frozen, fully resolved, free of files and of the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from rules.calendar import WorkCalendar
from rules.faults import Notice as Notice  # noqa: PLC0414 - part of the model; those who gather it are below us
from rules.lexicon import Word as Word  # noqa: PLC0414 - part of the model
from rules.periods import Period
from rules.registered import Account as Account  # noqa: PLC0414 - part of the model
from rules.registered import AccountClass as AccountClass  # noqa: PLC0414 - the same
from rules.registered import AccountStatus as AccountStatus  # noqa: PLC0414 - the same
from rules.registered import SourceDefault as SourceDefault  # noqa: PLC0414 - the same


class UnitKind(StrEnum):
    """类别: what sort of body a unit is; its value is the office's word."""

    DEPARTMENT = "部门"
    TOWN = "乡镇"
    STREET = "街道"
    OTHER = "其他"


class ColumnType(StrEnum):
    """栏目类型: decides how often a column must be updated."""

    NEWS = "动态要闻"
    NOTICES = "通知公告"
    POLICIES = "政策文件"
    INTERPRETATIONS = "政策解读"
    PERSONNEL = "人事信息"
    PLANS = "规划计划"
    OTHER = "其他"
    STATIC = "静态"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that must disclose (公开主体): one row of `units`."""

    code: str
    name: str
    kind: UnitKind
    aliases: tuple[str, ...] = ()
    portal_url: str | None = None
    contact: str | None = None
    email: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The full name and every alias."""
        return (self.name, *self.aliases)


DeadlineKind = Literal[
    "event", "fixed_date", "periodic", "continuous", "prompt", "realtime", "before_event", "with_event",
    "request", "compound", "event+continuous", "event+hold", "hold", "periodic+offset", "statutory",
    "unspecified", "ditto", "unparsed", "blank",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deadline:
    """A 公开时限 as understood. Kinds, figures and day types are those of the shared table of real phrases.

    `days` counts working days or calendar days by `day_type` (negative: before the event); `month_day` belongs to
    `fixed_date` (February ends on the 29th); `period` to the periodic kinds, as dates are compared (six months, not
    183 days). A cycle of working days (每个工作日) has no period: count its `days` by the calendar.
    """

    text: str
    kind: DeadlineKind
    anchor: str | None = None
    days: int | None = None
    day_type: Literal["working", "calendar"] | None = None
    month_day: tuple[int, int] | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class CatalogItem:
    """One row of the standard catalog (标准目录), resolved.

    `key` is unique in the catalog and is what findings call the item; it is the row's 序号 wherever that is unique.
    `units` are the codes that 公开主体 resolves to; empty means the row waits for an owner. `excluded` says in words
    why the portal cannot show the item (渠道, 方式, 对象), or is None where the rule reaches it. `levels` are the
    kinds of unit that 公开层级 names; empty means all.
    """

    key: str
    no: str
    domain: str | None
    level1: str | None
    level2: str | None
    elements: tuple[str, ...]
    deadline: Deadline
    basis: str | None = None
    subject: str | None = None
    units: tuple[str, ...] = ()
    excluded: str | None = None
    levels: frozenset[UnitKind] = frozenset()
    column_url: str | None = None
    aliases: tuple[str, ...] = ()
    update_within_days: int | None = None
    row: int = 0

    @property
    def name(self) -> str:
        """What the item is called: 二级事项 where there is one, else 一级事项."""
        name = self.level2 or self.level1
        assert name is not None, "the loader lets no row pass without a name"
        return name


@dataclass(frozen=True, slots=True)
class Column:
    """One row of `columns` (栏目台账): what the office says overrides what the sweep finds by itself."""

    unit: str
    name: str
    url: str
    type: ColumnType | None = None
    update_within_days: int | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """A legitimate silence (情况说明), always with an end. A blank `subject` covers every subject of the check."""

    unit: str
    check: str
    reason: str
    until: date
    subject: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Portal:
    """`[portal]`: the site that is swept. `hosts` are `host` or `host:port`; all else is external."""

    name: str
    home: str
    hosts: tuple[str, ...]
    site_id_code: str | None = None


@dataclass(frozen=True, slots=True)
class Polite:
    """`[polite]`: how gently the portal is asked. `quiet_hours` are (from, to) in the district's zone."""

    requests_per_second: float = 2.0
    concurrency: int = 2
    obey_robots: bool = True
    quiet_hours: tuple[tuple[time, time], ...] = ()


@dataclass(frozen=True, slots=True)
class Budget:
    """`[budget]`: bounds of one run; None means unbounded."""

    max_requests: int | None = None
    max_minutes: float | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """`[limits]` over the defaults of limits.toml.

    `columns` maps a column type to its period; a type without one (静态) is never stale.
    """

    columns: dict[ColumnType, Period]
    annual: Period
    home: Period
    look_back_days: int
    small_column: int
    max_list_pages: int
    mend_within_workdays: int
    mend_veto_within_workdays: int
    baseline_days: int
    undated: Literal["untested", "stale"] = "untested"
    account_days: int = 14


@dataclass(frozen=True, slots=True)
class Guard:
    """`[guard]`: when reports to units are held back (shares between 0 and 1)."""

    max_untested: float = 0.5
    max_new_red: float = 0.5


@dataclass(frozen=True, slots=True)
class District:
    """`district.toml` without its portal, politeness, limits: who the office is."""

    name: str
    office: str
    portal_owner: str
    phone: str | None = None
    address: str | None = None
    email: str | None = None
    pass_line: int = 60
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything the office keeps for one district, whole and resolved. `digest` names this very content."""

    folder: Path
    district: District
    portal: Portal
    polite: Polite
    budget: Budget
    render: Literal["auto", "never", "always"]
    limits: Limits
    guard: Guard
    units: tuple[Unit, ...]
    accounts: tuple[Account, ...]
    catalog: tuple[CatalogItem, ...]
    columns: tuple[Column, ...]
    declarations: tuple[Declaration, ...]
    lexicon: tuple[Word, ...]
    notices: tuple[Notice, ...]
    digest: str
    notify: tuple[str, ...] = ()
    screenshots: int = 0
    source_defaults: Mapping[str, SourceDefault] = field(default_factory=dict)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)

    @property
    def var(self) -> Path:
        """Where everything generated goes."""
        return self.folder / "var"

    @property
    def database(self) -> Path:
        """The SQLite file that joins the stages."""
        return self.var / "gongkai.db"

    def unit(self, code: str) -> Unit:
        """The unit with this code; KeyError for an unknown one."""
        for unit in self.units:
            if unit.code == code:
                return unit
        raise KeyError(code)
