"""The register of accounts beyond its words: what an account is for, whose secret is whose, how a source is asked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rules import vocabulary
from rules.model import AccountClass, SourceDefault, Workspace
from rules.workspace import load_workspace

HERE = Path(__file__).parent
HEAD = "code,unit,platform,name,source,secret_env,class"


def office(folder: Path, *rows: str, more: str = "") -> Workspace:
    """The office of these tests with another register."""
    shutil.copytree(HERE / "office", folder / "office")
    (folder / "office" / "accounts.csv").write_text("\n".join((HEAD, *rows)) + "\n", "utf-8")
    if more:
        path = folder / "office" / "district.toml"
        path.write_text(path.read_text("utf-8") + more, "utf-8")
    return load_workspace(folder / "office")


@pytest.mark.parametrize(
    ("chain", "named", "secrets"),
    [
        ("wechat_api", "WX", {"wechat_api": "WX"}),
        ("wechat_api > feed", "WX", {"wechat_api": "WX"}),
        ("feed > wechat_api", "WX", {"wechat_api": "WX"}),
        ("import > wechat_api > manual", "> WX >", {"wechat_api": "WX"}),
        ("wechat_api", "", {}),
        ("feed", "WX", {}),
    ],
)
def test_a_secret_is_handed_to_its_own_source_only(
    tmp_path: Path, chain: str, named: str, secrets: dict[str, str]
) -> None:
    [account] = office(tmp_path, f"a,MZJ,wechat,青禾民政,{chain},{named},").accounts
    assert dict(account.secrets) == secrets
    assert account.secret_for("wechat_api") == secrets.get("wechat_api")
    assert account.secret_for("feed") is None


@pytest.mark.parametrize(
    ("named", "secrets"),
    [("TOKEN", {"weibo_api": "TOKEN"}), ("TOKEN > COOKIE", {"weibo_api": "TOKEN", "weibo_mobile": "COOKIE"})],
)
def test_a_token_of_one_platform_is_no_cookie_of_another(
    tmp_path: Path, named: str, secrets: dict[str, str]
) -> None:
    [account] = office(tmp_path, f"a,MZJ,weibo,青禾民政,weibo_api > weibo_mobile,{named},").accounts
    assert dict(account.secrets) == secrets


def test_a_lone_visitor_cookie_is_the_mobile_pages(tmp_path: Path) -> None:
    [account] = office(tmp_path, "a,MZJ,weibo,青禾民政,weibo_mobile,COOKIE,").accounts
    assert dict(account.secrets) == {"weibo_mobile": "COOKIE"}


@pytest.mark.parametrize(
    ("chain", "urls", "secrets"),
    [
        ("feed", "http://b.example/x?key={key}", {"feed": "K"}),
        ("feed > weibo_mobile", "http://b.example/x", {"weibo_mobile": "K"}),
        ("weibo_mobile > feed", " > http://b.example/{key}/x", {"feed": "K"}),
        ("weibo_mobile > feed", " > http://b.example/x", {"weibo_mobile": "K"}),
    ],
)  # fmt: skip
def test_a_feed_takes_a_secret_where_its_address_has_a_place_for_it(
    tmp_path: Path, chain: str, urls: str, secrets: dict[str, str]
) -> None:
    head, row = f"{HEAD},source_url", f"a,MZJ,weibo,青禾民政,{chain},K,,{urls}"
    shutil.copytree(HERE / "office", tmp_path / "office")
    (tmp_path / "office" / "accounts.csv").write_text(f"{head}\n{row}\n", "utf-8")
    [account] = load_workspace(tmp_path / "office").accounts
    assert dict(account.secrets) == secrets


def test_a_variable_that_no_source_takes_is_told(tmp_path: Path) -> None:
    told = [notice.text for notice in office(tmp_path, "a,MZJ,wechat,青禾民政,feed,WX,").notices]
    assert "所写的采集方式都不用密钥，未采用" in told


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("", AccountClass.PUBLISHING), ("发布类", AccountClass.PUBLISHING), ("服务", AccountClass.SERVICE),
        ("办事服务类", AccountClass.SERVICE), ("互动类", AccountClass.INTERACTION),
    ],
)  # fmt: skip
def test_what_an_account_is_for(tmp_path: Path, word: str, meant: AccountClass) -> None:
    [account] = office(tmp_path, f"a,MZJ,wechat,青禾民政,feed,,{word}").accounts
    assert account.purpose is meant


def test_how_a_source_is_asked(tmp_path: Path) -> None:
    more = """
[[source_defaults]]
source = "wechat_api"
secret_env = "WX"
token_command = ["/opt/office/token", "--component"]
canaries = ["a"]
seconds_between = 0.5
"""
    workspace = office(tmp_path, "a,MZJ,wechat,青禾民政,wechat_api > feed,,", more=more)
    assert workspace.source_defaults["wechat_api"] == SourceDefault(
        None, "WX", ("/opt/office/token", "--component"), ("a",), 0.5
    )
    assert dict(workspace.accounts[0].secrets) == {"wechat_api": "WX"}


@pytest.mark.parametrize("source", vocabulary.keys("source"))
def test_the_platforms_of_a_source_are_platforms(source: str) -> None:
    assert vocabulary.platforms_of(source) <= set(vocabulary.keys("platform"))
    assert vocabulary.secret_use(source) in ("required", "optional", "none")
