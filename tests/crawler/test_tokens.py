"""The office's own program for tokens: what it is told, and what of it is a token."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from crawler.outcomes import Refused
from crawler.tokens import ask_program

OLD, NEW = "the-token-that-is-kept", "a-token-that-is-new"


def program(folder: Path, lines: str) -> str:
    path = folder / "token"
    path.write_text(f"#!/bin/sh\n{lines}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_it_is_told_when_its_token_is_taken_no_more(tmp_path: Path) -> None:
    keeper = program(tmp_path, f'[ "$GONGKAI_TOKEN_RENEW" = 1 ] && echo {NEW} || echo {OLD}')
    assert asyncio.run(ask_program([keeper])) == OLD
    assert asyncio.run(ask_program([keeper], renew=True)) == NEW


@pytest.mark.parametrize("lines", ["exit 3", "echo short", "echo two words of it here", "sleep 30", "true"])
def test_anything_else_is_refused(lines: str, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        asyncio.run(ask_program([program(tmp_path, lines)], seconds=2.0))


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        asyncio.run(ask_program([str(tmp_path / "none")]))
