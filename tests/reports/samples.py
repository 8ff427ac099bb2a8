"""A judged sweep to hold reports against."""

from __future__ import annotations

from dataclasses import dataclass

from sample_district import sample_law
from sqlite_utils import Database

from reports.model import Sweep
from reports.view import Material, gather
from rules.model import Workspace


@dataclass(frozen=True)
class Sample:
    workspace: Workspace
    db: Database
    sweep: Sweep

    @property
    def material(self) -> Material:
        return gather(self.workspace, sample_law(), self.db, self.sweep)
