"""wording-error: a page or a post uses a word that the office's lexicon rules out."""

from __future__ import annotations

from collections import Counter

from checks.looking import shown, unopened
from checks.model import (
    AccountPost,
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
)  # fmt: skip
from checks.words import quoted
from rules.lexicon import Hit, is_beginning
from rules.personal import mask_text

_MEND = "请按词表更正；已经转发、转载的一并更正。"
_SEVERITY = {"veto": Severity.VETO, "deduct": Severity.DEDUCT, "notice": Severity.NOTICE}
_HEAVIEST = ("veto", "deduct", "notice")
_SAMPLES = 5


@check(Article, AccountPost, severity=Severity.VETO, basis="gbm-2019-19:wording", since="2019-04-01")
def wording_error(subject: Article | AccountPost, evidence: Evidence) -> Ruling:
    """稿件或推文出现错误表述

    为什么：
        严重表述错误列为单项否决，一般错别字影响政府公信力；
        不应出现的词语由本区的词表规定，问题轻重按词表的级别。
    不算问题：
        词语只是更长的正确词语的一部分（词表可以写明例外）；稿件正在说明这种写法是错误的；
        写在引号、书名号里的可能是引用，级别为提示的可能另有含义，恰在省略处断开的不知下文，只作疑似，由人工核查；
        页面没有打开的，列为未能核验。
    如何整改：
        按词表更正，并排查同类稿件。
    """
    if not evidence.lexicon.words:
        return not_applicable("词表是空的")
    if isinstance(subject, AccountPost):
        return _post(subject, evidence)
    opened = subject.reason is None and not subject.is_file
    hits = tuple(evidence.lexicon.hits(f"{subject.title}\n{subject.text}" if opened else subject.title))
    if not hits and opened:
        return passed(seen=shown(subject))
    if hits:
        return _judged(f"稿件{quoted(mask_text(subject.title))}", hits, shown(subject))
    return unopened(subject) or not_applicable("附件内容不在此判断")


def _post(post: AccountPost, evidence: Evidence) -> Ruling:
    seen = (post.seen,) if post.seen else ()
    title, text = post.post.title, post.post.text or ""
    hits = tuple(evidence.lexicon.hits(text if is_beginning(title, text) else f"{title}\n{text}"))
    if not hits and post.post.text is None:
        return not_applicable("来源没有给出正文，只看了标题")
    return _judged(f"推文{quoted(mask_text(post.name))}", hits, seen)


def _judged(what: str, hits: tuple[Hit, ...], seen: tuple[Seen, ...]) -> Ruling:
    """What was found; the doubtful counts only where nothing is certain."""
    if not hits:
        return passed(seen=seen)
    certain = tuple(hit for hit in hits if not (hit.cited or hit.cut) and hit.word.level != "notice")
    counted = certain or hits
    words = Counter(hit.word.word for hit in counted)
    heaviest = min((hit.word.level for hit in counted), key=_HEAVIEST.index)
    figures = {
        "words": dict(words),
        "level": heaviest,
        "samples": [mask_text(hit.around) for hit in counted][:_SAMPLES],
    }
    named = "、".join(_named(hit) for hit in {hit.word.word: hit for hit in counted}.values())
    ruling = (
        violation(f"{what}出现{named}", seen, _MEND, **figures)
        if certain
        else suspected(f"{what}疑似出现{named}，可能是引用或者另有含义，请人工查看", seen, _MEND, **figures)
    )
    return Ruling(
        ruling.verdict,
        ruling.reason,
        None,
        ruling.observed,
        ruling.seen,
        ruling.suggestion,
        _SEVERITY[heaviest],
    )


def _named(hit: Hit) -> str:
    suggestion = f"（应为{quoted(hit.word.suggestion)}）" if hit.word.suggestion else ""
    return f"{quoted(hit.word.word)}{suggestion}"
