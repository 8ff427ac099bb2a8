"""account-dormant: an account published nothing within its period."""

from __future__ import annotations

from datetime import date, timedelta

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
)  # fmt: skip
from checks.posting import (
    all_proofs,
    credible_days,
    gone_reports,
    nothing_came,
    proves_silence,
    why_unknown,
)
from checks.words import account_words, overdue_words
from crawler.items import Reason
from rules.model import AccountClass, AccountStatus
from rules.periods import Period

_MEND = "请尽快发布信息，保持定期更新；已停止维护的账号，按规定办理注销并更新备案。"
_RETIRED = (AccountStatus.CLOSED, AccountStatus.MOVED)


@check(
    Account,
    severity=Severity.VETO,
    basis="gbm-2019-19:account-not-updated",
    since="2019-04-01",
    lasting=False,
)
def account_dormant(account: Account, evidence: Evidence) -> Ruling:
    """政务新媒体超过规定期限未更新

    为什么：
        政务新媒体监测时间点前两周内没有更新的，检查指标列为单项否决；开通以来从未更新的同样处理。
    不算问题：
        任何一个来源看到期限内有一条推文即为已更新，事后删除的推文也算；修改旧文不算更新；
        已注销、迁移的账号不判断，已报送情况说明的暂停账号不计；
        服务类、互动类账号不要求定期更新；平台显示账号已经停用的另行判断；
        没有来源能够证明期限内确无更新的，只作疑似或者列为未能核验。
    如何整改：
        尽快发布信息；不再使用的账号办理注销手续并更新备案。
    """
    if exempt := _exempt(account):
        return not_applicable(exempt)
    period = Period(days=account.row.update_within_days)
    days = credible_days(account, evidence)
    newest = max(days, default=None)
    seen = all_proofs(account)
    if newest is not None and period.covers(newest, evidence.today):
        return passed(
            seen=seen, newest=newest.isoformat(), days=(evidence.today - newest).days, limit=period.days
        )
    if (withheld := _withheld(account)) is not None:
        return withheld
    span = (period.before(evidence.today), evidence.today - timedelta(days=1))
    proof = next((report for report in account.reports if proves_silence(report, *span)), None)
    if newest is None and proof is None:
        return untested(why_unknown(account), "没有来源能够说明该账号是否更新", seen)
    source = proof.source if proof else ">".join(report.source for report in account.reports)
    age = (evidence.today - newest).days if newest else None
    figures = {
        "newest": newest.isoformat() if newest else None,
        "days": age,
        "limit": period.days,
        "source": source,
    }
    said = _sentence(account, newest, period, evidence)
    if proof is not None:
        return violation(f"{said}（来源：{source}）", seen, _MEND, **figures)
    return suspected(f"{said}；来源（{source}）不能证明此后确无更新，请人工查看", seen, _MEND, **figures)


def _exempt(account: Account) -> str | None:
    """Why the register asks for no posts of an account."""
    if account.row.status in _RETIRED:
        return f"备案状态为{account.row.status.value}，不要求更新"
    if account.row.purpose is not AccountClass.PUBLISHING:
        return f"账号类别为{account.row.purpose.value}，不按发布类要求更新"
    return None


def _withheld(account: Account) -> Ruling | None:
    """The ruling where silence says nothing of the account: it is gone, or the trouble is ours."""
    if gone_reports(account):
        return not_applicable("平台显示账号已经停用，由 account-gone 判断")
    if account.incident:
        said = "同一平台的账号同时出现异常，判断为监测一侧的问题"
        return untested(Reason.INCIDENT, said, all_proofs(account))
    if nothing_came(account):  # what earlier weeks saw says nothing of this one
        return untested(
            why_unknown(account), "本期没有一个来源采集成功，不能说明该账号是否更新", all_proofs(account)
        )
    return None


def _sentence(account: Account, newest: date | None, period: Period, evidence: Evidence) -> str:
    """Which account, and how long it has been silent."""
    if newest is None:
        before = "更早的推文来源没有给出发布时间" if account.posts else "未见历史推文"
        return f"{account_words(account.row)}监测时间点前{period}内无更新，{before}"
    return f"{account_words(account.row)}{overdue_words(newest, evidence.today, period)}"
