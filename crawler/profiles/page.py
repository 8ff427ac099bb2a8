"""A public profile page as an outcome: the answers that it loaded, and the few words of a page that shows nothing else.

It proves nothing but life. Which of several troubles counts is the order of the table of answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from crawler.items import SourceOutcome
from crawler.platforms import Brought, BrowserAsk, Reading, Window, told_apart
from crawler.platforms.answers import Answers, load_answers
from crawler.platforms.values import said
from crawler.profiles.loaded import Told, read_loaded
from crawler.profiles.readers import LONGEST_NOTICE, Whose, readers_of, whose
from rules.model import Account


def read_profile(account: Account, window: Window, source: str, platform: str) -> Reading:
    """Open the account's page once and read what it loads."""
    answers, readers = load_answers(source), readers_of(platform)
    url = account.url_for(source)
    assert url is not None, "the loader lets no public page pass without an address"
    if not readers:
        return said(answers.named("no-reader"))
    owner = whose(account, url, readers)
    if not owner.ids:
        return said(answers.named("no-id"), url)
    parts = tuple(dict.fromkeys(part for reader in readers for part in reader.parts))
    brought = yield BrowserAsk(url, parts)
    return parse(brought, platform, owner, answers, window)


def parse(brought: Brought, platform: str, owner: Whose, answers: Answers, window: Window) -> SourceOutcome:
    """What a page in the browser showed, as an outcome."""
    told = [read_loaded(loaded, readers_of(platform), owner, answers, window) for loaded in brought.loaded]
    known = _known(told)
    gone = next((one for one in told if one.row and one.row.state), None)
    if gone is not None and gone.row is not None:
        return replace(said(gone.row, known=known), state_told=gone.words)
    if known.declared_total is not None and len(known.posts) > known.declared_total:
        figures = f"声明{known.declared_total}条，列出{len(known.posts)}条"
        return said(answers.named("total-disagrees"), figures, replace(known, posts=()))
    if any(post.published for post in known.posts):
        return replace(known, answer="posts")
    if known.posts:
        return said(answers.named("impossible-time"), known=known)
    return _without_posts(brought, told, known, answers)


def _known(told: Iterable[Told]) -> SourceOutcome:
    """What the answers say together; of several values the first."""
    every = list(told)
    return SourceOutcome(
        None, told_apart(post for one in every for post in one.posts),
        display_name=next((one.name for one in every if one.name), None),
        declared_total=next((one.total for one in every if one.total is not None), None),
        verified=next((one.verified for one in every if one.verified is not None), None),
        platform_id=next((one.platform_id for one in every if one.platform_id), None),
    )  # fmt: skip


def _without_posts(
    brought: Brought, told: list[Told], known: SourceOutcome, answers: Answers
) -> SourceOutcome:
    """The first row of the table that any answer, or the page itself, calls for."""
    foreign = answers.named("other-account")
    own = any(one.listed is not None for one in told)  # then what else the page loads of others says nothing
    troubles = [
        (one.row, one.words) for one in told if one.row is not None and not (own and one.row == foreign)
    ]
    troubles += [(row, words) for words in _notices(brought) if (row := answers.by_words(words))]
    if any(one.listed == 0 for one in told):
        troubles.append((answers.named("empty-but-declared" if known.declared_total else "empty-list"), ""))
    if not troubles and brought.reason is not None:
        return replace(known, reason=brought.reason, told=brought.detail or "公开主页未能打开")
    row, words = min(
        troubles, key=lambda one: answers.rows.index(one[0]), default=(answers.named("no-answer"), "")
    )
    outcome = said(row, words, known)
    return replace(outcome, state_told=words) if row.state else outcome


def _notices(brought: Brought) -> Iterator[str]:
    """Where the page led, and what it shows if that is no more than a notice."""
    if brought.location:
        yield unquote(brought.location)
    tree = LexborHTMLParser(brought.body.decode("utf-8", "replace"))
    if tree.body is None:
        return
    tree.strip_tags(["script", "style", "template", "noscript"])
    words = " ".join(tree.body.text(separator=" ").split())
    title = tree.css_first("title")
    if len(words) <= LONGEST_NOTICE:
        yield " ".join([title.text().strip() if title is not None else "", words]).strip()[:LONGEST_NOTICE]
