"""From the base workspace to a world, its portal, and the workspace that fits it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from demo import district as districts
from demo.accounts import exports, feeds, register
from demo.accounts.canaries import post_daily
from demo.accounts.identity import secrets
from demo.families import FAMILIES
from demo.grow import grow
from demo.manifest import FILE, Manifest
from demo.plants import plant_all
from demo.site import Site
from demo.tables import Row, csv_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from demo.plants.scene import Scene
    from demo.world import World

_COLUMNS = ("单位", "栏目名称", "栏目地址", "栏目类型", "更新周期(天)")
_DECLARATIONS = ("单位", "检查项", "对象", "理由", "文号", "有效期至")
_REASONS = {
    "column-stale": "栏目改版合并，改版期间暂停更新，内容在门户集中发布",
    "item-missing": "机构改革后该事项职责正在移交，移交完成后由承接单位公开",
    "account-dormant": "账号整合，已报送备案平台，整合期间暂停发布",
}


@dataclass(frozen=True, slots=True, repr=False)
class Demo:
    """A planted world with everything that goes with it."""

    world: World
    district: districts.District
    scene: Scene
    manifest: Manifest

    def site(self) -> Site:
        """The portal and the feeds, ready to answer. Each call begins anew: nobody has asked anything yet."""
        return Site(self.world, dict(feeds.pages(self.world)))

    @property
    def secrets(self) -> Mapping[str, str]:
        """The variables that the office keeps its keys to the platforms in; all invented."""
        return secrets(self.world)


def make(base: Path, *, as_of: date, seed: int, port: int, scale: float = 1.0) -> Demo:
    """Read the base workspace, grow the world, plant the faults."""
    district = districts.read(base, seed)
    world = grow(district, as_of=as_of, seed=seed, port=port, scale=scale)
    register.open_accounts(world, district)
    post_daily(world)
    scene = plant_all(world, district)
    faults, near = scene.told()
    return Demo(world, district, scene, Manifest(as_of.isoformat(), seed, port, scale, faults, near))


def build(base: Path, folder: Path, *, as_of: date, seed: int, port: int, scale: float = 1.0) -> Manifest:
    """Write the workspace for this seed and day into `folder`, inbox and manifest included."""
    demo = make(base, as_of=as_of, seed=seed, port=port, scale=scale)
    write(demo, folder)
    return demo.manifest


def write(demo: Demo, folder: Path) -> None:
    """Write a demo's workspace. What stands nowhere in it are the secrets (`Demo.secrets`)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "inbox").mkdir(exist_ok=True)
    for name, content in workspace(demo):
        (folder / name).write_bytes(content)
    for name, content in exports.files(demo.world):
        (folder / "inbox" / name).write_bytes(content)
    demo.manifest.save(folder / FILE)


def workspace(demo: Demo) -> list[tuple[str, bytes]]:
    """The office's files, with the addresses of this world and the declarations of this day."""
    tables = demo.district.tables
    base, world = f"127.0.0.1:{districts.BASE_PORT}", demo.world
    _address(demo, tables)
    register.fill_in(world, tables["accounts"])
    files = [("district.toml", demo.district.settings.encode())]
    files += [(f"{name}.csv", _csv(tables[name])) for name in ("units", "accounts", "catalog", "lexicon")]
    files += [("columns.csv", csv_bytes(_COLUMNS, _overrides(demo.scene)))]
    files += [("declarations.csv", csv_bytes(_DECLARATIONS, _declarations(demo.scene)))]
    return [
        (name, content.replace(base.encode(), f"127.0.0.1:{world.port}".encode())) for name, content in files
    ]


def _csv(rows: list[Row]) -> bytes:
    return csv_bytes(list(rows[0]), [list(row.values()) for row in rows])


def _address(demo: Demo, tables: dict[str, list[Row]]) -> None:
    """Where each unit's area stands, and each row whose column the catalog names."""
    world = demo.world
    for row in tables["units"]:
        area = world.area(row["单位代码"])
        row["公开平台地址"] = world.base + FAMILIES[area.family].front_path(area)
    for row in tables["catalog"]:
        if row["栏目地址"]:
            unit = demo.district.resolve(row["公开主体"])[0]
            row["栏目地址"] = demo.scene.name(world.holdings[row["序号"], unit.code].column)[1]


def _overrides(scene: Scene) -> list[tuple[str, ...]]:
    return [
        (column.area.unit.code, column.name, scene.name(column)[1], kind, days)
        for column, kind, days in scene.overrides
    ]


def _declarations(scene: Scene) -> list[tuple[str, ...]]:
    return [
        (
            one.unit.code,
            one.check,
            scene.name(one.subject)[1],
            _REASONS[one.check],
            f"情况说明〔{number}〕号",
            one.until.isoformat(),
        )
        for number, one in enumerate(scene.declared, 1)
    ]
