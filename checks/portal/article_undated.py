"""article-undated: an article's page shows no date of publication."""

from __future__ import annotations

from checks.looking import shown, unopened
from checks.model import (
    Article,
    Evidence,
    Ruling,
    Severity,
    check,
    not_applicable,
    passed,
    suspected,
    violation,
)
from checks.words import day_words, quoted
from crawler.items import Kind
from rules.model import ColumnType

_MEND = "请在稿件页面标题下方注明发布时间（年月日），并填写 PubDate 页面标签。"


@check(Article, severity=Severity.NOTICE, basis="gbm-2019-19:article-undated", since="2019-04-01")
def article_undated(article: Article, evidence: Evidence) -> Ruling:  # noqa: ARG001 - the page decides
    """稿件发布页未注明发布时间

    为什么：
        检查指标规定，稿件发布页未注明发布时间的视为不更新；没有发布时间，公众也无从判断信息是否有效。
    不算问题：
        页面可见位置或者页面标签中有发布时间即可；附件、机构职能等静态栏目的页面不要求；
        没有打开的页面列为未能核验；同一版式的其他页面也都读不到时间的，只作疑似，由人工核查。
    如何整改：
        在稿件页面补注发布时间，并检查信息发布模板是否遗漏。
    """
    if article.is_file:
        return not_applicable("附件，不是稿件页面")
    if article.column_type is ColumnType.STATIC:
        return not_applicable("静态栏目的页面，不要求注明发布时间")
    if article.page is not Kind.ARTICLE:
        return not_applicable("不是稿件页面")
    if article.date_marks or article.published is not None:
        return passed(seen=shown(article))
    return unopened(article) or _undated(article)


def _undated(article: Article) -> Ruling:
    """No mark on the page: certain only where other pages of the template show theirs."""
    listed = article.list_date
    aside = f"（列表显示日期为{day_words(listed)}）" if listed else ""
    said = f"稿件{quoted(article.title)}的页面未注明发布时间{aside}"
    figures = {"list_date": listed.isoformat() if listed else None}
    if article.template_dated:
        return violation(said, shown(article), _MEND, **figures)
    doubt = "同一版式的其他页面也未读到时间，请人工查看"
    return suspected(f"{said}，{doubt}", shown(article), _MEND, **figures)
