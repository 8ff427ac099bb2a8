"""column-blank: a column holds nothing at all."""

from __future__ import annotations

from checks.looking import answered, proofs, unread
from checks.model import (
    Column,
    Evidence,
    Ruling,
    Severity,
    check,
    not_applicable,
    passed,
    untested,
    violation,
)
from checks.words import quoted
from crawler.items import Reason

_MEND = "请补充该栏目应当公开的信息；暂无信息可发的，整合或关停该栏目，不得保留空白栏目。"
_NO_LIST = {"parent": "仅为导航，由下级栏目分别判断", "outside": "站外：栏目指向其他网站"}


@check(Column, severity=Severity.DEDUCT, basis="gbm-2019-19:column-blank", since="2019-04-01", lasting=False)
def column_blank(column: Column, evidence: Evidence) -> Ruling:  # noqa: ARG001 - a blank list has no clock
    """空白栏目

    为什么：
        栏目开设后没有提供任何信息的，检查指标予以扣分，空白栏目达到规定数量的单项否决。
    不算问题：
        只作导航或者指向站外的栏目不判断，页面本身就是正文的栏目不是空白栏目；
        列表由脚本生成、页面打不开、被安全防护拦截，或者不能证明列表确实为空的，列为未能核验。
    如何整改：
        补充栏目应当公开的信息；长期无信息可发的，整合或者关停栏目。
    """
    if column.role in _NO_LIST:
        return not_applicable(_NO_LIST[column.role])
    rows = max(len(column.entries), *(look.entries for look in column.looks), 0)
    if rows:
        return passed(seen=proofs(column.looks), entries=rows)
    return unread(column, needed=1) or _empty(column)


def _empty(column: Column) -> Ruling:
    """A page that was read and shows no row: whether that is proved twice."""
    seen, name = proofs(column.looks), quoted(column.name)
    if column.role == "document":
        return passed(seen=seen)
    proved = [look.empty_proof for look in answered(column.looks)]
    if None in proved:
        said = f"没有读到栏目{name}的信息，但不能证明列表确实为空"
        return untested(Reason.EMPTY_UNPROVEN, said, seen)
    said = f"栏目{name}没有任何信息，两次查看均为空白"
    return unread(column, needed=2) or violation(said, seen, _MEND, proof=proved[0])
