"""A small workspace and a store as the crawler would have filled it: rows by hand, defaults that are in order."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from case_builder import LIMITS
from sqlite_utils import Database

from checks import tables
from crawler.store import open_store
from rules.deadlines import parse
from rules.model import (
    Account,
    Budget,
    CatalogItem,
    Column,
    Declaration,
    District,
    Guard,
    Limits,
    Polite,
    Portal,
    Unit,
    UnitKind,
    Workspace,
)
from rules.periods import Clock

HOME = "http://portal.example/"
TODAY = date(2026, 11, 22)
UNITS = (
    Unit("zwb", "示例区人民政府办公室", UnitKind.DEPARTMENT, portal_url=HOME),
    Unit("mzj", "示例区民政局", UnitKind.DEPARTMENT, portal_url=f"{HOME}mzj/"),
    Unit("bqz", "示例区白泉镇人民政府", UnitKind.TOWN, portal_url=f"{HOME}bqz/"),
)


def workspace(
    *,
    accounts: tuple[Account, ...] = (),
    catalog: tuple[CatalogItem, ...] = (),
    columns: tuple[Column, ...] = (),
    declarations: tuple[Declaration, ...] = (),
    limits: Limits = LIMITS,
    units: tuple[Unit, ...] = UNITS,
) -> Workspace:
    return Workspace(
        folder=Path("/nowhere"),
        district=District("示例区", "示例区政务公开办公室", "zwb"),
        portal=Portal("示例区人民政府", HOME, ("portal.example",)),
        polite=Polite(),
        budget=Budget(),
        render="auto",
        limits=limits,
        guard=Guard(),
        units=units,
        accounts=accounts,
        catalog=catalog,
        columns=columns,
        declarations=declarations,
        lexicon=(),
        notices=(),
        digest="d",
    )


def account(code: str, unit: str = "mzj", **more: Any) -> Account:
    return Account(code, unit, "wechat", f"账号{code}", ("feed",), **more)


def item(
    no: str, level2: str, deadline: str | None = None, units: tuple[str, ...] = ("mzj",), **more: Any
) -> CatalogItem:
    return CatalogItem(no, no, None, "一级", level2, (), parse(deadline), units=units, **more)


class Store:
    """The store of one workspace, with a pen for every table of the crawler."""

    def __init__(self, folder: Path) -> None:
        self.db: Database = open_store(folder / "gongkai.db", tables.migrations)
        self.sweep = 0

    def begin(self, as_of: date = TODAY, *, attempt: int = 1, scope: str = "all") -> int:
        """A new sweep; what follows is written into it."""
        clock = Clock(as_of, ZoneInfo("Asia/Shanghai"))
        row = {
            "week": clock.week, "attempt": attempt, "as_of": as_of.isoformat(), "zone": "Asia/Shanghai",
            "scope": scope, "state": "done",
        }  # fmt: skip
        self.sweep = int(str(self.db.table("sweeps").insert(row).last_pk))
        return self.sweep

    def fetch(self, url: str, status: int = 200, at: str | None = None) -> int:
        number = self.db.table("fetches").count
        day = self.db.table("sweeps").get(self.sweep)["as_of"]
        row = {
            "sweep": self.sweep, "key": f"{url}#{number}", "url": url, "fetched_at": at or f"{day}T03:00:00+00:00",
            "http_status": status, "outcome": "ok", "sha256": "0" * 64, "capture": "w/1.warc.gz", "capture_offset": number,
        }  # fmt: skip
        return int(str(self.db.table("fetches").insert(row).last_pk))

    def area(self, unit: str, **facts: Any) -> None:
        row = {"unit": unit, "url": f"{HOME}{unit}/", "outcome": "ok", "complete": 1, "look_outcome": "ok"}
        self._put("areas", {**row, **facts})

    def home(self, rows: list[dict[str, Any]], looks: tuple[str, ...] = ("ok", "ok")) -> None:
        self._looks(HOME, looks, rows, None)
        self._entries(HOME, rows, None)

    def column(
        self,
        unit: str,
        name: str,
        rows: list[dict[str, Any]],
        looks: tuple[str, ...] = ("ok", "ok"),
        **facts: Any,
    ) -> str:
        """A column with its looks and entries; `rows` are entries, `proof` that an empty list is proved."""
        url = facts.pop("url", f"{HOME}{unit}/{name}/")
        proof = facts.pop("proof", None)
        outcome = facts.pop("outcome", looks[0] if looks else None)
        row = {
            "url": url, "unit": unit, "name": name, "path": json.dumps([unit, name]), "type": "通知公告", "role": "list",
            "template": "t1", "outcome": outcome, "complete": int(outcome == "ok"),
        }  # fmt: skip
        self._put("columns", {**row, **facts})
        self._looks(url, looks, rows, proof)
        self._entries(url, rows, unit)
        return str(url)

    def article(self, unit: str, url: str, **facts: Any) -> None:
        row = {
            "url": url, "unit": unit, "outcome": "ok", "kind": "article", "title": "关于一件事的通知", "template": "a1",
            "published": "2026-11-01", "date_marks": json.dumps([["页面日期", "2026-11-01"]]), "text": "正文。",
            "attachments": "[]", "fetch": self.fetch(url),
        }  # fmt: skip
        self._put("articles", {**row, **facts})

    def link(self, unit: str, url: str, **facts: Any) -> None:
        row = {
            "unit": unit,
            "url": url,
            "page_url": HOME,
            "place": "home",
            "text": "链接",
            "external": 0,
            "outcome": "ok",
        }
        self._put("links", {**row, **facts})

    def source(self, account: str, look: int = 1, **facts: Any) -> None:
        row = {
            "account": account, "platform": "wechat", "source": "feed", "look": look, "outcome": "ok",
            "proves_silence": 0, "liveness": "[]", "posts": 0, "fetch": self.fetch(f"http://source.example/{account}"),
        }  # fmt: skip
        self._put("sources", {**row, **facts})

    def post(self, account: str, published: str | None, **facts: Any) -> None:
        row = {
            "account": account,
            "id": published or "?",
            "title": "推文",
            "published": published,
            "source": "feed",
        }
        self._put("posts", {**row, **facts})

    def linked(self, unit: str, url: str, **facts: Any) -> None:
        row = {
            "unit": unit,
            "key": url,
            "url": url,
            "words": "官方微博",
            "page_url": HOME,
            "via": "link",
            "platform": "weibo",
        }
        self._put("linked_accounts", {**row, **facts})

    def incident(self, scope: str, name: str, reason: str) -> None:
        self._put("incidents", {"scope": scope, "name": name, "reason": reason, "failed": 3, "total": 3})

    def verdicts(self, sweep: int | None = None) -> list[dict[str, Any]]:
        sql = 'SELECT * FROM verdicts WHERE sweep = ? ORDER BY "check", unit, "key"'
        return list(self.db.query(sql, (sweep or self.sweep,)))

    def of(self, check: str, key: str) -> dict[str, Any]:
        """The one verdict of a check on a subject."""
        (row,) = (row for row in self.verdicts() if row["check"] == check and row["key"] == key)
        return row

    def findings(self, sweep: int | None = None) -> dict[str, dict[str, Any]]:
        rows = self.db.query("SELECT * FROM findings WHERE sweep = ?", (sweep or self.sweep,))
        return {row["id"]: row for row in rows}

    def _looks(self, url: str, looks: tuple[str, ...], rows: list[dict[str, Any]], proof: str | None) -> None:
        day = self.db.table("sweeps").get(self.sweep)["as_of"]
        newest = max((row["date"] for row in rows if row.get("date") and row["date"] <= day), default=None)
        for number, outcome in enumerate(looks, start=1):
            read = outcome == "ok"
            self._put(
                "looks",
                {
                    "url": url, "look": number, "fetch": self.fetch(url), "outcome": outcome, "read_by": "static",
                    "entries": len(rows) if read else 0, "newest": newest if read else None,
                    "empty_proof": proof if read else None,
                },
            )  # fmt: skip

    def _entries(self, url: str, rows: list[dict[str, Any]], unit: str | None) -> None:
        for position, row in enumerate(rows):
            plain = {"title": "一条信息", "date": None, "pinned": 0, "unit": unit, "look": 1, "page_url": url}
            self._put("entries", {**plain, **row, "column_url": url, "position": position})

    def _put(self, table: str, row: dict[str, Any]) -> None:
        self.db.table(table).insert({"sweep": self.sweep, **row})


def days_ago(days: int, today: date = TODAY) -> str:
    return (today - timedelta(days=days)).isoformat()
