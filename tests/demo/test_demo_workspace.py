"""The base workspace and what goes with it: consistent in itself, invented throughout."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
import zipfile
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from demo_oracle import AS_OF, BASE, planted

from demo import build
from demo.chance import stream
from demo.private import bank_card, check_digit, id_card, order_number
from demo.tables import data_csv

PLATFORMS = {
    "weibo.com", "www.douyin.com", "www.kuaishou.com", "www.toutiao.com", "apps.apple.com", "weixin.qq.com",
}  # fmt: skip
HEADS = {
    "units": "单位代码,单位名称,类别,别名,公开平台地址,联系人,邮箱",
    "accounts": "账号编号,主办单位,平台,账号名称,认证主体,账号ID,状态,更新周期(天),采集方式,采集地址,密钥变量名,账号类别,注销日期",
    "catalog": "序号,领域,一级事项,二级事项,公开内容（要素）,公开依据,公开时限,公开主体,公开渠道和载体,公开对象,公开方式,公开层级,栏目地址,别名,更新周期(天)",
    "columns": "单位,栏目名称,栏目地址,栏目类型,更新周期(天)",
    "declarations": "单位,检查项,对象,理由,文号,有效期至",
    "lexicon": "词语,建议,级别,例外",
}


def rows(name: str, folder: Path = BASE) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_bytes().decode("utf-8-sig"))))


@pytest.mark.parametrize("name", HEADS)
def test_tables_have_a_bom_and_the_offices_heads(name: str) -> None:
    content = (BASE / f"{name}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[0] == HEADS[name]
    assert rows(name)


def test_sizes_of_the_register() -> None:
    units, accounts, catalog = rows("units"), rows("accounts"), rows("catalog")
    assert [sum(unit["类别"] == kind for unit in units) for kind in ("部门", "乡镇", "街道")] == [13, 6, 2]
    assert len(accounts) == len({account["账号编号"] for account in accounts}) == 31
    assert len({account["平台"] for account in accounts} - {"订阅号", "服务号", "新浪微博"}) >= 5
    assert {account["主办单位"] for account in accounts} == {unit["单位代码"] for unit in units}
    assert len(catalog) >= 60
    assert len({row["领域"] for row in catalog}) >= 10
    assert [row["序号"] for row in catalog] == [str(number) for number in range(1, len(catalog) + 1)]


def test_subjects_name_somebody_and_holdings_know_every_row() -> None:
    demo = planted()
    held = {row["序号"] for row in data_csv("holdings.csv")}
    for row in demo.district.tables["catalog"]:
        if row["公开主体"]:
            assert demo.district.resolve(row["公开主体"]), row
        shown = (
            "■政府网站" in row["公开渠道和载体"] and row["公开方式"] == "主动" and row["公开对象"] == "全社会"
        )
        assert (row["序号"] in held) == (shown and bool(row["公开主体"])), row


def test_settings_are_toml_and_agree_with_the_tables() -> None:
    settings = tomllib.loads((BASE / "district.toml").read_text(encoding="utf-8"))
    assert settings["district"]["portal_owner"] in {unit["单位代码"] for unit in rows("units")}
    assert settings["portal"]["home"] == "http://127.0.0.1:18610/"
    assert settings["portal"]["hosts"] == ["127.0.0.1:18610"]
    assert settings["polite"] == {
        "requests_per_second": 2000.0,
        "concurrency": 16,
        "obey_robots": True,
        "quiet_hours": [],
    }


def test_declarations_and_columns_name_what_there_is() -> None:
    codes = {unit["单位代码"] for unit in rows("units")}
    site = planted().site()
    for row in rows("columns"):
        assert row["单位"] in codes
        assert site.answer(row["栏目地址"].removeprefix("http://127.0.0.1:18610")).status == 200
    subjects = (
        codes | {row["序号"] for row in rows("catalog")} | {row["账号编号"] for row in rows("accounts")}
    )
    for row in rows("declarations"):
        assert row["单位"] in codes
        assert row["对象"] in subjects or row["对象"].startswith("http://127.0.0.1:18610/")
    assert {date.fromisoformat(row["有效期至"]) > AS_OF for row in rows("declarations")} == {True, False}


def test_a_seed_renames_the_district_everywhere(tmp_path: Path) -> None:
    build(BASE, tmp_path, as_of=AS_OF, seed=1, port=18700, scale=0.05)
    text = "".join(path.read_bytes().decode("utf-8-sig") for path in tmp_path.glob("*.*"))
    assert "澄岚" not in text
    assert "18610" not in text
    for row in rows("catalog", tmp_path):
        if row["公开主体"]:
            assert planted(1).district.resolve(row["公开主体"])
    urls = {row["公开平台地址"] for row in rows("units", tmp_path)}
    assert len(urls) == 21
    assert all(url.startswith("http://127.0.0.1:18700/") for url in urls)


def test_inbox_files_and_their_statements(tmp_path: Path) -> None:
    build(BASE, tmp_path, as_of=AS_OF, seed=0, port=18610, scale=0.05)
    inbox = tmp_path / "inbox"
    statements = sorted(inbox.glob("*.coverage.toml"))
    assert statements
    for path in statements:
        statement = tomllib.loads(path.read_text(encoding="utf-8"))
        assert set(statement) == {"account", "from", "to", "exported_by", "exported_at"}
        assert statement["account"] == path.name.partition("_")[0]
        assert statement["from"] < statement["to"] <= AS_OF
        assert isinstance(statement["exported_at"], datetime)
        stem = path.name.removesuffix(".coverage.toml")
        assert [one.suffix for one in inbox.glob(f"{stem}.*") if one.suffix != ".toml"] in (
            [".csv"],
            [".xlsx"],
        )
    for path in inbox.glob("*.xlsx"):
        with zipfile.ZipFile(path) as book:
            sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own
        assert "标题" in "".join(sheet.itertext())
    for path in inbox.glob("dy*.csv"):
        assert "作品名称" in path.read_bytes().decode("gb18030")


def test_feeds_are_what_their_addresses_say() -> None:
    demo = planted()
    site = demo.site()
    kinds = set()
    for account in demo.world.accounts:
        quirk = account.quirks.get("feed", "")
        if "feed" not in account.sources or quirk in ("error page", "busy", "route empty"):
            continue
        path = account.addresses[-1].removeprefix("http://127.0.0.1:18610")
        answer = site.answer(path)
        kinds.add(answer.kind)
        wanted = 0 if quirk == "nothing" else min(20, len(account.listed("feed")))
        if path.endswith(".json"):
            assert len(json.loads(answer.body)["items"]) == wanted
            continue
        root = ElementTree.fromstring(answer.body)  # noqa: S314 - our own
        stamps = [
            one.text or "" for one in root.iter() if one.tag.rpartition("}")[2] in ("pubDate", "published")
        ]
        assert len(stamps) == wanted
        if not quirk and path.endswith(".xml"):
            assert all(parsedate_to_datetime(stamp).tzinfo for stamp in stamps)
    assert kinds >= {"application/xml", "application/atom+xml"}


def test_no_real_address_is_named() -> None:
    """Whatever is not loopback ends in .example, which nobody can own; links to accounts name a platform and nobody's number."""
    demo = planted()
    site = demo.site()
    for path in list(site.pages)[:400]:
        body = site.answer(path).body.decode("latin-1")
        hosts = set(re.findall(r"https?://([\w.-]+)", body)) - {
            "127.0.0.1",
            "schemas.openxmlformats.org",
            "www.w3.org",
            "jsonfeed.org",
        }
        assert all(host.endswith(".example") for host in hosts - PLATFORMS), (path, hosts)
        assert all(number.startswith("99") for number in re.findall(r"(?:weibo\.com/u/|/app/id)(\d+)", body))


def test_private_numbers_are_right_in_form_and_nobodys() -> None:
    rng = stream("test")
    for _ in range(200):
        number = id_card(rng)
        assert re.fullmatch(r"420398(19)\d{2}(0[1-9]|1[0-2])([01]\d|2[0-8])\d{3}[\dX]", number)
        assert check_digit(number[:17]) == number[17]
        card = [int(digit) for digit in reversed(bank_card(rng))]
        doubled = [
            digit if index % 2 == 0 else digit * 2 - 9 * (digit > 4) for index, digit in enumerate(card)
        ]
        assert sum(doubled) % 10 == 0
        assert int(order_number(rng)[10:12]) > 12
    assert id_card(rng, ends_in_x=True).endswith("X")
    assert check_digit("11010519491231002") == "X"  # the example of the standard
