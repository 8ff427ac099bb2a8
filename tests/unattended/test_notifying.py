"""The office is told: one message per run, one when a run is overdue; no secret anywhere, and no run spoilt by it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from reports.notifying import Message, tell
from rules.notify import filled_in, is_fit, variables_of
from tests.crawler.small_site import STALL, Answers, Site
from tests.e2e.conftest import DAY, Office, Ran, command
from tests.e2e.portal import ordinary, troubled

TODAY = date.fromisoformat(DAY)
TOKEN = "abc123def456ghi789"  # noqa: S105 - nobody's


def hooked(desk: Office, hook: Site, path: str = "/hook/$GONGKAI_TEST_TOKEN") -> None:
    desk.settings(f'[notify]\nurls = ["json://{hook.netloc}{path}"]')


def weekly(desk: Office, day: str = DAY, *words: str, **environment: str) -> Ran:
    """The week's run with the secret set, unless it is told otherwise."""
    told = {"GONGKAI_TEST_TOKEN": TOKEN, **environment}
    return command("--workspace", str(desk.folder), "--as-of", day, "--quiet", "weekly", *words, **told)


@pytest.fixture
def hook() -> Any:
    """Somebody who listens on loopback."""
    served = Site()
    served.paths = Everything(Answers(b"{}", 200, {"Content-Type": "application/json"}))
    yield served
    served.close()


class Everything(dict[str, Any]):
    """A site that answers whatever it is asked."""

    def __init__(self, answer: Answers) -> None:
        super().__init__()
        self._answer = answer

    def get(self, key: str, default: Any = None) -> Any:
        return self._answer


def messages(hook: Site) -> list[dict[str, Any]]:
    return [json.loads(asked.body) for asked in hook.log if asked.method == "POST"]


def nowhere(desk: Office, secret: str) -> None:
    """A secret stands in no file of the workspace."""
    for path in desk.folder.rglob("*"):
        if path.is_file():
            assert secret.encode() not in path.read_bytes(), path


def test_one_digest_per_run(site: Site, hook: Site, office: Callable[..., Office]) -> None:
    troubled(site, TODAY).show()
    desk = office()
    hooked(desk, hook)
    ran = weekly(desk)
    assert ran.code == 0, ran
    [message] = messages(hook)
    assert "青禾区" in message["title"]
    assert "2026-W47" in message["title"]
    assert "退出码 0" in message["title"]
    assert "问题" in message["message"]
    assert str(desk.reports() / "index.html") in message["message"]
    assert [asked.path for asked in hook.log] == [f"/hook/{TOKEN}"]
    assert TOKEN not in ran.said
    nowhere(desk, TOKEN)
    for leaked in ("张某某", "429998"):
        assert leaked not in json.dumps(message, ensure_ascii=False), "figures and places, nobody's data"
    assert weekly(desk, DAY, "--due").code == 0
    assert len(messages(hook)) == 1, "nothing was done, nothing is told"


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (Answers(b"", 500), "没有发出"),
        pytest.param(STALL, "没有发出", marks=pytest.mark.soak),
        pytest.param(None, "没有发出", marks=pytest.mark.soak),
        ("unset", "GONGKAI_TEST_TOKEN"),
    ],
    ids=["error", "silence", "nobody there", "no secret"],
)
def test_a_message_that_does_not_get_through_changes_no_exit_code(
    trouble: Any, said: str, site: Site, hook: Site, office: Callable[..., Office]
) -> None:
    ordinary(site, TODAY).show()
    desk = office()
    hooked(desk, hook)
    if trouble is None:
        hook.close()
    elif trouble != "unset":
        hook.paths = Everything(trouble)
    ran = weekly(desk, GONGKAI_TEST_TOKEN=TOKEN) if trouble != "unset" else desk.weekly()
    assert ran.code == 0
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert TOKEN not in ran.said
    nowhere(desk, TOKEN)


def test_a_wrong_workspace_is_told_too(site: Site, hook: Site, office: Callable[..., Office]) -> None:
    """Nobody reads cron's mail: a slip of the pen in a table would silence the tool for weeks."""
    desk = office()
    hooked(desk, hook)
    desk.write(units="单位代码,单位名称,类别\nZFB,青禾区人民政府办公室,部们\n")
    assert weekly(desk).code == 5
    [message] = messages(hook)
    assert "退出码 5" in message["title"]
    assert "部们" in message["message"]


def test_the_dead_mans_message_once_a_week(site: Site, hook: Site, office: Callable[..., Office]) -> None:
    ordinary(site, TODAY).show()
    desk = office()
    assert desk.weekly().code == 0
    hooked(desk, hook, "/dead")
    for days, told in ((5, 0), (9, 1), (10, 1), (16, 2)):
        day = TODAY + timedelta(days=days)
        assert desk.run("--as-of", day.isoformat(), "status", "--notify").code == (0 if days == 5 else 1)
        assert len(messages(hook)) == told, f"after {days} days"
    assert "逾期" in messages(hook)[-1]["title"]


def test_a_lost_database_is_told_by_the_dead_man(
    site: Site, hook: Site, office: Callable[..., Office]
) -> None:
    ordinary(site, TODAY).show()
    desk = office()
    assert desk.weekly().code == 0
    hooked(desk, hook, "/dead")
    (desk.folder / "var" / "gongkai.db").unlink()
    ran = desk.run("status", "--notify")
    assert ran.code == 1
    [message] = messages(hook)
    assert "数据库不见了" in message["message"]


# --- addresses and their secrets --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    ["dingtalk://$TOKEN", "dingtalk://${TOKEN}/", "feishu://$TOKEN", "wecombot://$KEY", "$WHOLE", "${WHOLE}",
     "mailto://mail.example.gov.cn?from=a@example.gov.cn&to=b@example.gov.cn", "json://127.0.0.1:8080/hook",
     "mailtos://user:$PASSWORD@mail.example.gov.cn", "jsons://hook.example.gov.cn/x?+X-Token=$TOKEN"],
)  # fmt: skip
def test_addresses_without_a_secret_of_their_own(url: str) -> None:
    assert is_fit(url)


@pytest.mark.parametrize(
    "url",
    ["dingtalk://0123456789abcdef", "wecombot://aaaa-bbbb", "feishu://token", "mailtos://user:password@mail.example.gov.cn",
     "json://user:password@host/", "jsons://host/x?token=abc", "jsons://host/x?+X-Auth=abc", "mailto", "", "https//x",
     "json://host/a b", "http://[/", "mailtos://user:pa$WORD@mail.example.gov.cn", "slack://a/b/c"],
)  # fmt: skip
def test_addresses_with_one_and_no_addresses(url: str) -> None:
    assert not is_fit(url)


def test_a_secret_in_the_settings_is_a_fault_that_does_not_repeat_it(
    office: Callable[..., Office], invoke: Callable[..., Ran]
) -> None:
    desk = office()
    desk.settings(f'[notify]\nurls = ["json://127.0.0.1/", "dingtalk://{TOKEN}"]')
    ran = desk.run("weekly")
    assert ran.code == 5
    assert "notify.urls" in ran.err
    assert "第25行" in ran.err or "行" in ran.err
    assert TOKEN not in ran.said
    assert TOKEN not in (desk.folder / "var" / "last_run.json").read_text("utf-8")
    assert not any(TOKEN in page.read_text("utf-8") for page in (desk.folder / "var").rglob("*.html"))


def test_variables_are_filled_in_as_parts_of_an_address() -> None:
    environment = {"PASSWORD": "p@ss/w:rd%", "WHOLE": "json://127.0.0.1/a b"}
    assert filled_in("mailtos://u:${PASSWORD}@h", environment) == "mailtos://u:p%40ss%2Fw%3Ard%25@h"
    assert filled_in("$WHOLE", environment) == "json://127.0.0.1/a b"
    assert variables_of(("mailtos://u:${PASSWORD}@h", "$WHOLE", "json://x/$WHOLE")) == ("PASSWORD", "WHOLE")
    with pytest.raises(KeyError, match="MISSING"):
        filled_in("json://x/$MISSING", environment)


@pytest.mark.filterwarnings("ignore:'imghdr':DeprecationWarning")
def test_an_address_that_the_library_does_not_know(caplog: pytest.LogCaptureFixture) -> None:
    [sentence] = tell(("nonsense://$GONGKAI_X",), Message("t", "b"), {"GONGKAI_X": "geheim-geheim"})
    assert "第1条（nonsense）" in sentence
    assert "geheim" not in sentence + caplog.text
    assert os.environ.get("GONGKAI_X") is None
