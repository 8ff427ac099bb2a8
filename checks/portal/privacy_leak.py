"""privacy-leak: a page shows somebody's ID card, mobile phone or bank card number in full."""

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
)
from checks.privacy import Leak, find_leaks
from checks.words import quoted
from rules.data import toml
from rules.personal import Hidden, mask_text

_MEND = "请立即撤下或者隐去有关个人信息（身份证号、手机号码、银行卡号只保留首尾数位），并排查同类稿件。"


@check(Article, AccountPost, severity=Severity.VETO, basis="ogi-regulation:art-15", since="2019-05-15")
def privacy_leak(subject: Article | AccountPost, evidence: Evidence) -> Ruling:
    """泄露公民个人信息

    为什么：
        公开的稿件、推文中出现完整的身份证号、个人手机号码、银行卡号，侵害公民个人信息权益，
        属于安全、泄密等严重问题，应当立即处置。
    不算问题：
        已经隐去中间数位的号码；办公电话、联系人电话、咨询和监督举报电话；单位的对公账户；
        订单号、项目代码、统一社会信用代码等其他编号；校验不符的号码；
        是否属于个人不明确的，只作疑似，由人工核查。
    如何整改：
        立即撤下或者隐去号码，核实是否已被转载，排查同类稿件。
    """
    if isinstance(subject, AccountPost):
        return _post(subject, evidence)
    opened = subject.reason is None and not subject.is_file
    leaks = _leaks(subject.title, subject.text if opened else "", subject.hidden, evidence)
    if not leaks and opened:
        return passed(seen=shown(subject))
    if leaks:
        return _judged(f"稿件{quoted(mask_text(subject.title))}", leaks, shown(subject))
    return unopened(subject) or not_applicable("附件内容不在此判断")


def _post(post: AccountPost, evidence: Evidence) -> Ruling:
    leaks = _leaks(post.post.title, post.post.text or "", post.post.hidden, evidence)
    if not leaks and post.post.text is None:
        return not_applicable("来源没有给出正文，只看了标题")
    return _judged(f"推文{quoted(mask_text(post.name))}", leaks, (post.seen,) if post.seen else ())


def _leaks(title: str, text: str, hidden: Hidden, evidence: Evidence) -> tuple[Leak, ...]:
    return find_leaks(f"{title}\n{text}", evidence.today, hidden.behind(len(title)) if text else hidden.title)


def _judged(what: str, leaks: tuple[Leak, ...], seen: tuple[Seen, ...]) -> Ruling:
    """What a page, its title or a post shows; the doubtful counts only where nothing is certain."""
    certain = tuple(leak for leak in leaks if leak.certain)
    if certain:
        said = f"{what}泄露公民个人信息：{_counts(certain)}，未作隐去处理"
        return violation(said, seen, _MEND, **_figures(certain))
    if leaks:
        said = f"{what}疑似泄露公民个人信息：{_counts(leaks)}，是否属于个人请人工查看"
        return suspected(said, seen, _MEND, **_figures(leaks))
    return passed(seen=seen)


def _counts(leaks: tuple[Leak, ...]) -> str:
    return "、".join(f"{kind}{count}处" for kind, count in _by_kind(leaks).items())


def _figures(leaks: tuple[Leak, ...]) -> dict[str, object]:
    """How many of each kind, and a few of them, masked."""
    samples = [leak.masked for leak in leaks][: toml("privacy.toml")["mask"]["samples"]]
    return {"kinds": _by_kind(leaks), "samples": samples}


def _by_kind(leaks: tuple[Leak, ...]) -> dict[str, int]:
    return dict(Counter(leak.kind for leak in leaks))
