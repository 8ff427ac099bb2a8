"""An invented district, 青禾区, for the tests of the reports: its workspace, and checks that judge nothing."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

from checks import model as checks
from reports.law import Law
from rules import model as rules
from rules.periods import Period

HOME = "http://www.qinghe.example/"
OFFICE = "青禾区政务公开工作领导小组办公室"
UNITS = (
    ("QH01", "青禾区人民政府办公室", rules.UnitKind.DEPARTMENT),
    ("QH02", "青禾区发展和改革局", rules.UnitKind.DEPARTMENT),
    ("QH03", "青禾区教育局", rules.UnitKind.DEPARTMENT),
    ("QH04", "青禾区民政局", rules.UnitKind.DEPARTMENT),
    ("QH05", "青禾区住房和城乡建设局", rules.UnitKind.DEPARTMENT),
    ("QH06", "柳溪镇人民政府", rules.UnitKind.TOWN),
    ("QH07", "云台乡人民政府", rules.UnitKind.TOWN),
    ("QH08", "滨河街道办事处", rules.UnitKind.STREET),
)
ACCOUNTS = (
    ("A01", "QH01", "wechat", "青禾发布"), ("A02", "QH01", "weibo", "青禾发布"), ("A03", "QH03", "wechat", "青禾教育"),
    ("A04", "QH04", "wechat", "青禾民政"), ("A05", "QH06", "douyin", "柳溪微视"), ("A06", "QH08", "toutiao", "滨河街道"),
)  # fmt: skip
STATUTES = {
    "gbm-2019-19:column-not-updated": "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）：栏目不更新",
    "gbm-2019-19:account-not-updated": "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）：政务新媒体内容不更新",
    "gbm-2019-19:link-dead": "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）：链接可用性",
    "ogi-2019:article-20": "《中华人民共和国政府信息公开条例》第二十条",
    "ogi-2019:article-26": "《中华人民共和国政府信息公开条例》第二十六条",
    "pipl-2021:article-28": "《中华人民共和国个人信息保护法》第二十八条",
}
CHECKS = (
    ("home-stale", "portal", "veto", "gbm-2019-19:column-not-updated", "首页超过规定期限未更新"),
    ("column-stale", "portal", "deduct", "gbm-2019-19:column-not-updated", "栏目超过规定期限未更新"),
    ("column-blank", "portal", "deduct", "gbm-2019-19:column-not-updated", "空白栏目"),
    ("link-dead", "portal", "deduct", "gbm-2019-19:link-dead", "链接不能正常打开"),
    ("privacy-leak", "portal", "veto", "pipl-2021:article-28", "公开内容含有未遮盖的个人信息"),
    ("item-missing", "catalog", "deduct", "ogi-2019:article-20", "标准目录事项未公开"),
    ("item-stale", "catalog", "deduct", "ogi-2019:article-26", "标准目录事项超过规定期限未更新"),
    ("item-late", "catalog", "notice", "ogi-2019:article-26", "标准目录事项未按时限公开"),
    (
        "account-dormant",
        "accounts",
        "veto",
        "gbm-2019-19:account-not-updated",
        "政务新媒体超过规定期限未更新",
    ),
)


def _never(_subject: Any, _evidence: Any) -> checks.Ruling:
    raise AssertionError("the reports judge nothing")


def sample_law() -> Law:
    """Checks as the reports know them; they are never called."""
    made = {
        name: checks.Check(
            name=name, group=group, subjects=(checks.Site,), severity=checks.Severity(severity), basis=basis,
            since=date(2019, 4, 1), until=None, lasting=False, judge=_never, title=title, spares="",
            why=f"检查指标对“{title}”作有明确规定。", mend="请核实有关内容并及时更新；确无信息的，报送情况说明。",
        )
        for name, group, severity, basis, title in CHECKS
    }  # fmt: skip
    return Law(made, STATUTES.__getitem__)


def sample_workspace(folder: Path, **changes: Any) -> rules.Workspace:
    """The invented district of 青禾区."""
    months = {"通知公告": 6, "政策文件": 6, "政策解读": 6, "人事信息": 12, "规划计划": 12, "其他": 12}
    facts: dict[str, Any] = {
        "folder": folder,
        "district": rules.District(
            "青禾区", OFFICE, "QH01", "0700-5550123", "青禾区市民中心 3 号楼 215 室", "zwgk@qinghe.example"
        ),
        "portal": rules.Portal("青禾区人民政府门户网站", HOME, ("www.qinghe.example",)),
        "polite": rules.Polite(quiet_hours=((time(8, 0), time(9, 30)),)),
        "budget": rules.Budget(),
        "render": "auto",
        "limits": rules.Limits(
            columns={rules.ColumnType(name): Period(months=count) for name, count in months.items()},
            annual=Period(months=12), home=Period(days=14), look_back_days=365, small_column=30, max_list_pages=50,
            mend_within_workdays=10, mend_veto_within_workdays=3, baseline_days=90,
        ),
        "guard": rules.Guard(),
        "units": tuple(rules.Unit(code, name, kind) for code, name, kind in UNITS),
        "accounts": tuple(
            rules.Account(code, unit, platform, name, ("feed",)) for code, unit, platform, name in ACCOUNTS
        ),
        "catalog": (),
        "columns": (),
        "declarations": (),
        "lexicon": (),
        "notices": (
            rules.Notice("catalog.csv", 58, "公开主体", "没有填写公开主体，该事项暂不监测，请补填。"),
            rules.Notice("catalog.csv", 97, "公开时限", "“适时公开”不能识别，只检查是否公开。"),
        ),
        "digest": "sample",
    }  # fmt: skip
    return rules.Workspace(**{**facts, **changes})
