"""渠道, 方式, 对象, 层级 and 要素 of catalog rows: what they say, and what must not be read into them."""

from __future__ import annotations

import pytest

from rules.elements import split_elements
from rules.model import UnitKind
from rules.ticks import choices, is_ticked, layer_kinds, why_excluded

COUNTY = {UnitKind.DEPARTMENT, UnitKind.OTHER}
TOWN = {UnitKind.TOWN, UnitKind.STREET}


@pytest.mark.parametrize(
    "text",
    [
        None, "", "■政府网站", "政府网站", "■政府网站 ■两微一端 □公开查阅点", "■政府网站■两微一端", "政府网站；公示栏", "■青禾市政府网站",
        "区政府门户网站", "■政府门户网站", "▲政府网站 □公示栏", "▄政府网站", "þ政府网站 口公示栏", "t政府网站 口两微一端", "√政府网站", "☑政府网站",
        "● 政府网站", "政府网站√ 公示栏√", "■政府网站 等", "政府网站/被征收范围内公告栏", "网站、公示栏", "政府信息公开平台", "■其他：中国政府网 ■政府网站",
        "政府网站 国家企业信用信息公示系统",
    ],
)  # fmt: skip
def test_the_portal_can_show(text: str | None) -> None:
    assert why_excluded(text, "channel") is None


@pytest.mark.parametrize(
    "text",
    [
        "□政府网站 ■公示栏", "口政府网站 ■公示栏", "o政府网站 t公示栏", "□政府网站 □公示栏", "■社区/企事业单位/村公示栏(电子屏)", "村公示栏", "■精准推送",
        "■征地信息公开平台", "■信用中国网站", "■招标投标公共服务平台", "■管理部门网站", "中国政府网", "■其他", "公共资源交易平台、信用中国", "■两微一端",
    ],
)  # fmt: skip
def test_the_portal_cannot_show(text: str) -> None:
    assert why_excluded(text, "channel") == f"公开渠道和载体为“{text}”，不含政府网站"


def test_a_mouth_inside_a_word_is_no_box() -> None:
    assert [choice.word for choice in choices("政务服务窗口、人口信息平台、口岸公示栏", "channel")] == [
        "政务服务窗口", "人口信息平台", "口岸公示栏",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "reaches"),
    [
        ("method", "主动", True), ("method", "主动公开", True), ("method", "■主动 □依申请", True), ("method", "主动公开、依申请公开", True),
        ("method", "依申请", False), ("method", "□主动 ■依申请公开", False), ("method", "非主动公开", False), ("method", "不予公开", False),
        ("audience", "全社会", True), ("audience", "■全社会 □特定群体", True), ("audience", "社会公众", True), ("audience", "公众", True),
        ("audience", "□全社会 ■特定群体（低保对象）", False), ("audience", "申请人", False), ("audience", "特定群众:村集体成员", False),
        ("audience", "项目单位", False), ("audience", None, True), ("method", "", True),
    ],
)  # fmt: skip
def test_method_and_audience(kind: str, text: str | None, *, reaches: bool) -> None:
    assert (why_excluded(text, kind) is None) is reaches  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (None, set()), ("", set()), ("县级", COUNTY), ("区级", COUNTY), ("市级、县级", COUNTY), ("乡级", TOWN), ("镇级", TOWN), ("街道", TOWN),
        ("镇(街)级", TOWN), ("街道镇", TOWN), ("乡、村级", TOWN), ("县级、乡级", COUNTY | TOWN), ("县级、乡村级", COUNTY | TOWN),
        ("■县级 □乡级", COUNTY), ("□县级 ■乡级", TOWN), ("各级", set()),
    ],
)  # fmt: skip
def test_layers(text: str | None, kinds: set[UnitKind]) -> None:
    assert layer_kinds(text) == (frozenset(kinds), None)


@pytest.mark.parametrize("text", ["村级", "社区级", "行政村、社区", "省级", "□县级 □乡级"])
def test_layers_that_are_not_ours(text: str) -> None:
    assert layer_kinds(text) == (frozenset(), f"公开层级为“{text}”，不含县级和乡级")


@pytest.mark.parametrize(
    ("cell", "ticked"),
    [("√", True), (" ■ ", True), ("t", True), ("是", True), ("□", False), ("口", False), ("否", False), ("/", False), ("", None), ("低保对象", None)],
)  # fmt: skip
def test_marks_alone_in_a_cell(cell: str, *, ticked: bool | None) -> None:
    assert is_ticked(cell) is ticked


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        (None, ()),
        ("文件名称；文号;发文部门", ("文件名称", "文号", "发文部门")),
        ("姓名、照片、主管或分管工作", ("姓名", "照片", "主管或分管工作")),
        ("机关职能，机构设置，办公地址等信息", ("机关职能", "机构设置", "办公地址")),
        ("1.办理条件 2.办理流程 3.联系方式", ("办理条件", "办理流程", "联系方式")),
        ("①办理条件②办理流程", ("办理条件", "办理流程")),
        ("（1）政策依据；（2）申请指南（补贴对象、补贴范围；补贴标准）", ("政策依据", "申请指南（补贴对象、补贴范围；补贴标准）")),
        ("一、名称\n二、地址等", ("名称", "地址")),
        ("●名称 ●地址 〇联系电话", ("名称", "地址")),
        ("《甲办法；乙办法》；丙", ("《甲办法；乙办法》", "丙")),
        ("监督渠道（举报电话、地址等）；补贴结果", ("监督渠道（举报电话、地址等）", "补贴结果")),
        # near-misses: a phrase, a sentence, a decimal, a label stay whole
        ("与救灾有关的法律、法规", ("与救灾有关的法律、法规",)),
        ("办理行政许可和其他对外管理服务事项的依据、条件、程序", ("办理行政许可和其他对外管理服务事项的依据、条件、程序",)),
        ("决策前向社会公开决策草案、决策依据", ("决策前向社会公开决策草案、决策依据",)),
        ("补贴面积1.5万亩", ("补贴面积1.5万亩",)),
        ("年度任务量：开工套数、基本建成套数、投资", ("年度任务量：开工套数、基本建成套数、投资",)),
    ],
)  # fmt: skip
def test_elements(text: str | None, elements: tuple[str, ...]) -> None:
    assert split_elements(text) == elements
