"""What is believed of what a source said: no time that lies ahead, none that a reader made up, no list that stood still."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from crawler.items import Reason, SourceOutcome
from crawler.platforms import Window
from crawler.platforms.marks import marks_of
from crawler.survey.earlier import Earlier
from crawler.survey.posts import shows_life

_AHEAD = "有发布时间晚于采集时刻的条目，时间不可信"
_NOW = "多条内容的发布时间就是采集时刻，时间不可信"
_STANDING = "平台标明的作品总数比上次多，列表里却没有更新的内容"


@cache
def bounds() -> dict[str, Any]:
    """crawler/health.toml: what is common cause, what a canary owes, what no clock says."""
    return tomllib.loads((Path(__file__).parents[1] / "health.toml").read_text("utf-8"))


def believed(
    outcome: SourceOutcome, window: Window, fetched: datetime | None, earlier: Earlier | None
) -> SourceOutcome:
    """The outcome without times that cannot be; where something is wrong, silence is not proved by it.

    `fetched` is the moment of the last answer, None for files. Posts that are left without a time stay posts.
    """
    outcome = _without_times_ahead(outcome, window)
    if fetched is not None:
        outcome = _without_times_of_now(outcome, fetched)
    if earlier is not None and not shows_life(outcome, window) and _grew(outcome, earlier):
        outcome = _doubted(outcome, _STANDING)
    return outcome


def _without_times_ahead(outcome: SourceOutcome, window: Window) -> SourceOutcome:
    """A day alone stands for its end: it lies ahead when the day does."""
    latest = window.moment + timedelta(minutes=marks_of("lists")["times"]["ahead_minutes"])
    end = datetime.combine(window.moment.astimezone(window.zone), time.max, window.zone)
    ahead = {
        post.id
        for post in outcome.posts
        if post.published and post.published > (end if post.precision == "day" else latest)
    }
    return _without(outcome, ahead, _AHEAD)


def _without_times_of_now(outcome: SourceOutcome, fetched: datetime) -> SourceOutcome:
    """One post may well be some seconds old; several of them are a reader that writes the hour of reading.

    Of a day alone no hour was read.
    """
    clock = bounds()["clock"]
    near = timedelta(seconds=clock["now_seconds"])
    timed = (post for post in outcome.posts if post.precision != "day")
    now = {post.id for post in timed if post.published and abs(post.published - fetched) <= near}
    return _without(outcome, now, _NOW) if len(now) >= clock["now_posts"] else outcome


def _without(outcome: SourceOutcome, ids: set[str], told: str) -> SourceOutcome:
    if not ids:
        return outcome
    posts = tuple(replace(post, published=None) if post.id in ids else post for post in outcome.posts)
    return _doubted(replace(outcome, posts=posts), told)


def _grew(outcome: SourceOutcome, earlier: Earlier) -> bool:
    """Whether the platform counts more posts than before, and the newest of them is no newer."""
    if outcome.declared_total is None or earlier.declared_total is None:
        return False
    newest = max((post.published for post in outcome.posts if post.published), default=None)
    newer = newest is not None and (earlier.newest is None or newest > earlier.newest)
    return outcome.declared_total > earlier.declared_total and not newer


def _doubted(outcome: SourceOutcome, told: str) -> SourceOutcome:
    """The outcome as one that proves no silence; a reason that it has already says more."""
    said = f"{outcome.told}；{told}" if outcome.told else told
    return replace(outcome, reason=outcome.reason or Reason.PARSE_CHANGED, covered=None, told=said)
