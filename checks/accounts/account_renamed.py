"""account-renamed: an account's name or its verified body differs from the register."""

from __future__ import annotations

from checks.model import (
    Account,
    Evidence,
    Ruling,
    Severity,
    SourceReport,
    check,
    not_applicable,
    passed,
    suspected,
    untested,
    violation,
)  # fmt: skip
from checks.posting import all_proofs, gone_reports, why_untold
from checks.words import account_words, quoted
from crawler.items import Reason
from rules.model import AccountStatus
from rules.names import bare_name
from rules.text import plain

_MEND = "账号确已更名或者变更认证主体的，请更新备案；不是本单位账号的，请核对账号编号和采集地址。"


@check(Account, severity=Severity.NOTICE, basis="hubei-2021-11:account-filing", since="2021-02-06")
def account_renamed(account: Account, evidence: Evidence) -> Ruling:
    """账号名称或认证主体与备案不一致

    为什么：
        账号名称、认证主体是备案信息的一部分，变更以后应当及时报备；
        名实不一致，公众和监测都可能认错账号。
    不算问题：
        只是空格、全半角、大小写不同，或者多了“官方”“政务”等字样的；认证主体写的是单位简称或者别名的；
        平台没有给出账号固定编号、或者编号与备案不同的，不能肯定看到的就是备案的账号，只作疑似；
        订阅源等自己起的标题不算账号名称。
    如何整改：
        更新备案，或者改回备案的名称。
    """
    if account.row.status is AccountStatus.CLOSED or gone_reports(account):
        return not_applicable("账号已经停用，由 account-gone 判断")
    known = [report for report in account.reports if report.display_name or report.principal]
    if not known:
        return untested(why_untold(account), "没有来源给出账号名称或认证主体", all_proofs(account))
    identified = [report for report in known if report.platform_id is not None]
    if identified:
        return _judged(
            account, min(identified, key=lambda report: not _is_its_own(account, report)), evidence
        )
    if any(not _differs(account, report, evidence) for report in known):
        return passed(seen=all_proofs(account))
    return untested(Reason.AMBIGUOUS, "来源没有给出账号的固定编号，不能肯定是同一个账号", all_proofs(account))


def _judged(account: Account, report: SourceReport, evidence: Evidence) -> Ruling:
    """What the platform calls the account of this very id."""
    seen, differences = all_proofs(account), _differs(account, report, evidence)
    figures: dict[str, object] = {
        "name": report.display_name,
        "principal": report.principal,
        "platform_id": report.platform_id,
    }
    if not differences:
        return passed("", seen, **figures)
    said = f"{account_words(account.row)}与备案不一致：{'；'.join(differences)}"
    if _is_its_own(account, report):
        return violation(said, seen, _MEND, **figures)
    return suspected(f"{said}；平台的账号编号未能与备案核对，请人工查看", seen, _MEND, **figures)


def _is_its_own(account: Account, report: SourceReport) -> bool:
    """Whether the platform's id is the one in the register."""
    return plain(report.platform_id or "") == plain(account.row.handle or "")


def _differs(account: Account, report: SourceReport, evidence: Evidence) -> tuple[str, ...]:
    """What the platform says otherwise than the register."""
    found = []
    if report.display_name and bare_name(report.display_name) != bare_name(account.row.name):
        found.append(f"平台名称为{quoted(report.display_name)}，备案为{quoted(account.row.name)}")
    if report.principal and account.row.subject:
        own = {plain(name) for name in (account.row.subject, *evidence.unit.names)}
        if plain(report.principal) not in own:
            found.append(f"认证主体为{quoted(report.principal)}，备案为{quoted(account.row.subject)}")
    return tuple(found)
