"""The base workspace: the tables of rules/districts/demo, and their new names for seeds other than 0."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from demo.chance import stream
from demo.tables import Row, data_toml, parse_csv
from demo.world import Unit

TABLES = ("units", "accounts", "catalog", "columns", "declarations", "lexicon")
BASE_PORT = 18610
_EVERYBODY = {"各部门": ("部门",), "区直各单位": ("部门",), "各乡镇（街道）": ("乡镇", "街道")}


@dataclass(frozen=True, slots=True)
class District:
    """The office's tables, renamed; `settings` is the text of district.toml."""

    name: str
    site: str
    site_code: str
    owner: str
    settings: str
    tables: dict[str, list[Row]]
    units: tuple[Unit, ...]

    def resolve(self, subject: str) -> list[Unit]:
        """The units that a 公开主体 or 主办单位 names. ValueError for a name that nobody bears."""
        found: list[Unit] = []
        for part in filter(None, re.split("[、，；;]", subject)):
            kinds = _EVERYBODY.get(part, ())
            units = [
                unit
                for unit in self.units
                if unit.kind in kinds or part in (unit.code, unit.name, *unit.aliases)
            ]
            if not units:
                raise ValueError(f"公开主体“{part}”在单位表中找不到")
            found += [unit for unit in units if unit not in found]
        return found


def read(base: Path, seed: int) -> District:
    """Read the base workspace. Seed 0 takes it as it is."""
    rename = _renamer(seed)
    tables = {
        name: [
            {key: rename(cell) for key, cell in row.items()} for row in parse_csv(_text(base / f"{name}.csv"))
        ]
        for name in TABLES
    }
    settings = rename(_text(base / "district.toml"))
    name = _setting(settings, "name")
    units = tuple(_unit(row, name, index) for index, row in enumerate(tables["units"]))
    site = _setting(settings.partition("[portal]")[2], "name")
    return District(
        name,
        site,
        _setting(settings, "site_id_code"),
        _setting(settings, "portal_owner"),
        settings,
        tables,
        units,
    )


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


def _setting(settings: str, key: str) -> str:
    found = re.search(rf'^{key} = "([^"]*)"', settings, re.MULTILINE)
    if not found:
        raise ValueError(f"district.toml 缺少 {key}")
    return found[1]


def _unit(row: Row, district: str, index: int) -> Unit:
    name, aliases = row["单位名称"], tuple(filter(None, row["别名"].split("；")))
    department = row["类别"] == "部门"
    short = name if department else aliases[0]
    return Unit(
        code=row["单位代码"], name=name, kind=row["类别"], aliases=aliases, portal_url=row["公开平台地址"],
        formal=district + name.removeprefix("区") if department else short, short=short,
        place=district if department else short, landline=f"0700-831{index:02d}{index * 7 % 89 + 10}",
    )  # fmt: skip


def _renamer(seed: int) -> Callable[[str], str]:
    if seed == 0:
        return lambda text: text
    names, rng = data_toml("names.toml"), stream(seed, "names")
    places = rng.sample(names["places"], len(names["base_places"]))
    new = dict(zip(names["base_places"], places, strict=True))
    new[names["base_district"]] = rng.choice(names["districts"])
    new |= {old: rng.choice(choices) for old, choices in names["departments"].items()}
    pattern = re.compile("|".join(sorted(new, key=len, reverse=True)))
    return lambda text: pattern.sub(lambda found: new[found[0]], text)
