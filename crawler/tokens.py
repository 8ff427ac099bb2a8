"""The office's own program that hands out tokens: asked through Scrapy like any other question, one at a time.

It runs without a shell, with the AppID as its last argument; where the platform takes its last token no more, the
variable GONGKAI_TOKEN_RENEW is 1: a program that keeps tokens must fetch a new one then. What it prints is the token and nothing else; what it says
beside that (on stderr) is read by nobody.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Response

from crawler.items import Reason
from crawler.outcomes import Refused
from crawler.vault import SHORTEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy import Request

    from crawler.platforms import Key

SCHEME = "token"
_RENEW = "GONGKAI_TOKEN_RENEW"
_SECONDS = 20.0
_MOST = 4096
_TOKEN = re.compile(rf"[!-~]{{{SHORTEST},{_MOST}}}")


class TokenHandler(BaseDownloadHandler):
    """Answers `token://…` requests: the token goes into the vault, the answer is empty."""

    lazy = True

    async def download_request(self, request: Request) -> Response:
        """Run the program; `Refused` says for the office what went wrong."""
        vault = self.crawler.spider.desk.vault  # type: ignore[union-attr]  # every spider of a sweep has a desk
        key: Key = request.meta["token"]
        app_id = vault.app_id(key)
        if app_id is None:
            raise Refused(Reason.AUTH_EXPIRED, "备案表没有写明AppID，不能向取令牌程序提问")
        vault.learn(key, await ask_program((*request.meta["command"], app_id), renew=request.meta["renew"]))
        return Response(request.url)


async def ask_program(command: Sequence[str], seconds: float = _SECONDS, *, renew: bool = False) -> str:
    """The token that the program prints; `Refused` when it fails, is late, or prints anything else."""
    try:
        program = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True, env={**os.environ, _RENEW: "1"} if renew else None,
        )  # fmt: skip
    except OSError as error:
        raise Refused(Reason.AUTH_EXPIRED, f"取令牌程序不能运行（{error.strerror}）") from None
    try:
        printed, code = await asyncio.wait_for(_told(program), seconds)
    except TimeoutError:
        raise Refused(Reason.AUTH_EXPIRED, f"取令牌程序{seconds:g}秒内没有完成") from None
    finally:
        await _end(program)
    if code != 0:
        raise Refused(Reason.AUTH_EXPIRED, f"取令牌程序以{code}退出")
    token = printed.decode("ascii", "replace").strip()
    if not _TOKEN.fullmatch(token):
        raise Refused(Reason.AUTH_EXPIRED, "取令牌程序的输出不是一个令牌")
    return token


async def _told(program: asyncio.subprocess.Process) -> tuple[bytes, int]:
    """What it printed (a little more than a token at most) and how it ended."""
    assert program.stdout is not None, "its output was asked for"
    printed = b""
    while len(printed) <= _MOST and (part := await program.stdout.read(_MOST + 1)):
        printed += part
    if len(printed) > _MOST:
        return b"", 0
    return printed, await program.wait()


async def _end(program: asyncio.subprocess.Process) -> None:
    """Let nothing of it live on: it is the leader of a session of its own."""
    if program.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        await program.wait()
