"""Questions to WeChat's official API in the name of one token, which is renewed once and no more.

The token comes from `stable_token` by AppID and secret, never forced: `/cgi-bin/token` and a forced renewal would take
the token away from the unit's other programs. Or it comes from the office's own command (a third-party platform).
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping

from crawler.items import Reason, SourceOutcome
from crawler.platforms import Ask, Brought, Key, TokenAsk, WebAsk
from crawler.platforms.values import said
from crawler.platforms.wechat_datacube import ANSWERS, Answered, parse_token, read_answer

TOKEN_PATH = "/cgi-bin/stable_token"  # noqa: S105 - an address
_JSON = {"Content-Type": "application/json"}
Talking = Generator[Ask, Brought, Answered]


class Talk:
    """Questions in the name of one token, which is renewed once."""

    def __init__(self, base: str, key: Key, *, by_command: bool) -> None:
        self._base = base
        self._secret = key
        self._by_command = by_command
        self._renewed = False

    @property
    def _held(self) -> Key:
        """A renewed token has a mark of its own: a question that failed is then asked anew, not taken from the store."""
        return self._secret.named("renewed" if self._renewed else "token")

    def token(self) -> Generator[Ask, Brought, SourceOutcome | None]:
        """Ask for a token; why there is none."""
        if self._by_command:
            brought = yield TokenAsk(self._held, renew=self._renewed)
            return _refused(brought)
        app_id, secret = self._secret.part(0), self._secret.part(1)
        wanted = {
            "grant_type": "client_credential", "appid": app_id.mark, "secret": secret.mark, "force_refresh": False,
        }  # fmt: skip
        brought = yield WebAsk(
            self._base + TOKEN_PATH,
            _JSON,
            json.dumps(wanted).encode(),
            (app_id, secret),
            {"access_token": self._held},
        )
        return parse_token(read_answer(brought))

    def ask(self, path: str, wanted: Mapping[str, str | int]) -> Talking:
        """Ask; once more with a new token where the one that is held is not accepted."""
        answered = read_answer((yield self._web(path, wanted)))
        if not answered.expired or self._renewed:
            return answered
        self._renewed = True
        if (refused := (yield from self.token())) is not None:
            return Answered(failure=refused)
        return read_answer((yield self._web(path, wanted)))

    def _web(self, path: str, wanted: Mapping[str, str | int]) -> WebAsk:
        url = f"{self._base}{path}?access_token={self._held.mark}"
        return WebAsk(url, _JSON, json.dumps(dict(wanted)).encode(), (self._held,))


def _refused(brought: Brought) -> SourceOutcome | None:
    """Why the office's command gave no token; None when it did."""
    if brought.reason is Reason.AUTH_EXPIRED:
        return said(ANSWERS.named("command-failed"), brought.detail)
    return SourceOutcome(brought.reason, told=brought.detail) if brought.reason else None
