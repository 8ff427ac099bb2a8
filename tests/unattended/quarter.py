"""A portal over many weeks: documents appear, vanish and are overwritten in place, files die. And what is true of it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.crawler.small_pages import article_page, home_page, list_page, trs_paging
from tests.crawler.small_site import Site, html

WRONG = "共建和谐社汇"
NAMES = ("通知公告", "政策文件", "规划计划", "人事信息")
_PER_PAGE = 6
_TITLES = ("关于做好第{}项民生工作的通知", "关于印发第{}号方案的通知", "关于第{}批项目安排的公告")


@dataclass(eq=False)
class Paper:
    """A document: `file` is what its text links to, `since` the week in which it came to say something wrong."""

    path: str
    title: str
    day: date
    file: str | None
    since: int | None = None


@dataclass
class World:
    """The portal. `dead` are files that are gone, with the week; `week` counts from 0."""

    site: Site
    day: date
    chance: random.Random
    size: int
    lists: dict[str, list[Paper]] = field(default_factory=dict)
    dead: dict[str, int] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    new: list[Paper] = field(default_factory=list)
    week: int = 0
    _count: int = 0

    def __post_init__(self) -> None:
        for number, _ in enumerate(NAMES):
            days = (self.day - timedelta(days=9 * age + number) for age in range(self.size))
            path = f"/zwgk/lm{number}/"
            self.lists[path] = [self._paper(path, day) for day in days]
        self.show()

    def papers(self) -> list[Paper]:
        """Everything that is listed."""
        return [paper for papers in self.lists.values() for paper in papers]

    def faults(self) -> dict[tuple[str, str], int]:
        """What is wrong now, by check and path, and since which week."""
        told = {("wording-error", one.path): one.since for one in self.papers() if one.since is not None}
        linked = {one.file for one in self.papers()}
        return told | {("link-dead", file): since for file, since in self.dead.items() if file in linked}

    def pass_week(self, *, quiet: bool) -> None:
        """A week goes by; in a `quiet` one only the clock moves on."""
        self.week, self.day = self.week + 1, self.day + timedelta(days=7)
        self.changed, self.new = set(), []
        if not quiet:
            self._publish()
            self._take_down()
            self._overwrite()
            self._kill_file()
            self.show()

    def pages(self, path: str) -> int:
        """The pages of a list."""
        return -(-len(self.lists[path]) // _PER_PAGE)

    # --- what happens ------------------------------------------------------------------------------------------------

    def _publish(self) -> None:
        """One on top of the list that waited longest, some days one out of its turn, as an office catches up."""
        path = min(self.lists, key=lambda one: max(paper.day for paper in self.lists[one]))
        self.new = [self._paper(path, self.day - timedelta(days=self.chance.randrange(4)))]
        self.lists[path].insert(0, self.new[0])
        self.changed.add(path)
        if self.chance.random() < 0.4:
            other = self.chance.choice([one for one in self.lists if one != path])
            place = self.chance.randrange(2, len(self.lists[other]))
            self.new.append(self._paper(other, self.lists[other][place].day))
            self.lists[other].insert(place, self.new[-1])
            self.changed.add(other)
        for paper in self.new:
            paper.since = self.week if self.chance.random() < 0.3 else None

    def _take_down(self) -> None:
        path = self.chance.choice(sorted(set(self.lists) - self.changed))
        self.lists[path].pop(self.chance.randrange(1, len(self.lists[path])))
        self.changed.add(path)

    def _overwrite(self) -> None:
        """One comes to say something wrong, and one that did is put right."""
        calm = [one for one in self.papers() if one not in self.new]
        wrong = [one for one in calm if one.since is not None]
        paper = self.chance.choice([one for one in calm if one.since is None])
        paper.since = self.week
        if len(wrong) > 3:
            self.chance.choice(wrong).since = None

    def _kill_file(self) -> None:
        """A file goes; sometimes its page is mended with it, and an earlier one's a while after."""
        dead = [one for one in self.papers() if one.file in self.dead]
        if len(dead) > 1:
            self.chance.choice(dead).file = None
        paper = self.chance.choice([one for one in self.papers() if one.file and one.file not in self.dead])
        assert paper.file is not None
        self.dead[paper.file] = self.week
        if self.chance.random() < 0.5:
            paper.file = None

    def _paper(self, path: str, day: date) -> Paper:
        self._count += 1
        title = self.chance.choice(_TITLES).format(self._count)
        return Paper(f"{path}t{day:%Y%m%d}_{self._count}.html", title, day, f"/files/{self._count}.html")

    # --- what it shows -----------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Make every page anew."""
        paths = self.site.paths
        paths.clear()
        for (path, papers), name in zip(self.lists.items(), NAMES, strict=True):
            count = self.pages(path)
            for number in range(count):
                shown = papers[number * _PER_PAGE : (number + 1) * _PER_PAGE]
                rows = [(one.path, one.title, one.day) for one in shown]
                text = list_page([("/", "首页"), (path, name)], rows, trs_paging(count) if count > 1 else "")
                paths[path + (f"index_{number}.html" if number else "")] = html(text)
        for one in self.papers():
            link = f'<p>详见<a href="{one.file}">附表</a>。</p>' if one.file else ""
            said = f"<p>{WRONG}。</p>" if one.since is not None else ""
            paths[one.path] = html(article_page(one.title, one.day, body=said + link))
            if one.file and one.file not in self.dead:
                paths[one.file] = html(f"<title>附表</title><p>{one.title}附表</p>")
        newest = sorted(self.papers(), key=lambda one: one.day, reverse=True)[:4]
        menu = list(zip(self.lists, NAMES, strict=True))
        paths["/"] = html(home_page(menu, [(one.path, one.title, one.day) for one in newest]))
