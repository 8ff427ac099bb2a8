"""Scrapy's signals, without the walk through its tables for those that nobody has asked to hear: six with every request."""

from __future__ import annotations

from typing import Any

from pydispatch import dispatcher  # type: ignore[import-untyped]
from scrapy.signalmanager import SignalManager


class Heard(SignalManager):
    """In the place of a crawler's own."""

    def send_catch_log(self, signal: Any, **kwargs: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 - Scrapy's
        """Tell those who listen, if there are any."""
        return super().send_catch_log(signal, **kwargs) if self._is_heard(signal) else []

    def _is_heard(self, signal: Any) -> bool:  # noqa: ANN401 - the same
        """Whether anybody listens to the signal of this sender or of any, or to all that they send."""
        for who in (self.sender, dispatcher.Any):
            told = dispatcher.connections.get(id(who))
            if told is not None and (signal in told or dispatcher.Any in told):
                return True
        return False
