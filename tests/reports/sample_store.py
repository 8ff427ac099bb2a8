"""A small invented district with two judged weeks, for the tests of the reports and for looking at them.

python tests/reports/sample_store.py FOLDER     writes the reports of the sample into FOLDER
"""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from sample_district import ACCOUNTS, CHECKS, HOME, UNITS, sample_law, sample_workspace
from sqlite_utils import Database

from checks.tables import migrations
from crawler.store import open_store
from reports.deliver import write_reports

LATE = [
    {"url": f"{HOME}xxgk/qh04/t24.shtml", "title": "8月名单", "event": "2026-08-03", "published": "2026-09-04",
     "days": 24, "limit": 20, "day_type": "working"},
    {"url": f"{HOME}xxgk/qh04/t23.shtml", "title": "三季度名单", "event": "2026-09-01", "published": "2026-10-20",
     "days": 30, "limit": 20, "day_type": "working"},
]  # fmt: skip


SAID: dict[str, dict[str, Any]] = {
    "A04": {
        "verdict": "violation", "observed": {"newest": "2026-10-12", "days": 41, "limit": 14},
        "reason": "“青禾民政”微信公众号最近一次更新为2026年10月12日，距今41天，超过14天的更新期限（来源：import）",
    },
    "A05": {
        "verdict": "suspected", "observed": {"days": 53},
        "reason": "“柳溪微视”抖音最近一次更新为2026年9月30日，距今53天；来源（feed）不能证明此后确无更新，请人工查看",
    },
    "A06": {
        "verdict": "untested", "reason_code": "empty_unproven", "reason": "没有来源能够说明该账号是否更新",
    },
}  # fmt: skip


class Story:
    """Writes judged weeks into a store, row by row."""

    def __init__(self, path: Path) -> None:
        self.folder = path.parents[1]
        self.db: Database = open_store(path, migrations)
        self.sweep = 0
        self.as_of = date.min

    def week(self, week: str, as_of: str, *, attempt: int = 1, **facts: Any) -> int:
        """Begin a sweep."""
        self.sweep, self.as_of = self.sweep + 1, date.fromisoformat(as_of)
        self.db["sweeps"].insert(
            {
                "id": self.sweep, "week": week, "attempt": attempt, "as_of": as_of, "zone": "Asia/Shanghai",
                "scope": "portal,accounts", "started_at": f"{as_of}T12:05:00+00:00",
                "finished_at": f"{as_of}T13:47:12+00:00", "state": "done", "requests": 5316, "replayed": 0,
                "seconds": 6132.0, "polite": json.dumps({"requests_per_second": 2.0, "concurrency": 2}), **facts,
            }
        )  # fmt: skip
        return self.sweep

    def verdict(self, check: str, unit: str, kind: str, key: str, verdict: str, **facts: Any) -> str:
        """Put down one verdict; returns the finding's id."""
        number = hashlib.sha256(f"{check} {unit} {kind} {key}".encode()).hexdigest()[:12]
        title = next((row for row in CHECKS if row[0] == check), (check, "", "notice", "", check))
        url = facts.get("url", key if key.startswith("http") else None)
        seen = [
            {
                "url": url, "fetched_at": f"{self.as_of}T12:3{look}:21+00:00", "status": 200,
                "sha256": hashlib.sha256(f"{key}{look}".encode()).hexdigest(),
                "capture": f"captures/{self.as_of.isocalendar()[0]}-W{self.as_of.isocalendar()[1]:02d}/00001.warc.gz",
            }
            for look in (1, 4)
        ] if verdict in ("violation", "suspected") else []  # fmt: skip
        row = {
            "sweep": self.sweep, "id": number, "check": check, "unit": unit, "kind": kind, "key": key, "name": key,
            "url": url, "verdict": verdict, "reason_code": None, "reason": "", "observed": {}, "seen": seen,
            "severity": title[2], "basis": title[3], "suggestion": None, "decided": None, "machine_verdict": None,
            **facts,
        }  # fmt: skip
        self.db["verdicts"].insert({name: _stored(value) for name, value in row.items()})
        return number

    def finding(
        self, number: str, state: str, *, first: str = "2026-11-22", due: str | None = "2026-12-04"
    ) -> None:
        """Put down the life of one finding."""
        self.db["findings"].insert(
            {
                "sweep": self.sweep, "id": number, "state": state, "first_seen": first,
                "last_seen": self.as_of.isoformat(), "due": due,
            }
        )  # fmt: skip

    def column(self, unit: str, path: tuple[str, ...], slug: str, **facts: Any) -> str:
        """Put down one column; returns its URL."""
        url = f"{HOME}xxgk/{unit.lower()}/{slug}/"
        self.db["columns"].insert(
            {
                "sweep": self.sweep, "url": url, "unit": unit, "name": path[-1], "path": json.dumps(path),
                "type": "其他", "role": "list", "read_by": "static", "family": "trs", "outcome": "ok", "complete": 1,
                "pages": 2, "list_total": 31, **facts,
            }
        )  # fmt: skip
        return url


def _stored(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def stale(story: Story, unit: str, url: str, name: str, newest: str, limit: int | str = "6个月") -> str:
    """A stale column, as its check words it."""
    days = (story.as_of - date.fromisoformat(newest)).days
    when = date.fromisoformat(newest)
    told = f"最近一次更新为{when.year}年{when.month}月{when.day}日，距今{days}天"
    return story.verdict(
        "column-stale", unit, "column", url, "violation", name=name,
        reason=f"栏目“{name}”{told}，超过{limit}{'天' if isinstance(limit, int) else ''}的更新期限",
        observed={"newest": newest, "days": days, "limit": limit},
        suggestion="请核实该栏目应公开的信息并及时更新；确无信息可发的，向政务公开主管部门说明情况，或整合、关停该栏目。",
    )  # fmt: skip


def quiet_week(story: Story) -> None:
    """What is in order, for every unit: the figures that make the heat map."""
    for index, (unit, _, _) in enumerate(UNITS):
        for number in range(6 + index % 3):
            url = story.column(unit, ("政府信息公开", f"法定主动公开内容{number + 1}"), f"fdzdgk{number}")
            for check in ("column-stale", "column-blank"):
                story.verdict(check, unit, "column", url, "pass", name=f"法定主动公开内容{number + 1}")
            story.verdict("link-dead", unit, "link", f"{url}t{number}.shtml", "pass", name="附件")
            story.verdict("privacy-leak", unit, "article", f"{url}t{number}.shtml", "pass", name="公示")
        for number in range(1, 9):
            for check in ("item-missing", "item-stale", "item-late"):
                name = f"事项{number}"
                story.verdict(
                    check, unit, "item", str(number), "pass", name=name, url=f"{HOME}xxgk/{number}/"
                )
    story.verdict("home-stale", "QH01", "site", HOME, "pass", name="青禾区人民政府门户网站")


def two_weeks(path: Path) -> tuple[Database, int]:
    """W46 and W47 of the invented district; returns the store and the later sweep."""
    story = Story(path)
    story.week("2026-W46", "2026-11-15")
    slow = story.column("QH04", ("政府信息公开", "政策解读"), "zcjd")
    mended = story.column("QH03", ("政府信息公开", "招生公告"), "zsgg")
    unseen = story.column("QH06", ("政府信息公开", "工作动态"), "gzdt")
    wrong = story.column("QH02", ("政府信息公开", "价格收费"), "jgsf")
    for unit, url, name, newest in (
        ("QH04", slow, "政策解读", "2026-04-30"), ("QH03", mended, "招生公告", "2026-03-01"),
        ("QH06", unseen, "工作动态", "2026-09-20"), ("QH02", wrong, "价格收费", "2026-02-02"),
    ):  # fmt: skip
        story.finding(stale(story, unit, url, name, newest), "new", first="2026-11-15", due="2026-11-27")

    sweep = story.week("2026-W47", "2026-11-22")
    quiet_week(story)
    _troubles(story, slow, mended, unseen, wrong)
    _sources(story)
    story.db["incidents"].insert(
        {
            "sweep": sweep,
            "scope": "columns",
            "name": "trs-列表-07",
            "reason": "timeout",
            "failed": 5,
            "total": 9,
        }
    )
    return story.db, sweep


def _troubles(story: Story, slow: str, mended: str, unseen: str, wrong: str) -> None:
    story.column("QH04", ("政府信息公开", "政策解读"), "zcjd")
    story.finding(
        stale(story, "QH04", slow, "政策解读", "2026-04-30"),
        "persisting",
        first="2026-11-15",
        due="2026-11-27",
    )
    story.finding(
        story.verdict("column-stale", "QH03", "column", mended, "pass", name="招生公告"), "fixed", due=None
    )
    number = story.verdict(
        "column-stale", "QH06", "column", unseen, "untested", name="工作动态", reason_code="incident",
        reason="同类栏目同时出现异常，判断为监测一侧的问题",
    )  # fmt: skip
    story.finding(number, "unverified", first="2026-11-15")
    struck = story.verdict("column-stale", "QH02", "column", wrong, "pass", name="价格收费", decided="no")
    story.finding(struck, "fixed", due=None)
    blank = story.column("QH05", ("政府信息公开", "住房保障", "分配结果"), "fpjg", list_total=0)
    number = story.verdict(
        "column-blank", "QH05", "column", blank, "violation", name="分配结果",
        reason="栏目“分配结果”没有任何信息（页面显示共0条），两次查看结果一致", observed={"count": 0},
    )  # fmt: skip
    story.finding(number, "new")
    number = story.verdict(
        "item-missing", "QH05", "item", "47", "violation", name="住房保障—年度建设计划",
        reason="在本单位公开区域内未找到与“年度建设计划”相符的栏目或文件", observed={"cycle": "2026年"},
    )  # fmt: skip
    story.finding(number, "new")
    number = story.verdict(
        "item-late", "QH04", "item", "23", "violation", name="社会救助—临时救助对象名单", url=f"{HOME}xxgk/qh04/t23.shtml",
        reason="事项“临时救助对象名单”有2个文件逾期公开，其中“三季度名单”形成日期为2026年9月1日，公开日期为2026年10月20日，"
        "间隔30个工作日，超过20个工作日的期限", observed={"count": 2, "latest_published": "2026-10-20", "documents": LATE},
    )  # fmt: skip
    story.finding(number, "reopened")
    leak = f"{HOME}xxgk/qh04/202611/t20261103_5001.shtml"
    number = story.verdict(
        "privacy-leak", "QH04", "article", leak, "violation", name="青禾区2026年第三季度临时救助资金发放公示",
        reason="页面显示完整身份证号1处（421202********002X）", observed={"count": 1}, suggestion="立即遮盖或撤下后重新发布。",
    )  # fmt: skip
    story.finding(number, "new", due="2026-11-25")
    for count in range(7):
        gone = f"{HOME}attach/2024/{count}.pdf"
        number = story.verdict(
            "link-dead", "QH07", "link", gone, "violation", name=f"附件{count + 1}：惠农补贴明细表",
            reason="链接两次访问均返回404", observed={"status": 404},
        )  # fmt: skip
        story.finding(number, "new")
    number = story.verdict(
        "column-stale", "QH08", "column", f"{HOME}xxgk/qh08/ghjh/", "declared", name="规划计划",
        reason="机构改革期间职能划转（青禾公开函〔2026〕5号，有效期至2026年12月31日）",
    )  # fmt: skip
    story.finding(number, "declared", due=None)


def _sources(story: Story) -> None:
    posts: dict[str, str | None] = {
        "A01": "2026-11-21", "A02": "2026-11-20", "A03": "2026-11-18", "A04": "2026-10-12", "A05": "2026-09-30",
    }  # fmt: skip
    for account, unit, platform, name in ACCOUNTS:
        newest = posts.get(account)
        story.db["sources"].insert(
            {
                "sweep": story.sweep, "account": account, "platform": platform, "source": "feed", "look": 1,
                "outcome": "ok" if newest else "empty_unproven", "posts": int(bool(newest)), "newest": newest,
            }
        )  # fmt: skip
        if newest:
            story.db["posts"].insert(
                {
                    "sweep": story.sweep, "account": account, "id": f"{account}-1", "title": f"{name}一周要闻",
                    "url": f"https://media.example/{account}/1", "published": f"{newest}T08:30:00+08:00",
                    "precision": "second", "source": "feed", "pinned": 0, "deleted": 0,
                }
            )  # fmt: skip
        facts: dict[str, Any] = {
            "name": name,
            "url": f"https://media.example/{account}",
            **SAID.get(account, {}),
        }
        verdict = facts.pop("verdict", "pass")
        number = story.verdict("account-dormant", unit, "account", account, verdict, **facts)
        if verdict == "violation":
            story.finding(number, "new", due="2026-11-25")
    for purpose, outcome, count in (
        ("home", "ok", 2), ("front", "ok", 8), ("column", "ok", 57), ("column", "timeout", 5), ("list", "ok", 118),
        ("article", "ok", 640), ("article", "http_error", 3), ("link", "ok", 210), ("account", "ok", 6), ("robots", "ok", 1),
    ):  # fmt: skip
        story.db["fetches"].insert_all(
            {
                "sweep": story.sweep, "key": f"{purpose}-{outcome}-{number}", "url": f"{HOME}{purpose}/{number}",
                "purpose": purpose, "outcome": outcome, "bytes": 31_000,
            }
            for number in range(count)
        )  # fmt: skip


def main(folder: Path) -> None:
    """Write the sample's reports below a folder, to look at them."""
    folder.mkdir(parents=True, exist_ok=True)
    workspace = sample_workspace(folder)
    workspace.database.unlink(missing_ok=True)
    db, sweep = two_weeks(workspace.database)
    print(write_reports(workspace, db, sweep, law=sample_law()).overview)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
