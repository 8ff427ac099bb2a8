"""What every check of catalog items asks first: whether the rule reaches the row, and what the search can prove."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from checks.model import Article, Evidence, Item, Ruling, not_applicable, untested
from checks.words import quoted
from crawler.items import Entry, Reason, day_of
from rules.data import toml

PRESENCE = "未见公开，由“事项未公开”判断"


def out_of_reach(item: Item, evidence: Evidence) -> Ruling | None:
    """The ruling where a row cannot be held against what this unit shows on the portal."""
    row, kind = item.row, evidence.unit.kind
    if row.excluded:
        return not_applicable(row.excluded)
    if row.levels and kind not in row.levels:
        return not_applicable(f"公开层级为{'、'.join(sorted(row.levels))}，不包括{kind}")
    if row.deadline.kind == "request":
        return not_applicable("依申请公开的事项，不要求主动公开")
    if "portal" not in evidence.swept:
        return untested(Reason.NOT_SWEPT, "本期没有采集门户网站")
    return None


def undecided(item: Item) -> Ruling | None:
    """The ruling where several places fit equally well: a person must choose (column_url, aliases)."""
    found = item.found
    if not found.ambiguous:
        return None
    said = f"{called(item)}可能对应{_listed(item)}，不能确定是哪一个，请在目录中补充栏目地址或者别名"
    return untested(Reason.AMBIGUOUS, said, found.seen, candidates=_candidates(item))


def unproven(item: Item) -> Ruling | None:
    """The ruling where absence or age cannot be stated: not everything was read, or a second look differs."""
    found = item.found
    place = f"栏目{quoted(found.column.name)}" if found.column else "本单位的公开区域"
    if found.gap is Reason.AMBIGUOUS and found.candidates:
        return _beside(item)
    if found.gap is Reason.AMBIGUOUS:
        said = f"{place}有的信息没有写明是哪个单位的，不能判断{called(item)}的公开情况"
        return untested(Reason.AMBIGUOUS, said, found.seen)
    if found.gap is not None or not found.complete:
        said = f"{place}没有全部采集到，不能判断{called(item)}的公开情况"
        return untested(found.gap or Reason.INCOMPLETE, said, found.seen)
    if not found.agreed:
        said = f"{place}没有复核，或者两次查看的结果不一致，不能判断{called(item)}的公开情况"
        return untested(Reason.INCOMPLETE, said, found.seen)
    return None


def _beside(item: Item) -> Ruling:
    """Other documents may be of the same series: without them neither age nor absence can be stated."""
    said = f"{_listed(item)}可能也属于{called(item)}，不能判断公开情况，请在目录中补充栏目地址或者别名"
    return untested(Reason.AMBIGUOUS, said, item.found.seen, candidates=_candidates(item))


def _listed(item: Item) -> str:
    names = [quoted(name) for name, _ in item.found.candidates]
    return f"{'、'.join(names[:3])}{'等' if len(names) > 3 else ''}"


def _candidates(item: Item) -> list[dict[str, str]]:
    return [{"name": name, "url": url} for name, url in item.found.candidates]


def unfound(item: Item) -> Ruling | None:
    """The ruling of a check that speaks of documents, where there is none."""
    if not item.found.nothing:
        return undecided(item)
    return unproven(item) or not_applicable(PRESENCE)


def called(item: Item) -> str:
    """The item's name in quotation marks; with what stands above it where it means nothing alone."""
    generic = item.row.name in toml("matching.toml")["words"]["generic"]
    return quoted(item.name if generic else item.row.name)


def pages_of(item: Item) -> dict[str, Article]:
    """The opened pages of an item's documents, by address."""
    return {page.url: page for page in item.found.articles}


def claimed_days(entry: Entry, page: Article | None, evidence: Evidence) -> tuple[date, ...]:
    """Every credible day on which list or page says that a document was published, the earliest first."""
    days: Iterable[date | None] = [entry.date]
    if page is not None and page.reason is None:
        days = [entry.date, page.published, page.list_date, *(day_of(mark.value) for mark in page.date_marks)]
    return tuple(sorted({day for day in days if day is not None and evidence.credible(day)}))
