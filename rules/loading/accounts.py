"""Rows of `accounts` (备案表)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rules import vocabulary
from rules.loading.cells import Cells, one_of
from rules.model import AccountClass, AccountStatus
from rules.shapes import is_web_address, web_address_wanted
from rules.text import plain, shown

_CHAIN = re.compile(r"\s*(?:>|＞|→|》)\s*")
_PATTERN = re.compile(r"[\w\-. *?\[\]()（）\u4e00-\u9fff]+(?:/[\w\-. *?\[\]()（）\u4e00-\u9fff]+)*")


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A registered account as written: `unit` is not looked up; `urls` and `secrets` stand beside `sources` (None: not said)."""

    code: str
    unit: str
    platform: str
    name: str
    sources: tuple[str, ...]
    urls: tuple[str | None, ...]
    subject: str | None
    handle: str | None
    status: AccountStatus
    update_within_days: int | None
    secrets: tuple[str | None, ...]
    purpose: AccountClass
    closed_on: date | None = None


def load_account(cells: Cells) -> AccountRow:
    """One account of the register."""
    sources = _sources(cells)
    urls = _urls(cells, sources)
    return AccountRow(
        code=cells.code("code"),
        unit=cells.name("unit"),
        platform=cells.key("platform", "platform", "other"),
        name=cells.name("name"),
        sources=sources,
        urls=urls,
        subject=cells.text("subject"),
        handle=cells.text("handle"),
        status=AccountStatus(cells.key("status", "status", AccountStatus.RUNNING)),
        update_within_days=cells.whole("update_within_days"),
        secrets=_secrets(cells, sources, urls),
        purpose=AccountClass(cells.key("class", "class", AccountClass.PUBLISHING)),
        closed_on=cells.day("closed_on") if cells.raw("closed_on") else None,
    )


def _sources(cells: Cells) -> tuple[str, ...]:
    """The chain of sources: `wechat_api > import > feed`."""
    sources = []
    platform = vocabulary.meaning("platform", cells.row.cells.get("platform", ""))
    for word in _CHAIN.split(cells.raw("source") or ""):
        meaning = vocabulary.meaning("source", word)
        served = vocabulary.platforms_of(meaning) if meaning else frozenset()
        if meaning and platform and served and platform not in served:
            names = "、".join(vocabulary.display("platform", one) for one in sorted(served))
            cells.wrong(
                "source",
                f"适用于{vocabulary.display('platform', platform)}的采集方式（{meaning}只用于{names}）",
            )
        if word and meaning is None:
            cells.wrong("source", f"{one_of('source', word)}，可用“>”连接")
        elif meaning in sources:
            cells.wrong("source", "不重复的采集方式")
        sources += [meaning] if meaning else []
    return tuple(sources) or ("manual",)


def _urls(cells: Cells, sources: tuple[str, ...]) -> tuple[str | None, ...]:
    """The address of each source: as many as there are sources, or one alone."""
    written = [shown(word).removeprefix("inbox/") for word in _CHAIN.split(cells.raw("source_url") or "")]
    if len(written) == 1:
        owners = _owners(sources, written[0])
        written = [written[0] if index in owners else "" for index in range(len(sources))]
    elif len(written) != len(sources):
        cells.wrong("source_url", f"一个地址，或与采集方式一一对应的{len(sources)}个地址（用“>”连接）")
        return (written[0],) * len(sources)
    for source, url in zip(sources, written, strict=True):
        if url:
            _check_url(cells, source, url)
    return tuple(url or None for url in written)


def _secrets(cells: Cells, sources: tuple[str, ...], urls: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """The variable of each source that takes a secret: as many as there are sources, or one alone.

    One alone is for the first source that needs one, else for the first that may use one, and for no other: a token
    of one platform must not be sent to another as a cookie.
    """
    written = [
        cells.variable("secret_env", shown(word)) for word in _CHAIN.split(cells.raw("secret_env") or "")
    ]
    if len(written) == len(sources) > 1:
        return tuple(written)
    if len(written) > 1:
        cells.wrong_secret("secret_env", f"一个变量名，或与采集方式一一对应的{len(sources)}个（用“>”连接）")
    uses = {
        use: index
        for index, source in reversed([*enumerate(sources)])
        if (use := vocabulary.secret_use(source, urls[index]))
    }
    own = uses.get("required", uses.get("optional"))
    if own is None and written[0]:
        cells.notice("secret_env", "所写的采集方式都不用密钥，未采用")
    return tuple(written[0] if index == own else None for index in range(len(sources)))


def _owners(sources: tuple[str, ...], url: str) -> list[int]:
    """Which sources of a chain a lone address is for: those that must have one of its sort, else the first that may.

    An address meant for a feed must not become the base of an official API, which is sent a secret.
    """
    sort = "required" if is_web_address(url) else "pattern"
    must = [index for index, source in enumerate(sources) if vocabulary.url_use(source) == sort]
    may = [index for index, source in enumerate(sources) if vocabulary.url_use(source) != "none"]
    return must or may[:1] or [0]


def _check_url(cells: Cells, source: str, url: str) -> None:
    """Hold an address against what it means to its source."""
    if vocabulary.url_use(source) != "pattern":
        if not is_web_address(url):
            cells.wrong("source_url", web_address_wanted(url))
    elif not _PATTERN.fullmatch(url) or ".." in url or plain(url).startswith((".", "/")):
        cells.wrong("source_url", "inbox文件夹内的文件名或通配式（不得为绝对路径，不得含“..”）")
