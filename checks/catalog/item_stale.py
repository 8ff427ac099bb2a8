"""item-stale: a catalog item was not updated within its cycle."""

from __future__ import annotations

from datetime import date
from typing import Any

from checks.items import called, claimed_days, out_of_reach, pages_of, unfound, unproven
from checks.model import Evidence, Item, Ruling, Severity, check, not_applicable, passed, untested, violation
from checks.paces import Pace, pace_of
from checks.words import day_words
from crawler.items import Reason

_MEND = "请核实该事项应公开的内容并及时更新；确无更新内容的，向政务公开主管部门报送情况说明。"


@check(Item, severity=Severity.DEDUCT, basis="local-catalog:item", since="2019-12-26", lasting=False)
def item_stale(item: Item, evidence: Evidence) -> Ruling:
    """标准目录事项超过更新周期

    为什么：
        标准目录规定了更新周期的事项，应当在周期内更新；主管部门为事项单独规定更新天数的，从其规定。
    不算问题：
        长期、实时、及时公开和没有写明周期的事项不判断；期限内有一个可信日期的文件即为已更新，
        按期公开可以顺延的工作日计入期限；没有注明日期、没有全部采集到、两次查看不一致的，列为未能核验。
    如何整改：
        公开周期内应当更新的内容；确无更新内容的，报送情况说明。
    """
    pace = pace_of(item.row)
    ruling = (
        out_of_reach(item, evidence)
        or (None if pace else not_applicable("没有规定更新周期"))
        or unfound(item)
    )
    if ruling is not None or pace is None:
        return ruling or not_applicable("没有规定更新周期")
    newest = _newest(item, evidence)
    fresh = newest is not None and pace.covers(newest, evidence)
    if newest is not None and fresh:
        return passed(seen=item.found.seen, **_figures(newest, pace, evidence))
    if fresh is None:
        return untested(Reason.INCOMPLETE, "工作日历没有覆盖这一年，不能计算期限", item.found.seen)
    return unproven(item) or _stale(item, newest, pace, evidence)


def _newest(item: Item, evidence: Evidence) -> date | None:
    """The newest credible day that any look, entry or opened page shows."""
    pages = pages_of(item)
    days = [
        day for entry in item.found.entries for day in claimed_days(entry, pages.get(entry.url), evidence)
    ]
    looks = item.found.column.looks if item.found.column else ()
    days += [look.newest for look in looks if look.newest is not None and evidence.credible(look.newest)]
    return max(days, default=None)


def _stale(item: Item, newest: date | None, pace: Pace, evidence: Evidence) -> Ruling:
    """Nothing credible lies within the period: what documents without a date change about that."""
    pages = pages_of(item)
    entries, seen = item.found.entries, item.found.seen
    dates = [entry.date or (page.day if (page := pages.get(entry.url)) else None) for entry in entries]
    undated = sum(day is None for day in dates)
    switch = {"undated": undated, "undated_switch": evidence.limits.undated} if undated else {}
    if newest is None and not undated:
        return untested(Reason.UNDATED, f"{called(item)}所列日期均晚于监测日，不可采信", seen)
    if undated and evidence.limits.undated == "untested":
        return untested(Reason.UNDATED, f"{called(item)}有{undated}个文件没有注明日期", seen, **switch)
    figures = {**_figures(newest, pace, evidence), **switch}
    if newest is None:
        said = f"{called(item)}的文件均未注明发布时间，按规定视为{pace}内未更新"
        return violation(said, seen, _MEND, **figures)
    said = (
        f"{called(item)}最近一次更新为{day_words(newest)}，距今{(evidence.today - newest).days}天，"
        f"超过{pace}的更新期限"
    )
    return violation(said, seen, _MEND, **figures)


def _figures(newest: date | None, pace: Pace, evidence: Evidence) -> dict[str, Any]:
    days = (evidence.today - newest).days if newest else None
    return {"newest": newest.isoformat() if newest else None, "days": days, "limit": pace.figure}
