"""What a report may say of a check: its docstring's words, and the law behind it by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from checks.model import Check, load_checks
from reports.model import CheckTitle
from rules.statutes import UnknownBasisError, cite


@dataclass(frozen=True, slots=True)
class Law:
    """The checks by name, and how a legal source is cited; a stored name that is gone stands for itself."""

    checks: Mapping[str, Check]
    cite: Callable[[str], str] = cite

    def title(self, name: str) -> CheckTitle:
        """What is said of one check."""
        check = self.checks.get(name)
        if check is None:
            return CheckTitle(name, name)
        return CheckTitle(
            name, check.title, check.severity.value, self.basis(check.basis), check.why, check.mend, check.spares,
            check.since.isoformat(),
        )  # fmt: skip

    def basis(self, key: str) -> str:
        """A legal source in words."""
        try:
            return self.cite(key)
        except UnknownBasisError:
            return key

    def order(self, name: str) -> tuple[int, str]:
        """Where a check stands in a report: portal, catalog, accounts, each by name; unknown ones last."""
        check = self.checks.get(name)
        groups = ("portal", "catalog", "accounts")
        return (groups.index(check.group) if check and check.group in groups else len(groups), name)


def load_law() -> Law:
    """The checks and legal sources of this version."""
    return Law(load_checks())
