"""account-revived: an account that is registered as closed still publishes."""

from __future__ import annotations

from datetime import date

from checks.model import (
    Account,
    Evidence,
    Ruling,
    Severity,
    check,
    not_applicable,
    passed,
    suspected,
    untested,
    violation,
)
from checks.posting import all_proofs, credible_days, gone_reports, nothing_came, why_unknown
from checks.words import account_words, day_words
from crawler.items import Reason, day_of
from rules.model import AccountStatus
from rules.periods import Period

_MEND = "请核实该账号是否确已注销：仍在使用的，重新备案；冒用的，向平台投诉处理。"


@check(Account, severity=Severity.DEDUCT, basis="gbm-2019-19:account-not-closed", since="2019-04-01")
def account_revived(account: Account, evidence: Evidence) -> Ruling:
    """已注销账号仍在发布

    为什么：
        停止使用的政务新媒体应当在平台注销，名实应当一致；
        备案为注销的账号仍在发布，说明注销没有落实或者被人冒用。
    不算问题：
        注销以前（含当天）发布的推文；备案状态为运行、暂停、迁移的账号不在此判断；
        期限内的推文只有以前的监测见过、本次没有再见到的，或者平台也说账号已经停用的，
        可能是注销以前发布的，只作疑似，由人工核查；
        备案表没有写明注销日期，推文又不晚于首次监测到备案为注销那天的，同样只作疑似；
        来源没有看到任何推文、也不能说明情况的，列为未能核验。
    如何整改：
        核实账号归属，落实注销或者重新备案。
    """
    if account.row.status is not AccountStatus.CLOSED:
        return not_applicable(f"备案状态为{account.row.status.value}，不在此判断")
    period = Period(days=account.row.update_within_days)
    closed = account.row.closed_on
    days = credible_days(account, evidence)
    seen = all_proofs(account)
    recent = [day for day in days if day <= evidence.today and period.covers(day, evidence.today)]
    if any(closed is None or day > closed for day in recent):
        return _published(account, evidence, recent)
    if days and not nothing_came(account):  # what earlier weeks saw does not say that it is silent now
        return passed(seen=seen, newest=max(days).isoformat(), limit=period.days)
    if account.incident:
        return untested(Reason.INCIDENT, "同一平台的账号同时出现异常，判断为监测一侧的问题", seen)
    return untested(why_unknown(account), "没有来源能够说明该账号是否仍在发布", seen)


def _published(account: Account, evidence: Evidence, recent: list[date]) -> Ruling:
    """Posts within the period: proof where this sweep shows one that is surely later than the closing."""
    seen, since = all_proofs(account), account.row.closed_on or account.closed_before
    period = Period(days=account.row.update_within_days)
    proved = sorted(_shown(account).intersection(day for day in recent if since is not None and day > since))
    newest = proved[-1] if proved else max(recent)
    said = f"{account_words(account.row)}备案状态为注销，但{day_words(newest)}仍发布信息"
    figures: dict[str, object] = {
        "newest": newest.isoformat(),
        "days": (evidence.today - newest).days,
        "limit": period.days,
        "closed": since.isoformat() if since else None,
    }
    if gone_reports(account) or not proved:
        return suspected(f"{said}，可能是注销以前发布的，请人工核实", seen, _MEND, **figures)
    return violation(said, seen, _MEND, **figures)


def _shown(account: Account) -> set[date]:
    """The newest day that each look of this sweep showed: what earlier sweeps saw may be older than the closing."""
    days = (day_of(moment) for report in account.reports for moment in report.newest_by_look)
    return {day for day in days if day is not None}
