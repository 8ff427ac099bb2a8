"""An ordinary week: one sweep with something of everything, and the office that asked for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from store_builder import HOME, TODAY, Store, account, days_ago, item, workspace

from rules.model import Workspace

STALE = ("column-stale", f"{HOME}mzj/通知公告/")
DEAD = {
    "outcome": "http_error",
    "http_status": 404,
    "look_outcome": "http_error",
    "look_status": 404,
}


def fill(store: Store, *, stale: int = 300, today: date = TODAY) -> None:
    """One ordinary sweep with something of everything; 通知公告 of mzj is `stale` days old."""
    store.begin(today)
    for unit in ("zwb", "mzj", "bqz"):
        store.area(unit)
    store.home([{"url": f"{HOME}1.html", "date": days_ago(2, today)}])
    store.column("zwb", "要闻", [{"url": f"{HOME}1.html", "date": days_ago(2, today)}], type="动态要闻")
    store.column("mzj", "通知公告", [{"url": f"{HOME}mzj/2.html", "date": days_ago(stale, today)}])
    store.column("mzj", "规划计划", [], proof="共0条")
    store.column("bqz", "公告", [], ("blocked", "blocked"))
    store.article("zwb", f"{HOME}1.html", published=days_ago(2, today))
    store.article("mzj", f"{HOME}mzj/2.html", published=days_ago(stale, today))
    store.article("bqz", f"{HOME}bqz/3.html", outcome="timeout", published=None)
    store.link("zwb", f"{HOME}1.html")
    store.link("mzj", f"{HOME}mzj/x.html", **DEAD)
    store.source("A01", newest=days_ago(1, today))
    store.post("A01", f"{days_ago(1, today)}T08:00:00+08:00", url="http://source.example/A01/1")
    store.source("A02", newest=days_ago(30, today))
    store.post("A02", f"{days_ago(30, today)}T08:00:00+08:00", url="http://source.example/A02/1")
    store.linked("mzj", "https://weibo.com/u/2000000009")


def office(**more: Any) -> Workspace:
    catalog = (
        item("1", "通知公告", "每季度"),
        item("2", "行政处罚", "自决定作出之日起7个工作日内", ("mzj", "bqz")),
    )
    return workspace(
        accounts=(account("A01"), account("A02"), account("A03", "bqz")), catalog=catalog, **more
    )
