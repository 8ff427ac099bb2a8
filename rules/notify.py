"""`[notify] urls`: where runs are told. A secret in such an address comes from an environment variable, or is a fault."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

from rules.sections import Section, line_of

_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://\S+")
_WANTED = "形如“mailto://…”“wecombot://$变量名”的地址，密码、令牌等一律写作$变量名或${变量名}，取自环境变量"


@cache
def _data() -> Mapping[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("notify.toml").read_text("utf-8"))


def read_urls(section: Section) -> tuple[str, ...]:
    """The addresses; one that holds a secret, or is none, is a fault that does not repeat it."""
    urls = section.texts("urls")
    if all(is_fit(url) for url in urls):
        return urls
    section.found.fault(
        "district.toml",
        line_of(section.source, section.name, "urls"),
        "notify.urls",
        "（内容不予显示）",
        _WANTED,
    )
    return ()


def is_fit(url: str) -> bool:
    """Whether an entry is an address (or one variable that holds it) and names no secret itself."""
    if _VARIABLE.fullmatch(url):
        return True
    if not _ADDRESS.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
        password = parts.password
    except ValueError:
        return False
    open_ = parts.scheme in _data()["open"]
    secrets = [password, *(value for name, value in parse_qsl(parts.query) if _tells_a_secret(name))]
    return (open_ or _VARIABLE.search(url) is not None) and all(
        not value or _VARIABLE.fullmatch(value) for value in secrets
    )


def _tells_a_secret(name: str) -> bool:
    return any(word in name.lower() for word in _data()["secret"])


def variables_of(urls: tuple[str, ...]) -> tuple[str, ...]:
    """The environment variables that addresses need, each once."""
    found = (match[1] or match[2] for url in urls for match in _VARIABLE.finditer(url))
    return tuple(dict.fromkeys(found))


def filled_in(url: str, environment: Mapping[str, str]) -> str:
    """The address with its secrets; KeyError for a variable that is not set.

    A value that fills in a part of an address is percent-encoded; a variable that holds a whole one is taken as it is.
    """
    whole = _VARIABLE.fullmatch(url)
    if whole is not None:
        return environment[whole[1] or whole[2]]
    return _VARIABLE.sub(lambda match: quote(environment[match[1] or match[2]], safe=""), url)


def urls_at_least(folder: Path) -> tuple[str, ...]:
    """The addresses of a workspace that may be faulty elsewhere: the office must hear of that, too."""
    try:
        told = tomllib.loads((folder / "district.toml").read_text("utf-8-sig")).get("notify", {})
        urls = told.get("urls", []) if isinstance(told, dict) else []
    except (OSError, ValueError):
        return ()
    return tuple(url.strip() for url in urls if isinstance(url, str) and is_fit(url.strip()))
