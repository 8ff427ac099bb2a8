"""A sweep asks nobody but the portal: no other name is looked up, no other address reached, and nothing kept at home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_pages import home_page, list_page
from small_portal import MAIN, news, whole_portal
from small_site import Answers, Site, html
from small_workspace import AS_OF, ROOT, Desktop, write_workspace

from crawler.chromium import find_browser

WATCH = Path(__file__).with_name("small_watch.py")
LISTED = "/ywdt/"
SCRIPTED = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>要闻动态_青禾区</title>
<link rel="stylesheet" href="http://cdn.province.example/a.css"></head><body>
<div class="crumbs position">当前位置：<a href="/">首页</a> &gt; 要闻动态</div><ul class="list" id="list"></ul>
<script src="http://tongji.province.example/hm.js"></script>
<script>fetch('http://api.province.example/').catch(() => 0);
fetch('/list.json').then(a => a.json()).then(rows => { document.getElementById('list').innerHTML = rows.map(
  r => `<li><a href="${r.url}">${r.title}</a><span>${r.day}</span></li>`).join(''); });</script></body></html>"""


def run(desk: Desktop, home: Path, log: Path, *words: str, **around: str) -> subprocess.CompletedProcess[str]:
    """Run a module under watch, with nothing of ours around it but a search path."""
    home.mkdir(exist_ok=True)
    environment = {
        "HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "LANG": "C",
        "PYTHONDONTWRITEBYTECODE": "1", **around,
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, str(WATCH), str(log), *words], cwd=ROOT, env=environment, capture_output=True, text=True,
        encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def sweep(desk: Desktop, home: Path, log: Path, **around: str) -> subprocess.CompletedProcess[str]:
    told = ("--workspace", str(desk.folder), "--as-of", AS_OF, "--quiet")
    return run(desk, home, log, "crawler", "sweep", *told, **around)


def test_the_watch_sees_and_refuses(tmp_path: Path) -> None:
    (tmp_path / "asks.py").write_text(
        "import socket\nsocket.create_connection(('www.province.example', 80), 5)\n"
    )
    done = run(Desktop(tmp_path), tmp_path / "home", tmp_path / "log", "asks", PYTHONPATH=str(tmp_path))
    assert "PermissionError" in done.stderr
    assert (tmp_path / "log").read_text() == "socket.getaddrinfo www.province.example\n"


@pytest.mark.parametrize("domain", ["", "; Domain=gov.cn"])
def test_a_sweep_asks_for_nobody_else(tmp_path: Path, site: Site, domain: str) -> None:
    elsewhere = Site()
    try:
        whole_portal(site, elsewhere)
        home = site.paths["/"]
        assert isinstance(home, Answers)
        site.paths["/"] = Answers(home.body, 200, {**home.headers, "Set-Cookie": f"wall=1; Path=/{domain}"})
        desk = write_workspace(tmp_path / "workspace", site.home, [site.netloc, "www.qinghe.example"])
        done = sweep(desk, tmp_path / "home", tmp_path / "log")
    finally:
        elsewhere.close()
    assert (done.returncode, done.stderr) == (3, "")
    assert not (tmp_path / "log").exists(), (tmp_path / "log").read_text()
    assert list((tmp_path / "home").rglob("*")) == []


@pytest.mark.browser
@pytest.mark.skipif(find_browser() is None, reason="no browser on this machine")
def test_nor_does_its_browser(tmp_path: Path, site: Site) -> None:
    """Chromium keeps a log of its own network: no name was looked up, and one address reached: our own gate."""
    rows = news(LISTED, 1, 4)
    site.paths["/"] = html(home_page([(LISTED, "要闻动态"), (MAIN, "通知公告")], news(MAIN, 1, 3)))
    site.paths[MAIN] = html(list_page([("/", "首页"), (MAIN, "通知公告")], news(MAIN, 1, 3)))
    site.paths[LISTED] = html(SCRIPTED)
    told = [{"url": url, "title": title, "day": str(day)} for url, title, day in rows]
    site.paths["/list.json"] = Answers(json.dumps(told).encode(), 200, {"Content-Type": "application/json"})
    desk = write_workspace(tmp_path / "workspace", site.home, [site.netloc])
    settings = desk.folder / "district.toml"
    settings.write_text(settings.read_text("utf-8").replace('"never"', '"auto"'), "utf-8")
    wrapper, netlog = tmp_path / "browser", tmp_path / "netlog.json"
    wrapper.write_text(f'#!/bin/sh\nexec "{find_browser()}" --log-net-log="{netlog}" "$@"\n')
    wrapper.chmod(0o700)
    done = sweep(desk, tmp_path / "home", tmp_path / "log", GONGKAI_BROWSER=str(wrapper))
    assert (done.returncode, done.stderr) == (3, ""), "the articles are not there"
    assert desk.one("SELECT read_by FROM columns WHERE url = ?", site.url(LISTED)) == "browser"
    assert not (tmp_path / "log").exists(), (tmp_path / "log").read_text()
    assert list((tmp_path / "home").rglob("*")) == []
    [gate] = network_of(netlog)
    assert gate.startswith("127.0.0.1:")
    assert "/list.json" in site.paths_asked()


def network_of(log: Path) -> set[str]:
    """The names that a browser looked up, the addresses that it connected to, and whether it sent anything over UDP."""
    head, _, *lines = log.read_text("utf-8").splitlines()
    kinds = json.loads(head.rstrip(",") + "}")["constants"]["logEventTypes"]
    told = {kinds["HOST_RESOLVER_MANAGER_JOB"]: "host", kinds["TCP_CONNECT_ATTEMPT"]: "address"}
    found = set[str]()
    for event in (json.loads(line.rstrip(",").removesuffix("]")) for line in lines if line.startswith('{"')):
        if event["type"] == kinds["UDP_BYTES_SENT"]:
            found.add("UDP")
        elif (key := told.get(event["type"])) is not None and key in event.get("params", {}):
            found.add(event["params"][key])
    return found
