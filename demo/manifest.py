"""What is planted: the faults a checker must find, and the near-misses it must not take for faults."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

ABSENT = "absent"  # an allowed verdict: none at all, where the subject need not be known to the checker
FILE = "manifest.json"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A planted offence. `key` is the subject key of the contract: an address, a 序号, an account's code."""

    check: str
    unit: str
    kind: str
    key: str
    note: str


@dataclass(frozen=True, slots=True, order=True)
class NearMiss:
    """What looks like an offence and is none, with the verdicts that do it justice."""

    check: str
    unit: str
    key: str
    allowed: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that is planted in one world, sorted."""

    as_of: str
    seed: int
    port: int
    scale: float
    faults: tuple[Fault, ...]
    near_misses: tuple[NearMiss, ...]

    def to_json(self) -> str:
        """The manifest as JSON, the same text every time."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Read what `to_json` wrote."""
        found = json.loads(text)
        found["faults"] = tuple(Fault(**fault) for fault in found["faults"])
        found["near_misses"] = tuple(
            NearMiss(**{**near, "allowed": tuple(near["allowed"])}) for near in found["near_misses"]
        )
        return cls(**found)

    def save(self, path: Path) -> None:
        """Write it to a file."""
        path.write_text(self.to_json(), encoding="utf-8", newline="\n")

    @classmethod
    def load(cls, path: Path) -> Manifest:
        """Read it from a file."""
        return cls.from_json(path.read_text(encoding="utf-8"))
