"""account-gone: a registered account was cancelled, banned, frozen or moved away."""

from __future__ import annotations

from checks.model import Account, Evidence, Ruling, Severity, check, passed, suspected, untested, violation
from checks.posting import all_proofs, confirmed, credible_days, gone_reports, why_untold
from checks.words import account_words, quoted, state_words
from crawler.items import Reason
from rules.model import AccountStatus
from rules.periods import Period

_MEND = "请核实账号状态：确已停用的，办理注销并更新备案；被平台限制的，查明原因并申请恢复；已经迁移的，更新备案信息。"
_EXPECTED = {
    AccountStatus.CLOSED: frozenset({"cancelled", "banned", "frozen"}),
    AccountStatus.MOVED: frozenset({"migrated", "cancelled"}),
}


@check(Account, severity=Severity.DEDUCT, basis="gbf-2018-123:closing", since="2018-12-07")
def account_gone(account: Account, evidence: Evidence) -> Ruling:
    """备案账号已被注销、封禁或迁移

    为什么：
        备案信息应当与账号实际情况一致，账号注销、更名、变更主体的应当及时报备；
        备案为运行的账号已经不存在，公众按备案查找时会扑空。
    不算问题：
        平台没有用明确的文字或者代码说明账号状态的；单篇推文被删除、链接过期的；备案状态已经是注销、迁移的；
        官方来源没有两次说法一致的，以及平台只说受限、冻结的，只作疑似，由人工核查；
        按备案表所填账号ID查询的（微博移动端），该ID从未显示过备案名称的，可能填错，也只作疑似。
    如何整改：
        核实账号状态，办理注销、恢复或者变更备案。
    """
    seen = all_proofs(account)
    gone = gone_reports(account)
    if gone:
        return _told_gone(account, evidence)
    if account.incident and not _alive(account, evidence):
        return untested(Reason.INCIDENT, "同一平台的账号同时出现异常，判断为监测一侧的问题", seen)
    if _alive(account, evidence) or any("normal" in report.states for report in account.reports):
        return passed(seen=seen)
    return untested(why_untold(account), "没有来源能够说明账号状态", seen)


def _told_gone(account: Account, evidence: Evidence) -> Ruling:
    """A platform said so in so many words: whether that is proof depends on who said it, how often, and to whom."""
    seen, report = all_proofs(account), gone_reports(account)[0]
    state = report.states[-1] if report.states[-1] != "unknown" else report.states[0]
    figures = {"state": state, "told": report.state_told, "source": report.source}
    if state in _EXPECTED.get(account.row.status, frozenset()):
        return passed("与备案状态一致", seen, **figures)
    said = (
        f"{account_words(account.row)}备案状态为{account.row.status.value}，平台显示账号{state_words(state)}"
    )
    said += quoted(report.state_told) if report.state_told else ""
    agreed = len(report.states) > 1 and len(set(report.states)) == 1
    known = confirmed(account, report)
    certain = report.proves_silence and agreed and known and state != "frozen"
    if certain and not account.incident and not _alive(account, evidence):
        return violation(f"{said}（来源：{report.source}，两次一致）", seen, _MEND, **figures)
    doubt = "" if known else "；账号ID从未与备案名称一同出现过，可能填错"
    return suspected(f"{said}（来源：{report.source}）{doubt}，请人工核实", seen, _MEND, **figures)


def _alive(account: Account, evidence: Evidence) -> bool:
    """Whether it published within its period: then it was there a short time ago."""
    period = Period(days=account.row.update_within_days)
    days = [day for day in credible_days(account, evidence) if day <= evidence.today]
    return bool(days) and period.covers(max(days), evidence.today)
