"""The portal that the bench crawls: the demo district's, grown, with every unit on static pages, written to disk."""

from __future__ import annotations

import functools
import random
import re
import zlib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

from demo import district as districts
from demo.accounts import register
from demo.blocks import Paragraph
from demo.build import Demo, workspace
from demo.families import FAMILIES, parts
from demo.families.base import HITS
from demo.grow import grow
from demo.grow.articles import add_filler
from demo.manifest import Manifest
from demo.plants.scene import Scene
from demo.prose import VOICES
from demo.world import Article

ROOT = Path(__file__).parents[3]
BASE = ROOT / "rules" / "districts" / "demo"
AS_OF = date(2026, 11, 22)
WEEK = timedelta(days=7)
_MOVES = (
    (re.compile(r"/col/col\d+/index\.html(,[^,]*,(\w+)@)"), r"/xxgk/dfbmptlj/bmxxgkpt/\2/index.shtml\1"),
    (re.compile(r"/zwgk/(\w+)/index\.html"), r"/\1/index.htm"),
)
"""Units whose lists are answered by a program move to systems whose pages can lie on a disk."""
_HITS = HITS.encode()
_OWN = """
[polite]
requests_per_second = 10000.0
concurrency = 16

[render]
mode = "never"

[limits]
look_back_days = {look_back}
max_list_pages = 1000
"""


@dataclass(frozen=True)
class Changes:
    """What a week did to the portal: paths of articles."""

    added: frozenset[str]
    vanished: frozenset[str]
    altered: frozenset[str]


@dataclass(frozen=True)
class Ground:
    """One size of the portal. `look_back` days: how old an article may be to be opened."""

    folder: Path
    demo: Demo
    look_back: int

    @classmethod
    def prepare(cls, folder: Path, *, scale: float, port: int, look_back: int) -> Ground:
        """Grow the portal of a size and write its workspace; pages are written by `write`."""
        base = folder / "base"
        copytree(BASE, base, dirs_exist_ok=True)
        units = (base / "units.csv").read_text("utf-8")
        for pattern, instead in _MOVES:
            units = pattern.sub(instead, units)
        (base / "units.csv").write_text(units, "utf-8")
        district = districts.read(base, 0)
        world = grow(district, as_of=AS_OF, seed=0, port=port, scale=scale)
        register.open_accounts(world, district)
        scene = Scene(world, district)
        scene.settle()
        return cls(folder, Demo(world, district, scene, Manifest("", 0, port, scale, (), ())), look_back)

    @property
    def pages(self) -> Path:
        """What nginx serves."""
        return self.folder / "pages"

    @property
    def home(self) -> str:
        """The address of the home page."""
        return self.demo.world.base + "/"

    def open_office(self, folder: Path) -> Path:
        """Write a fresh workspace for this portal."""
        folder.mkdir(parents=True)
        for name, content in workspace(self.demo):
            (folder / name).write_bytes(content)
        settings = folder / "district.toml"
        kept = re.sub(
            r"^\[(?:polite|budget|render|limits)\]\n(?:(?!\[).*\n)*",
            "",
            settings.read_text("utf-8"),
            flags=re.MULTILINE,
        )
        settings.write_text(kept + _OWN.format(look_back=self.look_back), "utf-8")
        return folder

    def write(self) -> int:
        """Write every page that is new or reads otherwise than on disk; returns how many there are."""
        world = self.demo.world
        parts.hot = functools.lru_cache(maxsize=1)(_HOT)  # else sorted anew for every page
        pages = {
            path: page for path, page in self.demo.site().pages.items()
            if path not in world.manners and path not in world.moved
        }  # fmt: skip
        files = {self._file(path): path for path in pages}
        for file, path in files.items():
            body = pages[path].render().replace(_HITS, str(100 + zlib.crc32(path.encode()) % 900).encode())
            if not file.exists() or file.read_bytes() != body:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(body)
        for stray in {file for file in self.pages.rglob("*") if file.is_file()} - {*files}:
            stray.unlink()
        return len(files)

    def change(self, share: float, week: int) -> Changes:
        """A week passes: a share of new articles appears, half as many vanish, half as many are overwritten in place."""
        world, chance = self.demo.world, random.Random(week)
        columns = [one for one in world.columns() if one.type in VOICES and len(one.articles) > 20]
        every = [
            article
            for column in columns
            for article in column.in_order()[5:]
            if article.voice == VOICES[column.type]
        ]
        count = max(2, round(share * sum(1 for _ in world.articles())))
        picked = chance.sample(every, 2 * (count // 2))
        gone, altered = picked[: count // 2], picked[count // 2 :]
        paths = {id(article): _path(article) for article in picked}
        for article in gone:
            article.column.articles.remove(article)
        for article in altered:
            article.blocks.append(Paragraph(f"（第{week}周更正）以上内容有变动，请以本次公布的为准。"))
        world.as_of += WEEK
        added = []
        for number in range(count):
            day = world.as_of - timedelta(days=chance.randrange(7))
            article = add_filler(world, chance.choice(columns), day, f"{week}-{number}")
            article.serial = 10_000_003 * week + 3 * number
            added.append(_path(article))
        return Changes(
            frozenset(added),
            frozenset(paths[id(one)] for one in gone),
            frozenset(paths[id(one)] for one in altered),
        )

    def _file(self, path: str) -> Path:
        return self.pages / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))


_HOT = parts.hot


def _path(article: Article) -> str:
    return FAMILIES[article.column.area.family].entry_path(article)
