"""`feed`: RSS 2.0, Atom or JSON Feed, from a bridge such as RSSHub. One post proves life; silence proves nothing.

A time without a zone is refused, unless the office vouches that its feeds write the district's own; an edit is no
publication. A bridge may want a key in its address: the register writes `{key}` there, and the key goes in as the
question leaves. What each answer means, and whose job it is, stands in feed.toml.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from w3lib.html import remove_tags, replace_entities

from crawler.feeds.formats import Entry, Feed, NoFeedError, read_feed
from crawler.feeds.times import read_time
from crawler.items import Post, SourceOutcome
from crawler.platforms import Brought, Reading, WebAsk, Window, digest, source, text_of, told_apart
from crawler.platforms.answers import Answers, load_answers
from crawler.platforms.marks import marks_of
from crawler.platforms.reach import believed
from crawler.platforms.values import said
from rules.model import Account
from rules.vocabulary import PLACE

_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_ERROR_PAGE = 20_000
"""How much of an error page is searched for the words that explain it."""
_LONGEST_TEXT = 200_000
"""How much of a post's markup is kept as its text."""


@source("feed", proves_silence=False)
def ask_feed(account: Account, window: Window) -> Reading:
    """Ask for the feed once and read it."""
    url = account.url_for("feed")
    assert url is not None, "the loader lets no feed pass without an address"
    if PLACE not in url:
        return parse((yield WebAsk(url, {"Accept": _ACCEPT})), window)
    if window.key is None:
        return said(
            load_answers("feed").named("key-missing"), account.secret_for("feed") or "备案表未填密钥变量名"
        )
    address = url.replace(PLACE, window.key.mark)
    return parse((yield WebAsk(address, {"Accept": _ACCEPT}, keys=(window.key,))), window)


def parse(brought: Brought, window: Window) -> SourceOutcome:
    """A recorded answer as an outcome."""
    answers = load_answers("feed")
    if brought.reason is not None:
        return _failed(brought, answers)
    try:
        feed = read_feed(brought)
    except NoFeedError as error:
        return said(answers.named("no-feed"), str(error))
    reads = [_post(entry, window) for entry in feed.entries]
    posts = told_apart(post for post, _ in reads)
    known = SourceOutcome(None, posts, display_name=feed.title, answer="entries")
    if not posts:
        return said(answers.named("empty"), known=known)
    if all(post.published is None for post in posts):
        ahead = any(ahead for _, ahead in reads)
        return said(answers.named("impossible-time" if ahead else "undated"), known=known)
    if (built := _stale(feed, posts, window)) is not None:
        return said(answers.named("stale"), f"生成于{built:%Y-%m-%d %H:%M}", known)
    return known


def _failed(brought: Brought, answers: Answers) -> SourceOutcome:
    """Why a bridge failed, as far as its error page says."""
    row = answers.by_words(brought.body[:_ERROR_PAGE].decode("utf-8", "replace"))
    if row is not None:
        return said(row, brought.detail)
    return SourceOutcome(brought.reason, told=brought.detail or "订阅源未能访问")


def _stale(feed: Feed, posts: tuple[Post, ...], window: Window) -> datetime | None:
    """When an old copy was made; None for a feed that is not known to be one, or that shows life all the same."""
    built = read_time(text_of(feed.built), window)
    days = [post.published.date() for post in posts if post.published is not None]
    if built is None or any(day >= window.since for day in days):
        return None
    return built if window.moment - built > timedelta(marks_of("feed")["stale"]["days"]) else None


def _post(entry: Entry, window: Window) -> tuple[Post, bool]:
    """One entry, and whether its time lies in the future. An edit is no publication and is not looked at."""
    name, address, stated = text_of(entry.title) or "", text_of(entry.url), text_of(entry.stated)
    moment = read_time(stated, window)
    published = believed(moment, window)
    own = text_of(entry.id) or address or digest(name, entry.stated)
    said_at = entry.said_at if published else None
    post = Post(own, name, address, published, time_source=said_at, text=_plain_text(entry.content))
    return post, moment is not None and published is None


def _plain_text(content: object) -> str | None:
    """What a post says, without its markup."""
    return (
        text_of(replace_entities(remove_tags(content[:_LONGEST_TEXT]))) if isinstance(content, str) else None
    )
