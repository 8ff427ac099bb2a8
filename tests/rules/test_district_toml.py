"""district.toml: what it may say, in which words, and what holds where it says nothing."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from rules.data import toml
from rules.district import Settings, read_district
from rules.faults import Collector
from rules.limits import default_limits
from rules.model import ColumnType
from rules.periods import Period
from rules.statutes import load_statutes

LEAST = '[district]\nname = "青禾区"\noffice = "公开办"\nportal_owner = "A"\n[portal]\nname = "门户"\nhome = "{home}"\nhosts = {hosts}\n'


def read(
    folder: Path, extra: str = "", home: str = "http://a.example/", hosts: str = '["a.example"]'
) -> tuple[Settings | None, list[str]]:
    (folder / "district.toml").write_text(LEAST.format(home=home, hosts=hosts) + extra, "utf-8")
    found = Collector()
    return read_district(folder, found), [str(fault) for fault in found.faults]


def good(folder: Path, extra: str = "", **names: str) -> Settings:
    settings, faults = read(folder, extra, **names)
    assert settings
    assert faults == []
    return settings


def test_defaults(tmp_path: Path) -> None:
    settings = good(tmp_path)
    assert (settings.district.pass_line, str(settings.district.zone)) == (60, "Asia/Shanghai")
    assert (
        settings.polite.requests_per_second,
        settings.polite.concurrency,
        settings.polite.obey_robots,
    ) == (2.0, 2, True)
    assert (settings.budget.max_requests, settings.budget.max_minutes, settings.render) == (
        None,
        None,
        "auto",
    )
    assert (settings.guard.max_untested, settings.guard.max_new_red, settings.notify) == (0.5, 0.5, ())
    assert settings.limits == default_limits()


def test_default_limits_are_the_contract() -> None:
    limits = default_limits()
    half_year, year = Period(months=6), Period(months=12)
    assert limits.columns == {
        ColumnType.NEWS: Period(days=14), ColumnType.NOTICES: half_year, ColumnType.POLICIES: half_year,
        ColumnType.INTERPRETATIONS: half_year, ColumnType.PERSONNEL: year, ColumnType.PLANS: year, ColumnType.OTHER: year,
    }  # fmt: skip
    assert (limits.annual, limits.home, limits.account_days) == (Period(months=15), Period(days=14), 14)
    assert (limits.look_back_days, limits.small_column, limits.max_list_pages) == (365, 20, 200)
    assert (limits.mend_within_workdays, limits.mend_veto_within_workdays, limits.baseline_days) == (
        10,
        3,
        90,
    )
    assert limits.undated == "untested"


@pytest.mark.parametrize(
    ("line", "kind", "period"),
    [
        ("news = 7", ColumnType.NEWS, Period(days=7)), ("news_days = 7", ColumnType.NEWS, Period(days=7)),
        ('"动态要闻" = 7', ColumnType.NEWS, Period(days=7)), ('notices = "3 months"', ColumnType.NOTICES, Period(months=3)),
        ('"政策解读" = "3个月"', ColumnType.INTERPRETATIONS, Period(months=3)), ('other = "1年"', ColumnType.OTHER, Period(months=12)),
        ("plans_days = 400", ColumnType.PLANS, Period(days=400)), ('personnel = "400天"', ColumnType.PERSONNEL, Period(days=400)),
    ],
)  # fmt: skip
def test_periods_under_every_name(tmp_path: Path, line: str, kind: ColumnType, period: Period) -> None:
    assert good(tmp_path, f"[limits]\n{line}\n").limits.columns[kind] == period


def test_other_limits(tmp_path: Path) -> None:
    text = '[limits]\nannual = "18 months"\nhome = 10\naccount = 10\nlook_back_days = 90\nundated = "stale"\n"整改期限" = 5\n'
    limits = good(tmp_path, text).limits
    assert (limits.annual, limits.home, limits.account_days) == (Period(months=18), Period(days=10), 10)
    assert (limits.look_back_days, limits.undated, limits.mend_within_workdays) == (90, "stale", 5)


def test_every_limit_tells_its_source_and_since_when() -> None:
    cited = load_statutes()
    for group in toml("limits.toml").values():
        for key, entry in group.items():
            assert entry["since"], key
            assert entry["source"] in cited or entry["source"].startswith(("通行：", "约定：")), key


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("static = 7", "limits.static”：现为“static”，应为已知的键"), ("news = 0", "limits.news”：现为“0”，应为天数"),
        ("news = true", "limits.news”：现为“true”，应为天数"), ("news = 1.5", "limits.news”：现为“1.5”，应为天数"),
        ("look_back_days = -1", "limits.look_back_days”：现为“-1”，应为大于0的整数（不超过36500）"),
        ("look_back_days = 99999999999", "limits.look_back_days”：现为“99999999999”，应为大于0的整数（不超过36500）"),
        ("news = 99999999999", "limits.news”：现为“99999999999”，应为天数"),
        ('news = "9999 months"', "limits.news”：现为“9999 months”，应为天数"), ('account = "2 months"', "limits.account”：现为“2 months”，应为大于0的整数"),
        ('undated = "later"', "limits.undated”：现为“later”，应为untested、stale之一"),
    ],
)  # fmt: skip
def test_wrong_limits(tmp_path: Path, line: str, expected: str) -> None:
    _, faults = read(tmp_path, f"[limits]\n{line}\n")
    assert len(faults) == 1
    assert faults[0].startswith(f"district.toml 第10行 “{expected}")


def test_quiet_hours_budget_and_defaults_of_sources(tmp_path: Path) -> None:
    settings = good(
        tmp_path,
        '[polite]\nquiet_hours = ["22:00-06:00", "12:00-13:30"]\n[budget]\nmax_requests = 5000\nmax_minutes = 90\n'
        '[[source_defaults]]\nsource = "RSS"\nsource_url = "http://127.0.0.1:1200/"\nlocal_times = true\n[[source_defaults]]\nsource = "wechat_api"\nsecret_env = "WX"\n',
    )
    assert settings.polite.quiet_hours == ((time(22), time(6)), (time(12), time(13, 30)))
    assert (settings.budget.max_requests, settings.budget.max_minutes) == (5000, 90)
    assert settings.source_defaults["feed"].source_url == "http://127.0.0.1:1200/"
    assert settings.source_defaults["feed"].local_times
    assert not settings.source_defaults["wechat_api"].local_times
    assert settings.source_defaults["wechat_api"].secret_env == "WX"  # noqa: S105 - a variable's name


@pytest.mark.parametrize(
    ("home", "hosts", "right"),
    [
        ("http://127.0.0.1:8123/", '["127.0.0.1:8123"]', True), ("http://A.example:80/x", '["a.example"]', True),
        ("https://a.example/", '["A.EXAMPLE:443"]', True), ("http://a.example:81/", '["a.example"]', False),
        ("http://b.a.example/", '["a.example"]', False), ("http://a.example/", '["a.example/"]', False), ("http://a.example/", "[]", False),
    ],
)  # fmt: skip
def test_home_and_hosts(tmp_path: Path, home: str, hosts: str, *, right: bool) -> None:
    _, faults = read(tmp_path, home=home, hosts=hosts)
    assert (not faults) is right, faults


def test_a_mark_of_excel_before_the_text_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "district.toml").write_bytes(
        b"\xef\xbb\xbf" + LEAST.format(home="http://a.example/", hosts='["a.example"]').encode()
    )
    found = Collector()
    assert read_district(tmp_path, found)
    assert not found.faults
