"""Messages to the office: one digest per run, and one when a run is overdue. Figures and places only: nobody's data.

Who speaks is the apprise library; what it is told to reach stands in `[notify] urls`. A message that does not get through
changes nothing in how a run ended, but is told.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reports.text import SENTENCE, plain
from rules.notify import filled_in

if TYPE_CHECKING:
    from apprise import Apprise

log = logging.getLogger(__name__)
_PATIENCE = 60.0
"""Seconds that all channels together may take; each has shorter bounds of its own."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is told."""

    title: str
    body: str


def tell(urls: tuple[str, ...], message: Message, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Send a message to every address; returns what did not get through, a sentence each that names no secret."""
    failed: list[str] = []
    addressed: list[tuple[str, str]] = []
    for number, url in enumerate(urls, 1):
        name = f"第{number}条（{urlsplit(url).scheme or '变量'}）"
        try:
            addressed.append((name, filled_in(url, environment)))
        except KeyError as error:
            failed.append(f"通知{name}没有发出：环境变量 {error.args[0]} 未设置")
    if addressed:
        failed += _send(addressed, message)
    for sentence in failed:
        log.warning("%s", sentence)
    return tuple(failed)


def _send(addressed: list[tuple[str, str]], message: Message) -> list[str]:
    """Hand a message to the library, one address after the other, all of them within their time."""
    pending = dict(addressed)

    def send() -> None:
        for name, url in addressed:
            try:
                sent = _sent(url, message)
            except Exception as error:  # noqa: BLE001 - a library's trouble with one channel; the others are told
                log.warning("通知%s：%s", name, type(error).__name__)  # its text may hold the address
                continue
            if sent:
                del pending[name]

    sender = threading.Thread(target=send, name="notify", daemon=True)
    sender.start()
    sender.join(_PATIENCE)
    why = "没有在一分钟内发出" if sender.is_alive() else "没有发出，请核对地址和变量"
    return [f"通知{name}{why}" for name in list(pending)]


def is_understood(url: str, environment: Mapping[str, str]) -> bool | None:
    """Whether the library knows what an address means; None where a variable is not set. Nothing is sent."""
    try:
        return _channel(filled_in(url, environment)) is not None
    except KeyError:
        return None


def _sent(url: str, message: Message) -> bool:
    """Whether one channel took a message."""
    channel = _channel(url)
    if channel is None:
        return False
    from apprise import NotifyFormat  # noqa: PLC0415 - loaded by now

    title, body = plain(message.title), "\n".join(plain(line, SENTENCE) for line in message.body.split("\n"))
    return bool(channel.notify(title=title, body=body, body_format=NotifyFormat.TEXT))


def _channel(url: str) -> Apprise | None:
    """What the library makes of an address, ready to be spoken to; None where it knows no such thing."""
    from apprise import Apprise, AppriseAsset  # noqa: PLC0415 - half a second, seldom wanted

    logging.getLogger("apprise").disabled = True  # it would write addresses down, secrets included
    channel = Apprise(
        asset=AppriseAsset(app_id="Gongkai", app_desc="政务公开每周监测", app_url="", async_mode=False)
    )
    return channel if channel.add(url) else None
