"""item-incomplete: an item was published without elements that the catalog lists."""

from __future__ import annotations

from collections.abc import Iterator

from checks.elements import Shown, enough, shown_in, wanted
from checks.items import called, out_of_reach, pages_of, unfound, unproven
from checks.model import (
    Article,
    Evidence,
    Item,
    Ruling,
    Severity,
    check,
    not_applicable,
    passed,
    suspected,
    untested,
    violation,
)
from checks.territory import gap_of
from checks.words import quoted
from crawler.items import Reason
from rules.text import plain

_MEND = "请对照标准目录补充所缺要素；已在附件或者其他页面中公开的，请在页面上注明。"


@check(Item, severity=Severity.NOTICE, basis="local-catalog:item", since="2019-12-26")
def item_incomplete(item: Item, evidence: Evidence) -> Ruling:
    """标准目录事项公开要素不全

    为什么：
        标准目录逐项列明了公开内容（要素），公开的文件应当包含这些要素。
    不算问题：
        “等”“其他”“全文”和只列法律法规名称的要素不判断；换一种说法、写在附件名称中的都算公开；
        一个栏目有多个文件的合并判断；有附件没有读取、有文件没有打开、页面没有正文的，列为未能核验；
        只有部分字样的作为疑似，由人工查看。
    如何整改：
        对照标准目录补充所缺要素。
    """
    ruling = out_of_reach(item, evidence)
    if ruling is not None:
        return ruling
    elements = wanted(item.row)
    if not elements:
        return not_applicable("没有可以逐项核对的公开要素")
    return unfound(item) or _judged(item, elements)


def _judged(item: Item, elements: tuple[str, ...]) -> Ruling:
    """All documents together must show every element."""
    found, text = shown_in(elements, _texts(item), item.name)
    missing = [element for element, how in found.items() if how is Shown.NOT]
    partly = [element for element, how in found.items() if how is Shown.PARTLY]
    figures = {"elements": len(elements), "missing": missing, "partly": partly}
    seen = item.found.seen
    if not missing and not partly:
        return passed(seen=seen, elements=len(elements))
    pages = pages_of(item)
    unread = sum(not _is_read(pages.get(url)) for url in _urls(item))
    if unread:
        said = (
            f"{called(item)}有{unread}个文件或者附件没有读取，不能判断是否缺少{_names([*missing, *partly])}"
        )
        return untested(Reason.INCOMPLETE, said, seen, unread=unread, **figures)
    ruling = _unread_place(item)
    if ruling is not None:
        return ruling
    if not enough(text, len(elements)):
        said = f"{called(item)}的页面只有少量文字，其余可能在图片中，不能判断是否缺少{_names([*missing, *partly])}"
        return untested(Reason.INCOMPLETE, said, seen, **figures)
    if missing:
        return violation(f"{called(item)}未公开以下要素：{'、'.join(missing)}", seen, _MEND, **figures)
    return suspected(f"{called(item)}可能缺少{_names(partly)}，请人工查看", seen, _MEND, **figures)


def _unread_place(item: Item) -> Ruling | None:
    """The ruling where the item's own column was not read whole.

    Its documents are what is judged: the rest of the area is no matter, unless they were only found there by name.
    """
    column = item.found.column
    if column is None or column.role == "parent":
        return unproven(item)
    gap = gap_of(column)
    said = f"栏目{quoted(column.name)}没有全部采集到，不能判断{called(item)}的要素是否齐全"
    return untested(gap, said, item.found.seen) if gap else None


def _texts(item: Item) -> Iterator[str]:
    """All that the documents show, as `plain` makes it: titles (beyond the item's own name), texts, attachments."""
    row, found = item.row, item.found
    names = [plain(name) for name in (row.level2, row.level1, *row.aliases) if name]
    titles = (*(entry.title for entry in found.entries), *(page.title for page in found.articles))
    for title in dict.fromkeys(titles):
        yield _without(plain(title), names)
    for page in found.articles:
        if page.reason is None:
            yield plain(page.text)
            yield from (plain(link.text) for link in page.attachments)


def _without(title: str, names: list[str]) -> str:
    for name in names:
        title = title.replace(name, "")
    return title


def _urls(item: Item) -> Iterator[str]:
    """Every document, and every attachment of an opened one."""
    for entry in item.found.entries:
        yield entry.url
    for page in item.found.articles:
        yield from (link.url for link in page.attachments)


def _is_read(page: Article | None) -> bool:
    """Whether a document's own text was read, and is long enough to be all of it."""
    return page is not None and page.reason is None and enough(page.text)


def _names(elements: list[str]) -> str:
    return "、".join(quoted(element) for element in elements[:5]) + ("等要素" if len(elements) > 5 else "")
