"""The access token of an account that its unit authorised: as the office keeps it, or as its own program hands it out."""

from __future__ import annotations

from collections.abc import Generator

from crawler.items import Reason, SourceOutcome
from crawler.platforms import Ask, Brought, Key, TokenAsk, Window
from crawler.platforms.answers import Answers
from crawler.platforms.values import said
from rules.model import Account


def token_of(
    account: Account, window: Window, answers: Answers
) -> Generator[Ask, Brought, Key | SourceOutcome]:
    """The key of the token; an outcome that says why there is none (rows `no-secret`, `command-failed`)."""
    if window.key is None:
        named = account.secret_for(answers.source) or account.secret_env
        return said(answers.named("no-secret"), named or "")
    if not window.token_command:
        return window.key
    token = window.key.named("token")
    brought = yield TokenAsk(token)
    if brought.reason is Reason.AUTH_EXPIRED:
        return said(answers.named("command-failed"), brought.detail)
    return SourceOutcome(brought.reason, told=brought.detail) if brought.reason is not None else token
