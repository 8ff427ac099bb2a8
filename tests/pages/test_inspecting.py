"""`python -m crawler inspect`: files as they were saved, what is printed, and what is null."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from crawler.__main__ import main
from crawler.inspecting import saved_answer

PAGE = '<html><head><title>关于停水的通知_清河区</title></head><body><h1>关于停水的通知</h1><p>发布时间：2026-11-09 来源：区水务局</p><div class=content><p>因管道抢修，城区部分区域停水，请提前储水。</p><a href="a/b.pdf">附件.pdf</a></div></body></html>'
CONTRACT = (
    "kind", "url", "charset", "title", "published", "published_from", "written", "source", "index_no", "document_no", "breadcrumbs", "entries", "next_pages", "attachments", "meta", "text",
)  # fmt: skip


def inspected(path: Path, *words: str) -> dict[str, Any]:
    ended = CliRunner().invoke(main, ["inspect", str(path), "--now", "2026-11-22", *words])
    assert ended.exit_code == 0, ended.output
    seen: dict[str, Any] = json.loads(ended.output)
    return seen


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    return path


def test_every_promised_key_is_printed(page: Path) -> None:
    seen = inspected(page, "--url", "http://www.qinghe.example/zw/t20261109_1.html")
    assert set(CONTRACT) <= set(seen)
    assert (seen["published"], seen["published_from"], seen["source"]) == (
        "2026-11-09",
        "发布时间",
        "区水务局",
    )
    assert (seen["written"], seen["index_no"], seen["document_no"]) == (None, None, None)
    assert seen["attachments"] == [{"text": "附件.pdf", "url": "http://www.qinghe.example/zw/a/b.pdf"}]
    assert "explain" not in seen


def test_a_file_whose_address_nobody_told(page: Path) -> None:
    seen = inspected(page)
    assert seen["url"] is None
    assert seen["attachments"][0]["url"] == "a/b.pdf"


def test_explain_tells_the_mark_of_every_value_and_the_losers(page: Path) -> None:
    seen = inspected(page, "--explain")
    told = seen["explain"]
    assert set(told) == set(seen) - {"explain", "sweep"}
    assert told["source"]["by"] == [{"rule": "label: 来源", "element": "body > p", "text": "来源: 区水务局"}]
    assert told["title"]["by"][0]["element"] == "body > h1"
    assert [mark["rule"] for mark in told["title"]["lost"]] == ["<title>"]
    assert told["written"] == {"by": [], "lost": []}
    assert "address-not-told" not in json.dumps(seen)


def test_a_page_of_another_kind_keeps_what_it_overruled(tmp_path: Path) -> None:
    path = tmp_path / "list.html"
    rows = "".join(
        f'<li><a href="t2026110{n}_1.html">关于第{n}号事项的公告</a><span>2026-11-0{n}</span></li>'
        for n in (3, 2, 1)
    )
    path.write_text(f"<html><body><h2>通知公告</h2><ul class=list>{rows}</ul></body></html>", "utf-8")
    seen = inspected(path, "--url", "http://www.qinghe.example/zwgk/index.html", "--explain")
    assert (seen["kind"], seen["published"]) == ("column", None)
    assert seen["explain"]["published"]["by"] == []
    assert seen["explain"]["entries"]["by"][0]["rule"].startswith("3 rows, 100% dated")


@pytest.mark.parametrize("ending", [b"\r\n", b"\n"])
def test_a_whole_message_with_its_heads(tmp_path: Path, ending: bytes) -> None:
    lines = [
        b"HTTP/1.1 301 Moved",
        b"Location: /a",
        b"",
        b"HTTP/1.1 521 ",
        b"Set-Cookie: __jsluid_s=1",
        b"Set-Cookie: b=2",
        b"X-Via-Jsl: 1",
        b"",
        b"\r\n\n<p>a</p>",
    ]
    path = tmp_path / "a.http"
    path.write_bytes(ending.join(lines))
    answer = saved_answer(path, "http://www.qinghe.example/")
    assert (answer.status, answer.headers["set-cookie"]) == (521, "__jsluid_s=1, b=2")
    assert answer.body == b"\r\n\n<p>a</p>"  # not a byte is changed
    assert inspected(path, "--url", "http://www.qinghe.example/zw/a.html")["blocked_by"] == "加速乐"


@pytest.mark.parametrize("raw", [b"HTTP/ is a protocol", b"HTTP/1.1 abc\n\n<p>", b"HTTP/1.1 200 OK", b""])
def test_a_page_that_only_begins_like_a_message(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(raw)
    assert saved_answer(path, "http://x.example/").body == raw


def test_what_is_no_page_is_told(tmp_path: Path) -> None:
    ended = CliRunner().invoke(main, ["inspect", str(tmp_path / "missing.html")])
    assert ended.exit_code == 1
    assert "Traceback" not in ended.output
