"""item-incomplete: the page leaves out what the catalog's 要素 ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.blocks import Block, Heading, Table, plain
from demo.elements import without
from demo.plants import plant
from demo.plants.likeness import stands_out
from demo.tables import data_toml
from demo.world import Attachment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo.plants.scene import Scene
    from demo.world import Holding

_READABLE = 120
"""Characters that must be left on a page for anybody to miss something."""


@plant(40)
def left_out(scene: Scene) -> None:
    """One element is nowhere on the page; another row each time."""
    used: set[str] = set()
    for index in range(6):
        holding = scene.pick((one for one in _single(scene) if one.no not in used), "incomplete", index)
        used.add(holding.no)
        element = scene.rng("element", index).choice(_removable(holding))
        _write(holding, without(_blocks(holding), element))
        scene.fault("item-incomplete", holding.unit, holding, f"缺少要素“{element}”")


@plant(37)
def spelled_apart(scene: Scene) -> None:
    """A heading with spaces between its characters says the same."""
    holding = scene.pick((one for one in _single(scene) if _has(one, Heading)), "apart")
    blocks = [
        Heading(" ".join(block.text)) if isinstance(block, Heading) else block for block in _blocks(holding)
    ]
    _write(holding, blocks)
    scene.near("item-incomplete", holding.unit, holding, "标题的字之间有空格")


@plant(36)
def in_the_attachment(scene: Scene) -> None:
    """The table is an XLSX file at the end of the page."""
    holding = scene.find((one for one in _single(scene) if one.articles and _has(one, Table)), "attached")
    if holding is None:
        return
    table = next(block for block in _blocks(holding) if isinstance(block, Table))
    _write(holding, [block for block in _blocks(holding) if block is not table])
    holding.articles[0].attachments.append(Attachment(holding.name, "xlsx", (table.head, *table.rows)))
    scene.near("item-incomplete", holding.unit, holding, "要素在附件表格里", "pass", "untested", "suspected")


@plant(35)
def with_its_measure(scene: Scene) -> None:
    """A column's head that adds the measure still shows the element."""
    free = (one for one in scene.holdings(scene.calm) if one.no == "23" and one.column not in scene.taken)
    holding = scene.find((one for one in free if one.articles), "measure")
    if holding is None:
        return
    for article in holding.articles:
        article.blocks = [
            Table((*block.head[:-1], f"{block.head[-1]}（万元）"), block.rows)
            if isinstance(block, Table)
            else block
            for block in article.blocks
        ]
    scene.near("item-incomplete", holding.unit, holding, "表头的要素后面写了计量单位")


def _single(scene: Scene) -> Iterator[Holding]:
    """Documents that stand alone for their row, in static pages, with an element that can go unnoticed."""
    return (
        one for one in scene.holdings(scene.calm)
        if one.form in ("single", "page") and one.column not in scene.taken and one.column.area.family != "scripted"
        and one.column in one.column.area.columns and stands_out(one) and _removable(one)
    )  # fmt: skip


def _removable(holding: Holding) -> list[str]:
    """Elements whose absence no careful reader would dispute, and that are named nowhere else on the page.

    Where hardly any text is left nobody can say what it leaves out.
    """
    blocks = _blocks(holding)
    title = holding.articles[0].title if holding.articles else holding.column.name
    return [
        element
        for element in holding.elements
        if element in data_toml("words.toml")["elements"]["crisp"]
        and element not in (left := plain(without(blocks, element))) + title and len(left) >= _READABLE
    ]  # fmt: skip


def _has(holding: Holding, kind: type[Block]) -> bool:
    return any(isinstance(block, kind) for block in _blocks(holding))


def _blocks(holding: Holding) -> list[Block]:
    return holding.articles[0].blocks if holding.articles else holding.column.blocks


def _write(holding: Holding, blocks: list[Block]) -> None:
    if holding.articles:
        holding.articles[0].blocks = blocks
    else:
        holding.column.blocks = blocks
