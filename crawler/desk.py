"""What a sweep works with: one desk, shared by its spiders and their middlewares."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crawler.budget import Budget
from crawler.captures import CaptureWriter
from crawler.guard import Reach
from crawler.notebook import Notebook
from crawler.progress import Progress
from rules.model import Workspace
from rules.periods import Clock


@dataclass(frozen=True, slots=True)
class Desk:
    """The workspace and clock of a sweep, its notebook, its captures, its budget, and what it tells the terminal."""

    workspace: Workspace
    clock: Clock
    notebook: Notebook
    writer: CaptureWriter | None
    budget: Budget
    reach: Reach
    progress: Progress
    browser: bool

    @property
    def captures(self) -> Path:
        """Where the stored answers lie."""
        return self.workspace.var / "captures"
