"""How a secret may come back in an answer: written out, percent-encoded, escaped for JSON or HTML, base64 or hex.

`plain_forms` are what encoders really write, found all at once whatever their number; `any_form` finds a secret whose every
character may be written in a way of its own, and is tried only where a decoder would find it.
"""

from __future__ import annotations

import base64
import html
import json
import re
import sys
from collections.abc import Iterator
from urllib.parse import quote, quote_plus, unquote_to_bytes

_NAMED = {"&": b"&amp;", "<": b"&lt;", ">": b"&gt;", '"': b"&quot;", "'": b"&apos;"}
_ESCAPED = re.compile(
    rb"\\+u([0-9a-fA-F]{4})|\\+x([0-9a-fA-F]{2})|&#0*(\d{1,3});|&#[xX]0*([0-9a-fA-F]{1,2});"
)
_BEFORE_SIGNS, _RUNS = re.compile(rb"\\+([\"'/])"), re.compile(rb"\\+")
_SIGNS = (b"%", b"\\u", b"\\x", b"&#", b"&", b"\\")


def plain_forms(secret: str) -> frozenset[bytes]:
    """The secret as encoders write it."""
    raw = secret.encode()
    escaped = json.dumps(secret)[1:-1]
    texts = {
        secret, quote(secret, safe=""), quote(secret), quote_plus(secret), quote(quote(secret, safe=""), safe=""), escaped,
        escaped.replace("/", "\\/"), json.dumps(secret, ensure_ascii=False)[1:-1], html.escape(secret), raw.hex(),
        raw.hex().upper(),
    }  # fmt: skip
    lowered = {re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), text) for text in texts}
    return frozenset({*(text.encode() for text in texts | lowered), *_in_base64(raw)})


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """What stands in base64 wherever the secret begins in the encoded text: all but the ends that neighbours share."""
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + raw)
        core = encoded[-(-before * 4 // 3) : (before + len(raw)) * 4 // 3]
        yield from (core, core.translate(bytes.maketrans(b"+/", b"-_")), core.replace(b"/", b"\\/"))
        yield quote(core.decode(), safe="").encode()


def decoded(data: bytes) -> Iterator[bytes]:
    """The text as decoders would read it; nothing where there is nothing to decode."""
    if not any(sign in data for sign in _SIGNS):
        return
    once = _ESCAPED.sub(_character, data)
    yield once
    yield _RUNS.sub(rb"\\", _BEFORE_SIGNS.sub(rb"\1", once))
    for _ in range(2):  # encoded twice: an address within an address
        once = unquote_to_bytes(once)
        yield once
    yield html.unescape(once.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def _character(found: re.Match[bytes]) -> bytes:
    in_json, in_script, number, in_hex = found.groups()
    code = int(number) if number else int(in_json or in_script or in_hex, 16)
    return chr(code).encode("utf-8", "surrogatepass") if code <= sys.maxunicode else found[0]


def any_form(secret: str) -> re.Pattern[bytes]:
    """The secret with every character written in any way. Slow: for texts in which it is known to stand."""
    return re.compile(b"".join(b"(?:" + b"|".join(_ways(character)) + b")" for character in secret))


def _ways(character: str) -> Iterator[bytes]:
    raw = character.encode()
    yield re.escape(raw)
    yield b"".join(b"%%(?:25)*(?i:%02x)" % byte for byte in raw)
    code = ord(character)
    yield rb"\\+u(?i:%04x)" % code
    yield rb"&#0*%d;|&#[xX]0*(?i:%x);" % (code, code)
    if code < 256:
        yield rb"\\+x(?i:%02x)" % code
    if character in _NAMED:
        yield _NAMED[character]
    if character in "\"'\\/":
        yield rb"\\+" + re.escape(raw)
    if character == " ":
        yield rb"\+"
