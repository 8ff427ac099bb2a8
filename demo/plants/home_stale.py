"""home-stale: the home page that nobody publishes anew, while its columns go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.grow.articles import add_filler
from demo.plants import plant
from demo.plants.scene import article_path

if TYPE_CHECKING:
    from demo.plants.scene import Scene

_FRESH_EVERY = 4  # one seed in so many has a fresh home page


@plant(120)
def nobody_published(scene: Scene) -> None:
    """Its newest row is two to six weeks old. Every row on it has a date, or leads to an article that has one."""
    owner, world = scene.world.portal.unit, scene.world
    if world.seed % _FRESH_EVERY == _FRESH_EVERY - 1:
        scene.near("home-stale", owner, "/", "首页在两周内更新过")
    else:
        world.home.until = scene.ago(scene.rng("home stale").randint(17, 38))
        news = next(column for column in world.portal.columns if column.code == "ywdt")
        if all(article.day != world.home.until for article in news.articles):
            add_filler(world, news, world.home.until, "home")
        scene.fault("home-stale", owner, "/", f"首页最新一条是{world.home.until}")
    _pictures(scene)


def _pictures(scene: Scene) -> None:
    """Picture links without dates, to articles that the home page knows."""
    news = next(column for column in scene.world.portal.columns if column.code == "ywdt")
    old = [article for article in news.in_order() if article.day <= scene.world.home.until][2:5]

    def settle() -> None:
        scene.world.home.pictures[:0] = [(article.title, article_path(article)()) for article in old]

    scene.after(settle)
