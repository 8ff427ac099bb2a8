"""From a case file (tests/cases/<check>/*.toml) to evidence. README.md beside the cases tells the format."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from checks.locating import Territory, locate
from checks.model import (
    Account,
    AccountPost,
    Article,
    Column,
    Evidence,
    Item,
    LinkedAccount,
    Look,
    Seen,
    Site,
    SourceReport,
    Target,
)  # fmt: skip
from crawler.items import DateMark, Entry, Kind, Link, Post, Reason
from rules import model as rules
from rules.calendar import WorkCalendar
from rules.columns import period_for
from rules.deadlines import parse
from rules.lexicon import Lexicon, Word
from rules.model import ColumnType, Limits, UnitKind
from rules.periods import Period

LIMITS = Limits(
    columns={
        ColumnType.NEWS: Period(days=14),
        ColumnType.NOTICES: Period(months=6),
        ColumnType.POLICIES: Period(months=6),
        ColumnType.INTERPRETATIONS: Period(months=6),
        ColumnType.PERSONNEL: Period(months=12),
        ColumnType.PLANS: Period(months=12),
        ColumnType.OTHER: Period(months=12),
    },
    annual=Period(months=15),
    home=Period(days=14),
    look_back_days=365,
    small_column=30,
    max_list_pages=40,
    mend_within_workdays=10,
    mend_veto_within_workdays=3,
    baseline_days=90,
)
"""The contract's periods, written out: a case means the same whatever the package's own data say."""

_PLAIN_UNIT = {"code": "mzj", "name": "示例区民政局", "kind": "部门"}
_HEAD = {"title", "today", "fetched_on", "expect"}


@dataclass
class Case:
    """One file: the evidence of one unit, and what checks must say of it."""

    path: Path
    title: str
    evidence: Evidence
    expects: list[dict[str, Any]] = field(default_factory=list)

    @property
    def check(self) -> str:
        return self.path.parent.name


def load_case(path: Path) -> Case:
    data = tomllib.loads(path.read_text("utf-8"))
    head = {name: data.pop(name) for name in _HEAD & set(data)}
    return Case(
        path, head["title"], build_evidence(head["today"], head.get("fetched_on"), data), head["expect"]
    )


def build_evidence(today: date, fetched_on: date | None, data: dict[str, Any]) -> Evidence:
    data = dict(data)
    clock = (today, fetched_on or today)
    unit = _unit(data.pop("unit", {}))
    limits = _limits(data.pop("limits", {}), data.pop("undated", "untested"))
    columns = tuple(_column(row, limits, clock) for row in data.pop("columns", []))
    articles = tuple(_article(row) for row in data.pop("articles", []))
    loose = tuple(_entry(row) for row in data.pop("loose", []))
    gap, agreed = _reason(data.pop("area_gap", "ok")), data.pop("area_agreed", True)
    territory = Territory(columns, loose, articles, gap, agreed)
    evidence = Evidence(
        unit=unit,
        today=today,
        fetched_on=clock[1],
        limits=limits,
        calendar=WorkCalendar(),
        first_sweep=data.pop("first_sweep", False),
        area_gap=gap,
        area_agreed=agreed,
        sites=tuple(_site(row, clock) for row in data.pop("sites", [])),
        columns=columns,
        articles=articles,
        targets=tuple(_target(row) for row in data.pop("targets", [])),
        items=tuple(_item(row, unit, territory, today) for row in data.pop("items", [])),
        accounts=tuple(_account(row, unit) for row in data.pop("accounts", [])),
        posts=tuple(_account_post(number, row, unit) for number, row in enumerate(data.pop("posts", []))),
        linked=tuple(_linked(row) for row in data.pop("linked", [])),
        lexicon=Lexicon(_word(row) for row in data.pop("lexicon", [])),
        told_late=frozenset(data.pop("told_late", [])),
    )
    assert not data, f"unknown keys: {sorted(data)}"
    return evidence


def _unit(row: dict[str, Any]) -> rules.Unit:
    row = {**_PLAIN_UNIT, **row}
    return rules.Unit(**{**row, "kind": UnitKind(row["kind"]), "aliases": tuple(row.get("aliases", ()))})


def _limits(row: dict[str, Any], undated: str) -> Limits:
    plain = {name: getattr(LIMITS, name) for name in Limits.__slots__}
    for name, value in row.items():
        plain[name] = Period.parse(value) if name in ("annual", "home") else value
    return Limits(**{**plain, "undated": undated})


def _reason(text: str | None) -> Reason | None:
    return None if text in (None, "ok") else Reason(text)


def _seen(url: str, status: int = 200) -> Seen:
    return Seen(url, status=status)


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(**{"title": "一条信息", "url": "", "date": None, **row})


def _looks(
    url: str, row: dict[str, Any], entries: tuple[Entry, ...], clock: tuple[date, date]
) -> tuple[Look, ...]:
    """The looks of a case, or two that saw what the entries show."""
    latest = max(clock)
    newest = max((entry.date for entry in entries if entry.date and entry.date <= latest), default=None)
    same = {"entries": len(entries), "newest": newest}
    looks: list[Look] = []
    for look in row.pop("looks", ["ok", "ok"]):
        said = {"reason": look} if isinstance(look, str) else {"reason": "ok", **look}
        facts: dict[str, Any] = {**(same if said["reason"] == "ok" else {}), **said}
        looks.append(Look(**{"seen": _seen(url), **facts, "reason": _reason(facts["reason"])}))
    return tuple(looks)


def _site(row: dict[str, Any], clock: tuple[date, date]) -> Site:
    row = {"url": "http://portal.example/", "name": "示例区人民政府", **row}
    entries = tuple(_entry(entry) for entry in row.pop("entries", []))
    row.setdefault("all_dated", all(entry.date for entry in entries))
    return Site(looks=_looks(row["url"], row, entries, clock), entries=entries, **row)


def _column(row: dict[str, Any], limits: Limits, clock: tuple[date, date]) -> Column:
    row = dict(row)
    entries = tuple(_entry(entry) for entry in row.pop("entries", []))
    looks = _looks(row["url"], row, entries, clock)
    kind = ColumnType(row.pop("type", "其他"))
    within = row.pop("update_within_days", None)
    period = (
        Period.parse(row.pop("period")) if "period" in row else period_for(kind, row["name"], limits, within)
    )
    path = tuple(row.pop("path", (row["name"],)))
    return Column(
        path=path, type=kind, period=period, looks=looks, entries=entries, **{"role": "list", **row}
    )


def _article(row: dict[str, Any]) -> Article:
    row = {"title": "关于一件事的通知", **row}
    row["date_marks"] = tuple(DateMark(mark, value) for mark, value in row.get("date_marks", ()))
    row["attachments"] = tuple(Link(url, text, "body") for url, text in row.get("attachments", ()))
    row["reason"] = _reason(row.get("reason"))
    row["page"] = Kind(row.get("page", "article"))
    if "column_type" in row:
        row["column_type"] = ColumnType(row["column_type"])
    return Article(**{"seen": _seen(row["url"]), **row})


def _target(row: dict[str, Any]) -> Target:
    looks = tuple(_answer(*([look] if isinstance(look, str) else look)) for look in row.pop("looks", []))
    plain = {
        "text": "链接文字",
        "page_url": "http://portal.example/",
        "place": "home",
        "seen": _seen(row["url"]),
    }
    return Target(**{**plain, **row}, looks=looks)


def _answer(outcome: str, status: int | None = None) -> tuple[Reason | None, int | None]:
    return _reason(outcome), 200 if outcome == "ok" else status


def _account(row: dict[str, Any], unit: rules.Unit) -> Account:
    row = dict(row)
    reports = tuple(_report(report) for report in row.pop("reports", []))
    posts = tuple(_post(number, post) for number, post in enumerate(row.pop("posts", [])))
    incident = row.pop("incident", False)
    before = row.pop("closed_before", None)
    shown_as = frozenset((number, name) for number, name in row.pop("shown_as", []))
    row["status"] = rules.AccountStatus(row.get("status", "运行"))
    row["purpose"] = rules.AccountClass(row.pop("class", "发布类"))
    row["sources"] = tuple(row.get("sources", (report.source for report in reports)))
    plain = {"code": "A01", "unit": unit.code, "platform": "wechat", "name": "示例区民政"}
    return Account(
        rules.Account(**{**plain, **row}),
        reports,
        posts,
        incident=incident,
        closed_before=before,
        shown_as=shown_as,
    )


def _report(row: dict[str, Any]) -> SourceReport:
    row = {"looks": ["ok", "ok"], "proves_silence": False, **row}
    row["looks"] = tuple(map(_reason, row["looks"]))
    if "covered" in row:
        row["covered"] = tuple(row["covered"])
    row["liveness"] = tuple(row.get("liveness", ()))
    row["states"] = tuple(row.get("states", ["unknown"] * len(row["looks"])))
    newest: list[datetime | str] = row.get("newest_by_look", [""] * len(row["looks"]))
    row["newest_by_look"] = tuple(moment or None for moment in newest)
    return SourceReport(**{"seen": _seen("http://source.example/"), **row})


def _post(number: int, row: dict[str, Any]) -> Post:
    return Post(**{"id": str(number), "title": "一条推文", "url": None, "published": None, **row})


def _account_post(number: int, row: dict[str, Any], unit: rules.Unit) -> AccountPost:
    row = dict(row)
    account = rules.Account("A01", unit.code, row.pop("platform", "weibo"), "示例区民政", ("feed",))
    url = row.setdefault("url", f"http://source.example/{number}")
    return AccountPost(account, _post(number, row), _seen(url or "http://source.example/"))


def _linked(row: dict[str, Any]) -> LinkedAccount:
    row = dict(row)
    for name in ("registered", "possible"):
        row[name] = tuple(row.get(name, ()))
    plain = {
        "platform": "weibo",
        "id": None,
        "words": "",
        "page_url": "http://portal.example/mzj/",
        "address": "http://a.example/",
    }
    return LinkedAccount(**{**plain, **row, "seen": _seen("http://portal.example/mzj/")})


def _word(row: dict[str, Any]) -> Word:
    return Word(
        **{"suggestion": None, "level": "deduct", **row, "exceptions": tuple(row.get("exceptions", ()))}
    )


def _item(row: dict[str, Any], unit: rules.Unit, territory: Territory, today: date) -> Item:
    row = dict(row)
    row["deadline"] = parse(row.get("deadline"))
    row["levels"] = frozenset(map(UnitKind, row.get("levels", ())))
    for name in ("elements", "aliases"):
        row[name] = tuple(row.get(name, ()))
    plain = {"key": row.get("no", "1"), "no": "1", "domain": None, "level1": None, "level2": None}
    item = rules.CatalogItem(**{**plain, **row, "units": (unit.code,)})
    return Item(item, locate(item, unit, territory, today=today))
