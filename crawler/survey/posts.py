"""What the sources of accounts said, as the store's rows; and whether it shows life."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.items import SourceOutcome
from crawler.notebook import Row
from crawler.platforms import Window
from crawler.survey.canaries import Canary
from rules.model import Account


def shows_life(outcome: SourceOutcome, window: Window) -> bool:
    """Whether a post was published inside the window; a time in the future shows nothing."""
    days = (
        post.published.astimezone(window.zone).date() for post in outcome.posts if post.published is not None
    )
    return any(window.since <= day <= window.until for day in days)


def source_row(
    account: Account,
    name: str,
    look: int,
    outcome: SourceOutcome,
    fetch: int | None,
    *,
    proves_silence: bool,
    files: tuple[int, ...] = (),
) -> Row:
    """One look at one source."""
    dated = [post.published for post in outcome.posts if post.published is not None]
    covered = outcome.covered or (None, None)
    return {
        "account": account.code, "platform": account.platform, "source": name, "look": look,
        "outcome": outcome.reason.value if outcome.reason else "ok", "told": outcome.told,
        "proves_silence": proves_silence, "covered_from": covered[0], "covered_to": covered[1],
        "liveness": outcome.liveness, "declared_total": outcome.declared_total, "display_name": outcome.display_name,
        "posts": len(outcome.posts), "newest": max(dated, default=None), "state": outcome.state,
        "state_told": outcome.state_told or None, "principal": outcome.principal, "verified": outcome.verified,
        "platform_id": outcome.platform_id, "answer": outcome.answer, "fetch": fetch,
        "files": files or None,
    }  # fmt: skip


def post_rows(
    account: Account, name: str, look: int, outcome: SourceOutcome, fetch: int | None
) -> Iterator[Row]:
    """Every post that a look showed, dated or not."""
    for post in outcome.posts:
        yield {
            "account": account.code, "source": name, "look": look, "id": post.id, "title": post.title, "url": post.url, "published": post.published,
            "precision": post.precision, "time_source": post.time_source, "pinned": post.pinned,
            "deleted": post.deleted, "text": post.text, "kind": post.kind, "edited": post.edited,
            "fetch": post.fetch or fetch,
        }  # fmt: skip


def canary_row(canary: Canary, outcome: SourceOutcome, window: Window, fetch: int | None) -> Row:
    """What one canary showed."""
    dated = [post.published for post in outcome.posts if post.published is not None]
    return {
        "source": canary.source, "canary": canary.name, "platform": canary.account.platform,
        "outcome": outcome.reason.value if outcome.reason else "ok", "alive": shows_life(outcome, window),
        "newest": max(dated, default=None), "told": outcome.told, "fetch": fetch,
    }  # fmt: skip
