"""link-dead: links of the portal that lead nowhere, and links that only seem to.

They stand in the rest of the units, so that a dead entry keeps nobody from judging what is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.blocks import Anchor
from demo.plants import plant
from demo.plants.posts import post
from demo.plants.scene import article_path, column_path, file_path
from demo.world import Attachment, Manner

if TYPE_CHECKING:
    from demo.plants.scene import Scene


@plant(110)
def rows_that_lead_nowhere(scene: Scene) -> None:
    """Articles taken down while the list still has them; files that were never uploaded."""
    for index in range(3):
        article = scene.article(scene.spare, "gone", index)
        scene.behave(article_path(article), Manner.GONE)
        scene.fault("link-dead", article.unit, article_path(article), "列表里的文章打开是404")
    for index in range(2):
        article = scene.article(scene.rest, "lost file", index)
        file = Attachment("附件：申报表")
        article.attachments = [file]
        scene.behave(file_path(article, file), Manner.GONE)
        scene.fault("link-dead", article.unit, file_path(article, file), "附件打开是404")


@plant(111)
def links_in_texts(scene: Scene) -> None:
    """A page of the portal that was moved away; and one on the home page."""
    for index in range(2):
        article = scene.article(scene.rest, "body link", index)
        path = f"/ztzl/{2019 + index}/zt{scene.rng('zt', index).randint(100, 999)}/index.html"
        article.blocks.append(Anchor("更多内容请见专题：", "点击查看", path))
        scene.fault("link-dead", article.unit, lambda path=path: path, "正文里的站内链接是404")  # type: ignore[misc]
    path = f"/ztzl/zt{scene.rng('home').randint(1000, 9999)}/index.html"
    scene.world.home.pictures.append(("“十四五”成就巡礼专题", path))
    scene.fault("link-dead", scene.world.portal.unit, lambda: path, "首页的专题链接是404")


@plant(112)
def only_seemingly(scene: Scene) -> None:
    """Other people's sites, a link that moved, one that failed once, one behind a challenge."""
    outside = (
        ("http://www.gone-away.example/policy/2021.html", "外部网站的链接打不开"),
        ("http://old.jiangtang.example/zt/index.jsp?id=77", "上级网站的旧链接打不开"),
    )
    for index, (url, note) in enumerate(outside):
        article = scene.article(scene.calm, "outside", index)
        article.blocks.append(Anchor("参见：", "相关报道", url))
        allowed = ("untested", "suspected", "not_applicable", "pass", "absent")
        scene.near("link-dead", article.unit, lambda url=url: url, note, *allowed)  # type: ignore[misc]
    once = scene.article(scene.spare, "once")
    scene.behave(article_path(once), Manner.GONE_ONCE)
    scene.near("link-dead", once.unit, article_path(once), "第一次请求是404，再次请求正常")
    busy = scene.article(scene.spare, "busy")
    scene.behave(article_path(busy), Manner.BUSY_TWICE)
    scene.near("link-dead", busy.unit, article_path(busy), "头两次请求返回503，之后正常", "pass", "untested")
    _moved(scene)
    _shielded(scene)


def _moved(scene: Scene) -> None:
    article = scene.article(scene.spare, "moved")
    old = f"/tzgg_old/{article.unit.code}.html"
    target = column_path(article.column)
    article.blocks.append(Anchor("以往公告见：", "公告栏目", old))

    def settle() -> None:
        scene.world.manners[old] = Manner.MOVED
        scene.world.moved[old] = target()

    scene.after(settle)
    scene.near("link-dead", article.unit, lambda: old, "旧地址自动转到现在的栏目")


def _shielded(scene: Scene) -> None:
    article = scene.article(scene.spare, "shielded")
    path = f"/shield/{article.unit.code}/notice.html"
    article.blocks.append(Anchor("详见：", "公告原文", path))
    scene.world.manners[path] = Manner.JSL_521
    scene.near("link-dead", article.unit, lambda: path, "链接被521质询页挡住", "untested")


@plant(174)
def links_in_posts(scene: Scene) -> None:
    """Posts that lead to pages of the portal: gone, there, and gone for a moment; and to somebody else's."""
    base = scene.world.base
    for index in range(2):
        account, one, _ = post(scene, "dead link", index)
        url = f"{base}/ztzl/tw{scene.rng('in post', index).randint(1000, 9999)}/index.html"
        one.text += f"详情请见{url} 。"
        scene.fault("link-dead", account.unit, lambda url=url: url, "推文里的门户链接是404")  # type: ignore[misc]
    account, one, _ = post(scene, "outside link")
    one.text += "转自 http://www.gone-away.example/tuiwen/77.html 。"
    scene.near(
        "link-dead", account.unit, lambda: "http://www.gone-away.example/tuiwen/77.html", "推文里的站外链接打不开",
        "untested", "not_applicable", "absent",
    )  # fmt: skip
    account, one, _ = post(scene, "hiccup")
    path = f"/tw/{scene.rng('hiccup').randint(1000, 9999)}.html"
    scene.world.manners[path] = Manner.JSL_521
    one.text += f"点击查看：{base}{path} 。"
    scene.near("link-dead", account.unit, lambda: base + path, "推文里的门户链接被521质询页挡住", "untested")
