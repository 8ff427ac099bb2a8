"""`gongkai accounts`: what is known of every account, how well, and whose job comes next."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sample_district import sample_workspace

from checks.tables import migrations
from crawler.store import open_store
from reports.accounts import account_lines
from reports.model import AccountLine
from reports.stored import sweep_of
from rules.model import Account, AccountClass, AccountStatus

TODAY = date(2026, 11, 22)


def line(
    tmp_path: Path, ages: list[int], *, covered: bool = False, reason: str = "ok", state: str = "unknown", answer: str | None = None,
    status: AccountStatus = AccountStatus.RUNNING, purpose: AccountClass = AccountClass.PUBLISHING,
) -> AccountLine:  # fmt: skip
    """The line of one account whose source said something twice."""
    account = Account("A01", "QH01", "wechat", "青禾民政", ("wechat_api",), status=status, purpose=purpose)
    workspace = sample_workspace(tmp_path, accounts=(account,))
    db = open_store(tmp_path / "gongkai.db", migrations)
    row = {
        "id": 1,
        "week": "2026-W47",
        "attempt": 1,
        "as_of": TODAY.isoformat(),
        "zone": "Asia/Shanghai",
        "scope": "all",
        "state": "done",
    }
    db.table("sweeps").insert(row)
    moments = [f"{TODAY - timedelta(days=age)}T08:00:00+08:00" for age in ages]
    for look in (1, 2):
        db.table("sources").insert(
            {
                "sweep": 1, "account": "A01", "platform": "wechat", "source": "wechat_api", "look": look, "outcome": reason,
                "proves_silence": 1, "liveness": '["auth_probe"]', "posts": len(ages), "newest": max(moments, default=None),
                "covered_from": "2026-11-08" if covered else None, "covered_to": "2026-11-21" if covered else None,
                "state": state, "answer": answer,
            }
        )  # fmt: skip
        for age, moment in zip(ages, moments, strict=True):
            db.table("posts").insert(
                {
                    "sweep": 1,
                    "account": "A01",
                    "source": "wechat_api",
                    "look": look,
                    "id": str(age),
                    "title": f"{age}",
                    "published": moment,
                }
            )
    [found] = account_lines(workspace, db, sweep_of(db, 1))
    db.close()
    return found


@pytest.mark.parametrize(
    ("ages", "told", "proof", "left"),
    [
        ([3, 40], {}, "有内容", 11), ([14], {}, "有内容", 0), ([40], {"covered": True}, "静默已证实", -26), ([40], {}, "疑似静默", -26),
        ([], {}, "无法判定", None), ([], {"covered": True}, "静默已证实", None), ([], {"reason": "timeout"}, "无法判定", None),
        ([40], {"state": "cancelled"}, "平台称已停用", -26), ([3], {"status": AccountStatus.CLOSED}, "已注销或迁移", None),
        ([40], {"purpose": AccountClass.SERVICE}, "不要求定期更新", None),
    ],
)  # fmt: skip
def test_how_much_is_known(
    tmp_path: Path, ages: list[int], told: dict[str, object], proof: str, left: int | None
) -> None:
    found = line(tmp_path, ages, **told)  # type: ignore[arg-type]
    assert (found.proof, found.days_left) == (proof, left)


@pytest.mark.parametrize(("age", "soon"), [(10, False), (11, True), (14, True), (15, False)])
def test_due_soon_is_a_reminder(tmp_path: Path, age: int, soon: bool) -> None:
    found = line(tmp_path, [age])
    assert found.due_soon is soon
    if soon:
        assert found.left == ("今天到期" if age == 14 else f"{14 - age}天后到期")


def test_whose_job_it_is_stands_in_the_table_of_answers(tmp_path: Path) -> None:
    found = line(tmp_path, [], reason="not_authorised", answer="right-not-granted")
    assert (found.whose, found.outcome) == ("主办单位", "not_authorised")
    assert "重新扫码" in found.todo


def test_a_row_that_the_table_has_no_more(tmp_path: Path) -> None:
    assert line(tmp_path, [], reason="timeout", answer="long-gone").todo == ""


def test_a_post_that_two_looks_showed_is_one(tmp_path: Path) -> None:
    found = line(tmp_path, [3, 40])
    assert (found.posts, found.newest, found.newest_seen) == (2, "2026-11-19T08:00:00+08:00", "2026-11-19")
    assert found.last_success == "2026-11-22"
