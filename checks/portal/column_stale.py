"""column-stale: a column was not updated within its period."""

from __future__ import annotations

from datetime import date

from checks.looking import looks_agree, newest_credible, proofs, proofs_of, unread
from checks.model import (
    Column,
    Evidence,
    Ruling,
    Severity,
    check,
    not_applicable,
    passed,
    untested,
    violation,
)
from checks.words import limit_figure, overdue_words, quoted
from crawler.items import Reason
from rules.periods import Period

_MEND = "请核实该栏目应公开的信息并及时更新；确无信息可发的，向政务公开主管部门说明情况，或整合、关停该栏目。"
_NO_LIST = {
    "document": "栏目页面即为正文，不按列表的更新期限判断",
    "parent": "仅为导航，由下级栏目分别判断",
    "outside": "站外：栏目指向其他网站",
}


@check(
    Column,
    severity=Severity.DEDUCT,
    basis="gbm-2019-19:column-not-updated",
    since="2019-04-01",
    lasting=False,
)
def column_stale(column: Column, evidence: Evidence) -> Ruling:
    """栏目超过规定期限未更新

    为什么：
        动态要闻类栏目两周、通知公告和政策文件类栏目六个月、人事和规划计划类栏目一年内没有更新的，
        检查指标予以扣分，累计达到规定数量的单项否决。
    不算问题：
        机构职能、领导信息、概况、指南等静态栏目不要求更新；只作导航或者指向站外的栏目不判断；
        期限内有一条可信日期的信息即为已更新，置顶的旧稿不影响判断，晚于监测日的日期不算更新；
        列表没有读全、没有注明日期、两次查看结果不一致的，列为未能核验；空白栏目另行判断。
    如何整改：
        在栏目中发布期限内应当公开的信息；确无信息的，报送情况说明或者整合、关停栏目。
    """
    if column.role in _NO_LIST:
        return not_applicable(_NO_LIST[column.role])
    if column.period is None:
        return not_applicable("静态栏目，不要求定期更新")
    newest = newest_credible(column, evidence)
    if newest is not None and column.period.covers(newest, evidence.today):
        limit = limit_figure(column.period)
        return passed(seen=proofs(column.looks), newest=newest.isoformat(), limit=limit)
    not_read = unread(column, needed=2)
    if not_read is None and not column.entries:
        return not_applicable("栏目没有信息，由“空白栏目”判断")
    return (
        not_read
        or _unproven(column, newest, evidence)
        or _stale(column, column.period, newest, evidence.today)
    )


def _unproven(column: Column, newest: date | None, evidence: Evidence) -> Ruling | None:
    """Why silence cannot be stated although the list was read."""
    seen, name, undated = proofs(column.looks), quoted(column.name), _undated(column)
    if undated and evidence.limits.undated == "untested":
        said = f"栏目{name}有{undated}条信息未注明日期，不能判断更新时间"
        return untested(Reason.UNDATED, said, seen, undated=undated, undated_switch="untested")
    if newest is None and not undated:
        return untested(Reason.UNDATED, f"栏目{name}所列日期均晚于监测日，不可采信", seen)
    if not column.complete:
        return untested(Reason.INCOMPLETE, f"栏目{name}的列表没有读全", seen)
    if not looks_agree(column.looks):
        return untested(Reason.INCOMPLETE, f"两次查看栏目{name}的结果不一致", seen)
    return None


def _stale(column: Column, period: Period, newest: date | None, today: date) -> Ruling:
    figures: dict[str, object] = {
        "newest": newest.isoformat() if newest else None,
        "days": (today - newest).days if newest else None,
        "limit": limit_figure(period),
    }
    undated = _undated(column)
    if undated:
        figures |= {"undated": undated, "undated_switch": "stale"}
    said = overdue_words(newest, today, period) if newest else f"{period}内没有注明发布时间的更新"
    return violation(f"栏目{quoted(column.name)}{said}", proofs_of(column), _MEND, **figures)


def _undated(column: Column) -> int:
    return sum(entry.date is None for entry in column.entries)
