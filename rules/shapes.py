"""The shapes of what offices write: web addresses, hosts, e-mail addresses, codes, names of variables."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?:[\w\-]{1,63}\.)*[\w\-]{1,63}(?::(\d{1,5}))?")
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@(?:[A-Za-z0-9\-]{1,63}\.)+[A-Za-z]{2,24}")
_CODE = re.compile(r"(?!\.)[A-Za-z0-9_.\-\u4e00-\u9fff]{1,64}")
PASSWORD = re.compile(r"(?<=//)[^/?#\s@]*@")  # what stands before the host, and is nobody's to read
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}")


def is_web_address(text: str) -> bool:
    """Whether the text is an http(s) address with a host, without a password and without anything odd in it."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    odd = any(character.isspace() or not character.isprintable() for character in text)
    host = parts.hostname or ""
    plain_host = (
        bool(_HOST.fullmatch(host) or ":" in host) and parts.username is None and parts.password is None
    )
    return parts.scheme in _PORTS and plain_host and port != 0 and not odd


def web_address_wanted(text: str) -> str:
    """What should stand where a text is no web address, as a fault says it."""
    aside = "，不含用户名和密码" if PASSWORD.search(text) else ""
    return f"以http://或https://开头的完整网址{aside}"


def host_of(url: str) -> str:
    """The host in lower case, with the port where it is not the scheme's own."""
    parts = urlsplit(url)
    port = "" if parts.port in (None, _PORTS.get(parts.scheme)) else f":{parts.port}"
    return f"{(parts.hostname or '').lower()}{port}"


def is_host(text: str) -> bool:
    """Whether a text is `host` or `host:port`."""
    found = _HOST.fullmatch(text)
    return found is not None and (found[1] is None or 0 < int(found[1]) < 65536) and len(text) <= 253


def common_host(text: str) -> str:
    """A host as `host_of` writes it: lower case, without the port of http or https."""
    return text.lower().removesuffix(":80").removesuffix(":443")


def is_email(text: str) -> bool:
    """Whether the text looks like an e-mail address."""
    return bool(_EMAIL.fullmatch(text))


def is_code(text: str) -> bool:
    """Whether the text may name a unit or an account: safe as part of a file name."""
    return bool(_CODE.fullmatch(text)) and ".." not in text


def is_variable(text: str) -> bool:
    """Whether the text may be the name of an environment variable."""
    return bool(_VARIABLE.fullmatch(text))
