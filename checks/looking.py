"""What the looks at a page or list prove together, and the rulings where they prove nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from checks.model import Article, Column, Evidence, Look, Ruling, Seen, Site, not_applicable, untested
from checks.words import quoted
from crawler.items import Reason

GONE = (404, 410)
"""The statuses by which a server says plainly that there is nothing at an address."""


def answered(looks: Sequence[Look]) -> tuple[Look, ...]:
    """The looks that could be read."""
    return tuple(look for look in looks if look.reason is None)


def failure_of(looks: Sequence[Look], needed: int) -> Reason | None:
    """Why fewer than `needed` looks could be read; None when there are enough, the whole reading among them."""
    if not looks:
        return Reason.NOT_SWEPT
    if looks[0].reason is not None:
        return looks[0].reason
    if len(answered(looks)) >= needed:
        return None
    return next((look.reason for look in looks if look.reason is not None), Reason.INCOMPLETE)


def proofs(looks: Iterable[Look]) -> tuple[Seen, ...]:
    """The stored answers behind the looks."""
    return tuple(look.seen for look in looks if look.seen is not None)


def proofs_of(listed: Column | Site) -> tuple[Seen, ...]:
    """The stored answers that an accusation for a list's dates rests on."""
    return (*proofs(listed.looks), *listed.earlier)


def newest_credible(listed: Column | Site, evidence: Evidence) -> date | None:
    """The newest date that can be believed: of the list, of any look at its head, or of a page that it leads to."""
    days = [entry.date for entry in listed.entries] + [look.newest for look in listed.looks] + [listed.opened]
    return max((day for day in days if day is not None and evidence.credible(day)), default=None)


def looks_agree(looks: Sequence[Look]) -> bool:
    """Whether all looks saw the same sort of list: rows on each or on none, dated on each or on none.

    That none of them shows a fresh date is the caller's to test first (`newest_credible` covers every look).
    """
    return len({(look.entries > 0, look.newest is not None) for look in answered(looks)}) == 1


def unread(column: Column, needed: int) -> Ruling | None:
    """The ruling on a column that was not read often enough, or whose trouble is a common cause of ours."""
    if column.incident:
        said = "同类栏目同时出现异常，判断为监测一侧的问题"
        return untested(Reason.INCIDENT, said, proofs(column.looks))
    failure = failure_of(column.looks, needed)
    if failure is None:
        return None
    return untested(failure, f"栏目{quoted(column.name)}未能完整查看{needed}次", proofs(column.looks))


def unopened(article: Article) -> Ruling | None:
    """The ruling on a page that could not be opened; where there is none (any more), link-dead says so."""
    if article.reason is Reason.HTTP_ERROR and article.seen is not None and article.seen.status in GONE:
        return not_applicable(f"页面不存在（HTTP {article.seen.status}），由链接检查判断")
    if article.incident:
        return untested(Reason.INCIDENT, "同类页面同时出现异常，判断为监测一侧的问题", shown(article))
    return untested(article.reason, "页面没有打开", shown(article)) if article.reason else None


def shown(article: Article) -> tuple[Seen, ...]:
    """The stored answer behind an article."""
    return (article.seen,) if article.seen else ()
