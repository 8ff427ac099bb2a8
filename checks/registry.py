"""The register of checks: a check is one function in one module, and its docstring is its documentation."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from checks.proofs import Severity
from checks.rulings import Ruling

Judge = Callable[[Any, Any], Ruling]


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check. `title`, `why`, `spares` and `mend` come from the docstring's fixed headings."""

    name: str
    group: str
    subjects: tuple[type, ...]
    severity: Severity
    basis: str
    since: date
    until: date | None
    lasting: bool
    judge: Judge
    title: str
    why: str
    spares: str
    mend: str

    def in_force(self, day: date) -> bool:
        """Whether the law behind it was in force on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


REGISTRY: dict[str, Check] = {}
_HEADINGS = ("为什么", "不算问题", "如何整改")


class CheckError(Exception):
    """Raised while checks register: a repeated name, a name that is not its module's, a missing heading."""


def check(
    *subjects: type,
    severity: Severity,
    basis: str,
    since: str,
    until: str | None = None,
    lasting: bool = True,
) -> Callable[[Judge], Judge]:
    """Register a check of one class of subjects, or of several. `basis` is a key of statutes.toml; `lasting` False: a person's decision holds one week only."""

    def register(judge: Judge) -> Judge:
        module = judge.__module__.rpartition(".")
        group = module[0].rpartition(".")[2]
        if judge.__name__ != module[2]:
            raise CheckError(f"{judge.__module__}.{judge.__name__}: a check carries the name of its module")
        name = judge.__name__.replace("_", "-")
        if name in REGISTRY:
            raise CheckError(f"{name}: registered twice")
        title, why, spares, mend = _documentation(judge)
        REGISTRY[name] = Check(
            name, group, subjects, severity, basis, date.fromisoformat(since),
            date.fromisoformat(until) if until else None, lasting, judge, title, why, spares, mend,
        )  # fmt: skip
        return judge

    return register


def _documentation(judge: Judge) -> tuple[str, str, str, str]:
    """The first line and the text under each fixed heading, in their order."""
    lines = (inspect.getdoc(judge) or "").splitlines()
    if not lines:
        raise CheckError(f"{judge.__name__}: a check's docstring is its documentation")
    parts: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines[1:]:
        heading = line.rstrip().rstrip("：:")
        if heading in _HEADINGS:
            current = parts.setdefault(heading, [])
        else:
            current.append(line.strip())
    if tuple(parts) != _HEADINGS:
        raise CheckError(f"{judge.__name__}: the docstring needs the headings {_HEADINGS} in this order")
    why, spares, mend = ("".join(parts[heading]).strip() for heading in _HEADINGS)
    return lines[0].strip(), why, spares, mend


def load_checks() -> Mapping[str, Check]:
    """Import every module below checks.portal, checks.catalog and checks.accounts; return the register, by name."""
    for group in ("portal", "catalog", "accounts"):
        package = importlib.import_module(f"checks.{group}")
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"checks.{group}.{module.name}")
    return dict(sorted(REGISTRY.items()))
