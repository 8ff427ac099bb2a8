"""Planted secrets, and every byte that a run leaves behind: none of them is there, whatever an answer echoes.

Every account has a secret of its own and a platform that plays it one trick. One sweep collects them all, with every
logger at its most talkative; then it is judged, reported and printed.
"""

from __future__ import annotations

import base64
import gzip
import html
import json
import os
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote_to_bytes, urlsplit

import pytest
from small_site import RESET, STALL, Answers, Asked, Site
from small_workspace import AS_OF, CIVIL, OWNER, ROOT, UNITS, Desktop, write_workspace

_RUN = """
import logging
from crawler import logs, settings
settings.DOWNLOAD_TIMEOUT, settings.RETRY_TIMES = 2, 1
logs._NOISY = ()
basic = logging.basicConfig
logging.basicConfig = lambda **told: basic(**{**told, "level": logging.DEBUG})
from crawler.__main__ import main
main()
"""


def _core(number: int) -> str:
    """The part of a secret that no encoder changes; recognisable anywhere."""
    return f"Kq7WzP{number:04d}Xv9Td"


def _secret(number: int) -> str:
    """A secret whose other characters every encoder writes in a way of its own."""
    return f'a/{_core(number)}+b=c~"d\\'


def _json(told: object, status: int = 200, **headers: str) -> Answers:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answers(json.dumps(told).encode(), status, {"Content-Type": "application/json", **named})


def _text(body: str | bytes, status: int = 200, **headers: str) -> Answers:
    raw = body if isinstance(body, bytes) else body.encode()
    return Answers(
        raw, status, {"Content-Type": "text/html", **{k.replace("_", "-"): v for k, v in headers.items()}}
    )


def _echo(secret: str) -> bytes:
    return json.dumps({"error": f"bad token {secret}", "error_code": 21332}).encode()


TRICKS: dict[str, Callable[[str], Answers]] = {
    "plain": lambda s: _json({"error_code": 21332, "error": f"token {s} is wrong", "request": s}),
    "percent": lambda s: _text(
        f"/oauth?access_token={quote(s, safe='')}&x={quote(quote(s, safe=''), safe='')}"
    ),
    "escaped": lambda s: _text(json.dumps({"e": json.dumps({"t": s})}).replace("/", "\\/")),
    "unicode": lambda s: _text("".join(f"\\u{ord(c):04x}" for c in s)),
    "base64": lambda s: _text(
        base64.b64encode(f"u:{s}:p".encode()) + b" " + base64.urlsafe_b64encode(f"xy{s}".encode())
    ),
    "html": lambda s: _text(f"<p title='{html.escape(s)}'>{''.join(f'&#{ord(c)};' for c in s)}</p>"),
    "hex": lambda s: _text(s.encode().hex()),
    "gzip": lambda s: Answers(gzip.compress(_echo(s)), 200, {"Content-Encoding": "gzip"}),
    "deflate": lambda s: Answers(zlib.compress(_echo(s)), 200, {"Content-Encoding": "deflate"}),
    "bare-deflate": lambda s: Answers(zlib.compress(_echo(s))[2:-4], 200, {"Content-Encoding": "deflate"}),
    "twice-packed": lambda s: Answers(
        gzip.compress(gzip.compress(_echo(s))), 200, {"Content-Encoding": "gzip, gzip"}
    ),
    "unknown-packing": lambda s: Answers(_echo(s), 200, {"Content-Encoding": "br"}),
    "half-packed": lambda s: Answers(gzip.compress(_echo(s) * 50)[:-30], 200, {"Content-Encoding": "gzip"}),
    "redirect": lambda s: Answers(b"", 302, {"Location": f"/elsewhere?access_token={quote(s, safe='')}"}),
    "redirect-away": lambda s: Answers(b"", 307, {"Location": f"http://127.0.0.1:9/?t={quote(s, safe='')}"}),
    "header": lambda s: _json(
        {"ok": 1}, 200, X_Echo=quote(s, safe=""), Set_Cookie=f"t={quote(s, safe='')}; Path=/"
    ),
    "failure": lambda s: _text(f"500 {s}", 500, Content_Type="text/plain"),
    "refusal": lambda s: _text(f"403 {s}", 403),
    "reset": lambda s: RESET,
    "timeout": lambda s: STALL,
    "cut-short": lambda s: Answers(_echo(s), 200, {"Content-Length": "5000"}),
    "bad-head": lambda s: Answers(_echo(s), 200, {"Content-Length": f"not {s[2:8]}"}),
    "binary": lambda s: Answers(b"\xff\xfe\x00" + s.encode() + b"\x80", 200, {"Content-Type": "image/png"}),
}
COOKIE = f"SUB={_core(900)}; SUBP={_core(901)}aa; uid=2000000001"
WECHAT, TOKEN = f"wx{_core(910)}:{_core(911)}", f"tok-{_core(912)}"
LENT = f"lent-{_core(913)}"
MOBILE = ("plain", "redirect", "header", "reset")


class Tricky(Site):
    """A platform for every trick: the first part of the path names it."""

    def answer(self, asked: Asked) -> Answers:
        with self._lock:
            self.log.append(asked)
        parts = urlsplit(asked.path)
        _, name, *rest = parts.path.split("/")
        given = parse_qs(parts.query).get("access_token", [""])[0]
        if name in TRICKS:
            return TRICKS[name](given)
        if name.startswith("cookie-"):
            return TRICKS[name.removeprefix("cookie-")](asked.headers.get("Cookie", ""))
        if rest[-1:] == ["stable_token"]:
            return self._token(name, asked)
        return _json({"errcode": 40001, "errmsg": f"invalid credential {given} rid: 1"})

    @staticmethod
    def _token(name: str, asked: Asked) -> Answers:
        """A token, in whatever way this platform hands it out."""
        told = json.loads(asked.body)
        assert told["secret"] == _core(911), "the secret arrived as it is"
        if name == "wx-script":
            return _text(f'callback({{"access_token":"{TOKEN}"}})')
        if name == "wx-echo":
            return _json(
                {"errcode": 40125, "errmsg": f"invalid appsecret {told['secret']} of {told['appid']}"}
            )
        return _json({"access_token": TOKEN, "expires_in": 7200})


@dataclass(frozen=True)
class Left:
    """The workspace after the run, all that was printed, and what reached the platform."""

    desk: Desktop
    printed: bytes
    site: Tricky


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Left]:
    """One run over all tricks."""
    site, folder = Tricky(), tmp_path_factory.mktemp("secrets")
    accounts, variables = [], {"COOKIE": COOKIE, "WECHAT": WECHAT}
    for number, name in enumerate(TRICKS):
        variables[f"SECRET_{number}"] = _secret(number)
        accounts.append(
            (f"t-{name}", CIVIL, "weibo", name, "weibo_api", site.url(f"/{name}"), f"SECRET_{number}", "")
        )
    accounts += [
        (
            f"c-{name}",
            OWNER,
            "weibo",
            name,
            "weibo_mobile",
            site.url(f"/cookie-{name}"),
            "COOKIE",
            "2000000001",
        )
        for name in MOBILE
    ]
    accounts += [
        (name, CIVIL, "wechat", name, "wechat_api", site.url(f"/{name}"), "WECHAT", "")
        for name in ("wx", "wx-script", "wx-echo")
    ]
    desk = _written(folder, site, accounts)
    printed = _run(desk, variables)
    yield Left(desk, printed, site)
    site.close()


def _written(folder: Path, site: Site, accounts: list[tuple[str, ...]]) -> Desktop:
    desk = write_workspace(folder / "workspace", site.home, [site.netloc], units=UNITS, more=_PACE)
    head = "code,unit,platform,name,source,source_url,secret_env,handle"
    lines = "\n".join([head, *(",".join(row) for row in accounts)]) + "\n"
    (desk.folder / "accounts.csv").write_text(lines, "utf-8")
    return desk


_PACE = "".join(
    f'[[source_defaults]]\nsource = "{name}"\nseconds_between = 0\n'
    for name in ("weibo_api", "weibo_mobile", "wechat_api")
)


def _run(desk: Desktop, variables: dict[str, str]) -> bytes:
    """Sweep, judge, report and print; all that the programs said."""
    env = {**os.environ, **variables, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    script = desk.folder.parent / "run.py"
    script.write_text(_RUN, "utf-8")
    front = [sys.executable, str(ROOT / "gongkai.py"), "--workspace", str(desk.folder), "--as-of", AS_OF]
    commands = [
        [sys.executable, str(script), "sweep", "--workspace", str(desk.folder), "--as-of", AS_OF, "--only", "accounts"],
        [*front, "check"], [*front, "report"], [*front, "accounts"], [*front, "verdicts"], [*front, "posts"], [*front, "doctor"],
    ]  # fmt: skip
    said = b""
    for command in commands:
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, timeout=280, check=False)
        said += done.stdout + done.stderr
    return said


def _everything(left: Left) -> Iterator[tuple[str, bytes]]:
    """Every byte that was left: files as they are, and unpacked."""
    yield "printed", left.printed
    for path in sorted((left.desk.folder / "var").rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        yield path.name, data
        if path.suffix == ".gz":
            yield f"{path.name} unpacked", b"".join(_members(data))
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as book:
                yield f"{path.name} unpacked", b"".join(map(book.read, book.namelist()))
    yield from (
        ("database", repr(row).encode())
        for table in _TABLES
        for row in left.desk.rows(f"SELECT * FROM {table}")
    )


_TABLES = ("fetches", "sources", "posts", "sweeps", "verdicts", "canaries", "incidents")


def _members(data: bytes) -> Iterator[bytes]:
    while data:
        member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        yield member.decompress(data)
        data = member.unused_data


def _readings(data: bytes) -> Iterator[bytes]:
    """The bytes, and what they would be to whoever decodes them."""
    yield data
    once = unquote_to_bytes(data)
    yield once
    yield unquote_to_bytes(once)
    yield re.sub(rb"\\+u00([0-9a-f]{2})", lambda found: bytes([int(found[1], 16)]), data)
    yield html.unescape(data.decode("latin-1")).encode("latin-1", "replace")


def _hidden(core: str) -> set[bytes]:
    """A secret's core in base64 (wherever it begins) and in hex."""
    raw = core.encode()
    cores = {
        base64.b64encode(bytes(before) + raw)[-(-before * 4 // 3) : (before + len(raw)) * 4 // 3]
        for before in range(3)
    }
    return {raw, raw.hex().encode(), *cores}


ALL_CORES = [*range(len(TRICKS)), 900, 901, 910, 911, 912]


def test_the_run_left_something_to_look_at(left: Left) -> None:
    names = {name for name, _ in _everything(left)}
    assert {"gongkai.db", "database", "printed"} <= names
    assert any(name.endswith(".warc.gz unpacked") for name in names)
    assert any(name.endswith(".log") for name in names)
    assert any(name.endswith(".html") for name in names)
    log = next(
        data for name, data in _everything(left) if name.startswith("sweep-") and name.endswith(".log")
    )
    assert b"~~SECRET_" in log, "the loggers were as talkative as they can be"


def test_every_secret_was_sent(left: Left) -> None:
    """Else nothing would be proved by their absence."""
    sent = "\n".join(asked.path + str(asked.headers) + asked.body.decode() for asked in left.site.log)
    sent = unquote_to_bytes(sent).decode()
    for number in ALL_CORES:
        assert _core(number) in sent, number


def test_no_secret_is_anywhere(left: Left) -> None:
    wanted = {form: number for number in ALL_CORES for form in _hidden(_core(number))}
    pattern = re.compile(b"|".join(re.escape(form) for form in sorted(wanted, key=len, reverse=True)))
    for name, data in _everything(left):
        for reading in _readings(data):
            found = pattern.search(reading)
            assert found is None, (
                name,
                wanted[found[0]],
                reading[max(0, found.start() - 80) : found.end() + 40],
            )


def test_nothing_followed_a_redirect(left: Left) -> None:
    assert not [asked for asked in left.site.log if asked.path.startswith("/elsewhere")]


def test_every_account_has_its_outcome(left: Left) -> None:
    rows = left.desk.rows("SELECT account, look, outcome FROM sources")
    accounts = left.desk.one("SELECT count(DISTINCT account) FROM sources")
    assert accounts == len(TRICKS) + len(MOBILE) + 3
    assert len({(row["account"], row["look"]) for row in rows}) == len(rows)
    assert not [row for row in rows if row["outcome"] == "incident"], (
        "none of these tricks is a fault of ours"
    )


def test_an_unknown_token_form_is_kept_nowhere(left: Left) -> None:
    [row] = left.desk.rows("SELECT * FROM fetches WHERE url LIKE '%/wx-script/%stable_token' AND look = 1")
    assert row["bytes"] == 0


def test_marks_stand_where_secrets_stood(left: Left) -> None:
    [url] = {
        row["url"] for row in left.desk.rows("SELECT url FROM fetches WHERE url LIKE '%/plain/%get_uid%'")
    }
    assert "access_token=~~SECRET_0~~" in url
    warc = next(data for name, data in _everything(left) if name.endswith(".warc.gz unpacked"))
    assert b'"access_token": "~~WECHAT.token~~"' in warc


# --- the office's own program --------------------------------------------------------------------------------------------


def test_a_token_of_the_offices_program(tmp_path: Path) -> None:
    site = Tricky()
    program = tmp_path / "token"
    program.write_text(
        f'#!/bin/sh\necho "asked for $1 {LENT}" >&2\n[ "$1" = wx{_core(914)} ] && echo "{LENT}"\n', "utf-8"
    )
    program.chmod(0o755)
    desk = _written(
        tmp_path, site, [("a", CIVIL, "wechat", "甲", "wechat_api", site.url("/wx"), "", f"wx{_core(914)}")]
    )
    district = desk.folder / "district.toml"
    district.write_text(
        district.read_text("utf-8").replace(
            'source = "wechat_api"\n', f'source = "wechat_api"\ntoken_command = "{program}"\n'
        ),
        "utf-8",
    )
    printed = _run(desk, {})
    site.close()
    held = Left(desk, printed, site)
    assert any(LENT in unquote_to_bytes(asked.path).decode() for asked in site.log), "the token was used"
    for name, data in _everything(held):
        assert not any(form in data for form in _hidden(_core(913))), name
