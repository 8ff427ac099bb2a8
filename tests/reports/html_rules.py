"""What every page of ours must be: well-formed, self-contained, readable by everyone."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
LOADERS = frozenset(
    [
        "script",
        "img",
        "iframe",
        "object",
        "embed",
        "link",
        "video",
        "audio",
        "source",
        "track",
        "form",
        "base",
        "svg",
    ]
)


class Checker(HTMLParser):
    """Collects every breach of the rules while a page is parsed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.headings: list[int] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag not in VOID:
            self.open.append(tag)
        inside = tag == "img" and (given.get("src") or "").startswith("data:image/png;base64,")
        if tag in LOADERS and not inside:
            self.faults.append(f"<{tag}> could load something")
        self.faults += [
            f"{name}= on <{tag}>"
            for name in given
            if name.startswith("on") or (name in ("src", "srcset") and not inside)
        ]
        if tag == "a" and not re.match(
            r"https?://|mailto:|units/|evidence/[0-9a-f]+\.html$|\.\./report\.html$|2026-W47/index\.html$|previous\.html$",
            given.get("href") or "",
        ):
            self.faults.append(f"href {given.get('href')!r}")
        if tag == "th" and "scope" not in given:
            self.faults.append("<th> without scope")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)
        elif re.search(r"url\(|@import|expression", data):
            self.faults.append("the style loads something")


def checked(page: str) -> Checker:
    """The page, parsed, with all its faults."""
    checker = Checker()
    checker.feed(page)
    checker.close()
    if checker.open:
        checker.faults.append(f"never closed: {checker.open}")
    if not page.startswith("<!DOCTYPE html>"):
        checker.faults.append("no doctype")
    if ("html", {"lang": "zh-CN"}) not in checker.tags:
        checker.faults.append("no language")
    if "default-src 'none'" not in page[:400]:
        checker.faults.append("no content security policy at the head")
    if checker.headings[:1] != [1] or checker.headings.count(1) != 1:
        checker.faults.append("not exactly one h1, first")
    if any(after > before + 1 for before, after in zip(checker.headings, checker.headings[1:], strict=False)):
        checker.faults.append("a heading level is skipped")
    return checker
