"""home-stale: the home page was not updated within its period."""

from __future__ import annotations

from datetime import date

from checks.looking import failure_of, looks_agree, newest_credible, proofs, proofs_of
from checks.model import Evidence, Ruling, Severity, Site, check, passed, untested, violation
from checks.words import limit_figure, overdue_words
from crawler.items import Reason

_MEND = "请尽快更新首页信息，确保首页两周内有更新，并在每篇稿件上注明发布时间。"


@check(Site, severity=Severity.VETO, basis="gbm-2019-19:home-not-updated", since="2019-04-01", lasting=False)
def home_stale(site: Site, evidence: Evidence) -> Ruling:
    """首页超过规定期限未更新

    为什么：
        门户首页两周内没有更新的，检查指标列为单项否决。首页仅为导航入口的，看所有二级页面。
    不算问题：
        期限内有一条可信日期的信息即为已更新；置顶的旧稿不影响判断，晚于监测日的日期不算更新；
        首页没有打开、信息没有注明日期、两次查看结果不一致的，列为未能核验。
    如何整改：
        发布应当公开的动态信息，并注明发布时间。
    """
    newest = newest_credible(site, evidence)
    if newest is not None and evidence.limits.home.covers(newest, evidence.today):
        limit = limit_figure(evidence.limits.home)
        return passed(seen=proofs(site.looks), newest=newest.isoformat(), limit=limit)
    return _unproven(site, newest, evidence) or _stale(site, newest, evidence)


def _unproven(site: Site, newest: date | None, evidence: Evidence) -> Ruling | None:
    """Why silence cannot be stated."""
    seen = proofs(site.looks)
    failure = failure_of(site.looks, 2)
    if failure is not None:
        return untested(failure, "首页未能完整查看2次", seen)
    if not site.entries:
        return untested(Reason.EMPTY_UNPROVEN, "首页没有读到任何信息，不能说明首页没有更新", seen)
    if (newest is None or not site.all_dated) and evidence.limits.undated == "untested":
        said = "首页部分信息未注明日期，不能判断更新时间"
        return untested(Reason.UNDATED, said, seen, undated_switch="untested")
    if not looks_agree(site.looks):
        return untested(Reason.INCOMPLETE, "两次查看首页的结果不一致", seen)
    return None


def _stale(site: Site, newest: date | None, evidence: Evidence) -> Ruling:
    limit = evidence.limits.home
    figures: dict[str, object] = {
        "newest": newest.isoformat() if newest else None,
        "days": (evidence.today - newest).days if newest else None,
        "limit": limit_figure(limit),
    }
    if newest is None or not site.all_dated:
        figures["undated_switch"] = "stale"
    said = overdue_words(newest, evidence.today, limit) if newest else f"{limit}内没有注明发布时间的更新"
    return violation(f"首页{said}", proofs_of(site), _MEND, **figures)
