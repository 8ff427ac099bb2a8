"""`[[source_defaults]]` of district.toml: per source the default address and secret, its token command, canaries and pace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rules import vocabulary
from rules.faults import Collector
from rules.registered import SourceDefault
from rules.sections import FILE, Section, line_of
from rules.shapes import is_variable, is_web_address, web_address_wanted

_NAME = "source_defaults"
_LONGEST_PAUSE = 3600


def read_source_defaults(entries: Any, source: str, found: Collector) -> dict[str, SourceDefault]:  # noqa: ANN401
    """Every entry by its source; what is wrong is a fault."""
    defaults: dict[str, SourceDefault] = {}
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        found.fault(FILE, line_of(source, _NAME), None, _NAME, "[[source_defaults]]（双层方括号）")
        return defaults
    for entry in entries:
        section = Section(_NAME, entry, source, found)
        key = vocabulary.meaning("source", section.required("source"))
        if section.values.get("source") and key is None:
            section.one_of("source", vocabulary.keys("source"))
        default = SourceDefault(
            _url(section), _variable(section), _command(section), section.texts("canaries"), _pause(section),
            section.flag("local_times", default=False),
        )  # fmt: skip
        if key in defaults:
            section.wrong("source", "每种采集方式只写一次")
        if key:
            defaults[key] = default
        section.close()
    return defaults


def _url(section: Section) -> str | None:
    url = section.text("source_url")
    if url and not is_web_address(url):
        section.wrong("source_url", web_address_wanted(url))
    return url


def _variable(section: Section) -> str | None:
    """The name of a variable. The cell is not repeated: somebody may have typed the secret itself into it."""
    secret = section.text("secret_env")
    if secret and not is_variable(secret):
        section.found.fault(
            FILE, line_of(section.source, _NAME, "secret_env"), f"{_NAME}.secret_env", "（内容不予显示）",
            "环境变量的名称（字母、数字、下划线），不得填写密钥本身",
        )  # fmt: skip
    return secret


def _command(section: Section) -> tuple[str, ...]:
    """A program by its whole path, with its own arguments if it needs any; no shell ever reads it."""
    written = section.values.get("token_command")
    words = (
        (section.text("token_command") or "",) if isinstance(written, str) else section.texts("token_command")
    )
    if any(words) and not Path(words[0]).is_absolute():
        section.wrong(
            "token_command", '程序的完整路径，或者路径和参数的列表，如["/opt/office/token", "--wechat"]'
        )
    return tuple(word for word in words if word)


def _pause(section: Section) -> float | None:
    if "seconds_between" not in section.values:
        return None
    return float(section.number("seconds_between", 0, 0, _LONGEST_PAUSE))
