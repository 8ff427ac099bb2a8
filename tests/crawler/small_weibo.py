"""A tiny stand-in of a platform's API on loopback: one account per first part of the path, posts by their age in days."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from small_site import STALL, Answers, Asked, Site

AS_OF = date(2026, 11, 22)
_ZONE = ZoneInfo("Asia/Shanghai")
_UID = 2000000001


class Weibo(Site):
    """`ages` maps an account to the ages of its posts; what is not there answers with an expired token."""

    def __init__(self) -> None:
        super().__init__()
        self.ages: dict[str, list[int]] = {}
        self.stalls: set[str] = set()
        self.texts: dict[str, str] = {}

    def answer(self, asked: Asked) -> Answers:
        _, name, *rest = urlsplit(asked.path).path.split("/")
        if name not in self.ages and f"/{name}" in self.paths:
            return super().answer(asked)
        with self._lock:
            self.log.append(asked)
        if name in self.stalls:
            return STALL
        if name not in self.ages:
            return _json({"error_code": 21327, "error": "expired_token"}, 401)
        return _json(self._told(name, rest[-1]))

    def asked_of(self, name: str) -> list[str]:
        """What was asked about one account, in order."""
        return [
            urlsplit(asked.path).path.split("/")[-1]
            for asked in self.log
            if asked.path.startswith(f"/{name}/")
        ]

    def _told(self, name: str, what: str) -> dict[str, Any]:
        user = {
            "id": _UID,
            "idstr": str(_UID),
            "screen_name": "青禾民政",
            "statuses_count": len(self.ages[name]),
            "verified": True,
        }
        if what == "get_uid.json":
            return {"uid": _UID}
        return (
            user
            if what == "show.json"
            else {"statuses": self._posts(name, user), "total_number": len(self.ages[name])}
        )

    def _posts(self, name: str, user: dict[str, Any]) -> list[dict[str, Any]]:
        posts = []
        for age in sorted(self.ages[name]):
            moment = datetime.combine(AS_OF - timedelta(days=age), time(10), _ZONE)
            number = str(5200000000000000 + age)
            posts.append(
                {
                    "id": int(number), "idstr": number, "mid": number, "user": user,
                    "created_at": moment.strftime("%a %b %d %H:%M:%S %z %Y"), "text": self.texts.get(name, f"第{age}天的消息"),
                }
            )  # fmt: skip
        return posts


def _json(told: object, status: int = 200) -> Answers:
    return Answers(json.dumps(told).encode(), status, {"Content-Type": "application/json"})


def feed(*ages: int) -> Answers:
    """An RSS feed with posts of some ages."""
    items = "".join(
        f"<item><title>第{age}天</title><guid>{age}</guid><pubDate>"
        f"{datetime.combine(AS_OF - timedelta(days=age), time(10), _ZONE):%a, %d %b %Y %H:%M:%S %z}</pubDate></item>"
        for age in ages
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>青禾民政</title>{items}</channel></rss>'
    return Answers(body.encode(), 200, {"Content-Type": "application/rss+xml"})
