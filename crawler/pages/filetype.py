"""Whether an answer is a file and no page."""

from __future__ import annotations

from crawler.pages.answer import Answer
from crawler.pages.attachments import extension, is_file
from crawler.pages.words import table

_ATTACHMENT = table("states")["attachment"]
_MAGIC = tuple(bytes.fromhex(digits) for digits in _ATTACHMENT["magic"])
_MARKUP = (
    b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<meta", b"<?xml", b"<div", b"<datastore",
)  # fmt: skip


def file_rule(answer: Answer) -> str | None:
    """By which rule an answer is a file (None: it is a page): its first bytes, its type, its address where it is no markup."""
    if answer.body.startswith(_MAGIC):
        return "first bytes"
    head = answer.body[:1000].lstrip().lower()
    kind = answer.headers.get("content-type", "").lower()
    if head.startswith(_MARKUP) or b"<html" in head:
        return None
    if any(kind.startswith(known) for known in _ATTACHMENT["types"]):
        return "content type"
    if "attachment" in answer.headers.get("content-disposition", "").lower():
        return "content disposition"
    named = is_file(answer.url) and (
        extension(answer.url) not in _ATTACHMENT["texts"] or not kind.startswith(("text/html", "text/xml"))
    )
    if named and not answer.rendered and not kind.startswith("text/html") and answer.body:
        return "address of a file"
    return None
