"""The stage on which faults are planted: who may be hurt, what is taken already, what the manifest will say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from demo.chance import stream
from demo.clock import weekday
from demo.district import District
from demo.families import FAMILIES, Family
from demo.grow.articles import add_filler
from demo.manifest import Fault, NearMiss
from demo.world import Area, Article, Attachment, Column, Holding, Manner, Unit, World

T = TypeVar("T")
Lazy = Callable[[], str]
_SECOND_BEST = ("政策文件", "政策解读")  # where articles are planted when news and notices are all spoken for
LOOKED_BACK = 300  # days within which an article is sure to be opened


@dataclass(frozen=True, slots=True)
class RowOnly:
    """A catalog row that nobody holds."""

    no: str


@dataclass(frozen=True, slots=True)
class PostAt:
    """A post, by where the public finds it."""

    address: Lazy


Override = tuple[Column, str, str]  # a line for columns.csv: column, type, days
Subject = Article | Column | Holding | RowOnly | PostAt | Lazy | str


@dataclass(frozen=True, slots=True)
class Declared:
    """A line for declarations.csv."""

    check: str
    unit: Unit
    subject: Subject
    until: date


@dataclass(slots=True, repr=False)
class Scene:
    """`even` units are swept wholly, so that missing and stale items show; `rough` ones are not; `rest` is the rest.

    Addresses carry numbers that are given when everything is planted: so subjects are kept, and named at the end.
    """

    world: World
    district: District
    even: list[Unit] = field(default_factory=list)
    rough: list[Unit] = field(default_factory=list)
    rest: list[Unit] = field(default_factory=list)
    taken: set[object] = field(default_factory=set)
    declared: list[Declared] = field(default_factory=list)
    overrides: list[Override] = field(default_factory=list)
    _faults: list[tuple[str, Unit, Subject, str]] = field(default_factory=list)
    _near: list[tuple[str, Unit, Subject, tuple[str, ...], str]] = field(default_factory=list)
    _after: list[Callable[[], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Deal the units: penalties and permits must be among the even ones, the scripted area among the rest."""
        rng = self.rng("units")
        owner = self.world.portal.unit
        scripted = {area.unit for area in self.world.areas if area.family == "scripted"}
        usual = [unit for unit in self.world.units if unit is not owner and unit not in scripted]
        punishing = [unit for unit in usual if ("59", unit.code) in self.world.holdings]
        first = rng.choice(punishing)
        others = [unit for unit in usual if unit is not first]
        rng.shuffle(others)
        self.even = [first, *others[:9]]
        self.rough = others[9:12]
        self.rest = [*others[12:], *sorted(scripted, key=lambda unit: unit.code)]

    # --- chance ---

    @property
    def as_of(self) -> date:
        """The day."""
        return self.world.as_of

    def ago(self, days: int) -> date:
        """So many days before the day."""
        return self.as_of - timedelta(days=days)

    def rng(self, *names: object) -> Random:
        """A stream of chance for one purpose."""
        return stream(self.world.seed, "plant", *names)

    def pick(self, candidates: Iterable[T], *names: object, fit: Callable[[T], bool] | None = None) -> T:
        """Draw one that is not taken (and fits), and take it. Whoever calls knows that there is one."""
        drawn = self.find(candidates, *names, fit=fit)
        if drawn is None:
            raise LookupError(f"nothing left to plant for {names}")
        return drawn

    def find(
        self, candidates: Iterable[T], *names: object, fit: Callable[[T], bool] | None = None
    ) -> T | None:
        """The same, where there may be none."""
        free = [one for one in candidates if one not in self.taken]
        self.rng(*names).shuffle(free)
        drawn = next((one for one in free if fit is None or fit(one)), None)
        if drawn is not None:
            self.taken.add(drawn)
        return drawn

    # --- what can be hurt ---

    @property
    def calm(self) -> list[Unit]:
        """Every unit but the owner whose area has no challenges."""
        return self.even + self.rest

    @property
    def spare(self) -> list[Unit]:
        """Two of the rest whose columns stay as they are, for what is hidden in single articles."""
        return self.rest[:2]

    def columns(self, units: Iterable[Unit], kind: str, family: str | None = None) -> list[Column]:
        """Their lists of one type that hold nothing the catalog dates."""
        return [
            column
            for unit in units
            for column in self.world.area(unit.code).columns
            if column.form == "list" and column.type == kind and column.articles
            and not any(article.item for article in column.articles) and family in (None, column.area.family)
        ]  # fmt: skip

    def article(
        self,
        units: Iterable[Unit],
        *names: object,
        kinds: tuple[str, ...] = ("动态要闻", "通知公告"),
        family: str | None = None,
    ) -> Article:
        """A new article that a sweep opens but that does not decide its column's freshness, spoken for."""
        units, rng = list(units), self.rng("article", *names)
        lists = [
            [one for kind in some for one in self.columns(units, kind, family) if self._can_hide(one)]
            for some in (kinds, _SECOND_BEST)
        ]
        choices = [[column for column in some if column not in self.taken] for some in lists] + lists
        free = next((some for some in choices if some), None)
        if free is None:
            raise LookupError(f"no column left to plant in for {names}")
        column = rng.choice(free)
        newest = column.newest
        assert newest is not None
        day = max(weekday(newest - timedelta(days=rng.randint(10, 190))), self.ago(LOOKED_BACK))
        return self.add(column, day, "/".join(map(str, names)))

    def _can_hide(self, column: Column) -> bool:
        return column.rows_dated and column.newest is not None and column.newest > self.ago(LOOKED_BACK - 20)

    def holdings(self, units: Iterable[Unit]) -> list[Holding]:
        """What the units hold for the catalog."""
        codes = {unit.code for unit in units}
        return [holding for (_, code), holding in sorted(self.world.holdings.items()) if code in codes]

    def holding(self, no: str, unit: Unit) -> Holding | None:
        """What one unit holds for one row."""
        return self.world.holdings.get((no, unit.code))

    # --- what is done to it ---

    def age(self, column: Column, newest: date) -> None:
        """Let the column's newest article be of that day."""
        column.articles = [article for article in column.articles if article.day <= newest]
        if column.newest != newest:
            add_filler(self.world, column, newest, f"newest {newest}")

    def add(self, column: Column, day: date, name: str) -> Article:
        """One more article, spoken for."""
        article = add_filler(self.world, column, day, name)
        self.taken.add(article)
        return article

    def behave(self, address: Lazy, manner: Manner) -> None:
        """Let an address answer oddly."""

        def settle() -> None:
            self.world.manners[address()] = manner

        self._after.append(settle)

    def after(self, settle: Callable[[], None]) -> None:
        """Do this when every address is known."""
        self._after.append(settle)

    def declare(self, check: str, unit: Unit, subject: Subject, days: int) -> None:
        """A declaration that lasts so many days yet, or ended so many days ago."""
        self.declared.append(Declared(check, unit, subject, self.as_of + timedelta(days=days)))

    # --- the manifest ---

    def fault(self, check: str, unit: Unit, subject: Subject, note: str) -> None:
        """Something a checker must find."""
        self._faults.append((check, unit, subject, note))

    def near(self, check: str, unit: Unit, subject: Subject, note: str, *allowed: str) -> None:
        """Something a checker must not take for a fault; `pass` unless other verdicts are named."""
        self._near.append((check, unit, subject, allowed or ("pass",), note))

    def settle(self) -> None:
        """Give every article its number, in the order of their days, and do what waited for it."""
        ordered = sorted(self.world.articles(), key=lambda article: article.day)
        for index, article in enumerate(ordered):
            article.serial = 100003 + 3 * index
        for waiting in self._after:
            waiting()

    def told(self) -> tuple[tuple[Fault, ...], tuple[NearMiss, ...]]:
        """The manifest's lines, sorted. Only after `settle`."""
        faults = {
            Fault(check, unit.code, *self.name(subject), note) for check, unit, subject, note in self._faults
        }
        near = {
            NearMiss(check, unit.code, self.name(subject)[1], allowed, note)
            for check, unit, subject, allowed, note in self._near
        }
        return tuple(sorted(faults)), tuple(sorted(near))

    def name(self, subject: Subject) -> tuple[str, str]:
        """Kind and key of a subject, as the contract has them. A function gives the path of a link."""
        base = self.world.base
        match subject:
            case Article():
                return "article", base + family(subject.column.area).entry_path(subject)
            case Column():
                return "column", base + family(subject.area).column_path(subject)
            case Holding() | RowOnly():
                return "item", subject.no
            case PostAt():
                return "post", subject.address()
            case str():
                return ("site", f"{base}/") if subject == "/" else ("account", subject)
        path = subject()
        return "link", path if path.startswith("http") else base + path


def family(area: Area) -> Family:
    """The family that dresses an area."""
    return FAMILIES[area.family]


def article_path(article: Article) -> Lazy:
    """Where an article will stand."""
    return lambda: family(article.column.area).article_path(article)


def file_path(article: Article, file: Attachment) -> Lazy:
    """Where a file will stand."""
    return lambda: family(article.column.area).file_path(article, file)


def column_path(column: Column, page: int = 1) -> Lazy:
    """Where a page of a column will stand."""
    return lambda: family(column.area).column_path(column, page)
