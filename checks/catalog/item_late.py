"""item-late: a document was published after its deadline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from checks.cycles import Cycle, due_cycle, of_cycle
from checks.items import called, claimed_days, out_of_reach, pages_of, unfound
from checks.lateness import Late, Term, by_title, event_of, last_day, sort_of, terms_of
from checks.looking import shown
from checks.model import (
    Article,
    Evidence,
    Item,
    Ruling,
    Severity,
    check,
    not_applicable,
    passed,
    untested,
    violation,
)
from checks.words import day_words, quoted
from crawler.items import Entry, Reason
from rules.data import toml
from rules.text import plain

_MEND = "请说明逾期公开的原因，今后在规定期限内公开；日期标注有误的，据实更正。"


@dataclass
class _Tally:
    """What was looked at: judged in time, late, not to be opened, beyond the calendar."""

    judged: int = 0
    late: list[Late] = field(default_factory=list)
    unread: list[Reason] = field(default_factory=list)
    uncounted: int = 0
    undated: int = 0


@check(Item, severity=Severity.NOTICE, basis="ogi-regulation:art-26", since="2019-05-15")
def item_late(item: Item, evidence: Evidence) -> Ruling:
    """标准目录事项逾期公开

    为什么：
        主动公开的政府信息应当自形成或者变更之日起二十个工作日内公开，标准目录另有规定的从其规定。
    不算问题：
        只看页面上载明成文日期、决定日期的文件，没有载明的不判断；其他单位制发、转载的文件不判断；
        列表和页面的日期不一致的，按最早的算；有几个期限的，按最长的算；以前已经通报过的不再通报。
    如何整改：
        说明逾期公开的原因，今后在期限内公开；日期标注有误的，据实更正。
    """
    ruling = out_of_reach(item, evidence)
    if ruling is not None:
        return ruling
    cycle, terms = due_cycle(item, evidence), terms_of(item.row.deadline)
    if cycle is None and (not terms or sort_of(item.row.deadline) is None):
        return not_applicable("公开时限没有规定可以从页面日期推算的期限")
    ruling = unfound(item)
    if ruling is not None:
        return ruling
    return _ruling(
        item, _by_cycle(item, cycle, evidence) if cycle else _by_event(item, terms, evidence), evidence
    )


def _by_cycle(item: Item, cycle: Cycle, evidence: Evidence) -> _Tally:
    """The document of the cycle that fell due last, by its earliest day; there is but one such document."""
    tally, pages, first = (
        _Tally(),
        pages_of(item),
        evidence.today - timedelta(days=evidence.limits.look_back_days),
    )
    documents, _ = of_cycle(item, cycle)
    dated = [
        (days[0], entry.url, entry.title)
        for entry in documents
        if (days := claimed_days(entry, pages.get(entry.url), evidence))
    ]
    published, url, title = min(dated, default=(evidence.today, "", ""))
    if dated and published <= cycle.due:
        tally.judged = 1
    elif len(dated) < len(documents):
        tally.undated = len(documents) - len(dated)
    elif dated and first <= published <= evidence.today:
        tally.late = [Late(url, title, cycle.due, published, (published - cycle.due).days, None)]
    return tally


def _by_event(item: Item, terms: tuple[Term, ...], evidence: Evidence) -> _Tally:
    """Every document that was published within the span that the sweep opens pages for."""
    tally, pages = _Tally(), pages_of(item)
    first = evidence.today - timedelta(days=evidence.limits.look_back_days)
    for entry in item.found.entries:
        page = pages.get(entry.url)
        if page is None or page.reason is not None:
            if entry.date is None or first <= entry.date <= evidence.today:
                tally.unread.append(_why_unread(page))
            continue
        event = event_of(page, item.row.deadline, evidence.unit)
        if event is None:
            continue
        published = min(_days(entry, page, evidence), default=None)
        if published is not None and first <= published <= evidence.today:
            _judge(tally, Late(entry.url, page.title, event, published, None, None), terms, evidence)
    return tally


def _why_unread(page: Article | None) -> Reason:
    if page is None:
        return Reason.INCOMPLETE
    return Reason.INCIDENT if page.incident else page.reason or Reason.INCOMPLETE


def _judge(tally: _Tally, document: Late, terms: tuple[Term, ...], evidence: Evidence) -> None:
    """One document: written after it was published is no lateness but a wrong date (date-suspect)."""
    if document.published <= document.event + timedelta(days=max(term.days for term in terms)):
        tally.judged += 1
        return
    last = last_day(document.event, terms, evidence)
    if last is None:
        tally.uncounted += 1
    elif document.published <= last[0]:
        tally.judged += 1
    else:
        days = last[1].passed(document.event, document.published, evidence)
        tally.late.append(replace(document, days=days, term=last[1]))


def _days(entry: Entry, page: Article, evidence: Evidence) -> Iterator[date]:
    """Every day on which the document is shown to be out, also where the same title stands in another place."""
    yield from claimed_days(entry, page, evidence)
    title = plain(page.title)
    if len(title) >= toml("matching.toml")["anchor"]["title"]:
        for other in by_title(evidence).get((title, page.written), ()):
            if other.url != page.url:
                yield from claimed_days(Entry(other.title, other.url, other.list_date), other, evidence)


def _ruling(item: Item, tally: _Tally, evidence: Evidence) -> Ruling:
    """Late documents that nobody was told of yet; else what could not be judged; else in time."""
    late = [one for one in tally.late if one.url not in evidence.told_late]
    told = sorted(one.url for one in tally.late if one.url in evidence.told_late)
    seen = item.found.seen
    if late:
        return _violation(item, late)
    if tally.undated:
        return untested(Reason.UNDATED, f"{called(item)}的文件没有注明发布日期，不能判断是否逾期", seen)
    if tally.unread:
        said = f"{called(item)}有{len(tally.unread)}个文件没有打开，不能判断是否逾期"
        return untested(tally.unread[0], said, seen, unread=len(tally.unread))
    if tally.uncounted:
        return untested(
            Reason.INCOMPLETE, "工作日历没有覆盖有关年度，不能计算期限", seen, uncounted=tally.uncounted
        )
    if tally.judged or told:
        told_figures: dict[str, Any] = {"told": told} if told else {}
        return passed(seen=seen, judged=tally.judged, **told_figures)
    return not_applicable("页面没有载明可以据以计算期限的日期，或者没有在回溯期内公开的文件")


def _violation(item: Item, late: list[Late]) -> Ruling:
    late = sorted(late, key=lambda one: (-one.published.toordinal(), one.url))
    worst = max(late, key=lambda one: (one.days or 0, one.url))
    pages = pages_of(item)
    seen = tuple(proof for one in late[:20] if one.url in pages for proof in shown(pages[one.url]))
    seen += tuple(one for one in item.found.seen if one.carried and one not in seen)  # lists tell days too
    most = toml("matching.toml")["anchor"]["listed"]
    rest: dict[str, Any] = {"unlisted": [one.url for one in late[most:]]} if late[most:] else {}
    said = f"{called(item)}有{len(late)}个文件逾期公开，其中" if len(late) > 1 else ""
    return violation(
        f"{said}{quoted(worst.title)}{_told(worst)}",
        seen or item.found.seen,
        _MEND,
        documents=[one.figures() for one in late[:most]],
        count=len(late),
        **rest,
        latest_published=late[0].published.isoformat(),
    )


def _told(late: Late) -> str:
    """What happened to one document, in words."""
    published = day_words(late.published)
    if late.term is None:
        return f"应于{day_words(late.event)}前公开，实际公开日期为{published}，逾期{late.days}天"
    unit = "个工作日" if late.term.working else "天"
    return f"形成（决定）日期为{day_words(late.event)}，公开日期为{published}，间隔{late.days}{unit}，超过{late.term.days}{unit}的期限"
