"""link-dead: a link on the portal leads to nothing."""

from __future__ import annotations

from checks.looking import GONE
from checks.model import (
    Evidence,
    Ruling,
    Seen,
    Severity,
    Target,
    check,
    not_applicable,
    passed,
    suspected,
    untested,
    violation,
)
from checks.words import quoted
from crawler.items import Reason

_MEND = "请更正或删除失效的链接；所链接的页面确需保留的，恢复该页面。"
_PLACES = {"home": "首页", "entry": "栏目列表", "body": "稿件正文", "attachment": "稿件附件", "post": "推文"}


@check(Target, severity=Severity.DEDUCT, basis="gbm-2019-19:link-dead", since="2019-04-01", lasting=False)
def link_dead(target: Target, evidence: Evidence) -> Ruling:  # noqa: ARG001 - the answers decide
    """链接打不开（错链、死链）

    为什么：
        网站可用性要求首页和其他页面的链接、附件能够正常打开，检查指标按处扣分。
    不算问题：
        指向其他网站的链接不判断；连接超时、服务器错误、被安全防护或者 robots 规则拦截的，
        不能说明链接失效，列为未能核验；第一次打不开、第二次正常的不算；同类页面大面积同时打不开的，
        可能另有共同原因，只作疑似，由人工核查。
    如何整改：
        更正或者删除失效链接，恢复误删的页面和附件。
    """
    seen = tuple(one for one in (target.seen, target.earlier) if one)
    if target.external:
        return not_applicable("站外链接")
    if target.gone:
        return passed("原页面已不再链接该地址")
    if any(reason is None for reason, _ in target.looks):
        return passed(seen=seen)
    unclear = _unclear(target)
    if unclear is not None:
        return untested(unclear, "链接未能正常访问，不能说明已经失效", seen)
    return _broken(target, seen)


def _broken(target: Target, seen: tuple[Seen, ...]) -> Ruling:
    """Two answers say that there is nothing; whether that is the link's fault alone is another matter."""
    where = f"{_PLACES[target.place]}中的链接{quoted(target.name)}"
    status = target.looks[-1][1]
    figures = {"status": status, "page_url": target.page_url, "place": target.place}
    if target.incident:
        return suspected(
            f"{where}打不开，但同类页面大面积同时打不开，请人工查看是否另有原因", seen, _MEND, **figures
        )
    if all(status in GONE for _, status in target.looks):
        return violation(f"{where}两次访问均返回{status}，无法打开", seen, _MEND, **figures)
    said = f"{where}可以访问，但页面提示内容不存在，请人工查看"
    return suspected(said, seen, _MEND, **figures)


def _unclear(target: Target) -> Reason | None:
    """Why failed answers do not show that the target is gone; None when two of them do."""
    if not target.looks:
        return Reason.NOT_SWEPT
    other = [
        reason for reason, status in target.looks if status not in GONE and reason is not Reason.SOFT_404
    ]
    if other:
        return Reason.INCIDENT if target.incident else other[-1]
    return target.looks[0][0] if len(target.looks) < 2 else None
