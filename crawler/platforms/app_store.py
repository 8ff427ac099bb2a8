"""`app_store`: whether Apple's Chinese store lists the office's app, by the store's public look-up.

It says whether the app can be had there, under which name and from whom. A version's date is not a post: the look-up
proves neither that an app is looked after nor that it is not. Only a person with a telephone can say that an app
cannot be downloaded or used; an empty answer asks for that person.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

from crawler.items import SourceOutcome
from crawler.platforms import Brought, Endpoint, Reading, WebAsk, Window, base_of, source, text_of
from crawler.platforms.answers import load_answers
from crawler.platforms.values import at, count_at, json_object, rows_at, said
from rules.model import Account

NAME = "app_store"
_COUNTRY = "cn"
_ID = re.compile(r"(?:id)?(\d{6,12})", re.ASCII)


@source(
    NAME,
    proves_silence=False,
    base="https://itunes.apple.com",
    only=("app",),
    endpoints=(Endpoint("GET", "/lookup"),),
)
def read_app_store(account: Account, window: Window) -> Reading:  # noqa: ARG001 - a store knows no period
    """Look the app up by the number that the register keeps as 账号ID."""
    found = _ID.fullmatch((account.handle or "").strip())
    if found is None:
        return said(load_answers(NAME).named("no-id"), account.handle or "空白")
    query = urlencode({"id": found[1], "country": _COUNTRY})
    brought = yield WebAsk(f"{base_of(account, NAME)}/lookup?{query}")
    return parse(brought, found[1])


def parse(brought: Brought, app: str) -> SourceOutcome:
    """A recorded answer as an outcome."""
    answers, data = load_answers(NAME), json_object(brought.body)
    if data is not None and (refused := text_of(data.get("errorMessage"))):
        return said(answers.named("question-refused"), refused[:100])
    if brought.reason is not None:
        row = answers.by_status(brought.status or 0)
        return said(row, brought.detail) if row else SourceOutcome(brought.reason, told=brought.detail)
    if data is None:
        return said(answers.named("not-json"))
    rows, count = rows_at(data, "results"), count_at(data, "resultCount")
    if rows is None or count is None or count != len(rows):
        return said(answers.named("shape-changed"))
    if not rows:
        return said(answers.named("not-in-store"), app)
    return next((_listed(row, app) for row in rows if text_of(at(row, "trackId")) == app), None) or said(
        answers.named("other-app"), text_of(at(rows[0], "trackName")) or ""
    )


def _listed(row: dict[str, object], app: str) -> SourceOutcome:
    """What the store says of the app; its seller is who signed the store's contract, not a 认证主体."""
    version, dated = text_of(row.get("version")), text_of(row.get("currentVersionReleaseDate"))
    figures = f"版本{version or '不明'}，{(dated or '日期不明')[:10]}，开发者{text_of(row.get('sellerName')) or '不明'}"
    known = SourceOutcome(None, display_name=text_of(row.get("trackName")), platform_id=app, state="normal")
    return said(load_answers(NAME).named("listed"), figures, known)
