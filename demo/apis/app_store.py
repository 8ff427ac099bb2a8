"""itunes.apple.com: whether the Chinese store lists an app. A version is no post."""

from __future__ import annotations

from datetime import timedelta

from demo.apis.base import SLOW_DOWN, Api, Asked, api, said
from demo.odd import NOT_FOUND, Answer

_UPDATED = timedelta(days=260)
_REFUSED = Answer(403, b"", "text/plain")


@api
class AppStore(Api):
    """The look-up by number."""

    host = "itunes.apple.com"
    source = "app_store"

    def answer(self, asked: Asked) -> Answer:
        """One app, or none."""
        if asked.path != "/lookup":
            return NOT_FOUND
        account = self.by_handle(asked.query.get("id"))
        if account is None or self.quirk(account) == "not in the store":
            return said({"resultCount": 0, "results": []})
        if self.quirk(account) == "refused":
            return _REFUSED
        if self.too_often(account):
            return SLOW_DOWN
        version = self.now - _UPDATED
        app = {
            "trackId": int(account.handle), "trackName": account.called, "sellerName": account.body, "version": "2.3.1",
            "currentVersionReleaseDate": version.strftime("%Y-%m-%dT%H:%M:%SZ"), "kind": "software",
            "trackViewUrl": f"https://apps.apple.com/cn/app/id{account.handle}",
        }  # fmt: skip
        return said({"resultCount": 1, "results": [app]})
