"""account-unregistered: a unit's pages lead to an account that is not in the register."""

from __future__ import annotations

from checks.model import (
    Evidence,
    LinkedAccount,
    Ruling,
    Severity,
    check,
    passed,
    suspected,
    untested,
    violation,
)  # fmt: skip
from checks.words import quoted
from crawler.items import Reason
from rules.vocabulary import display

_MEND = "属于本单位的账号，请补办备案；不属于的，请在页面上注明归属或者删除链接。"
_VIA = {"link": "链接", "qr": "二维码"}


@check(LinkedAccount, severity=Severity.DEDUCT, basis="hubei-2021-11:account-filing", since="2021-02-06")
def account_unregistered(account: LinkedAccount, evidence: Evidence) -> Ruling:  # noqa: ARG001 - the register decides
    """页面指向未备案的新媒体账号

    为什么：
        政务新媒体实行备案管理，一个单位在一个平台原则上只开设一个账号；
        单位页面上挂出的账号不在备案表中，监测就看不到它。
    不算问题：
        账号编号或者网址与备案表中任何一个账号一致的；微信二维码、短链接等看不出是哪个账号的，
        本单位在该平台有备案账号时不作判断，没有时只作疑似；
        页面没有写明是本单位账号的（可能是上级或者其他单位的），只作疑似，由人工核查。
    如何整改：
        补办备案，或者更正页面上的链接。
    """
    seen = (account.seen,) if account.seen else ()
    if account.registered:
        return passed(seen=seen, accounts="、".join(account.registered))
    figures = {
        "platform": account.platform,
        "id": account.id,
        "page_url": account.page_url,
        "via": account.via,
    }
    where = f"页面上的{_VIA[account.via]}{quoted(account.words) if account.words else ''}"
    platform = display("platform", account.platform)
    if account.possible:
        said = f"{where}指向{platform}账号，备案表没有可以核对的编号，可能是{'、'.join(account.possible)}"
        return untested(Reason.AMBIGUOUS, said, seen, candidates=list(account.possible), **figures)
    if account.id is None or not account.named:
        return suspected(
            f"{where}指向备案表中没有的{platform}账号，是否属于本单位请人工查看", seen, _MEND, **figures
        )
    return violation(f"{where}指向{platform}账号{quoted(account.id)}，备案表中没有", seen, _MEND, **figures)
