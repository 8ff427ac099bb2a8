"""item-missing: a catalog item was not published, or not for the cycle that is due."""

from __future__ import annotations

from typing import Any

from checks.cycles import Cycle, due_cycle, of_cycle
from checks.items import called, out_of_reach, undecided, unproven
from checks.model import Evidence, Item, Ruling, Severity, check, passed, untested, violation
from checks.words import day_words, quoted
from crawler.items import Reason

_MEND = "请按标准目录在本单位公开栏目中公开该事项；已在别处公开的，请将栏目地址报政务公开主管部门登记。"


@check(Item, severity=Severity.DEDUCT, basis="local-catalog:item", since="2019-12-26", lasting=False)
def item_missing(item: Item, evidence: Evidence) -> Ruling:
    """标准目录事项未公开

    为什么：
        列入政务公开标准目录的主动公开事项应当在门户网站公开，每年定期公开的应当在期限前公开当期内容。
    不算问题：
        依申请公开、不经政府网站公开、公开层级不包括本单位的事项不判断；期限当天还没有过完的不算；
        同名或者别名的栏目、文件都算公开；有几处可能对应、不能确定的，没有全部采集到的，列为未能核验。
    如何整改：
        在本单位公开栏目中公开该事项；已在别处公开的，将栏目地址报政务公开主管部门登记。
    """
    ruling = out_of_reach(item, evidence) or undecided(item)
    if ruling is not None:
        return ruling
    cycle = due_cycle(item, evidence)
    if cycle is not None:
        return _of_cycle(item, cycle, evidence)
    found = item.found
    if not found.nothing:
        return passed(seen=found.seen, documents=len(found.entries))
    said = f"未见公开{called(item)}"
    if found.column is not None:
        said = f"栏目{quoted(found.column.name)}没有任何信息，未见公开{called(item)}"
    return unproven(item) or violation(said, found.seen, _MEND, documents=0)


def _of_cycle(item: Item, cycle: Cycle, evidence: Evidence) -> Ruling:
    """The document of the cycle that fell due last must be there, whenever it was published."""
    documents, unknown = of_cycle(item, cycle)
    figures: dict[str, Any] = {"due": cycle.due.isoformat(), "years": sorted(cycle.years)}
    if documents:
        return passed(seen=item.found.seen, documents=len(documents), url=documents[0].url, **figures)
    if unknown:
        said = f"{called(item)}的文件没有写明年度和日期，不能判断是否为{cycle.words}"
        return untested(Reason.UNDATED, said, item.found.seen, **figures)
    said = (
        f"{called(item)}（{cycle.words}）应于{day_words(cycle.due)}前公开，"
        f"截至{day_words(evidence.today)}未见公开"
    )
    return unproven(item) or violation(said, item.found.seen, _MEND, documents=0, **figures)
