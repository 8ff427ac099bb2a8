"""date-suspect: a date of publication lies in the future, or other dates of the page contradict it."""

from __future__ import annotations

from datetime import date

from checks.looking import shown, unopened
from checks.marks import is_visible
from checks.model import (
    Article,
    Evidence,
    Ruling,
    Seen,
    Severity,
    check,
    not_applicable,
    passed,
    suspected,
    violation,
)
from checks.words import day_words, quoted
from crawler.items import day_of
from rules.data import toml

_MEND = "请核对该稿件的成文日期与发布时间，按实际时间更正。"


@check(Article, severity=Severity.DEDUCT, basis="gbm-2019-19:false-date", since="2019-04-01")
def date_suspect(article: Article, evidence: Evidence) -> Ruling:
    """发布日期存疑

    为什么：
        伪造发稿日期属于弄虚作假，检查指标列为单项否决；发布日期晚于采集当天的，日期必然有误。
    不算问题：
        采集当天及以前的日期；监测日之后、采集当天之前发布的稿件不在本期判断；没有注明日期的另行判断；
        成文日期晚于发布日期、页面可见日期与页面标签相差较大的，只作疑似，由人工核查。
    如何整改：
        核对稿件的成文日期和发布时间，如实更正，不得倒填或者虚填日期。
    """
    day = article.day
    if day is not None and not evidence.credible(day):
        return _future(article, day, evidence)
    not_open = unopened(article)
    if not_open is not None:
        return not_open
    if day is None:
        return not_applicable("页面和列表均未注明日期")
    if day > evidence.today:
        return not_applicable("监测日之后发布，不在本期判断")
    fine = passed(seen=shown(article), published=day.isoformat())
    return _written_later(article, day) or _contradiction(article) or fine


def _future(article: Article, day: date, evidence: Evidence) -> Ruling:
    """A date that had not come yet when the page was collected."""
    where = "页面" if article.published else "列表"
    latest = day_words(max(evidence.today, evidence.fetched_on))
    said = f"稿件{quoted(article.title)}{where}所示发布日期{day_words(day)}晚于采集当天（{latest}）"
    return violation(said, _proof(article), _MEND, published=day.isoformat())


def _written_later(article: Article, day: date) -> Ruling | None:
    """Published before it was written, by its own marks."""
    written = article.written
    if written is None or written <= day:
        return None
    said = f"稿件{quoted(article.title)}的成文日期{day_words(written)}晚于发布日期{day_words(day)}"
    figures = {"published": day.isoformat(), "written": written.isoformat()}
    return suspected(f"{said}，请人工查看", _proof(article), _MEND, **figures)


def _proof(article: Article) -> tuple[Seen, ...]:
    """What shows the day: the page, or else its row in a list, which may be an earlier week's."""
    listed = (article.earlier,) if article.earlier and article.published is None else ()
    return (*shown(article), *listed)


def _contradiction(article: Article) -> Ruling | None:
    """The visible date and the page's tag, where they lie too far apart."""
    visible = {day_of(mark.value) for mark in article.date_marks if is_visible(mark)}
    tagged = {day_of(mark.value) for mark in article.date_marks if not is_visible(mark)}
    pairs = [(abs((a - b).days), a, b) for a in visible for b in tagged if a and b]
    if not pairs:
        return None
    apart, seen, tag = min(pairs)
    if apart <= toml("date_marks.toml")["difference"]["max_days"]:
        return None
    both = f"页面显示的日期{day_words(seen)}与页面标签中的{day_words(tag)}相差{apart}天"
    said = f"稿件{quoted(article.title)}{both}"
    figures = {"visible": seen.isoformat(), "tagged": tag.isoformat(), "apart": apart}
    return suspected(f"{said}，请人工查看", shown(article), _MEND, **figures)
