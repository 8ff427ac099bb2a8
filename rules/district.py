"""`district.toml`: who the office is, which portal is swept, and how gently."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from rules.faults import Collector
from rules.limits import read_limits
from rules.model import Budget, District, Guard, Limits, Polite, Portal, SourceDefault
from rules.notify import read_urls
from rules.sections import FILE, Section, line_of
from rules.shapes import (
    common_host,
    host_of,
    is_email,
    is_host,
    is_web_address,
    web_address_wanted,
)
from rules.sources import read_source_defaults
from rules.text import nearest

_SECTIONS = (
    "district",
    "portal",
    "polite",
    "budget",
    "render",
    "limits",
    "guard",
    "notify",
    "evidence",
    "source_defaults",
)
_HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-—~至]\s*([01]?\d|2[0-3]):([0-5]\d)")
_PLACE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that district.toml says."""

    district: District
    portal: Portal
    polite: Polite
    budget: Budget
    render: Literal["auto", "never", "always"]
    limits: Limits
    guard: Guard
    notify: tuple[str, ...]
    screenshots: int
    source_defaults: Mapping[str, SourceDefault]
    source: str


def read_district(folder: Path, found: Collector) -> Settings | None:
    """Read district.toml; None where there is nothing to read."""
    try:
        source = (folder / FILE).read_text(encoding="utf-8-sig")
        values = tomllib.loads(source)
    except FileNotFoundError:
        found.fault(FILE, None, None, "没有这个文件", "工作区内必有的district.toml（可用gongkai init生成）")
    except (OSError, UnicodeDecodeError):
        found.fault(FILE, None, None, "无法读取", "UTF-8编码的TOML文件")
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        row = int(place[1]) if place else None
        found.fault(FILE, row, None, _line(source, row), "合乎TOML格式的一行（键 = 值，文字写在引号内）")
    else:
        return _settings(values, source, found)
    return None


def _line(source: str, row: int | None) -> str:
    lines = source.splitlines()
    return lines[row - 1].strip() if row and row <= len(lines) else "格式错误的内容"


def _place_of(source: str, name: str) -> int | None:
    """The line of a section, or of a key that stands where a section should."""
    return line_of(source, name) or line_of(source, "", name)


def _settings(values: Mapping[str, Any], source: str, found: Collector) -> Settings:
    """Section by section."""
    for name in values:
        if name not in _SECTIONS:
            near = nearest(name, _SECTIONS)
            hint = (
                f"最接近的是“[{near}]”" if near else "可用的有" + "、".join(f"[{one}]" for one in _SECTIONS)
            )
            found.fault(FILE, _place_of(source, name), None, name, f"已知的节（{hint}）")

    def section(name: str) -> Section:
        content = values.get(name, {})
        if not isinstance(content, dict):
            found.fault(FILE, _place_of(source, name), name, str(content), f"一节：[{name}]")
            content = {}
        return Section(name, content, source, found)

    render = section("render")
    mode = cast(
        Literal["auto", "never", "always"], render.one_of("mode", ("auto", "never", "always")) or "auto"
    )
    render.close()
    notify = section("notify")
    urls = read_urls(notify)
    notify.close()
    evidence = section("evidence")
    screenshots = int(evidence.number("screenshots", 40, 0, 10_000))
    evidence.close()
    return Settings(
        district=_district(section("district")), portal=_portal(section("portal")),
        polite=_polite(section("polite")), budget=_budget(section("budget")), render=mode,
        limits=read_limits(section("limits")), guard=_guard(section("guard")), notify=urls,
        screenshots=screenshots, source_defaults=read_source_defaults(values.get("source_defaults", []), source, found), source=source,
    )  # fmt: skip


def _district(section: Section) -> District:
    zone = section.text("time_zone") or "Asia/Shanghai"
    try:
        place = ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        section.wrong("time_zone", "时区名称，如“Asia/Shanghai”")
        place = ZoneInfo("Asia/Shanghai")
    email = section.text("email")
    if email and not is_email(email):
        section.wrong("email", "形如name@example.gov.cn的邮箱地址")
    district = District(
        name=section.required("name"), office=section.required("office"),
        portal_owner=section.required("portal_owner"), phone=section.text("phone"), address=section.text("address"),
        email=email, pass_line=int(section.number("pass_line", 60, 1, 100)), zone=place,
    )  # fmt: skip
    section.close()
    return district


def _portal(section: Section) -> Portal:
    name, home = section.required("name"), section.required("home")
    hosts = section.texts("hosts")
    site_id_code = section.text("site_id_code")
    if home and not is_web_address(home):
        section.wrong("home", web_address_wanted(home))
    elif section.values.get("hosts", []) == []:
        section.wrong("hosts", '门户的域名列表，如["www.example.gov.cn"]')
    elif any(not is_host(host) for host in hosts):
        section.wrong("hosts", "域名或“域名:端口”的列表（不含http://和路径）")
    elif home and hosts and host_of(home) not in {common_host(host) for host in hosts}:
        section.wrong("home", f"hosts所列域名（{'、'.join(hosts)}）下的网址")
    section.close()
    return Portal(name, home, tuple(host.lower() for host in hosts), site_id_code)


def _polite(section: Section) -> Polite:
    polite = Polite(
        requests_per_second=float(section.number("requests_per_second", 2.0, 0.01, 10_000)),
        concurrency=int(section.number("concurrency", 2, 1, 256)),
        obey_robots=section.flag("obey_robots", default=True),
        quiet_hours=_quiet_hours(section),
    )
    section.close()
    return polite


def _quiet_hours(section: Section) -> tuple[tuple[time, time], ...]:
    """`["22:00-06:00"]`."""
    hours = []
    for text in section.texts("quiet_hours"):
        found = _HOURS.fullmatch(text)
        if not found:
            section.wrong("quiet_hours", "“22:00-06:00”这样的时段列表")
            return ()
        hours.append((time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))))
    return tuple(hours)


def _budget(section: Section) -> Budget:
    minutes = section.number("max_minutes", 0, 0.01, 10_080) if "max_minutes" in section.values else None
    budget = Budget(section.whole("max_requests", 1_000_000_000), minutes)
    section.take("max_minutes")
    section.close()
    return budget


def _guard(section: Section) -> Guard:
    guard = Guard(
        float(section.number("max_untested", 0.5, 0, 1)), float(section.number("max_new_red", 0.5, 0, 1))
    )
    section.close()
    return guard
