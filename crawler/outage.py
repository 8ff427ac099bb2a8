"""Notices that nothing is answered any more: the network is gone, the portal is down, or it has shut us out.

A long row of failures alone may be a dead corner of the portal. So its home page is asked; where that fails as well, the
run stops instead of asking a thousand times more, and the next one goes on.
"""

from __future__ import annotations

from crawler.budget import Budget
from crawler.items import Reason
from crawler.patience import bounds

_SENTENCES = {
    Reason.BLOCKED: "门户拒绝了访问（验证页面或防火墙）",
    Reason.RATE_LIMITED: "门户要求放慢访问",
    Reason.HTTP_ERROR: "门户服务器出错",
    Reason.TLS: "门户的加密连接无法建立",
}
_SILENCE = (Reason.UNREACHABLE, Reason.TIMEOUT, Reason.TLS, Reason.BLOCKED, Reason.RATE_LIMITED)
"""Reasons that say nothing of the page that was asked for; an error of the server (5xx) is one more."""


class Outage:
    """Counts failures in a row, whoever met them."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._row = 0
        self._looking = False

    def note(self, reason: Reason | None, status: int | None = None) -> bool:
        """Take down what a try came to; whether the home page should be asked now."""
        if reason not in _SILENCE and not (reason is Reason.HTTP_ERROR and (status or 0) >= 500):
            self._row = 0
            return False
        self._row += 1
        due = self._row >= bounds()["outage"]["failures"] and not self._looking and not self._budget.exhausted
        self._looking |= due
        return due

    def looked(self, reason: Reason | None, status: int | None = None) -> None:
        """The home page has been asked. Where it shows itself, only a corner is dead."""
        failures, self._row, self._looking = self._row, 0, False
        if self.note(reason, status) or self._row:
            why = _SENTENCES.get(reason, "网络中断或门户无法访问") if reason is not None else ""
            self._budget.stop(
                "outage",
                f"{why}：连续{failures}次请求没有结果，首页也打不开；恢复后再次运行，自动续采",
                reason or Reason.UNREACHABLE,
            )
