"""One catalog row's search in one unit's territory: the names it may go by, and what fits them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from checks.matching import Kind, kind_of, kinds_of
from checks.model import Column
from checks.slots import Slots, exact_clash, read, vocabulary
from checks.territory import Document, Index, Territory, index_of, units_of
from crawler.items import Entry
from rules.model import CatalogItem, Unit
from rules.text import plain


@dataclass(frozen=True, eq=False)
class Search:
    """A row, a unit, and where to look."""

    row: CatalogItem
    unit: Unit
    territory: Territory

    @cached_property
    def index(self) -> Index:
        """All documents of the territory."""
        return index_of(self.territory, self.unit)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The row's own name and its aliases."""
        return tuple(dict.fromkeys((self.row.name, *self.row.aliases)))

    @cached_property
    def contexts(self) -> tuple[str, ...]:
        """What stands above the row and says something: 一级事项, 领域."""
        above = (self.row.level1 if self.row.level2 else None, self.row.domain)
        return tuple(name for name in above if name and not _says_nothing(name))

    @cached_property
    def joined(self) -> str:
        """一级事项 and 二级事项 in one, where the first says something: 最低生活保障办事指南."""
        level1, level2 = self.row.level1, self.row.level2
        return f"{level1}{level2}" if level1 and level2 and level1 in self.contexts else self.row.name

    @cached_property
    def needs_context(self) -> bool:
        """Whether the row's name means something only under what stands above it."""
        return bool(self.contexts) and self.row.name in vocabulary()["words"]["generic"]

    def kind(self, title: str, names: Iterable[str]) -> Kind:
        """The strongest relation of a title to any of these names."""
        return kind_of(tuple(names), title, units_of(self.territory, self.unit))

    def columns(self, names: Iterable[str]) -> Mapping[str, Kind]:
        """The names of the unit's columns that are not different from all of these names."""
        return kinds_of(tuple(names), self.territory.column_names, units_of(self.territory, self.unit))

    def slots(self, title: str) -> Slots:
        """The exact slots of a title."""
        return read(title, units_of(self.territory, self.unit)).slots

    def headings(self, column: Column) -> list[str]:
        """The names above a column that set a context: not the portal's own words, not a unit's name."""
        own = plain(column.name)
        above = [name for name in column.path if plain(name) != own and not _says_nothing(name)]
        return [name for name in above if not self.slots(name).units]

    def in_context(self, column: Column) -> bool:
        """Whether what stands above a column fits what stands above the row, or its own name says it all."""
        if self.joined != self.row.name and self.kind(column.name, (self.joined,)) is Kind.SAME:
            return True
        return any(
            self.kind(heading, self.contexts) is not Kind.DIFFERENT for heading in self.headings(column)
        )

    def could_be(self, entry: Entry) -> bool:
        """Whether no exact slot of an entry contradicts the row: not a 决算 among 预算, not another quarter's."""
        return not exact_clash(self.slots(self.row.name), self.slots(entry.title))

    def belongs(self, entry: Entry) -> bool:
        """Whether an entry of the right column is this row's, and not the same thing of another unit."""
        foreign = self.names_others(entry.title) and self.kind(entry.title, self.names) is Kind.SAME
        return self.could_be(entry) and not foreign

    def names_others(self, title: str) -> bool:
        """Whether a title names units that we know, and not this one."""
        known = {code for code in self.slots(title).units if not code.startswith("?")}
        return bool(known) and self.unit.code not in known

    def are_parts(self, columns: Sequence[Column]) -> bool:
        """Whether columns share out one name among them: 部门预算 and 部门决算 for 部门预决算."""
        whole = self.slots(self.row.name)
        for kind in vocabulary()["kinds"]:
            shares = [set(self.slots(column.name).words(kind["group"])) for column in columns]
            together = set().union(*shares)
            if kind["compare"] == "set" and all(shares) and together <= set(whole.words(kind["group"])):
                return sum(map(len, shares)) == len(together)
        return False

    def begins_alike(self, title: str, names: Iterable[str]) -> bool:
        """Whether a title that was cut off holds the first half of one of the names."""
        units = units_of(self.territory, self.unit)
        cores = [read(name, units).core for name in names]
        return any(core and core[: (len(core) + 1) // 2] in read(title, units).body for core in cores)

    def is_ours(self, document: Document, name: str) -> bool:
        """Whether a document of the right name is this unit's, and in context where the name says too little."""
        if self.names_others(document.title):
            return False
        if not self.needs_context or name == self.joined or name in self.row.aliases:
            return True
        column = document.column
        return column is not None and (
            self.in_context(column) or self.kind(column.name, self.contexts) is Kind.SAME
        )


def _says_nothing(name: str) -> bool:
    words = vocabulary()["words"]
    return plain(name) in (*words["neutral"], *words["generic"])
