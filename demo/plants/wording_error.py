"""wording-error: words of the office's list in articles and posts; and the same words where they are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.blocks import Heading, Paragraph
from demo.plants import plant
from demo.plants.posts import post

if TYPE_CHECKING:
    from demo.plants.scene import Scene

_CHECK = "wording-error"
_WRONG = (  # a sentence of an article
    "会议部属工作，要求各科室对照清单抓好落实。",
    "各单位必需坚持问题导向，逐项销号。",
    "补助资金由专人打入指定帐户，手续齐全后七日内到账。",
    "既使遇到恶劣天气，值班人员也要到岗。",
    "今年已为困难家庭按装扶手和呼叫器。",
    "{wrong}各单位要认真学习贯彻。",
    "资金拨付至村集体帐户，既使金额不大也要公示。",
)
_IN_POSTS = (
    "部署会上再次必需坚持底线思维。",
    "志愿者为老人按装了烟感报警器。",
    "请留意{wrong}发布的最新消息。",
)
_DOUBTFUL = (
    ("词表级别为提示的词语，可能另有含义", "大家携手渡过难关。"),
    ("词表级别为提示的词语", "截止目前，已走访三个村。"),
    ("写在引号里，可能是引用", "来信中写道：“既使再忙也要把路修好”，工作人员逐条作了答复。"),
)
_RIGHT = (
    ("说明这种写法是错误的", "更正：昨日稿件中“帐户”应为“账户”，特此说明。"),
    ("词语只是更长的正确词语的一部分", "补贴按装机容量核定，每千瓦一次性补助两百元。"),
    ("词语只是更长的正确词语的一部分（二）", "请将材料按装订线对齐后递交。"),
    ("正确的写法", "会议部署工作时强调，必须坚持实事求是，即使困难再大也要如期完成安装。"),
)


@plant(170)
def in_articles(scene: Scene) -> None:
    """In sentences, in a heading, in a title."""
    for index, sentence in enumerate(_WRONG):
        article = scene.article(scene.calm, "wording", index)
        text = sentence.format(wrong=_misnamed(scene))
        if index == 0:
            article.title = f"{article.unit.short}专题部属工作会召开"
            scene.fault(_CHECK, article.unit, article, "标题里有词表中的词语")
            continue
        article.blocks.append(Heading(text) if index == 1 else Paragraph(text))
        scene.fault(_CHECK, article.unit, article, f"正文里有词表中的词语：{text}")


@plant(171)
def hardly_wrong(scene: Scene) -> None:
    """What a person must look at, and what is right."""
    for index, (note, sentence) in enumerate((*_DOUBTFUL, *_RIGHT)):
        article = scene.article(scene.calm, "right wording", index)
        article.blocks.append(Paragraph(sentence))
        allowed = "suspected" if index < len(_DOUBTFUL) else "pass"
        scene.near(_CHECK, article.unit, article, note, allowed)


@plant(172)
def in_posts(scene: Scene) -> None:
    """The same in what accounts publish."""
    for index, sentence in enumerate(_IN_POSTS):
        account, one, where = post(scene, "wording", index)
        one.text += sentence.format(wrong=_misnamed(scene))
        scene.fault(_CHECK, account.unit, where, f"推文里有词表中的词语：{sentence}")
    account, one, where = post(scene, "right wording")
    one.text += _RIGHT[1][1]
    scene.near(_CHECK, account.unit, where, "推文：词语只是更长的正确词语的一部分")


def _misnamed(scene: Scene) -> str:
    """The district under a name that it does not have."""
    return f"{scene.world.district.removesuffix('区')}县"
