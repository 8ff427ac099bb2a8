"""The vault: secrets go in last by their marks, and come out of whatever comes back, however it is written."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_workspace import write_workspace

from crawler.learning import take_out
from crawler.platforms import Key
from crawler.vault import SHORTEST, SealError, Vault
from rules.workspace import load_workspace

SECRET = "wx00Demo:s3cr/t+k=y~Ω&\"'<>\\ end"  # noqa: S105 - every character that encoders treat specially
KEY = Key("QH_KEY")
FORMS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "percent": lambda s: quote(s, safe=""),
    "percent, lower case": lambda s: re.sub("%..", lambda found: found[0].lower(), quote(s, safe="")),
    "every character in percent": lambda s: "".join(f"%{byte:02X}" for byte in s.encode()),
    "twice in percent": lambda s: quote(quote(s, safe=""), safe=""),
    "form": quote_plus,
    "json": lambda s: json.dumps(s)[1:-1],
    "json with slashes escaped": lambda s: json.dumps(s)[1:-1].replace("/", "\\/"),
    "every character in json": lambda s: "".join(f"\\u{ord(c):04x}" for c in s),
    "json in json": lambda s: json.dumps(json.dumps(s))[1:-1],
    "javascript": lambda s: "".join(f"\\x{ord(c):02x}" if ord(c) < 128 else c for c in s),
    "html": html.escape,
    "html in numbers": lambda s: "".join(f"&#{ord(c)};" for c in s),
    "html in hex": lambda s: "".join(f"&#x{ord(c):X};" for c in s),
    "hex": lambda s: s.encode().hex(),
    "base64": lambda s: base64.b64encode(s.encode()).decode(),
    "base64 with something before": lambda s: base64.b64encode(b"a:" + s.encode() + b"!").decode(),
    "base64 with more before": lambda s: base64.b64encode(b"ab:" + s.encode() + b"!!").decode(),
    "base64 for addresses": lambda s: base64.urlsafe_b64encode(b"xyz" + s.encode()).decode(),
    "base64 in percent": lambda s: quote(base64.b64encode(s.encode()).decode(), safe=""),
}
SECRETS = st.text(
    st.characters(codec="utf-8", max_codepoint=0xFFFF, exclude_characters="~\x00"),
    min_size=SHORTEST,
    max_size=40,
).filter(lambda text: len(set(text)) > 4 and text == text.strip())


def vault(secret: str = SECRET) -> Vault:
    return Vault({KEY.name: secret})


@pytest.mark.parametrize("form", FORMS)
def test_no_form_survives(form: str) -> None:
    written = FORMS[form](SECRET)
    for text in (written, f"https://a.example/?x={written}&y=1", f'{{"errmsg":"bad {written} here"}}'):
        clean = vault().scrub(text)
        assert written not in clean
        assert "s3cr" not in clean
        assert vault().scrub(clean) == clean


@pytest.mark.parametrize("form", [form for form in FORMS if "base64" not in form and form != "hex"])
def test_what_stands_around_it_stays(form: str) -> None:
    clean = vault().scrub(f'{{"errcode":40001,"errmsg":"token {FORMS[form](SECRET)} is wrong"}}')
    assert clean.startswith('{"errcode":40001,"errmsg":"token ')
    assert clean.endswith(' is wrong"}')
    assert KEY.mark in clean


@settings(deadline=None)
@given(SECRETS, st.sampled_from(sorted(FORMS)), st.text(max_size=20), st.text(max_size=20))
def test_whatever_the_secret(secret: str, form: str, before: str, after: str) -> None:
    held = Vault({KEY.name: secret})
    written = FORMS[form](secret)
    assert written not in held.scrub(f"{before}|{written}|{after}")
    assert written.encode("utf-8", "surrogatepass") not in held.scrub_bytes(
        b"\xff" + written.encode("utf-8", "surrogatepass")
    )


@given(st.text(max_size=200))
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert vault("Zq7Zq7Zq7Zq7").scrub(text) == text


@given(st.binary(max_size=200))
def test_other_bytes_stay_as_they_are(data: bytes) -> None:
    assert vault("Zq7Zq7Zq7Zq7").scrub_bytes(data) == data


def test_pieces_are_secrets_too() -> None:
    held = Vault({"QH_KEY": "wx0123456789abcd:0123456789abcdef", "COOKIE": "SUB=_2AkMSxyz; uid=2000000001"})
    assert (
        held.scrub("appid=wx0123456789abcd secret=0123456789abcdef")
        == "appid=~~QH_KEY.0~~ secret=~~QH_KEY.1~~"
    )
    assert held.scrub("Set-Cookie: SUB=_2AkMSxyz") == "Set-Cookie: SUB=~~COOKIE~~"
    assert held.scrub('{"uid":2000000001}') == '{"uid":2000000001}', (
        "a number is an id that sources must read"
    )


def test_what_is_too_short_is_none() -> None:
    held = Vault({"QH_KEY": "abc"})
    assert held.key("QH_KEY") is None
    assert held.scrub("abc") == "abc"


def test_an_old_token_stays_secret() -> None:
    held, token = vault(), KEY.named("token")
    held.learn(token, "first-token-1")
    held.learn(token, "second-token-2")
    assert held.fill(f"?t={token.mark}", frozenset({token.name}), "url") == "?t=second-token-2"
    assert held.scrub("first-token-1 second-token-2") == f"{token.mark} {token.mark}"


@pytest.mark.parametrize(
    ("where", "decode"),
    [
        ("url", lambda text: dict([pair.split("=") for pair in [text]])["k"]),
        ("json", lambda text: json.dumps(json.loads(f'"{text}"'))),
        ("plain", str),
    ],
)
def test_a_mark_becomes_what_its_place_wants(where: str, decode: Callable[[str], str]) -> None:
    text = {"url": f"k={KEY.mark}", "json": KEY.mark, "plain": KEY.mark}[where]
    filled = vault().fill(text, frozenset({KEY.name}), where)  # type: ignore[arg-type]
    assert (
        decode(filled) == {"url": quote(SECRET, safe=""), "json": json.dumps(SECRET), "plain": SECRET}[where]
    )


def test_a_mark_survives_every_encoder() -> None:
    for mark in (KEY.mark, KEY.part(1).mark, KEY.named("token").mark):
        assert urlencode({"a": mark}) == f"a={mark}"
        assert json.dumps(mark) == f'"{mark}"'
        assert html.escape(mark) == mark


def test_only_the_named_keys_are_filled() -> None:
    assert vault().fill(KEY.mark, frozenset(), "plain") == KEY.mark
    with pytest.raises(SealError, match="OTHER"):
        vault().fill("~~OTHER~~", frozenset({"OTHER"}), "plain")


def test_pieces_by_number() -> None:
    held = Vault({"QH_KEY": "wx0123456789abcd:0123456789abcdef"})
    assert held.holds(KEY.part(1))
    assert not held.holds(KEY.part(2))
    assert held.app_id(KEY.named("token")) == "wx0123456789abcd"
    lent = held.lend("wx9999999999999999")
    assert held.app_id(lent.named("token")) == "wx9999999999999999"
    assert not held.holds(lent)


# --- what is learned ---


def test_a_token_is_taken_out_at_any_depth() -> None:
    body = b'{"errcode":0,"data":[{"access_token":"very-secret-token","expires_in":7200}],"access_token":""}'
    cut, found = take_out(body, {"access_token": KEY})
    assert json.loads(cut) == {
        "errcode": 0, "data": [{"access_token": KEY.mark, "expires_in": 7200}], "access_token": "",
    }  # fmt: skip
    assert found == {KEY: "very-secret-token"}


@pytest.mark.parametrize(
    "body",
    [
        b'{"access_token":"very-secret',
        b'callback({"access_token":"very-secret-token"})',
        b"<xml>very-secret</xml>",
    ],
)
def test_nothing_is_kept_of_a_token_answer_that_cannot_be_read(body: bytes) -> None:
    assert take_out(body, {"access_token": KEY}) == (b"", {})


def test_an_answer_without_the_token_stays_as_it_came() -> None:
    body = b'{ "errcode": 40125 , "errmsg":"invalid appsecret" }'
    assert take_out(body, {"access_token": KEY}) == (body, {})


def test_an_app_id_that_the_register_writes_out_is_no_secret() -> None:
    told = b'{"appid": "wx0123456789abcdef", "secret": "0123456789abcdef0123456789abcdef"}'
    secret = {"QH_KEY": "wx0123456789abcdef:0123456789abcdef0123456789abcdef"}
    assert b"wx0123456789abcdef" not in Vault(secret).scrub_bytes(told)
    clean = Vault(secret, {"wx0123456789abcdef"}).scrub_bytes(told)
    assert b"wx0123456789abcdef" in clean
    assert b"0123456789abcdef0123456789abcdef" not in clean


@pytest.mark.parametrize(
    "written", ["0123456789abcdef0123456789abcdef", "wx0123456789abcdef:0123456789abcdef0123456789abcdef"]
)
def test_what_is_no_app_id_stays_a_secret_wherever_else_it_is_written(written: str) -> None:
    """Somebody may have typed the secret itself into 账号ID."""
    clean = Vault({"QH_KEY": written}, {"0123456789abcdef0123456789abcdef"}).scrub(
        "0123456789abcdef0123456789abcdef"
    )
    assert "0123456789abcdef" not in clean


def test_every_variable_that_a_chain_names_is_read(tmp_path: Path) -> None:
    write_workspace(tmp_path, "http://127.0.0.1:18999/", ["127.0.0.1:18999"])
    (tmp_path / "accounts.csv").write_text(
        "账号编号,主办单位,平台,账号名称,账号ID,采集方式,密钥变量名\n"
        "wb1,QH01,微博,青禾发布,2600000001,weibo_api > weibo_mobile,QH_TOKEN > QH_COOKIE\n",
        "utf-8",
    )
    around = {"QH_TOKEN": "2.00demotoken", "QH_COOKIE": "SUB=_2AdemoCookie", "OTHER": "somebody else's"}
    read = Vault.of(load_workspace(tmp_path), around)
    assert read.variables == {"QH_TOKEN", "QH_COOKIE"}
    assert read.key("QH_COOKIE") == Key("QH_COOKIE")
